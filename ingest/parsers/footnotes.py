"""Notes at the foot of a page, told from the text that goes on over it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from ingest.lines import FOOTNOTES, Line
from ingest.parsers.layout import Row
from ingest.parsers.pdf_tables import Edge

_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile("[⁰¹²³⁴-⁹]{1,3}")
_MARK = re.compile(
    r"(?P<mark>[⁰¹²³⁴-⁹]{1,3}|\(\d{1,3}\)|\[\d{1,3}\]|\(\*{1,3}\)|\*{1,3}|\d{1,3}(?=[\s.)]|[^\W\d_]))"
    r"[.)]?\s*(?=\S)"
)
_SMALLER = 0.93
"""Notes are set in letters less than this many times as high as the text's."""
_NEAR = 36.0
"""Farthest, in points, that the first note stands below its rule."""
_SHORTEST_RULE = 30.0
_LONGEST_RULE = 0.7
"""Of the text's width."""
_NO_NOTE = re.compile(r"(?:Nơi nhận|Trang|Tổng|Cộng)\b", re.IGNORECASE)


@dataclass(slots=True)
class Note:
    """A note: its mark, its text, and the page it stands on."""

    mark: str
    text: str
    page: int


@dataclass(slots=True)
class Notes:
    """The notes of a file, in their order."""

    found: list[Note] = field(default_factory=list)

    def take(
        self, flowing: Sequence[Row], edges: Iterable[Edge], number: int, *, lowest: float
    ) -> list[Row]:
        """Return the rows of page ``number`` without the notes at its foot, which are kept.

        ``lowest`` is where the last table of the page ends: above it nothing is a note. The
        marks that the notes explain are taken out of the rows.
        """
        start = _start(flowing, list(edges), lowest)
        if start is None:
            return list(flowing)
        marks = []
        for row in flowing[start:]:
            mark = _MARK.match(row.text)
            if mark is not None:
                plain = mark["mark"].translate(_FIGURES).strip("()[]")
                marks.append(mark["mark"])
                self.found.append(Note(plain, row.text[mark.end() :], number))
            elif self.found:
                self.found[-1].text += f" {row.text}"
            else:
                self.found.append(Note("", row.text, number))
        raised = {mark.translate(_FIGURES) for mark in marks}
        return [_without(row, raised) for row in flowing[:start]]

    def lines(self) -> list[Line]:
        """Return the notes as lines under a line of their own; none where there are none."""
        if not self.found:
            return []
        return [
            Line(FOOTNOTES, whole=True, gap=True),
            *(
                Line(f"Chú thích {note.mark} (trang {note.page}): {note.text}", whole=True)
                if note.mark
                else Line(f"Chú thích (trang {note.page}): {note.text}", whole=True)
                for note in self.found
            ),
        ]


def _start(flowing: Sequence[Row], edges: Sequence[Edge], lowest: float) -> int | None:
    """Return from which row on there are notes only, None where there are none."""
    if len(flowing) < 2:
        return None
    usual = median(height for row in flowing for height in [row.height] * len(row.words))
    left, right = min(row.x0 for row in flowing), max(row.x1 for row in flowing)
    text: str | None = None
    for index in range(1, len(flowing)):
        row = flowing[index]
        if row.top < lowest or _NO_NOTE.match(row.text):
            continue
        small = all(below.height < _SMALLER * usual for below in flowing[index:])
        mark = _MARK.match(row.text)
        if not small and mark is None:
            continue
        ruled = _is_ruled(flowing[index - 1], row, edges, left, right)
        if text is None:
            text = " ".join(row.text for row in flowing)
        referred = mark is not None and _is_referred_to(mark["mark"], text)
        if small + ruled + referred >= 2:
            return index
    return None


def _is_ruled(above: Row, row: Row, edges: Sequence[Edge], left: float, right: float) -> bool:
    """Tell whether the short rule that sets notes apart stands between two rows."""
    return any(
        edge.horizontal
        and max(above.bottom - 2, row.top - _NEAR) <= edge.at <= row.top + 0.3 * row.height
        and abs(edge.low - left) < _NEAR
        and _SHORTEST_RULE <= edge.high - edge.low <= _LONGEST_RULE * (right - left)
        for edge in edges
    )


def _is_referred_to(mark: str, text: str) -> bool:
    """Tell whether the page's text bears the mark of a note, raised or in brackets."""
    plain = mark.translate(_FIGURES)
    if not plain.isdigit():
        return text.count(mark) > 1
    return any(found.translate(_FIGURES) == plain for found in _RAISED.findall(text[:-1]))


def _without(row: Row, raised: set[str]) -> Row:
    """Return the row without the raised marks of notes."""

    def plain(text: str) -> str:
        return _RAISED.sub(
            lambda found: "" if found.group().translate(_FIGURES) in raised else found.group(), text
        )

    words = [replace(word, text=plain(word.text)) for word in row.words]
    kept = [word for word in words if word.text]
    return Row(kept) if kept else row
