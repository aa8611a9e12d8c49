"""What a model's statement is held to: its quotes, and what their places are called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import regex

from app.answering import places
from app.answering.citations import Documents
from app.answering.claims import Quote
from ingest import naming
from ingest.vietnamese import numbers
from ingest.vietnamese.dates import Period
from ingest.vietnamese.lexicon import abbreviations
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE
from ingest.vietnamese.values import Value, values

_APART = " \n"
_AGAIN = re.compile(
    rf"(\d)\s*\((?:{numbers.WORDS}|năm\b)(?:\s*{numbers.SCALE})*\s*\)", re.IGNORECASE
)
_LOOSE = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w/-])")


@dataclass(frozen=True)
class Proof:
    """Texts in NFC; abbreviations, those of the documents themselves included, are written out."""

    quotes: tuple[str, ...]
    names: str
    """What documents and sections are called, and the lines that lead the quotes in."""
    long_forms: tuple[tuple[str, str], ...] = ()
    """Short form → long form, of the documents themselves."""
    sides: tuple[tuple[str, str], ...] = ()
    """Of each quote what its document is called in short, and the quote."""

    def expanded(self, text: str) -> str:
        """Return a text with its abbreviations written out."""
        return expand(text, self.long_forms)

    @cached_property
    def quoted(self) -> str:
        """The quotes, written out."""
        return self.expanded(_APART.join(self.quotes))

    @cached_property
    def written(self) -> str:
        """Quotes and names as they are written, but for figures told again: "20 (hai mươi)"."""
        return _APART.join((*map(_once, self.quotes), self.names))

    @cached_property
    def all(self) -> str:
        """Quotes and names, written out."""
        return _APART.join((self.quoted, self.expanded(self.names)))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The figures and dates of quotes and names."""
        return values(self.written)

    @property
    def named_from(self) -> int:
        """Where the names begin in what is written."""
        return len(_APART.join(map(_once, self.quotes)))

    @cached_property
    def loose_digits(self) -> frozenset[str]:
        """The figures, as written, that are no part of a date or a document's number."""
        text = self.written
        for value in reversed(self.values):
            if isinstance(value, Period):
                text = f"{text[: value.start]} {text[value.end :]}"
        return frozenset(_LOOSE.findall(text))

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
        names |= dict.fromkeys(places.names(document, quote.start))
        forms |= {each.short: each.long for each in document.abbreviations}
    sides = [(naming.short_name(documents.document(q.document_id).header), q.text) for q in held]
    quoted = tuple(q.text for q in held)
    return Proof(quoted, _APART.join(names), tuple(forms.items()), tuple(sides))


def _once(quote: str) -> str:
    """Return a quote without words in brackets that tell a figure again, and zeros before one."""
    return _ZERO.sub("", _AGAIN.sub(r"\1", quote))


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case and one spelling."""
    return PIECE.findall(normalise(text).lower())


def spelled(text: str) -> str:
    """Return a text with days, large figures and figures with zeros before them in one spelling."""
    text = _DAY.sub(r"\1 tháng \2 năm \3", text)
    text = _DAY_OF_YEAR.sub(r"\1\2 tháng \3", text)
    text = _MONTH.sub(r"\1 năm \2", text)
    for zeros, scale in _SCALES:
        text = zeros.sub(rf"\1 {scale}", text)
    return _ZERO.sub("", text)


_DAY = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_DAY_OF_YEAR = re.compile(r"(ngày\s+|trước\s+|từ\s+|đến\s+)(\d{1,2})/(\d{1,2})(?![\d/])")
_MONTH = re.compile(r"(tháng\s+\d{1,2})/(\d{4})(?![\d/])")
_SCALES = (
    (re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})*)\.000\.000\.000(?![\d.,]\d)"), "tỷ"),
    (re.compile(r"(?<![\d.,])(\d{1,3})\.000\.000(?![\d.,]\d)"), "triệu"),
)
_ZERO = re.compile(r"(?<![\d.,/-])0+(?=\d)(?!\d+\s?[/-])")


def expand(text: str, more: Iterable[tuple[str, str]] = ()) -> str:
    """Return a text with its abbreviations written out, in lower case where they were."""
    forms = {**abbreviations(), **dict(more)}
    found = {match.group() for match in _SHORT.finditer(text)} & forms.keys()
    if not found:
        return text
    either = "|".join(map(regex.escape, sorted(found, key=len, reverse=True)))
    return regex.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda m: forms[m.group()], text)


_SHORT = regex.compile(r"(?<!\w)\p{Lu}[\p{L}\d&-]*\p{Lu}[\p{L}\d]*(?!\w)")
