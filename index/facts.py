"""Facts as they are kept and looked up: their ids, and the keys that they are found by.

Both adapters of the port ``Facts`` compare by these keys, so that they agree.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256

from index.errors import InvalidCursor
from ingest.document import Abbreviation, Document
from ingest.facts.model import Citation, Deadline, Fact, FactKind, Indicator, Relation, Task
from ingest.vietnamese import body_names, lexicon
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, Recurrence, periods
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE

_BODIES = ("lead", "support", "who", "to", "whom", "issuer")
"""Fields of facts that name bodies."""
_SPAN = frozenset({"start", "end", "path", "confidence"})
"""What two facts of equal words may differ in."""
_TOKEN = re.compile(r"[^\s,;()]+")
_FEWEST = 4
"""Letters of a short form that is known without its capitals."""
_YEAR = 366


FactReader = Callable[[Document], tuple[Fact, ...]]
"""Returns the facts of a document, in reading order."""


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts are looked for; None means any, and what is given must all hold."""

    kind: FactKind | None = None
    body: str | None = None
    """A body that the fact names, whole words, marks and case aside, also by its short form."""
    words: str | None = None
    """Words of the quote or the fact's values, in any order, marks and case aside."""
    due_from: date | None = None
    """The earliest day that is due; a period is due on its last day. Inclusive."""
    due_to: date | None = None
    """The latest day that is due. What has no date is outside every range."""
    cited: str | None = None
    """The number of the document that a reference cites."""
    relations: frozenset[Relation] | None = None
    """What a reference says is done with the document that it cites."""


NO_QUERY = FactQuery()


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact, its words, and the document that states it."""

    id: str
    """The same as long as document and words are."""
    document_id: str
    fact: Fact
    quote: str
    """Exactly the document's text from ``fact.start`` to ``fact.end``."""
    page: int | None
    source: str
    title: str
    number: str | None
    issued_on: date | None
    """When the document was issued."""
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class Keys:
    """What a fact is found by."""

    bodies: str
    words: str
    cited: str | None
    dues: frozenset[str]
    """Days as "2025-11-30", every year "11-30", every month "30"."""


def identify(document: Document, facts: tuple[Fact, ...]) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of a document with their ids, in the same order."""
    seen: Counter[str] = Counter()
    for fact in facts:
        values = [
            f"{f.name}={getattr(fact, f.name)!s}" for f in fields(fact) if f.name not in _SPAN
        ]
        told = "\n".join((document.id, fact.kind, document.text[fact.start : fact.end], *values))
        key = sha256(told.encode()).hexdigest()[:16]
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), fact


def keys(fact: Fact, quote: str, abbreviations: tuple[Abbreviation, ...]) -> Keys:
    """Return what the fact is found by; ``abbreviations`` are those of its document."""
    own = {short.short: short.long for short in abbreviations}
    bodies = {
        form
        for name in _BODIES
        for body in _listed(getattr(fact, name, None))
        for form in (*_forms(body), _plain(_written_out(body, own)))
    }
    told = (quote, *(text for f in fields(fact) for text in _listed(getattr(fact, f.name))))
    words = sorted({piece for text in told for piece in _plain(text).split()})
    cited = number_key(fact.number) if isinstance(fact, Citation) else None
    return Keys(
        bodies="\n".join(f" {form} " for form in sorted(bodies)),
        words=f" {' '.join(words)} ",
        cited=cited,
        dues=frozenset(dues(fact)),
    )


def number_key(number: str) -> str:
    """Return the form numbers are compared in: no case, no diacritics, no spaces."""
    return "".join(fold(normalise(number)).split())


def body_forms(body: str) -> list[str]:
    """Return the forms of a body that is looked for, one of which must be in ``Keys.bodies``."""
    return [f" {form} " for form in sorted(_forms(body)) if form]


def word_forms(words: str) -> list[str]:
    """Return the words that are looked for, each of which must be in ``Keys.words``."""
    return [f" {piece} " for piece in dict.fromkeys(_plain(words).split())]


def due_text(fact: Fact) -> str | None:
    """Return what the fact says of when it is due."""
    if isinstance(fact, Task | Deadline):
        return fact.due
    return fact.by if isinstance(fact, Indicator) else None


def dues(fact: Fact) -> Iterator[str]:
    """Yield the days a fact is due, as ``Keys.dues``; a period's last day, or the day before it.

    What begins then ("từ năm 2026") or has no year and does not recur has no such day.
    """
    told = periods(due_text(fact) or "")
    every = Recurrence.YEARLY if isinstance(fact, Deadline) and fact.recurring else None
    for period in reversed(told):  # "15/6 và 15/12 hằng năm": what recurs is said once
        every = period.recurrence or every
        if day := _due(period, every):
            yield day


def _due(period: Period, every: Recurrence | None) -> str | None:
    if period.bound.upward:
        return None
    if period.first and period.bound is Bound.BELOW and period.grain is not Grain.DAY:
        return (period.first - timedelta(days=1)).isoformat()
    if period.last is not None:
        return period.last.isoformat()
    if period.day is None:
        return None
    if every is Recurrence.YEARLY and period.month is not None:
        return f"{period.month:02}-{period.day:02}"
    return f"{period.day:02}" if every is Recurrence.MONTHLY and not period.month else None


def recurring(due_from: date | None, due_to: date | None) -> frozenset[str]:
    """Return the recurring days of ``Keys.dues`` that fall into the range; of a year, all do."""
    last = due_to.toordinal() if due_to else date.max.toordinal()
    first = max(due_from.toordinal() if due_from else 1, last - _YEAR)
    days = map(date.fromordinal, range(max(1, first), last + 1))
    return frozenset(text for day in days for text in (f"{day:%m-%d}", f"{day:%d}"))


def position(cursor: str) -> tuple[int, int]:
    """Return the number of the document and the fact a page ended with. Raises InvalidCursor."""
    parts = cursor.split(".")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
        raise InvalidCursor("Vị trí trang không hợp lệ. Hãy tải lại danh sách từ đầu.")
    return int(parts[0]), int(parts[1])


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _plain(text: str) -> str:
    return " ".join(PIECE.findall(fold(normalise(text))))


def _forms(body: str) -> set[str]:
    """Return a body as it is written, with general short forms written out, and by its level."""
    written = {_plain(body), _plain(_TOKEN.sub(_long, body))}
    return written | {body_names.of_level(form) for form in written}


def _long(match: re.Match[str]) -> str:
    short = match.group()
    known = lexicon.abbreviations().get(short) or _known_small().get(fold(short))
    return known or _department(short) or short


def _department(short: str) -> str | None:
    """Return the department of a province that is called by its initial: "SGDĐT", "sgddt"."""
    if short[:1] not in {"S", "s"}:
        return None
    field = lexicon.abbreviations().get(short[1:]) if short.isupper() else None
    field = field or _known_small().get(fold(short[1:]))
    return f"sở {field}" if field else None


@cache
def _known_small() -> Mapping[str, str]:
    """Return the short forms that are known however they are typed."""
    known = lexicon.abbreviations()
    return {fold(short): long for short, long in known.items() if len(short) >= _FEWEST}


def _written_out(body: str, own: Mapping[str, str]) -> str:
    """Return a body with the short forms of its document written out."""
    for short, long in own.items():
        body = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long.replace("\\", r"\\"), body)
    return body
