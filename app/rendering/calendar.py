"""Days that are due as a calendar (RFC 5545) that other programs subscribe to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from icalendar import Calendar, Event

from app.rendering.material import printable
from index.facts import FactRecord, dues
from ingest.facts.model import Deadline, Fact, Indicator, Task

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST_CHARACTERS = 200
"""Of an event's name."""
_BODIES = 2
"""Of those whom an event's name tells."""
_EVERY = {len("12-15"): "YEARLY", len("15"): "MONTHLY"}
"""How long a recurring day is written → how often it comes."""


@dataclass(frozen=True, slots=True)
class _Day:
    first: date
    often: str | None = None


def write(name: str, records: Iterable[FactRecord]) -> bytes:
    """Return a calendar with an event for each day on which a fact is due, all day long.

    A period is due on its last day; what recurs does so from its document's day of issue on.
    A task is left out where a deadline of the same words has the same day.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hoi dap//Hoi dap//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for record, day in _told_once(records):
        calendar.add_component(_event(record, day))
    return bytes(calendar.to_ical())


def _told_once(records: Iterable[FactRecord]) -> Iterator[tuple[FactRecord, str]]:
    dated = [(record, day) for record in records for day in sorted(dues(record.fact))]
    known: dict[tuple[str, str], list[Fact]] = {}
    for record, day in dated:
        if isinstance(record.fact, Deadline):
            known.setdefault((record.document_id, day), []).append(record.fact)
    for record, day in dated:
        same = known.get((record.document_id, day), [])
        if not (isinstance(record.fact, Task) and any(_meet(record.fact, each) for each in same)):
            yield record, day


def _meet(one: Fact, other: Fact) -> bool:
    return one.start < other.end and other.start < one.end


def _event(record: FactRecord, told: str) -> Event:
    day = _day(told, record)
    event = Event()
    event.add("uid", f"{record.id}-{told}@hoidap")
    event.add("dtstamp", record.ingested_at)
    event.add("summary", _summary(record.fact))
    event.add("description", _description(record))
    event.add("dtstart", day.first)
    event.add("dtend", day.first + timedelta(days=1))
    if day.often:
        event.add("rrule", {"freq": day.often})
    event.add("transp", "TRANSPARENT")
    return event


def _day(told: str, record: FactRecord) -> _Day:
    if len(told) not in _EVERY:
        return _Day(date.fromisoformat(told))
    since = record.issued_on or record.ingested_at.date()
    held = (since + timedelta(days=n) for n in range(5 * 366))
    first = next(each for each in held if each.isoformat().endswith(f"-{told}"))
    return _Day(first, _EVERY[len(told)])


def _summary(fact: Fact) -> str:
    match fact:
        case Task():
            who, what = fact.lead, fact.what
        case Deadline():
            who, what = fact.who, fact.what
        case Indicator():
            who, what = (), f"{fact.subject}: {fact.value} {fact.unit or ''}"
        case _:
            who, what = (), ""
    told = f"{_named(who)}: {what}" if who else what
    told = " ".join(printable(told).split())
    return told if len(told) <= MOST_CHARACTERS else f"{told[: MOST_CHARACTERS - 1].rstrip()}…"


def _named(bodies: tuple[str, ...]) -> str:
    """Return the first of the bodies, and how many more there are: what is due must be seen too."""
    shown = ", ".join(bodies[:_BODIES])
    more = len(bodies) - _BODIES
    return f"{shown} và {more} cơ quan khác" if more > 0 else shown


def _description(record: FactRecord) -> str:
    where = " › ".join(record.fact.path)
    page = f", trang {record.page}" if record.page else ""
    return printable(
        f"“{record.quote}”\n{record.title}"
        + (f" ({record.number})" if record.number else "")
        + (f", mục {where}" if where else "")
        + page
    )
