"""A table of a document's own table: the columns that the question names, the rows it speaks of."""

import re
from collections.abc import Iterator, Sequence

from app.answering.citations import quote
from app.answering.claims import Body, Claim, Note, Role, Row, Table, joined
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.wording import say
from index.question.phrases import pattern
from index.question.query import Asked, Form, Query
from ingest import naming
from ingest.document import Document, Section
from ingest.facts import cells
from ingest.facts.cells import MERGED, Cell
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_READ = 4_000
"""Characters a reader reads of a table; of a longer one the first rows, and how many there are."""
_QUOTED = 800
"""Characters of a row that proves its cells; of a longer one each cell proves itself."""
_FEWEST = 2
"""Columns that the question names, and words of a part that can tell a row."""
_PARTS = re.compile(r"[,;:?]|\bvà\b")

_Cells = dict[str, Cell]


def answer(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Body | None:
    """Return the rows of the table of which the question names most columns; None where none.

    Of two alike the one that the more probable statements stand in.
    """
    if query.form is not Form.TABLE:
        return None
    tables = cells.tables(document)
    read = [each.start for each in ranked if each.document_id == document.id]
    found = [(cols, each) for each in tables if (cols := _columns(document, each, query, terms))]
    if not found:
        return None

    def nearest(told: tuple[list[str], Section]) -> tuple[int, int]:
        columns, table = told
        first = (at for at, start in enumerate(read) if table.start <= start < table.end)
        return len(columns), -next(first, len(read))

    (name, *columns), table = max(found, key=nearest)
    rows = _rows(document, table, (name, columns), query, terms)
    shown = list(_within(rows))
    if not shown:
        return None
    body = Table((name, *columns), tuple(shown))
    if len(shown) == len(rows):
        return body
    cut = say("table.rows_of", shown=str(len(shown)), all=str(len(rows)))
    return joined((body, Note(cut)))


def _within(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the first rows that together are no longer than a reader reads, one at least."""
    length = 0
    for at, row in enumerate(rows):
        length += len(row.name) + sum(len(claim.text) for cell in row.cells for claim in cell)
        if at and length > _READ:
            return
        yield row


def _columns(document: Document, table: Section, query: Query, terms: Terms) -> list[str]:
    """Return the head of what tells rows apart, and those the question names; none where few.

    With one of the columns below a merged head the others are named too.
    """
    _, rows = cells.rows(document, table)
    told: dict[str, set[str]] = {}
    for cell in (cell for row in rows for cell in row.cells if cell.head):
        told.setdefault(cell.head, set()).add(cell.text)
    heads = [head for head in told if not cells.only_numbers(head)]
    said = [head for head in heads if _named(head, query, terms)]
    above = {head.split(MERGED)[0] for head in said if MERGED in head}
    said = [head for head in heads if head in said or head.split(MERGED)[0] in above]
    if len(said) < _FEWEST:
        return []
    name = max(heads, key=lambda head: len(told[head]))
    return [name, *(head for head in said if head != name)]


def _named(head: str, query: Query, terms: Terms) -> bool:
    """Return whether the question names a column, or asks for its kind.

    One below a merged head by its own name too, if that has two words. "Khi nào làm" asks for the
    column "Thời gian thực hiện".
    """
    own = set(syllables(head.split(MERGED)[-1]))
    names = (set(syllables(head)), own if len(own) >= _FEWEST else set())
    if max(map(terms.said_share, names)) >= terms.weighing.saying.colon:
        return True
    asked = any(part.asked is Asked.DATE for part in query.parts)
    return asked and bool(pattern("fields", "date").search(normalise(head).lower()))


def _rows(
    document: Document,
    table: Section,
    told_by: tuple[str, Sequence[str]],
    query: Query,
    terms: Terms,
) -> list[Row]:
    """Return the rows whose names the question says, or lists one by one; else all.

    Those that say nothing in the columns only where none says anything.
    """
    name, columns = told_by
    _, found = cells.rows(document, table)
    told = [(row, {cell.head: cell for cell in row.cells}) for row in cells.aligned(found)]
    told = [(row, held) for row, held in told if name in held and len(held) > 1]
    fullest: dict[str, int] = {}
    for _, held in told:
        fullest[held[name].text] = max(len(held), fullest.get(held[name].text, 0))
    told = [(r, h) for r, h in told if len(h) == fullest[h[name].text]]
    least = terms.weighing.stated
    said = [at for at, (_, h) in enumerate(told) if terms.said_share(_words(h[name].text)) >= least]
    listed = _listed(query, list(fullest), (name, *columns), terms)
    if len(listed) > len({told[at][1][name].text for at in said}):
        said = [at for at, (_, h) in enumerate(told) if h[name].text in listed]
    held_by = [held for _, held in told]
    chosen = dict.fromkeys(at for each in said for at in _with_below(each, held_by, columns))
    rows = []
    for row, held in [told[at] for at in chosen] or told:
        whole = row.section.end - row.section.start <= _QUOTED
        span = (row.section.start, row.section.end) if whole else None
        shown = tuple(_cell(document, held.get(head), span) for head in columns)
        rows.append(Row(document.id, " ".join(held[name].text.split()), shown))
    return [row for row in rows if any(row.cells)] or rows


def _with_below(at: int, rows: Sequence[_Cells], columns: Sequence[str]) -> Iterator[int]:
    """Yield a row that tells something in the columns, and those that are numbered below it."""
    if any(head in rows[at] for head in columns):
        yield at
    depth = cells.depth(rows[at].values())
    for below in range(at + 1, len(rows)):
        if depth is None or (own := cells.depth(rows[below].values())) is None or own <= depth:
            return
        yield below


def _listed(query: Query, names: Sequence[str], heads: Sequence[str], terms: Terms) -> set[str]:
    """Return the names that hold the parts of what a question lists: "cho ba mức: A, B và C".

    Parts that are heads of columns tell no row.
    """
    found = set()
    for part in _PARTS.split(query.restored):
        words = terms.rarities(_words(part))
        column = any(Terms.share(words, head) >= terms.weighing.stated for head in heads)
        if len(words) >= _FEWEST and not column:
            shares = [(Terms.share(words, each), -len(each), each) for each in names]
            share, _, best = max(shares, default=(0.0, 0, ""))
            found |= {best} if share >= terms.weighing.stated else set()
    return found if len(found) >= _FEWEST else set()


def _words(name: str) -> set[str]:
    """Return the words of a row's name, without its number."""
    return set(filter(str.isalpha, syllables(name)))


def _cell(document: Document, cell: Cell | None, row: tuple[int, int] | None) -> tuple[Claim, ...]:
    if cell is None:
        return ()
    held = row is not None and row[0] <= cell.start < row[1]
    start, end = row if row and held else (cell.start, cell.end)
    end = start + len(document.text[start:end].rstrip())
    return (
        Claim(
            role=Role.CELL,
            document_id=document.id,
            document=naming.cited(document.header),
            section=(),
            sentences=(" ".join(cell.text.split()),),
            quotes=(quote(document, start, end, 1.0),),
        ),
    )
