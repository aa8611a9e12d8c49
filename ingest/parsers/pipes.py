"""Tables drawn with vertical bars in Markdown, also those flattened to one cell a line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ingest.parsers.tables import counts_rows

_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_LAYOUT = re.compile(
    r"CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN|Độc lập\s*[-–]|Nơi nhận|^\W*(?:T/M|TM|KT|TL|TUQ)\b[./ ]",
    re.MULTILINE,
)
_RECIPIENTS = re.compile(r"Nơi nhận\s*[:*]")
_PARAGRAPHS = re.compile(
    r"\s*<br\s*/?>\s*|(?<=\*\*)\s+(?=\*\*)|(?<=[:;,.*])\s+(?=[-–]\s)", re.IGNORECASE
)
"""What parts the paragraphs of a cell that a converter wrote on one line."""
_ORDINAL = re.compile(r"\W*(\d{1,3})\W*\Z")
_ROW_START = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-HĐ]|[a-hđ])[.)]?\W*\Z")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of raw cells; the first ``heads`` rows are the head."""

    rows: tuple[tuple[str, ...], ...]
    heads: int


def segments(rows: Sequence[str]) -> Iterator[str | Table]:
    """Yield the rows of a file in order, those of one table as a Table.

    Tables that only set out a header or a signature in columns come as rows: those of a drawn
    one cell by cell, a flattened one as it is.
    """
    position = 0
    while position < len(rows):
        stripped = rows[position].strip()
        if stripped == "|":
            end = _flat_end(rows, position)
            table = _flattened(rows[position:end])
        elif stripped.startswith("|") and stripped.count("|") > 1:
            end = _drawn_end(rows, position)
            drawn = rows[position:end]
            if _LAYOUT.search("\n".join(drawn)):
                yield from _set_out(drawn)
                position = end
                continue
            table = _drawn(drawn)
        else:
            yield rows[position]
            position += 1
            continue
        if table is None:
            yield from rows[position:end]
        else:
            yield table
        position = end


def _drawn_end(rows: Sequence[str], start: int) -> int:
    end = start
    while end < len(rows) and rows[end].strip().startswith("|") and rows[end].strip() != "|":
        end += 1
    return end


def _drawn(rows: Sequence[str]) -> Table | None:
    cells: list[tuple[str, ...]] = []
    heads = 0
    for row in rows:
        if _SEPARATOR.match(row.strip()):
            heads = heads or len(cells)
        else:
            cells.append(_cells(row))
    return Table(tuple(cells), heads) if cells else None


def _cells(row: str) -> tuple[str, ...]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", inner))


def _set_out(rows: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of a header row by row, of recipients and signature by columns."""
    table = [_cells(row) for row in rows if not _SEPARATOR.match(row.strip())]
    if any(_RECIPIENTS.search(cell) for row in table for cell in row):
        table = list(zip_longest(*table, fillvalue=""))
    for row in table:
        for cell in row:
            yield from filter(None, _PARAGRAPHS.split(cell))
        yield ""


def _flat_end(rows: Sequence[str], start: int) -> int:
    """Return where a flattened table ends: after the bar before an empty row, or before a text.

    Some files have no empty row between a table and what follows it.
    """
    end = last_bar = start
    while end < len(rows) and rows[end].strip():
        if rows[end].strip() == "|":
            last_bar = end
        elif end - last_bar > _LONGEST_CELL or _BETWEEN.match(rows[end]):
            return last_bar + 1
        end += 1
    return last_bar + 1


_LONGEST_CELL = 60
"""Lines of a cell."""
_BETWEEN = re.compile(r"\W*(?:PHỤ LỤC\b|(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾ HOẠCH|CHỈ THỊ|CÔNG ĐIỆN)\W*\Z)")
"""A line that no cell begins with: the title of an annex or of the document."""


def _flattened(rows: Sequence[str]) -> Table | None:
    bars, contents = _tokens(rows)
    if len(contents) < 3 or _LAYOUT.search("\n".join(contents)):
        return None
    width = _width(bars, contents)
    if width < 2:
        return None
    table = _cut(bars, contents, width)
    heads = 0 if _ROW_START.match(table[0][0]) else 1
    if heads and len(table) > 1 and len(table[0]) < width <= len(table[0]) - 1 + len(table[1]):
        table[:2] = [_two_level_head(table[0], table[1])]
    if counts_rows(table[0][0]):
        table[heads:] = [_behind_number(row, width) for row in table[heads:]]
    return Table(tuple(_padded(row, width) for row in table), heads)


def _tokens(rows: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return the contents, and how many bars stand before each, with those after the last."""
    bars, contents = [0], []
    held: list[str] = []
    for row in [*rows, "|"]:
        if row.strip() != "|":
            held.append(row.strip())
            continue
        if held:
            contents.append("\n".join(held))
            bars.append(0)
            held = []
        bars[-1] += 1
    bars[-1] -= 1
    return bars, contents


def _width(bars: Sequence[int], contents: Sequence[str]) -> int:
    """Return the number of columns, from rows numbered one after another, else from the first."""
    starts = [
        (n, int(match[1])) for n, text in enumerate(contents) if (match := _ORDINAL.match(text))
    ]
    widths: Counter[int] = Counter()
    for index, (first, number) in enumerate(starts):
        following = next((n for n, value in starts[index + 1 :] if value == number + 1), None)
        if following is not None:
            cells = sum(bars[first + 1 : following + 1]) - 1
            widths[cells] += 1
    likely = [(count, -cells) for cells, count in widths.items() if 2 <= cells <= 14]
    if likely:
        return -max(likely)[1]
    return next((n for n in range(1, len(bars)) if bars[n] > 1), 0)


def _cut(bars: Sequence[int], contents: Sequence[str], width: int) -> list[list[str]]:
    table: list[list[str]] = [[""] * max(0, bars[0] - 1)]
    numbered = counts_rows(contents[0])
    for number, text in enumerate(contents):
        row = table[-1]
        row.append(text)
        count = bars[number + 1]
        if count < 2 or number + 1 == len(contents):
            continue
        missing = max(0, width - len(row))
        starts = bool(_ROW_START.match(contents[number + 1]))
        if count >= missing + 2 or starts or len(row) + count - 1 >= width or len(table) == 1:
            trailing = count - 2 if numbered and starts else min(missing, count - 2)
            row.extend([""] * trailing)
            table.append([""] * (count - 2 - trailing))
        else:
            row.extend([""] * (count - 1))
    return table


def _behind_number(row: list[str], width: int) -> list[str]:
    """Return the row with its first cell empty where the number above goes for it too.

    A row under a merged number begins with its second cell.
    """
    short = sum(map(bool, row)) > 1 and len(row) < width
    return ["", *row] if short and row[0] and not _ROW_START.match(row[0]) else row


def _two_level_head(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Join two rows of heads, the last of the upper one spanning those of the lower."""
    return [*upper[:-1], *(f"{upper[-1]} - {name}" for name in lower)]


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))
