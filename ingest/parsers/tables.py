"""Tables of any format: rows become lines, layout tables of the forms become their columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.errors import FileTooLarge
from ingest.lines import Line
from ingest.parsers.characters import clean
from ingest.parsers.limits import LIMITS, Limits

_HEAD_FIRST = re.compile(r"(s[ốo]\s*)?(tt|thứ tự)|stt|no\.?", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(\s*=.*)?")
_LAYOUT = re.compile(
    r"^\W*cộng\s*h(òa|oà)\s*xã\s*hội\s*chủ\s*nghĩa|^\W*đảng\s*cộng\s*sản\s*việt\s*nam\W*$"
    r"|^\W*độc\s*lập\s*[-–]\s*tự\s*do|^\W*nơi\s+nhận\W*:|^\s*(tm|t/m|kt|k/t|tl|t/l|tuq)[./]\s*\w",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN = re.compile(r"\w[-/]$")
_MAX_LAYOUT_ROWS = 6
_MAX_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the format shows it: its blocks in reading order, and how far it reaches."""

    lines: tuple[Line, ...] = ()
    column: int = 0
    """First column, from 0."""
    columns: int = 1

    @classmethod
    def of(cls, text: str, column: int, *, bold: bool = False) -> "Cell":
        """Return a cell of one line."""
        return cls((Line(clean(text), bold=bold, whole=True),), column)

    @property
    def text(self) -> str:
        """The blocks of the cell on one line; a number broken at its "-" or "/" is whole again."""
        text = ""
        for line in self.lines:
            broken = not line.whole and line.text[:1].isalnum() and bool(_BROKEN.search(text))
            text += line.text if broken or not text else " " + line.text
        return text

    @property
    def bold(self) -> bool:
        """Whether all that is written in the cell is bold."""
        return all(line.bold for line in self.lines if line.text)


@dataclass(slots=True)
class Table:
    """A grid of cells; a merged cell stands in every row that it covers, once a row."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0
    """Leading rows the format itself marks as heads."""
    ruled: bool = True
    """Whether any line is drawn around the cells."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.columns for row in self.rows for cell in row), default=0)


def table_lines(table: Table, number: int, limits: Limits = LIMITS) -> list[Line]:
    """Return one line a row, cells left to right with merged cells repeated; empty rows dropped."""
    width = table.width
    if width > limits.columns:
        raise FileTooLarge(f"Bảng có {width} cột, quá giới hạn {limits.columns} cột.")
    if len(table.rows) > limits.rows:
        raise FileTooLarge(f"Bảng có {len(table.rows)} hàng, quá giới hạn {limits.rows} hàng.")
    heads = table.heads or _count_heads(table)
    lines = []
    for index, row in enumerate(table.rows):
        cells = [""] * width
        texts = [cell.text for cell in row]
        for cell, text in zip(row, texts, strict=True):
            cells[cell.column : cell.column + cell.columns] = [text] * cell.columns
        if any(cells):
            text = " | ".join(texts)
            pages = [line.page for cell in row for line in cell.lines if line.page is not None]
            page = max(pages, default=None)
            bold = all(cell.bold for cell in row)
            head = index < heads
            lines.append(
                Line(text, page, bold=bold, whole=True, cells=tuple(cells), table=number, head=head)
            )
    return lines


def is_layout(table: Table) -> bool:
    """Tell whether ``table`` only sets blocks side by side: a form's header, its closing, a box."""
    if table.width <= 1:
        return True
    if table.width > 3 or len(table.rows) > _MAX_LAYOUT_ROWS:
        return False
    if not table.ruled and len(table.rows) <= 2:
        first = next((cell.text for cell in table.rows[0]), "") if table.rows else ""
        return not counts_rows(first)
    texts = ["\n".join(line.text for line in cell.lines) for row in table.rows for cell in row]
    return any(_LAYOUT.search(text) for text in texts)


def unfold(table: Table) -> list[Line]:
    """Return the blocks of a layout table: the left column from top to bottom, then the next."""
    columns: dict[int, list[tuple[Line, ...]]] = {}
    for row in table.rows:
        for cell in row:
            blocks = columns.setdefault(cell.column, [])
            if not any(block is cell.lines for block in blocks):  # merged over rows: once
                blocks.append(cell.lines)
    lines: list[Line] = []
    for _, blocks in sorted(columns.items()):
        for index, line in enumerate(line for block in blocks for line in block):
            lines.append(replace(line, whole=True, gap=line.gap or index == 0))
    return lines


def counts_rows(head: str) -> bool:
    """Tell whether a column's head says that its cells number the rows: "STT"."""
    return bool(_HEAD_FIRST.fullmatch(head.strip("*_ .")))


def _count_heads(table: Table) -> int:
    """Return how many leading rows are heads, from what they say where the format is silent."""
    if len(table.rows) < 2 or not _is_head(table.rows[0]):
        return 0
    heads = 1
    while heads < min(_MAX_HEAD_ROWS, len(table.rows) - 1) and (
        _continues_head(table.rows[heads - 1], table.rows[heads])
        or _is_numbering(table.rows[heads])
    ):
        heads += 1
    return heads


def _is_head(row: Sequence[Cell]) -> bool:
    written = [cell for cell in row if cell.text]
    if len(written) < 2:
        return False
    return bool(_HEAD_FIRST.fullmatch(written[0].text)) or all(cell.bold for cell in written)


def _continues_head(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Tell whether a row under the head shares a merged cell with it and splits the others."""
    starts = {cell.column: cell for cell in above}
    shared = any(
        cell.lines
        and starts.get(cell.column) is not None
        and starts[cell.column].lines == cell.lines
        for cell in row
    )
    return shared and len(row) >= len(above)


def _is_numbering(row: Sequence[Cell]) -> bool:
    written = [cell.text for cell in row if cell.text]
    return len(written) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in written)
