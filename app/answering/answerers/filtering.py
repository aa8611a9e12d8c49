"""The rows of a document's own table that are as a question says: who leads, how much, when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.answerers import conditions, recorded
from app.answering.answerers.conditions import Condition
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
from ingest.facts.cells import Cell, Row
from ingest.vietnamese.words import syllables

_KINDS = frozenset({AnswerKind.FACT, AnswerKind.LIST, AnswerKind.SUMMARY})


@dataclass(frozen=True, slots=True)
class _Told:
    """A row, what tells its thing first, and what the rows say that title it."""

    row: Row
    titles: tuple[str, ...]


def answer(query: Query, asked: Sequence[str], terms: Terms, documents: Documents) -> Body | None:
    """Return the rows that meet all conditions, and how many; or that none meets them together.

    Of a group that the question names only its rows. None where it asks for no rows of the one
    document, or says more than its conditions.
    """
    kind = _kind(query)
    if not kind or len(asked) != 1 or query.across or query.extreme:
        return None
    if query.kind not in _KINDS or query.form is Form.TABLE:
        return None
    document = documents.document(asked[0])
    told = list(_rows(document, kind, terms))
    rows = [each.row for each in told]
    called = naming.called(document.header)
    found = conditions.of_columns(query, rows, terms, called)
    if found is None:
        return None
    group = _group(told, (*called, *(each.said for each in found)), terms)
    said = _said(query, document, rows, (group, *(each.said for each in found)), terms)
    if said < (terms.weighing.claimed if found else terms.weighing.stated):
        return None
    rows = [each.row for each in told if not group or group in each.titles]
    if met := [row for row in rows if all(each.meets(row) for each in found)]:
        return _listed(document, met, found)
    if len(found) > 1 and all(any(map(each.meets, rows)) for each in found):
        name = naming.name(document.header)
        return Refusal(Reason.NOT_STATED, "no_row", (name,), tuple(asked))
    return None


def _kind(query: Query) -> str:
    """Return what kind of thing is asked for, by each part of the question; "" where none."""
    sought = list(pattern("filtered", "rows").finditer(query.asking))
    kinds = {m["kind"] or m["counted"] for m in sought}
    return kinds.pop() if len(kinds) == 1 and len(sought) >= len(query.parts) else ""


def _rows(document: Document, kind: str, terms: Terms) -> Iterator[_Told]:
    """Yield the rows of the tables of which each tells a thing of the kind that is asked for."""
    for table in cells.tables(document):
        found = cells.aligned(cells.rows(document, table)[1])
        told = [tuple(c for c in row.cells if not cells.only_numbers(c.head)) for row in found]
        column = _column(told, kind, terms)
        for row, own, titles in zip(found, told, cells.titles(found), strict=True):
            name = next((cell for cell in own if cell.head == column), None)
            if name and len(own) > 1:
                beside = (name, *(cell for cell in own if cell is not name))
                yield _Told(Row(row.section, beside), tuple(map(_name, titles)))


def _name(title: Row) -> str:
    return next((c.text for c in title.cells if not cells.only_numbers(c.head)), "")


def _column(told: Sequence[Sequence[Cell]], kind: str, terms: Terms) -> str | None:
    """Return the head of the column that tells things of a kind; None where none does.

    Of several the one that the question says best; who acts, and when, is told of a thing.
    """
    heads = dict.fromkeys(
        cell.head for own in told for cell in own if sum(map(str.isalpha, syllables(cell.text))) > 1
    )
    of_kind = [head for head in heads if kind in syllables(head) and not conditions.tells_of(head)]
    return max(of_kind, key=lambda head: terms.said_share(set(syllables(head))), default=None)


def _group(told: Sequence[_Told], known: Sequence[str], terms: Terms) -> str:
    """Return the title of rows that the question names beside what is known; "" where not one."""
    heads = {cell.head for each in told for cell in each.row.cells}
    taken = {word for text in (*heads, *known) for word in syllables(text)}
    shares: dict[str, float] = {}
    for title in dict.fromkeys(title for each in told for title in each.titles):
        own = set(filter(str.isalpha, syllables(title))) - taken
        shares[title] = terms.said_share(own) if own else 0.0
    most = max(shares.values(), default=0.0)
    best = [title for title, share in shares.items() if share == most >= terms.weighing.claimed]
    return best[0] if len(best) == 1 else ""


def _said(
    query: Query, document: Document, rows: Sequence[Row], told: Sequence[str], terms: Terms
) -> float:
    """Return how much of the question the table and its conditions say: no less is asked for."""
    if not any(told):
        return 0.0
    words = terms.beside(naming.called(document.header))
    paths = (section_at(document, row.section.start)[0] for row in rows)
    roles = [
        m.group() for n in ("body", "date") for m in pattern("fields", n).finditer(query.asking)
    ]
    heads = [cell.head for row in rows for cell in row.cells]
    labels = [label for path in paths for label in path]
    return Terms.share(words, *dict.fromkeys((*told, *roles, *heads, *labels)))


def _listed(document: Document, rows: Sequence[Row], found: Sequence[Condition]) -> Body:
    every = [_item(document, row, found) for row in rows]
    claims = tuple(fitted(every, recorded.READ))
    path = common_path([claim.section for claim in every])
    name = naming.cited(document.header)
    count = Note(say("table.rows_meeting", all=str(len(every))))
    return joined((count, Listing(claims, name, path, len(claims), len(every))))


def _item(document: Document, row: Row, found: Sequence[Condition]) -> Claim:
    """Return what a row tells, with the figures that were asked for."""
    measured = {head for each in found if each.figure for head in each.heads}
    told = (row.cells[0], *(cell for cell in row.cells if cell.head in measured))
    said = ": ".join(" ".join(cell.text.split()) for cell in told)
    return replace(of_row(document, row.section, ""), role=Role.ITEM, sentences=(said,))
