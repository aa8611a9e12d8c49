"""Finds what an abbreviation stands for in the documents' own words."""

import threading
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from index.question.guessing import shipped
from ingest.vietnamese.text import fold

_JOINING = frozenset({"và", "các"})
"""Words that abbreviations leave out."""
_BREAK = "."
ENOUGH = 2_000_000
"""Syllables kept; further documents hardly bring phrases that people abbreviate."""
_FEWEST = 3
"""Letters; two stand for too much."""

Phrase = tuple[int, ...]
Place = tuple["array[int]", int]
"""A document's syllables, and where among them."""


Phrases = Callable[[int, Collection[str] | None], Iterable[tuple[str, list[str]]]]
"""Returns documents with their tokens, as ``NameIndex.phrases`` does."""


class Initials:
    """The syllables of each document in order, by their first letters. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._phrases_of: dict[str, tuple[str, array[int]]] = {}
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._first: dict[str, str] = {}
        """The letter a piece begins with, folded."""

    @property
    def room(self) -> int:
        """How many further syllables may be learned."""
        return ENOUGH - sum(len(syllables) for _, syllables in self._phrases_of.values())

    def learn(self, document_id: str, tokens: Iterable[str]) -> None:
        """Take in a document's phrases; none runs over the end of a sentence or line."""
        pieces = [token for token in tokens if token not in _JOINING]
        pieces.append(_BREAK)
        with self._lock:
            for piece in set(pieces).difference(self._numbers):
                self._first[piece] = fold(piece[0]) if piece[0].isalpha() else _BREAK
                self._numbers[piece] = len(self._words)
                self._words.append(piece)
        letters = "".join(map(self._first.__getitem__, pieces))
        syllables = array("I", map(self._numbers.__getitem__, pieces))
        self._phrases_of[document_id] = (letters, syllables)

    def without(self, document_ids: Iterable[str]) -> "Initials":
        """Return what is left without these documents; this one stays as it is."""
        left = Initials()
        left._lock, left._first = self._lock, self._first
        left._numbers, left._words = self._numbers, self._words
        left._phrases_of = dict(self._phrases_of)
        for document_id in document_ids:
            left._phrases_of.pop(document_id, None)
        return left

    def stands_for(self, short: str) -> str | None:
        """Return the phrase most often written with these initials, if it clearly is the one.

        None too where the documents write the short form itself more often.
        """
        letters = [letter for letter in short.lower() if letter.isalpha()]
        if len(letters) < _FEWEST:
            return None
        phrases = self._phrases(letters)
        best = max(phrases, key=phrases.__getitem__, default=())
        times = phrases.get(best, 0)
        typed = self._numbers.get(short.lower(), -1)
        written = sum(s.count(typed) for _, s in self._phrases_of.values()) if typed >= 0 else 0
        if times < max(2, written, shipped().dominant * sum(phrases.values())):
            return None
        return " ".join(self._words[number] for number in best)

    def _phrases(self, letters: list[str]) -> dict[Phrase, int]:
        """Return the whole phrases with these initials, and how often they are written."""
        found: dict[Phrase, list[Place]] = {}
        for syllables, at in self._places(fold("".join(letters))):
            phrase = tuple(syllables[at : at + len(letters)])
            first = [self._words[number][0] for number in phrase]
            if all(a != "đ" or b == "đ" for a, b in zip(letters, first, strict=True)):
                found.setdefault(phrase, []).append((syllables, at))
        return {phrase: len(ats) for phrase, ats in found.items() if self._is_whole(phrase, ats)}

    def _places(self, letters: str) -> Iterator[Place]:
        for joined, syllables in self._phrases_of.values():
            at = joined.find(letters)
            while at >= 0:
                yield syllables, at
                at = joined.find(letters, at + 1)

    def _is_whole(self, phrase: Phrase, ats: list[Place]) -> bool:
        """Return whether different syllables stand before and behind, as around a phrase."""
        for offset in (-1, len(phrase)):
            beside = Counter(
                self._words[syllables[at + offset]] for syllables, at in ats if at + offset >= 0
            )
            beside.pop(_BREAK, None)
            if len(ats) > 2 and beside and max(beside.values()) > shipped().part * len(ats):
                return False
        return True


class Learning:
    """The initials of all documents, learned when one is first asked for. Safe between threads.

    It takes a second where there are many documents, and few questions need it.
    """

    def __init__(self, phrases: Phrases, learned: Initials | None = None) -> None:
        """``phrases`` tells of all documents, as they are once it is asked."""
        self._phrases = phrases
        self._learned = learned
        self._lock = threading.Lock()

    def settle(self) -> None:
        """Learn now."""
        self._initials()

    def stands_for(self, short: str) -> str | None:
        """Return what ``Initials.stands_for`` returns."""
        return self._initials().stands_for(short)

    def changed(self, phrases: Phrases, changed: Collection[str]) -> "Learning":
        """Return the same with these documents as they are now, or no longer are."""
        if self._learned is None:
            return Learning(phrases)
        left = self._learned.without(changed)
        for document_id, tokens in phrases(left.room, changed):
            left.learn(document_id, tokens)
        return Learning(phrases, left)

    def _initials(self) -> Initials:
        with self._lock:
            if self._learned is None:
                learned = Initials()
                for document_id, tokens in self._phrases(ENOUGH, None):
                    learned.learn(document_id, tokens)
                self._learned = learned
            return self._learned
