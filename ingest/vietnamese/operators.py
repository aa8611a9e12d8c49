"""Words that say how a sentence holds: duty, part, order, scope, exception, force, standing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.text import normalise

_TABLE = "operators.tsv"
_COMPOUNDS = "-"
_WARRANTS = "<"
_DIGITS = re.compile(r"\d+(?:[.,/]\d+)*(?!\d|\s*%)")


@dataclass(frozen=True, slots=True)
class Sense:
    """What an operator says; senses of one group speak against one another."""

    group: str
    name: str
    added: bool
    """It may not be said where no source says it."""
    kept: bool
    """It may not be left out where what it governs is said."""


@cache
def _senses() -> tuple[tuple[Sense, re.Pattern[str], re.Pattern[str]], ...]:
    """Return each sense with what says it, and what says or warrants it."""
    return tuple(
        (
            Sense(group, name, "added" in rules, "kept" in rules),
            _pattern([form for form in forms if not form.startswith(_WARRANTS)]),
            _pattern([form.removeprefix(_WARRANTS) for form in forms]),
        )
        for group, name, rules, *forms in rows(_TABLE)
        if group != _COMPOUNDS
    )


@cache
def _compounds() -> re.Pattern[str]:
    return _pattern(
        [form for group, _, _, *forms in rows(_TABLE) if group == _COMPOUNDS for form in forms]
    )


def _pattern(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(forms)})(?!\w)")


def found(text: str) -> Iterator[tuple[Sense, str]]:
    """Yield each operator of a text, by table and place, with the words that follow it there."""
    said = _plain(text)
    for sense, says, _ in _senses():
        for match in says.finditer(said):
            yield sense, said[match.end() :]


def all_senses() -> tuple[Sense, ...]:
    """Return the senses that the table holds, in its order."""
    return tuple(sense for sense, _, _ in _senses())


def senses(text: str) -> frozenset[Sense]:
    """Return the senses that a text says."""
    return frozenset(sense for sense, _ in found(text))


def warranted(text: str) -> frozenset[Sense]:
    """Return the senses that may be said of what a text says."""
    said = _plain(text)
    return frozenset(sense for sense, _, warrants in _senses() if warrants.search(said))


def _plain(text: str) -> str:
    said = _DIGITS.sub("#", normalise(text).lower())
    return _compounds().sub(lambda m: "_" * len(m.group()), said)
