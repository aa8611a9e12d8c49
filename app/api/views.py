"""From what the system knows to what goes over the wire."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from app.answering.answer import Answer
from app.api.schemas import (
    AbbreviationOut,
    AnswerOut,
    CitationOut,
    DocumentDetail,
    DocumentOut,
    DocumentsOut,
    FiltersIn,
    GenerationOut,
    HeaderValueOut,
    JobFileOut,
    JobOut,
    OutlineNode,
    PassageOut,
    ReferenceOut,
    ScoresOut,
    TimingsOut,
)
from app.ingestion.jobs import Job
from index.catalogue.records import DocumentRecord
from index.catalogue.sqlite import Catalogue
from index.errors import DocumentNotFound
from index.ports import Filters, Scope, ScoredPassage
from ingest.document import Document, Header, Section, Stated

Shape = TypeVar("Shape", bound=BaseModel)


def filters(given: FiltersIn | None, document_ids: list[str] | None) -> Filters:
    """Return the filters a request asks for."""
    narrowed = given or FiltersIn()
    return Filters(
        document_ids=None if document_ids is None else frozenset(document_ids),
        issuer=narrowed.issuer,
        place=narrowed.place,
        kind=narrowed.kind,
        number=narrowed.number,
        issued_from=narrowed.issued_from,
        issued_to=narrowed.issued_to,
    )


def passages(
    found: Iterable[ScoredPassage], catalogue: Catalogue, scope: Scope
) -> list[PassageOut]:
    """Return the passages with their files' names, without those of documents deleted since."""
    sources: dict[str, str | None] = {}
    shown = []
    for scored in found:
        document_id = scored.passage.document_id
        if document_id not in sources:
            sources[document_id] = _source(document_id, catalogue, scope)
        source = sources[document_id]
        if source is not None:
            shown.append(_passage(scored, source))
    return shown


def answer(question: str, made: Answer, catalogue: Catalogue, scope: Scope) -> AnswerOut:
    """Return the answer under a new id."""
    return AnswerOut(
        id=uuid.uuid4().hex,
        question=question,
        status=made.status,
        mode=made.mode,
        answer=made.text,
        confidence=made.confidence,
        citations=[_seen(CitationOut, citation) for citation in made.citations],
        passages=passages(made.passages, catalogue, scope),
        searched=None if made.searched is None else list(made.searched),
        timings_ms=TimingsOut.model_validate(made.timings_ms),
        generation=None if made.generation is None else _seen(GenerationOut, made.generation),
        mode_reason=made.mode_reason,
    )


def documents(records: Iterable[DocumentRecord], next_cursor: str | None) -> DocumentsOut:
    """Return one page of the list."""
    return DocumentsOut(
        documents=[_seen(DocumentOut, record) for record in records], next_cursor=next_cursor
    )


def document(record: DocumentRecord, understood: Document) -> DocumentDetail:
    """Return a document with all that was understood of it."""
    header = understood.header
    return DocumentDetail(
        **_seen(DocumentOut, record).model_dump(),
        subject=_value(header.subject),
        signer_title=_value(header.signer_title),
        recipients=[recipient.value for recipient in header.recipients],
        header=list(_header(header)),
        outline=[_outline(section, understood) for section in understood.sections],
        references=[_seen(ReferenceOut, reference) for reference in understood.references],
        abbreviations=[_seen(AbbreviationOut, short) for short in understood.abbreviations],
        warnings=list(understood.warnings),
    )


def job(job: Job) -> JobOut:
    """Return a job's progress."""
    return JobOut(
        job_id=job.id,
        state=job.state,
        done=job.done,
        total=len(job.files),
        files=[_seen(JobFileOut, file) for file in job.files],
    )


def _source(document_id: str, catalogue: Catalogue, scope: Scope) -> str | None:
    try:
        return catalogue.record(document_id, scope).source
    except DocumentNotFound:
        return None


def _passage(scored: ScoredPassage, source: str) -> PassageOut:
    passage = scored.passage
    return PassageOut(
        passage_id=passage.id,
        document_id=passage.document_id,
        source=source,
        section_path=list(passage.section_path),
        section_title=passage.section_title,
        page=passage.page,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        scores=_seen(ScoresOut, scored.scores),
    )


def _header(header: Header) -> Iterator[HeaderValueOut]:
    for entry in fields(Header):
        stated = getattr(header, entry.name)
        for value in stated if isinstance(stated, tuple) else (stated,):
            if value is not None:
                yield HeaderValueOut(
                    field=entry.name,
                    value=value.value.isoformat() if isinstance(value.value, date) else value.value,
                    start=value.start,
                    end=value.end,
                    provenance=value.provenance.value,
                )


def _outline(section: Section, understood: Document) -> OutlineNode:
    return OutlineNode(
        label=section.label,
        title=section.title,
        path=list(section.path),
        kind=section.kind.value,
        start=section.start,
        end=section.end,
        page=understood.page_at(section.start),
        children=[_outline(child, understood) for child in section.children],
    )


def _value(stated: Stated[str] | None) -> str | None:
    return None if stated is None else stated.value


def _seen(shape: type[Shape], value: object) -> Shape:
    """Return the fields of ``value`` that the shape shows."""
    return shape.model_validate(value, from_attributes=True)
