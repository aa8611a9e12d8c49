"""How the documents' words are spelt: syllables, and how often which follows which.

Sums over documents. What many documents have summed up lies in arrays, by the first syllable of a
pair, a few bytes a pair; what came since is counted beside it, so that a document that comes or
goes costs its own words and no others.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.learned import START, Pair, pairs
from ingest.vietnamese.text import fold

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document's tokens that count from now on (``step`` 1) or no longer (-1)."""

    number: int
    step: int
    tokens: list[str]


class Sums:
    """Pairs of many documents, each with its times; never changed once made."""

    def __init__(self, syllables: list[str], keys: Keys, times: Numbers) -> None:
        """``keys`` are sorted: the number of the first syllable, then of the second, 32 bits."""
        self.syllables = syllables
        self._keys = keys
        self._times = times
        self._numbers = {syllable: number for number, syllable in enumerate(syllables)}
        first, second = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
        self._starts = np.searchsorted(first, np.arange(len(syllables) + 1, dtype=np.uint64))
        self.singles = np.bincount(second.astype(np.int64), times, len(syllables))
        self._read: dict[str, dict[str, int]] = {}

    def after(self, first: str) -> Mapping[str, int]:
        """Return how often which syllables follow this one."""
        found = self._read.get(first)
        if found is None:
            found = self._read[first] = self._after(first)
        return found

    def followers(self, first: str) -> int:
        """Return how many different syllables follow this one."""
        number = self._numbers.get(first)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def with_lessons(self, changes: Mapping[Pair, int]) -> "Sums":
        """Return the sums with these times added; pairs that come to nothing are gone."""
        syllables, numbers = list(self.syllables), dict(self._numbers)
        for syllable in dict.fromkeys(each for pair in changes for each in pair):
            if syllable not in numbers:
                numbers[syllable] = len(syllables)
                syllables.append(syllable)
        added = np.array([numbers[a] << 32 | numbers[b] for a, b in changes], np.uint64)
        keys = np.concatenate([self._keys, added])
        times = np.concatenate([self._times, np.array(list(changes.values()), np.int64)])
        unique, at = np.unique(keys, return_inverse=True)
        summed = np.bincount(at, times, len(unique)).astype(np.int64)
        return Sums(syllables, unique[summed > 0], summed[summed > 0])

    def pack(self) -> bytes:
        """Return the sums as bytes."""
        head = json.dumps([self.syllables, len(self._keys)]).encode()
        return b"%d\n%b%b%b" % (
            len(head),
            head,
            self._keys.astype("<u8").tobytes(),
            self._times.astype("<u4").tobytes(),
        )

    @classmethod
    def unpack(cls, packed: bytes) -> "Sums":
        """Return the sums that ``pack`` gave as bytes."""
        length, _, _ = packed[:24].partition(b"\n")
        start = len(length) + 1
        end = start + int(length)
        syllables, count = json.loads(packed[start:end])
        keys = np.frombuffer(packed, "<u8", count, end).astype(np.uint64)
        times = np.frombuffer(packed, "<u4", count, end + 8 * count).astype(np.int64)
        return cls(syllables, keys, times)

    def _after(self, first: str) -> dict[str, int]:
        number = self._numbers.get(first)
        if number is None:
            return {}
        part = slice(self._starts[number], self._starts[number + 1])
        seconds = (self._keys[part] & np.uint64(0xFFFFFFFF)).tolist()
        return {
            self.syllables[second]: times
            for second, times in zip(seconds, self._times[part].tolist(), strict=True)
        }


NO_SUMS = Sums([], np.empty(0, np.uint64), np.empty(0, np.int64))


class Spelling:
    """The sums and the lessons since, as one. Safe between threads: it is never changed."""

    def __init__(self, sums: Sums = NO_SUMS, summed: int = 0) -> None:
        self.sums = sums
        self.summed = summed
        """The last lesson in the sums."""
        self.lesson = summed
        """The last lesson in all."""
        self._since: dict[Pair, int] = {}
        self._forms: dict[str, dict[str, float]] = {}
        for syllable, times in zip(sums.syllables, sums.singles.tolist(), strict=True):
            if syllable != START and times:
                self._forms.setdefault(fold(syllable), {})[syllable] = times
        self._followers: dict[str, int] = {}
        self.starts = float(sum(sums.after(START).values()))
        """How many documents there are."""
        self.total = float(sums.singles.sum())
        """How many syllables in all, repeated ones each time."""

    def taught(self, lessons: Iterable[Lesson]) -> "Spelling":
        """Return the spelling with further lessons, in order."""
        taught = Spelling.__new__(Spelling)
        taught.sums, taught.summed, taught.lesson = self.sums, self.summed, self.lesson
        taught.starts, taught.total = self.starts, self.total
        taught._since, taught._followers = dict(self._since), dict(self._followers)
        taught._forms = dict(self._forms)
        changes: Counter[Pair] = Counter()
        for lesson in lessons:
            # All together: plans of one model teach the same pairs.
            (changes.update if lesson.step > 0 else changes.subtract)(pairs(lesson.tokens))
            taught.lesson = lesson.number
        copied: set[str] = set()
        for pair, times in changes.items():
            if times:
                taught._teach(pair, times, copied)
        return taught

    def summed_up(self) -> "Spelling":
        """Return the same with every lesson in the sums."""
        return Spelling(self.sums.with_lessons(self._since), self.lesson)

    def forms(self, folded: str) -> Mapping[str, float]:
        """Return the syllables written so without marks, with their times."""
        return self._forms.get(folded, {})

    def count(self, syllable: str) -> float:
        """Return how often the documents hold a syllable."""
        return self.forms(fold(syllable)).get(syllable, 0.0)

    def pair(self, first: str, second: str) -> float:
        """Return how often the second syllable follows the first."""
        return self.sums.after(first).get(second, 0) + self._since.get((first, second), 0)

    def followers(self, first: str) -> float:
        """Return how many different syllables follow one."""
        return self.sums.followers(first) + self._followers.get(first, 0)

    def _teach(self, pair: Pair, times: int, copied: set[str]) -> None:
        first, second = pair
        before = self.pair(first, second)
        self._since[pair] = self._since.get(pair, 0) + times
        met = bool(before + times) - bool(before)
        self._followers[first] = self._followers.get(first, 0) + met
        self.starts += times if first == START else 0
        self.total += times
        self._count(second, times, copied)

    def _count(self, syllable: str, times: int, copied: set[str]) -> None:
        folded = fold(syllable)
        if folded not in copied:
            self._forms[folded] = dict(self._forms.get(folded, {}))
            copied.add(folded)
        forms = self._forms[folded]
        forms[syllable] = forms.get(syllable, 0.0) + times
        if not forms[syllable]:
            del forms[syllable]
