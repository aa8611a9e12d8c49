"""Finds what an abbreviation stands for in the documents' own words."""

import threading
from array import array
from collections import Counter
from collections.abc import Iterator

from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE_OR_STOP

_JOINING = frozenset({"và", "các"})
"""Words that abbreviations leave out."""
_BREAK = "."
_ENOUGH = 2_000_000
"""Syllables kept; further documents hardly bring phrases that people abbreviate."""
_FEWEST = 3
"""Letters; two stand for too much."""
_DOMINANT = 0.5
"""Share of a phrase among all that have these initials."""
_PART = 0.8
"""A phrase that the same syllable follows or leads so often is only part of one."""

Phrase = tuple[int, ...]


class Initials:
    """The documents' syllables in order, by their first letters, folded. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._letters: list[str] = []
        self._joined = ""
        self._syllables = array("I")
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []

    def learn(self, text: str) -> None:
        """Take in the phrases of ``text``; none runs over the end of a sentence or line."""
        if len(self._syllables) >= _ENOUGH:
            return
        pieces = [p for p in PIECE_OR_STOP.findall(normalise(text).lower()) if p not in _JOINING]
        letters = "".join(fold(p[0]) if p[0].isalpha() else _BREAK for p in pieces)
        with self._lock:
            self._syllables.extend(map(self._number, [*pieces, _BREAK]))
            self._letters.append(letters + _BREAK)

    def _number(self, piece: str) -> int:
        number = self._numbers.setdefault(piece, len(self._words))
        if number == len(self._words):
            self._words.append(piece)
        return number

    def stands_for(self, short: str) -> str | None:
        """Return the phrase most often written with these initials, if it clearly is the one.

        None too where the documents write the short form itself more often.
        """
        letters = [letter for letter in short.lower() if letter.isalpha()]
        if len(letters) < _FEWEST:
            return None
        with self._lock:
            phrases = self._phrases(letters)
            best = max(phrases, key=phrases.__getitem__, default=())
            times = phrases.get(best, 0)
            typed = self._numbers.get(short.lower())
            written = 0 if typed is None else self._syllables.count(typed)
            if times < max(2, written, _DOMINANT * sum(phrases.values())):
                return None
            return " ".join(self._words[number] for number in best)

    def _phrases(self, letters: list[str]) -> dict[Phrase, int]:
        """Return the whole phrases with these initials, and how often they are written."""
        places: dict[Phrase, list[int]] = {}
        for at in self._places(fold("".join(letters))):
            phrase = tuple(self._syllables[at : at + len(letters)])
            first = [self._words[number][0] for number in phrase]
            if all(a != "đ" or b == "đ" for a, b in zip(letters, first, strict=True)):
                places.setdefault(phrase, []).append(at)
        return {phrase: len(ats) for phrase, ats in places.items() if self._is_whole(phrase, ats)}

    def _places(self, letters: str) -> Iterator[int]:
        if self._letters:
            self._joined += "".join(self._letters)
            self._letters.clear()
        at = self._joined.find(letters)
        while at >= 0:
            yield at
            at = self._joined.find(letters, at + 1)

    def _is_whole(self, phrase: Phrase, ats: list[int]) -> bool:
        """Return whether different syllables stand before and behind, as around a phrase."""
        for offset in (-1, len(phrase)):
            beside = Counter(
                self._words[self._syllables[at + offset]] for at in ats if at + offset >= 0
            )
            beside.pop(_BREAK, None)
            if len(ats) > 2 and beside and max(beside.values()) > _PART * len(ats):
                return False
        return True
