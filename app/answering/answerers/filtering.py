"""The rows of a document's own table that are as a question says: who leads, and when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.answering.answerers import recorded
from app.answering.answerers.quoting import of_row
from app.answering.citations import Documents, section_at
from app.answering.claims import Body, Claim, Listing, Note, Reason, Refusal, Role, joined
from app.answering.fitting import fitted
from app.answering.spans import common_path
from app.answering.terms import Terms
from app.answering.wording import say
from index.question.phrases import pattern
from index.question.query import AnswerKind, Form, Query
from ingest import naming
from ingest.document import Document
from ingest.facts import cells
from ingest.facts.cells import Row
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import agree
from ingest.vietnamese.words import syllables

_KINDS = frozenset({AnswerKind.FACT, AnswerKind.LIST, AnswerKind.SUMMARY})


@dataclass(frozen=True, slots=True)
class _Condition:
    """What a question says of a column; a row without that column meets none."""

    heads: frozenset[str]
    met: Callable[[str], bool]

    def meets(self, row: Row) -> bool:
        return any(cell.head in self.heads and self.met(cell.text) for cell in row.cells)


def answer(query: Query, asked: Sequence[str], terms: Terms, documents: Documents) -> Body | None:
    """Return the rows that meet all conditions, and how many; or that none meets them together.

    None where the question asks for no rows of the one document, or says more than its conditions.
    """
    sought = pattern("filtered", "rows").search(query.asking)
    if sought is None or len(asked) != 1 or query.across or query.extreme or query.parts:
        return None
    if query.kind not in _KINDS or query.form is Form.TABLE:
        return None
    document = documents.document(asked[0])
    rows = list(_rows(document, sought["kind"] or sought["counted"]))
    heads = list(dict.fromkeys(cell.head for row in rows for cell in row.cells[1:]))
    conditions = [*_of_bodies(query, heads, terms), *_of_times(query, heads, rows)]
    if not conditions or not _said_whole(query, document, rows, terms):
        return None
    found = [row for row in rows if all(each.meets(row) for each in conditions)]
    if found:
        return _listed(document, found)
    if len(conditions) > 1 and all(any(map(each.meets, rows)) for each in conditions):
        name = naming.name(document.header)
        return Refusal(Reason.NOT_STATED, "no_row", (name,), tuple(asked))
    return None


def _rows(document: Document, kind: str) -> Iterator[Row]:
    """Yield the rows of the tables whose first column tells the kind of thing that is asked for.

    The cell of that column comes first.
    """
    for table in cells.tables(document):
        for row in cells.aligned(cells.rows(document, table)[1]):
            told = tuple(cell for cell in row.cells if not cells.only_numbers(cell.head))
            if len(told) > 1 and kind in syllables(told[0].head):
                yield Row(row.section, told)


def _of_bodies(query: Query, heads: Sequence[str], terms: Terms) -> Iterator[_Condition]:
    """Yield a condition for each body, on the column of the part that the question gives it."""
    told = [head for head in heads if _is(head, "body") and not _is(head, "date")]
    if not told:
        return
    column = max(told, key=lambda head: terms.said_share(set(syllables(head))))
    for body in query.bodies:
        if body in query.asking:
            yield _Condition(frozenset({column}), partial(_names, body))


def _names(body: str, text: str) -> bool:
    return any(body_names.same(named.name, body) for named in bodies.mentioned(text))


def _of_times(query: Query, heads: Sequence[str], rows: Sequence[Row]) -> Iterator[_Condition]:
    """Yield a condition for each time, or for the words of a cell that the question says."""
    told = frozenset(head for head in heads if _is(head, "date"))
    times = [each for each in periods(query.asking) if each.bound is Bound.EXACT]
    for time in times:
        yield _Condition(told, partial(_states, time))
    values = {cell.text for row in rows for cell in row.cells if cell.head in told}
    said = frozenset(text for text in values if not periods(text) and _said(text, query))
    if said:
        yield _Condition(told, said.__contains__)


def _states(asked: Period, text: str) -> bool:
    return any(_within(stated, asked) for stated in periods(text))


def _within(stated: Period, asked: Period) -> bool:
    """Return whether a time lies within the one asked for; of a span whether it is that."""
    if asked.grain is Grain.SPAN:
        return agree(stated, asked)
    if asked.grain is Grain.RECURRENCE:
        return stated.recurrence is asked.recurrence
    if not (stated.first and stated.last and asked.first and asked.last):
        return False
    return asked.first <= stated.first and stated.last <= asked.last


def _is(head: str, field: str) -> bool:
    return bool(pattern("fields", field).search(normalise(head).lower()))


def _said(text: str, query: Query) -> bool:
    words = " ".join(syllables(text))
    return bool(words) and f" {words} " in f" {' '.join(syllables(query.asking))} "


def _said_whole(query: Query, document: Document, rows: Sequence[Row], terms: Terms) -> bool:
    """Return whether the table and the conditions say the question: it asks for nothing further."""
    words = terms.beside(naming.called(document.header))
    paths = (section_at(document, row.section.start)[0] for row in rows)
    times = [query.asking[each.start : each.end] for each in periods(query.asking)]
    cited = [cell.text for row in rows for cell in row.cells[1:] if _said(cell.text, query)]
    roles = [
        m.group() for n in ("body", "date") for m in pattern("fields", n).finditer(query.asking)
    ]
    heads = [cell.head for row in rows for cell in row.cells]
    told = (*query.bodies, *times, *roles, *cited, *heads, *(label for p in paths for label in p))
    return bool(told) and Terms.share(words, *dict.fromkeys(told)) >= terms.weighing.claimed


def _listed(document: Document, rows: Sequence[Row]) -> Body:
    every = [_item(document, row) for row in rows]
    claims = tuple(fitted(every, recorded.READ))
    path = common_path([claim.section for claim in every])
    name = naming.cited(document.header)
    count = Note(say("table.rows_meeting", all=str(len(every))))
    return joined((count, Listing(claims, name, path, len(claims), len(every))))


def _item(document: Document, row: Row) -> Claim:
    said = " ".join(row.cells[0].text.split())
    return replace(of_row(document, row.section, ""), role=Role.ITEM, sentences=(said,))
