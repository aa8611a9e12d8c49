"""Tables without lines, where they are told safely.

By a head that counts its rows ("TT | …"), or a bold one with figures in a column below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import Line
from ingest.parsers.layout import Block, Row, Word, lines
from ingest.parsers.tables import Cell, Table

_HEAD = re.compile(r"(?:s[ốo]\s*)?(?:tt|thứ tự)\.?|stt\.?", re.IGNORECASE)
_HEAD_BEGINS = frozenset("sStT")
_ORDINAL = re.compile(r"(\d{1,3})[.)]?")
_GROUP = re.compile(
    r"[IVX]{1,5}[.)]?|[A-ZĐ][.)]?|[a-zđ][.)]?|\d{1,3}(?:\.\d{1,3}){1,3}[.)]?|[-–+*]"
)
_SUM = re.compile(r"(?:Tổng|Cộng)\b", re.IGNORECASE)
_APART = 0.8
"""Gap in heights between the heads of two columns."""
_OPEN = 3.0
"""Least width in points that stays open between two columns."""
_FAR = 2.6
"""A row so many usual steps below the one before is not of the table."""
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_FIGURE = re.compile(r"[-–+]?\d[\d.,]*\s?%?")
_NONE = frozenset(("", "-", "–"))
"""What stands in a column of figures where there is none."""
_MOST_HEAD_ROWS = 3


@dataclass(slots=True)
class Found:
    """A table, and the rows of the page that it is made of: ``start`` to ``end``, not included."""

    start: int
    end: int
    table: Table
    xs: list[float]


def find(flowing: Sequence[Row], page: int) -> Found | None:
    """Return the first table without lines among the rows; None where none is told safely."""
    for index, row in enumerate(flowing):
        counts = row.text[:1] in _HEAD_BEGINS
        if not counts and not row.bold:
            continue
        heads = _cells(row)
        if len(heads) < _FEWEST_COLUMNS:
            continue
        counts = counts and _HEAD.fullmatch(Row(heads[0]).text) is not None
        if counts or row.bold:
            found = _follow(flowing, index, heads, page, counts=counts)
            if found is not None:
                return found
    return None


def _cells(row: Row) -> list[list[Word]]:
    cells = [[row.words[0]]]
    reach, least = row.words[0].x1, _APART * row.height
    for word in row.words[1:]:
        if word.x0 - reach > least:
            cells.append([])
            reach = word.x1
        cells[-1].append(word)
        reach = max(reach, word.x1)
    return cells


def _follow(
    flowing: Sequence[Row], head: int, heads: list[list[Word]], page: int, *, counts: bool
) -> Found | None:
    """Go down from the head, which ``counts`` its rows or not, while its columns stay apart."""
    gutters = [
        (max(word.x1 for word in one), min(word.x0 for word in other))
        for one, other in pairwise(heads)
    ]
    step = _step(flowing[head:])
    end = head + 1
    while end < len(flowing):
        narrowed = [_open(flowing[end], *gutter) for gutter in gutters]
        far = flowing[end].bottom - flowing[end - 1].bottom > _FAR * step
        if far or any(gutter is None for gutter in narrowed):
            break
        gutters = [gutter for gutter in narrowed if gutter is not None]
        end += 1
    cuts = [(left + right) / 2 for left, right in gutters]
    read = _table if counts else _of_figures
    table, last = read(flowing, head, end, cuts, page)
    if table is None:
        return None
    first = min(row.x0 for row in flowing[head:last])
    right = max(row.x1 for row in flowing[head:last])
    return Found(head, last, table, [first, *cuts, right])


def _step(flowing: Sequence[Row]) -> float:
    steps = [b.bottom - a.bottom for a, b in pairwise(flowing)]
    return median(steps) if steps else 20.0


def _open(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """Return the widest part of a gutter that the words of a row leave open."""
    edges = [left]
    for word in sorted(row.words, key=lambda word: word.x0):
        if word.x1 > left and word.x0 < right:
            edges += [max(word.x0, left), min(word.x1, right)]
    edges.append(right)
    spans = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    widest = max(spans, key=lambda span: span[1] - span[0])
    return widest if widest[1] - widest[0] >= _OPEN else None


def _table(
    flowing: Sequence[Row], head: int, end: int, cuts: Sequence[float], page: int
) -> tuple[Table | None, int]:
    """Return the rows under their head, each from its number on, and where the table ends."""
    groups: list[list[list[Row | None]]] = [[_parted(flowing[head], cuts)]]
    count = 0
    last = end
    for index in range(head + 1, end):
        parts = _parted(flowing[index], cuts)
        first = parts[0].text if parts[0] is not None else ""
        ordinal = _ORDINAL.fullmatch(first)
        if ordinal is not None and int(ordinal[1]) == count + 1:
            count += 1
            groups.append([parts])
        elif first and (ordinal or _GROUP.fullmatch(first)) and len(groups) + count > 0:
            groups.append([parts])
        elif first and not _SUM.match(first):
            last = index
            break
        elif _SUM.match(first) or _SUM.match(parts[1].text if parts[1] is not None else ""):
            groups.append([parts])
        else:
            groups[-1].append(parts)
    if count < _FEWEST_ROWS or len(groups[0]) > _MOST_HEAD_ROWS:
        return None, last
    rows = [[_cell(group, column, page) for column in range(len(cuts) + 1)] for group in groups]
    return Table(rows, heads=1), last


def _of_figures(
    flowing: Sequence[Row], head: int, end: int, cuts: Sequence[float], page: int
) -> tuple[Table | None, int]:
    """Return the rows under a head that counts none, where a column of theirs holds figures."""
    groups: list[list[list[Row | None]]] = [[_parted(flowing[head], cuts)]]
    last = end
    for index in range(head + 1, end):
        parts = _parted(flowing[index], cuts)
        if parts[0] is None:
            groups[-1].append(parts)
        elif any(parts[1:]):
            groups.append([parts])
        else:  # a line of text under the table
            last = index
            break
    below = [[_cell(group, column, page) for column in range(len(cuts) + 1)] for group in groups]
    figures = any(map(_holds_figures, list(zip(*below[1:], strict=True))[1:]))
    if not figures or len(groups[0]) > _MOST_HEAD_ROWS:
        return None, last
    return Table(below, heads=1), last


def _holds_figures(column: Sequence[Cell]) -> bool:
    written = [cell.text for cell in column if cell.text not in _NONE]
    return len(written) >= _FEWEST_ROWS and all(map(_FIGURE.fullmatch, written))


def _parted(row: Row, cuts: Sequence[float]) -> list[Row | None]:
    parts: list[Row | None] = []
    rest: Row | None = row
    for at in cuts:
        left = None
        if rest is not None:
            left, rest = rest.cut(at)
        parts.append(left)
    return [*parts, rest]


def _cell(group: Sequence[Sequence[Row | None]], column: int, page: int) -> Cell:
    found = [parts[column] for parts in group]
    rows = [row for row in found if row is not None]
    if not rows:
        return Cell((), column)
    margins = (min(row.x0 for row in rows), max(row.x1 for row in rows))
    made: tuple[Line, ...] = tuple(lines([Block(rows)], page, margins))
    return Cell(made, column)
