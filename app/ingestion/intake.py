"""Files in, one outcome a file out; one bad file never stops a batch."""

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.ingestion import parsing
from app.ingestion.files import SourceFile, Unpacker, read
from app.ingestion.guards import NO_GUARDS, Guards
from app.ingestion.parsing import Ticket, Workers
from index.errors import IndexFailure
from index.incoming import Incoming
from index.ports import Catalogue
from index.writer import Writer
from ingest import pipeline
from ingest.document import Header
from ingest.errors import IngestError
from ingest.reading.header import override
from ingest.settings import DEFAULT_LIMITS, Limits

logger = logging.getLogger(__name__)

DEFECT = "Không xử lý được tệp do lỗi của chương trình; đã ghi vào nhật ký."
SMALL_BATCH = 4
"""So many files of a batch are parsed in this process, which costs less than to start others."""
SMALL_BYTES = 256 * 1024
"""A larger file is never parsed in this process."""
PLAIN = (".txt", ".md", ".csv")
"""Nor is one of another format: a few hundred bytes can make a library take all memory."""


class State(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    source: str
    state: State
    document_id: str | None
    """The document it became or already was; None when rejected."""
    code: str | None
    """Why it was rejected, for a program."""
    reason: str | None
    """The same for a clerk, in Vietnamese."""
    seconds: float


@dataclass(slots=True)
class _Waiting:
    """A file on its way: settled once it has an outcome."""

    file: SourceFile
    started: float
    data: bytes = b""
    given: Mapping[str, str] | None = None
    ticket: Ticket | None = None
    """Of the file's parsing; None: it is parsed here."""
    incoming: Incoming | None = None
    outcome: Outcome | None = None

    def settle(
        self,
        state: State,
        document_id: str | None = None,
        code: str | None = None,
        reason: str | None = None,
    ) -> Outcome:
        seconds = time.perf_counter() - self.started
        self.incoming, self.ticket, self.data = None, None, b""
        self.outcome = Outcome(self.file.source, state, document_id, code, reason, seconds)
        return self.outcome


class Ingestion:
    """Takes files into the catalogue and keeps the derived stores up with it."""

    def __init__(
        self,
        catalogue: Catalogue,
        writer: Writer,
        limits: Limits = DEFAULT_LIMITS,
        processes: int | None = None,
        parse_seconds: float = parsing.SECONDS,
        parse_bytes: int = parsing.MEMORY,
        guards: Guards = NO_GUARDS,
    ) -> None:
        self._catalogue = catalogue
        self._writer = writer
        self._limits = limits
        self._guards = guards
        self._workers = Workers(limits, processes, parse_seconds, parse_bytes)

    def close(self) -> None:
        """End the processes that parse."""
        self._workers.close()

    def held(self, sha256: str, access: Collection[str] = ()) -> str | None:
        """Return the document of these bytes that all of ``access`` may see; None without one."""
        known = self._catalogue.by_sha256(sha256, access)
        return None if known is None else known.id

    def run(self, files: Iterable[SourceFile]) -> Generator[Outcome]:
        """Yield one outcome a file, in order, each after the catalogue holds it.

        An archive has an outcome for each file in it instead of its own.
        Stops early only when the data folder itself fails (IndexFailure).
        """
        try:
            yield from self._run(files)
        finally:
            self._workers.abandon()

    def _run(self, files: Iterable[SourceFile]) -> Iterator[Outcome]:
        waiting: deque[_Waiting] = deque()
        feed = self._feed(files, waiting)
        exhausted = False
        while not exhausted:
            try:
                for change in self._writer.write_many(feed):
                    yield from _settled(waiting)
                    yield waiting.popleft().settle(State(change.state), change.document_id)
                exhausted = True
            except IndexFailure:
                raise
            except Exception:  # a defect of ours must cost one file, not the batch
                logger.exception("Cannot write a batch; trying its files one by one")
                yield from self._one_by_one(waiting)
        yield from _settled(waiting)

    def _feed(self, files: Iterable[SourceFile], waiting: deque[_Waiting]) -> Iterator[Incoming]:
        """Yield what there is to write; what is settled without writing only joins the queue."""
        for item in self._parsing(files):
            waiting.append(item)
            if item.outcome is None:
                self._attempt(item, self._complete)
            if item.incoming is not None:
                yield item.incoming

    def _parsing(self, files: Iterable[SourceFile]) -> Iterator[_Waiting]:
        """Yield the files in order, each while those after it are already being parsed."""
        ahead: deque[_Waiting] = deque()
        for count, file in enumerate(self._unpacked(files)):
            item = _Waiting(file, time.perf_counter())
            self._attempt(item, self._begin)
            if item.outcome is None and not (count < SMALL_BATCH and _is_harmless(item)):
                item.ticket = self._workers.submit(file.source, item.data, item.given)
            ahead.append(item)
            if len(ahead) > 2 * self._workers.most:
                yield ahead.popleft()
        yield from ahead

    def _unpacked(self, files: Iterable[SourceFile]) -> Iterator[SourceFile]:
        for file in files:
            yield from Unpacker(self._limits).files(file)

    def _begin(self, item: _Waiting) -> None:
        """Read the file, and settle it where it is known."""
        file = item.file
        item.data = read(file, self._limits)
        item.given = file.given()
        known = self._catalogue.by_sha256(hashlib.sha256(item.data).hexdigest(), file.access)
        if known is not None and not self._restated(file, item.given, known.id):
            self._catalogue.attach(file.origin, known.id)
            item.settle(State.UNCHANGED, known.id)
            return
        self._guards.check_bytes(item.data)

    def _complete(self, item: _Waiting) -> None:
        """Parse the file, or wait until it is parsed; small ones not while processes start."""
        source, data = item.file.source, item.data
        if item.ticket is not None and not (
            _is_harmless(item) and self._workers.withdraw(item.ticket)
        ):
            document = self._workers.result(item.ticket)
        else:
            document = pipeline.parse(source, data, item.given, self._limits)
        self._guards.check_document(document)
        item.incoming = Incoming(document, data, item.file.origin, item.file.access)

    def _attempt(self, item: _Waiting, step: Callable[[_Waiting], None]) -> None:
        """Take the step, or settle the file as rejected."""
        file = item.file
        try:
            step(item)
        except IngestError as error:
            item.settle(State.REJECTED, code=error.code, reason=str(error))
        except IndexFailure:
            raise
        except OSError as error:
            logger.warning("Cannot read file %r: %s", file.source, error.strerror)
            item.settle(State.REJECTED, code="unreadable", reason="Không đọc được tệp từ ổ đĩa.")
        except Exception:  # a parser's defect must cost one file, not the batch
            logger.exception("Cannot parse file %r", file.source)
            item.settle(State.REJECTED, code="internal", reason=DEFECT)

    def _restated(self, file: SourceFile, given: Mapping[str, str] | None, known: str) -> bool:
        """Tell whether what is stated beside the file changes the document of the same bytes."""
        if given is None:
            return False
        return self._writer.restates(override(Header(), given), file.origin, known)

    def _one_by_one(self, waiting: deque[_Waiting]) -> Iterator[Outcome]:
        while waiting:
            item = waiting.popleft()
            if item.outcome is not None or item.incoming is None:
                yield item.outcome or item.settle(State.REJECTED, code="internal", reason=DEFECT)
                continue
            incoming = item.incoming
            try:
                change = self._writer.write(incoming.document, incoming.original, incoming.origin)
                yield item.settle(State(change.state), change.document_id)
            except IndexFailure:
                raise
            except Exception:  # as in ``run``
                logger.exception("Cannot write file %r", item.file.source)
                yield item.settle(State.REJECTED, code="internal", reason=DEFECT)


def is_harmless(source: str, data: bytes) -> bool:
    """Tell whether a file may be parsed in this process."""
    return source.lower().endswith(PLAIN) and len(data) <= SMALL_BYTES


def _is_harmless(item: _Waiting) -> bool:
    return not item.file.isolated and is_harmless(item.file.source, item.data)


def _settled(waiting: deque[_Waiting]) -> Iterator[Outcome]:
    """Take the settled files off the front of the queue."""
    while waiting and waiting[0].outcome is not None:
        outcome = waiting.popleft().outcome
        if outcome is not None:
            yield outcome
