"""What documents are called and how their words are spelt, learned inside their transactions.

A document that is the same as another teaches nothing: its words would count twice. A document
that comes or goes is one lesson; after so many they are summed up.
"""

import json
import zlib
from collections.abc import Collection, Iterator
from datetime import date

from pydantic_core import from_json

from index.catalogue.rows import DOCUMENT
from index.errors import StorageFailure
from index.learned import Called, Learned
from index.spelling import Lesson, Spelling, Sums
from index.transactions import Connection, Transactions
from ingest import naming
from ingest.document import Document

LESSONS = 64
"""Kept one by one at most: summing up writes the sums of all documents anew."""
_PART = 64
"""Documents read at a time."""
_SEPARATOR = " "
"""Stands in no token."""
_FIELDS = ("kind", "number", "place", "issuer", "signer", "issued_on", "subject")
"""What of a header a document is called by."""
_GIVEN = "document_id IN (SELECT value FROM json_each(CAST(? AS TEXT)))"


class KeptNames:
    """Implements ``NameIndex``."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def called(self, document_ids: Collection[str] | None = None) -> Iterator[Called]:
        """Yield what the documents are called, by id; None: all. Raises StorageFailure."""
        among = "" if document_ids is None else f"WHERE {_GIVEN}"
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT named FROM names {among} ORDER BY document_id",  # noqa: S608
                () if document_ids is None else (_listed(document_ids),),
            ).fetchall()
        for row in rows:
            yield _called(row["named"])

    def phrases(
        self, most: int, document_ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield documents, oldest first, with their tokens, until these are ``most`` in all.

        Of all documents, or of those given; without those that are the same as another.
        """
        among = "" if document_ids is None else f"AND {_GIVEN}"
        given = () if document_ids is None else (_listed(document_ids),)
        after = 0
        with self._database.snapshot() as connection:
            while most > 0:
                rows = connection.execute(
                    "SELECT sequence, document_id, tokens FROM documents"  # noqa: S608
                    f" JOIN names ON id = document_id WHERE learned = 1 AND sequence > ? {among}"
                    " ORDER BY sequence LIMIT ?",
                    (after, *given, _PART),
                ).fetchall()
                if not rows:
                    return
                for row in rows:
                    if most <= 0:
                        return
                    found = _unpacked(row["tokens"])
                    most -= len(found)
                    yield row["document_id"], found
                after = rows[-1]["sequence"]

    def tokens(self, document_ids: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield these documents, oldest first, with their tokens, copies too."""
        with self._database.snapshot() as connection:
            rows = connection.execute(
                "SELECT document_id, tokens FROM documents JOIN names ON id = document_id"  # noqa: S608
                f" WHERE {_GIVEN} ORDER BY sequence",
                (_listed(document_ids),),
            )
            for row in rows:
                yield row["document_id"], _unpacked(row["tokens"])

    def spelling(self, known: Spelling | None = None) -> Spelling:
        """Return how the words of all documents are spelt now.

        ``known``, what this returned before, saves reading what was summed up since long.
        """
        with self._database.snapshot() as connection:
            return _spelling(connection, known)


def learn(connection: Connection, document: Document) -> None:
    """Keep what the document, which is being written, is called; its words do not count yet."""
    found = Learned.of(document)
    connection.execute(
        "INSERT INTO names VALUES (?, ?, ?, 0) ON CONFLICT (document_id) DO UPDATE"
        " SET named = excluded.named, tokens = excluded.tokens, learned = 0",
        (document.id, DOCUMENT.dump_json(found.named).decode(), _packed(found.tokens)),
    )


def forget(connection: Connection, document_id: str) -> None:
    """Let the document's words count no longer, before it is removed or replaced."""
    _teach(connection, "document_id = ? AND learned = 1", -1, (document_id,))


def settle(connection: Connection) -> None:
    """Let the words of those documents count that answer for themselves, and of no others."""
    copies = "SELECT id FROM documents WHERE same_as IS NOT NULL"
    _teach(connection, f"learned = 1 AND document_id IN ({copies})", -1)
    _teach(connection, f"learned = 0 AND document_id NOT IN ({copies})", 1)
    [waiting] = connection.execute("SELECT count(*) FROM lessons").fetchone()
    if waiting > LESSONS:
        _sum_up(connection)


def _teach(
    connection: Connection, condition: str, step: int, parameters: tuple[str, ...] = ()
) -> None:
    """Make a lesson of each document that meets the condition."""
    connection.execute(
        f"INSERT INTO lessons (step, tokens) SELECT {step}, tokens FROM names"  # noqa: S608
        f" WHERE {condition} ORDER BY document_id",
        parameters,
    )
    connection.execute(
        f"UPDATE names SET learned = {int(step > 0)} WHERE {condition}",  # noqa: S608 - own conditions
        parameters,
    )


def _sum_up(connection: Connection) -> None:
    summed = _spelling(connection, None).summed_up()
    connection.execute("DELETE FROM spelling")
    connection.execute("INSERT INTO spelling VALUES (?, ?)", (summed.summed, summed.sums.pack()))
    connection.execute("DELETE FROM lessons")


def _spelling(connection: Connection, known: Spelling | None) -> Spelling:
    row = connection.execute("SELECT lesson FROM spelling").fetchone()
    summed = 0 if row is None else row["lesson"]
    if known is None or known.summed != summed:
        row = connection.execute("SELECT sums FROM spelling").fetchone()
        known = Spelling() if row is None else Spelling(Sums.unpack(row["sums"]), summed)
    rows = connection.execute(
        "SELECT number, step, tokens FROM lessons WHERE number > ? ORDER BY number",
        (known.lesson,),
    ).fetchall()
    lessons = [Lesson(row["number"], row["step"], _unpacked(row["tokens"])) for row in rows]
    return known.taught(lessons) if lessons else known


def _called(kept: str) -> Called:
    """Return what ``learn`` kept, by a tenth of what it takes to make the document of it."""
    try:
        told = from_json(kept)
        header = {field: told["header"].get(field) for field in _FIELDS}
        said = {field: stated and stated["value"] for field, stated in header.items()}
        day = said.pop("issued_on")
        mergers = tuple((each["old"], each["new"]) for each in told.get("mergers", ()))
        return Called(
            document_id=told["id"],
            issued_on=date.fromisoformat(day) if day else None,
            abbreviations=tuple((each["short"], each["long"]) for each in told["abbreviations"]),
            mergers=mergers,
            name=naming.name(DOCUMENT.validate_json(kept).header) if mergers else "",
            **said,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageFailure(
            "Một dòng của danh mục không đọc được. Hãy chạy “hoidap check”."
        ) from error


def _listed(document_ids: Collection[str]) -> str:
    return json.dumps(list(document_ids))


def _packed(tokens: list[str]) -> bytes:
    return zlib.compress(_SEPARATOR.join(tokens).encode(), 1)


def _unpacked(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split(_SEPARATOR)
