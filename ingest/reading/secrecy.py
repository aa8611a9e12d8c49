"""Stamps of secrecy at the head of a document."""

import re

LINES = 40
"""Lines from the top among which a stamp may stand."""

_STAMPS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_ALONE = re.compile(r"\W*(TUYỆT MẬT|TỐI MẬT|MẬT)\W*")
_STATED = re.compile(
    r"(?:Độ|Mức độ|Dấu chỉ độ)\s+mật\s*:\s*(tuyệt mật|tối mật|mật)\b", re.IGNORECASE
)
_SPACED = re.compile(r"(?<=\b\w) (?=\w\b)")
"""Between letters set apart: "M Ậ T"."""


def stamp(text: str) -> str | None:
    """Return the stamp of secrecy that stands at the head of the text, as stamped; None for none.

    A stamp is a line, or a cell of a table's line, of these words alone and in capitals; the word
    within a sentence or a title is none. The highest one counts.
    """
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:LINES]
    found = {mark for line in lines for mark in _marks(line)}
    return next((mark for mark in _STAMPS if mark in found), None)


def _marks(line: str) -> list[str]:
    marks = [match.group(1).upper() for match in _STATED.finditer(line)]
    for cell in re.split(r"\||\t|\s{3,}", line):
        plain = " ".join(cell.split())
        alone = _ALONE.fullmatch(plain) or _ALONE.fullmatch(_joined(plain))
        if alone:
            marks.append(alone.group(1))
    return marks


def _joined(cell: str) -> str:
    """Return letters that are set apart as words; two spaces of the source are lost already."""
    joined = _SPACED.sub("", cell)
    return {"TUYỆTMẬT": "TUYỆT MẬT", "TỐIMẬT": "TỐI MẬT"}.get(joined, joined)
