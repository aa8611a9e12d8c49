"""Whether the body that a yes-or-no question takes to lead is the one that does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.acting import actor
from app.answering.citations import Documents, chain_at, quote
from app.answering.claims import Claim
from app.answering.completing import fields
from app.answering.evidence import Statement
from app.answering.wording import spoken
from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest.document import Document, Section, SectionKind
from ingest.facts.cells import rows
from ingest.vietnamese import bodies, body_names, forms
from ingest.vietnamese.text import aligned, normalise

_FIRST = 3
"""Statements, the most probable first, of which one tells who leads."""
_LONGEST = 10
"""Words of a body's name before the verb."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Leading:
    """Who leads what a statement speaks of, as ``Document.text[start:end]`` says it."""

    statement: Statement
    start: int
    end: int
    side: bool
    """Whether the body that the question names is among them."""

    def proving(self, claim: Claim, documents: Documents) -> Claim:
        """Return the claim with who leads, where its quotes do not say it."""
        if any(each.start <= self.start and self.end <= each.end for each in claim.proof):
            return claim
        document = documents.document(self.statement.document_id)
        told = quote(document, self.start, self.end, self.statement.confidence)
        sentences = (*claim.sentences, *spoken(told.text))
        return replace(claim, sentences=sentences, quotes=(*claim.quotes, told))


def leading(query: Query, ranked: Sequence[Statement], documents: Documents) -> Leading | None:
    """Return who leads by the first of the statements that tells it.

    None where the question presumes nobody to lead, or nothing tells.
    """
    presumed = _presumed(query)
    if not presumed:
        return None
    for each in ranked[:_FIRST]:
        document = documents.document(each.document_id)
        for start, end in _told(document, each):
            named = bodies.mentioned(aligned(document.text[start:end]))
            if named:
                keys = [body_names.key(body.name) for body in named]
                side = any(_same(key, name) for key in keys for name in presumed)
                return Leading(each, start, end, side)
    return None


def _presumed(query: Query) -> tuple[str, ...]:
    """Return the names that the one may have who is presumed to lead, as they are compared."""
    acts = pattern("presumed", "leads").search(query.restored)
    if acts is None or query.assists:
        return ()
    before = query.restored[: acts.start()].rstrip()
    if before.split()[-1:] and before.split()[-1] in syllable_set("asking"):
        return ()
    starts = [word.start() for word in _WORD.finditer(before)][-_LONGEST:]
    headed = pattern("headed", "body")
    return tuple(body_names.key(before[at:]) for at in starts if headed.match(before[at:]))


def _same(key: str, name: str) -> bool:
    """Return whether two names are of one body, one of them perhaps with its place or in short."""
    short, long = sorted((key, name), key=len)
    return len(short.split()) > 1 and f"{long} ".startswith(f"{short} ")


def _told(document: Document, statement: Statement) -> Iterator[tuple[int, int]]:
    """Yield the spans that may name who leads: fields of the item, cells of the row, who acts."""
    _, told = stated(document, statement.start)
    if told:
        yield from told
    elif acting := actor(document, *statement.sentence):
        yield acting.start, acting.end


def stated(document: Document, start: int) -> tuple[Section | None, list[tuple[int, int]]]:
    """Return the row or item around a place whose cells or fields tell who leads, and these.

    The innermost; None where none does.
    """
    chain = chain_at(document, start)
    if len(chain) > 1 and chain[-1].kind is SectionKind.ROW:
        _, found = rows(document, chain[-2])
        cells = next((row.cells for row in found if row.section.start == chain[-1].start), ())
        if told := [(cell.start, cell.end) for cell in cells if _is_lead(cell.head)]:
            return chain[-1], told
    for section in reversed(chain):
        lines = [(start, end) for key, start, end in fields(document, section) if _is_lead(key)]
        if lines:
            return section, lines
    return None, []


def _is_lead(key: str) -> bool:
    said = normalise(key).lower()
    return bool(pattern("fields", "body").search(said)) and not forms.assisting(said)
