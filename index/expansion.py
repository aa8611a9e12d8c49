"""Writes the abbreviations of a question out."""

import re
from functools import cache

from index.lexicon import abbreviations
from ingest.vietnamese import fold

_AROUND = '.,;:?!()"“”'
_NUMBERED = re.compile(r"([^\W\d_]{2,})(\d+)\Z")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z"
)
"""How a syllable without marks is built."""


@cache
def _folded() -> dict[str, str]:
    """Return the table by folded short form; of two alike the first counts."""
    table: dict[str, str] = {}
    for short, long in abbreviations().items():
        table.setdefault(fold(short), long)
    return table


def expand(text: str) -> str:
    """Return the text in lower case, its general abbreviations written out.

    "btg" is one too, as no syllable reads so; "hu", which could be a syllable, only where it
    follows another ("btg hu").
    """
    written: list[str] = []
    abbreviated = False
    for token in re.findall(r"\S+|\s+", text):
        if not token.isspace():
            bare = token.strip(_AROUND)
            long = _long_form(bare, abbreviated)
            token = token.replace(bare, long) if long else token
            abbreviated = long is not None
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
    folded = fold(bare)
    if bare == bare.lower() and (after_another or not reads_as_syllable(folded)):
        return _folded().get(folded)
    return None
