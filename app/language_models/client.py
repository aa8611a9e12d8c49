"""Any OpenAI-compatible server, by httpx."""

import logging
import queue
import random
import threading
import time
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from app.language_models import events
from app.language_models.breaker import CircuitBreaker
from app.language_models.cancellation import Cancellation
from app.language_models.endpoint import Endpoint
from app.language_models.errors import (
    Cancelled,
    ModelBusy,
    ModelFailure,
    ModelGarbled,
    ModelRefused,
    ModelResting,
    ModelTooSlow,
    ModelUnreachable,
)
from app.language_models.parameters import Parameters, named
from app.language_models.port import Constraint, Form, Meter, Request
from app.language_models.thoughts import Thoughts

logger = logging.getLogger(__name__)

_RETRIED = frozenset({429, 502, 503, 504})
_LOOSENED = frozenset({400, 422, 501})
"""What servers answer to a parameter they do not know."""
_MOST_TOLD = 8_192
"""Bytes read of a refusal."""
_BACKOFF = 0.25
_QUEUED = 0.25
"""Share of the deadline that a request may wait for its turn."""
_GRACE = 1.0
"""How much later than the deadline a reader gives up on the loop's thread itself."""

_Item = str | Exception | None


class OpenAICompatible:
    """Implements LanguageModel over ``/chat/completions`` or ``/completions``.

    Requests run in one event loop of its own, so that a deadline or a reader's leaving ends them
    at once, whatever the server does.
    """

    def __init__(self, endpoint: Endpoint, breaker: CircuitBreaker | None = None) -> None:
        self._endpoint = endpoint
        self._breaker = breaker or CircuitBreaker()
        self._slots = threading.BoundedSemaphore(endpoint.concurrent)
        self._lock = threading.Lock()
        self._parameters = Parameters()
        self._running: AbstractContextManager[BlockingPortal] | None = None
        self._portal: BlockingPortal | None = None
        self._client: httpx.AsyncClient | None = None

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return self._endpoint.model

    @property
    def form(self) -> Form:
        """How it is spoken to."""
        return self._endpoint.form

    def write(self, request: Request, cancellation: Cancellation) -> Iterator[str]:
        """Yield the text piece by piece; see LanguageModel."""
        deadline = request.deadline or time.monotonic() + self._endpoint.deadline
        if not self._slots.acquire(timeout=_QUEUED * self._endpoint.deadline):
            raise ModelBusy("as many requests as allowed are in hand")
        try:
            if not self._breaker.admits():
                raise ModelResting("the server failed several times in a row")
            written = self._counted(request, cancellation, deadline)
            yield from _thoughtless(written) if self.form is Form.CHAT else written
        finally:
            self._slots.release()

    def close(self) -> None:
        """End what is in hand and let go of connections."""
        with self._lock:
            running, portal, client = self._running, self._portal, self._client
            self._running = self._portal = self._client = None
        if running is not None and portal is not None and client is not None:
            portal.call(client.aclose)
            portal.call(portal.stop, True)
            running.__exit__(None, None, None)

    def _counted(
        self, request: Request, cancellation: Cancellation, deadline: float
    ) -> Generator[str, None, None]:
        """Yield the pieces and tell the breaker how it went."""
        try:
            yield from self._written(request, cancellation, deadline)
        except Cancelled:
            raise
        except ModelFailure as failure:
            self._breaker.failed()
            logger.warning("The language model gave nothing: %s (%s)", failure.code, failure)
            raise
        else:
            self._breaker.succeeded()

    def _written(
        self, request: Request, cancellation: Cancellation, deadline: float
    ) -> Iterator[str]:
        items: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        future = self._open().start_task_soon(self._run, request, deadline, items)

        def leave() -> None:
            items.put(Cancelled("the reader left"))
            future.cancel()

        try:
            with cancellation.watched(leave):
                while (item := self._next(items, deadline)) is not None:
                    if isinstance(item, Exception):
                        raise item
                    yield item
        finally:
            future.cancel()

    def _next(self, items: "queue.SimpleQueue[_Item]", deadline: float) -> _Item:
        try:
            return items.get(timeout=max(0.0, deadline - time.monotonic()) + _GRACE)
        except queue.Empty:
            return ModelTooSlow("the deadline passed")

    def _open(self) -> BlockingPortal:
        with self._lock:
            if self._portal is None:
                self._running = start_blocking_portal(name="language-model")
                self._portal = self._running.__enter__()
                self._client = self._portal.call(self._connect)
            return self._portal

    async def _connect(self) -> httpx.AsyncClient:
        limits = self._endpoint
        headers = {"Authorization": f"Bearer {limits.api_key}"} if limits.api_key else {}
        return httpx.AsyncClient(
            base_url=limits.base_url.rstrip("/") + "/",
            headers=headers,
            timeout=httpx.Timeout(limits.stall, connect=limits.connect),
            trust_env=limits.proxied,
        )

    async def _run(
        self, request: Request, deadline: float, items: "queue.SimpleQueue[_Item]"
    ) -> None:
        """Put the pieces, then None or the failure."""
        ending: _Item = Cancelled("the client was closed")
        try:
            with anyio.fail_after(deadline - time.monotonic()):
                async for piece in self._attempts(request, deadline):
                    items.put(piece)
            ending = None
        except TimeoutError:
            ending = ModelTooSlow("the deadline passed")
        except ModelFailure as failure:
            ending = failure
        except Exception as error:  # the loop's edge: the reader must not wait for what died
            logger.exception("Reading from the language model broke")
            ending = ModelGarbled(type(error).__name__)
        finally:
            items.put(ending)

    async def _attempts(self, request: Request, deadline: float) -> AsyncIterator[str]:
        """Yield the pieces of the first attempt that gives any; no retry after the first piece."""
        meter = request.meter or Meter()
        attempt = 0
        while True:
            attempt += 1
            meter.calls += 1
            begun = False
            try:
                async for piece in self._attempt(request, meter):
                    begun = True
                    meter.pieces += 1
                    yield piece
            except _Retriable as problem:
                wait = problem.wait if problem.wait is not None else _backoff(attempt)
                late = time.monotonic() + wait >= deadline
                if begun or attempt >= self._endpoint.attempts or late:
                    raise ModelUnreachable(problem.reason) from None
                await anyio.sleep(wait)
            except ModelRefused as refusal:
                if not self._loosen(refusal, request):
                    raise
                attempt -= 1
            else:
                return

    async def _attempt(self, request: Request, meter: Meter) -> AsyncIterator[str]:
        assert self._client is not None  # noqa: S101 - _open made it
        path = "chat/completions" if self.form is Form.CHAT else "completions"
        try:
            async with self._client.stream("POST", path, json=self._body(request)) as response:
                if response.status_code in _RETRIED:
                    raise _Retriable(f"status {response.status_code}", _retry_after(response))
                if response.status_code != httpx.codes.OK:
                    raise ModelRefused(response.status_code, await _told(response))
                async for piece in events.pieces(response, meter):
                    yield piece
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _Retriable(type(error).__name__) from None
        except httpx.TimeoutException as error:
            raise ModelTooSlow(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise ModelGarbled(type(error).__name__) from None

    def _loosen(self, refusal: ModelRefused, request: Request) -> bool:
        """Return whether another attempt without one of the parameters may do, and remember it.

        It is the one that the refusal names; where it names none, what holds the reply to a form.
        What the settings demand is never left out.
        """
        if refusal.status not in _LOOSENED:
            return False
        sent = self._body(request)
        name = named(refusal.told, sent) or ("response_format" if "response_format" in sent else "")
        fixed = {Constraint.JSON_SCHEMA: "response_format", Constraint.GRAMMAR: "grammar"}
        if not name or name == fixed.get(self._endpoint.constraint):
            return False
        self._parameters.refuse(name)
        logger.info("The language model's server does not take %s", name)
        return True

    def _body(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.name, "stream": True}
        if self.form is Form.CHAT:
            turns = [{"role": m.role, "content": m.content} for m in request.messages]
            body["messages"] = turns
        else:
            body["prompt"] = request.messages[-1].content
        optional: dict[str, Any] = {
            "temperature": 0,
            "stream_options": {"include_usage": True},
            "stop": list(request.stop),
            **self._constrained(request),
        }
        tokens = request.max_tokens + self._endpoint.reasoning_tokens
        former = "max_tokens" if not self._parameters.refused("max_tokens") else ""
        optional[former or "max_completion_tokens"] = tokens
        refused = self._parameters.refused
        return body | {key: it for key, it in optional.items() if it != [] and not refused(key)}

    def _constrained(self, request: Request) -> dict[str, Any]:
        constraint = self._endpoint.constraint
        if constraint is Constraint.GRAMMAR and request.grammar is not None:
            return {"grammar": request.grammar}
        if constraint in _SCHEMATIC and request.schema is not None:
            shape = {"name": "reply", "strict": True, "schema": dict(request.schema)}
            return {"response_format": {"type": "json_schema", "json_schema": shape}}
        return {}


_SCHEMATIC = frozenset({Constraint.AUTO, Constraint.JSON_SCHEMA})


def _thoughtless(pieces: Generator[str, None, None]) -> Iterator[str]:
    """Yield the pieces without what the model thought aloud."""
    thoughts = Thoughts()
    with closing(pieces):
        for piece in pieces:
            if said := thoughts.feed(piece):
                yield said
    if said := thoughts.end():
        yield said


async def _told(response: httpx.Response) -> str:
    """Return the beginning of what a server says of its refusal; never shown nor logged."""
    held = b""
    async for data in response.aiter_bytes():
        held += data
        if len(held) > _MOST_TOLD:
            break
    return held[:_MOST_TOLD].decode(errors="replace")


class _Retriable(Exception):
    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def _backoff(attempt: int) -> float:
    """Return seconds to wait: doubling, with jitter so that clients do not come in step."""
    return _BACKOFF * float(2 ** (attempt - 1)) * random.uniform(0.75, 1.25)  # noqa: S311


def _retry_after(response: httpx.Response) -> float | None:
    stated = response.headers.get("retry-after", "").strip()
    if stated.isdigit():
        return float(stated)
    try:
        at = parsedate_to_datetime(stated)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
