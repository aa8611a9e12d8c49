"""What is learned from a document when it comes in, so that it need not be read again.

Names stand in the header; how words are spelt, and which follow which, stands in the text.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Document
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import LETTERS, PIECE_OR_STOP

START = ""
"""Stands before the first syllable of a document."""

Pair = tuple[str, str]


def tokens(text: str) -> list[str]:
    """Return syllables, figures and what ends a phrase, in small letters, in order."""
    return PIECE_OR_STOP.findall(normalise(text).lower())


@dataclass(frozen=True, slots=True)
class Learned:
    """A document without text and sections, and the text's tokens."""

    named: Document
    tokens: list[str]

    @classmethod
    def of(cls, document: Document) -> "Learned":
        """Read the document."""
        return cls(replace(document, text="", sections=()), tokens(document.text))


def pairs(tokens: Iterable[str]) -> Counter[Pair]:
    """Return how often a syllable follows another; what follows START is the text's first."""
    return Counter(pairwise([START, *LETTERS.findall(" ".join(tokens))]))
