"""A client of a running service, sync and async.

>>> with Client("http://127.0.0.1:8080") as hoidap:
...     answer = hoidap.ask("Ai chủ trì?")
"""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar
from urllib.parse import quote

import anyio
import httpx
from pydantic import BaseModel, ValidationError

from app.answer import Mode
from app.api.schemas import (
    AnswerOut,
    DocumentDetail,
    DocumentOut,
    DocumentsOut,
    FiltersIn,
    JobCreated,
    JobOut,
    PassageOut,
    PassagesOut,
    Problem,
    TextOut,
    TokenOut,
)

SECONDS = 60.0
"""Longest wait for a reply, and between two pieces of a streamed one."""

Result = TypeVar("Result")
Shape = TypeVar("Shape", bound=BaseModel)
Event = PassagesOut | TokenOut | AnswerOut
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
class _Call(Generic[Result]):
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


def _question(
    top_k: int, document_ids: Sequence[str] | None, filters: FiltersIn | None
) -> dict[str, Any]:
    """Return what questions and searches have in common."""
    body: dict[str, Any] = {"top_k": top_k}
    if document_ids is not None:
        body["document_ids"] = list(document_ids)
    if filters is not None:
        body["filters"] = filters.model_dump(mode="json", exclude_none=True)
    return body


def _ask(
    question: str, mode: Mode, conversation_id: str | None, body: dict[str, Any]
) -> _Call[AnswerOut]:
    own = {"question": question, "mode": mode.value, "conversation_id": conversation_id}
    return _Call("POST", "/v1/ask", _shaped(AnswerOut), {"json": own | body})


def _search(query: str, body: dict[str, Any]) -> _Call[PassagesOut]:
    return _Call("POST", "/v1/search", _shaped(PassagesOut), {"json": {"query": query} | body})


def _documents(q: str, cursor: str | None) -> _Call[DocumentsOut]:
    params = {"limit": "200"} | ({"q": q} if q else {}) | ({"cursor": cursor} if cursor else {})
    return _Call("GET", "/v1/documents", _shaped(DocumentsOut), {"params": params})


def _document(document_id: str) -> _Call[DocumentDetail]:
    return _Call("GET", _path("documents", document_id), _shaped(DocumentDetail))


def _text(document_id: str) -> _Call[TextOut]:
    return _Call("GET", _path("documents", document_id, "text"), _shaped(TextOut))


def _original(document_id: str) -> _Call[bytes]:
    return _Call("GET", _path("documents", document_id, "original"), lambda reply: reply.content)


def _upload(paths: Iterable[Path]) -> _Call[JobCreated]:
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    return _Call("POST", "/v1/documents", _shaped(JobCreated), {"files": files})


def _job(job_id: str) -> _Call[JobOut]:
    return _Call("GET", _path("jobs", job_id), _shaped(JobOut))


def _delete(document_id: str) -> _Call[None]:
    return _Call("DELETE", _path("documents", document_id), lambda _: None)


def _path(*parts: str) -> str:
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def _checked(reply: httpx.Response) -> httpx.Response:
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


def _unreachable(error: httpx.HTTPError) -> RequestFailed:
    return RequestFailed(f"Không kết nối được dịch vụ ({type(error).__name__}).", "unreachable")


class _Events:
    """Reads the lines of a streamed answer."""

    def __init__(self) -> None:
        self._name = ""

    def take(self, line: str) -> Iterator[Event]:
        """Yield the event that the line completes, if any; raise what an error event says."""
        if line.startswith("event: "):
            self._name = line.removeprefix("event: ")
        elif line.startswith("data: ") and self._name:
            data = line.removeprefix("data: ")
            if self._name == "error":
                problem = Problem.model_validate_json(data)
                raise RequestFailed(problem.detail, problem.code, problem.status)
            if self._name in _EVENTS:
                yield _EVENTS[self._name].model_validate_json(data)


class Client:
    """A running service. Every method may raise RequestFailed."""

    def __init__(
        self, url: str, *, seconds: float = SECONDS, http: httpx.Client | None = None
    ) -> None:
        """``http``, a client of one's own, is used instead of ``url`` and ``seconds``."""
        self._http = http or httpx.Client(base_url=url.rstrip("/"), timeout=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def ask(
        self,
        question: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
        mode: Mode = Mode.AUTO,
        conversation_id: str | None = None,
    ) -> AnswerOut:
        """Return the answer with its citations."""
        body = _question(top_k, document_ids, filters)
        return self._do(_ask(question, mode, conversation_id, body))

    def stream(
        self,
        question: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
        mode: Mode = Mode.AUTO,
        conversation_id: str | None = None,
    ) -> Iterator[Event]:
        """Yield the passages, the answer's text piece by piece, and the whole answer."""
        body = _question(top_k, document_ids, filters)
        call = _ask(question, mode, conversation_id, body | {"stream": True})
        events = _Events()
        try:
            with self._http.stream(call.method, call.path, **call.options) as reply:
                if not reply.is_success:
                    reply.read()
                    _checked(reply)
                for line in reply.iter_lines():
                    yield from events.take(line)
        except httpx.HTTPError as error:
            raise _unreachable(error) from error

    def search(
        self,
        query: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
    ) -> list[PassageOut]:
        """Return the best passages, best first."""
        return self._do(_search(query, _question(top_k, document_ids, filters))).passages

    def documents(self, q: str = "") -> Iterator[DocumentOut]:
        """Yield all documents, or those whose description holds the words, newest first."""
        cursor: str | None = None
        while True:
            page = self._do(_documents(q, cursor))
            yield from page.documents
            if (cursor := page.next_cursor) is None:
                return

    def document(self, document_id: str) -> DocumentDetail:
        """Return a document with what was understood of it."""
        return self._do(_document(document_id))

    def text(self, document_id: str) -> str:
        """Return the text that all offsets speak of."""
        return self._do(_text(document_id)).text

    def original(self, document_id: str) -> bytes:
        """Return the file as it came in."""
        return self._do(_original(document_id))

    def upload(self, *paths: Path) -> str:
        """Send files to be taken in; return the job's id."""
        return self._do(_upload(paths)).job_id

    def job(self, job_id: str) -> JobOut:
        """Return what became of an upload so far."""
        return self._do(_job(job_id))

    def wait(self, job_id: str, seconds: float = 600.0) -> JobOut:
        """Ask again until the job is finished, or raise TimeoutError."""
        deadline = time.monotonic() + seconds
        for pause in _pauses():
            if _finished(job := self.job(job_id)):
                return job
            if time.monotonic() + pause > deadline:
                raise TimeoutError(f"job {job_id} is {job.state}")
            time.sleep(pause)
        raise AssertionError("there is always another pause")

    def delete(self, document_id: str) -> None:
        """Remove a document."""
        self._do(_delete(document_id))

    def _do(self, call: _Call[Result]) -> Result:
        try:
            reply = self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            raise _unreachable(error) from error
        return call.read(_checked(reply))


class AsyncClient:
    """The same, for programs with an event loop."""

    def __init__(
        self, url: str, *, seconds: float = SECONDS, http: httpx.AsyncClient | None = None
    ) -> None:
        """``http``, a client of one's own, is used instead of ``url`` and ``seconds``."""
        self._http = http or httpx.AsyncClient(base_url=url.rstrip("/"), timeout=seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def ask(
        self,
        question: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
        mode: Mode = Mode.AUTO,
        conversation_id: str | None = None,
    ) -> AnswerOut:
        """Return the answer with its citations."""
        body = _question(top_k, document_ids, filters)
        return await self._do(_ask(question, mode, conversation_id, body))

    async def stream(
        self,
        question: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
        mode: Mode = Mode.AUTO,
        conversation_id: str | None = None,
    ) -> AsyncIterator[Event]:
        """Yield the passages, the answer's text piece by piece, and the whole answer."""
        body = _question(top_k, document_ids, filters)
        call = _ask(question, mode, conversation_id, body | {"stream": True})
        events = _Events()
        try:
            async with self._http.stream(call.method, call.path, **call.options) as reply:
                if not reply.is_success:
                    await reply.aread()
                    _checked(reply)
                async for line in reply.aiter_lines():
                    for event in events.take(line):
                        yield event
        except httpx.HTTPError as error:
            raise _unreachable(error) from error

    async def search(
        self,
        query: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
    ) -> list[PassageOut]:
        """Return the best passages, best first."""
        found = await self._do(_search(query, _question(top_k, document_ids, filters)))
        return found.passages

    async def documents(self, q: str = "") -> AsyncIterator[DocumentOut]:
        """Yield all documents, or those whose description holds the words, newest first."""
        cursor: str | None = None
        while True:
            page = await self._do(_documents(q, cursor))
            for document in page.documents:
                yield document
            if (cursor := page.next_cursor) is None:
                return

    async def document(self, document_id: str) -> DocumentDetail:
        """Return a document with what was understood of it."""
        return await self._do(_document(document_id))

    async def text(self, document_id: str) -> str:
        """Return the text that all offsets speak of."""
        return (await self._do(_text(document_id))).text

    async def original(self, document_id: str) -> bytes:
        """Return the file as it came in."""
        return await self._do(_original(document_id))

    async def upload(self, *paths: Path) -> str:
        """Send files to be taken in; return the job's id."""
        return (await self._do(_upload(paths))).job_id

    async def job(self, job_id: str) -> JobOut:
        """Return what became of an upload so far."""
        return await self._do(_job(job_id))

    async def wait(self, job_id: str, seconds: float = 600.0) -> JobOut:
        """Ask again until the job is finished, or raise TimeoutError."""
        with anyio.fail_after(seconds):
            for pause in _pauses():
                if _finished(job := await self.job(job_id)):
                    return job
                await anyio.sleep(pause)
        raise AssertionError("there is always another pause")

    async def delete(self, document_id: str) -> None:
        """Remove a document."""
        await self._do(_delete(document_id))

    async def _do(self, call: _Call[Result]) -> Result:
        try:
            reply = await self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            raise _unreachable(error) from error
        return call.read(_checked(reply))


def _finished(job: JobOut) -> bool:
    return job.state not in {"queued", "running"}


def _pauses() -> Iterator[float]:
    """Yield seconds between two looks at a job: short at first, at most two."""
    pause = 0.1
    while True:
        yield pause
        pause = min(2.0, pause * 1.5)
