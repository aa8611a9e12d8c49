"""A question's words, weighted by how rare they are, and how much of them a text holds."""

from itertools import pairwise

from app import values
from app.values import Term, Value
from index.lexicon import syllable_set
from index.library import Library
from index.query import Asked, Query
from ingest.vietnamese import syllables


class Terms:
    """A question's syllables and pairs of syllables."""

    def __init__(self, query: Query, library: Library) -> None:
        found = syllables(query.focus or query.restored)
        self._question = frozenset(found)
        kept = [s for s in found if s not in syllable_set("asking")]
        self._weights: dict[Term, float] = {s: library.rarity(s) for s in kept}
        for pair in pairwise(found):
            if not syllable_set("asking").issuperset(pair) and library.speller.knows(*pair):
                self._weights[pair] = library.speller.pair_rarity(*pair)
        self._synonyms = {tuple(syllables(form)): weight for form, weight in query.boosts.items()}
        self._rarity = library.rarity
        self._total = sum(self._weights.values()) or 1.0

    def coverage(self, text: str) -> float:
        """Return the weighted share of the terms that ``text`` holds, 0 to 1."""
        tokens = syllables(text)
        held: set[Term] = {*tokens, *pairwise(tokens)}
        matched = sum(weight for term, weight in self._weights.items() if term in held)
        for form, weight in self._synonyms.items():
            if all(syllable in held for syllable in form):
                matched += weight * sum(self._rarity(s) for s in form if s not in self._weights)
        return min(1.0, matched / self._total)

    def values(self, asked: Asked, text: str) -> tuple[Value, ...]:
        """Return the values of a kind in ``text`` that the question does not say, nearest first."""
        spans = [(a, b) for a, b in values.find(asked, text) if not self._said(text[a:b])]
        return tuple(values.nearest(spans, text, self._weights, self._total))

    def _said(self, value: str) -> bool:
        figures = [token for token in syllables(value) if token[0].isdigit()] or syllables(value)
        return all(token in self._question for token in figures)
