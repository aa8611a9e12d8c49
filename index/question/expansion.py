"""Writes the abbreviations of a question out."""

import re
from collections.abc import Callable
from functools import cache

from ingest.vietnamese.lexicon import abbreviations
from ingest.vietnamese.text import fold

_ROMAN = re.compile(r"[IVXLC]+\Z")
_SURELY = 3
"""Letters from which a token in small letters, or the rest of one, is no chance."""
_FIRST = {"S": "sở", "B": "bộ", "P": "phòng", "CS": "cơ sở"}
"""What short forms begin with that means this only there."""
_LABELLED = re.compile(r"(?:điểm|mục|khoản|nhóm|hạng|diem|muc|khoan|nhom|hang)\Z", re.IGNORECASE)
_AROUND = '.,;:?!()"“”'
_NUMBERED = re.compile(r"([^\W\d_]{2,})(\d+)\Z")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z"
)
"""How a syllable without marks is built."""


@cache
def _small() -> dict[str, str]:
    """Return the table by short form in small letters, with đ and without; the first counts."""
    table: dict[str, str] = {}
    for short, long in abbreviations().items():
        table.setdefault(short.lower(), long)
    for short, long in abbreviations().items():
        table.setdefault(fold(short), long)
    return table


def _unknown(_: str) -> None:
    """Know no further abbreviations."""


def expand(text: str, further: Callable[[str], str | None] = _unknown) -> str:
    """Return the text in lower case, its abbreviations written out.

    Those that are not general are asked of ``further``, then taken apart into general ones.

    "btg" is one too, as no syllable reads so; "hu", which could be a syllable, only where it
    follows another ("btg hu").
    """
    written: list[str] = []
    abbreviated = False
    before = ""
    for token in re.findall(r"\S+|\s+", text):
        if not token.isspace():
            bare = token.strip(_AROUND)
            label = len(bare) == 1 and _LABELLED.match(before)
            long = None if label else _long_form(bare, abbreviated) or _guess(bare, further)
            token = token.replace(bare, long) if long else token
            abbreviated = long is not None
            before = bare
        written.append(token)
    return "".join(written).lower()


def reads_as_syllable(token: str) -> bool:
    """Return whether a token is built like a Vietnamese syllable, marks aside."""
    return bool(_SYLLABLE.match(fold(token)))


def _long_form(bare: str, after_another: bool) -> str | None:
    if numbered := _NUMBERED.match(bare):
        long = _long_form(numbered[1], after_another)
        return f"{long} {numbered[2]}" if long else None
    if bare in abbreviations():
        return abbreviations()[bare]
    if bare.isupper() and not reads_as_syllable(bare) and bare.lower() in abbreviations():
        return abbreviations()[bare.lower()]
    if bare == bare.lower() and (after_another or not reads_as_syllable(bare)):
        return _small().get(bare)
    return None


def _guess(bare: str, further: Callable[[str], str | None]) -> str | None:
    """Return what a token that reads as neither word nor number may stand for."""
    letters = re.sub(r"[&-]", "", bare)
    cased = bare.isupper() or (bare == bare.lower() and len(letters) > _SURELY)
    if not (cased and letters.isalpha()) or _ROMAN.match(bare) or reads_as_syllable(letters):
        return None
    return further(bare) or _taken_apart(bare)


def _taken_apart(bare: str) -> str | None:
    """Return the general forms that one is put together from: "SGDĐT", "CSGDNN"."""
    for at in range(1, len(bare) - _SURELY + 1):
        first = _FIRST.get(bare[:at]) or abbreviations().get(bare[:at])
        rest = abbreviations().get(bare[at:])
        if first and rest:
            return f"{first} {rest}"
    return None
