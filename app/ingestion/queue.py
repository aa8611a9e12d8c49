"""The port of uploads that wait to be taken in, and its simplest adapter."""

import hashlib
import threading
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, get_args

from app.errors import JobNotFound
from app.ingestion.files import SourceFile, clean_name, upload_origin
from app.ingestion.job import NOBODY, Job, JobFile, JobState, Sender, Upload, newest
from app.ingestion.jobs import Ingests


class JobQueue(Protocol):
    """Takes uploads in one after the other. Jobs given out are copies; safe between threads."""

    def start(self, ingestion: Ingests) -> None:
        """Begin to work, with what was left when the last process stopped."""
        ...

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the file in hand and stop; jobs that wait are kept where the queue outlives it."""
        ...

    def submit(
        self,
        uploads: Sequence[Upload],
        given: Mapping[str, str] | None = None,
        sender: Sender = NOBODY,
    ) -> Job:
        """Queue the files; ``given`` header values are stated of each.

        Raises TooManyJobs, StorageFailure.
        """
        ...

    def get(self, job_id: str) -> Job:
        """Return the job as it is now. Raises JobNotFound."""
        ...

    def recent(self, owner: str | None = None, limit: int = 20) -> list[Job]:
        """Return the newest jobs, the newest first; with an owner, that one's alone."""
        ...

    def cancel(self, job_id: str) -> Job:
        """Cancel what has not begun and return the job. Raises JobNotFound."""
        ...

    def counts(self) -> dict[JobState, int]:
        """Return how many jobs are in each state."""
        ...


class ImmediateJobs:
    """Implements ``JobQueue`` in memory: what is submitted is taken in before it returns.

    Submit after ``start``; an archive is one file here. Nothing outlives the process.
    """

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._guard = threading.Lock()
        self._ingestion: Ingests | None = None

    def start(self, ingestion: Ingests) -> None:
        """Take in from now on what is submitted."""
        self._ingestion = ingestion

    def stop(self, timeout: float = 10.0) -> None:
        """Nothing is ever in hand."""

    def submit(
        self,
        uploads: Sequence[Upload],
        given: Mapping[str, str] | None = None,
        sender: Sender = NOBODY,
    ) -> Job:
        """Take the files in and return the job, done."""
        if self._ingestion is None:
            raise ValueError("submit after start")
        files = [_file(upload, dict(given or {}), sender.access) for upload in uploads]
        outcomes = self._ingestion.run(source for source, _ in files)
        for (_, file), outcome in zip(files, outcomes, strict=True):
            file.state, file.document_id = outcome.state.value, outcome.document_id
            file.code, file.reason = outcome.code, outcome.reason
        job = Job(
            id=uuid.uuid4().hex,
            created_at=datetime.now(UTC),
            state="done",
            files=[file for _, file in files],
            owner=sender.owner,
        )
        with self._guard:
            self._jobs[job.id] = job
        return self.get(job.id)

    def get(self, job_id: str) -> Job:
        """Return the job. Raises JobNotFound."""
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
        """Return the job, which is done already. Raises JobNotFound."""
        return self.get(job_id)

    def counts(self) -> dict[JobState, int]:
        """Return how many jobs are in each state."""
        with self._guard:
            states = [job.state for job in self._jobs.values()]
        return {state: states.count(state) for state in get_args(JobState)}


def _file(
    upload: Upload, given: dict[str, str], access: frozenset[str]
) -> tuple[SourceFile, JobFile]:
    data = upload.content.read()
    digest = hashlib.sha256(data).hexdigest()
    name = clean_name(upload.name)
    origin = upload_origin(digest, access)
    source = SourceFile(name, origin, partial(bytes, data), given=lambda: given, access=access)
    return source, JobFile(source=name, sha256=digest, given=given, access=access)
