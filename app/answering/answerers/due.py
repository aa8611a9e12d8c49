"""What falls due in a time: the tasks and deadlines of all documents asked, by the days they name.

A document tells when something is due, never whether it was done; the answer says so.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.answering.answer import Draft
from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import (
    Body,
    Claim,
    Note,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Row,
    Table,
    joined,
)
from app.answering.wording import day, say, spoken
from index.facts import FactQuery, FactRecord, dues
from index.paging import every_fact
from index.ports import Facts, Selection
from index.question.dues import Due, Turn
from index.question.query import Inquiry
from ingest import naming
from ingest.document import Document
from ingest.facts.model import Deadline, FactKind, Task
from ingest.vietnamese.text import fold
from ingest.vietnamese.tokens import FIGURE
from ingest.vietnamese.values import agree, values

_MOST_FACTS = 20_000
"""Facts of a kind that are looked through."""
_MOST_DOCUMENTS = 8
"""Documents that are shown where it is asked which; of more only the number is told."""
_READ = 1_700
"""Characters a reader reads of a table, its markers aside."""
_NAME = 110
"""Characters of what is to be done."""
_BODIES = 60
"""Characters of those who are told."""
_LINE = 160
"""Characters of a heading that tells a time."""
_YEAR = 366


@dataclass(frozen=True, slots=True)
class _Falling:
    """A fact, the day it falls due, and what states that."""

    record: FactRecord
    day: date
    proof: Quote

    @property
    def due(self) -> str:
        """The time as the document tells it."""
        fact = self.record.fact
        return (fact.due or "") if isinstance(fact, Task | Deadline) else ""


def answer(
    inquiry: Inquiry,
    facts: Facts,
    searched: Selection,
    asked: Sequence[str],
    documents: Documents,
    today: date,
) -> Draft | None:
    """Return what falls due in the time asked for, the nearest first, sure but for doubt.

    None where one document is asked and nothing of it is known to: it may say so in other words.
    """
    due = inquiry.due
    if due is None:
        return None
    found = list(_told_once(_falling(inquiry, due, facts, searched, documents, today)))
    if not found:
        if len(asked) == 1:
            return None
        return Draft(Refusal(Reason.NOT_FOUND, "nothing_due", (_when(due, today),)), 0.0)
    found.sort(key=lambda each: each.day, reverse=_backwards(due, today))
    if inquiry.each and len(asked) > 1:
        return _per_document(found, len(asked), documents)
    rows = list(_rows(found, documents))
    shown = found[: len(rows)]
    heads = ("table.matter", "table.due", "table.who", "table.document")
    body: Body = Table(tuple(map(say, heads)), tuple(rows))
    note = Note(" ".join(_notes(due, len(rows), len(found), today)))
    return Draft(joined((body, note)), _confidence(shown))


def _falling(
    inquiry: Inquiry,
    due: Due,
    facts: Facts,
    searched: Selection,
    documents: Documents,
    today: date,
) -> Iterator[_Falling]:
    first, last = due.days(today)
    for kind in (FactKind.DEADLINE, FactKind.TASK):
        query = FactQuery(kind, inquiry.body, due_from=first, due_to=last)
        for record in every_fact(facts, searched, query, _MOST_FACTS):
            if inquiry.reports and "bao cao" not in fold(record.quote).lower():
                continue
            days = [d for d in (_day(t, due, record, today) for t in dues(record.fact)) if d]
            proof = _proof(record, documents) if days else None
            if proof is not None:
                yield _Falling(record, min(days), proof)


def _day(told: str, due: Due, record: FactRecord, today: date) -> date | None:
    """Return the day of ``Keys.dues`` that falls into the time; of a recurring one the first.

    What recurs is never overdue: it falls due again.
    """
    if due.of_year is not None:
        return _of_any_year(told, *due.of_year)
    first, last = due.days(today)
    if len(told) == len("2025-11-30"):
        only = date.fromisoformat(told)
        return only if (first or only) <= only <= (last or only) else None
    if due.turn is Turn.OVERDUE:
        return None
    end = last or (first or today) + timedelta(days=_YEAR)
    begin = max(first or end - timedelta(days=_YEAR), record.issued_on or date.min)
    days = (begin + timedelta(days=n) for n in range((end - begin).days + 1))
    return next((each for each in days if each.isoformat().endswith(f"-{told}")), None)


_ANY_YEAR = 2000
"""The year that days of any year are ordered in."""


def _of_any_year(told: str, since: str, until: str) -> date | None:
    month_day = told[-len("11-30") :]
    if len(told) < len("11-30"):
        month_day = (
            f"{since[:2]}-{told}" if f"{since[:2]}-{told}" >= since else f"{until[:2]}-{told}"
        )
    inside = since <= month_day <= until if since <= until else not until < month_day < since
    return date.fromisoformat(f"{_ANY_YEAR}-{month_day}") if inside else None


def _backwards(due: Due, today: date) -> bool:
    """Whether what falls due last comes first: it is nearest to the end that is asked for."""
    if due.of_year is not None:
        return due.of_year[0] == "01-01" and due.of_year[1] != "12-31"
    return due.days(today)[0] is None


def _told_once(found: Iterator[_Falling]) -> Iterator[_Falling]:
    """Leave out tasks where a deadline of the same words has the same day, and repeated words."""
    known: dict[tuple[str, date], list[_Falling]] = {}
    for each in found:
        same = known.setdefault((each.record.document_id, each.day), [])
        if not any(_meet(each, other) or _alike(each, other) for other in same):
            same.append(each)
            yield each


def _meet(one: _Falling, other: _Falling) -> bool:
    first, second = one.record.fact, other.record.fact
    return first.start < second.end and second.start < first.end


def _alike(one: _Falling, other: _Falling) -> bool:
    return " ".join(one.record.quote.split()) == " ".join(other.record.quote.split())


def _proof(record: FactRecord, documents: Documents) -> Quote | None:
    """Return the quote that states when it is due: the fact's, or that of a heading above it."""
    fact, document = record.fact, documents.document(record.document_id)
    due = fact.due if isinstance(fact, Task | Deadline) else None
    if due is None:
        return None
    if _states(record.quote, due):
        return _quoted(record, document)
    for section in reversed(chain_at(document, fact.start)):
        line = document.text[section.start : section.end].split("\n", 1)[0].rstrip()
        if len(line) <= _LINE and _states(line, due):
            return quote(document, section.start, section.start + len(line), 1.0)
    return None


def _states(text: str, due: str) -> bool:
    """Whether a text tells a time, be it in another spelling."""
    if fold(due).lower() in fold(text).lower():
        return True
    said, held = values(due), values(text)
    told = bool(said) and all(any(agree(one, other) for other in held) for one in said)
    return told and set(FIGURE.findall(due)) <= {*FIGURE.findall(text), *_parts(text)}


def _parts(text: str) -> set[str]:
    """Return the figures of dates apart, as "30" and "6" of "30/6"."""
    return {part for figure in FIGURE.findall(text) for part in figure.replace(".", "/").split("/")}


def _quoted(record: FactRecord, document: Document) -> Quote:
    return quote(document, record.fact.start, record.fact.end, record.fact.confidence)


def _per_document(found: Sequence[_Falling], asked: int, documents: Documents) -> Draft:
    """Return of each document what falls due next to the time asked for."""
    first: dict[str, _Falling] = {}
    for each in found:
        first.setdefault(each.record.document_id, each)
    shown = list(first.values())[:_MOST_DOCUMENTS]
    lines = tuple(
        _claim(each, documents, Role.LINE, spoken(each.record.quote), value=each.due)
        for each in shown
    )
    body: Body = PerDocument(lines, compared=False)
    told = [say("due.stated_of", all=str(len(first)), asked=str(asked))]
    if len(shown) < len(first):
        told.append(say("due.first_of", shown=str(len(shown))))
    return Draft(joined((body, Note(" ".join(told)))), _confidence(shown))


def _rows(found: Sequence[_Falling], documents: Documents) -> Iterator[Row]:
    """Yield the rows of the table, as many as a reader reads."""
    length = 0
    for each in found:
        row = _row(each, documents)
        length += len(row.name) + sum(len(claim.text) for cell in row.cells for claim in cell)
        if length > _READ and length > len(row.name):
            return
        yield row


def _row(each: _Falling, documents: Documents) -> Row:
    fact = each.record.fact
    what = fact.what if isinstance(fact, Task | Deadline) else ""
    who = fact.lead if isinstance(fact, Task) else fact.who if isinstance(fact, Deadline) else ()
    told = textwrap.shorten(", ".join(who), _BODIES, placeholder=" …")
    name = naming.short_name(documents.document(each.record.document_id).header)
    cells = tuple(
        (_claim(each, documents, Role.CELL, (said,)),) if said else ()
        for said in (each.due, told, name)
    )
    what = textwrap.shorten(what, _NAME, placeholder=" …")
    return Row(each.record.document_id, what, cells)


def _claim(
    each: _Falling, documents: Documents, role: Role, said: tuple[str, ...], *, value: str = ""
) -> Claim:
    document = documents.document(each.record.document_id)
    own = _quoted(each.record, document)
    return Claim(
        role=role,
        document_id=document.id,
        document=naming.short_name(document.header),
        section=section_at(document, each.record.fact.start)[0],
        sentences=said,
        quotes=(own,) if each.proof == own else (own, each.proof),
        value=value,
    )


def _notes(due: Due, shown: int, every: int, today: date) -> Iterator[str]:
    """Yield what has to be known: how many there are, and what no document tells."""
    wording = "due.all" if shown == every else "due.some"
    yield say(wording, shown=str(shown), all=str(every), when=_when(due, today))
    if due.turn is Turn.OVERDUE:
        yield say("due.not_known")


def _when(due: Due, today: date) -> str:
    """Return the time in words: "từ 01/06/2025 đến 30/06/2025"."""
    if due.of_year is not None:
        since, until = (f"{told[3:]}/{told[:2]}" for told in due.of_year)
        return say("due.of_year", first=since, last=until)
    first, last = due.days(today)
    if first is None and last is None:
        return due.words
    if first is None or last is None:
        only = first or last
        assert only is not None  # noqa: S101 - one of them is a day
        return say("due.until" if first is None else "due.since", day=day(only))
    return say("due.between", first=day(first), last=day(last))


def _confidence(shown: Sequence[_Falling]) -> float:
    return sum(each.record.fact.confidence for each in shown) / len(shown)
