"""The files as they came in, compressed where that makes them smaller."""

import zlib

from index.catalogue.rows import not_found, require
from index.selection import Scope
from index.transactions import Connection, Transactions


class KeptOriginals:
    """Implements ``Originals`` beside the documents, inside their transactions."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def original(self, document_id: str, scope: Scope) -> bytes:
        """Return the file as it came in. Raises DocumentNotFound."""
        require(scope, document_id)
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT compressed, data FROM originals WHERE document_id = ?", (document_id,)
            ).fetchone()
        if row is None:
            raise not_found(document_id)
        return zlib.decompress(row["data"]) if row["compressed"] else bytes(row["data"])


def put(connection: Connection, document_id: str, original: bytes) -> None:
    """Keep the file of a document that is being written."""
    packed = zlib.compress(original, 6)
    compressed = len(packed) < len(original)
    connection.execute(
        "INSERT INTO originals VALUES (?, ?, ?) ON CONFLICT (document_id)"
        " DO UPDATE SET compressed = excluded.compressed, data = excluded.data",
        (document_id, int(compressed), packed if compressed else original),
    )
