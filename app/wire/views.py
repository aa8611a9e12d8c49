"""From what the system knows to what goes over the wire."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from app.conversing.reply import Passage, Reply
from app.facts.chain import Chain, Link
from app.facts.dossier import Dossier
from app.facts.standing import Change, Status
from app.ingestion.job import Job
from app.rendering import markdown
from app.wire.answers import AnswerOut, PassageOut, PassagesOut
from app.wire.documents import (
    AbbreviationOut,
    CorrectionOut,
    CountedOut,
    DocumentDetail,
    DocumentOut,
    DocumentsOut,
    DoubtOut,
    HeaderValueOut,
    JobFileOut,
    JobOut,
    OutlineNode,
    ReferenceOut,
    StatusChangeOut,
    SupersessionOut,
    TallyOut,
    WishOut,
)
from app.wire.facts import FactsOut, LinkOut, ReferencesOut
from app.wire.requests import FiltersIn
from index.facts import FactRecord, dues
from index.ports import Filters
from index.records import Correction, DocumentRecord, Tally
from ingest.document import Document, Doubt, Header, Section, Stated
from ingest.facts.model import Citation, Indicator
from ingest.recognition import Wish
from ingest.vietnamese.bounds import Bound

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
        tag=narrowed.tag,
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


def documents(
    records: Iterable[DocumentRecord],
    next_cursor: str | None,
    status: Callable[[DocumentRecord], Status],
    total: int | None = None,
) -> DocumentsOut:
    """Return one page of the list."""
    return DocumentsOut(
        documents=[
            _seen(DocumentOut, record).model_copy(update={"status": status(record)})
            for record in records
        ],
        next_cursor=next_cursor,
        total=total,
    )


def tally(told: Tally) -> TallyOut:
    """Return how many documents there are, and of what."""

    def counted(values: Iterable[tuple[str, int]]) -> list[CountedOut]:
        return [CountedOut(value=value, documents=held) for value, held in values]

    return TallyOut(
        total=told.total,
        kinds=counted(told.kinds),
        places=counted(told.places),
        issuers=counted(told.issuers),
        years=counted(told.years),
        tags=counted(told.tags),
    )


def document(dossier: Dossier) -> DocumentDetail:
    """Return a document with all that is known of it."""
    understood, header = dossier.document, dossier.document.header
    doubts = _otherwise(dossier.corrections, dossier.read.header)
    return DocumentDetail(
        **_seen(DocumentOut, dossier.record).model_dump(exclude={"status"}),
        subject=_value(header.subject),
        signer_title=_value(header.signer_title),
        recipients=[recipient.value for recipient in header.recipients],
        header=list(_header(header)),
        corrections=[_seen(CorrectionOut, correction) for correction in dossier.corrections],
        status=dossier.standing.status,
        supersessions=[_seen(SupersessionOut, word) for word in dossier.supersessions],
        status_note=dossier.standing.note,
        status_because=[_change(change) for change in dossier.standing.changes],
        outline=[_outline(section, understood) for section in understood.sections],
        references=[_seen(ReferenceOut, reference) for reference in understood.references],
        abbreviations=[_seen(AbbreviationOut, short) for short in understood.abbreviations],
        warnings=[*understood.warnings, *doubts],
        doubts=[_doubt(doubt, understood) for doubt in understood.doubts],
        reading=[_wish(wish) for wish in understood.wishes],
    )


def _doubt(doubt: Doubt, document: Document) -> DoubtOut:
    page = document.page_at(doubt.start)
    return DoubtOut(
        warning=doubt.warning, start=doubt.start, end=doubt.end, page=page, unread=doubt.unread
    )


def _wish(wish: Wish) -> WishOut:
    return WishOut(
        page=wish.page, ocr=wish.recognise, language=wish.language, deskew=wish.straighten
    )


def _change(change: Change) -> StatusChangeOut:
    by, record = change.document, change.link.record if change.link else None
    return StatusChangeOut(
        status=change.status,
        document_id=by.id,
        document_title=by.title,
        document_number=by.number,
        document_issued_on=by.issued_on,
        quote=record.quote if record else None,
        start=record.fact.start if record else None,
        end=record.fact.end if record else None,
        page=record.page if record else None,
        doubt=change.doubt,
    )


def _otherwise(corrections: Sequence[Correction], read: Header) -> Iterator[str]:
    """Yield a doubt for each correction of what is read otherwise now."""
    for correction in {entry.field: entry for entry in corrections}.values():
        stated = getattr(read, correction.field)
        now = None if stated is None else _plain(stated.value)
        if correction.value is not None and now not in (correction.read, correction.value):
            yield (
                f"Trường {correction.field} đã được sửa tay thành “{correction.value}”, nhưng tệp "
                f"nay đọc được “{now or ''}” (lúc sửa đọc là “{correction.read or ''}”)."
            )


def facts(records: Iterable[FactRecord], next_cursor: str | None) -> FactsOut:
    """Return one page of facts."""
    return FactsOut.model_validate(
        {"facts": [fact(record) for record in records], "next_cursor": next_cursor}
    )


def fact(record: FactRecord) -> dict[str, object]:
    """Return a fact with all the fields of its kind, by their names on the wire."""
    own = {f.name: getattr(record.fact, f.name) for f in fields(record.fact)}
    own["section_path"] = own.pop("path")
    if isinstance(record.fact, Citation):
        own["cited_kind"] = own.pop("cited")
        own["relation"] = record.fact.relation.value
    else:
        own["due_days"] = sorted(dues(record.fact))
    if isinstance(record.fact, Indicator):
        own["bound"] = None if record.fact.bound is Bound.ABOUT else record.fact.bound.value
        own["series"] = dict(record.fact.series)
    return own | {
        "id": record.id,
        "kind": record.fact.kind.value,
        "document_id": record.document_id,
        "source": record.source,
        "document_title": record.title,
        "document_number": record.number,
        "quote": record.quote,
        "page": record.page,
    }


def references(chain: Chain) -> ReferencesOut:
    """Return the links of a chain."""
    return ReferencesOut(references=[_link(link) for link in chain.links], complete=chain.complete)


def _link(link: Link) -> LinkOut:
    record, citation, cited = link.record, link.citation, link.cited
    return LinkOut(
        depth=link.depth,
        relation=citation.relation.value,
        document_id=record.document_id,
        document_title=record.title,
        document_number=record.number,
        document_issued_on=record.issued_on,
        section_path=list(record.fact.path),
        quote=record.quote,
        start=record.fact.start,
        end=record.fact.end,
        page=record.page,
        confidence=record.fact.confidence,
        kind=citation.cited,
        number=citation.number,
        issued_on=citation.issued_on,
        issuer=citation.issuer,
        cited_id=cited.id if cited else None,
        cited_title=cited.title if cited else None,
    )


def job(job: Job) -> JobOut:
    """Return a job's progress."""
    return JobOut(
        job_id=job.id,
        state=job.state,
        done=job.done,
        total=len(job.files),
        files=[_seen(JobFileOut, file) for file in job.files],
        created_at=job.created_at,
        owner=job.owner,
    )


def _header(header: Header) -> Iterator[HeaderValueOut]:
    for entry in fields(Header):
        stated = getattr(header, entry.name)
        for value in stated if isinstance(stated, tuple) else (stated,):
            if value is not None:
                yield HeaderValueOut(
                    field=entry.name,
                    value=_plain(value.value),
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


def _plain(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value


def _value(stated: Stated[str] | None) -> str | None:
    return None if stated is None else stated.value


def _seen(shape: type[Shape], value: object) -> Shape:
    """Return the fields of ``value`` that the shape shows."""
    return shape.model_validate(value, from_attributes=True)
