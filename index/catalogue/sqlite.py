"""The one truth: documents, their passages, vectors and originals in one SQLite file.

A document is in or out by one transaction; every other store can be rebuilt from here.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from sqlite3 import Connection, Row

import numpy as np
from pydantic import TypeAdapter

from index.catalogue import sameness
from index.catalogue.database import Database
from index.catalogue.records import RECORDS, DocumentRecord, columns, conditions, record_of
from index.catalogue.sameness import Marks
from index.errors import DocumentNotFound, InvalidCursor
from index.ports import EVERYTHING, NO_FILTERS, Filters, Scope, Selection, Vectors
from ingest.document import Document, Passage

PARSED_DOCUMENTS = 64
"""How many parsed documents are kept in memory."""

_DOCUMENT = TypeAdapter(Document)
_PASSAGE = TypeAdapter(Passage)


class Catalogue:
    """Opens the file or creates it. Safe to share between threads and between processes.

    Every method raises StorageFailure where the disk is full, read-only or damaged; a failed
    write leaves nothing behind.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._parsed = lru_cache(PARSED_DOCUMENTS)(self._parse)
        self._compare_unsigned()

    @property
    def generation(self) -> int:
        """How many changes were ever committed, by any process; 0 when new."""
        with self._database.reading() as connection:
            return _generation(connection)

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: Vectors,
        original: bytes,
        origin: str,
    ) -> None:
        """Add the document, or replace the one of its id wholly, in one transaction.

        ``vectors`` has one row a passage, in the order of ``passages``. The origin leaves the
        document it belonged to; a document without any origin left is dropped with it.
        """
        values = columns(document, len(passages))
        packed = zlib.compress(original, 6)
        compressed = len(packed) < len(original)
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        updates = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
        with self._database.writing() as connection:
            sameness.release(connection, document.id)
            connection.execute(
                f"INSERT INTO documents ({names}) VALUES ({marks}) "  # noqa: S608 - own names
                f"ON CONFLICT (id) DO UPDATE SET {updates}",
                values,
            )
            connection.execute(
                "INSERT OR REPLACE INTO bodies VALUES (?, ?)",
                (document.id, _DOCUMENT.dump_json(document).decode()),
            )
            connection.execute(
                "INSERT OR REPLACE INTO originals VALUES (?, ?, ?)",
                (document.id, compressed, packed if compressed else original),
            )
            _put_passages(connection, document.id, passages, vectors)
            _attach(connection, origin, document.id)
            sameness.join(connection, document, partial(_body, connection))
            _record_change(connection, document.id)

    def put_passages(self, document_id: str, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Replace the passages and vectors of a document that is here; nothing else of it."""
        with self._database.writing() as connection:
            updated = connection.execute(
                "UPDATE documents SET passages = ? WHERE id = ?", (len(passages), document_id)
            )
            if updated.rowcount:
                _put_passages(connection, document_id, passages, vectors)
                _record_change(connection, document_id)

    def attach(self, origin: str, document_id: str) -> None:
        """Note that the file at ``origin`` now has the bytes of this document.

        The document the origin belonged to is dropped where no other origin has it.
        """
        with self._database.writing() as connection:
            _attach(connection, origin, document_id)

    def origins(self, document_id: str) -> list[str]:
        """Return where the document's file was found, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT origin FROM origins WHERE document_id = ? ORDER BY rowid", (document_id,)
            )
            return [row["origin"] for row in rows]

    def delete(self, document_id: str, scope: Scope) -> None:
        """Remove the document and all that belongs to it. Raises DocumentNotFound."""
        _require(scope, document_id)
        with self._database.writing() as connection:
            if not _delete(connection, document_id):
                raise _not_found(document_id)

    def record(self, document_id: str, scope: Scope) -> DocumentRecord:
        """Return the document's line of the listing. Raises DocumentNotFound."""
        _require(scope, document_id)
        found = self._first_record("id = ?", document_id, scope)
        if found is None:
            raise _not_found(document_id)
        return found

    def document(self, document_id: str, scope: Scope) -> Document:
        """Return the whole document. Raises DocumentNotFound."""
        _require(scope, document_id)
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT generation FROM changes JOIN bodies USING (document_id) "
                "WHERE document_id = ?",
                (document_id,),
            ).fetchone()
        if row is None:
            raise _not_found(document_id)
        return self._parsed(document_id, row["generation"])

    def text(self, document_id: str, scope: Scope) -> str:
        """Return the normalised text all offsets speak of. Raises DocumentNotFound."""
        return self.document(document_id, scope).text

    def original(self, document_id: str, scope: Scope) -> bytes:
        """Return the file as it came in. Raises DocumentNotFound."""
        _require(scope, document_id)
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT compressed, data FROM originals WHERE document_id = ?", (document_id,)
            ).fetchone()
        if row is None:
            raise _not_found(document_id)
        return zlib.decompress(row["data"]) if row["compressed"] else bytes(row["data"])

    def records(
        self,
        scope: Scope,
        filters: Filters = NO_FILTERS,
        q: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[DocumentRecord], str | None]:
        """Return a page of the listing, newest document first, and the next page's cursor.

        Every word of ``q`` must occur in title, number, issuer, place or source, diacritics and
        case aside. Documents added while someone pages never shift the pages that follow.
        Raises InvalidCursor for a cursor this method did not give.
        """
        where = conditions(scope, filters, (q or "").split())
        sql, parameters = (where.sql, where.parameters) if where else ("TRUE", ())
        if cursor is not None:
            sql, parameters = f"{sql} AND sequence < ?", (*parameters, _position(cursor))
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{RECORDS} WHERE {sql} ORDER BY sequence DESC LIMIT ?", (*parameters, limit + 1)
            ).fetchall()
        more = len(rows) > limit
        rows = rows[:limit]
        return [record_of(row, scope) for row in rows], str(rows[-1]["sequence"]) if more else None

    def resolve(
        self, scope: Scope, filters: Filters, named: Collection[str] = frozenset()
    ) -> Selection:
        """Return the documents that scope and filters admit; Selection(None) when all are.

        Issuers match on a part of the name, places, kinds and numbers on the whole; case and
        diacritics never count. An undated document is outside every range of dates.

        A document is left out where one that answers for it (the same in another file, a newer
        version) is admitted too, unless the filters list ids or ``named`` holds it.
        """
        where = conditions(scope, filters)
        with self._database.snapshot() as connection:
            marks = sameness.marks(connection)
            if where is None and not marks:
                return Selection()
            sql, parameters = (where.sql, where.parameters) if where else ("TRUE", ())
            rows = connection.execute(
                f"SELECT id FROM documents WHERE {sql}",  # noqa: S608 - own clauses
                parameters,
            )
            admitted = frozenset(row["id"] for row in rows)
        if filters.document_ids is not None:
            return Selection(admitted)
        return Selection(
            frozenset(
                document_id
                for document_id in admitted
                if document_id in named or admitted.isdisjoint(marks.stand_ins(document_id))
            )
        )

    def marks(self) -> Marks:
        """Return which documents another one answers for."""
        with self._database.reading() as connection:
            return sameness.marks(connection)

    def by_origin(self, origin: str) -> DocumentRecord | None:
        """Return the document whose file was last seen at this origin."""
        return self._first_record("id = (SELECT document_id FROM origins WHERE origin = ?)", origin)

    def by_sha256(self, sha256: str) -> DocumentRecord | None:
        """Return the document of these bytes, the oldest if several."""
        return self._first_record("sha256 = ?", sha256)

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the passages by id; ids that are gone are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage FROM passages WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passage_ids)),),
            )
            found = [_PASSAGE.validate_json(row["passage"]) for row in rows]
        return {passage.id: passage for passage in found}

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return the document's passages in reading order; none when it is gone."""
        with self._database.reading() as connection:
            return _passages_of(connection, document_id)

    def __contains__(self, document_id: str) -> bool:
        return self._first_record("id = ?", document_id) is not None

    def document_ids(self) -> list[str]:
        """Return the ids of all documents, sorted."""
        with self._database.reading() as connection:
            return [row["id"] for row in connection.execute("SELECT id FROM documents ORDER BY id")]

    def documents(self, scope: Scope) -> Iterator[Document]:
        """Yield every document the asker may see, by id; one deleted meanwhile is left out."""
        for document_id in self.document_ids():
            if not scope.admits(document_id):
                continue
            with self._database.reading() as connection:
                found = _body(connection, document_id)
            if found is not None:
                yield found

    def touched_since(self, generation: int) -> tuple[int, list[str]]:
        """Return the present generation and the ids added, replaced or deleted since, in order."""
        with self._database.snapshot() as connection:
            changes = _changes(connection, generation, -1)
            return _generation(connection), [document_id for _, document_id in changes]

    def changes_since(self, generation: int, limit: int) -> list[tuple[int, str]]:
        """Return the first ``limit`` of the latest changes of documents, oldest first.

        A store that has taken them in has caught up with the last one's generation.
        """
        with self._database.reading() as connection:
            return _changes(connection, generation, limit)

    def indexed(self, document_id: str) -> tuple[list[Passage], Vectors] | None:
        """Return a document's passages and their vectors, row by row; None when it is gone."""
        with self._database.snapshot() as connection:
            row = connection.execute(
                "SELECT dimension, rows FROM vectors WHERE document_id = ?", (document_id,)
            ).fetchone()
            passages = _passages_of(connection, document_id)
        if row is None:
            return None
        return passages, _matrix(row)

    def statement_vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the passages' statements; passages without any yet are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage_id, dimension, rows FROM statements"
                " WHERE passage_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passage_ids)),),
            ).fetchall()
        return {row["passage_id"]: _matrix(row) for row in rows}

    def put_statement_vectors(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep the vectors of passages' statements; passages that are gone are passed over."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO statements SELECT id, ?, ? FROM passages WHERE id = ?",
                [
                    (rows.shape[1], rows.astype("<f4").tobytes(), passage_id)
                    for passage_id, rows in vectors.items()
                ],
            )

    def without_statement_vectors(self, limit: int) -> list[Passage]:
        """Return at most ``limit`` passages whose statements have no vectors yet."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage FROM passages"
                " WHERE id NOT IN (SELECT passage_id FROM statements) LIMIT ?",
                (limit,),
            )
            return [_PASSAGE.validate_json(row["passage"]) for row in rows]

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def _compare_unsigned(self) -> None:
        """Compare the documents that came in before the catalogue compared any."""
        unsigned = "SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM signatures)"
        with self._database.reading() as connection:
            ids = [row["id"] for row in connection.execute(f"{unsigned} ORDER BY sequence")]
        for document_id in ids:
            with self._database.writing() as connection:
                found = _body(connection, document_id)
                if found is not None:
                    sameness.release(connection, document_id)
                    sameness.join(connection, found, partial(_body, connection))

    def _first_record(
        self, condition: str, value: str, scope: Scope = EVERYTHING
    ) -> DocumentRecord | None:
        with self._database.reading() as connection:
            row = connection.execute(
                f"{RECORDS} WHERE {condition} ORDER BY sequence LIMIT 1", (value,)
            ).fetchone()
        return None if row is None else record_of(row, scope)

    def _parse(self, document_id: str, _generation: int) -> Document:
        """Read a document; the generation of its latest change belongs to the cache's key."""
        with self._database.reading() as connection:
            found = _body(connection, document_id)
        if found is None:
            raise _not_found(document_id)
        return found


def _require(scope: Scope, document_id: str) -> None:
    if not scope.admits(document_id):
        raise _not_found(document_id)


def _not_found(document_id: str) -> DocumentNotFound:
    return DocumentNotFound(f"Không có văn bản nào mang mã {document_id}.")


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise InvalidCursor("Vị trí trang không hợp lệ. Hãy tải lại danh sách từ đầu.")
    return int(cursor)


def _generation(connection: Connection) -> int:
    return int(connection.execute("SELECT ifnull(max(generation), 0) FROM changes").fetchone()[0])


def _changes(connection: Connection, generation: int, limit: int) -> list[tuple[int, str]]:
    rows: Iterable[tuple[int, str]] = connection.execute(
        "SELECT generation, document_id FROM changes WHERE generation > ? "
        "ORDER BY generation LIMIT ?",
        (generation, limit),
    )
    return [(changed, document_id) for changed, document_id in rows]


def _record_change(connection: Connection, document_id: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO changes VALUES (?, ?)", (document_id, _generation(connection) + 1)
    )


def _attach(connection: Connection, origin: str, document_id: str) -> None:
    former = connection.execute(
        "SELECT document_id FROM origins WHERE origin = ?", (origin,)
    ).fetchone()
    if former is not None and former["document_id"] == document_id:
        return
    connection.execute("INSERT OR REPLACE INTO origins VALUES (?, ?)", (origin, document_id))
    if former is not None:
        _delete_orphan(connection, former["document_id"])


def _delete_orphan(connection: Connection, document_id: str) -> None:
    kept = connection.execute(
        "SELECT 1 FROM origins WHERE document_id = ? LIMIT 1", (document_id,)
    ).fetchone()
    if kept is None:
        _delete(connection, document_id)


def _delete(connection: Connection, document_id: str) -> bool:
    sameness.release(connection, document_id)
    deleted = connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount
    if deleted:
        _record_change(connection, document_id)
    return bool(deleted)


def _put_passages(
    connection: Connection, document_id: str, passages: Sequence[Passage], vectors: Vectors
) -> None:
    if vectors.ndim != 2 or len(vectors) != len(passages):
        raise ValueError(f"{len(passages)} passages but vectors of shape {vectors.shape}")
    connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?)",
        [
            (passage.id, document_id, passage.ordinal, _PASSAGE.dump_json(passage).decode())
            for passage in passages
        ],
    )
    connection.execute(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
        (document_id, vectors.shape[1], vectors.astype("<f4").tobytes()),
    )


def _matrix(row: Row) -> Vectors:
    vectors = np.frombuffer(row["rows"], dtype="<f4").reshape(-1, row["dimension"])
    return vectors.astype(np.float32, copy=False)


def _passages_of(connection: Connection, document_id: str) -> list[Passage]:
    rows = connection.execute(
        "SELECT passage FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,)
    )
    return [_PASSAGE.validate_json(row["passage"]) for row in rows]


def _body(connection: Connection, document_id: str) -> Document | None:
    row = connection.execute(
        "SELECT document FROM bodies WHERE document_id = ?", (document_id,)
    ).fetchone()
    return None if row is None else _DOCUMENT.validate_json(row["document"])
