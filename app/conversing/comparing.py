"""Documents by topics: what each one says, cited, or that it is silent."""

import re
from collections.abc import Sequence

from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import Claim, Quote, Role, Row, Table
from app.answering.wording import clean_quote, sentence_case
from app.rendering.sources import document_name
from app.service import Ask, QuestionAnswering
from index.ports import Filters, Scope
from ingest.document import Document, SectionKind

MOST_QUOTES = 3
"""Quotes in one cell."""
MOST_CHARACTERS = 600
"""Of what stands under a heading, in one cell."""
HEAD = "Văn bản"
"""Of the column that names the documents."""
_LABEL = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]+\s?[.-])\s+")
"""A section's own label, which the source names anyway and a list would swallow."""


def compare(
    answering: QuestionAnswering,
    documents: Documents,
    topics: Sequence[str],
    document_ids: Sequence[str],
    scope: Scope,
) -> Table:
    """Ask each document about each topic; equal requests on equal data give equal tables.

    Raises DocumentNotFound for a document the asker may not see.
    """
    rows = []
    for document_id in dict.fromkeys(document_ids):
        document = documents.document(document_id)
        cells = tuple(_cell(answering, topic, document, scope) for topic in topics)
        rows.append(Row(document_id, document_name(document), cells))
    return Table((HEAD, *topics), tuple(rows))


def _cell(
    answering: QuestionAnswering, topic: str, document: Document, scope: Scope
) -> tuple[Claim, ...]:
    asked = Ask(question=topic, filters=Filters(document_ids=frozenset({document.id})))
    answer = answering.ask(asked, scope)
    if answer.confidence < answering.weighing.cell:
        return ()
    said = (
        quote(document, *span, citation.score)
        for citation in answer.citations[:MOST_QUOTES]
        for span in _said(document, citation.start, citation.end)
    )
    values = _values(answer.body.claims)
    return tuple(_claim(document, quoted, values.get(quoted, "")) for quoted in dict.fromkeys(said))


def _values(claims: Sequence[Claim]) -> dict[Quote, str]:
    """Return the value that each claim puts first, by the quote that proves it first."""
    return {claim.proof[0]: claim.value for claim in claims if claim.value and claim.proof}


def _claim(document: Document, quoted: Quote, value: str) -> Claim:
    words = sentence_case(_LABEL.sub("", clean_quote(quoted.text)))
    return Claim(
        role=Role.CELL,
        document_id=document.id,
        document=document_name(document),
        section=section_at(document, quoted.start)[0],
        sentences=(words,),
        quotes=(quoted,),
        value=value,
    )


def _said(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Return the quote's span or, where it is only a heading, those of what stands under it."""
    held = chain_at(document, start)
    section = held[-1] if held else None
    head_end = document.text.find("\n", start)
    if section is None or section.kind is not SectionKind.HEADING or end < head_end:
        return [(start, end)]
    spans = [span for span in _lines(document.text, head_end + 1, section.end) if head_end >= 0]
    if end > head_end or not spans:
        return [(start, end)]
    kept: list[tuple[int, int]] = []
    for span in spans[:MOST_QUOTES]:
        if kept and span[1] - kept[0][0] > MOST_CHARACTERS:
            break
        kept.append(span)
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
