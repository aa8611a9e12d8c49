"""A client of a running service, sync and async.

>>> with Client("http://127.0.0.1:8080") as hoidap:
...     answer = hoidap.ask("Ai chủ trì?")
"""

import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import anyio
import httpx
from httpx_sse import EventSource

from app.answering.answer import Mode
from app.facts.chain import Direction
from app.sdk import endpoints
from app.sdk.endpoints import Call, FactsAsked, RequestFailed, Result
from app.wire.answers import AnswerOut, Event, PassageOut
from app.wire.documents import DocumentDetail, DocumentOut, JobOut, RereadOut
from app.wire.facts import FactOut, FactsFormat, LinkOut
from app.wire.requests import FiltersIn, RereadRequest

__all__ = ["AsyncClient", "Client", "Event", "FactsAsked", "RequestFailed"]

SECONDS = 60.0
"""Longest wait for a reply, and between two pieces of a streamed one."""

EVERY_FACT = FactsAsked()


class Client:
    """A running service. Every method may raise RequestFailed."""

    def __init__(
        self,
        url: str,
        *,
        token: str = "",
        seconds: float = SECONDS,
        http: httpx.Client | None = None,
    ) -> None:
        """Take a program's key as ``token``, where the service asks for one.

        ``http``, a client of one's own, is used instead of all of them.
        """
        self._http = http or httpx.Client(
            base_url=url.rstrip("/"), timeout=seconds, headers=endpoints.shown(token)
        )

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
        body = endpoints.narrowed(top_k, document_ids, filters)
        return self._do(endpoints.ask(question, mode, conversation_id, body))

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
        body = endpoints.narrowed(top_k, document_ids, filters)
        call = endpoints.ask(question, mode, conversation_id, body | {"stream": True})
        try:
            with self._http.stream(call.method, call.path, **call.options) as reply:
                if not reply.is_success:
                    reply.read()
                    endpoints.checked(reply)
                for sent in EventSource(reply).iter_sse():
                    if event := endpoints.event(sent.event, sent.data):
                        yield event
        except httpx.HTTPError as error:
            raise endpoints.unreachable(error) from error

    def search(
        self,
        query: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
    ) -> list[PassageOut]:
        """Return the best passages, best first."""
        return self._do(
            endpoints.search(query, endpoints.narrowed(top_k, document_ids, filters))
        ).passages

    def documents(self, q: str = "") -> Iterator[DocumentOut]:
        """Yield all documents, or those whose description holds the words, newest first."""
        cursor: str | None = None
        while True:
            page = self._do(endpoints.documents(q, cursor))
            yield from page.documents
            if (cursor := page.next_cursor) is None:
                return

    def document(self, document_id: str) -> DocumentDetail:
        """Return a document with what was understood of it."""
        return self._do(endpoints.document(document_id))

    def text(self, document_id: str) -> str:
        """Return the text that all offsets speak of."""
        return self._do(endpoints.text(document_id)).text

    def original(self, document_id: str) -> bytes:
        """Return the file as it came in."""
        return self._do(endpoints.original(document_id))

    def facts(self, asked: FactsAsked = EVERY_FACT) -> Iterator[FactOut]:
        """Yield all facts asked for, those of the newest document first."""
        cursor: str | None = None
        while True:
            page = self._do(endpoints.facts(asked, cursor))
            yield from page.facts
            if (cursor := page.next_cursor) is None:
                return

    def facts_file(self, form: FactsFormat, asked: FactsAsked = EVERY_FACT) -> bytes:
        """Return all facts asked for as a file: CSV, Excel or a calendar."""
        return self._do(endpoints.facts_file(asked, form))

    def references(self, document_id: str, direction: Direction = Direction.UP) -> list[LinkOut]:
        """Return what the document carries out, amends, replaces (up), or what does so (down)."""
        return self._do(endpoints.references(document_id, direction)).references

    def upload(self, *paths: Path) -> str:
        """Send files to be taken in; return the job's id."""
        return self._do(endpoints.upload(paths)).job_id

    def job(self, job_id: str) -> JobOut:
        """Return what became of an upload so far."""
        return self._do(endpoints.job(job_id))

    def wait(self, job_id: str, seconds: float = 600.0) -> JobOut:
        """Ask again until the job is finished, or raise TimeoutError."""
        deadline = time.monotonic() + seconds
        for pause in endpoints.pauses():
            if endpoints.finished(job := self.job(job_id)):
                return job
            if time.monotonic() + pause > deadline:
                raise TimeoutError(f"job {job_id} is {job.state}")
            time.sleep(pause)
        raise AssertionError("there is always another pause")

    def correct(self, document_id: str, changes: Mapping[str, str | None]) -> DocumentDetail:
        """Put header fields right: a value, "" for what is not stated, None for what was read."""
        return self._do(endpoints.correct(document_id, changes))

    def supersede(self, newer: str, older: str, *, undo: bool = False) -> DocumentDetail:
        """Let one document answer for the other, on a person's word; or take it back."""
        return self._do(endpoints.supersede(newer, older, undo=undo))

    def reread(self, document_id: str, how: RereadRequest | None = None) -> RereadOut:
        """Let the service read a document again from the file that it keeps, pages otherwise."""
        return self._do(endpoints.reread(document_id, how))

    def delete(self, document_id: str) -> None:
        """Remove a document."""
        self._do(endpoints.delete(document_id))

    def _do(self, call: Call[Result]) -> Result:
        try:
            reply = self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            raise endpoints.unreachable(error) from error
        return call.read(endpoints.checked(reply))


class AsyncClient:
    """The same, for programs with an event loop."""

    def __init__(
        self,
        url: str,
        *,
        token: str = "",
        seconds: float = SECONDS,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        """Take the same as ``Client``."""
        self._http = http or httpx.AsyncClient(
            base_url=url.rstrip("/"), timeout=seconds, headers=endpoints.shown(token)
        )

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
        body = endpoints.narrowed(top_k, document_ids, filters)
        return await self._do(endpoints.ask(question, mode, conversation_id, body))

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
        body = endpoints.narrowed(top_k, document_ids, filters)
        call = endpoints.ask(question, mode, conversation_id, body | {"stream": True})
        try:
            async with self._http.stream(call.method, call.path, **call.options) as reply:
                if not reply.is_success:
                    await reply.aread()
                    endpoints.checked(reply)
                async for sent in EventSource(reply).aiter_sse():
                    if event := endpoints.event(sent.event, sent.data):
                        yield event
        except httpx.HTTPError as error:
            raise endpoints.unreachable(error) from error

    async def search(
        self,
        query: str,
        *,
        top_k: int = 8,
        document_ids: Sequence[str] | None = None,
        filters: FiltersIn | None = None,
    ) -> list[PassageOut]:
        """Return the best passages, best first."""
        found = await self._do(
            endpoints.search(query, endpoints.narrowed(top_k, document_ids, filters))
        )
        return found.passages

    async def documents(self, q: str = "") -> AsyncIterator[DocumentOut]:
        """Yield all documents, or those whose description holds the words, newest first."""
        cursor: str | None = None
        while True:
            page = await self._do(endpoints.documents(q, cursor))
            for document in page.documents:
                yield document
            if (cursor := page.next_cursor) is None:
                return

    async def document(self, document_id: str) -> DocumentDetail:
        """Return a document with what was understood of it."""
        return await self._do(endpoints.document(document_id))

    async def text(self, document_id: str) -> str:
        """Return the text that all offsets speak of."""
        return (await self._do(endpoints.text(document_id))).text

    async def original(self, document_id: str) -> bytes:
        """Return the file as it came in."""
        return await self._do(endpoints.original(document_id))

    async def facts(self, asked: FactsAsked = EVERY_FACT) -> AsyncIterator[FactOut]:
        """Yield all facts asked for, those of the newest document first."""
        cursor: str | None = None
        while True:
            page = await self._do(endpoints.facts(asked, cursor))
            for fact in page.facts:
                yield fact
            if (cursor := page.next_cursor) is None:
                return

    async def facts_file(self, form: FactsFormat, asked: FactsAsked = EVERY_FACT) -> bytes:
        """Return all facts asked for as a file: CSV, Excel or a calendar."""
        return await self._do(endpoints.facts_file(asked, form))

    async def references(
        self, document_id: str, direction: Direction = Direction.UP
    ) -> list[LinkOut]:
        """Return what the document carries out, amends, replaces (up), or what does so (down)."""
        return (await self._do(endpoints.references(document_id, direction))).references

    async def upload(self, *paths: Path) -> str:
        """Send files to be taken in; return the job's id."""
        return (await self._do(endpoints.upload(paths))).job_id

    async def job(self, job_id: str) -> JobOut:
        """Return what became of an upload so far."""
        return await self._do(endpoints.job(job_id))

    async def wait(self, job_id: str, seconds: float = 600.0) -> JobOut:
        """Ask again until the job is finished, or raise TimeoutError."""
        with anyio.fail_after(seconds):
            for pause in endpoints.pauses():
                if endpoints.finished(job := await self.job(job_id)):
                    return job
                await anyio.sleep(pause)
        raise AssertionError("there is always another pause")

    async def correct(self, document_id: str, changes: Mapping[str, str | None]) -> DocumentDetail:
        """Put header fields right: a value, "" for what is not stated, None for what was read."""
        return await self._do(endpoints.correct(document_id, changes))

    async def supersede(self, newer: str, older: str, *, undo: bool = False) -> DocumentDetail:
        """Let one document answer for the other, on a person's word; or take it back."""
        return await self._do(endpoints.supersede(newer, older, undo=undo))

    async def reread(self, document_id: str, how: RereadRequest | None = None) -> RereadOut:
        """Let the service read a document again from the file that it keeps, pages otherwise."""
        return await self._do(endpoints.reread(document_id, how))

    async def delete(self, document_id: str) -> None:
        """Remove a document."""
        await self._do(endpoints.delete(document_id))

    async def _do(self, call: Call[Result]) -> Result:
        try:
            reply = await self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            raise endpoints.unreachable(error) from error
        return call.read(endpoints.checked(reply))
