"""Lines that hold nothing but the number of their page."""

import re
from collections.abc import Sequence
from itertools import accumulate

from ingest.lines import Line
from ingest.vietnamese.clauses import WEAK, ends

_PAGE_NUMBER = re.compile(
    r"(?:trang\s+)?[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*/\s*\d{1,4})?\Z", re.IGNORECASE
)


def without(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that hold nothing but a page number."""
    dropped = set(positions(lines))
    return [line for position, line in enumerate(lines) if position not in dropped]


def positions(lines: Sequence[Line]) -> list[int]:
    """Return the positions of lines that hold nothing but a page number.

    They stand alone, count upwards, and have a page's worth of text (or a sentence that
    goes on) around them; a lone figure in a list of figures is not one.
    """
    found: list[int] = []
    before = [0, *accumulate(len(line.text) for line in lines)]
    last = 0
    last_position = -1
    for position, line in enumerate(lines):
        match = _PAGE_NUMBER.match(line.text) if line.cells is None else None
        if match is None:
            continue
        number = int(match[1])
        if not last < number <= last + 5 or not 0 < position < len(lines) - 1:
            continue
        apart = before[position] - before[last_position + 1]
        sentence, following = lines[position - 1].text, lines[position + 1].text
        whole_page = apart > 800 * (number - last)
        if _goes_on(sentence, following) or (
            whole_page and (line.gap or (_open(sentence) and following[:1].isdigit()))
        ):
            found.append(position)
            last, last_position = number, position
    return found


def _goes_on(before: str, after: str) -> bool:
    return _open(before) and after[:1].islower()


def _open(sentence: str) -> bool:
    return not ends(sentence, WEAK) and len(sentence) > 30
