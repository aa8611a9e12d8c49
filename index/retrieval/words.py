"""A question's words, weighed by how rare they are, and how much of them a text holds."""

import sys
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from index.question.library import Library
from index.question.phrases import syllable_set
from index.question.query import Query
from ingest.vietnamese.words import syllables

Term = str | tuple[str, str]

_REMEMBERED = 8_192
"""Texts whose words are kept, about 4 KB each."""


@lru_cache(_REMEMBERED)
def held(text: str) -> frozenset[Term]:
    """Return the syllables and pairs of syllables of a text."""
    tokens = [sys.intern(token) for token in syllables(text)]
    return frozenset([*tokens, *pairwise(tokens)])


class QuestionWords:
    """Syllables and pairs of syllables of a question; words that only ask do not count."""

    def __init__(self, query: Query, library: Library, text: str) -> None:
        """``text`` is the form of the question that is read: with names of documents or without."""
        asking = syllable_set("asking")
        found = syllables(text)
        speller = library.speller
        self.single = {s: library.rarity(s) for s in found if s not in asking}
        self.pairs: dict[Term, float] = {
            pair: speller.pair_rarity(*pair)
            for pair in pairwise(found)
            if not asking.issuperset(pair) and speller.knows(*pair)
        }
        self._forms = {tuple(syllables(form)): weight for form, weight in query.boosts.items()}
        self._added: dict[str, float] = {}
        for form, weight in self._forms.items():
            for syllable in form:
                if syllable not in self.single:
                    self._added[syllable] = weight * library.rarity(syllable)
        self._total = sum(self.single.values()) or 1.0
        self._pair_total = sum(self.pairs.values()) or 1.0
        self.rarest = sorted(self.single, key=lambda s: (-self.single[s], s))[:3]

    def share(self, terms: Iterable[frozenset[Term]]) -> float:
        """Return the share of the words, by rarity, that the texts together hold, 0 to 1."""
        parts = list(terms)
        found = sum(w for s, w in self.single.items() if any(s in part for part in parts))
        for form in self._forms:
            if all(any(s in part for part in parts) for s in form):
                found += sum(self._added.get(s, 0.0) for s in form)
        return min(1.0, found / self._total)

    def pair_share(self, terms: Iterable[frozenset[Term]]) -> float:
        """Return the same of the pairs of words, 0 to 1."""
        parts = list(terms)
        found = sum(w for p, w in self.pairs.items() if any(p in part for part in parts))
        return found / self._pair_total

    def told(self, terms: frozenset[Term]) -> float:
        """Return the share of a text's own syllables that the question says, 0 to 1."""
        own = [term for term in terms if isinstance(term, str)]
        said = sum(term in self.single or term in self._added for term in own)
        return said / len(own) if own else 0.0

    def rare(self, terms: frozenset[Term]) -> float:
        """Return how many of the question's three rarest words a text holds, 0 to 1."""
        if not self.rarest:
            return 0.0
        return sum(word in terms for word in self.rarest) / len(self.rarest)
