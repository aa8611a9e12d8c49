"""Lists: every item of the section that answers, none from elsewhere."""

import re
from collections.abc import Sequence

from app.answerers.draft import Draft
from app.citations import Bibliography, chain_at, section_at
from app.evidence import Statement
from app.terms import Terms
from app.wording import escape, marked, say, section_name
from index.lexicon import pattern
from index.library import Library
from index.query import Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import sentences, syllables

_LONGEST = 2_800
"""Characters of a list that a reader still accepts."""
_MARKUP = 8
"""Characters that bullet and marker add to an item."""
_TITLE_COVERAGE = 0.3
_NEAR = 6
"""Statements, from the best, that may point to the section."""
_AS_GOOD = 0.85
"""A lead-in is taken for the answer from this share of the best score."""


def answer(
    query: Query,
    ranked: Sequence[Statement],
    library: Library,
    bibliography: Bibliography,
    confidence: float,
) -> Draft:
    """Return the items of the section that the best statement or a heading points to."""
    best = ranked[0]
    document = bibliography.document(best.document_id)
    spans = _items(query, ranked, document, library)
    if len(spans) < 2:
        spans = [best.sentence]
    shown = _within(spans)
    path, _ = section_at(document, spans[0][0])
    where = section_name(path)
    if len(shown) < len(spans):
        where = say("claim.list_part", section=where, shown=str(len(shown)), all=str(len(spans)))
    name = escape(naming.name(document.header))
    lines = []
    for start, end in shown:
        marker = bibliography.cite(document.id, start, end, best.confidence)
        quote = marked(document.text[start:end], marker)
        lines.append(say("claim.bullet", quote=quote, marker=marker))
    lead = say("claim.list_lead", document=name, section=where)
    return Draft.answered("\n".join([lead, "", *lines]), confidence)


def _within(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first spans, one at least, that together are no longer than a reader accepts."""
    length = 0
    for at, (start, end) in enumerate(spans):
        length += end - start + _MARKUP
        if at and length > _LONGEST:
            return spans[:at]
    return spans


def _items(
    query: Query, ranked: Sequence[Statement], document: Document, library: Library
) -> list[tuple[int, int]]:
    best = ranked[0]
    near = [s for s in ranked[:_NEAR] if s.document_id == best.document_id]
    if section := _named(query, near, document):
        return _contents(section, document)
    for statement in near:
        if statement.introduces and statement.score >= _AS_GOOD * best.score:
            return _introduced(statement, document)
    section = _labelled(document, best.start)
    if section is None:
        return []
    titled = Terms(query, library).coverage(section.title) >= _TITLE_COVERAGE
    if titled and (pattern("list", "tasks").search(query.restored) or not _inline(best.text)):
        return _contents(section, document)
    return []


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


def _introduced(statement: Statement, document: Document) -> list[tuple[int, int]]:
    if statement.text.endswith(":"):
        return _after_lead(chain_at(document, statement.start), statement, document)
    section = _labelled(document, statement.start)
    return _contents(section, document) if section else []


def _inline(text: str) -> bool:
    """Return whether a statement enumerates by itself: "…, …, …"."""
    return text.count(",") + text.count(";") >= 2


def _after_lead(chain: list[Section], best: Statement, document: Document) -> list[tuple[int, int]]:
    """Return what a lead-in introduces: its node's children, or the blocks that follow it."""
    node = chain[-1]
    children = [c for c in node.children if c.start >= best.end]
    if children:
        return [_trimmed(document, c.start, c.end) for c in children]
    return _blocks(document, best.end, node.end)


def _contents(section: Section, document: Document) -> list[tuple[int, int]]:
    if section.children:
        return [
            _trimmed(document, child.start, child.end)
            for child in section.children
            if child.kind is not SectionKind.CLOSING
        ]
    body = document.text[section.start : section.end]
    spans = [(section.start + a, section.start + b) for a, b in sentences(body)]
    return spans[1:] if section.kind is SectionKind.HEADING and len(spans) > 1 else spans


def _blocks(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    return [
        _trimmed(document, start + m.start(), start + m.end())
        for m in re.finditer(r"[^\n]+", document.text[start:end])
    ]


def _trimmed(document: Document, start: int, end: int) -> tuple[int, int]:
    piece = document.text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
