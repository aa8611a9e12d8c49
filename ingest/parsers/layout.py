"""Words on a page become lines in reading order; two columns of a form are told apart.

Lengths are in points, measured from the upper left corner of the page, downwards.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.lines import Line
from ingest.parsers.characters import clean
from ingest.vietnamese.tokens import PIECE

_SAME_ROW = 0.6
"""Share of the lower word's height that two words of one row have in common."""
_SPACE = 0.17
"""Gap between two words, in heights, from which a space stands between them."""
_COLUMN_GAP = 1.6
"""Gap in heights that may be a gutter between columns."""
_GUTTER = 6.0
_ALIGNED = 12.0
_SET_RIGHT = 0.4
"""Share of the text's width from which a row is set to the right."""
_ASIDE = 0.1
"""How far right of the middle the middle of such a row is, as a share of the text's width."""
_TOP_ROWS = 3
"""Among the first rows of a page a column may be of one row only."""
_CENTRED = 8.0
_BULLET = re.compile(r"[-–+•*]\s*\w")
_CLOSED = re.compile(r"[;:.,]\W*$")
_GAP = 1.22
"""Leading, in usual leadings, from which a space stands before a line."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters written without a gap, and where they stand."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    spaced: bool = True
    """A space stands before it in the file."""
    turn: int = 0
    """Degrees counter-clockwise that it is turned on the page: 0, 90, 180, 270."""

    @property
    def height(self) -> float:
        """From the top of the letters to their descenders."""
        return max(self.bottom - self.top, 0.1)


@dataclass
class Row:
    """Words side by side, left to right; what is told of them is remembered: none comes later."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """The upper edge of most words."""
        return median(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """The lower edge of most words."""
        return median(word.bottom for word in self.words)

    @cached_property
    def height(self) -> float:
        """The height of most words."""
        return max(self.bottom - self.top, 0.1)

    @cached_property
    def text(self) -> str:
        """The words with the spaces between them."""
        parts: list[str] = []
        last: Word | None = None
        for word in self.words:
            if last is not None and (
                word.spaced or word.x0 - last.x1 > _SPACE * min(word.height, last.height)
            ):
                parts.append(" ")
            parts.append(word.text)
            last = word
        return clean("".join(parts))

    @cached_property
    def bold(self) -> bool:
        """Whether all that can be bold is."""
        bolds = [word.bold for word in self.words if PIECE.search(word.text)]
        return bool(bolds) and all(bolds)

    def gaps(self) -> list[tuple[float, float]]:
        """Return the spans between neighbours that are wide enough to part columns."""
        found = []
        reach, least = self.words[0].x1, _COLUMN_GAP * self.height
        for word in self.words[1:]:
            if word.x0 - reach > least:
                found.append((reach, word.x0))
            reach = max(reach, word.x1)
        return found

    def cut(self, at: float) -> tuple["Row | None", "Row | None"]:
        """Return what stands left and right of ``at``."""
        left = [word for word in self.words if word.x0 < at]
        right = [word for word in self.words if word.x0 >= at]
        return (Row(left) if left else None, Row(right) if right else None)


def median(values: Iterable[float]) -> float:
    """Return the middle value, as ``statistics.median`` does, which takes ten times as long."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def rows(words: Iterable[Word]) -> list[Row]:
    """Return the words as rows, from top to bottom."""
    found: list[Row] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.x0)):
        row = next((row for row in reversed(found[-6:]) if _beside(row, word)), None)
        if row is None:
            found.append(Row([word]))
        else:
            row.words.append(word)
    for row in found:
        row.words.sort(key=lambda word: (word.x0, word.x1))
    return sorted(found, key=lambda row: row.bottom)


def _beside(row: Row, word: Word) -> bool:
    first = row.words[0]
    shared = min(first.bottom, word.bottom) - max(first.top, word.top)
    return shared >= _SAME_ROW * min(first.height, word.height)


@dataclass(slots=True)
class Block:
    """Rows of one column, or of the full width, in reading order."""

    rows: list[Row]
    column: bool = False


def blocks(found: Sequence[Row], margins: tuple[float, float]) -> list[Block]:
    """Return the rows in reading order; where they stand in two columns, left before right.

    A short row in the middle between ``margins``, a title, ends a two-column region.
    """
    found = list(found)
    result: list[Block] = []
    plain: list[Row] = []
    index = 0
    while index < len(found):
        gutter, end = _columns(found, index, margins)
        if gutter is None:
            plain.append(found[index])
            index += 1
            continue
        start = _first_of_right(plain, gutter)
        region = plain[start:] + list(found[index:end])
        del plain[start:]
        if plain:
            result.append(Block(plain))
            plain = []
        middle = (gutter[0] + gutter[1]) / 2
        halves = [row.cut(middle) for row in region]
        result.append(Block([left for left, _ in halves if left is not None], column=True))
        result.append(Block([right for _, right in halves if right is not None], column=True))
        index = end
    if plain:
        result.append(Block(plain))
    return result


def _columns(
    found: Sequence[Row], start: int, margins: tuple[float, float]
) -> tuple[tuple[float, float] | None, int]:
    """Return the gutter of a two-column region that starts at ``start``, and where that ends."""
    best: tuple[tuple[float, float] | None, int] = (None, start)
    for wide in _gutters(found[start], margins):
        gutter, end = _follow(found, start, wide, margins)
        longer = end > max(best[1], start + 1)
        if longer and _stand_beside(found[start:end], gutter, is_top=start < _TOP_ROWS):
            best = (gutter, end)
    return best


def _gutters(row: Row, margins: tuple[float, float]) -> list[tuple[float, float]]:
    """Return where a gutter may run at a row: in its gaps, or left of one set to the right."""
    gaps = row.gaps()
    left, right = margins
    aside = (row.x0 + row.x1 - left - right) / 2 > _ASIDE * (right - left)
    if aside and row.x0 > left + _SET_RIGHT * (right - left):
        gaps.append((left + _SET_RIGHT / 2 * (right - left), row.x0))
    return gaps


def _follow(
    found: Sequence[Row], start: int, gutter: tuple[float, float], margins: tuple[float, float]
) -> tuple[tuple[float, float], int]:
    """Go down from ``start`` as long as the gutter stays open; return it and where that ends."""
    end = start + 1
    while end < len(found):
        row = found[end]
        if row.top - found[end - 1].bottom > 6 * row.height:
            break
        within = _narrow(row, *gutter)
        if within is None:
            break
        at = (within[0] + within[1]) / 2
        left, right = row.cut(at)
        if (left is None or right is None) and (
            _is_centred(row, *margins) or not _continues(found[start:end], left, right, at)
        ):
            break
        gutter = within
        end += 1
    return gutter, end


def _stand_beside(region: Sequence[Row], gutter: tuple[float, float], *, is_top: bool) -> bool:
    """Tell whether a region is two columns: rows enough on each side, and at one height."""
    halves = [row.cut((gutter[0] + gutter[1]) / 2) for row in region]
    left = [half for half, _ in halves if half is not None]
    right = [half for _, half in halves if half is not None]
    if min(len(left), len(right)) < (1 if is_top else 2):
        return False
    shared = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    return shared > 0.5 * region[0].height


def _narrow(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """Return the widest part of the span that the words of ``row`` leave open."""
    edges = [left]
    for word in row.words:
        if word.x1 > left and word.x0 < right:
            edges += [max(word.x0, left), min(word.x1, right)]
    edges.append(right)
    spans = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    widest = max(spans, key=lambda span: span[1] - span[0])
    return widest if widest[1] - widest[0] >= _GUTTER else None


def _continues(above: Sequence[Row], left: Row | None, right: Row | None, at: float) -> bool:
    """Tell whether a row that stands on one side only belongs to the column above it."""
    row = left or right
    side = 0 if left is not None else 1
    column = [half for r in above if (half := r.cut(at)[side]) is not None]
    if row is None or not column:
        return True
    if row.top - column[-1].bottom > 8 * row.height:
        return False
    edge = min(r.x0 for r in column)
    centre = median((r.x0 + r.x1) / 2 for r in column)
    return abs(row.x0 - edge) < _ALIGNED or abs((row.x0 + row.x1) / 2 - centre) < 2 * _ALIGNED


def _first_of_right(plain: Sequence[Row], gutter: tuple[float, float]) -> int:
    """Return from where the rows above a region already stand in its right column."""
    start = len(plain)
    while start and plain[start - 1].x0 >= gutter[0] and start > len(plain) - 3:
        start -= 1
    return start


def lines(found: Sequence[Block], page: int, margins: tuple[float, float]) -> list[Line]:
    """Return the blocks as lines with their hints; ``margins`` are the text's edges."""
    leading = _leading(found)
    result: list[Line] = []
    for block in found:
        left, right = margins
        if block.column:
            left, right = min(r.x0 for r in block.rows), max(r.x1 for r in block.rows)
        last: Row | None = None
        for row in block.rows:
            text = row.text
            if not text:
                continue
            if block.column and last is not None and _goes_on(result[-1].text, text):
                result[-1] = replace(result[-1], text=f"{result[-1].text} {text}")
                last = row
                continue
            step = row.bottom - last.bottom if last is not None else 0.0
            result.append(
                Line(
                    text,
                    page,
                    indent=max(row.x0 - left, 0.0),
                    bold=row.bold,
                    whole=block.column,
                    gap=(last is None and bool(result)) or step > _GAP * leading,
                    centred=_is_centred(row, left, right),
                    ends=row.x1 < right - 3.0 * row.height,
                )
            )
            last = row
    return result


def _goes_on(above: str, text: str) -> bool:
    """Tell whether a line of a column goes on with the item or the sentence above it."""
    if _BULLET.match(text) or _CLOSED.search(above):
        return False
    return text[0].islower() or _BULLET.match(above) is not None


def _leading(found: Sequence[Block]) -> float:
    steps = [
        below.bottom - row.bottom
        for block in found
        for row, below in zip(block.rows, block.rows[1:], strict=False)
        if not block.column and 0 < below.bottom - row.bottom < 4 * row.height
    ]
    return median(steps) if steps else 1_000.0


def _is_centred(row: Row, left: float, right: float) -> bool:
    centre = (row.x0 + row.x1) / 2
    inset = min(row.x0 - left, right - row.x1)
    return abs(centre - (left + right) / 2) < _CENTRED and inset > 2 * _CENTRED
