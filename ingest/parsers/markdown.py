"""Markdown as converters write it: marks become hints, the words stay."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lines import Line, Parsed
from ingest.parsers import flattened, pipes
from ingest.parsers import text as plain
from ingest.parsers.characters import clean
from ingest.parsers.omissions import STRUCK, Omissions
from ingest.parsers.pipes import Table
from ingest.vietnamese.tokens import PIECE

MEDIA_TYPE = "text/markdown"
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\Z")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}\Z")
_EMPTY = re.compile(r"\s*(?:\||[*_]\s?[*_]?)\s*\Z")
"""The edge of a table or the marks of an empty emphasis, alone on a line."""
_FENCE = re.compile(r"\s*(?:```|~~~(?!~))")
_STAR_BULLET = re.compile(r"\A(\s*)[*•●]\s+(?=\S)")
_MARKS = re.compile(
    r"\\([!-/:-@\[-`{-~])|\*{4}|\*{1,3}|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`"
)
_CLOSED_AND_OPENED = 4
"""Signs of an emphasis that ends and another that begins at once, within a word: "**V****ề**"."""
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_FILLED_IN = re.compile(r"\W*(?:số\b|[^.;:]{2,40},\s*\W*ngày\b)", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\[]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LABELLED = re.compile(r"\W*(?:[-–+•]\s|(?:[IVX]{1,5}|\d{1,3}|[a-zđ])[.)-]\s)")


@dataclass(slots=True)
class _Row:
    """A line without its marks."""

    text: str
    indent: int = 0
    heading: int = 0
    gap: bool = False
    broken: bool = False
    """Ends with a hard line break."""
    open: bool = False
    """An emphasis goes on into the next line."""
    bold: bool = False


def read(data: bytes) -> Parsed:
    """Read a Markdown file into lines; rules, fences and marks are dropped."""
    rows = plain.LINE_BREAKS.split(plain.decode(data).replace("\f", "\n"))
    wrapped = plain.wrapped(rows)
    left = Omissions()
    usual = plain.usual_blanks(rows)
    lines: list[Line] = []
    held: list[str] = []
    tables = 0
    for segment in [*pipes.segments(rows), None]:
        if isinstance(segment, str):
            held.append(segment)
            continue
        lines.extend(_lines(_joined(_rows(held, usual, left), wrapped)))
        held = ["---"]
        if segment is not None:
            lines.extend(_table_lines(segment, tables, left))
            tables += 1
    return Parsed(tuple(lines), MEDIA_TYPE, warnings=left.warnings(), marks=left.marks())


def _table_lines(table: Table, number: int, left: Omissions) -> Iterator[Line]:
    for position, row in enumerate(table.rows):
        cells = tuple(_cell(cell, left) for cell in row)
        if any(cells):
            yield Line(" ".join(cells), cells=cells, table=number, head=position < table.heads)


def _cell(raw: str, left: Omissions) -> str:
    emphasis = _Emphasis(left)
    parts = [part for line in raw.split("\n") for part in _BREAK.split(line)]
    return " ".join(text for part in parts if (text := _row(part, emphasis).text))


def _rows(rows: list[str], usual: int, left: Omissions) -> Iterator[_Row]:
    """Yield the rows that hold text, without marks."""
    blanks, gap = 0, False
    emphasis = _Emphasis(left)
    for raw in rows:
        stripped = raw.strip()
        if not stripped or _EMPTY.match(raw) or _RULE.match(raw) or _FENCE.match(raw):
            blanks += not stripped
            gap = gap or bool(stripped)
            emphasis = emphasis if stripped and not _EMPTY.match(raw) else _Emphasis(left)
            continue
        parts = [part for whole in _BREAK.split(raw) for part in flattened.lines(whole)]
        for part in parts:
            row = _row(part, emphasis)
            row.gap = gap or blanks > usual
            row.broken = row.broken or part is not raw
            if row.text:
                yield row
                blanks, gap = 0, False


def _row(raw: str, emphasis: "_Emphasis") -> _Row:
    body = raw.lstrip().removeprefix("> ")
    wide = raw.expandtabs(4)
    indent = len(wide) - len(wide.lstrip())
    heading = 0
    if match := _HEADING.match(body):
        heading, body = len(match[1]), match[2]
    body = _STAR_BULLET.sub(r"\1- ", body)
    body = _LINK.sub(r"\1", body)
    if "~~" in body:
        body = emphasis.without_struck(body)
    text, bold = emphasis.strip(body)
    return _Row(
        text=" ".join(html.unescape(text).split()),
        indent=indent,
        heading=heading,
        broken=raw.endswith(("  ", "\\")),
        open=emphasis.open,
        bold=bold,
    )


class _Emphasis:
    """Follows bold and italic marks over the lines of one paragraph."""

    def __init__(self, left: Omissions) -> None:
        self._left = left
        self._bold = False
        self._italic = False

    @property
    def open(self) -> bool:
        return self._bold or self._italic

    def without_struck(self, body: str) -> str:
        """Return the line without what is struck out of it.

        A number or day in a letterhead stays: it is filled in by hand, over what was printed.
        """
        if _FILLED_IN.match(body):
            return body
        kept = _STRUCK.sub("", body)
        for found in _STRUCK.finditer(body):
            self._left.note(STRUCK, clean(found[1]), clean(_MARKS.sub(r"\1", kept)))
        return kept

    def strip(self, body: str) -> tuple[str, bool]:
        """Return the line without marks, and whether all its letters are bold."""
        pieces: list[str] = []
        bold_everywhere = True
        position = 0
        for match in _MARKS.finditer(body):
            piece = body[position : match.start()]
            bold_everywhere &= self._bold or PIECE.search(piece) is None
            pieces.append(piece)
            self._turn(match, pieces)
            position = match.end()
        rest = body[position:]
        bold_everywhere &= self._bold or PIECE.search(rest) is None
        pieces.append(rest)
        return "".join(pieces), bold_everywhere

    def _turn(self, match: re.Match[str], pieces: list[str]) -> None:
        mark = match.group()
        if match[1]:
            pieces.append(match[1])
        elif mark[0] in "*_" and len(mark) < _CLOSED_AND_OPENED:
            self._bold ^= len(mark) >= 2
            self._italic ^= len(mark) != 2


def _joined(rows: Iterator[_Row], wrapped: bool) -> Iterator[_Row]:
    """Join lines that a bold or italic span holds together, in files with wrapped lines."""
    held: _Row | None = None
    for row in rows:
        if held is None:
            held = row
        elif (
            wrapped
            and held.open
            and not (held.broken or row.gap or row.heading)
            and not _LABELLED.match(row.text)
        ):
            held.text = f"{held.text} {row.text}"
            held.open, held.broken, held.bold = row.open, row.broken, held.bold and row.bold
        else:
            yield held
            held = row
    if held is not None:
        yield held


def _lines(rows: Iterator[_Row]) -> Iterator[Line]:
    for row in rows:
        yield Line(
            text=row.text,
            indent=float(row.indent),
            bold=row.bold,
            heading=row.heading,
            gap=row.gap,
            whole=row.heading > 0,
        )
