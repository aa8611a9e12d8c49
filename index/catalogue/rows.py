"""Rows of the catalogue that hold documents, passages and vectors, read and written."""

from collections.abc import Sequence

import numpy as np
from pydantic import TypeAdapter

from index.catalogue import corrections
from index.errors import DocumentNotFound
from index.ports import Vectors
from index.selection import Scope
from index.transactions import Connection, Row
from ingest.document import Document, Passage

DOCUMENT = TypeAdapter(Document)
PASSAGE = TypeAdapter(Passage)


def require_held(connection: Connection, *document_ids: str) -> None:
    """Raise DocumentNotFound for the first of these that is not in the catalogue."""
    for document_id in document_ids:
        found = connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,))
        if found.fetchone() is None:
            raise not_found(document_id)


def require(scope: Scope, document_id: str) -> None:
    """Raise DocumentNotFound where the scope does not admit the document."""
    if not scope.admits(document_id):
        raise not_found(document_id)


def not_found(document_id: str) -> DocumentNotFound:
    """Return the error of a document that is not there."""
    return DocumentNotFound(f"Không có văn bản nào mang mã {document_id}.")


def body(connection: Connection, document_id: str) -> Document | None:
    """Return the whole document, its header corrected; None when it is gone."""
    read = as_read(connection, document_id)
    return None if read is None else corrections.laid_over(connection, read)


def as_read(connection: Connection, document_id: str) -> Document | None:
    """Return the whole document as it was read; None when it is gone."""
    row = connection.execute(
        "SELECT document FROM bodies WHERE document_id = ?", (document_id,)
    ).fetchone()
    return None if row is None else DOCUMENT.validate_json(row["document"])


def put_passages(
    connection: Connection, document_id: str, passages: Sequence[Passage], vectors: Vectors
) -> None:
    """Replace the document's passages and vectors. Raises ValueError where they do not match.

    A passage whose words stay keeps the vectors of its statements.
    """
    if vectors.ndim != 2 or len(vectors) != len(passages):
        raise ValueError(f"{len(passages)} passages but vectors of shape {vectors.shape}")
    former = {passage.id for passage in passages_of(connection, document_id)}
    now = [passage.id for passage in passages]
    connection.executemany(
        "DELETE FROM passages WHERE id = ?", [(key,) for key in sorted(former.difference(now))]
    )
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, passage = excluded.passage",
        [
            (passage.id, document_id, passage.ordinal, PASSAGE.dump_json(passage).decode())
            for passage in passages
        ],
    )
    connection.executemany(
        "INSERT INTO unstated (passage_id) VALUES (?)",
        [(key,) for key in now if key not in former],
    )
    connection.execute(
        "INSERT INTO vectors VALUES (?, ?, ?) ON CONFLICT (document_id)"
        " DO UPDATE SET dimension = excluded.dimension, rows = excluded.rows",
        (document_id, vectors.shape[1], vectors.astype("<f4").tobytes()),
    )


def passages_of(connection: Connection, document_id: str) -> list[Passage]:
    """Return the document's passages in reading order."""
    rows = connection.execute(
        "SELECT passage FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,)
    )
    return [PASSAGE.validate_json(row["passage"]) for row in rows]


def matrix(row: Row) -> Vectors:
    """Return the vectors of a row of the table ``vectors``."""
    vectors = np.frombuffer(row["rows"], dtype="<f4").reshape(-1, row["dimension"])
    return vectors.astype(np.float32, copy=False)
