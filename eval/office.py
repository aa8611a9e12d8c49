"""An office at work on a service: many callers, uploads, and what is measured of both meanwhile."""

import asyncio
import itertools
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import httpx

from app.ingestion.files import SourceFile

PATIENCE_SECONDS = 180.0
"""Longest wait for any reply; a caller who waits longer has met an error."""
FILES = 8
"""Of one upload: more than are read in the service's own process."""
PROBE_SECONDS = 0.25
TURNS = 10
"""Questions of one conversation."""
OPENINGS = ("", "Cho tôi hỏi: ", "Xin hỏi, ", "Anh/chị cho biết: ", "Nhờ tra giúp: ")
CLOSINGS = ("", " Xin cảm ơn.", " Tôi cần để báo cáo.", " Cảm ơn nhiều.")
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: when it was asked for (monotonic seconds), how long it took, its status."""

    at: float
    seconds: float
    status: int
    """0 where no reply came."""


@dataclass(slots=True)
class Record:
    """Everything that was measured, in the order it happened."""

    asked: list[Reply] = field(default_factory=list)
    live: list[Reply] = field(default_factory=list)
    uploads: list[Reply] = field(default_factory=list)
    """From sending the files until all of them are in, or 0 where one is not."""
    memory: list[tuple[float, float]] = field(default_factory=list)
    """Monotonic seconds, and megabytes."""


def wordings(questions: Sequence[str], seed: int = 1) -> Iterator[str]:
    """Yield questions without end, each in other words than the same one before, where it can."""
    chance = random.Random(seed)  # noqa: S311 - test data
    worded = [
        f"{opening}{question}{closing}"
        for opening, question, closing in itertools.product(OPENINGS, questions, CLOSINGS)
    ]
    while True:
        chance.shuffle(worded)
        yield from worded


class Office:
    """Callers who ask again ``pause`` seconds after their answer, a look at life, a gauge."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        questions: Iterator[str],
        callers: Sequence[Headers],
        pause: float,
        gauge: Callable[[], float],
    ) -> None:
        """``callers`` are the headers each is known by; ``gauge`` returns megabytes."""
        self._client = client
        self._questions = questions
        self._callers = callers
        self._pause = pause
        self._gauge = gauge
        self._chance = random.Random(2)  # noqa: S311 - test data
        self.record = Record()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Ask, look and measure until the block ends; nobody is waited for then."""
        tasks = [
            asyncio.create_task(self._ask(number, headers))
            for number, headers in enumerate(self._callers)
        ]
        tasks += [asyncio.create_task(self._look()), asyncio.create_task(self._weigh())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for ended in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(ended, Exception):
                    raise ended

    async def upload(self, plans: Iterator[SourceFile], headers: Headers, seconds: float) -> None:
        """Upload plans for so long, one upload after the other; each is deleted once it is in.

        So the service holds as much at the end as at the beginning.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            files = list(itertools.islice(plans, FILES))
            sent = [("files", (each.source, each.read())) for each in files]
            started = time.monotonic()
            held: list[str] = []
            with suppress(httpx.HTTPError):
                held = await self._taken_in(sent, headers)
            status = 200 if len(held) == len(files) else 0
            self.record.uploads.append(Reply(started, time.monotonic() - started, status))
            for document_id in held:
                await self._client.delete(f"/v1/documents/{document_id}", headers=headers)

    async def _taken_in(
        self, files: list[tuple[str, tuple[str, bytes]]], headers: Headers
    ) -> list[str]:
        reply = await self._client.post("/v1/documents", files=files, headers=headers)
        reply.raise_for_status()
        address = f"/v1/jobs/{reply.json()['job_id']}"
        while True:
            job = (await self._client.get(address, headers=headers)).raise_for_status().json()
            if job["state"] in ("done", "failed"):
                return [each["document_id"] for each in job["files"] if each["document_id"]]
            await asyncio.sleep(0.5)

    async def _ask(self, number: int, headers: Headers) -> None:
        await asyncio.sleep(self._chance.uniform(0, self._pause))
        for turn in itertools.count():
            question = next(self._questions)
            asked = {"question": question, "conversation_id": f"o-{number}-{turn // TURNS}"}
            self.record.asked.append(
                await self._timed("POST", "/v1/ask", headers=headers, json=asked)
            )
            await asyncio.sleep(self._pause)

    async def _look(self) -> None:
        while True:
            self.record.live.append(await self._timed("GET", "/health/live"))
            await asyncio.sleep(PROBE_SECONDS)

    async def _weigh(self) -> None:
        while True:
            self.record.memory.append((time.monotonic(), self._gauge()))
            await asyncio.sleep(2.0)

    async def _timed(
        self,
        method: str,
        path: str,
        headers: Headers | None = None,
        json: dict[str, str] | None = None,
    ) -> Reply:
        started = time.monotonic()
        status = 0
        with suppress(httpx.HTTPError):
            reply = await self._client.request(method, path, headers=headers, json=json)
            status = reply.status_code
        return Reply(started, time.monotonic() - started, status)
