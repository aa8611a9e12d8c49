"""What a model's statement is held to: its quotes, and what their places are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import regex

from app.answering.citations import Documents, chain_at, section_at
from app.answering.claims import Quote
from app.answering.generative.context import called, headings
from app.answering.wording import section_name
from ingest.document import Document
from ingest.vietnamese.lexicon import abbreviations
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE
from ingest.vietnamese.values import Value, values

_APART = " \n"
_LEAD = 400
"""Most characters of the line that leads in the items a quote is among."""


@dataclass(frozen=True)
class Proof:
    """Texts in NFC; abbreviations, those of the documents themselves included, are written out."""

    quotes: tuple[str, ...]
    names: str
    """What documents and sections are called, and the lines that lead the quotes in."""
    long_forms: tuple[tuple[str, str], ...] = ()
    """Short form → long form, of the documents themselves."""

    def expanded(self, text: str) -> str:
        """Return a text with its abbreviations written out."""
        return expand(text, self.long_forms)

    @cached_property
    def quoted(self) -> str:
        """The quotes, written out."""
        return self.expanded(_APART.join(self.quotes))

    @cached_property
    def written(self) -> str:
        """Quotes and names as they are written."""
        return _APART.join((*self.quotes, self.names))

    @cached_property
    def all(self) -> str:
        """Quotes and names, written out."""
        return _APART.join((self.quoted, self.expanded(self.names)))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The figures and dates of quotes and names."""
        return values(self.written)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of quotes and names, in lower case."""
        return frozenset(words(self.all))


def of(quotes: Iterable[Quote], documents: Documents) -> Proof:
    """Return what quotes prove."""
    held = list(dict.fromkeys(quotes))
    names: dict[str, None] = {}
    forms: dict[str, str] = {}
    for quote in held:
        document = documents.document(quote.document_id)
        path, _ = section_at(document, quote.start)
        places = (called(document), section_name(path), " ".join(path))
        names |= dict.fromkeys((*places, *headings(document, quote.start)))
        names |= dict.fromkeys(_leads(document, quote.start))
        forms |= {each.short: each.long for each in document.abbreviations}
    return Proof(tuple(q.text for q in held), _APART.join(names), tuple(forms.items()))


def _leads(document: Document, offset: int) -> list[str]:
    """Return the lines of the sections above that lead in what follows: they end with a colon."""
    found = []
    for section in chain_at(document, offset):
        below = next((c.start for c in section.children), section.end)
        own = document.text[section.start : min(below, offset)].strip()
        last = own.rsplit("\n", 1)[-1]
        if last.endswith(":"):
            found.append(last[-_LEAD:])
    return found


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case and one spelling."""
    return PIECE.findall(normalise(text).lower())


def expand(text: str, more: Iterable[tuple[str, str]] = ()) -> str:
    """Return a text with its abbreviations written out, in lower case where they were."""
    forms = {**abbreviations(), **dict(more)}
    found = {match.group() for match in _SHORT.finditer(text)} & forms.keys()
    if not found:
        return text
    either = "|".join(map(regex.escape, sorted(found, key=len, reverse=True)))
    return regex.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda m: forms[m.group()], text)


_SHORT = regex.compile(r"(?<!\w)\p{Lu}[\p{L}\d&-]*\p{Lu}[\p{L}\d]*(?!\w)")
