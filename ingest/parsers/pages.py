"""Pages of words and ruled lines become lines: page numbers dropped, tables joined over pages."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.lines import Line
from ingest.parsers import unruled
from ingest.parsers.footnotes import Notes
from ingest.parsers.layout import Block, Row, Word, blocks, lines, rows
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.pdf_tables import Edge, Grid, grids, read_table
from ingest.parsers.tables import Cell, Table, is_layout, table_lines, unfold
from ingest.parsers.turning import flows, level

_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_FEW_ROWS = 8
_SAME_COLUMN = 8.0
_REPEATED = 3
"""On how many pages a first or last line must stand to be a running head."""


@dataclass(slots=True)
class PageTable:
    """A ruled table as one page shows it."""

    table: Table
    xs: list[float]


@dataclass(slots=True)
class PageItems:
    """What stands on one page, in reading order."""

    number: int
    items: list[Line | PageTable] = field(default_factory=list)


class Assembler:
    """Takes the pages of a file one after the other; ``lines`` gives the whole."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._pages: list[PageItems] = []
        self._margins: tuple[float, float] | None = None
        self._notes = Notes()

    def add(self, number: int, words: Sequence[Word], edges: Sequence[Edge] = ()) -> None:
        """Take page ``number`` (1-based); what is set sideways on it is read as it was meant."""
        page = PageItems(number)
        for index, (some, its_edges) in enumerate(flows(words, edges)):
            self._read(page, some, its_edges, aside=index > 0)
        self._pages.append(page)

    def _read(
        self, page: PageItems, words: Sequence[Word], edges: Sequence[Edge], *, aside: bool
    ) -> None:
        """Read the words that stand one way; ``aside`` those that stand another than most do."""
        number = page.number
        found = grids(edges)
        inside, outside = _parted(words, found)
        drawn = [(grid, within) for grid, within in zip(found, inside, strict=True) if within]
        flowing = rows(outside)
        if aside and not drawn and len(flowing) == 1 and _PAGE_NUMBER.fullmatch(flowing[0].text):
            return
        flowing = _without_page_number(flowing, number, drawn)
        lowest = max((grid.ys[-1] for grid, _ in drawn), default=float("-inf"))
        flowing = self._notes.take(flowing, edges, number, lowest=lowest)
        margins = _extent(flowing, drawn) if aside else self._margins_of(flowing, drawn)
        for grid, within in drawn:
            above = [row for row in flowing if row.bottom <= grid.ys[0] + row.height / 2]
            flowing = flowing[len(above) :]
            page.items.extend(_flowing(above, number, margins))
            page.items.extend(_table(grid, within, number))
        page.items.extend(_flowing(flowing, number, margins))

    def _margins_of(
        self, found: Sequence[Row], drawn: Sequence[tuple[Grid, list[Word]]]
    ) -> tuple[float, float]:
        """Return the edges of the text; a page of few lines has those of the page before."""
        if self._margins is None or len(found) >= _FEW_ROWS:
            self._margins = _extent(found, drawn)
        return self._margins

    def lines(self) -> list[Line]:
        """Return all lines in reading order, running heads and page numbers dropped."""
        heads = self._running_heads()
        result: list[Line] = []
        tables: list[PageTable] = []
        last: PageTable | None = None
        for page in self._pages:
            for index, item in enumerate(page.items):
                if isinstance(item, Line):
                    if index in {0, len(page.items) - 1} and _pattern(item.text) in heads:
                        continue
                    last = None
                    result.append(item)
                elif last is not None and _continues(last, item):
                    _append(last, item)
                else:
                    tables.append(item)
                    result.append(Line("", table=len(tables) - 1))
                    last = item
        result.extend(self._notes.lines())
        return [
            line
            for found in result
            for line in (
                [found]
                if found.table is None
                else table_lines(tables[found.table].table, found.table, self._limits)
            )
        ]

    def _running_heads(self) -> set[str]:
        """Return the patterns of the lines that stand first or last on most pages."""
        counts: Counter[str] = Counter()
        for page in self._pages:
            ends = {id(item): item for item in page.items[:1] + page.items[-1:]}
            counts.update({_pattern(item.text) for item in ends.values() if isinstance(item, Line)})
        enough = max(_REPEATED, len(self._pages) // 2)
        return {pattern for pattern, count in counts.items() if count >= enough}


def _parted(
    words: Sequence[Word], found: Sequence[Grid]
) -> tuple[list[list[Word]], Sequence[Word]]:
    """Return the words of each table, and those outside of all."""
    if not found:
        return [], words
    inside: list[list[Word]] = [[] for _ in found]
    outside: list[Word] = []
    for word in words:
        at = next((i for i, grid in enumerate(found) if grid.holds(word)), None)
        (outside if at is None else inside[at]).append(word)
    return inside, outside


def _extent(found: Sequence[Row], drawn: Iterable[tuple[Grid, list[Word]]]) -> tuple[float, float]:
    lefts = [row.x0 for row in found] or [grid.xs[0] for grid, _ in drawn]
    rights = [row.x1 for row in found] or [grid.xs[-1] for grid, _ in drawn]
    return min(lefts, default=0.0), max(rights, default=0.0)


def _flowing(
    found: Sequence[Row], number: int, margins: tuple[float, float]
) -> list[Line | PageTable]:
    """Return the rows as lines, tables without ruled lines among them."""
    items: list[Line | PageTable] = []
    rest = list(found)
    while (table := unruled.find(rest, number)) is not None:
        items.extend(lines(blocks(rest[: table.start], margins), number, margins))
        items.append(PageTable(table.table, table.xs))
        rest = rest[table.end :]
    items.extend(lines(blocks(rest, margins), number, margins))
    return items


def _pattern(text: str) -> str:
    return _FIGURES.sub("0", text.lower())


def _without_page_number(
    found: list[Row], number: int, drawn: Sequence[tuple[Grid, list[Word]]]
) -> list[Row]:
    """Return the rows without the page number above or below all others."""
    if len(found) + len(drawn) < 2:
        return found
    low = min([row.x0 for row in found] + [grid.xs[0] for grid, _ in drawn])
    high = max([row.x1 for row in found] + [grid.xs[-1] for grid, _ in drawn])
    kept = list(found)
    for at in (0, -1):
        match = _PAGE_NUMBER.fullmatch(kept[at].text) if kept else None
        if match is None:
            continue
        aside = kept[at].x0 > low + 0.3 * (high - low)
        if int(match.group(1)) <= number + 1 or (aside and int(match.group(1)) < 1900):
            del kept[at]
    return kept


def _table(grid: Grid, words: list[Word], number: int) -> list[Line | PageTable]:
    def read(within: list[Word], left: float, right: float) -> tuple[Line, ...]:
        found: list[Line] = []
        for turn in sorted({word.turn for word in within}):
            cell = rows(level([word for word in within if word.turn == turn], turn))
            margins = (left, right) if not turn else (cell[0].x0, max(row.x1 for row in cell))
            found += lines([Block(cell)], number, margins)
        return tuple(found)

    table = read_table(grid, words, read)
    if is_layout(table):
        return list(unfold(table))
    return [PageTable(table, grid.xs)]


def _continues(above: PageTable, below: PageTable) -> bool:
    return len(above.xs) == len(below.xs) and all(
        abs(one - other) < _SAME_COLUMN for one, other in zip(above.xs, below.xs, strict=True)
    )


def _append(above: PageTable, below: PageTable) -> None:
    """Add the rows of the next page, without its repeated head; a row cut in two is joined."""
    rows_below = list(below.table.rows)
    for head in list(above.table.rows[:3]):
        if rows_below and _texts(rows_below[0]) == _texts(head):
            del rows_below[0]
        else:
            break
    if rows_below and above.table.rows and _is_rest(above.table.rows, rows_below):
        above.table.rows[-1] = [
            replace(cell, lines=cell.lines + rest.lines)
            for cell, rest in zip(above.table.rows[-1], rows_below.pop(0), strict=True)
        ]
    above.table.rows.extend(rows_below)


def _texts(row: list[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _is_rest(above: Sequence[list[Cell]], below: Sequence[list[Cell]]) -> bool:
    """Tell whether the first row of a page goes on with the last row of the page before.

    It does where it lacks the number or name that every other row has, or where it begins in
    the middle of a sentence.
    """
    row, rest = above[-1], below[0]
    if [cell.column for cell in row] != [cell.column for cell in rest]:
        return False
    if len(rest) < 2 or not any(cell.text for cell in rest):
        return False
    if not rest[0].text and row[0].text:
        others = [*above, *below[1:]]
        counted = all(_text_at(other, rest[0].column) for other in others)
        return counted and not _is_shared(above)
    goes_on = any(cell.text[:1].islower() for cell in rest)
    return goes_on and (not rest[0].text or rest[0].text[:1].islower())


def _text_at(row: Sequence[Cell], column: int) -> str:
    cell = next((c for c in row if c.column <= column < c.column + c.columns), None)
    return cell.text if cell is not None else ""


def _is_shared(above: Sequence[list[Cell]]) -> bool:
    """Tell whether the first cell of the last row stands beside several rows."""
    if len(above) < 2:
        return False
    last, before = above[-1][0], above[-2][0]
    return bool(last.lines) and last is before
