"""Which of the documents held a question about the catalogue asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from index.question.names import NUMBER, Mention, MentionKind
from index.question.phrases import bodies, pattern
from index.question.query import Query
from index.records import DocumentRecord
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.kinds import KINDS
from ingest.vietnamese.text import fold, normalise

ANY = "văn bản"
"""What a document of any kind is called."""
_ROMAN_QUARTER = re.compile(r"(?<=quý )[iv]+\b")
_FIGURES = re.compile(r"\bsố (\d{1,5})\b(?!\s?[/-])")
_NUMBERED = frozenset({MentionKind.NUMBER, MentionKind.SHORT_NUMBER})
_STANDING = "Ban Thường vụ"
"""The part of a party committee that issues in its name."""


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


def read(query: Query) -> Criteria:
    """Return what a question about the catalogue asks for."""
    kinds = _kinds(query.restored)
    number, basis = _numbers(query)
    issuers = () if query.documents else _issuers(query)
    periods = tuple(_issued(query))
    criteria = Criteria(
        kinds=kinds,
        document_ids=frozenset(query.documents) if query.mentions and query.documents else None,
        number=number,
        basis=basis,
        issuers=issuers,
        periods=periods,
    )
    said = list(_said(query))
    said += [f"số {number}"] if number else []
    said += [f"thực hiện văn bản số {basis}"] if basis else []
    said += [f"của {name}" for name in issuers]
    said += [f"ban hành {_time(query, period)}" for period in periods]
    return replace(criteria, narrowed="".join(f" {words}" for words in dict.fromkeys(said)))


@cache
def _kind() -> re.Pattern[str]:
    names = sorted((k.name.lower() for k in KINDS if k.cited), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, map(normalise, names)))})\b")


def _kinds(restored: str) -> tuple[str, ...]:
    """Return the kinds asked for; not those of what is carried out."""
    led = pattern("catalogue", "basis").search(restored)
    found = _kind().findall(restored[: led.start()] if led else restored)
    return tuple(dict.fromkeys(kind for kind in found if kind != ANY))


def _numbers(query: Query) -> tuple[str, str]:
    """Return the number asked for that names no document, and that of what is carried out."""
    number = basis = ""
    for match in (*NUMBER.finditer(query.text), *_FIGURES.finditer(query.text)):
        if any(m.start < match.end() and match.start() < m.end for m in query.mentions):
            continue
        said = match[match.lastindex or 0]
        led = pattern("catalogue", "basis").search(query.text[: match.start()].lower())
        if led:
            basis = basis or said
        else:
            number = number or said
    return number, basis


def _issuers(query: Query) -> tuple[str, ...]:
    """Return the bodies and places it asks for: by name, else by their level alone."""
    named = [name.removeprefix(f"{_STANDING.lower()} ") for name in query.bodies]
    places = [
        name
        for name in query.proper_names
        if not any(name.lower() in body or body in name.lower() for body in named)
    ]
    if named or places:
        return (*(_written(query.text, name) for name in named), *places)
    by = pattern("catalogue", "by").search(query.restored)
    return tuple(_written(query.text, b) for b in bodies() if by and b in by.group())[:1]


def _written(text: str, name: str) -> str:
    """Return a name in the letters of the text."""
    at = text.lower().find(name)
    return text[at : at + len(name)] if at >= 0 else name


def _issued(query: Query) -> Iterator[Period]:
    """Yield the periods that tell when a document was issued; not the years it is for."""
    issued = pattern("catalogue", "issued").search(query.restored)
    for period in query.periods:
        if period.grain is not Grain.RECURRENCE and (issued or period.grain is not Grain.SPAN):
            yield period


def _said(query: Query) -> Iterator[str]:
    """Yield how the documents are named, in the order they are told apart by."""
    for mention in sorted(query.mentions, key=lambda m: m.kind not in _NUMBERED):
        words = query.text[mention.start : mention.end]
        if mention.kind in _NUMBERED:
            yield f"số {re.sub(r'^[^0-9]*', '', words)}"
        elif mention.kind not in {MentionKind.DATE, MentionKind.SUBJECT}:
            yield f"của {_old(query, mention) or words}"


def _old(query: Query, mention: Mention) -> str:
    if mention.kind is not MentionKind.OLD_PLACE:
        return ""
    return next((place.other for place in query.old_places), "")


def _time(query: Query, period: Period) -> str:
    said = query.restored[period.start : period.end].strip(" ,?")
    return _ROMAN_QUARTER.sub(lambda match: match.group().upper(), said)


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
    return " ".join(fold(normalise(name).lower()).replace("ubnd", "uy ban nhan dan").split())


def _bare(number: str) -> str:
    return re.sub(r"[\s.]", "", fold(number.lower()))
