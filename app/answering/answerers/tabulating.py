"""A table of a document's own table: the columns that the question names, the rows it speaks of."""

import re
from collections.abc import Sequence

from app.answering.citations import quote
from app.answering.claims import Claim, Role, Row, Table
from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.question.query import AnswerKind, Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.facts import cells
from ingest.facts.cells import Cell
from ingest.vietnamese.words import syllables

_NUMBERS = re.compile(r"(?:s(?:ố )?)?tt\.?", re.IGNORECASE)
"""Heads of a column that only numbers the rows."""
_READ = 2_300
"""Characters a reader reads of a table."""
_QUOTED = 800
"""Characters of a row that proves its cells; of a longer one each cell proves itself."""
_FEWEST = 2
"""Columns that the question names, and words of a part that can tell a row."""
_PARTS = re.compile(r"[,;:?]|\bvà\b")


def answer(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Table | None:
    """Return the rows of the table of which the question names most columns; None where none.

    Of two alike the one that the more probable statements stand in. None too where the rows are
    more than a reader reads: a table cut short would not say so.
    """
    if query.kind is not AnswerKind.TABLE:
        return None
    tables = [each for each in document.walk() if each.kind is SectionKind.TABLE]
    read = [each.start for each in ranked if each.document_id == document.id]
    found = [(columns, each) for each in tables if (columns := _columns(document, each, terms))]
    if not found:
        return None

    def nearest(told: tuple[list[str], Section]) -> tuple[int, int]:
        columns, table = told
        first = (at for at, start in enumerate(read) if table.start <= start < table.end)
        return len(columns), -next(first, len(read))

    (name, *columns), table = max(found, key=nearest)
    rows = tuple(_rows(document, table, (name, columns), query, terms))
    fits = sum(map(_length, rows)) <= _READ
    return Table((name, *columns), rows) if rows and fits else None


def _columns(document: Document, table: Section, terms: Terms) -> list[str]:
    """Return the head of what tells rows apart, and those the question names; none where few."""
    _, rows = cells.rows(document, table)
    told: dict[str, set[str]] = {}
    for cell in (cell for row in rows for cell in row.cells if cell.head):
        told.setdefault(cell.head, set()).add(cell.text)
    heads = [head for head in told if not _NUMBERS.fullmatch(head)]
    least = terms.weighing.unread.title_said
    said = [head for head in heads if terms.said_share(set(syllables(head))) >= least]
    if len(said) < _FEWEST:
        return []
    name = max(heads, key=lambda head: len(told[head]))
    return [name, *(head for head in said if head != name)]


def _rows(
    document: Document,
    table: Section,
    told_by: tuple[str, Sequence[str]],
    query: Query,
    terms: Terms,
) -> list[Row]:
    """Return the rows whose names the question says, or lists one by one; else all."""
    name, columns = told_by
    _, found = cells.rows(document, table)
    told = [(row, {cell.head: cell for cell in row.cells}) for row in cells.aligned(found)]
    told = [(row, held) for row, held in told if name in held and len(held) > 1]
    fullest: dict[str, int] = {}
    for _, held in told:
        fullest[held[name].text] = max(len(held), fullest.get(held[name].text, 0))
    told = [(r, h) for r, h in told if len(h) == fullest[h[name].text]]
    least = terms.weighing.stated
    said = [(r, h) for r, h in told if terms.said_share(_words(h[name].text)) >= least]
    listed = _listed(query, list(fullest), (name, *columns), terms)
    if len(listed) > len({h[name].text for _, h in said}):
        said = [(r, h) for r, h in told if h[name].text in listed]
    rows = []
    for row, held in said or told:
        whole = row.section.end - row.section.start <= _QUOTED
        span = (row.section.start, row.section.end) if whole else None
        shown = tuple(_cell(document, held.get(head), span) for head in columns)
        rows.append(Row(document.id, " ".join(held[name].text.split()), shown))
    return rows


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


def _length(row: Row) -> int:
    return len(row.name) + sum(len(claim.text) for cell in row.cells for claim in cell)
