"""Names near to one that no document holds: "Hòa Gian" may be "Hòa Giang"."""

from collections.abc import Iterable

from ingest.vietnamese.text import fold, normalise

_MOST = 3
_NEARLY = 1
"""Letters more than the nearest that a name may have wrong."""
_FAR = 2
"""Letters put in, left out or changed from which a name is another."""
_LETTERS = 3
"""Letters of a name for each that may be wrong."""


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
