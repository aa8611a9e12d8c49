"""What carries out, amends and replaces what: citations followed from document to document."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from index.facts import FactQuery, FactRecord, body_forms, number_key
from index.paging import every_fact
from index.ports import NO_FILTERS, Catalogue, Facts, Filters, Scope
from index.records import DocumentRecord
from ingest.facts.model import Citation, FactKind, Relation
from ingest.vietnamese.text import fold, normalise

MOST_DEPTH = 8
MOST_LINKS = 500
_RANKS = {relation: rank for rank, relation in enumerate(Relation)}
"""What a document does with another, the strongest first."""


class Direction(StrEnum):
    """Which way citations are followed."""

    UP = "up"
    """To what a document carries out, amends, replaces."""
    DOWN = "down"
    """To what carries it out, amends, replaces it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One document that cites another; ``record`` is where it says so."""

    record: FactRecord
    citation: Citation
    """What is said of the cited document, also elsewhere in the citing one."""
    cited: DocumentRecord | None
    """The cited document, where it is loaded and seen by the asker."""
    depth: int
    """Steps from where it began, from 1."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The links found, the nearest first."""

    links: tuple[Link, ...]
    complete: bool
    """False where there were more links than are followed."""


class Chains:
    """Follows citations. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, facts: Facts) -> None:
        self._catalogue = catalogue
        self._facts = facts

    def follow(
        self, document_id: str, direction: Direction, scope: Scope, depth: int = MOST_DEPTH
    ) -> Chain:
        """Return the links from the document on. Raises DocumentNotFound.

        A citation without more ("dẫn chiếu") is told of the document asked for and not followed.
        No document is gone through twice.
        """
        start = self._catalogue.record(document_id, scope)
        links: list[Link] = []
        waiting = deque([(start, 1)])
        seen = {start.id}
        while waiting and len(links) <= MOST_LINKS:
            document, steps = waiting.popleft()
            for link in self._links(document, direction, scope, steps):
                if steps > 1 and link.citation.relation is Relation.CITES:
                    continue
                links.append(link)
                further = self._further(link, direction, scope)
                if further is not None and further.id not in seen and steps < depth:
                    seen.add(further.id)
                    waiting.append((further, steps + 1))
        return Chain(tuple(links[:MOST_LINKS]), complete=len(links) <= MOST_LINKS)

    def citing(self, number: str, scope: Scope) -> Chain:
        """Return what cites a number, whether or not a document of that number is loaded."""
        records = list(self._pages(FactQuery(FactKind.REFERENCE, cited=number), scope, None))
        links = [
            Link(record, citation, self._resolved(citation, scope), 1)
            for record, citation in _merged(records)
        ]
        links.sort(key=_rank)
        return Chain(tuple(links[:MOST_LINKS]), complete=len(links) <= MOST_LINKS)

    def numbers(self, relations: Collection[Relation], scope: Scope) -> frozenset[str]:
        """Return the numbers of what documents say they do one of these with, loaded or not."""
        query = FactQuery(FactKind.REFERENCE, relations=frozenset(relations))
        cited = (r.fact for r in self._pages(query, scope, None) if isinstance(r.fact, Citation))
        return frozenset(citation.number for citation in cited)

    def to(self, document: DocumentRecord, scope: Scope) -> Iterator[Link]:
        """Yield the links by which others cite the document, the strongest first."""
        yield from self._links(document, Direction.DOWN, scope, 1)

    def _further(self, link: Link, direction: Direction, scope: Scope) -> DocumentRecord | None:
        if link.citation.relation is Relation.CITES:
            return None
        if direction is Direction.UP:
            return link.cited
        return self._catalogue.record(link.record.document_id, scope)

    def _links(
        self, document: DocumentRecord, direction: Direction, scope: Scope, depth: int
    ) -> list[Link]:
        if direction is Direction.UP:
            query = FactQuery(FactKind.REFERENCE)
            records = list(self._pages(query, scope, document.id))
            links = [
                Link(record, citation, self._resolved(citation, scope), depth)
                for record, citation in _merged(records)
                if not _is_own(citation, document)
            ]
        elif document.number is None:
            return []
        else:
            query = FactQuery(FactKind.REFERENCE, cited=document.number)
            records = list(self._pages(query, scope, None))
            links = [
                Link(record, citation, document, depth)
                for record, citation in _merged(records)
                if record.document_id != document.id and _means(citation, document)
            ]
        return sorted(links, key=_rank)

    def _pages(
        self, query: FactQuery, scope: Scope, document_id: str | None
    ) -> Iterator[FactRecord]:
        filters = NO_FILTERS if document_id is None else Filters(frozenset({document_id}))
        selection = self._catalogue.resolve(scope, filters)
        return every_fact(self._facts, selection, query)

    def _resolved(self, citation: Citation, scope: Scope) -> DocumentRecord | None:
        """Return the one loaded document that is meant; None where none or several may be."""
        records, _ = self._catalogue.records(scope, Filters(number=citation.number))
        meant = [r for r in records if r.same_as is None and _means(citation, r)]
        newest = [record for record in meant if record.superseded_by is None]
        found = meant if len(meant) == 1 else newest
        return found[0] if len(found) == 1 else None


def _is_own(citation: Citation, document: DocumentRecord) -> bool:
    """Tell whether a document speaks of itself, as its letterhead does."""
    same = document.number is not None and number_key(document.number) == number_key(
        citation.number
    )
    return same and citation.issued_on in (None, document.issued_on)


def _rank(link: Link) -> int:
    return _RANKS[link.citation.relation]


def _merged(records: Iterable[FactRecord]) -> Iterator[tuple[FactRecord, Citation]]:
    """Yield each document that is cited once: where the strongest is said, with all that is said.

    A mention without a date is one of the document of that number that is dated, if it is one.
    """
    groups: dict[tuple[str, str], list[tuple[FactRecord, Citation]]] = {}
    for record in records:
        if isinstance(record.fact, Citation):
            key = (record.document_id, number_key(record.fact.number))
            groups.setdefault(key, []).append((record, record.fact))
    for group in groups.values():
        dates = sorted({citation.issued_on for _, citation in group if citation.issued_on})
        if len(dates) < 2:
            yield _strongest(group)
            continue
        for issued_on in dates:
            yield _strongest([each for each in group if each[1].issued_on == issued_on])


def _strongest(group: list[tuple[FactRecord, Citation]]) -> tuple[FactRecord, Citation]:
    record, citation = min(group, key=lambda each: _RANKS[each[1].relation])
    said = [other for _, other in group]
    return record, replace(
        citation,
        issued_on=citation.issued_on or next((o.issued_on for o in said if o.issued_on), None),
        issuer=citation.issuer or next((o.issuer for o in said if o.issuer), None),
        cited=citation.cited or next((o.cited for o in said if o.cited), None),
    )


def _means(citation: Citation, document: DocumentRecord) -> bool:
    """Tell whether the citation is of this document: number, and date or issuer, agree.

    Numbers begin anew every year and in every office: alone they tell only where they hold a year.
    """
    if document.number is None or number_key(citation.number) != number_key(document.number):
        return False
    dates = citation.issued_on is not None and document.issued_on is not None
    if dates and citation.issued_on != document.issued_on:
        return False
    issuers = citation.issuer is not None and document.issuer is not None
    same = issuers and _same_body(citation.issuer or "", document.issuer or "")
    if issuers and not same and not (dates and _is_placed_alike(citation, document)):
        return False
    return _same_kind(citation, document) and (dates or same or _holds_year(citation.number))


def _is_placed_alike(citation: Citation, document: DocumentRecord) -> bool:
    """Tell whether nothing says that the cited body is of another place than the issuer."""
    if document.place is None:
        return True
    return fold(normalise(document.place)) in fold(normalise(citation.issuer or ""))


def _same_kind(citation: Citation, document: DocumentRecord) -> bool:
    if citation.cited is None or document.kind is None:
        return True
    return fold(normalise(citation.cited)) == fold(normalise(document.kind))


def _same_body(one: str, other: str) -> bool:
    """Tell whether one name of a body holds the other, short forms written out."""
    return any(a in b or b in a for a in body_forms(one) for b in body_forms(other))


def _holds_year(number: str) -> bool:
    return any(len(part) == 4 and part.isdigit() for part in number.split("/")[1:])
