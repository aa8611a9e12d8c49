"""Whether a document still holds, as far as the loaded documents say."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.facts.chain import Chains, Link
from index.facts import body_forms
from index.ports import Catalogue, Filters, Scope
from index.records import DocumentRecord
from ingest.facts.model import Relation


class Status(StrEnum):
    """What the loaded documents say of a document."""

    IN_FORCE = "in_force"
    """None of them repeals, replaces or amends it."""
    AMENDED = "amended"
    REPLACED = "replaced"
    REPEALED = "repealed"
    DISPUTED = "disputed"
    """One of them says so, or is a later version, but a person has to look."""


_STATUS = {
    Relation.REPEALS: Status.REPEALED,
    Relation.REPLACES: Status.REPLACED,
    Relation.AMENDS: Status.AMENDED,
}
"""What a document does with another → what that one is then, the strongest first."""
_KEPT = 64
"""Scopes of which is remembered how their documents stand."""
_SAID = {
    Status.REPEALED: "bãi bỏ",
    Status.REPLACED: "thay thế",
    Status.AMENDED: "sửa đổi, bổ sung",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A document that says it changes another, or is a later version of it."""

    status: Status
    document: DocumentRecord
    """The one that changes it."""
    link: Link | None
    """Where it says so; None for a version, which says nothing."""
    doubt: str | None
    """Why a person has to look, in Vietnamese; None where nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands, with the documents that say so. It is never left out for that."""

    status: Status
    note: str
    """In Vietnamese, for a person."""
    changes: tuple[Change, ...]


class Standings:
    """Tells how documents stand. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, chains: Chains) -> None:
        self._catalogue = catalogue
        self._chains = chains
        self._known: OrderedDict[tuple[int, Scope], Mapping[str, Status]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, document: DocumentRecord, scope: Scope) -> Standing:
        """Return how the document stands by what the asker may see.

        What an earlier document says, one without a date, or one of another body, is in doubt.
        """
        changes = (*self._said(document, scope), *self._later(document, scope))
        sure = {change.status for change in changes if change.doubt is None}
        status = next((each for each in _STATUS.values() if each in sure), None)
        if status is None:
            status = Status.DISPUTED if changes else Status.IN_FORCE
        return Standing(status, _note(status, changes), changes)

    def ended(self, document: DocumentRecord, day: date | None, scope: Scope) -> bool:
        """Return whether it was repealed or replaced by then, beyond doubt; None: by now.

        What has no day of issue itself counts as of then.
        """
        return any(
            change.doubt is None
            and change.status in {Status.REPEALED, Status.REPLACED}
            and (
                day is None or change.document.issued_on is None or change.document.issued_on <= day
            )
            for change in (*self._said(document, scope), *self._later(document, scope))
        )

    def having(self, status: Status, scope: Scope) -> frozenset[str]:
        """Return the documents that stand so, by what the asker may see."""
        others = self._others(scope)
        if status is not Status.IN_FORCE:
            return frozenset(key for key, each in others.items() if each is status)
        held = self._catalogue.document_ids()
        return frozenset(key for key in held if scope.admits(key) and key not in others)

    def _others(self, scope: Scope) -> Mapping[str, Status]:
        """Return how the documents stand that are not simply in force; kept until some change."""
        key = (self._catalogue.generation, scope)
        with self._lock:
            if (known := self._known.get(key)) is not None:
                return known
        told = {record.id: self.of(record, scope).status for record in self._touched(scope)}
        others = {each: status for each, status in told.items() if status is not Status.IN_FORCE}
        with self._lock:
            self._known[key] = others
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return others

    def _touched(self, scope: Scope) -> Iterator[DocumentRecord]:
        """Yield the documents that may be changed by another one."""
        marks = self._catalogue.marks()
        marked = frozenset(marks.superseded_by.keys() | marks.later.keys())
        numbers = self._chains.numbers(_STATUS, scope)
        for filters in (Filters(marked), *(Filters(number=number) for number in sorted(numbers))):
            records, cursor = self._catalogue.records(scope, filters)
            yield from records
            while cursor is not None:
                records, cursor = self._catalogue.records(scope, filters, cursor=cursor)
                yield from records

    def _said(self, document: DocumentRecord, scope: Scope) -> Iterator[Change]:
        for link in self._chains.to(document, scope):
            if (status := _STATUS.get(link.citation.relation)) is not None:
                by = self._catalogue.record(link.record.document_id, scope)
                yield Change(status, by, link, _doubt(document, by, link))

    def _later(self, document: DocumentRecord, scope: Scope) -> Iterator[Change]:
        if document.superseded_by is not None:
            by = self._catalogue.record(document.superseded_by, scope)
            yield Change(Status.REPLACED, by, None, None)
        if document.later_version is not None:
            by = self._catalogue.record(document.later_version, scope)
            doubt = "cùng số, cùng cơ quan nhưng ngày hoặc nội dung khác, chưa có người xác nhận"
            yield Change(Status.REPLACED, by, None, doubt)


def _doubt(document: DocumentRecord, by: DocumentRecord, link: Link) -> str | None:
    if by.issued_on is None or document.issued_on is None:
        return "không rõ ngày ban hành của một trong hai văn bản"
    if by.issued_on < document.issued_on:
        return "văn bản nêu việc này được ban hành trước"
    if by.issuer is None or document.issuer is None:
        return "không rõ cơ quan ban hành của một trong hai văn bản"
    if set(body_forms(by.issuer)).isdisjoint(body_forms(document.issuer)):
        return "văn bản nêu việc này do cơ quan khác ban hành"
    return "cách đọc chưa chắc chắn" if link.record.fact.confidence < 1 else None


def _note(status: Status, changes: tuple[Change, ...]) -> str:
    if status is Status.IN_FORCE:
        return (
            "Chưa thấy văn bản nào trong số đã nạp bãi bỏ, thay thế hay sửa đổi văn bản này; văn "
            "bản chưa nạp thì không biết được."
        )
    if status is Status.DISPUTED:
        told = "; ".join(f"{_named(change)} ({change.doubt})" for change in changes)
        return f"Cần người kiểm tra: {told}. Văn bản này vẫn được dùng để trả lời."
    told = "; ".join(_named(c) for c in changes if c.status is status and c.doubt is None)
    return f"Theo các văn bản đã nạp: {told}. Phạm vi xem ở lời dẫn."


def _named(change: Change) -> str:
    by = change.document
    number = f" số {by.number}" if by.number else ""
    day = f" ngày {by.issued_on:%d/%m/%Y}" if by.issued_on else ""
    if change.link is not None:
        what = _SAID[change.status]
    else:
        what = "là bản mới hơn" if change.doubt else "thay thế, đã có người xác nhận"
    return f"{by.kind or 'Văn bản'}{number}{day} {what}"
