"""Restores diacritics by syllable statistics of the documents themselves.

A first-order hidden Markov model over syllables: the states are the accented forms seen in the
documents, the observations their folded forms; the best path is found by Viterbi's algorithm.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from index.lexicon import taught
from ingest.vietnamese import fold, normalise

_SYLLABLE = re.compile(r"[^\W\d_]+")
_BIGRAM_WEIGHT = 0.8
_MOST_FORMS = 6
"""Rarer forms of a folded syllable are not tried."""
_KEEP_TYPED = 2.0
"""Log-odds in favour of a token as typed, once the asker has typed diacritics elsewhere."""


class Speller:
    """Accented forms of folded syllables, and which follow which."""

    def __init__(self) -> None:
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._total = 0
        self.learn([taught()])

    def learn(self, texts: Iterable[str]) -> None:
        """Count the syllables and pairs of syllables of ``texts``."""
        for text in texts:
            syllables = _SYLLABLE.findall(normalise(text).lower())
            self._total += len(syllables)
            for syllable in syllables:
                self._forms[fold(syllable)][syllable] += 1
            self._pairs.update(pairwise(syllables))

    def knows(self, first: str, second: str) -> bool:
        """Return whether the documents hold these two syllables one after the other."""
        return (first, second) in self._pairs

    def rarity(self, syllable: str) -> float:
        """Return how rare a syllable is: 1 for one never seen, towards 0 for the commonest."""
        forms = self._forms.get(fold(syllable))
        count = forms[syllable] if forms else 0
        return math.log((self._total + 1) / (count + 1)) / math.log(self._total + 1)

    def pair_rarity(self, first: str, second: str) -> float:
        """Return the same for two syllables one after the other."""
        count = self._pairs[first, second]
        return math.log((self._total + 1) / (count + 1)) / math.log(self._total + 1)

    def restore(self, text: str) -> str:
        """Return lower-case ``text`` with diacritics put where none were typed.

        A token typed with a mark stays as typed. In a text that has marks, an unmarked token is
        changed only where the statistics speak clearly against it.
        """
        pieces = re.split(r"([^\W\d_]+)", text)
        tokens = pieces[1::2]
        if not tokens:
            return text
        marked = sum(token != fold(token) for token in tokens)
        typed_bonus = _KEEP_TYPED * min(1.0, 4 * marked / len(tokens)) * 3
        pieces[1::2] = self._best_path(tokens, typed_bonus)
        return "".join(pieces)

    def _best_path(self, tokens: list[str], typed_bonus: float) -> list[str]:
        states = [self._candidates(token) for token in tokens]
        scores = {form: self._unigram(form, tokens[0], typed_bonus) for form in states[0]}
        back: list[dict[str, str]] = []
        for position in range(1, len(tokens)):
            step: dict[str, float] = {}
            origin: dict[str, str] = {}
            for form in states[position]:
                own = self._unigram(form, tokens[position], typed_bonus)
                best = max(
                    scores, key=lambda previous: scores[previous] + self._bigram(previous, form)
                )
                step[form] = scores[best] + self._bigram(best, form) + own
                origin[form] = best
            scores = step
            back.append(origin)
        path = [max(scores, key=lambda form: scores[form])]
        for origin in reversed(back):
            path.append(origin[path[-1]])
        return path[::-1]

    def _candidates(self, token: str) -> list[str]:
        if token != fold(token) or token not in self._forms:
            return [token]
        forms = [form for form, _ in self._forms[token].most_common(_MOST_FORMS)]
        return forms if token in forms else [token, *forms]

    def _unigram(self, form: str, typed: str, typed_bonus: float) -> float:
        count = self._forms[fold(form)][form] if fold(form) in self._forms else 0
        return 0.3 * math.log(count + 0.1) + (typed_bonus if form == typed else 0.0)

    def _bigram(self, first: str, second: str) -> float:
        pair = self._pairs[first, second]
        total = self._forms[fold(first)][first] if fold(first) in self._forms else 0
        return _BIGRAM_WEIGHT * math.log((pair + 0.01) / (total + 1.0))
