"""Documents read again from their files: the reader has improved, or is to read otherwise."""

import logging
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.errors import TooManyJobs
from app.ingestion.intake import DEFECT, Outcome, State, is_harmless
from app.ingestion.parsing import ParserDefect, Ticket, Workers
from index.errors import DocumentNotFound
from index.ports import Catalogue, Originals, Scope
from index.writer import Writer
from ingest import pipeline
from ingest.document import Document, Header
from ingest.errors import IngestError
from ingest.reading.header import given_in
from ingest.recognition import Wish, joined
from ingest.settings import Limits

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiting:
    document_id: str
    source: str
    original: bytes
    given: Mapping[str, str]
    wishes: tuple[Wish, ...]
    ticket: Ticket | None
    """Of the file's parsing; None: it is parsed here."""


class Rereading:
    """Reads documents again, for one asker at a time: each run has processes of its own.

    Safe to share between threads.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        originals: Originals,
        writer: Writer,
        limits: Limits,
        processes: int | None,
        parse_seconds: float,
        parse_bytes: int,
    ) -> None:
        self._catalogue = catalogue
        self._originals = originals
        self._writer = writer
        self._limits = limits
        self._processes = processes
        self._parse_seconds = parse_seconds
        self._parse_bytes = parse_bytes
        self._running = threading.Lock()

    def run(
        self, document_ids: Sequence[str], scope: Scope, wishes: Sequence[Wish] = ()
    ) -> Generator[Outcome]:
        """Yield one outcome a document, in order; one that cannot be read stays as it was.

        ``wishes`` say how pages are read from now on, beside what was wished of others before.
        Its id stays, and the ids of passages and facts whose words stay. Values stated with the
        file and corrections stay. Raises DocumentNotFound before anything is read, TooManyJobs
        while another run goes on.
        """
        for document_id in document_ids:
            self._catalogue.record(document_id, scope)
        if not self._running.acquire(blocking=False):
            raise TooManyJobs("Đang đọc lại văn bản khác. Hãy thử lại sau ít phút.")
        workers = Workers(self._limits, self._processes, self._parse_seconds, self._parse_bytes)
        try:
            for waiting in self._ahead(document_ids, scope, workers, wishes):
                yield self._finish(waiting, workers)
        finally:
            workers.close()
            self._running.release()

    def _ahead(
        self,
        document_ids: Sequence[str],
        scope: Scope,
        workers: Workers,
        wishes: Sequence[Wish],
    ) -> Iterator[_Waiting]:
        """Yield the documents in order, each while those after it are already being parsed."""
        ahead: deque[_Waiting] = deque()
        for document_id in document_ids:
            try:
                ahead.append(self._begin(document_id, scope, workers, wishes))
            except DocumentNotFound:  # deleted meanwhile
                continue
            if len(ahead) > 2 * workers.most:
                yield ahead.popleft()
        yield from ahead

    def _begin(
        self, document_id: str, scope: Scope, workers: Workers, asked: Sequence[Wish]
    ) -> _Waiting:
        source = self._catalogue.record(document_id, scope).source
        original = self._originals.original(document_id, scope)
        read = self._catalogue.as_read(document_id, scope)
        given, wishes = _given(read.header), joined(read.wishes, asked)
        here = is_harmless(source, original)
        ticket = None if here else workers.submit(source, original, given, wishes)
        return _Waiting(document_id, source, original, given, wishes, ticket)

    def _finish(self, waiting: _Waiting, workers: Workers) -> Outcome:
        started = time.perf_counter()
        state, code, reason = State.REJECTED, None, None
        try:
            document = replace(self._parsed(waiting, workers), id=waiting.document_id)
            state = State(self._writer.reread(document, waiting.original))
        except DocumentNotFound as error:
            code, reason = error.code, str(error)
        except IngestError as error:
            code, reason = error.code, str(error)
        except ParserDefect:
            logger.exception("Cannot read %r again", waiting.source)
            code, reason = "internal", DEFECT
        seconds = time.perf_counter() - started
        return Outcome(waiting.source, state, waiting.document_id, code, reason, seconds)

    def _parsed(self, waiting: _Waiting, workers: Workers) -> Document:
        if waiting.ticket is not None:
            return workers.result(waiting.ticket)
        return pipeline.parse(
            waiting.source, waiting.original, waiting.given, self._limits, waiting.wishes
        )


def _given(header: Header) -> dict[str, str]:
    """Return what was stated with the file, as a side file states it; dates print so."""
    return {name: str(stated.value) for name, stated in given_in(header).items()}
