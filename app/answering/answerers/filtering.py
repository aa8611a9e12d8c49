"""The rows of a document's own table that are as a question says: who leads, how much, when."""

from collections.abc import Sequence
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
from ingest.document import Document, Section
from ingest.facts import cells
from ingest.facts.cells import Cell, Row
from ingest.vietnamese import labels
from ingest.vietnamese.words import syllables

_ROLES = (("fields", "body"), ("fields", "date"), ("filtered", "group"))
"""Words that say which part a body or a time has, or that a group is meant."""
_OPENING = 2
"""Words of a cell among which stands what kind of thing it names: "cửa sông A"."""
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
    told = _rows(document, kind, terms)
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
    """Return what kind of thing each part of the question asks for; "" where there is not one.

    "Có mấy nhiệm vụ, là những nhiệm vụ nào?" asks for one kind.
    """
    sought = list(pattern("filtered", "rows").finditer(query.asking))
    kinds = {m["kind"] for m in sought if m["kind"]} or {m["counted"] for m in sought}
    if len(kinds) != 1 or len(sought) < len(query.parts):
        return ""
    kind = kinds.pop()
    said = f" {query.asking} "
    counted = {m["counted"] for m in sought if m["counted"]} - {kind}
    return kind if all(f" {word} {kind} " in said for word in counted) else ""


def _rows(document: Document, kind: str, terms: Terms) -> list[_Told]:
    """Return the rows of the tables of which each tells a thing of the kind that is asked for.

    The kind heads a column: of several tables those whose column the question says best. Else it
    opens the first cells of rows of which none is without a value.
    """
    found = [_of_table(document, table, kind, terms) for table in cells.tables(document)]
    most = max((share for share, _ in found), default=0.0)
    return [row for share, rows in found if share == most for row in rows]


def _of_table(
    document: Document, table: Section, kind: str, terms: Terms
) -> tuple[float, list[_Told]]:
    found = cells.aligned(cells.rows(document, table)[1])
    told = [tuple(c for c in row.cells if not cells.only_numbers(c.head)) for row in found]
    share, column = _column(told, kind, terms)
    opening = [own for own in told if own and kind in syllables(own[0].text)[:_OPENING]]
    if column is None and any(len(own) == 1 for own in opening):
        return 0.0, []
    rows = []
    above = cells.titles(found)
    groups = [title for titles in above for title in titles if cells.depth(title.cells) == 0]
    for row, own, titles in zip(found, told, above, strict=True):
        name = next((cell for cell in own if column in {None, cell.head}), None)
        if name and len(own) > 1 and (column or own in opening) and row not in groups:
            beside = (name, *(cell for cell in own if cell is not name))
            rows.append(_Told(Row(row.section, beside), tuple(map(_name, titles))))
    return share, rows


def _name(title: Row) -> str:
    return next((c.text for c in title.cells if not cells.only_numbers(c.head)), "")


def _column(told: Sequence[Sequence[Cell]], kind: str, terms: Terms) -> tuple[float, str | None]:
    """Return the head of the column that names things of a kind, None where none does.

    Of several the one that the question says best, and how much of it; who acts, and when, is told
    of a thing.
    """
    heads = dict.fromkeys(cell.head for own in told for cell in own if _names(cell.text))
    of_kind = [head for head in heads if kind in syllables(head) and not conditions.tells_of(head)]
    shares = {head: max(conditions.said_of(head, terms)) for head in of_kind}
    best = max(of_kind, key=shares.__getitem__, default=None)
    return (shares[best], best) if best else (0.0, None)


def _names(text: str) -> bool:
    return text[labels.after(text) :][:1].isalpha()


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
    roles = [m.group() for each in _ROLES for m in pattern(*each).finditer(query.asking)]
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
