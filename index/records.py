"""What the catalogue tells of a document short of the document itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping
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
    """The document that holds in this one's stead, as a person confirmed."""
    later_version: str | None = None
    """What calls itself a later version of this numbered document; no person has confirmed it."""
    tags: tuple[str, ...] = ()
    """What persons keep it together with others by, in order."""


@dataclass(frozen=True, slots=True)
class Supersession:
    """A person's word that one document holds in another's stead."""

    newer: str
    older: str
    by: str
    """Who said so, as they are called; empty: whoever works on this machine."""
    at: datetime
    """UTC."""


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
    tags: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Which documents another one answers for, by id."""

    same_as: Mapping[str, str] = field(default_factory=dict)
    superseded_by: Mapping[str, str] = field(default_factory=dict)
    """As a person confirmed; without circles."""
    later: Mapping[str, str] = field(default_factory=dict)
    """What calls itself a later version, confirmed or not: it answers for none."""

    @classmethod
    def of(
        cls,
        same_as: Mapping[str, str],
        confirmed: Iterable[tuple[str, str]],
        later: Mapping[str, str],
    ) -> "Marks":
        """Return the marks; ``confirmed`` are older and newer documents, copies or not.

        What is said of a copy holds of its whole group. Of words that go round in a circle the last
        is passed over, so that never all of them are silent.
        """
        copies: dict[str, list[str]] = {}
        for copy, leader in same_as.items():
            copies.setdefault(leader, []).append(copy)
        superseded_by: dict[str, str] = {}
        marks = cls(same_as, superseded_by, later)
        for older, newer in confirmed:
            former, following = marks.leader(older), marks.leader(newer)
            if former not in (following, *marks.newer(following)):
                superseded_by |= dict.fromkeys((former, *copies.get(former, ())), following)
        return marks

    def __bool__(self) -> bool:
        return bool(self.same_as or self.superseded_by or self.later)

    def concern(self, document_ids: Iterable[str]) -> bool:
        """Return whether another document answers for any of these."""
        told = self.same_as.keys(), self.superseded_by.keys()
        return not all(answered_for.isdisjoint(document_ids) for answered_for in told)

    def leader(self, document_id: str) -> str:
        """Return the document that answers for this one and its copies."""
        return self.same_as.get(document_id, document_id)

    def newer(self, document_id: str) -> Iterator[str]:
        """Yield the documents that hold in this one's stead, the last one last."""
        return _followed(self.superseded_by, document_id)

    def later_version(self, document_id: str) -> str | None:
        """Return the next version that nobody has confirmed or refuted; None where there is none.

        A version that another one holds in the stead of is no rival any more, nor has it any.
        """
        if document_id in self.superseded_by:
            return None
        later = _followed(self.later, document_id)
        return next((version for version in later if version not in self.superseded_by), None)

    def rivals(self, document_id: str) -> tuple[str, ...]:
        """Return the other versions beside which the document stands unconfirmed, newest first."""
        leader = self.leader(document_id)
        return tuple(version for version in self.versions(document_id) if version != leader)

    def versions(self, document_id: str) -> tuple[str, ...]:
        """Return the document's versions that nobody has confirmed or refuted, the newest first.

        Itself among them; none where it has no other. Copies are left to their leaders.
        """
        if not self.later or document_id in self.superseded_by:
            return ()
        leader = self.leader(document_id)
        *_, newest = (leader, *_followed(self.later, leader))
        found = [newest]
        for version in found:
            found += [d for d, then in self.later.items() if then == version]
        silent = self.superseded_by.keys() | self.same_as.keys()
        kept = tuple(version for version in found if version not in silent)
        return kept if len(kept) > 1 else ()

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

        def following(marks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
            for document_id in marks.keys() & document_ids:
                versions = (leads.get(v, v) for v in _followed(marks, document_id))
                if (version := next((v for v in versions if v in document_ids), None)) is not None:
                    yield document_id, version

        return Marks(same_as, dict(following(self.superseded_by)), dict(following(self.later)))


def _followed(marks: Mapping[str, str], document_id: str) -> Iterator[str]:
    """Yield what comes after a document, one after the other; ``marks`` have no circles."""
    following = marks.get(document_id)
    while following is not None:
        yield following
        following = marks.get(following)


NO_MARKS = Marks()
