"""What a question asks for: a kind of value, header facts, names; and the questions in it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.question import kinds
from index.question.phrases import names, pattern, syllable_set
from index.question.query import AnswerKind, Asked, HeaderField, Part
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import syllables

_PART_BREAK = re.compile(
    r"\s*(?:(?P<sign>[,;?])\s*(?P<then>và|còn|rồi|với|đồng thời)?|\b(?P<joint>và|còn(?!\s+lại)))\s+"
)
_LEVELS = (
    "tinh uy",
    "trung uong",
    "bo chinh tri",
    "huyen uy",
    "thanh uy",
    "chinh phu",
    "thu tuong",
)
_TOLD_SO = frozenset({Asked.DATE, Asked.BODY, Asked.PERSON})
"""Kinds of which the word that a matter begins with asks for one: "cơ quan nào"."""
_FEWEST = 2
"""Words of a part that asks for itself."""
_TELLING = 3
"""Words that tell what a part asks about; one with fewer leans on another."""


def value_asked(text: str, kind: AnswerKind, *, across: bool) -> tuple[Asked, str]:
    """Return what the answer must hold, and the words that say so.

    Where documents are compared "nơi nào cao hơn" asks for a figure of each, not for a place.
    """
    if across:
        return _first("compared", text)
    if kind in {AnswerKind.FACT, AnswerKind.COMPARE}:
        return _first("asked", text)
    return Asked.ANYTHING, ""  # "mấy" in "mục mấy" or "mấy ngành nào" asks for no figure


def _first(group: str, text: str) -> tuple[Asked, str]:
    for name in names(group):
        if match := pattern(group, name).search(text):
            return Asked(name), match.group()
    return Asked.ANYTHING, ""


def header_fields(text: str) -> tuple[tuple[HeaderField, ...], str]:
    """Return the header facts asked for, and the words of the first."""
    found = [
        (HeaderField(n), m) for n in names("header") if (m := pattern("header", n).search(text))
    ]
    return tuple(field for field, _ in found), found[0][1].group() if found else ""


def level(focus: str) -> str | None:
    """Return the level of authority that is named, folded."""
    folded = fold(focus)
    return next((each for each in _LEVELS if each in folded), None)


def parts(text: str) -> tuple[Part, ...]:
    """Return the questions that ``text`` joins, in order; none where it is one question.

    "Ký ngày nào và ai ký?" is two; "hai đơn vị nào và ở đâu" too; "ai và ai" is one.
    """
    asking = _asking(text)
    bounds = [0]
    for first, second in pairwise(asking):
        gaps = list(_PART_BREAK.finditer(text, first.end(), second.start()))
        gap = max(gaps, key=_parts_most, default=None)
        if gap and len(text[bounds[-1] : gap.start()].split()) > _FEWEST:
            bounds.append(gap.end())
    pieces = [
        text[a:b].strip(" ,;?") for a, b in zip(bounds, [*bounds[1:], len(text)], strict=True)
    ]
    pieces = [re.sub(r"[\s,;]+(?:và|còn|rồi|với)$", "", piece).rstrip(" ,;") for piece in pieces]
    if len(pieces) < 2 or any(len(piece.split()) < _FEWEST for piece in pieces):
        return ()
    found = [_part(piece) for piece in _with_subject(pieces)]
    return tuple(
        _like(before, part) for before, part in zip((found[0], *found), found, strict=False)
    )


def _asking(text: str) -> list[re.Match[str]]:
    """Return what asks in a text, in order: words that do, else each "có … không"."""
    words = list(pattern("kind", "asking").finditer(text))
    return words or list(pattern("kind", "whether").finditer(text))


def _with_subject(pieces: Sequence[str]) -> list[str]:
    """Return the pieces, one that begins with "có … không" after whom the first asks that of."""
    first = pattern("kind", "whether").search(pieces[0])
    subject = pieces[0][: first.start()] if first else ""
    return [
        f"{subject}{piece}" if pattern("kind", "whether").match(piece) else piece
        for piece in pieces
    ]


def _like(before: Part, part: Part) -> Part:
    """Return a part that asks "thì sao" as one that asks for what the part before it does."""
    like = part.asked is Asked.ANYTHING and pattern("followup", "so_what").search(part.text)
    return replace(part, asked=before.asked) if like else part


def _parts_most(gap: re.Match[str]) -> tuple[int, int]:
    """Return how surely a question ends at a break: at ", và" before "và" before the last comma.

    "Bao nhiêu xã, phường đạt chuẩn, và bao nhiêu trạm …" lists before it joins.
    """
    sure = 2 * bool(gap["then"]) + bool(gap["joint"])
    return sure, -gap.start() if sure else gap.start()


def leans(part: Part) -> bool:
    """Return whether a part says too little of what it asks about: another part says it.

    As "hộ nghèo thì sao" or "mấy lần một tháng" does.
    """
    telling = frozenset(syllables(part.text)) - syllable_set("asking")
    return len(telling) < _TELLING or bool(pattern("followup", "so_what").search(part.text))


def outright(text: str, matter: str) -> str:
    """Return ``text`` with a matter that it only names asked for by what such a one is.

    "Về cơ quan chủ trì" asks "cơ quan chủ trì là cơ quan nào". As it was where words ask already,
    or what the matter begins with is of no kind that is asked for.
    """
    if pattern("kind", "asking").search(text):
        return text
    words = matter.split()
    for head in (" ".join(words[:2]), words[0]):
        asked, said = _first("asked", f"{head} nào")
        if asked in _TOLD_SO and said == f"{head} nào":
            named = rf"\s*[,:]?\s*(?:\bvề\s+)?{re.escape(matter)}"
            found = re.search(named, text, re.IGNORECASE)
            if found is None:
                return text
            before = f"{text[: found.start()]}, " if found.start() else ""
            return f"{before}{matter} là {said}{text[found.end() :]}"
    return text


def times(text: str) -> int:
    """Return how many different things are asked for: two in "mấy phần trăm trong mấy năm"."""
    found = pattern("kind", "asking").finditer(text)
    return len({(match.group(), *text[match.end() :].split()[:1]) for match in found})


def _part(text: str) -> Part:
    kind, _ = kinds.of_part(text)
    if not pattern("kind", "asking").search(text) and pattern("kind", "whether").search(text):
        kind = AnswerKind.YES_NO
    asked, _ = value_asked(text, kind, across=False)
    fields, _ = header_fields(text)
    return Part(text, kind, asked, fields)
