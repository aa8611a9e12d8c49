"""Names near to one that no document holds: "Hòa Gian" may be "Hòa Giang", "Xơn Khê" is another."""

import re
import unicodedata
from collections.abc import Iterable

from index.question.diacritics import Speller
from index.question.phrases import pattern
from ingest.vietnamese.text import fold, normalise

_MOST = 3
_NEARLY = 1
"""Letters more than the nearest that a name may have wrong."""
_FAR = 2
"""Letters put in, left out or changed from which a name is another."""
_LETTERS = 3
"""Letters of a name for each that may be wrong."""
_SOUNDS = (
    ("[kq]", "c"),
    ("y", "i"),
    ("^gi(?=.)", "d"),
    ("^x", "s"),
    ("^tr", "ch"),
    ("\u0309", "\u0303"),
)
"""What is written one way and the other for one sound, as many speak."""


def nearest(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names nearest to the one typed, the nearest first; none that is far from it.

    Marks count less than letters: "Hòa Gian" is nearer to "Hòa Giang" than to "Hóa Giàn".
    """
    wanted = normalise(typed).lower()
    ranked = []
    for name in dict.fromkeys(names):
        known = normalise(name).lower()
        if not _share(wanted, known):
            continue
        letters = _distance(fold(wanted), fold(known))
        if letters <= min(_FAR, len(known) // _LETTERS):
            ranked.append((letters, _distance(wanted, known), name))
    ranked.sort()
    return tuple(name for letters, _, name in ranked[:_MOST] if letters <= ranked[0][0] + _NEARLY)


def misspelt(typed: str, names: Iterable[str], speller: Speller) -> str | None:
    """Return the one name that is misspelt: as it sounds, or with a syllable that is none.

    What may be another name is not it.
    """
    wanted = normalise(typed).lower().split()
    found = {name for name in names if _misspells(wanted, normalise(name).lower().split(), speller)}
    return found.pop() if len(found) == 1 else None


def marked(typed: str, speller: Speller) -> str | None:
    """Return a body's name with the marks that documents write it with; None for another name."""
    if not pattern("headed", "body").match(normalise(typed).lower()):
        return None
    words = speller.written(normalise(typed).lower().split())
    if words is None:
        return None
    cased = zip(typed.split(), words, strict=True)
    return " ".join(word.title() if given[0].isupper() else word for given, word in cased)


def _misspells(typed: list[str], name: list[str], speller: Speller) -> bool:
    return len(typed) == len(name) > 1 and all(
        _sound(given) == _sound(meant)
        or (not speller.weight(given) and _distance(fold(given), fold(meant)) <= 1)
        for given, meant in zip(typed, name, strict=True)
    )


def _sound(syllable: str) -> str:
    sound = unicodedata.normalize("NFD", syllable)
    for letters, like in _SOUNDS:
        sound = re.sub(letters, like, sound)
    return sound


def _share(first: str, second: str) -> bool:
    """Return whether two names have as many syllables, and one of them in common, marks aside."""
    one, other = fold(first).split(), fold(second).split()
    return len(one) == len(other) and not set(one).isdisjoint(other)


def _distance(first: str, second: str) -> int:
    """Return Levenshtein's distance: letters put in, left out or changed."""
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        diagonal, row[0] = row[0], at
        for place, other in enumerate(second, 1):
            changed = diagonal + (letter != other)
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, changed)
    return row[-1]
