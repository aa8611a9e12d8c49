"""The one truth: documents, their passages, vectors and originals in one SQLite file.

A document is in or out by one transaction; every other store can be rebuilt from here.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

from index.catalogue import access as access_lists
from index.catalogue import (
    changes,
    corrections,
    facts,
    names,
    originals,
    origins,
    sameness,
    supersessions,
)
from index.catalogue.access import KeptAccess
from index.catalogue.changes import Changes
from index.catalogue.database import Database
from index.catalogue.facts import KeptFacts
from index.catalogue.listing import Listing
from index.catalogue.names import KeptNames
from index.catalogue.originals import KeptOriginals
from index.catalogue.records import columns
from index.catalogue.rows import (
    DOCUMENT,
    PASSAGE,
    as_read,
    body,
    matrix,
    not_found,
    passages_of,
    put_passages,
    require,
    require_held,
)
from index.catalogue.statements import KeptStatementVectors
from index.catalogue.tags import KeptTags
from index.facts import FactReader
from index.ports import Scope, Vectors
from index.records import Correction
from index.transactions import Connection, Transactions
from ingest.document import Document, Passage
from ingest.facts import reading
from ingest.pacing import give_way, in_hand

PARSED_DOCUMENTS = 64
"""How many parsed documents are kept in memory."""


class SqlCatalogue(
    Listing,
    Changes,
    KeptOriginals,
    KeptStatementVectors,
    KeptNames,
    KeptFacts,
    KeptAccess,
    KeptTags,
):
    """Keeps everything in one database. Safe to share between threads and between processes.

    Implements ``Catalogue``, and the ports of what lives in the same transactions. Every method
    raises StorageFailure where the disk is full, read-only or damaged; a failed write leaves
    nothing behind.
    """

    def __init__(self, database: Transactions, read: FactReader = reading.facts) -> None:
        """``read`` reads the facts of a document that comes in."""
        super().__init__(database)
        KeptAccess.__init__(self, database)
        self._read = read
        self._parsed: Callable[[str, int], Document] = lru_cache(PARSED_DOCUMENTS)(self._parse)
        try:
            self._complete()
        except BaseException:
            self.close()
            raise

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: Vectors,
        original: bytes,
        origin: str,
        access: Collection[str] = (),
    ) -> None:
        """Add the document, or replace the one of its id wholly, in one transaction.

        It is shown to the principals of ``access`` too; one that is replaced stays shown to those
        it was shown to.

        ``vectors`` has one row a passage, in the order of ``passages``. The origin leaves the
        document it belonged to; a document without any origin left is dropped with it.
        """
        stated = self._facts(self.corrected(document))
        give_way()
        with self._database.writing() as connection:
            corrected = corrections.laid_over(connection, document)
            _withdraw(connection, document.id)
            _list(connection, corrected, len(passages))
            connection.execute(
                "INSERT INTO bodies VALUES (?, ?) ON CONFLICT (document_id)"
                " DO UPDATE SET document = excluded.document",
                (document.id, DOCUMENT.dump_json(document).decode()),
            )
            originals.put(connection, document.id, original)
            access_lists.add(connection, document.id, access)
            put_passages(connection, document.id, passages, vectors)
            facts.put(connection, document.id, stated)
            origins.attach(connection, origin, document.id)
            _join(connection, corrected)

    def correct(
        self,
        document_id: str,
        changes: Mapping[str, str | None],
        passages: Sequence[Passage],
        vectors: Vectors,
    ) -> None:
        """Lay corrections over a document's header, with the passages that it then has.

        ``changes`` by field, of CORRECTABLE; empty: it states nothing; None: what is read holds
        again. Raises DocumentNotFound, ValueError for an unknown field or a date that is none.
        """
        # Others wait for the transaction, so that it gives way to nobody.
        with in_hand(), self._database.writing() as connection:
            read = as_read(connection, document_id)
            if read is None:
                raise not_found(document_id)
            if not corrections.add(connection, read, changes):
                return
            corrected = corrections.laid_over(connection, read)
            _withdraw(connection, document_id)
            _list(connection, corrected, len(passages))
            put_passages(connection, document_id, passages, vectors)
            facts.put(connection, document_id, self._facts(corrected))
            _join(connection, corrected)

    def supersede(self, newer: str, older: str, by: str) -> None:
        """Keep a person's word that one document holds in the other's stead.

        Raises DocumentNotFound, CannotSupersede.
        """
        with self._database.writing() as connection:
            require_held(connection, newer, older)
            if supersessions.confirm(connection, sameness.marks(connection), newer, older, by):
                changes.record(connection, older)

    def withdraw(self, newer: str, older: str) -> None:
        """Take the word back, if there is one. Raises DocumentNotFound."""
        with self._database.writing() as connection:
            require_held(connection, newer, older)
            if supersessions.withdraw(connection, newer, older):
                changes.record(connection, older)

    def corrected(
        self, document: Document, changes: Mapping[str, str | None] | None = None
    ) -> Document:
        """Return a document, as it was read, with the corrections that hold for its id.

        Then with ``changes``, as for ``correct``, and the same ValueError.
        """
        with self._database.reading() as connection:
            return corrections.laid_over(connection, document, changes or {})

    def corrections(self, document_id: str, scope: Scope) -> list[Correction]:
        """Return what was corrected and taken back, the oldest first. Raises DocumentNotFound."""
        self.record(document_id, scope)
        with self._database.reading() as connection:
            return corrections.history(connection, document_id)

    def as_read(self, document_id: str, scope: Scope) -> Document:
        """Return the document without corrections. Raises DocumentNotFound."""
        require(scope, document_id)
        with self._database.reading() as connection:
            found = as_read(connection, document_id)
        if found is None:
            raise not_found(document_id)
        return found

    def holds(self, document: Document) -> bool:
        """Tell whether the document, as it is read now, and its facts are what is kept."""
        stated = self._facts(self.corrected(document))
        with self._database.snapshot() as connection:
            same = as_read(connection, document.id) == document
            return same and facts.held(connection, document.id, stated)

    def put_passages(self, document_id: str, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Replace the passages and vectors of a document that is here; nothing else of it."""
        with self._database.writing() as connection:
            updated = connection.execute(
                "UPDATE documents SET passages = ? WHERE id = ?", (len(passages), document_id)
            )
            if updated.rowcount:
                # What was made of them by another model goes with them.
                connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
                put_passages(connection, document_id, passages, vectors)
                changes.record(connection, document_id)

    def attach(self, origin: str, document_id: str) -> None:
        """Note that the file at ``origin`` now has the bytes of this document.

        The document the origin belonged to is dropped where no other origin has it.
        """
        with self._database.writing() as connection:
            origins.attach(connection, origin, document_id)

    def origins(self, document_id: str) -> list[str]:
        """Return where the document's file was found, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT origin FROM origins WHERE document_id = ? ORDER BY rowid", (document_id,)
            )
            return [row["origin"] for row in rows]

    def delete(self, document_id: str, scope: Scope) -> None:
        """Remove the document and all that belongs to it. Raises DocumentNotFound."""
        require(scope, document_id)
        with self._database.writing() as connection:
            if not origins.delete(connection, document_id):
                raise not_found(document_id)

    def document(self, document_id: str, scope: Scope) -> Document:
        """Return the whole document. Raises DocumentNotFound."""
        require(scope, document_id)
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT generation FROM changes JOIN bodies USING (document_id) "
                "WHERE document_id = ?",
                (document_id,),
            ).fetchone()
        if row is None:
            raise not_found(document_id)
        return self._parsed(document_id, row["generation"])

    def text(self, document_id: str, scope: Scope) -> str:
        """Return the normalised text all offsets speak of. Raises DocumentNotFound."""
        return self.document(document_id, scope).text

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the passages by id; ids that are gone are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage FROM passages"
                " WHERE id IN (SELECT value FROM json_each(CAST(? AS TEXT)))",
                (json.dumps(list(passage_ids)),),
            )
            found = [PASSAGE.validate_json(row["passage"]) for row in rows]
        return {passage.id: passage for passage in found}

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return the document's passages in reading order; none when it is gone."""
        with self._database.reading() as connection:
            return passages_of(connection, document_id)

    def documents(self, scope: Scope) -> Iterator[Document]:
        """Yield every document the asker may see, by id; one deleted meanwhile is left out."""
        for document_id in self.document_ids():
            if not scope.admits(document_id):
                continue
            with self._database.reading() as connection:
                found = body(connection, document_id)
            if found is not None:
                yield found

    def indexed(self, document_id: str) -> tuple[list[Passage], Vectors] | None:
        """Return a document's passages and their vectors, row by row; None when it is gone."""
        with self._database.snapshot() as connection:
            row = connection.execute(
                "SELECT dimension, rows FROM vectors WHERE document_id = ?", (document_id,)
            ).fetchone()
            passages = passages_of(connection, document_id)
        if row is None:
            return None
        return passages, matrix(row)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def _complete(self) -> None:
        """Compare, learn and read what came in before signatures, names and facts were kept."""
        for lacking, mend in (*_MENDED, (_UNREAD, self._read_facts)):
            with self._database.reading() as connection:
                ids = [
                    row["id"]
                    for row in connection.execute(
                        f"SELECT id FROM documents WHERE id NOT IN ({lacking}) ORDER BY sequence"  # noqa: S608
                    )
                ]
            for document_id in ids:
                with self._database.writing() as connection:
                    found = body(connection, document_id)
                    if found is not None:
                        mend(connection, found)

    def _read_facts(self, connection: Connection, document: Document) -> None:
        facts.put(connection, document.id, self._facts(document))

    def _facts(self, document: Document) -> facts.Rows:
        return facts.Rows.of(document, self._read(document))

    def _parse(self, document_id: str, _generation: int) -> Document:
        """Read a document; the generation of its latest change belongs to the cache's key."""
        with self._database.reading() as connection:
            found = body(connection, document_id)
        if found is None:
            raise not_found(document_id)
        return found


class SqliteCatalogue(SqlCatalogue):
    """Opens the file or creates it."""

    def __init__(self, path: Path, read: FactReader = reading.facts) -> None:
        super().__init__(Database(path), read)


def _withdraw(connection: Connection, document_id: str) -> None:
    """Let a document that is about to be written count no longer as it was."""
    names.forget(connection, document_id)
    sameness.release(connection, document_id)


def _list(connection: Connection, document: Document, passages: int) -> None:
    """Write the document's line of the listing; bytes that stay came in when they first did."""
    values = columns(document, passages)
    fields = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    updates = ", ".join(f"{name} = excluded.{name}" for name in values if name not in _LASTING)
    connection.execute(
        f"INSERT INTO documents ({fields}) VALUES ({marks}) "  # noqa: S608 - own names
        f"ON CONFLICT (id) DO UPDATE SET {updates}, ingested_at = CASE WHEN"
        " documents.sha256 = excluded.sha256 THEN documents.ingested_at ELSE excluded.ingested_at"
        " END",
        values,
    )


def _join(connection: Connection, document: Document) -> None:
    """Let a document that was written count as it is now."""
    names.learn(connection, document)
    sameness.join(connection, document, partial(body, connection))
    names.settle(connection)
    changes.record(connection, document.id)


def _compare(connection: Connection, document: Document) -> None:
    sameness.release(connection, document.id)
    sameness.join(connection, document, partial(body, connection))
    names.settle(connection)


def _learn(connection: Connection, document: Document) -> None:
    names.learn(connection, document)
    names.settle(connection)


_MENDED: tuple[tuple[str, Callable[[Connection, Document], object]], ...] = (
    ("SELECT document_id FROM signatures", _compare),
    ("SELECT document_id FROM signatures WHERE figures IS NOT NULL", sameness.sign),
    ("SELECT document_id FROM names", _learn),
)
"""Which documents have what later formats added, and how it is made."""
_LASTING = ("id", "ingested_at")
_UNREAD = "SELECT document_id FROM readings"
