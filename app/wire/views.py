"""From what the system knows to what goes over the wire."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from app.conversing.reply import Passage, Reply
from app.ingestion.job import Job
from app.rendering import markdown
from app.wire.answers import AnswerOut, PassageOut, PassagesOut
from app.wire.documents import (
    AbbreviationOut,
    DocumentDetail,
    DocumentOut,
    DocumentsOut,
    HeaderValueOut,
    JobFileOut,
    JobOut,
    OutlineNode,
    ReferenceOut,
)
from app.wire.requests import FiltersIn
from index.ports import Filters
from index.records import DocumentRecord
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


def passages(found: Iterable[Passage]) -> PassagesOut:
    """Return the passages."""
    return PassagesOut(passages=[_seen(PassageOut, passage) for passage in found])


def answer(made: Reply) -> AnswerOut:
    """Return a reply, its answer in Markdown."""
    shown = {name: getattr(made, name) for name in AnswerOut.model_fields if hasattr(made, name)}
    return AnswerOut.model_validate(
        shown | {"answer": markdown.write(made.shown)}, from_attributes=True
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
