"""Restores diacritics by syllable statistics of the documents themselves.

A first-order hidden Markov model over syllables: the states are the accented forms seen, the
observations their folded forms; the best path is found by Viterbi's algorithm. Behind the documents
stand a dictionary of common words and common wordings of questions, so that words no document has
get their marks too.
"""

import math
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from index.lexicon import taught
from ingest.vietnamese import dictionary, fold, normalise

_SYLLABLE = re.compile(r"[^\W\d_]+")
_MOST_FORMS = 8
"""Rarer forms of a folded syllable are not tried."""
_KEEP_TYPED = 6.0
"""Log-odds in favour of a token as typed, once the asker has typed diacritics elsewhere."""
_PAIR_SHARE = 0.8
"""How much a pair counts against its second syllable alone (Jelinek-Mercer smoothing)."""
_BACKGROUND = 0.1
"""What one occurrence in the background counts against one in the documents."""
_TAUGHT = 6
"""How often the wordings of questions are counted."""
_UNSEEN = 0.01


class _Counts:
    """Accented forms by their folded form, pairs of syllables, and how many in all."""

    def __init__(self) -> None:
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.total = 0

    def learn(self, text: str) -> None:
        syllables = _SYLLABLE.findall(normalise(text).lower())
        self.total += len(syllables)
        for syllable in syllables:
            self.forms[fold(syllable)][syllable] += 1
        self.pairs.update(pairwise(syllables))

    def count(self, syllable: str) -> int:
        forms = self.forms.get(fold(syllable))
        return forms[syllable] if forms else 0

    def rarity(self, count: int) -> float:
        if not self.total:
            return 1.0
        return math.log((self.total + 1) / (count + 1)) / math.log(self.total + 1)


@cache
def _background() -> _Counts:
    counts = _Counts()
    for word in dictionary():
        counts.learn(word)
    for _ in range(_TAUGHT):
        counts.learn(taught())
    return counts


class Speller:
    """Accented forms of folded syllables, and which follow which. Safe between threads."""

    def __init__(self) -> None:
        self._counts = _Counts()
        self._lock = threading.Lock()

    def learn(self, texts: Iterable[str]) -> None:
        """Count the syllables and pairs of syllables of ``texts``."""
        for text in texts:
            with self._lock:
                self._counts.learn(text)

    def knows(self, first: str, second: str) -> bool:
        """Return whether the documents hold these two syllables one after the other."""
        return (first, second) in self._counts.pairs

    def rarity(self, syllable: str) -> float:
        """Return how rare a syllable is: 1 for one never seen, towards 0 for the commonest."""
        return self._counts.rarity(self._counts.count(syllable))

    def pair_rarity(self, first: str, second: str) -> float:
        """Return the same for two syllables one after the other."""
        return self._counts.rarity(self._counts.pairs[first, second])

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
        keep = _KEEP_TYPED * min(1.0, 4 * marked / len(tokens))
        with self._lock:
            pieces[1::2] = self._best_path(tokens, keep)
        return "".join(pieces)

    def _best_path(self, tokens: list[str], keep: float) -> list[str]:
        scores = {form: self._log(None, form) for form in self._candidates(tokens[0])}
        scores = {form: s + keep * (form == tokens[0]) for form, s in scores.items()}
        back: list[dict[str, str]] = []
        for token in tokens[1:]:
            step: dict[str, float] = {}
            origin: dict[str, str] = {}
            for form in self._candidates(token):
                reached = {prior: score + self._log(prior, form) for prior, score in scores.items()}
                origin[form] = max(reached, key=reached.__getitem__)
                step[form] = reached[origin[form]] + keep * (form == token)
            scores = step
            back.append(origin)
        path = [max(scores, key=scores.__getitem__)]
        for origin in reversed(back):
            path.append(origin[path[-1]])
        return path[::-1]

    def _candidates(self, token: str) -> list[str]:
        """Return the forms a token may stand for, itself first."""
        if token != fold(token):
            return [token]
        forms: list[str] = []
        for counts in (self._counts, _background()):
            if token in counts.forms:
                forms += [form for form, _ in counts.forms[token].most_common(_MOST_FORMS)]
        return list(dict.fromkeys([token, *forms]))

    def _log(self, first: str | None, second: str) -> float:
        """Return the log probability of ``second``, after ``first`` where there is one."""
        own, background = self._counts, _background()
        total = own.total + _BACKGROUND * background.total + 1
        count = own.count(second) + _BACKGROUND * background.count(second)
        alone = (count + _UNSEEN) / total
        if first is None:
            return math.log(alone)
        before = own.count(first) + _BACKGROUND * background.count(first)
        pair = own.pairs[first, second] + _BACKGROUND * background.pairs[first, second]
        together = pair / before if before else 0.0
        return math.log(_PAIR_SHARE * together + (1 - _PAIR_SHARE) * alone)
