"""Which of the documents held a question asks for, and whether a document is one of them."""

import re
from dataclasses import dataclass
from datetime import date

from index.records import DocumentRecord
from ingest.vietnamese.body_names import written_out
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Period
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.words import syllables

ANY = "văn bản"
"""What a document of any kind is called."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a document has to be; whatever is empty admits any."""

    kinds: tuple[str, ...] = ()
    """Any one of them, in lower case."""
    document_ids: frozenset[str] | None = None
    """Those named."""
    number: str = ""
    """A number that no document has, or its figures."""
    basis: str = ""
    """The number of what it carries out."""
    issuers: tuple[str, ...] = ()
    """Names that all stand in its issuer or place."""
    periods: tuple[Period, ...] = ()
    """When it was issued."""
    topic: str = ""
    """What its title has to say."""
    newest: bool | None = None
    """Only those issued last; False: first."""
    narrowed: str = ""
    """All but the kinds, as the question says it: " của Lạc Sơn"."""

    @property
    def kind(self) -> str:
        """What such documents are called."""
        return " và ".join(self.kinds) or ANY

    def admits(self, record: DocumentRecord) -> bool:
        """Return whether a document is as asked, when it was issued aside."""
        named = self.document_ids is None or record.id in self.document_ids
        of_kind = not self.kinds or (record.kind or "").lower() in self.kinds
        return (
            named
            and of_kind
            and self._numbered(record)
            and (not self.basis or _bare(self.basis) in _bare(record.title))
            and (not self.topic or _words(self.topic) in _words(record.title))
            and all(_key(name) in _issuer(record) for name in self.issuers)
        )

    def dates(self, issued_on: date) -> bool:
        """Return whether a day is within the periods: of bounds in all, of others in one."""
        exact = [p for p in self.periods if p.bound in {Bound.EXACT, Bound.ABOUT}]
        bounds = [p for p in self.periods if p not in exact]
        return all(_within(issued_on, p) for p in bounds) and (
            not exact or any(_within(issued_on, p) for p in exact)
        )

    def _numbered(self, record: DocumentRecord) -> bool:
        if not self.number:
            return True
        if self.number.isdigit():
            figures = re.match(r"0*(\d+)", record.number or "")
            return figures is not None and figures[1] == self.number.lstrip("0")
        return record.number is not None and _bare(record.number) == _bare(self.number)


def _within(day: date, period: Period) -> bool:
    if period.first is None or period.last is None:
        return _in_parts(day, period)
    match period.bound:
        case Bound.BELOW:
            return day < period.first
        case Bound.AT_MOST:
            return day <= period.last
        case Bound.ABOVE:
            return day > period.last
        case Bound.AT_LEAST:
            return day >= period.first
        case _:
            return period.first <= day <= period.last


def _in_parts(day: date, period: Period) -> bool:
    """Return whether a day is in a period of any year."""
    own = ((day.month - 1) // 6 + 1, (day.month - 1) // 3 + 1, day.month, day.day)
    return all(part is None or part == mine for part, mine in zip(period.parts, own, strict=True))


def _issuer(record: DocumentRecord) -> str:
    return _key(f"{record.issuer or ''} {record.place or ''}")


def _key(name: str) -> str:
    return " ".join(written_out(fold(normalise(name).lower())).split())


def _words(text: str) -> str:
    return f" {' '.join(syllables(normalise(text).lower()))} "


def _bare(number: str) -> str:
    return re.sub(r"[\s.]", "", fold(number.lower()))
