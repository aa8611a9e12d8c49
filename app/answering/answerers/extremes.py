"""The row of a document's own table that has the greatest or smallest value of a column."""

import re
from collections.abc import Iterator, Sequence

from app.answering.answerers.conclusion import GREATEST, measure
from app.answering.answerers.quoting import of_row
from app.answering.citations import Documents
from app.answering.claims import Claim, Statements
from app.answering.terms import Terms
from index.question.phrases import pattern
from index.question.query import Query
from ingest.document import Document, Section
from ingest.facts import cells
from ingest.facts.cells import Row
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_UNSAID = re.compile(r"\([^()]*\)|^(?:tổng )?số\b", re.IGNORECASE)
"""Of a column's head its unit, and that it counts: neither is said in a question."""
_FEWEST = 2
"""Rows that are told apart by a value."""


def answer(
    query: Query, asked: Sequence[str], terms: Terms, documents: Documents
) -> Statements | None:
    """Return the row asked for; None where not one table of one document has the column.

    The question says what a row is ("xã nào") and what is measured; sums are no rows.
    """
    if query.extreme is None or query.across:
        return None
    found = []
    for document in map(documents.document, asked):
        told = (_claim(query, document, table, terms) for table in cells.tables(document))
        found += [each for each in told if each]
    return Statements((found[0],)) if len(found) == 1 else None


def _claim(query: Query, document: Document, table: Section, terms: Terms) -> Claim | None:
    _, rows = cells.rows(document, table)
    rows = cells.aligned(rows)
    titling = {title for above in cells.titles(rows) for title in above}
    told = [(r, {cell.head: cell.text for cell in r.cells}) for r in rows if r not in titling]
    heads = dict.fromkeys(head for _, held in told for head in held if head)
    name, *columns = [head for head in heads if not cells.only_numbers(head)] or [""]
    asked = pattern("extremes", "of").search(query.restored)
    if asked is None or asked["what"] not in syllables(name):
        return None
    words = {head: _words(head) - {asked["what"]} for head in columns}
    least = terms.weighing.stated
    said = [head for head in columns if words[head] and terms.said_share(words[head]) >= least]
    if len(said) != 1:
        return None
    measured = list(_measured(told, name, said[0]))
    if len(measured) < _FEWEST:
        return None
    values = [value for _, _, value in measured]
    best = max(values) if query.extreme in GREATEST else min(values)
    if values.count(best) > 1:
        return None
    row, called, _ = measured[values.index(best)]
    return of_row(document, row.section, called)


def _measured(
    told: Sequence[tuple[Row, dict[str, str]]], name: str, column: str
) -> Iterator[tuple[Row, str, tuple[float, ...]]]:
    """Yield the rows with their names and values, in the measure of the first."""
    unit = None
    for row, held in told:
        found = measure(held.get(column, ""))
        called = " ".join(held.get(name, "").split())
        if not called or found is None or pattern("total", "sum").search(normalise(called).lower()):
            continue
        unit = unit or found
        if found[0] == unit[0]:
            yield row, called, found[1]


def _words(head: str) -> set[str]:
    return set(filter(str.isalpha, syllables(_UNSAID.sub(" ", head))))
