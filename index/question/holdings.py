"""Reads from a question about the catalogue which of the documents held it asks for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from index.question import kinds, speech
from index.question.criteria import ANY, Criteria
from index.question.names import NUMBER, Mention, MentionKind
from index.question.phrases import bodies, pattern
from index.question.query import Query
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.kinds import KINDS
from ingest.vietnamese.text import normalise

_ROMAN_QUARTER = re.compile(r"(?<=quý )[iv]+\b")
_FIGURES = re.compile(r"\bsố (\d{1,5})\b(?!\s?[/-])")
_NUMBERED = frozenset({MentionKind.NUMBER, MentionKind.SHORT_NUMBER})
_STANDING = "Ban Thường vụ"
"""The part of a party committee that issues in its name."""


def criteria(query: Query) -> Criteria:
    """Return what a question about the catalogue asks for."""
    of_kind = _kinds(query.restored)
    number, basis = _numbers(query)
    issuers = () if query.documents else _issuers(query)
    periods = tuple(_issued(query))
    found = Criteria(
        kinds=of_kind,
        document_ids=frozenset(query.documents) if query.mentions and query.documents else None,
        number=number,
        basis=basis,
        issuers=issuers,
        periods=periods,
        newest=_newest(query.restored),
        topic=kinds.topic(speech.plain(query.restored)),
    )
    said = list(_said(query))
    said += [f"số {number}"] if number else []
    said += [f"thực hiện văn bản số {basis}"] if basis else []
    said += [f"của {name}" for name in issuers]
    said += [f"về {found.topic} (theo trích yếu)"] if found.topic else []
    said += [f"ban hành {_time(query, period)}" for period in periods]
    return replace(found, narrowed="".join(f" {words}" for words in dict.fromkeys(said)))


def _newest(restored: str) -> bool | None:
    for name, value in (("newest", True), ("oldest", False)):
        if pattern("catalogue", name).search(restored):
            return value
    return None


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
    if by is None:
        return ()
    of_a_kind = tuple(_written(query.text, b) for b in bodies() if b in by.group())[:1]
    return of_a_kind or (_written(query.text, by.group().split(" ", 1)[1]),)


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
        elif mention.kind not in {MentionKind.DATE, MentionKind.SUBJECT, MentionKind.CHARTER}:
            yield f"của {_old(query, mention) or words}"


def _old(query: Query, mention: Mention) -> str:
    if mention.kind is not MentionKind.OLD_PLACE:
        return ""
    return next((place.other for place in query.old_places), "")


def _time(query: Query, period: Period) -> str:
    said = query.restored[period.start : period.end].strip(" ,?")
    return _ROMAN_QUARTER.sub(lambda match: match.group().upper(), said)
