"""What every parser yields: lines with the hints their format gives about layout."""

from dataclasses import dataclass

FOOTNOTES = "Chú thích cuối trang:"
"""The line before the notes that stood at the feet of pages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as the format shows it, before reflowing.

    A text or PDF line is a visual line (``whole`` False); a DOCX or HTML paragraph is whole.
    A table row is one Line with ``cells``.
    """

    text: str
    page: int | None = None
    """1-based."""
    indent: float = 0.0
    """Left indent in characters (text) or points (PDF, DOCX); compared within a file only."""
    bold: bool = False
    heading: int = 0
    """Heading level the format itself states (markdown #, Word "Heading n", h1…), 0 for none."""
    whole: bool = False
    """The line is a complete paragraph: never joined with the next."""
    gap: bool = False
    """A larger space stands before the line: a blank line in text, extra leading in a PDF."""
    cells: tuple[str, ...] | None = None
    """The cells of a table row, left to right, merged cells repeated."""
    table: int | None = None
    """Which table of the file the row belongs to, from 0."""
    head: bool = False
    """The row is a head of its table."""
    centred: bool = False
    """The format sets the line in the middle of its column."""
    ends: bool = False
    """The line stops well before the right edge: its paragraph is likely to end with it."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file read by its parser."""

    lines: tuple[Line, ...]
    media_type: str
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    """What the parser doubts, in Vietnamese."""
    marks: tuple["Mark", ...] = ()
    """Where what the warnings tell stands."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of which a warning tells."""

    warning: str
    page: int | None = None
    """From 1: the whole page; None: ``near`` says where."""
    near: str = ""
    """Words of the text at the place; cut short with "…"."""
    unread: bool = False
    """Something stands there that was not read, or not surely."""
