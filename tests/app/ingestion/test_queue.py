"""What every queue of uploads must do; the test classes below inherit it."""

import io
from collections.abc import Collection, Generator, Iterable, Iterator
from pathlib import Path

import pytest

from app.errors import JobNotFound
from app.ingestion.files import SourceFile
from app.ingestion.intake import Outcome, State
from app.ingestion.job import Job, Sender, Upload
from app.ingestion.jobs import Jobs
from app.ingestion.queue import ImmediateJobs, JobQueue
from tests.app.conftest import until


class Reading:
    """Takes in what does not begin with "!"."""

    def __init__(self) -> None:
        self.read: list[tuple[str, bytes, str]] = []

    def held(self, sha256: str, access: Collection[str] = ()) -> str | None:
        return None

    def run(self, files: Iterable[SourceFile]) -> Generator[Outcome]:
        for file in files:
            data = file.read()
            self.read.append((file.source, data, (file.given() or {}).get("place", "")))
            if data.startswith(b"!"):
                yield Outcome(file.source, State.REJECTED, None, "empty", "Không có chữ.", 0.0)
            else:
                yield Outcome(file.source, State.ADDED, f"id-{file.source}", None, None, 0.0)


class JobQueueContract:
    """``queue`` is started on ``reading``."""

    @pytest.fixture
    def reading(self) -> Reading:
        return Reading()

    def finished(self, queue: JobQueue, job: Job) -> Job:
        until(lambda: queue.get(job.id).finished)
        return queue.get(job.id)

    def test_takes_files_in_in_order_with_what_is_stated_of_them(
        self, queue: JobQueue, reading: Reading
    ) -> None:
        sent = [Upload("a.txt", io.BytesIO(b"one")), Upload("../b.txt", io.BytesIO(b"!"))]
        job = self.finished(queue, queue.submit(sent, {"place": "Hòa Giang"}))
        assert (job.state, job.done) == ("done", 2)
        found = [(f.source, f.state, f.document_id, f.code) for f in job.files]
        assert found == [
            ("a.txt", "added", "id-a.txt", None),
            ("b.txt", "rejected", None, "empty"),
        ]
        assert reading.read == [("a.txt", b"one", "Hòa Giang"), ("b.txt", b"!", "Hòa Giang")]

    def test_a_finished_job_stays_as_it_is(self, queue: JobQueue) -> None:
        job = self.finished(queue, queue.submit([Upload("a", io.BytesIO(b"x"))]))
        assert queue.cancel(job.id) == job
        queue.get(job.id).files.clear()
        assert queue.get(job.id) == job

    def test_lists_the_newest_first_of_all_or_of_one_sender(self, queue: JobQueue) -> None:
        senders = [Sender("an"), Sender("binh"), Sender("an")]
        jobs = [queue.submit([Upload("a", io.BytesIO(b"x"))], sender=each) for each in senders]
        for job in jobs:
            self.finished(queue, job)
        first, second, third = [job.id for job in jobs]
        assert [job.id for job in queue.recent()] == [third, second, first]
        assert [job.id for job in queue.recent("an")] == [third, first]
        assert [job.id for job in queue.recent("an", 1)] == [third]
        assert queue.recent("nobody") == []

    def test_counts_by_state(self, queue: JobQueue) -> None:
        self.finished(queue, queue.submit([Upload("a", io.BytesIO(b"x"))]))
        counts = queue.counts()
        assert (counts["done"], sum(counts.values())) == (1, 1)

    def test_an_unknown_job_is_not_found(self, queue: JobQueue) -> None:
        for ask in (queue.get, queue.cancel):
            with pytest.raises(JobNotFound):
                ask("unknown")


class TestImmediateJobs(JobQueueContract):
    @pytest.fixture
    def queue(self, reading: Reading) -> ImmediateJobs:
        queue = ImmediateJobs()
        queue.start(reading)
        return queue


class TestSharedJobs(JobQueueContract):
    @pytest.fixture
    def queue(self, postgres_url: str, reading: Reading) -> Iterator[JobQueue]:
        from app.ingestion.shared_jobs import SharedJobs
        from index.postgres.database import PostgresDatabase

        database = PostgresDatabase(postgres_url)
        queue = SharedJobs(database, max_queued=5)
        queue.start(reading)
        yield queue
        queue.stop()
        database.close()


class TestJobs(JobQueueContract):
    @pytest.fixture
    def queue(self, tmp_path: Path, reading: Reading) -> Iterator[Jobs]:
        queue = Jobs(tmp_path / "uploads", max_queued=5)
        queue.start(reading)
        yield queue
        queue.stop()
