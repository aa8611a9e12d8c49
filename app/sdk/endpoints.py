"""What can be asked of a service, and how its replies are read.

Nothing is sent here: client.py does, sync and async.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import httpx
from httpx_sse import SSEError
from pydantic import BaseModel, ValidationError

from app.answering.answer import Mode
from app.facts.chain import Direction
from app.wire.answers import AnswerOut, Event, PassagesOut, TokenOut
from app.wire.documents import (
    DocumentDetail,
    DocumentsOut,
    JobCreated,
    JobOut,
    RereadOut,
    TextOut,
)
from app.wire.facts import MAX_FACTS, FactsFormat, FactsOut, ReferencesOut
from app.wire.problems import Problem
from app.wire.requests import FiltersIn, RereadRequest
from ingest.facts.model import FactKind

Result = TypeVar("Result")
Shape = TypeVar("Shape", bound=BaseModel)
_EVENTS: dict[str, type[Event]] = {
    "passages": PassagesOut,
    "token": TokenOut,
    "answer": AnswerOut,
}


class RequestFailed(Exception):
    """The service refused, or could not be reached; the message is in Vietnamese, for a person."""

    def __init__(self, detail: str, code: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.code = code
        """The kind of error: a problem's code, or "unreachable" or "unexpected_reply"."""
        self.status = status
        """The HTTP status; None where there was no reply."""


@dataclass(frozen=True, slots=True)
class FactsAsked:
    """Which facts are asked for; None means any."""

    kind: FactKind | None = None
    document_id: str | None = None
    body: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    q: str | None = None

    def params(self) -> dict[str, str]:
        """Return the parameters of the request."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: str(value) for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Call(Generic[Result]):
    """One request and how to read its reply."""

    method: str
    path: str
    read: Callable[[httpx.Response], Result]
    options: dict[str, Any] = field(default_factory=dict)


def _shaped(shape: type[Shape]) -> Callable[[httpx.Response], Shape]:
    def read(reply: httpx.Response) -> Shape:
        try:
            return shape.model_validate_json(reply.content)
        except ValidationError as error:
            raise _unexpected(reply.status_code) from error

    return read


def narrowed(
    top_k: int, document_ids: Sequence[str] | None, filters: FiltersIn | None
) -> dict[str, Any]:
    """Return what questions and searches have in common."""
    body: dict[str, Any] = {"top_k": top_k}
    if document_ids is not None:
        body["document_ids"] = list(document_ids)
    if filters is not None:
        body["filters"] = filters.model_dump(mode="json", exclude_none=True)
    return body


def ask(
    question: str, mode: Mode, conversation_id: str | None, body: dict[str, Any]
) -> Call[AnswerOut]:
    """Ask a question; ``body`` holds what narrows it."""
    own = {"question": question, "mode": mode.value, "conversation_id": conversation_id}
    return Call("POST", "/v1/ask", _shaped(AnswerOut), {"json": own | body})


def search(query: str, body: dict[str, Any]) -> Call[PassagesOut]:
    """Search for passages; ``body`` holds what narrows it."""
    return Call("POST", "/v1/search", _shaped(PassagesOut), {"json": {"query": query} | body})


def documents(q: str, cursor: str | None) -> Call[DocumentsOut]:
    """List one page of the documents."""
    params = {"limit": "200"} | ({"q": q} if q else {}) | ({"cursor": cursor} if cursor else {})
    return Call("GET", "/v1/documents", _shaped(DocumentsOut), {"params": params})


def document(document_id: str) -> Call[DocumentDetail]:
    """Show a document."""
    return Call("GET", _path("documents", document_id), _shaped(DocumentDetail))


def text(document_id: str) -> Call[TextOut]:
    """Read a document's text."""
    return Call("GET", _path("documents", document_id, "text"), _shaped(TextOut))


def original(document_id: str) -> Call[bytes]:
    """Read the file as it came in."""
    return Call("GET", _path("documents", document_id, "original"), lambda reply: reply.content)


def facts(asked: FactsAsked, cursor: str | None) -> Call[FactsOut]:
    """List one page of facts."""
    params = asked.params() | {"limit": str(MAX_FACTS)} | ({"cursor": cursor} if cursor else {})
    return Call("GET", "/v1/facts", _shaped(FactsOut), {"params": params})


def facts_file(asked: FactsAsked, form: FactsFormat) -> Call[bytes]:
    """Read all facts as a file."""
    params = asked.params() | {"format": form.value}
    return Call("GET", "/v1/facts", lambda reply: reply.content, {"params": params})


def references(document_id: str, direction: Direction) -> Call[ReferencesOut]:
    """Follow citations from a document."""
    params = {"document_id": document_id, "direction": direction.value}
    return Call("GET", "/v1/references", _shaped(ReferencesOut), {"params": params})


def upload(paths: Iterable[Path]) -> Call[JobCreated]:
    """Send files to be taken in."""
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    return Call("POST", "/v1/documents", _shaped(JobCreated), {"files": files})


def job(job_id: str) -> Call[JobOut]:
    """Ask after an upload."""
    return Call("GET", _path("jobs", job_id), _shaped(JobOut))


def correct(document_id: str, changes: Mapping[str, str | None]) -> Call[DocumentDetail]:
    """Put header fields right."""
    options = {"json": dict(changes)}
    return Call("PATCH", _path("documents", document_id), _shaped(DocumentDetail), options)


def supersede(newer: str, older: str, *, undo: bool) -> Call[DocumentDetail]:
    """Confirm that one document supersedes another, or take it back."""
    options = {"json": {"document_id": older, "undo": undo}}
    return Call("POST", _path("documents", newer, "supersedes"), _shaped(DocumentDetail), options)


def reread(document_id: str, how: RereadRequest | None) -> Call[RereadOut]:
    """Read a document again."""
    options = {"json": how.model_dump(mode="json")} if how else {}
    return Call("POST", _path("documents", document_id, "reread"), _shaped(RereadOut), options)


def delete(document_id: str) -> Call[None]:
    """Remove a document."""
    return Call("DELETE", _path("documents", document_id), lambda _: None)


def _path(*parts: str) -> str:
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def checked(reply: httpx.Response) -> httpx.Response:
    """Return the reply, or raise what its problem says; the body must have been read."""
    if reply.is_success:
        return reply
    try:
        problem = Problem.model_validate_json(reply.content)
    except ValidationError:
        raise _unexpected(reply.status_code) from None
    raise RequestFailed(problem.detail, problem.code, problem.status)


def _unexpected(status: int) -> RequestFailed:
    return RequestFailed("Dịch vụ trả lời không đúng dạng.", "unexpected_reply", status)


def shown(token: str) -> dict[str, str]:
    """Return the headers by which a program shows its key; none without one."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def unreachable(error: httpx.HTTPError) -> RequestFailed:
    """Return the failure of a request without a reply, or with one that is no stream of events."""
    if isinstance(error, SSEError):
        return _unexpected(httpx.codes.OK)
    return RequestFailed(f"Không kết nối được dịch vụ ({type(error).__name__}).", "unreachable")


def event(name: str, data: str) -> Event | None:
    """Return an event of a streamed answer, None for one not known; raise what an error says."""
    try:
        if name == "error":
            problem = Problem.model_validate_json(data)
            raise RequestFailed(problem.detail, problem.code, problem.status)
        return _EVENTS[name].model_validate_json(data) if name in _EVENTS else None
    except ValidationError as error:
        raise _unexpected(httpx.codes.OK) from error


def finished(job: JobOut) -> bool:
    """Return whether nothing more will happen to a job."""
    return job.state not in {"queued", "running"}


def pauses() -> Iterator[float]:
    """Yield seconds between two looks at a job: short at first, at most two."""
    pause = 0.1
    while True:
        yield pause
        pause = min(2.0, pause * 1.5)
