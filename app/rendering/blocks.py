"""The answer's small Markdown as blocks, for whatever is written from it: Word, plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_ITEM = re.compile(r"^(\s*)(?:[-*•]|(\d{1,3})[.)])\s+(.*)$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_SPAN = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])|\*\*(?=\S)(.+?)(?<=\S)\*\*|\[(\d{1,3})\]")


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a marker's ``text`` is its number."""

    text: str
    bold: bool = False
    marker: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table."""

    kind: BlockKind
    runs: Runs = ()
    level: int = 0
    """Depth of a list item, from 0."""
    label: str = ""
    """An ordered item's number with its dot."""
    rows: tuple[tuple[Runs, ...], ...] = ()
    """A table's rows, the head first."""


def parse(text: str) -> Iterator[Block]:
    """Yield the blocks of an answer; what is not of the small set stays the text it is."""
    lines = text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if _ROW.match(line) and at + 1 < len(lines) and _RULE.match(lines[at + 1]):
            rows = [_cells(line)]
            at += 2
            while at < len(lines) and _ROW.match(lines[at]):
                rows.append(_cells(lines[at]))
                at += 1
            yield Block(BlockKind.TABLE, rows=tuple(rows))
            continue
        at += 1
        if line.strip():
            yield _line(line)


def runs(text: str, *, bold: bool = False) -> Iterator[Run]:
    """Yield the styled pieces of one line."""
    pending = ""
    position = 0
    for match in _SPAN.finditer(text):
        pending += text[position : match.start()]
        position = match.end()
        escaped, strong, marker = match.groups()
        if escaped:
            pending += escaped
            continue
        if pending:
            yield Run(pending, bold)
        pending = ""
        if strong:
            yield from runs(strong, bold=True)
        else:
            yield Run(marker, marker=True)
    pending += text[position:]
    if pending:
        yield Run(pending, bold)


def plain(text: str) -> str:
    """Return an answer without its Markdown, markers as "[1]"."""
    return "\n".join(_plain_block(block) for block in parse(text))


def _line(line: str) -> Block:
    if item := _ITEM.match(line):
        indent, number, words = item.groups()
        label = f"{number}." if number else ""
        return Block(BlockKind.ITEM, tuple(runs(words)), len(indent) // 2, label)
    if line.startswith("#"):
        return Block(BlockKind.HEADING, tuple(runs(line.lstrip("#").strip(), bold=True)))
    if line.startswith(">"):
        return Block(BlockKind.QUOTE, tuple(runs(line[1:].strip())))
    return Block(BlockKind.PARAGRAPH, tuple(runs(line.strip())))


def _cells(line: str) -> tuple[Runs, ...]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    cells = re.split(r"(?<!\\)\|", bare)
    return tuple(tuple(runs(re.sub(r"<br\s*/?>", "\n", cell.strip()))) for cell in cells)


def _plain_block(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        return "\n".join(" | ".join(_plain_runs(cell) for cell in row) for row in block.rows)
    lead = "  " * block.level + (block.label or "-") + " " if block.kind is BlockKind.ITEM else ""
    return lead + _plain_runs(block.runs)


def _plain_runs(pieces: Runs) -> str:
    return "".join(f"[{run.text}]" if run.marker else run.text for run in pieces)
