"""What is learned from a document when it comes in, so that it need not be read again.

Names stand in the header; how words are spelt, and which follow which, stands in the text.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest import naming
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
class Called:
    """What a document is called by its header, and what it calls others."""

    document_id: str
    kind: str | None = None
    number: str | None = None
    place: str | None = None
    issuer: str | None = None
    signer: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    abbreviations: tuple[tuple[str, str], ...] = ()
    """Short forms with what they stand for, in the order of the text."""
    mergers: tuple[tuple[str, str], ...] = ()
    """Places by their name of before and of after, as it records them."""
    name: str = ""
    """Its full name, where it records mergers."""

    @classmethod
    def of(cls, document: Document) -> "Called":
        """Return what the document is called."""
        header = document.header
        return cls(
            document_id=document.id,
            kind=header.kind.value if header.kind else None,
            number=header.number.value if header.number else None,
            place=header.place.value if header.place else None,
            issuer=header.issuer.value if header.issuer else None,
            signer=header.signer.value if header.signer else None,
            issued_on=header.issued_on.value if header.issued_on else None,
            subject=header.subject.value if header.subject else None,
            abbreviations=tuple((each.short, each.long) for each in document.abbreviations),
            mergers=tuple((each.old, each.new) for each in document.mergers),
            name=naming.name(header) if document.mergers else "",
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """A document as far as it tells what it is called, and the text's tokens."""

    named: Document
    tokens: list[str]

    @classmethod
    def of(cls, document: Document) -> "Learned":
        """Read the document."""
        header = replace(document.header, recipients=())
        named = replace(document, header=header, text="", sections=(), references=(), warnings=())
        return cls(replace(named, doubts=(), wishes=(), page_starts=()), tokens(document.text))


def pairs(tokens: Iterable[str]) -> Counter[Pair]:
    """Return how often a syllable follows another; what follows START is the text's first."""
    return Counter(pairwise([START, *LETTERS.findall(" ".join(tokens))]))
