"""Facts beside the documents that state them, inside their transactions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from index import facts
from index.facts import NO_QUERY, FactQuery, FactRecord
from index.selection import Selection
from index.transactions import Connection, Row, Transactions
from ingest.document import Document
from ingest.facts.model import Citation, Deadline, Definition, Fact, Indicator, Task

_SHAPES: dict[str, TypeAdapter[Any]] = {
    shape.kind: TypeAdapter(shape) for shape in (Indicator, Task, Deadline, Citation, Definition)
}
_FACTS = """
    SELECT facts.id AS id, document_id, facts.kind AS kind, facts.page AS page, quote, fact,
        ordinal, sequence, source, title, number, issued_on, ingested_at
"""
_BY_DOCUMENT = "FROM documents CROSS JOIN facts"
"""The newest come first without being sorted."""
_BY_NUMBER = "FROM facts CROSS JOIN documents"
"""Few cite a number, or change what they cite: they are looked up by it."""
_DUE = """
    (
        facts.id IN (SELECT fact_id FROM dues WHERE day BETWEEN ? AND ? AND length(day) = 10)
        OR coalesce(issued_on, '') <= ? AND facts.id IN (
            SELECT fact_id FROM dues
            WHERE day IN (SELECT value FROM json_each(CAST(? AS TEXT)))
        )
    )
"""
"""What recurs does not before its document."""


class KeptFacts:
    """Implements ``Facts``."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def facts(
        self,
        selection: Selection,
        query: FactQuery = NO_QUERY,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[FactRecord], str | None]:
        """Return a page of the facts asked for, and the next one's cursor.

        Those of the newest document first, each document's in reading order. Raises InvalidCursor.
        """
        clauses = [*_selected(selection), *_asked(query)]
        if cursor is not None:
            sequence, ordinal = facts.position(cursor)
            later = "(sequence < ? OR sequence = ? AND ordinal > ?)"
            clauses.append((later, (sequence, sequence, ordinal)))
        where = " AND ".join(["document_id = documents.id", *(sql for sql, _ in clauses)])
        parameters = [value for _, values in clauses for value in values]
        found = _BY_DOCUMENT if query.cited is None and query.relations is None else _BY_NUMBER
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_FACTS} {found} WHERE {where} ORDER BY sequence DESC, ordinal LIMIT ?",
                (*parameters, limit + 1),
            ).fetchall()
        more = len(rows) > limit
        rows = rows[:limit]
        following = f"{rows[-1]['sequence']}.{rows[-1]['ordinal']}" if more else None
        return [_record(row) for row in rows], following


@dataclass(frozen=True, slots=True)
class Rows:
    """The facts of a document as rows, made before the catalogue is locked."""

    facts: list[tuple[str | int | None, ...]]
    dues: list[tuple[str, str]]

    @classmethod
    def of(cls, document: Document, stated: tuple[Fact, ...]) -> "Rows":
        """Make them; ``stated`` in reading order."""
        rows = cls([], [])
        for ordinal, (key, fact) in enumerate(facts.identify(document, stated)):
            quote, page = document.text[fact.start : fact.end], document.page_at(fact.start)
            found_by = facts.keys(fact, quote, document.abbreviations)
            told = (quote, _SHAPES[fact.kind].dump_json(fact).decode())
            keys = (found_by.bodies, found_by.words, found_by.cited)
            rows.facts.append((key, document.id, ordinal, fact.kind.value, page, *told, *keys))
            rows.dues.extend((day, key) for day in sorted(found_by.dues))
        return rows


def put(connection: Connection, document_id: str, rows: Rows) -> None:
    """Replace the facts of a document that is being written."""
    connection.execute("DELETE FROM facts WHERE document_id = ?", (document_id,))
    connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.facts)
    connection.executemany("INSERT INTO dues VALUES (?, ?)", rows.dues)
    connection.execute(
        "INSERT INTO readings VALUES (?, ?)"
        " ON CONFLICT (document_id) DO UPDATE SET facts = excluded.facts",
        (document_id, len(rows.facts)),
    )


def held(connection: Connection, document_id: str, rows: Rows) -> bool:
    """Tell whether these are the facts that are kept of the document."""
    kept = connection.execute(
        "SELECT * FROM facts WHERE document_id = ? ORDER BY ordinal", (document_id,)
    )
    return [tuple(row) for row in kept] == rows.facts


Clause = tuple[str, tuple[str | int, ...]]
"""SQL, and its parameters."""


def _selected(selection: Selection) -> Iterator[Clause]:
    selection.require_ids()
    listed = "documents.id IN (SELECT value FROM json_each(CAST(? AS TEXT)))"
    if selection.document_ids is not None:
        yield listed, (json.dumps(sorted(selection.document_ids)),)
    if selection.excluded:
        yield f"NOT {listed}", (json.dumps(sorted(selection.excluded)),)


def _asked(query: FactQuery) -> Iterator[Clause]:
    if query.kind is not None:
        yield "facts.kind = ?", (query.kind.value,)
    if query.cited is not None:
        yield "cited_key = ?", (facts.number_key(query.cited),)
    if query.relations is not None:
        # Within a text of JSON a quotation mark has a stroke before it: this is the field alone.
        said = tuple(f'"relation":"{relation}"' for relation in sorted(query.relations))
        either = " OR ".join("instr(fact, ?) > 0" for _ in said) or "FALSE"
        yield f"cited_key IS NOT NULL AND ({either})", said
    if query.body is not None:
        forms = facts.body_forms(query.body)
        either = " OR ".join("instr(body_key, ?) > 0" for _ in forms) or "FALSE"
        yield f"({either})", tuple(forms)
    for form in facts.word_forms(query.words or ""):
        yield "instr(word_key, ?) > 0", (form,)
    if query.due_from is not None or query.due_to is not None:
        first, last = query.due_from or date.min, query.due_to or date.max
        days = json.dumps(sorted(facts.recurring(query.due_from, query.due_to)))
        yield _DUE, (first.isoformat(), last.isoformat(), last.isoformat(), days)


def _record(row: Row) -> FactRecord:
    issued_on = row["issued_on"]
    fact: Fact = _SHAPES[row["kind"]].validate_json(row["fact"])
    return FactRecord(
        id=row["id"],
        document_id=row["document_id"],
        fact=fact,
        quote=row["quote"],
        page=row["page"],
        source=row["source"],
        title=row["title"],
        number=row["number"],
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        ingested_at=datetime.fromisoformat(row["ingested_at"]),
    )
