"""Things that a number tells from others of their kind: "Điều 9", "điểm a và b", "kỳ họp thứ 10".

The nouns stand in ``data/ordinals.tsv``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import LOWER

_KINDS = {row[0]: row[1] for row in rows("ordinals.tsv")}
_LABEL = r"(?:\d+(?:\.\d+)*(?![.,]?\d|[/%]|\s?%)|[IVXLC]+(?!\w)|(?<![\w])[a-zđ](?![\w]))"
_OPENS = r"(?::|\s+(?:thứ|số)|\s*\(|\s*\[)?\s*\(?"
_NO_COUNT = rf"(?!\s+(?!(?i:và|hoặc|{alternatives(_KINDS)})(?!\w))[{LOWER}])"
"""Of "Điều 5, 12 hộ" the second number counts something."""
_FOUND = re.compile(
    rf"(?<!\w)(?P<noun>(?i:{alternatives(_KINDS)})){_OPENS}(?P<first>{_LABEL})"
    rf"(?P<more>(?:\s*(?:,|và|hoặc)\s*{_LABEL}{_NO_COUNT})*)"
)
_COUNTS = re.compile(rf"\s+[{LOWER}]")
_EACH = re.compile(rf"(?<![\w.]){_LABEL}")
_LINE = re.compile(
    r"(?:^|\n)\s*(?:[-+–•]\s*)?[(\[]?(\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])(?:[.)\]/]|\s*$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A noun with its number, both in lower case, the number without zeros before it."""

    noun: str
    number: str
    section: bool
    """It is a part of a document."""


def ordinals(text: str) -> Iterator[Ordinal]:
    """Yield the numbered things of a text in order; of "điểm a và b" each by itself."""
    return (each for each, _, _ in placed(text))


def placed(text: str) -> Iterator[tuple[Ordinal, int, int]]:
    """Yield the same, each with where it begins and ends in the normalised text."""
    said = normalise(text)
    for match in filter(_numbers, _FOUND.finditer(said)):
        noun = _noun(match)
        for number in (match["first"], *_EACH.findall(match["more"])):
            if number.isalpha() and number.islower() and noun not in ("điểm", "tiết", "ý"):
                continue
            yield Ordinal(noun, plain(number), _sections(match)), match.start(), match.end()


def blanked(text: str) -> str:
    """Return a text with the numbers of its numbered things blanked out, in their places."""
    return _FOUND.sub(lambda m: _blank(m) if _numbers(m) else m[0], text)


def unplaced(text: str) -> str:
    """Return a text without the parts of documents that it names, a comma for each: "Điều 9"."""
    return _FOUND.sub(lambda m: "," if _numbers(m) and _sections(m) else m[0], text)


def _blank(match: re.Match[str]) -> str:
    return match["noun"].ljust(len(match[0]))


def _sections(match: re.Match[str]) -> bool:
    return _KINDS[_noun(match)] == "section"


def _noun(match: re.Match[str]) -> str:
    return " ".join(match["noun"].lower().split())


def _numbers(match: re.Match[str]) -> bool:
    """Return whether the number tells which: "nhóm 5 người" counts."""
    counts = match["first"].isdigit() and _COUNTS.match(match.string, match.end())
    return not (counts and _KINDS[_noun(match)] == "group")


def labels(text: str) -> frozenset[str]:
    """Return the numbers that open the lines of a text: "5. …", "a) …", "(4) …"."""
    return frozenset(plain(number) for number in _LINE.findall(normalise(text)))


def plain(number: str) -> str:
    """Return a number in lower case, without zeros before it."""
    return number.lower().lstrip("0") or "0"
