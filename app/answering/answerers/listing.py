"""Lists: every item of the section that answers, none from elsewhere."""

import re
from collections.abc import Sequence

from app.answering.answer import Draft
from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import Claim, Listing, Role
from app.answering.evidence import Statement
from app.answering.spans import trimmed
from app.answering.terms import Terms
from app.answering.weighing import Weighing
from app.answering.wording import spoken
from index.question.library import Library
from index.question.phrases import syllable_set
from index.question.query import Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.forms import enumerates
from ingest.vietnamese.words import syllables

_LONGEST = 2_800
"""Characters of a list that a reader still accepts."""
_MARKUP = 8
"""Characters that bullet and marker add to an item."""
_NEAR = 6
"""Statements, from the best, that may point to the section."""


def answer(
    query: Query,
    ranked: Sequence[Statement],
    library: Library,
    documents: Documents,
    weighing: Weighing | None = None,
) -> Draft:
    """Return the items of the section that the best statement or a heading points to."""
    best = ranked[0]
    document = documents.document(best.document_id)
    near = [s for s in ranked[:_NEAR] if s.document_id == best.document_id]
    spans = _items(query, near, document, Terms(query, library, weighing))
    if len(spans) < 2:
        spans = [_enumerating(query, near).sentence]
    section, _ = section_at(document, spans[0][0])
    name = naming.name(document.header)
    items = tuple(
        Claim(
            role=Role.ITEM,
            document_id=document.id,
            document=name,
            section=section_at(document, start)[0],
            sentences=spoken(document.text[start:end]),
            quotes=(quote(document, start, end, best.confidence),),
        )
        for start, end in _within(spans)
    )
    return Draft(Listing(items, name, section, len(items), len(spans)), best.confidence)


def _within(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first spans, one at least, that together are no longer than a reader accepts."""
    length = 0
    for at, (start, end) in enumerate(spans):
        length += end - start + _MARKUP
        if at and length > _LONGEST:
            return spans[:at]
    return spans


def _items(
    query: Query, near: Sequence[Statement], document: Document, terms: Terms
) -> list[tuple[int, int]]:
    """Return the items of a section; fewer than two where one sentence enumerates by itself."""
    best = near[0]
    w = terms.weighing.unread
    if section := _asked_for(query, near, document, w.title_said):
        return _contents(_descended(section, terms), document)
    if _naming(query, near):
        return []
    by_itself = _inline(best.text) and not best.introduces and not query.asks_tasks
    for statement in near:
        if by_itself and not statement.text.endswith(":"):
            continue  # a heading nearby is less than a sentence that enumerates
        if statement.introduces and statement.score >= w.as_good * best.score:
            items = introduced(statement, document, terms)
            if len(items) > 1:
                return items
    if by_itself:
        return []
    if section := _shared(near, document):
        return _contents(section, document)
    section = _labelled(document, best.start)
    titled = section is not None and terms.coverage(section.title) >= w.title_coverage
    if section and titled and (query.asks_tasks or not _inline(best.text)):
        return _contents(section, document)
    return []


def _enumerating(query: Query, near: Sequence[Statement]) -> Statement:
    """Return the statement to show where no section's items answer; never a bare heading."""
    said = next((statement for statement in near if not statement.introduces), near[0])
    return _naming(query, near) or said


def _asked_for(
    query: Query, near: Sequence[Statement], document: Document, share: float
) -> Section | None:
    """Return the section whose title the question says, or the one of those within it it is about.

    "Sở Y tế làm gì trong phần tổ chức thực hiện" asks for one item of that part, "cơ quan nào được
    giao việc trong phần tổ chức thực hiện" for all.
    """
    named = _named(query, near, document)
    if named is None or not near[0].introduces or query.asks_body:
        return named
    headed = _labelled(document, near[0].start)
    if headed and named.start < headed.start < named.end:
        words = set(syllables(headed.title)) - syllable_set("asking")
        if len(words & query.content) >= share * len(words):
            return headed
    return named


def _descended(section: Section, terms: Terms) -> Section:
    """Return the child whose title alone bears on the question, else the section itself."""
    titled = [child for child in section.children if child.title and child.children]
    by_title = sorted(titled, key=lambda child: -terms.coverage(child.title))
    alone = terms.weighing.unread.title_alone
    match [terms.coverage(child.title) for child in by_title[:2]]:
        case [first, second] if first >= alone and first > 2 * second:
            return by_title[0]
    return section


def _naming(query: Query, near: Sequence[Statement]) -> Statement | None:
    """Return the statement that enumerates by name what is asked for by name: "phường nào"."""
    if query.listed is None:
        return None
    return next((s for s in near if enumerates(query.listed, s.text)), None)


def _shared(near: Sequence[Statement], document: Document) -> Section | None:
    """Return the section in which the best statement and one of the next two stand as items."""
    best = [statement for statement in near if not statement.introduces][:3]
    first, *others = [_labelled(document, statement.start) for statement in best] or [None]
    return first if first and first.children and first in others else None


def _named(query: Query, near: Sequence[Statement], document: Document) -> Section | None:
    """Return the section whose title the question says whole, in these words or in others."""
    said = {s for form in (query.focus, *query.boosts) for s in syllables(form)}
    sections = [s for hit in near for s in chain_at(document, hit.start) if s.label is not None]
    called = [
        section
        for section in sections
        if len(words := set(syllables(section.title))) > 1 and words <= said
    ]
    return max(called, key=lambda section: len(section.title), default=None)


def _labelled(document: Document, offset: int) -> Section | None:
    chain = chain_at(document, offset)
    return next((section for section in reversed(chain) if section.label is not None), None)


def introduced(statement: Statement, document: Document, terms: Terms) -> list[tuple[int, int]]:
    """Return the items that a lead-in or a heading introduces, by their spans in the document."""
    if statement.text.endswith(":"):
        return _after_lead(chain_at(document, statement.start), statement, document)
    section = _labelled(document, statement.start)
    return _contents(_descended(section, terms), document) if section else []


def _inline(text: str) -> bool:
    """Return whether a statement enumerates by itself: "…, …, …"."""
    return text.count(",") + text.count(";") >= 2


def _after_lead(chain: list[Section], best: Statement, document: Document) -> list[tuple[int, int]]:
    """Return what a lead-in introduces: its node's children, or the blocks that follow it."""
    node = chain[-1]
    children = [c for c in node.children if c.start >= best.end]
    if children:
        return [trimmed(document, c.start, c.end) for c in children]
    return _blocks(document, best.end, node.end)


def _contents(section: Section, document: Document) -> list[tuple[int, int]]:
    if section.children:
        return [
            trimmed(document, child.start, child.end)
            for child in section.children
            if child.kind is not SectionKind.CLOSING
        ]
    body = document.text[section.start : section.end]
    spans = [(section.start + a, section.start + b) for a, b in sentences(body)]
    return spans[1:] if section.kind is SectionKind.HEADING and len(spans) > 1 else spans


def _blocks(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    return [
        trimmed(document, start + m.start(), start + m.end())
        for m in re.finditer(r"[^\n]+", document.text[start:end])
    ]
