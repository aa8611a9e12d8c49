"""How alike two statements are by their words: plans and items of one kind repeat each other."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.vietnamese.clauses import cut
from ingest.vietnamese.words import syllables

_FEWEST = 4
"""Pairs of syllables of a clause that can be compared."""

Pairs = frozenset[tuple[str, str]]


def clauses(text: str, known: Pairs = frozenset()) -> list[Pairs]:
    """Return the pairs of neighbouring syllables of each clause, without those ``known``.

    Figures are left out: they are what differs. So are clauses too short to tell.
    """
    found = []
    for clause in cut(text, ";:."):
        own = pairs(clause) - known
        if len(own) >= _FEWEST:
            found.append(own)
    return found


def pairs(text: str) -> Pairs:
    """Return the pairs of neighbouring syllables, figures left out."""
    return frozenset(pairwise(s for s in syllables(text) if not s[0].isdigit()))


def likeness(first: Sequence[Pairs], second: Sequence[Pairs]) -> float:
    """Return the greatest share of pairs that a clause of each have in common, 0 to 1."""
    return max((len(a & b) / min(len(a), len(b)) for a in first for b in second), default=0.0)
