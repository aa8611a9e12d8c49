"""Two columns set side by side in plain text, taken apart again.

A wide blank inside a line comes as one tab. In the header the two halves stay in their order;
from "Nơi nhận" on the left column (recipients) comes before the right one (the signature).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.lines import Line
from ingest.reading.capitals import is_shouted
from ingest.vietnamese import dates, labels

_HEADER_LINES = 20
_RECIPIENTS = re.compile(r"Nơi nhận\s*:?", re.IGNORECASE)
_BLANK_TO_FILL = re.compile(r"(?:\b(?:số|ngày|tháng|năm|khóa|lần thứ)\s*:?|/|-)\Z", re.IGNORECASE)
_HEADER_HALF = re.compile(
    rf"CỘNG H[ÒO]A|CHỦ NGHĨA|ĐẢNG CỘNG SẢN|Độc lập|{dates.LINE}|\*\Z|Số\s*:?\s*[\d-]",
    re.IGNORECASE,
)


def separate(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with columns taken apart and every remaining tab a space."""
    starts = [number for number, line in enumerate(lines) if _RECIPIENTS.match(line.text)]
    found = _opening(lines[: starts[0] if starts else len(lines)])
    for start, stop in pairwise([*starts, len(lines)]):
        found += _closing(lines[start:stop])
    return found


def _opening(lines: Sequence[Line]) -> list[Line]:
    """Take a header apart, and nothing below it."""
    found: list[Line] = []
    for number, line in enumerate(lines):
        header = number < _HEADER_LINES and _is_header(line)
        found += _halves(line) if header else [_joined(line)]
    return found


def _closing(lines: Sequence[Line]) -> list[Line]:
    """Take recipients and signature apart; what comes after both stays after them."""
    left: list[Line] = []
    right: list[Line] = []
    end = 0
    for line in lines:
        halves = _halves(line)
        if len(halves) == 2 and _is_signature_half(halves[1].text):
            left.append(halves[0])
            right.append(halves[1])
            end = len(left)
        elif right and line.indent > 20 and line.cells is None:
            right.append(_joined(line))
            end = len(left)
        else:
            left.append(line)
    while end < len(left) and _goes_on(left[end]):
        end += 1
    return [*map(_joined, left[:end]), *right, *_opening(left[end:])]


def _goes_on(line: Line) -> bool:
    """Tell a line of a list of recipients that is longer than the signature beside it."""
    return labels.bullet(line.text) is not None or not (line.gap or is_shouted(line.text))


def _halves(line: Line) -> list[Line]:
    if line.cells is not None or "\t" not in line.text:
        return [line]
    parts = re.split(r"\t+", line.text)
    glued = [parts[0]]
    for part in parts[1:]:
        if _BLANK_TO_FILL.search(glued[-1].strip()) or not part.strip():
            glued[-1] += f" {part}"
        else:
            glued.append(part)
    if len(glued) != 2 or not all(part.strip() for part in glued):
        return [_joined(line)]
    return [replace(line, text=glued[0].strip()), replace(line, text=glued[1].strip(), gap=False)]


def _joined(line: Line) -> Line:
    return replace(line, text=line.text.replace("\t", " ")) if "\t" in line.text else line


def _is_header(line: Line) -> bool:
    return "\t" in line.text and any(_HEADER_HALF.search(half.text) for half in _halves(line))


def _is_signature_half(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    words = text.split()
    names = all(word[:1].isupper() for word in words) and 2 <= len(words) <= 6
    return bool(letters) and (capitals > 0.8 * len(letters) or names)
