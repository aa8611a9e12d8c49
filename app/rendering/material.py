"""What an export is made of, whatever the file: turns with their sources, a comparison's cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.rendering.elements import Elements

_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation in administrative form: "Kế hoạch số …, mục III.4"."""

    marker: int
    name: str
    page: int | None
    quote: str
    doubt: str | None = None
    """Why its words may not be what the file says."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer."""

    question: str
    answer: Elements
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says of one topic; silent where ``sources`` is empty."""

    said: Elements
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Documents by topics; ``rows`` pairs a document's name with a cell for each topic."""

    topics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def printable(text: str) -> str:
    """Return the text without control characters and direction overrides."""
    return _NOT_TEXT.sub("", text)


def cited(source: Source) -> str:
    """Return the source as a list of sources names it."""
    page = f", trang {source.page}" if source.page else ""
    doubt = " (chỗ đọc chưa chắc, cần xem bản gốc)" if source.doubt else ""
    return f"{source.name}{page}{doubt}"


def all_sources(comparison: Comparison) -> Sequence[Source]:
    """Return every cell's sources, row by row."""
    return [source for _, cells in comparison.rows for cell in cells for source in cell.sources]
