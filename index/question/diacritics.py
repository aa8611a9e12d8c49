"""Restores diacritics by syllable statistics of the documents themselves.

A first-order hidden Markov model over syllables: the states are the accented forms seen, the
observations their folded forms; the best path is found by Viterbi's algorithm. Behind the documents
stand ordinary sentences and a dictionary of common words, so that words no document has get their
marks too.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from index.learned import START, tokens
from index.question.guessing import shipped
from index.spelling import Lesson, Spelling
from ingest.vietnamese.lexicon import background
from ingest.vietnamese.text import fold, marks_left_out, normalise
from ingest.vietnamese.tokens import LETTERS
from ingest.vietnamese.words import dictionary

_MOST_FORMS = 8
"""Rarer forms of a folded syllable are not tried."""
_END = "\n"
_SYLLABLES = re.compile(rf"{LETTERS.pattern}|{_END}")


class _Counts:
    """Accented forms by their folded form, pairs of syllables, and how many in all."""

    def __init__(self) -> None:
        self.forms: dict[str, dict[str, float]] = {}
        self.pairs: dict[tuple[str, str], float] = {}
        self.followers: dict[str, float] = {}
        """How many different syllables follow one."""
        self.starts = 0.0
        self.total = 0.0

    def learn(self, lines: Iterable[str], weight: float = 1.0) -> None:
        """Count the syllables of the lines, and which follow which within one."""
        found = [_END, *_SYLLABLES.findall(normalise("\n".join(lines)).lower())]
        singles = Counter(found)
        del singles[_END]
        pairs = {
            (START if first == _END else first, second): times
            for (first, second), times in Counter(pairwise(found)).items()
            if second != _END
        }
        for syllable, times in singles.items():
            forms = self.forms.setdefault(fold(syllable), {})
            forms[syllable] = forms.get(syllable, 0.0) + weight * times
        for pair, times in pairs.items():
            first = pair[0]
            if pair not in self.pairs:
                self.followers[first] = self.followers.get(first, 0.0) + weight
            if first == START:
                self.starts += weight * times
            self.pairs[pair] = self.pairs.get(pair, 0.0) + weight * times
        self.total += weight * singles.total()

    def count(self, syllable: str) -> float:
        if syllable == START:
            return self.starts
        return self.forms.get(fold(syllable), {}).get(syllable, 0.0)

    def pair(self, first: str, second: str) -> float:
        return self.pairs.get((first, second), 0.0)


@cache
def _background() -> _Counts:
    counts = _Counts()
    counts.learn(background())
    counts.learn(dictionary(), shipped().word)
    return counts


class Speller:
    """Accented forms of folded syllables, and which follow which. Safe between threads."""

    def __init__(self, spelling: Spelling | None = None) -> None:
        self._counts = spelling or Spelling()
        self._guessing = shipped()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Speller":
        """Return the speller of some texts."""
        lessons = (Lesson(number, 1, tokens(text)) for number, text in enumerate(texts, start=1))
        return cls(Spelling().taught(lessons))

    def is_syllable(self, token: str) -> bool:
        """Return whether everyday Vietnamese has a syllable, marks aside."""
        return fold(token) in _background().forms

    def weight(self, syllable: str) -> float:
        """Return how often a syllable is written so, in the documents and everyday; 0 for none."""
        return self._counts.count(syllable) + _background().count(syllable)

    def knows(self, first: str, second: str) -> bool:
        """Return whether the documents hold these two syllables one after the other."""
        return self._counts.pair(first, second) > 0

    def written(self, words: Sequence[str]) -> Sequence[str] | None:
        """Return the words with the marks that documents write them with one after the other.

        The first is as it is typed; None where they hold none such.
        """
        paths = [[words[0]]]
        for word in words[1:]:
            forms = self._counts.forms(fold(word))
            paths = [[*path, f] for path in paths for f in forms if self.knows(path[-1], f)]
        return max(paths, key=self._rarest_pair, default=None)

    def _rarest_pair(self, words: Sequence[str]) -> float:
        return min((self._counts.pair(a, b) for a, b in pairwise(words)), default=0.0)

    def rarity(self, syllable: str) -> float:
        """Return how rare a syllable is: 1 for one never seen, towards 0 for the commonest."""
        return self._rarity(self._counts.count(syllable))

    def pair_rarity(self, first: str, second: str) -> float:
        """Return the same for two syllables one after the other."""
        return self._rarity(self._counts.pair(first, second))

    def _rarity(self, count: float) -> float:
        total = self._counts.total
        return math.log((total + 1) / (count + 1)) / math.log(total + 1) if total else 1.0

    def restore(self, text: str) -> str:
        """Return lower-case ``text``, as long as before, with diacritics put where none were typed.

        A token typed with a mark stays as typed where anything is written so. In a text that has
        marks, an unmarked token is changed only where the statistics speak clearly against it.
        """
        pieces = re.split(r"([^\W\d_]+)", text)
        tokens = pieces[1::2]
        if not tokens:
            return text
        marked = sum(token != fold(token) for token in tokens)
        share = marked / len(tokens) / self._guessing.marked
        keep = self._guessing.keep_typed * min(1.0, share)
        pieces[1::2] = self._best_path(tokens, keep)
        return "".join(pieces)

    def _best_path(self, tokens: list[str], keep: float) -> list[str]:
        scores = {form: self._log(START, form) for form in self._candidates(tokens[0])}
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
        """Return the forms a token may stand for, itself first.

        One with a mark stands for itself, but where nothing is written so: then for what has all
        its marks, "quyêt" for "quyết", else for what has others, "thúe" for "thuế".
        """
        plain = fold(token)
        if token != plain and (self.weight(token) or not self.is_syllable(token)):
            return [token]
        forms: list[str] = []
        for known in (self._counts.forms(plain), _background().forms.get(plain, {})):
            fitting = [form for form in known if marks_left_out(token, form)]
            fitting = fitting or (list(known) if token.lower() != plain else [])
            forms += sorted(fitting, key=lambda form: (-known[form], form))[:_MOST_FORMS]
        return list(dict.fromkeys([token, *forms]))

    def _log(self, first: str, second: str) -> float:
        """Return the log probability of ``second`` after ``first``."""
        own, background = self._counts, _background()
        count = own.count(second) + background.count(second)
        unseen, back_off = self._guessing.unseen, self._guessing.back_off
        alone = (count + unseen) / (own.total + background.total + 1)
        before = own.count(first) + background.count(first)
        pair = own.pair(first, second) + background.pair(first, second)
        variety = back_off * (own.followers(first) + background.followers.get(first, 0.0)) + unseen
        return math.log((pair + variety * alone) / (before + variety))
