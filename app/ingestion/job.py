"""An upload: its files, how far they are, who sent it and to whom they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal

from pydantic import BaseModel

FileState = Literal[
    "queued", "running", "added", "replaced", "unchanged", "rejected", "failed", "cancelled"
]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class JobFile(BaseModel):
    """One file of a job."""

    source: str
    sha256: str
    state: FileState = "queued"
    document_id: str | None = None
    code: str | None = None
    reason: str | None = None
    given: dict[str, str] = {}
    """Header values stated with the upload."""
    origin: str = ""
    """Of a file in an archive; other files are known by their bytes."""
    attempts: int = 0
    """How often it was begun."""
    access: frozenset[str] = frozenset()
    """To whom its document is shown."""

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to the file."""
        return self.state not in ("queued", "running")


class Job(BaseModel):
    """An upload and its progress."""

    id: str
    created_at: datetime
    state: JobState = "queued"
    files: list[JobFile]
    owner: str = ""
    """Who sent it; empty where nobody is asked who they are."""

    @property
    def done(self) -> int:
        """How many files are finished."""
        return sum(file.finished for file in self.files)

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self.state not in ("queued", "running")


def newest(jobs: Iterable[Job], owner: str | None, limit: int) -> list[Job]:
    """Return copies of the newest jobs, the newest first; with an owner, that one's alone."""
    held = [job for job in jobs if owner is None or job.owner == owner]
    held.sort(key=lambda job: (job.created_at, job.id), reverse=True)
    return [job.model_copy(deep=True) for job in held[:limit]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its untrusted name and its bytes."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends an upload, and to whom its documents are shown."""

    owner: str = ""
    access: frozenset[str] = frozenset()


NOBODY = Sender()
"""Nobody is asked who they are."""
