"""What the catalogue tells of a document short of the document itself."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as a listing shows it."""

    id: str
    source: str
    title: str
    kind: str | None
    number: str | None
    issuer: str | None
    place: str | None
    issued_on: date | None
    signer: str | None
    sections: int
    """Labelled sections."""
    passages: int
    ingested_at: datetime
    """UTC; of the latest content."""
    sha256: str
    pages: int | None
    media_type: str
    origin: str
    """The first place the file came from."""
    warnings: int
    same_as: str | None = None
    """The document, the same in another file, that answers for this one."""
    superseded_by: str | None = None
    """The next version of this numbered document."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A header field that a person put right, or took back."""

    field: str
    """kind, number, issuer, place, issued_on, subject, signer or title."""
    read: str | None
    """What was read when it was corrected; a date as year-month-day."""
    value: str | None
    """What holds instead; empty: the document states nothing; None: what is read holds again."""
    at: datetime
    """UTC."""


CORRECTABLE = ("title", "kind", "number", "issuer", "place", "issued_on", "subject", "signer")
"""Header fields that a person may correct."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents there are, and of what: each value with its count, the most first.

    A document that does not state a value counts in the total alone.
    """

    total: int
    kinds: tuple[tuple[str, int], ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    issuers: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    """Of issue, the latest first."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Which documents another one answers for, by id."""

    same_as: Mapping[str, str] = field(default_factory=dict)
    superseded_by: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.same_as or self.superseded_by)

    def newer(self, document_id: str) -> Iterator[str]:
        """Yield the newer versions of the document, the newest last."""
        newer = self.superseded_by.get(document_id)
        while newer is not None:
            yield newer
            newer = self.superseded_by.get(newer)

    def stand_ins(self, document_id: str) -> Iterator[str]:
        """Yield the documents that answer for this one."""
        if document_id in self.same_as:
            yield self.same_as[document_id]
        yield from self.newer(document_id)

    def within(self, document_ids: Collection[str]) -> "Marks":
        """Return the marks as they would be if there were no other documents than these.

        Of copies whose own leader is not among them, the first by id answers for the others.
        """
        groups: dict[str, list[str]] = {}
        for copy, leader in self.same_as.items():
            groups.setdefault(leader, []).append(copy)
        leads: dict[str, str] = {}
        same_as: dict[str, str] = {}
        for leader, copies in groups.items():
            here = [d for d in (leader, *sorted(copies)) if d in document_ids]
            if here:
                leads[leader] = here[0]
                same_as |= dict.fromkeys(here[1:], here[0])
        superseded_by: dict[str, str] = {}
        for document_id in self.superseded_by:
            newer = (leads.get(version, version) for version in self.newer(document_id))
            next_one = next((version for version in newer if version in document_ids), None)
            if document_id in document_ids and next_one is not None:
                superseded_by[document_id] = next_one
        return Marks(same_as, superseded_by)


NO_MARKS = Marks()
