"""Parsing in processes of its own, so that a file that hangs or kills its parser costs itself.

A pool of the standard library would do but for one thing: it is lost as a whole when one of its
processes is killed. Here each process has its own pipe and can be replaced alone.
"""

import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from ingest import pipeline
from ingest.document import Document
from ingest.errors import IngestError
from ingest.settings import DEFAULT_LIMITS, Limits

SECONDS = 1800.0
"""A scan of 300 pages takes about half of it on a slow machine."""
STARTING_SECONDS = 120.0
"""Longest start of a process, which is no fault of the file."""

_SPAWN = get_context("spawn")


class ParserTooSlow(IngestError):
    """The parser did not finish in time and was ended."""

    code = "too_slow"


class ParserCrashed(IngestError):
    """The process of the parser was ended from outside or by a fault."""

    code = "crashed"


class ParserDefect(Exception):
    """A parser raised what it should not; the message is its traceback."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A file handed in to be parsed."""

    source: str
    data: bytes
    given: Mapping[str, str] | None
    result: Document | Exception | None = None


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    deadline: float
    ticket: Ticket | None = None


@dataclass(slots=True)
class Workers:
    """Processes that parse, started when there is work for them; for one thread at a time."""

    limits: Limits = DEFAULT_LIMITS
    processes: int | None = None
    """At most so many; None: as many as there are cores."""
    seconds: float = SECONDS
    """Longest parsing of one file."""
    _workers: list[_Worker] = field(default_factory=list)
    _waiting: deque[Ticket] = field(default_factory=deque)

    @property
    def most(self) -> int:
        """How many files are parsed at the same time."""
        return self.processes or _cores()

    def submit(self, source: str, data: bytes, given: Mapping[str, str] | None) -> Ticket:
        """Begin to parse a file as soon as a process is free."""
        ticket = Ticket(source, data, given)
        self._waiting.append(ticket)
        self._assign()
        return ticket

    def result(self, ticket: Ticket) -> Document:
        """Wait for the document; raises IngestError, ParserDefect."""
        while ticket.result is None:
            self._await()
        if isinstance(ticket.result, Exception):
            raise ticket.result
        return ticket.result

    def abandon(self) -> None:
        """Drop every file that is not parsed yet."""
        self._waiting.clear()
        for worker in [worker for worker in self._workers if worker.ticket is not None]:
            self._end(worker)

    def close(self) -> None:
        """End all processes."""
        self._waiting.clear()
        for worker in list(self._workers):
            self._end(worker)

    def _assign(self) -> None:
        while self._waiting:
            free = next((worker for worker in self._workers if worker.ticket is None), None)
            if free is not None and not free.process.is_alive():  # no file is to blame for that
                self._end(free)
                continue
            if free is not None:
                free.deadline = time.monotonic() + self.seconds
            elif len(self._workers) < self.most:
                free = _start(self.limits)
                self._workers.append(free)
            else:
                return
            free.ticket = ticket = self._waiting.popleft()
            try:
                free.pipe.send((ticket.source, ticket.data, ticket.given))
            except OSError:
                self._settle(free, ParserCrashed(_CRASHED))
                self._end(free)

    def _await(self) -> None:
        """Wait until one file is parsed or given up."""
        self._assign()
        busy = [worker for worker in self._workers if worker.ticket is not None]
        left = min(worker.deadline for worker in busy) - time.monotonic()
        ready = connection.wait([worker.pipe for worker in busy], max(0.0, left))
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                self._settle(worker, ParserTooSlow(_TOO_SLOW.format(self.seconds)))
                self._end(worker)

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._settle(worker, ParserCrashed(_CRASHED))
            self._end(worker)
            return
        if message is None:  # it has started: the file's own time begins
            worker.deadline = time.monotonic() + self.seconds
        else:
            self._settle(worker, message)

    def _settle(self, worker: _Worker, result: Document | Exception) -> None:
        if worker.ticket is not None:
            worker.ticket.result = result
            worker.ticket.data = b""
            worker.ticket = None

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        try:
            os.killpg(worker.process.pid or 0, signal.SIGKILL)  # with what it has started
        except ProcessLookupError:  # gone, or not yet the leader of its group
            worker.process.kill()
        worker.process.join()


_TOO_SLOW = "Đọc tệp quá {:.4g} giây mà chưa xong nên đã dừng; hãy chia nhỏ tệp rồi nạp lại."
_CRASHED = (
    "Chương trình đọc tệp bị dừng đột ngột; tệp có thể bị hỏng hoặc cần nhiều bộ nhớ hơn máy có."
)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(limits: Limits) -> _Worker:
    pipe, other = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(other, limits), daemon=True)
    # An interrupt from the terminal is for this process, which then ends the others.
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
    other.close()
    return _Worker(process, pipe, time.monotonic() + STARTING_SECONDS)


def _work(pipe: Connection, limits: Limits) -> None:
    """Parse what comes in until the other end is closed."""
    os.setsid()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # of Tesseract: the processes share the cores
    pipe.send(None)
    while True:
        try:
            source, data, given = pipe.recv()
        except EOFError:
            return
        pipe.send(_parsed(source, data, given, limits))


def _parsed(
    source: str, data: bytes, given: Mapping[str, str] | None, limits: Limits
) -> Document | Exception:
    try:
        return pipeline.parse(source, data, given, limits)
    except IngestError as error:
        return error
    except Exception:  # a parser's defect must cost one file, not the process
        return ParserDefect(traceback.format_exc())
