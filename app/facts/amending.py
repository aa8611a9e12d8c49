"""What later documents changed in those an answer quotes, said beside it.

What they changed is still quoted: they may have changed another part, and what held before may be
what is asked.
"""

import re
from collections.abc import Iterable, Iterator

from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import (
    Body,
    Claim,
    Note,
    Quote,
    Role,
    Statements,
    joined,
    quotes,
)
from app.answering.wording import say, spoken
from app.facts.chain import Chains
from app.facts.standing import Change, Standings, Status
from index.errors import DocumentNotFound
from index.ports import Catalogue, Facts, Scope, Selection
from index.question.sections import SectionReference, references
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.clauses import sentences

_CHANGES = re.compile(r"\b(?:sửa đổi|bổ sung|thay thế|thay|bãi bỏ|bỏ)\b", re.IGNORECASE)
"""What later documents do with parts of earlier ones."""
_MOST = 3
"""Changes that are told."""
_WHOLE = 600
"""Characters of a part of the later document that is quoted whole; of a longer one its lead."""


class Amendments:
    """Tells what changed the documents quoted. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, facts: Facts) -> None:
        self._catalogue = catalogue
        self._standings = Standings(catalogue, Chains(catalogue, facts))

    def told(self, body: Body, documents: Documents, searched: Selection, scope: Scope) -> Body:
        """Return the body with what later documents changed, of those that may be searched.

        Who signed and when is not changed by them.
        """
        stated = [c for c in body.claims if c.role is not Role.HEADER]
        cited: dict[str, list[Quote]] = {}
        for each in (proof for claim in stated for proof in claim.proof):
            cited.setdefault(each.document_id, []).append(each)
        changes = [
            (change, held)
            for key, held in cited.items()
            for change in self._changes(key, scope)
            if searched.admits(change.document.id)
        ]
        said = quotes(body)
        parts: list[Body] = [body]
        for change, held in changes[:_MOST]:
            older = documents.document(held[0].document_id)
            newer = documents.document(change.document.id)
            claim = _claim(change, [section_at(older, each.start)[0] for each in held], newer)
            if claim and not _overlap(claim.quotes[0], said):
                parts.append(Statements((claim,)))
            names = {"older": naming.name(older.header), "newer": naming.name(newer.header)}
            parts.append(Note(say(f"amended.{change.status if claim else 'elsewhere'}", **names)))
        return joined(parts)

    def _changes(self, document_id: str, scope: Scope) -> Iterator[Change]:
        """Yield what changes a document beyond doubt; nothing where it has gone meanwhile."""
        try:
            found = self._standings.of(self._catalogue.record(document_id, scope), scope).changes
        except DocumentNotFound:
            return
        yield from (each for each in found if each.link is not None and each.doubt is None)


def _claim(change: Change, paths: list[tuple[str, ...]], newer: Document) -> Claim | None:
    """Return what changes a part quoted, or the whole; None where it amends other parts alone."""
    assert change.link is not None  # noqa: S101 - the caller leaves out those without
    fact = change.link.record.fact
    named = list(_parts(newer))
    own = next((span for span, parts in named if _meet(parts, paths)), None)
    if own is None and named and change.status is Status.AMENDED:
        return None
    start, end = own or _sentence(newer, fact.start, fact.end)
    return Claim(
        role=Role.STATEMENT,
        document_id=newer.id,
        document=naming.name(newer.header),
        section=section_at(newer, start)[0],
        sentences=spoken(newer.text[start:end]),
        quotes=(quote(newer, start, end, fact.confidence),),
    )


def _meet(parts: Iterable[SectionReference], paths: Iterable[tuple[str, ...]]) -> bool:
    """Return whether one of the parts is one of the paths, or holds it."""
    within = [path[: depth + 1] for path in paths for depth in range(len(path))]
    return any(part.fits(path) for part in parts for path in within)


def _overlap(one: Quote, others: Iterable[Quote]) -> bool:
    return any(
        one.document_id == each.document_id and one.start < each.end and each.start < one.end
        for each in others
    )


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that a span stands in, the span itself of one that runs on."""
    whole = ((a, b) for a, b in sentences(document.text) if a <= start and end <= b)
    return next((each for each in whole if each[1] - each[0] <= _WHOLE), (start, end))


def _parts(newer: Document) -> Iterator[tuple[tuple[int, int], tuple[SectionReference, ...]]]:
    """Yield where a document says what it changes, and the parts of the other that it names."""
    for start, end in sentences(newer.text):
        said = newer.text[start:end]
        if _CHANGES.search(said) and (parts := references(said)):
            own = chain_at(newer, start)
            if own and own[-1].start == start and own[-1].end - start <= _WHOLE:
                end = own[-1].end
            yield (start, start + len(newer.text[start:end].rstrip())), parts
