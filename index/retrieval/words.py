"""A question's words, weighed by how rare they are, and how much of them a text holds."""

import sys
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, pairwise

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
    tokens = list(map(sys.intern, syllables(text)))
    return frozenset([*tokens, *pairwise(tokens)])


@lru_cache(_REMEMBERED)
def count_syllables(terms: frozenset[Term]) -> int:
    """Return how many different syllables a text holds."""
    return sum(isinstance(term, str) for term in terms)


class QuestionWords:
    """Syllables and pairs of syllables of a question; words that only ask do not count.

    Of each text it is found once which of the words it holds, a bit a word; and the weight of the
    same words is added up once.
    """

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
        wanted = dict.fromkeys([*self.single, *self.pairs, *chain(*self._forms)])
        self._bits: dict[Term, int] = {term: 1 << at for at, term in enumerate(wanted)}
        self._terms = frozenset(wanted)
        self._said = self._mask_of([*self.single, *self._added])
        self._rare = self._mask_of(self.rarest)
        self._masks: dict[frozenset[Term], int] = {}
        self._shares: dict[int, float] = {}
        self._pair_shares: dict[int, float] = {}

    def share(self, terms: Iterable[frozenset[Term]]) -> float:
        """Return the share of the words, by rarity, that the texts together hold, 0 to 1."""
        mask = self._mask(terms)
        known = self._shares.get(mask)
        if known is None:
            known = self._shares[mask] = self._share(mask)
        return known

    def pair_share(self, terms: Iterable[frozenset[Term]]) -> float:
        """Return the same of the pairs of words, 0 to 1."""
        mask = self._mask(terms)
        known = self._pair_shares.get(mask)
        if known is None:
            found = sum(w for p, w in self.pairs.items() if mask & self._bits[p])
            known = self._pair_shares[mask] = found / self._pair_total
        return known

    def told(self, terms: frozenset[Term]) -> float:
        """Return the share of a text's own syllables that the question says, 0 to 1."""
        own = count_syllables(terms)
        return (self._mask([terms]) & self._said).bit_count() / own if own else 0.0

    def rare(self, terms: Iterable[frozenset[Term]]) -> float:
        """Return how many of the question's three rarest words the texts together hold, 0 to 1."""
        if not self.rarest:
            return 0.0
        return (self._mask(terms) & self._rare).bit_count() / len(self.rarest)

    def _share(self, mask: int) -> float:
        found = sum(w for s, w in self.single.items() if mask & self._bits[s])
        for form in self._forms:
            if all(mask & self._bits[s] for s in form):
                found += sum(self._added.get(s, 0.0) for s in form)
        return min(1.0, found / self._total)

    def _mask(self, texts: Iterable[frozenset[Term]]) -> int:
        """Return the bits of the words that the texts together hold."""
        mask = 0
        for terms in texts:
            known = self._masks.get(terms)
            if known is None:
                known = self._masks[terms] = self._mask_of(self._terms & terms)
            mask |= known
        return mask

    def _mask_of(self, terms: Iterable[Term]) -> int:
        mask = 0
        for term in terms:
            mask |= self._bits[term]
        return mask
