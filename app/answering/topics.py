"""Documents by topics: what each one says, cited, or that it is silent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.answer import Citation, Status
from app.answering.citations import Bibliography, chain_at
from app.answering.wording import clean_quote, escape, sentence_case
from app.service import Ask, QuestionAnswering
from index.ports import Filters, Scope
from ingest.document import Document, SectionKind

SILENT = "không nêu"
MOST_QUOTES = 3
"""Quotes in one cell."""
MOST_CHARACTERS = 600
"""Of what stands under a heading, in one cell."""
_LABEL = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]+\s?[.-])\s+")
"""A section's own label, which the source names anyway and a list would swallow."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says of one topic, as Markdown with markers."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """``rows`` pairs a document's id with a cell for each topic; markers run through the table."""

    topics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def compare(
    answering: QuestionAnswering,
    bibliography: Bibliography,
    topics: Sequence[str],
    document_ids: Sequence[str],
    scope: Scope,
) -> Compared:
    """Ask each document about each topic; equal requests on equal data give equal tables.

    Raises DocumentNotFound for a document the asker may not see.
    """
    rows = []
    for document_id in dict.fromkeys(document_ids):
        document = bibliography.document(document_id)
        cells = tuple(_cell(answering, bibliography, topic, document, scope) for topic in topics)
        rows.append((document_id, cells))
    return Compared(tuple(topics), tuple(rows))


def _cell(
    answering: QuestionAnswering,
    bibliography: Bibliography,
    topic: str,
    document: Document,
    scope: Scope,
) -> Cell:
    asked = Ask(question=topic, filters=Filters(document_ids=frozenset({document.id})))
    answer = answering.ask(asked, scope)
    if answer.status is Status.NOT_FOUND:
        return Cell(SILENT, ())
    lines: list[str] = []
    markers: list[str] = []
    for citation in answer.citations[:MOST_QUOTES]:
        for start, end in _said(document, citation):
            marker = bibliography.cite(document.id, start, end, citation.score)
            if marker not in markers:
                markers.append(marker)
                lines.append(f"{escape(_words(document.text[start:end]))} {marker}")
    text = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    cited = {f"[{citation.marker}]": citation for citation in bibliography.citations()}
    return Cell(text, tuple(cited[marker] for marker in markers))


def _words(quote: str) -> str:
    return sentence_case(_LABEL.sub("", clean_quote(quote)))


def _said(document: Document, citation: Citation) -> list[tuple[int, int]]:
    """Return the quote's span or, where it is only a heading, those of what stands under it."""
    held = chain_at(document, citation.start)
    section = held[-1] if held else None
    head_end = document.text.find("\n", citation.start)
    if section is None or section.kind is not SectionKind.HEADING or citation.end < head_end:
        return [(citation.start, citation.end)]
    spans = [span for span in _lines(document.text, head_end + 1, section.end) if head_end >= 0]
    if citation.end > head_end or not spans:
        return [(citation.start, citation.end)]
    kept: list[tuple[int, int]] = []
    for start, end in spans[:MOST_QUOTES]:
        if kept and end - kept[0][0] > MOST_CHARACTERS:
            break
        kept.append((start, end))
    return kept


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the lines between two offsets, without blank ones."""
    spans = []
    while 0 <= start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            spans.append((start, stop))
        start = stop + 1
    return spans
