"""Parsing in processes of its own, so that a file that hangs or kills its parser costs itself.

A pool of the standard library would do but for two things: it is lost as a whole when one of its
processes is killed, and each of its processes first loads the program that started it. Here each
process has its own pipe, can be replaced alone, and loads the parsers only.
"""

import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe, connection
from multiprocessing.connection import Connection

from ingest import pipeline
from ingest.document import Document
from ingest.errors import IngestError
from ingest.recognition import Wish
from ingest.settings import DEFAULT_LIMITS, Limits

SECONDS = 1800.0
"""A scan of 300 pages takes about half of it on a slow machine."""
MEMORY = 4 * 1024**3
"""LibreOffice alone maps about half of it."""
STARTING_SECONDS = 120.0
"""Longest start of a process, which is no fault of the file."""


class ParserTooSlow(IngestError):
    """The parser did not finish in time and was ended."""

    code = "too_slow"


class ParserCrashed(IngestError):
    """The process of the parser was ended from outside or by a fault."""

    code = "crashed"


class ParserTooLarge(IngestError):
    """The parser needed more memory than a file may take."""

    code = "too_much_memory"


class ParserDefect(Exception):
    """A parser raised what it should not; the message is its traceback."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A file handed in to be parsed."""

    source: str
    data: bytes
    given: Mapping[str, str] | None
    wishes: Sequence[Wish] = ()
    result: Document | Exception | None = None


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    deadline: float
    started: bool = False
    ticket: Ticket | None = None

    @property
    def idle(self) -> bool:
        return self.started and self.ticket is None


@dataclass(slots=True)
class Workers:
    """Processes that parse, for one thread at a time.

    The first is started with the first file, others when someone has to wait for a file: where
    parsing is quick, one keeps ahead of what is done with the documents.
    """

    limits: Limits = DEFAULT_LIMITS
    processes: int | None = None
    """At most so many; None: as many as there are cores."""
    seconds: float = SECONDS
    """Longest parsing of one file."""
    memory: int = MEMORY
    """Most bytes that a process may map, with its libraries and what it starts."""
    _workers: list[_Worker] = field(default_factory=list)
    _waiting: deque[Ticket] = field(default_factory=deque)

    @property
    def most(self) -> int:
        """How many files are parsed at the same time."""
        return self.processes or _cores()

    def submit(
        self,
        source: str,
        data: bytes,
        given: Mapping[str, str] | None,
        wishes: Sequence[Wish] = (),
    ) -> Ticket:
        """Begin to parse a file as soon as a process is free."""
        ticket = Ticket(source, data, given, wishes)
        self._waiting.append(ticket)
        if not self._workers:
            self._workers.append(_start(self.limits, self.memory))
        self._hear(0.0)
        self._assign()
        return ticket

    def withdraw(self, ticket: Ticket) -> bool:
        """Take the file back; False where a process has it or could have it at once."""
        self._hear(0.0)
        self._assign()
        if ticket not in self._waiting or any(worker.started for worker in self._workers):
            return False
        self._waiting.remove(ticket)
        return True

    def result(self, ticket: Ticket) -> Document:
        """Wait for the document; raises IngestError, ParserDefect."""
        while ticket.result is None:
            self._assign()
            if ticket.result is None:
                self._grow()
                self._hear(None)
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
        """Give each idle process a file."""
        for worker in [worker for worker in self._workers if worker.idle]:
            if worker.process.poll() is not None:  # no file is to blame for that
                self._end(worker)
            elif self._waiting:
                worker.deadline = time.monotonic() + self.seconds
                worker.ticket = ticket = self._waiting.popleft()
                try:
                    asked = (ticket.source, ticket.data, ticket.given, ticket.wishes)
                    worker.pipe.send(asked)
                except OSError:
                    self._settle(worker, ParserCrashed(_CRASHED))
                    self._end(worker)

    def _grow(self) -> None:
        """Start one more process for the files that wait, unless one is starting already."""
        starting = any(not worker.started for worker in self._workers)
        if self._waiting and not starting and len(self._workers) < self.most:
            self._workers.append(_start(self.limits, self.memory))

    def _hear(self, seconds: float | None) -> None:
        """Take in what the processes have sent, and give up those past their time.

        Waits at most ``seconds`` for the first of it; None: until the first one's time is over.
        """
        active = [worker for worker in self._workers if not worker.idle]
        if not active:
            return
        if seconds is None:
            seconds = max(0.0, min(worker.deadline for worker in active) - time.monotonic())
        ready = connection.wait([worker.pipe for worker in active], seconds)
        for worker in active:
            if worker.pipe in ready:
                self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                self._give_up(worker, ParserTooSlow(_TOO_SLOW.format(self.seconds)))

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._give_up(worker, ParserCrashed(_CRASHED))
            return
        if worker.started:
            self._settle(worker, message)
        worker.started = True

    def _give_up(self, worker: _Worker, reason: IngestError) -> None:
        """End the process; one that never started costs the file that waits longest."""
        if not worker.started and self._waiting:
            worker.ticket = self._waiting.popleft()
        self._settle(worker, reason)
        self._end(worker)

    def _settle(self, worker: _Worker, result: Document | Exception) -> None:
        if worker.ticket is not None:
            worker.ticket.result = result
            worker.ticket.data = b""
            worker.ticket = None

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        with suppress(ProcessLookupError):
            os.killpg(worker.process.pid, signal.SIGKILL)  # with what it has started
        worker.process.wait()


_TOO_SLOW = "Đọc tệp quá {:.4g} giây mà chưa xong nên đã dừng; hãy chia nhỏ tệp rồi nạp lại."
_TOO_LARGE = (
    "Đọc tệp cần nhiều bộ nhớ hơn mức cho phép nên đã dừng; hãy chia nhỏ tệp, hoặc kiểm tra xem "
    "tệp có bị hỏng không."
)
_CRASHED = (
    "Chương trình đọc tệp bị dừng đột ngột; tệp có thể bị hỏng hoặc cần nhiều bộ nhớ hơn mức cho "
    "phép."
)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(limits: Limits, memory: int) -> _Worker:
    pipe, other = Pipe()
    # A session of its own: an interrupt from the terminal is for this process, which ends others.
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM, str(other.fileno()), *sys.path],
        stdin=subprocess.DEVNULL,
        pass_fds=[other.fileno()],
        start_new_session=True,
    )
    other.close()
    pipe.send((limits, memory))
    return _Worker(process, pipe, time.monotonic() + STARTING_SECONDS)


_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:]\n"
    "from app.ingestion.parsing import work; work(int(sys.argv[1]))"
)


def work(descriptor: int) -> None:
    """Parse what comes in, in a process of its own, until the other end is closed."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # of Tesseract: the processes share the cores
    with Connection(descriptor) as pipe, suppress(EOFError, OSError):
        limits, memory = pipe.recv()
        _bound(memory)
        pipe.send(None)
        while True:
            source, data, given, wishes = pipe.recv()
            pipe.send(_parsed(source, data, given, limits, wishes))


def _bound(memory: int) -> None:
    """Keep this process, and each that it starts, from mapping more than so many bytes."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
    with suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))


def _parsed(
    source: str,
    data: bytes,
    given: Mapping[str, str] | None,
    limits: Limits,
    wishes: Sequence[Wish],
) -> Document | Exception:
    try:
        return pipeline.parse(source, data, given, limits, wishes)
    except IngestError as error:
        return error
    except MemoryError:
        return ParserTooLarge(_TOO_LARGE)
    except Exception:  # a parser's defect must cost one file, not the process
        return ParserDefect(traceback.format_exc())
