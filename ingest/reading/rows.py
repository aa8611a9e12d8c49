"""Table rows into text: each row under its column heads; tables used for layout into lines."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.reading.reflow import Block
from ingest.vietnamese import dates

_LAYOUT = re.compile(
    r"CỘNG H[ÒO]A XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]\s*Tự do|Nơi nhận\s*:"
    rf"|{dates.LINE}"
    r"|^(?:T/M|TM\.|KT\.|TL\.|TUQ\.)\s*[A-ZĐ]",
    re.IGNORECASE | re.MULTILINE,
)
_ORDINAL_HEAD = re.compile(r"(?:STT|TT|Số TT|Số thứ tự|S\s?TT)\.?\Z", re.IGNORECASE)


def written(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every row's text under its heads, layout tables as plain blocks."""
    found: list[Block] = []
    position = 0
    while position < len(blocks):
        if blocks[position].cells is None:
            found.append(blocks[position])
            position += 1
            continue
        end = position
        while (
            end < len(blocks)
            and blocks[end].cells is not None
            and blocks[end].table == blocks[position].table
        ):
            end += 1
        table = blocks[position:end]
        found.extend(_unfolded(table) if _is_layout(table) else _rows(table))
        position = end
    return found


def _is_layout(table: Sequence[Block]) -> bool:
    text = "\n".join(cell for row in table[:6] for cell in row.cells or ())
    widths = {len(_distinct(row.cells or ())) for row in table}
    return (bool(_LAYOUT.search(text)) and len(table) <= 6 and max(widths) <= 3) or max(widths) <= 1


def _unfolded(table: Sequence[Block]) -> list[Block]:
    """One block a line of a cell, cell by cell; a cell repeated by a merge once."""
    found: list[Block] = []
    for row in table:
        for cell in _distinct(row.cells or ()):
            lines = [" ".join(line.split()) for line in cell.split("\n")]
            found.extend(
                replace(row, text=line, cells=None, table=None, head=False, gap=number == 0)
                for number, line in enumerate(line for line in lines if any(map(str.isalnum, line)))
            )
    return found


def _distinct(cells: Sequence[str]) -> list[str]:
    """Return the cells without neighbours repeated by a merge."""
    return [cell for n, cell in enumerate(cells) if n == 0 or cell != cells[n - 1]]


def _rows(table: Sequence[Block]) -> list[Block]:
    heads = _heads(table)
    names = [
        _plain(" - ".join(_distinct(column)))
        for column in zip(*(table[n].cells or () for n in heads), strict=False)
    ]
    found: list[Block] = []
    for number, row in enumerate(table):
        head = number in heads
        text = _head_text(row) if head else _row_text(row.cells or (), names)
        if text:
            found.append(replace(row, text=text, head=head))
    return found


def _heads(table: Sequence[Block]) -> list[int]:
    marked = [number for number, row in enumerate(table) if row.head]
    leading = [number for number, position in enumerate(marked) if number == position]
    if leading:
        return leading
    first = table[0].cells or ()
    if any(_ORDINAL_HEAD.match(cell.strip()) for cell in first):
        return [0]
    plain = all(cell.strip() and len(cell) < 80 and not cell.strip()[0].isdigit() for cell in first)
    return [0] if plain and len(table) > 1 and len(first) > 1 else []


def _head_text(row: Block) -> str:
    return " | ".join(_plain(cell) for cell in _distinct(row.cells or ()) if cell.strip())


def _row_text(cells: Sequence[str], names: Sequence[str]) -> str:
    """Return "Head: cell; Head: cell" without empty cells and without merged repetitions."""
    pieces: list[str] = []
    filled = {_plain(cell) for cell in cells if cell.strip()}
    if len(filled) == 1:
        return filled.pop()
    for number, cell in enumerate(cells):
        value = _plain(cell)
        if not value or (number and cell == cells[number - 1]):
            continue
        name = names[number] if number < len(names) else ""
        pieces.append(f"{name}: {value}" if name else value)
    return "; ".join(pieces)


def _plain(text: str) -> str:
    return " ".join(text.split())
