"""Documents: the list, one with its outline, its text and original, upload, delete."""

from contextlib import closing
from datetime import date
from hashlib import sha256
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Form, Path, Query, UploadFile
from pydantic import StringConstraints
from starlette.responses import Response

from app.access.caller import LOCAL, Caller
from app.access.rights import Right
from app.api import openapi
from app.api.dependencies import (
    CallerDep,
    JobsDep,
    LifetimeDep,
    NotedDep,
    OwnScopeDep,
    ScopeDep,
    SettingsDep,
    SystemDep,
    blank_is,
)
from app.api.narrowing import StandingDep, Words
from app.errors import Forbidden, JobNotFound, NoFiles, NothingAsked, TooManyFiles
from app.ingestion.job import NOBODY, Job, Sender, Upload
from app.wire import views
from app.wire.documents import (
    DocumentDetail,
    DocumentsOut,
    JobCreated,
    JobOut,
    JobsOut,
    RereadOut,
    TallyOut,
    TextOut,
)
from app.wire.requests import CorrectionsRequest, RereadRequest, SupersedesRequest
from index.errors import DocumentNotFound, StorageFailure
from index.ports import Order, Scope

UPLOAD_PATH = "/v1/documents"
JOBS_PATH = "/v1/jobs"
PAGE = 50
"""Documents of a page, unless the request says otherwise."""
PATIENCE = 1
"""Seconds between two looks at a job."""

router = APIRouter(prefix="/v1", tags=["documents"])

DocumentId = Annotated[str, Path(description="The document's id.", max_length=200)]
JobId = Annotated[str, Path(description="The job's id.", max_length=200)]
HeaderValue = Annotated[str, Form(max_length=1000)]


def header_values(
    kind: Annotated[HeaderValue, Form(description='Kind of document, as "Kế hoạch".')] = "",
    number: Annotated[HeaderValue, Form(description='Number, as "45-KH/HU".')] = "",
    issuer: Annotated[HeaderValue, Form(description="The body that issued it.")] = "",
    place: Annotated[HeaderValue, Form(description="Its locality, without rank.")] = "",
    issued_on: Annotated[date | None, Form(description="Day of issue.")] = None,
    subject: Annotated[HeaderValue, Form(description="What it is about.")] = "",
    signer: Annotated[HeaderValue, Form(description="Who signed it.")] = "",
) -> dict[str, str]:
    """Return the header values that an upload states, one line each; blank ones state nothing."""
    stated = {
        "kind": kind,
        "number": number,
        "issuer": issuer,
        "place": place,
        "issued_on": issued_on.isoformat() if issued_on else "",
        "subject": subject,
        "signer": signer,
    }
    return {name: " ".join(value.split()) for name, value in stated.items() if value.strip()}


async def sender(
    caller: CallerDep,
    lifetime: LifetimeDep,
    groups: Annotated[
        list[Annotated[str, StringConstraints(max_length=64)]] | None,
        Form(max_length=200, description="Groups that see the documents; absent: the sender's."),
    ] = None,
) -> Sender:
    """Return who sends an upload, and to whom its documents are shown."""
    if lifetime.access is None:
        return NOBODY
    named = frozenset(group for group in groups or () if group)
    if caller.may(Right.ADMINISTER):
        return Sender(caller.id, named)
    if not named <= caller.groups:
        raise Forbidden("Anh/chị chỉ tải lên cho nhóm của mình được.")
    if not caller.groups:
        raise Forbidden("Tài khoản chưa thuộc nhóm nào nên chưa tải văn bản lên được.")
    return Sender(caller.id, named or caller.groups)


@router.get("/documents", responses=openapi.problems(422, 503), summary="List documents")
def list_documents(
    system: SystemDep,
    scope: ScopeDep,
    filters: StandingDep,
    limit: Annotated[
        int,
        Query(ge=1, le=200, description="Most documents to return."),
        blank_is(PAGE),
    ] = PAGE,
    cursor: Annotated[
        str | None, Query(max_length=2000, description="The previous page's next_cursor.")
    ] = None,
    q: Words = None,
    sort: Annotated[
        Order, Query(description="added and issued: the latest first; title and place: from A.")
    ] = Order.ADDED,
) -> DocumentsOut:
    """Return one page of the documents, those added last first unless sorted otherwise."""
    cursor = cursor or None
    page = system.catalogue.records(scope, filters, q, limit, cursor, sort)
    first = cursor is None
    return views.documents(
        *page,
        lambda record: system.dossiers.status(record, scope),
        system.catalogue.tally(scope, filters, q).total if first else None,
    )


@router.get("/catalogue", responses=openapi.problems(422, 503), summary="Count documents")
def count_documents(
    system: SystemDep, scope: ScopeDep, filters: StandingDep, q: Words = None
) -> TallyOut:
    """Return how many documents the list holds, of what kinds, places, issuers, years and tags."""
    return views.tally(system.catalogue.tally(scope, filters, q))


@router.get(
    "/documents/{document_id}", responses=openapi.problems(404, 422, 503), summary="One document"
)
def show_document(document_id: DocumentId, system: SystemDep, scope: ScopeDep) -> DocumentDetail:
    """Return a document and what was understood of it: header, outline, references."""
    return views.document(system.dossiers.of(document_id, scope))


@router.patch(
    "/documents/{document_id}",
    responses=openapi.problems(400, 403, 404, 415, 422, 503),
    summary="Correct its header, or tag it",
)
def correct_document(
    document_id: DocumentId,
    request: CorrectionsRequest,
    system: SystemDep,
    scope: ScopeDep,
    own: OwnScopeDep,
) -> DocumentDetail:
    """Put header fields right: names, filters and citations follow, and what was read is kept.

    A field that is null is what was read again; one that is absent stays as it is. Corrections
    outlive a new reading; `corrections` tells them all. `tags` are set as they are sent.
    """
    if not request.model_fields_set:
        raise NothingAsked("Chưa nêu trường nào cần sửa.")
    require_own(document_id, scope, own)
    if changes := request.changes():
        system.writer.correct(document_id, changes, scope)
    if "tags" in request.model_fields_set:
        borne = system.catalogue.record(document_id, scope).tags
        system.tags.tag([document_id], request.tags or (), borne)
    return views.document(system.dossiers.of(document_id, scope))


@router.post(
    "/documents/{document_id}/supersedes",
    responses=openapi.problems(403, 404, 409, 415, 422, 503),
    summary="Confirm what it supersedes",
)
def supersede(
    document_id: DocumentId,
    request: SupersedesRequest,
    system: SystemDep,
    scope: ScopeDep,
    own: OwnScopeDep,
    caller: CallerDep,
    noted: NotedDep,
) -> DocumentDetail:
    """Let this document answer for an older one, on a person's word; `undo` takes it back.

    Until then both answer, whatever their dates, and answers tell that there are several. Both must
    be the caller's to change. The word rests while either file holds other bytes than now.
    """
    for each in (document_id, request.document_id):
        require_own(each, scope, own)
    noted.about(document_id, request.document_id)
    noted.detail = "undo" if request.undo else ""
    if request.undo:
        system.writer.withdraw(document_id, request.document_id, scope)
    else:
        system.writer.supersede(document_id, request.document_id, scope, caller.name)
    return views.document(system.dossiers.of(document_id, scope))


@router.post(
    "/documents/{document_id}/reread",
    responses=openapi.problems(403, 404, 415, 422, 503),
    summary="Read it again",
)
def reread_document(
    document_id: DocumentId,
    system: SystemDep,
    scope: ScopeDep,
    own: OwnScopeDep,
    request: RereadRequest | None = None,
) -> RereadOut:
    """Read a document again from the file that is kept, after the reader has improved.

    Or otherwise (`ocr`, `language`, `deskew`, of some `pages` or all), from then on.
    Its id stays, and those of passages and facts whose words stay; so do corrections.
    """
    require_own(document_id, scope, own)
    wishes = request.wishes() if request else []
    with closing(system.rereading.run([document_id], scope, wishes)) as outcomes:
        for outcome in outcomes:
            return RereadOut(
                document_id=document_id,
                state=outcome.state.value,
                reason=outcome.reason,
                code=outcome.code,
            )
    raise DocumentNotFound(f"Không có văn bản nào mang mã {document_id}.")


@router.get(
    "/documents/{document_id}/text", responses=openapi.problems(404, 422, 503), summary="Its text"
)
def show_text(document_id: DocumentId, system: SystemDep, scope: ScopeDep) -> TextOut:
    """Return the normalised text that all offsets speak of."""
    return TextOut(text=system.catalogue.text(document_id, scope))


@router.get(
    "/documents/{document_id}/original",
    response_class=Response,
    responses=openapi.problems(404, 422, 503) | openapi.ORIGINAL,
    summary="The file as it came in",
)
def download_original(document_id: DocumentId, system: SystemDep, scope: ScopeDep) -> Response:
    """Return the file's bytes, always as a download: a document is never shown as a page."""
    record = system.catalogue.record(document_id, scope)
    headers = {
        "Content-Disposition": attachment(record.source),
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    original = system.originals.original(document_id, scope)
    if sha256(original).hexdigest() != record.sha256:
        raise StorageFailure("Tệp gốc đã lưu bị hỏng; quản trị chạy “hoidap check” để xử lý.")
    return Response(original, headers=headers, media_type=record.media_type)


@router.post(
    "/documents",
    status_code=202,
    responses=openapi.problems(400, 403, 413, 422, 503) | openapi.ACCEPTED,
    summary="Upload files",
)
def upload_documents(
    files: Annotated[list[UploadFile], File(description="One or more files.")],
    jobs: JobsDep,
    settings: SettingsDep,
    given: Annotated[dict[str, str], Depends(header_values)],
    sender: Annotated[Sender, Depends(sender)],
    noted: NotedDep,
    reply: Response,
) -> JobCreated:
    """Accept files for a background job; the same bytes again are not a new document.

    Header values in the form hold for every file of the upload and win over what is read; sent
    with the bytes of a document that is here, they replace the values given before.
    Where callers are told apart the documents belong to `groups`, or else to all of the sender's.
    """
    if not files:
        raise NoFiles("Chưa chọn tệp nào.")
    if len(files) > settings.max_upload_files:
        raise TooManyFiles(f"Mỗi lần tải lên tối đa {settings.max_upload_files} tệp.")
    job = jobs.submit([Upload(file.filename or "", file.file) for file in files], given, sender)
    noted.detail = f"job {job.id}"
    reply.headers["Location"] = f"{JOBS_PATH}/{job.id}"
    return JobCreated(job_id=job.id)


@router.get("/jobs", responses=openapi.problems(422, 503), summary="One's uploads")
def list_jobs(
    jobs: JobsDep,
    caller: CallerDep,
    limit: Annotated[int, Query(ge=1, le=100, description="Most uploads to return.")] = 20,
) -> JobsOut:
    """Return the caller's uploads, the newest first."""
    owner = "" if caller is LOCAL else caller.id
    return JobsOut(jobs=[views.job(job) for job in jobs.recent(owner, limit)])


@router.get(
    "/jobs/{job_id}",
    responses=openapi.problems(404, 422, 503) | openapi.PROGRESS,
    summary="An upload's progress",
)
def show_job(job_id: JobId, jobs: JobsDep, caller: CallerDep, reply: Response) -> JobOut:
    """Return what became of each file so far; while `Retry-After` is there, more is to come."""
    job = _own(jobs.get(job_id), caller)
    if not job.finished:
        reply.headers["Retry-After"] = str(PATIENCE)
    return views.job(job)


@router.delete(
    "/jobs/{job_id}", responses=openapi.problems(403, 404, 422, 503), summary="Cancel an upload"
)
def cancel_job(job_id: JobId, jobs: JobsDep, caller: CallerDep) -> JobOut:
    """Cancel the files that have not begun and return the job.

    Files in hand are finished and stay; a finished job is not changed.
    """
    _own(jobs.get(job_id), caller)
    return views.job(jobs.cancel(job_id))


@router.delete(
    "/documents/{document_id}",
    status_code=204,
    responses=openapi.problems(403, 404, 422, 503),
    summary="Delete a document",
)
def delete_document(
    document_id: DocumentId, system: SystemDep, scope: ScopeDep, own: OwnScopeDep
) -> None:
    """Remove a document; it is never retrieved again."""
    require_own(document_id, scope, own)
    system.writer.delete(document_id, scope)


def require_own(document_id: str, scope: Scope, own: Scope) -> None:
    """Raise Forbidden where the caller sees the document and may not change it."""
    if scope.admits(document_id) and not own.admits(document_id):
        raise Forbidden("Văn bản này không thuộc nhóm của anh/chị nên anh/chị không sửa, xóa được.")


def _own(job: Job, caller: Caller) -> Job:
    """Return the caller's job; another's is told to administrators alone."""
    if job.owner not in ("", caller.id) and not caller.may(Right.ADMINISTER):
        raise JobNotFound("Không có lượt tải lên này.")
    return job


def attachment(name: str) -> str:
    """Return the Content-Disposition of a download (RFC 6266): an ASCII name and the real one."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
