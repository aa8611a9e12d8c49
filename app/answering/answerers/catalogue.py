"""Which documents are held: counted and listed from the catalogue, without passages or quotes."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

from app.answering.answer import Draft
from app.answering.claims import Entry, Holdings
from index.ports import Catalogue, Filters, Scope
from index.question.criteria import Criteria
from index.question.query import Query
from index.records import DocumentRecord
from ingest import naming
from ingest.document import Header, Stated

MOST = 30
"""Documents that are listed; of more only the number is told."""
_SUBJECT = 150
"""Characters of what a document is about."""
_PAGE = 500
"""Records read at a time."""


def answer(
    query: Query,
    catalogue: Catalogue,
    scope: Scope,
    filters: Filters,
    ended: Callable[[Sequence[str]], frozenset[str]],
) -> tuple[Draft, frozenset[str]]:
    """Return how many documents are as asked, and which, the newest first; none is an answer too.

    A copy of a document that is here is not counted beside it, nor those of which ``ended`` tells
    that they no longer held; their ids come too.
    """
    asked = query.holdings or Criteria()
    alike = [record for record in held(catalogue, scope, filters) if asked.admits(record)]
    gone = ended([record.id for record in alike])
    alike = [record for record in alike if record.id not in gone]
    dated = [record for record in alike if record.issued_on and asked.dates(record.issued_on)]
    undated = [record for record in alike if record.issued_on is None]
    if asked.newest is not None:
        return _extreme(query, dated, undated, asked), gone
    if asked.periods:
        return _listed(query, dated, len(undated), asked), gone
    return _listed(query, [*dated, *undated], 0, asked), gone


def held(catalogue: Catalogue, scope: Scope, filters: Filters) -> list[DocumentRecord]:
    """Return the records of the documents that filters admit, newest first, undated last."""
    records = list(_every(catalogue, scope, filters))
    ids = {record.id for record in records}
    kept = [record for record in records if record.same_as not in ids]
    kept.sort(key=lambda record: (record.title, record.id))
    return sorted(kept, key=lambda r: r.issued_on.toordinal() if r.issued_on else 0, reverse=True)


def name(record: DocumentRecord) -> str:
    """Return what the document of a record is called."""
    kind, number, issuer, place, signer = (
        Stated(value, None, None) if value else None
        for value in (record.kind, record.number, record.issuer, record.place, record.signer)
    )
    issued_on = Stated(record.issued_on, None, None) if record.issued_on else None
    if not (kind or number or issuer):
        return naming.titled(record.title)
    return naming.name(
        Header(
            kind=kind,
            number=number,
            issuer=issuer,
            place=place,
            issued_on=issued_on,
            signer=signer,
        )
    )


def _every(catalogue: Catalogue, scope: Scope, filters: Filters) -> Iterator[DocumentRecord]:
    cursor: str | None = None
    while True:
        page, cursor = catalogue.records(scope, filters, limit=_PAGE, cursor=cursor)
        yield from page
        if cursor is None:
            return


def _extreme(
    query: Query,
    dated: Sequence[DocumentRecord],
    undated: Sequence[DocumentRecord],
    asked: Criteria,
) -> Draft:
    """Return the documents issued last, or first: as many as asked for, and of one day all."""
    if not dated:
        return _told("no_date" if undated else "none", (), 0, asked)
    ordered = dated if asked.newest else dated[::-1]
    last = ordered[min(query.count or 1, len(ordered)) - 1].issued_on
    first = [r.issued_on for r in ordered].index(last)
    of_day = sum(record.issued_on == last for record in ordered)
    wording = "newest" if asked.newest else "oldest"
    return _told(wording, ordered[: first + of_day], len(undated), asked)


def _listed(
    query: Query, records: Sequence[DocumentRecord], undated: int, asked: Criteria
) -> Draft:
    if query.whether:
        return _told("held" if records else "not_held", records, undated, asked)
    return _told("counted" if records else "none", records, undated, asked)


def _told(wording: str, records: Sequence[DocumentRecord], undated: int, asked: Criteria) -> Draft:
    nowhere = " nào" if wording in {"none", "not_held"} else ""
    words = f"{asked.kind}{nowhere}{asked.narrowed}"
    entries = tuple(Entry(r.id, name(r), _subject(r)) for r in records[:MOST])
    ids = tuple(record.id for record in records)
    return Draft(Holdings(wording, words, entries, ids, undated), 1.0)


def _subject(record: DocumentRecord) -> str:
    """Return what a document is about, beside its kind."""
    title = record.title
    if title == name(record) or title == record.source:
        return ""
    title = title.removeprefix(record.kind or "").strip()
    return textwrap.shorten(title, _SUBJECT, placeholder=" …")
