"""Lists: every item of the section that answers, none from elsewhere."""

import re
from collections.abc import Sequence

from app.answerers.draft import Draft
from app.citations import Bibliography, chain_at, section_at
from app.evidence import Statement, Terms
from app.wording import clean_quote, escape, say, section_name
from index.lexicon import pattern
from index.library import Library
from index.query import Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import sentences

_LONGEST = 2_800
"""Characters of a list that a reader still accepts."""
_TITLE_COVERAGE = 0.3


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
    spans = _items(query, best, document, library)
    if len(spans) < 2:
        spans = [_sentence(best)]
    path, _ = section_at(document, spans[0][0])
    lead = say(
        "claim.list_lead", document=escape(naming.name(document.header)), section=section_name(path)
    )
    lines: list[str] = []
    length = len(lead)
    for start, end in spans:
        quote = escape(clean_quote(document.text[start:end]))
        length += len(quote) + 8
        if lines and length > _LONGEST:
            break
        lines.append(
            say(
                "claim.bullet",
                quote=quote,
                marker=bibliography.cite(document.id, start, end, best.confidence),
            )
        )
    return Draft.answered("\n".join([f"Theo {lead}", "", *lines]), confidence)


def _items(
    query: Query, best: Statement, document: Document, library: Library
) -> list[tuple[int, int]]:
    chain = chain_at(document, best.start)
    if not chain:
        return []
    if best.text.rstrip().endswith(":"):
        return _after_lead(chain, best, document)
    terms = Terms(query, library)
    section = next((s for s in reversed(chain) if s.label is not None), None)
    if section is None:
        return []
    titled = terms.coverage(section.title) >= _TITLE_COVERAGE
    if titled and (pattern("list", "tasks").search(query.restored) or not _inline(best.text)):
        return _contents(section, document)
    return []


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


def _sentence(best: Statement) -> tuple[int, int]:
    """Return the whole sentence of a clause, within its passage."""
    passage = best.passage.passage
    for start, end in sentences(passage.text):
        if passage.start + start <= best.start < passage.start + end:
            return passage.start + start, passage.start + end
    return best.start, best.end
