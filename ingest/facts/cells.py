"""The rows of a table as cells again: each value with the head of its column and its place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ingest.document import Document, Section, SectionKind

BETWEEN = " | "
"""What stands between the heads of a table, on a line of its own."""
MERGED = " - "
"""Between the head above several columns and each one's own."""
_MOST_COLUMNS = 40
_LONGEST_HEAD = 160
_ROMAN = re.compile(r"[IVX]+")
_NUMBERS = re.compile(r"(?:s(?:ố )?)?tt\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: ``document.text[start:end]``, on one line, under its column's head."""

    head: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its cells that are not empty, left to right; one without heads is one cell."""

    section: Section
    cells: tuple[Cell, ...]


def only_numbers(head: str) -> bool:
    """Return whether a column only numbers the rows: "TT", "Số TT", "STT"."""
    return _NUMBERS.fullmatch(head) is not None


def depth(cells: Iterable[Cell]) -> int | None:
    """Return how deep the number of a row's cells is: I, 1, 1.1; None where they have none."""
    number = next((cell.text for cell in cells if only_numbers(cell.head)), None)
    if number is None:
        return None
    return 0 if _ROMAN.fullmatch(number.strip(".) ")) else 1 + number.strip(".").count(".")


def below(found: Sequence[Row], at: int) -> Iterator[Row]:
    """Yield the rows that are numbered below the one at ``at``."""
    above = depth(found[at].cells)
    for row in found[at + 1 :]:
        own = depth(row.cells)
        if above is None or own is None or own <= above:
            return
        yield row


def above(found: Sequence[Row], at: int) -> Iterator[Row]:
    """Yield the rows that the one at ``at`` is numbered below, the nearest first."""
    least = depth(found[at].cells)
    for row in reversed(found[:at]):
        own = depth(row.cells)
        if not least or own is None:
            return
        if own < least:
            least = own
            yield row


def titles(found: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Return for each row those that title it.

    Those it is numbered below; a row of one cell, its number aside, titles those without one too.
    """
    told: list[tuple[Row, ...]] = []
    over: tuple[Row, ...] = ()
    around: tuple[Row, ...] = ()
    for row in found:
        number = depth(row.cells)
        one = _is_title(row)
        if number is None and not one:
            told.append(around)
            continue
        told.append(tuple(e for e in over if number is not None and _is_over(e, number)))
        over = (*told[-1], row)
        around = over if one else told[-1]
    return told


def _is_title(row: Row) -> bool:
    told = [cell.text for cell in row.cells if not only_numbers(cell.head)]
    return len(told) == 1 and any(map(str.isalpha, told[0]))


def _is_over(title: Row, number: int) -> bool:
    above = depth(title.cells)
    return above is None or above < number


def tables(document: Document) -> list[Section]:
    """Return the tables of a document, in order."""
    return [section for section in document.walk() if section.kind is SectionKind.TABLE]


def rows(document: Document, table: Section) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return a table's column heads, merged heads as "above - below", and its rows."""
    below = [child for child in table.children if child.kind is SectionKind.ROW]
    first = below[0].start if below else table.end
    heads = _heads(document.text[table.start : first])
    if not heads:
        return (), tuple(Row(row, _one(document, row)) for row in below)
    pattern = re.compile(
        rf"(?:\A|; )(?P<head>{'|'.join(map(re.escape, sorted(heads, key=len, reverse=True)))}): "
    )
    return heads, tuple(Row(row, _cells(document, row, pattern)) for row in below)


def aligned(found: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows, with those moved right that begin below cells merged with the row above.

    Such a row tells its first value under the column of numbers, and lacks as many on its right as
    it shares with the numbered row above; these come first.
    """
    moved: list[Row] = []
    above: tuple[Cell, ...] = ()
    for row in found:
        first = row.cells[0] if row.cells else None
        if first is None or _NUMBER.fullmatch(first.text):
            above = row.cells
        elif shared := _shared(above, row.cells):
            beside = above[len(shared) :]
            own = (replace(c, head=b.head) for c, b in zip(row.cells, beside, strict=True))
            row = Row(row.section, (*shared, *own))
        moved.append(row)
    return tuple(moved)


_NUMBER = re.compile(r"(?:\d{1,3}|[ivx]{1,5})(?:\.\d{1,2})*[.)]?", re.IGNORECASE)
"""What stands in a column of numbers."""


def _shared(above: tuple[Cell, ...], cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the cells that a row has from the one above it; none where it begins as that does."""
    fewer = len(above) - len(cells)
    begins = [cell.head for cell in cells] == [cell.head for cell in above[: len(cells)]]
    return above[:fewer] if fewer > 0 and begins else ()


def _heads(text: str) -> tuple[str, ...]:
    """Return the names that columns may have, as the heads' lines tell them."""
    lines = [line.split(BETWEEN) for line in text.strip().split("\n") if line.strip()][:3]
    names = [[name.strip() for name in line if name.strip()][:_MOST_COLUMNS] for line in lines]
    if not names:
        return ()
    found = dict.fromkeys(names[0])
    for below in names[1:]:
        if len(found) * len(below) > _MOST_COLUMNS**2:
            break
        found |= dict.fromkeys(
            f"{above}{MERGED}{name}" for above, name in product(found, below) if above != name
        )
        found |= dict.fromkeys(below)
    return tuple(name for name in found if len(name) <= _LONGEST_HEAD)


def _cells(document: Document, row: Section, pattern: re.Pattern[str]) -> tuple[Cell, ...]:
    text = document.text[row.start : row.end]
    matches = list(pattern.finditer(text))
    if not matches or matches[0].start() > 0:
        return _one(document, row)
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return tuple(
        Cell(
            match["head"],
            text[match.end() : end].strip(),
            row.start + match.end(),
            row.start + end,
        )
        for match, end in zip(matches, ends, strict=True)
        if text[match.end() : end].strip()
    )


def _one(document: Document, row: Section) -> tuple[Cell, ...]:
    text = document.text[row.start : row.end]
    return (Cell("", text.strip(), row.start, row.end),) if text.strip() else ()


def ordered(heads: Sequence[str], row: Row) -> list[Cell | None]:
    """Return the row's cells in the columns of ``heads``, None for an empty one."""
    held = {cell.head: cell for cell in row.cells}
    return [held.get(head) for head in heads]
