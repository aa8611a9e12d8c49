"""Uploads in a database: any worker of any service takes the next file that waits.

A file in hand is marked with its worker, who holds a lock of the database for as long as its
connection lasts. A file whose worker's lock is gone is taken up again as one that waits, unless it
is in the catalogue already; one that was in hand several times is reported as failed. A file's
bytes leave the database with the statement that records its end, never before.
"""

import hashlib
import logging
import secrets
import threading
import uuid
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any, get_args

from app.errors import JobNotFound, TooManyJobs
from app.ingestion.files import SourceFile, Unpacker, clean_name, read
from app.ingestion.intake import Outcome
from app.ingestion.job import NOBODY, Job, JobFile, JobState, Sender, Upload
from app.ingestion.jobs import (
    ATTEMPTS,
    BROKEN,
    CANCELLED,
    INTERRUPTED,
    KEPT,
    Ingests,
    end_state,
)
from index.errors import IndexFailure, StorageFailure
from index.postgres.database import PostgresConnection, PostgresDatabase
from index.transactions import Connection
from ingest.errors import IngestError
from ingest.parsers import archive
from ingest.settings import DEFAULT_LIMITS, Limits

logger = logging.getLogger(__name__)

WORKING = 0x686F_6966
"""First half of the lock that every worker holds; its number is the other."""
_POLL_SECONDS = 1.0
"""Between two looks for files that other services received, or that dead workers left."""

_LEFT = """
    SELECT job_id, position, file, state, attempts FROM job_files
    WHERE state = 'running' AND worker NOT IN (
        SELECT objid::bigint FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = ?::bigint::oid
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
    FOR UPDATE SKIP LOCKED
"""
_BEGIN = """
    WITH next AS MATERIALIZED (
        SELECT job_id, position FROM job_files JOIN jobs ON jobs.id = job_id
        WHERE state = 'queued' ORDER BY number, position LIMIT 1
        FOR UPDATE OF job_files SKIP LOCKED
    )
    UPDATE job_files AS held SET state = 'running', attempts = attempts + 1, worker = ?
    FROM next WHERE held.job_id = next.job_id AND held.position = next.position
    RETURNING held.job_id, held.position, file, state, attempts, length(data) AS size
"""

_Place = tuple[str, int]
"""A file by its job and its place in it."""


class SharedJobs:
    """Implements ``JobQueue`` for all services of one database."""

    def __init__(
        self, database: PostgresDatabase, max_queued: int, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._database = database
        self._max_queued = max_queued
        self._limits = limits
        self._session: PostgresConnection | None = None
        self._number = 0
        self._stopping = threading.Event()
        self._waiting = threading.Event()
        self._worker: threading.Thread | None = None

    def start(self, ingestion: Ingests) -> None:
        """Begin to take in what waits, whoever received it."""
        self._worker = threading.Thread(
            target=self._work, args=(ingestion,), name="jobs", daemon=True
        )
        self._worker.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the files in hand and stop; what waits is left to the other services."""
        self._stopping.set()
        self._waiting.set()
        if self._worker is not None:
            self._worker.join(timeout)
        self._leave()

    def submit(
        self,
        uploads: Sequence[Upload],
        given: Mapping[str, str] | None = None,
        sender: Sender = NOBODY,
    ) -> Job:
        """Keep the files and queue them; ``given`` header values are stated of each.

        An archive is taken apart here: the job shows the files in it.
        Raises TooManyJobs, StorageFailure.
        """
        if self.counts()["queued"] >= self._max_queued:
            raise TooManyJobs("Đang có quá nhiều lượt tải lên chờ xử lý; hãy thử lại sau.")
        job = Job(id=uuid.uuid4().hex, created_at=datetime.now(UTC), files=[], owner=sender.owner)
        with self._database.transaction() as connection:
            _prune(connection)
            connection.execute(
                "INSERT INTO jobs (id, created_at, owner) VALUES (?, ?, ?)",
                (job.id, job.created_at.isoformat(), job.owner),
            )
            received = _received(uploads, dict(given or {}), sender, self._limits)
            for position, (file, data) in enumerate(received):
                job.files.append(file)
                connection.execute(
                    "INSERT INTO job_files (job_id, position, file, state, data)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (job.id, position, file.model_dump_json(), file.state, data),
                )
        self._waiting.set()
        return self.get(job.id)

    def get(self, job_id: str) -> Job:
        """Return the job as it is now. Raises JobNotFound."""
        with self._database.snapshot() as connection:
            row = connection.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
            if row is None:
                raise JobNotFound("Không có lượt tải lên này.")
            return _job(connection, row)

    def recent(self, owner: str | None = None, limit: int = 20) -> list[Job]:
        """Return the newest jobs, the newest first; with an owner, that one's alone."""
        whose = "" if owner is None else " WHERE owner = ?"
        with self._database.snapshot() as connection:
            rows = connection.execute(
                f"SELECT * FROM jobs{whose} ORDER BY number DESC LIMIT ?",  # noqa: S608 - ours
                (*(() if owner is None else (owner,)), limit),
            ).fetchall()
            return [_job(connection, row) for row in rows]

    def cancel(self, job_id: str) -> Job:
        """Cancel what has not begun and return the job; what is in hand is finished.

        Raises JobNotFound.
        """
        with self._database.reading() as connection:
            connection.execute(
                "UPDATE job_files SET state = 'cancelled', data = NULL"
                " WHERE job_id = ? AND state = 'queued'",
                (job_id,),
            )
        return self.get(job_id)

    def counts(self) -> dict[JobState, int]:
        """Return how many jobs are in each state."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT job_id, state, attempts FROM job_files").fetchall()
        jobs: dict[str, list[JobFile]] = {}
        for row in rows:
            file = JobFile(source="", sha256="", state=row["state"], attempts=row["attempts"])
            jobs.setdefault(row["job_id"], []).append(file)
        states = [_state(files) for files in jobs.values()]
        return {state: states.count(state) for state in get_args(JobState)}

    def _work(self, ingestion: Ingests) -> None:
        while not self._stopping.is_set():
            self._waiting.clear()
            try:
                self._enter()
                self._take_over(ingestion)
                self._run(ingestion)
            except StorageFailure as error:
                logger.error("uploads wait: %s", error)
            except Exception:  # the thread must outlive whatever happens to one file
                logger.exception("A file broke off")
            self._waiting.wait(_POLL_SECONDS)

    def _enter(self) -> None:
        """Hold the lock that says this worker is alive, anew where the connection was lost."""
        if self._session is not None and self._is_alive(self._session):
            return
        self._leave()
        session = self._database.session()
        number = secrets.randbelow(1 << 31)
        session.execute("SELECT pg_advisory_lock(?, ?::integer)", (WORKING, number))
        self._session, self._number = session, number

    def _is_alive(self, session: PostgresConnection) -> bool:
        try:
            with self._database.translating():
                session.execute("SELECT 1")
        except StorageFailure:
            return False
        return True

    def _leave(self) -> None:
        if self._session is not None:
            self._session.raw.close()
        self._session = None

    def _run(self, ingestion: Ingests) -> None:
        """Take files in until none waits or the service stops."""
        begun: deque[tuple[_Place, JobFile]] = deque()
        try:
            with closing(ingestion.run(self._sources(begun))) as outcomes:
                for outcome in outcomes:
                    place, file = begun.popleft()
                    self._finish(place, _ended(file, outcome))
        except StorageFailure:
            raise  # the lock is let go and what was in hand waits again
        except Exception:
            for place, file in begun:
                self._finish(place, _settled(file, ingestion) or _failed(file, BROKEN))
            raise
        finally:
            if begun:
                self._leave()

    def _sources(self, begun: deque[tuple[_Place, JobFile]]) -> Iterator[SourceFile]:
        """Yield the files that wait, of whichever job; each is noted as begun before."""
        while not self._stopping.is_set():
            with self._database.transaction() as connection:
                row = connection.execute(_BEGIN, (self._number,)).fetchone()
            if row is None:
                return
            place, file = (row["job_id"], row["position"]), _file(row)
            begun.append((place, file))
            yield SourceFile(
                file.source,
                file.origin or ":".join(["upload", file.sha256, *sorted(file.access)]),
                partial(self._data, place),
                row["size"],
                isolated=True,
                given=partial(_given, file),
                access=file.access,
            )

    def _data(self, place: _Place) -> bytes:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT data FROM job_files WHERE job_id = ? AND position = ?", place
            ).fetchone()
        if row is None or row["data"] is None:  # another worker, thinking this one dead, was first
            raise OSError(0, BROKEN)
        return bytes(row["data"])

    def _finish(self, place: _Place, file: JobFile) -> None:
        """Record the end of a file in hand, unless another worker has it by now."""
        with self._database.reading() as connection:
            connection.execute(
                "UPDATE job_files SET state = ?, file = ?, worker = NULL, data = NULL"
                " WHERE job_id = ? AND position = ? AND worker = ?",
                (file.state, file.model_dump_json(), *place, self._number),
            )

    def _take_over(self, ingestion: Ingests) -> None:
        """Let the files of workers that are gone wait again, or say what became of them."""
        with self._database.transaction() as connection:
            for row in connection.execute(_LEFT, (WORKING,)).fetchall():
                file = _file(row)
                ended = _settled(file, ingestion)
                if ended is None and file.attempts >= ATTEMPTS:
                    ended = _failed(file, INTERRUPTED)
                connection.execute(
                    "UPDATE job_files SET state = ?, file = ?, worker = NULL,"
                    " data = CASE WHEN ? = 1 THEN data END WHERE job_id = ? AND position = ?",
                    (
                        "queued" if ended is None else ended.state,
                        (ended or file).model_dump_json(),
                        int(ended is None),
                        row["job_id"],
                        row["position"],
                    ),
                )


def _received(
    uploads: Sequence[Upload], given: dict[str, str], sender: Sender, limits: Limits
) -> Iterator[tuple[JobFile, bytes | None]]:
    """Yield the files with their bytes, those in an archive one by one; None: rejected here."""
    unpacker = Unpacker(limits)
    for upload in uploads:
        source, data = clean_name(upload.name), upload.content.read()
        digest = hashlib.sha256(data).hexdigest()
        if not archive.is_archive(source):
            yield (
                JobFile(source=source, sha256=digest, given=given, access=sender.access),
                data,
            )
            continue
        origin = ":".join(["upload", digest, *sorted(sender.access)])
        whole = SourceFile(
            source, origin, partial(bytes, data), len(data), isolated=True, access=sender.access
        )
        for member in unpacker.files(whole):
            yield _unpacked(member, given, sender, limits)


def _unpacked(
    member: SourceFile, given: dict[str, str], sender: Sender, limits: Limits
) -> tuple[JobFile, bytes | None]:
    file = JobFile(source=member.source, sha256="", origin=member.origin, access=sender.access)
    try:
        data = read(member, limits)
        file.sha256 = hashlib.sha256(data).hexdigest()
        file.given = {**(member.given() or {}), **given}
    except IngestError as error:
        file.state, file.code, file.reason = "rejected", error.code, str(error)
        return file, None
    return file, data


def _given(file: JobFile) -> dict[str, str] | None:
    return file.given or None


def _job(connection: Connection, row: Any) -> Job:  # noqa: ANN401 - a Row
    files = connection.execute(
        "SELECT file, state, attempts FROM job_files WHERE job_id = ? ORDER BY position",
        (row["id"],),
    ).fetchall()
    found = [_file(each) for each in files]
    return Job(
        id=row["id"],
        created_at=datetime.fromisoformat(row["created_at"]),
        state=_state(found),
        files=found,
        owner=row["owner"],
    )


def _file(row: Any) -> JobFile:  # noqa: ANN401 - a Row
    """Return a file as it is now: what the row says beside it counts."""
    file = JobFile.model_validate_json(row["file"])
    file.state, file.attempts = row["state"], row["attempts"]
    if file.state == "cancelled":
        file.code, file.reason = "cancelled", CANCELLED
    return file


def _state(files: Sequence[JobFile]) -> JobState:
    """Return the state of a job; it runs from its first file's beginning to its last one's end."""
    if all(file.finished for file in files):
        return end_state(files)
    begun = any(file.state == "running" or file.attempts for file in files)
    return "running" if begun else "queued"


def _ended(file: JobFile, outcome: Outcome) -> JobFile:
    changed = {
        "state": outcome.state.value,
        "document_id": outcome.document_id,
        "code": outcome.code,
        "reason": outcome.reason,
    }
    return file.model_copy(update=changed)


def _failed(file: JobFile, reason: str) -> JobFile:
    code = "interrupted" if reason == INTERRUPTED else "storage_failure"
    return file.model_copy(update={"state": "failed", "code": code, "reason": reason})


def _settled(file: JobFile, ingestion: Ingests) -> JobFile | None:
    """Return the file as added where its bytes are in the catalogue; None where they are not."""
    if file.given or not (file.attempts and file.sha256):
        return None
    try:
        document_id = ingestion.held(file.sha256, file.access)
    except IndexFailure:
        return None
    if document_id is None:
        return None
    return file.model_copy(update={"state": "added", "document_id": document_id})


def _prune(connection: Connection) -> None:
    """Forget the oldest jobs that are finished, beyond so many."""
    connection.execute(
        "DELETE FROM jobs WHERE number <="
        " (SELECT number FROM jobs ORDER BY number DESC LIMIT 1 OFFSET ?)"
        " AND NOT EXISTS (SELECT 1 FROM job_files WHERE job_id = id"
        " AND state IN ('queued', 'running'))",
        (KEPT,),
    )
