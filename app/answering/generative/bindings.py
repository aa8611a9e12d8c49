"""Holds what belongs together to its quotes: a number and its date, a noun and its number, a title.

Each part may stand in the quotes, and the whole be wrong: "khoản 7 Điều 8" for "khoản 8 Điều 7",
one document's number with another one's date, a person with another one's office.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

import regex

from app.answering.generative.proof import Proof
from ingest.vietnamese import bodies, body_names, numbers, titles
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.ordinals import Ordinal, labels, ordinals, plain
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE
from ingest.vietnamese.values import agree

T = TypeVar("T")

SYMBOL = regex.compile(
    r"(?<![\w/-])\d+[a-zđ]?\s?[-/][\w/-]*\p{Lu}[\w/-]*"
    r"|(?<![\w/-])\d+/\d{4}/[\w/-]+"
)
"""The number of a document: "45-KH/HU", "12/2025/QĐ-UBND"."""
_BEFORE_DATE = regex.compile(r"[\s,(]*(?:ngày\s*)?")
_APART = regex.compile(r"[;\n>]")
_WRITTEN = frozenset({"điều", "chương"})
"""Sections whose labels say what they are: "Điều 7", never "7" alone."""
_OF = regex.compile(r"[\s)]*của\s+")
_NTH = regex.compile(
    rf"(?P<noun>\p{{L}}+)\s+thứ\s+(?P<number>{numbers.WORDS}|tư|\d+)(?!\w)", regex.I
)


def misnumbered(text: str, proof: Proof, question: str) -> bool:
    """Return whether a section or another numbered thing is called by a number of something else.

    A section's label may stand before a line of the quotes or name one of the sections around.
    """
    held = {(o.noun, o.number) for o in ordinals(f"{proof.written}\n{question}")}
    around = labels("\n".join(proof.quotes)) | _path(proof.names)
    headed = {(o.noun, o.number) for o in ordinals(proof.names)}
    told, quoted = list(ordinals(text)), list(ordinals(proof.written))
    if any(_elsewhere(inner, outer, quoted) for inner, outer in pairwise(told)):
        return True
    for each in told:
        parts = each.number.split(".")
        known = each.section and (each.number in around or all(p in around for p in parts))
        if each.noun in _WRITTEN:
            known = known and (each.noun, each.number) in headed
        if (each.noun, each.number) not in held and not known:
            return True
    return False


def misordered(text: str, proof: Proof, question: str) -> bool:
    """Return whether a thing is the fourth where the quotes have only the third: "con thứ tư"."""
    held = _nth(f"{proof.all}\n{question}")
    return any(noun in held and not told <= held[noun] for noun, told in _nth(text).items())


def _nth(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for match in _NTH.finditer(normalise(text).lower()):
        number = "bốn" if match["number"] == "tư" else match["number"]
        counted = int(number) if number.isdigit() else int(numbers.value(number))
        found.setdefault(match["noun"], set()).add(counted)
    return found


def _elsewhere(inner: Ordinal, outer: Ordinal, quoted: Sequence[Ordinal]) -> bool:
    """Return whether "khoản 2 Điều 23" is told where the quotes have only another "khoản" of it."""
    held = [
        one.number
        for one, other in pairwise(quoted)
        if (one.noun, other.noun, other.number) == (inner.noun, outer.noun, outer.number)
    ]
    sections = inner.section and outer.section and inner.noun != outer.noun
    return sections and bool(held) and inner.number not in held


def _path(names: str) -> frozenset[str]:
    """Return the labels in the names of sections, as "Điều 5 2 a"; those of documents hold none."""
    lines = [line for line in _APART.split(normalise(names)) if not SYMBOL.search(line)]
    sections = [line for line in lines if not periods(line)]
    return labels("\n".join(sections)) | {
        plain(piece) for line in sections for piece in PIECE.findall(line)
    }


def misdated(text: str, proof: Proof) -> bool:
    """Return whether a document's number is told with a date that only others have in the proof."""
    return _of_others(_dated(text), _dated(proof.written), agree)


def misissued(text: str, proof: Proof) -> bool:
    """Return whether a document's number is told of a body, and in the proof only of others."""
    return _of_others(_issued(text), _issued(proof.written), _same)


def _of_others(
    told: Mapping[str, Sequence[T]], held: Mapping[str, Sequence[T]], alike: Callable[[T, T], bool]
) -> bool:
    """Return whether a number is told with what the proof has only with other numbers."""
    return any(
        number in held and not any(alike(each, other) for other in held[number])
        for number, found in told.items()
        for each in found
    )


def mistitled(text: str, proof: Proof) -> bool:
    """Return whether a person is told to hold another office than the proof says.

    Or an office is told where the proof has only its deputy, or the other way round.
    """
    held_by = titles.ranks(proof.all)
    for office, told in titles.ranks(text).items():
        if not told & held_by.get(office, told):
            return True
    for name, office in titles.titled(text):
        held = titles.offices(name, proof.written)
        if held and not any(office in other or other in office for other in held):
            return True
        if held and all(
            other.startswith("phó ") is not office.startswith("phó ") for other in held
        ):
            return True
    return False


def _dated(text: str) -> dict[str, list[Period]]:
    found: dict[str, list[Period]] = {}
    days = [day for day in periods(text) if day.grain is Grain.DAY]
    for match in SYMBOL.finditer(text):
        begins = _BEFORE_DATE.match(text, match.end())
        ends = begins.end() if begins else match.end()
        for day in days:
            if match.end() <= day.start <= ends and day.end > ends:
                found.setdefault(_number(match.group()), []).append(day)
    return found


def _issued(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    days = {day.start: day for day in periods(text) if day.grain is Grain.DAY}
    for match in SYMBOL.finditer(text):
        at = match.end()
        begins = _BEFORE_DATE.match(text, at)
        ends = begins.end() if begins else at
        day = next((days[start] for start in days if at <= start <= ends < days[start].end), None)
        of = _OF.match(text, day.end if day else at)
        named = bodies.listed(text, of.end()) if of else ()
        if named:
            found.setdefault(_number(match.group()), []).append(named[0].name.split(" và ")[0])
    return found


def _number(symbol: str) -> str:
    return "".join(symbol.lower().split()).strip("-/").lstrip("0")


def _same(one: str, other: str) -> bool:
    first, second = body_names.key(one), body_names.key(other)
    return first in second or second in first
