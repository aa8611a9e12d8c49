"""Uploads, taken in one after the other by a background thread.

A job lives in ``uploads/<job id>``: its files while they wait, and ``job.json`` with its state.
Files that waited when the process ended are taken up again, and so are those in hand, unless they
are in the catalogue already; only one that was in hand several times is reported as failed, since
it may be what ends the process. A file leaves the disk after its end is recorded, never before.
"""

import hashlib
import logging
import queue
import shutil
import threading
import uuid
from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol, get_args

from filelock import FileLock, Timeout
from pydantic import ValidationError

from app.errors import JobNotFound, TooManyJobs
from app.ingestion.files import SourceFile, Unpacker, clean_name, read, uploaded
from app.ingestion.intake import Outcome
from app.ingestion.job import NOBODY, Job, JobFile, JobState, Sender, Upload, newest
from index.errors import IndexFailure, StorageFailure
from ingest import refusals
from ingest.errors import IngestError
from ingest.parsers import archive
from ingest.settings import DEFAULT_LIMITS, Limits

logger = logging.getLogger(__name__)

KEPT = 500
"""Finished jobs whose state can still be asked for."""
ATTEMPTS = 3
"""So often a file is begun before it is blamed for the process ending each time."""
INTERRUPTED = "Dịch vụ nhiều lần dừng khi đang xử lý tệp này; hãy kiểm tra tệp rồi tải lên lại."
LOST = "Dịch vụ dừng khi đang xử lý và tệp tải lên không còn; hãy tải lên lại."
BROKEN = "Không ghi được vào kho dữ liệu; hãy tải lên lại sau."
RECORD = "job.json"
ARCHIVE = "archive"
"""The archive that is being taken apart."""

CANCELLED = "Đã hủy trước khi xử lý."


class Ingests(Protocol):
    """What a job needs of the ingestion."""

    def run(self, files: Iterable[SourceFile]) -> Generator[Outcome]:
        """Yield one outcome a file, in order."""
        ...

    def held(self, sha256: str, access: Collection[str] = ()) -> str | None:
        """Return the document of these bytes that all of ``access`` may see; None without one."""
        ...


class Jobs:
    """The queue of uploads and the thread that works on it."""

    def __init__(self, folder: Path, max_queued: int, limits: Limits = DEFAULT_LIMITS) -> None:
        self._folder = folder
        self._jobs: dict[str, Job] = {}
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._max_queued = max_queued
        self._limits = limits
        self._guard = threading.Lock()
        self._worker: threading.Thread | None = None
        self._stopping = threading.Event()
        self._lock = FileLock(folder / ".lock")

    def start(self, ingestion: Ingests) -> None:
        """Take up what the last process left behind and begin to work."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._recover(ingestion)
        self._worker = threading.Thread(
            target=self._work, args=(ingestion,), name="jobs", daemon=True
        )
        self._worker.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the file in hand and stop; jobs that wait are kept for the next start."""
        self._stopping.set()
        self._queue.put(None)
        if self._worker is not None:
            self._worker.join(timeout)
        self._lock.release()

    def submit(
        self,
        uploads: Sequence[Upload],
        given: Mapping[str, str] | None = None,
        sender: Sender = NOBODY,
    ) -> Job:
        """Spool the files and queue them; ``given`` header values are stated of each.

        An archive is taken apart here: the job shows the files in it.
        Raises TooManyJobs, StorageFailure.
        """
        with self._guard:
            waiting = sum(job.state == "queued" for job in self._jobs.values())
            if waiting >= self._max_queued:
                raise TooManyJobs("Đang có quá nhiều lượt tải lên chờ xử lý; hãy thử lại sau.")
            job = Job(
                id=uuid.uuid4().hex, created_at=datetime.now(UTC), files=[], owner=sender.owner
            )
            self._jobs[job.id] = job
            self._prune()
        try:
            (self._folder / job.id).mkdir(parents=True)
            unpacker = Unpacker(self._limits)
            for upload in uploads:
                source = clean_name(upload.name)
                spooled = self._spooled(job, len(job.files))
                file = JobFile(
                    source=source,
                    sha256=_copy(upload.content, spooled),
                    given=dict(given or {}),
                    access=sender.access,
                )
                if archive.is_archive(source):
                    self._unpack(job, file, unpacker)
                else:
                    job.files.append(file)
            self._write(job)
        except BaseException as error:
            with self._guard:
                self._drop(job)
            if isinstance(error, OSError):
                raise StorageFailure(
                    f"Không lưu được tệp tải lên ({refusals.told(error)})."
                ) from error
            raise
        self._queue.put(job.id)
        return job

    def _unpack(self, job: Job, packed: JobFile, unpacker: Unpacker) -> None:
        """Spool the files of the archive in the place where it was spooled itself."""
        path = self._spooled(job, len(job.files)).replace(self._folder / job.id / ARCHIVE)
        whole = uploaded(packed.source, path, packed.sha256, access=packed.access)
        for member in unpacker.files(whole):
            file = JobFile(
                source=member.source, sha256="", origin=member.origin, access=packed.access
            )
            try:
                data = read(member, self._limits)
                file.sha256 = hashlib.sha256(data).hexdigest()
                file.given = {**(member.given() or {}), **packed.given}
                self._spooled(job, len(job.files)).write_bytes(data)
            except IngestError as error:
                file.state, file.code, file.reason = "rejected", error.code, str(error)
            job.files.append(file)
        path.unlink()

    def get(self, job_id: str) -> Job:
        """Return a copy of the job as it is now; raises JobNotFound."""
        with self._guard:
            job = self._jobs.get(job_id)
            if job is None:
                raise JobNotFound("Không có lượt tải lên này.")
            return job.model_copy(deep=True)

    def recent(self, owner: str | None = None, limit: int = 20) -> list[Job]:
        """Return the newest jobs, the newest first; with an owner, that one's alone."""
        with self._guard:
            return newest(self._jobs.values(), owner, limit)

    def cancel(self, job_id: str) -> Job:
        """Cancel what has not begun and return the job; what is in hand is finished.

        A job that waits is cancelled at once, one that runs when its file in hand is finished; a
        finished one stays as it is. Raises JobNotFound.
        """
        with self._guard:
            job = self._jobs.get(job_id)
            if job is None:
                raise JobNotFound("Không có lượt tải lên này.")
            for position, file in enumerate(job.files):
                if file.state == "queued":
                    file.state, file.code, file.reason = "cancelled", "cancelled", CANCELLED
                    self._spooled(job, position).unlink(missing_ok=True)
            if job.state == "queued":
                job.state = end_state(job.files)
        self._record(job)
        return self.get(job_id)

    def counts(self) -> dict[JobState, int]:
        """Return how many jobs are in each state."""
        with self._guard:
            states = [job.state for job in self._jobs.values()]
        return {state: states.count(state) for state in get_args(JobState)}

    def _work(self, ingestion: Ingests) -> None:
        while (job_id := self._queue.get()) is not None and not self._stopping.is_set():
            job = self._jobs.get(job_id)
            if job is not None and self._begin(job):
                self._run(job, ingestion)

    def _begin(self, job: Job) -> bool:
        """Mark the job as running; False where it was cancelled while it waited."""
        with self._guard:
            if job.state != "queued":
                return False
            job.state = "running"
        self._record(job)
        return True

    def _run(self, job: Job, ingestion: Ingests) -> None:
        begun: deque[tuple[int, JobFile]] = deque()
        try:
            with closing(ingestion.run(self._sources(job, begun))) as outcomes:
                for outcome in outcomes:
                    position, file = begun.popleft()
                    self._finish(file, outcome)
                    self._record(job)
                    self._spooled(job, position).unlink(missing_ok=True)
        except Exception:  # the thread must outlive any one job; the job reports the fault
            logger.exception("Job %s broke off", job.id)
            self._fail(job, ingestion)
        if all(file.finished for file in job.files):
            self._update(job, end_state(job.files))
        else:
            self._update(job, "queued")

    def _sources(self, job: Job, begun: deque[tuple[int, JobFile]]) -> Iterator[SourceFile]:
        """Yield the files that still wait; each is noted as begun before."""
        for position, file in enumerate(job.files):
            if self._stopping.is_set():
                return
            with self._guard:
                if file.state != "queued":
                    continue
                file.state = "running"
                file.attempts += 1
            begun.append((position, file))
            self._record(job)
            yield uploaded(
                file.source,
                self._spooled(job, position),
                file.sha256,
                file.given,
                file.origin,
                file.access,
            )

    def _finish(self, file: JobFile, outcome: Outcome) -> None:
        with self._guard:
            file.state = outcome.state.value
            file.document_id = outcome.document_id
            file.code = outcome.code
            file.reason = outcome.reason

    def _fail(self, job: Job, ingestion: Ingests) -> None:
        """Settle what is left of a job that broke off: what is stored is not called failed."""
        for position, file in enumerate(job.files):
            if not (file.finished or self._is_stored(file, ingestion)):
                with self._guard:
                    file.state, file.code, file.reason = "failed", "storage_failure", BROKEN
            self._record(job)
            self._spooled(job, position).unlink(missing_ok=True)

    def _is_stored(self, file: JobFile, ingestion: Ingests) -> bool:
        """Tell whether the file was begun and its bytes are in the catalogue, and note it."""
        try:
            begun = file.attempts and file.sha256
            document_id = ingestion.held(file.sha256, file.access) if begun else None
        except IndexFailure:
            return False
        if document_id is None:
            return False
        with self._guard:
            file.state, file.document_id = "added", document_id
        return True

    def _update(self, job: Job, state: JobState) -> None:
        with self._guard:
            job.state = state
        self._record(job)

    def _record(self, job: Job) -> None:
        try:
            self._write(job)
        except OSError as error:  # the state in memory still answers until the next start
            logger.warning("Cannot record job %s: %s", job.id, error.strerror)

    def _write(self, job: Job) -> None:
        folder = self._folder / job.id
        fresh = folder / "job.json.new"
        fresh.write_text(job.model_dump_json(), encoding="utf-8")
        fresh.replace(folder / RECORD)

    def _recover(self, ingestion: Ingests) -> None:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:  # another service works on the same folder: its jobs are its own
            return
        for folder in [path for path in self._folder.iterdir() if path.is_dir()]:
            job = _read(folder / RECORD)
            if job is None:  # the process ended while the files arrived
                shutil.rmtree(folder, ignore_errors=True)
            else:
                self._jobs[job.id] = job
        for job in sorted(self._jobs.values(), key=lambda job: job.created_at):
            self._take_up(job, ingestion)

    def _take_up(self, job: Job, ingestion: Ingests) -> None:
        for position, file in enumerate(job.files):
            spooled = self._spooled(job, position)
            if not file.finished:
                self._take_up_file(file, spooled, ingestion)
            if file.finished:  # it was recorded, and the process ended before the file was gone
                spooled.unlink(missing_ok=True)
        (self._folder / job.id / f"{RECORD}.new").unlink(missing_ok=True)
        if job.state in ("queued", "running"):
            self._update(job, "queued")
            self._queue.put(job.id)

    def _take_up_file(self, file: JobFile, spooled: Path, ingestion: Ingests) -> None:
        """Let a file that was not finished wait again, or say why not."""
        if not file.given and self._is_stored(file, ingestion):
            return
        if not spooled.exists():
            file.state, file.code, file.reason = "failed", "interrupted", LOST
        elif file.attempts >= ATTEMPTS:
            file.state, file.code, file.reason = "failed", "interrupted", INTERRUPTED
        else:
            file.state = "queued"

    def _prune(self) -> None:
        finished = [job for job in self._jobs.values() if job.state not in ("queued", "running")]
        for job in sorted(finished, key=lambda job: job.created_at)[:-KEPT]:
            self._drop(job)

    def _drop(self, job: Job) -> None:
        self._jobs.pop(job.id, None)
        shutil.rmtree(self._folder / job.id, ignore_errors=True)

    def _spooled(self, job: Job, position: int) -> Path:
        return self._folder / job.id / str(position)


def end_state(files: Sequence[JobFile]) -> JobState:
    """Return the state of a job whose files are all finished."""
    states = {file.state for file in files}
    if "failed" in states:
        return "failed"
    return "cancelled" if "cancelled" in states else "done"


def _copy(content: BinaryIO, target: Path) -> str:
    """Write the content to ``target`` and return its SHA-256."""
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while block := content.read(1024 * 1024):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _read(record: Path) -> Job | None:
    try:
        return Job.model_validate_json(record.read_bytes())
    except (OSError, ValidationError):
        return None
