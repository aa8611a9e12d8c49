import io
import threading
from collections.abc import Collection, Generator, Iterable, Iterator
from pathlib import Path

import pytest

from app.errors import JobNotFound, TooManyJobs
from app.ingestion.files import SourceFile
from app.ingestion.intake import Outcome, State
from app.ingestion.job import Job, Upload
from app.ingestion.jobs import ATTEMPTS, INTERRUPTED, LOST, Jobs
from index.errors import StorageFailure
from tests.app.conftest import until
from tests.ingest.parsers.building import packed


class Reading:
    """Reads each file; waits before one named "cho", breaks on one named "hong"."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.read: list[bytes] = []
        self.stored: dict[str, str] = {}

    def held(self, sha256: str, access: Collection[str] = ()) -> str | None:
        return self.stored.get(sha256)

    def run(self, files: Iterable[SourceFile]) -> Generator[Outcome]:
        for file in files:
            if file.source == "cho":
                assert self.go.wait(10)
            if file.source == "hong":
                raise StorageFailure("Đĩa đã đầy.")
            self.read.append(file.read())
            yield Outcome(file.source, State.ADDED, f"id-{file.source}", None, None, 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


@pytest.fixture
def reading() -> Iterator[Reading]:
    reading = Reading()
    yield reading
    reading.go.set()


def uploads(*names: str) -> list[Upload]:
    return [Upload(name, io.BytesIO(name.encode())) for name in names]


def states(job: Job) -> list[str]:
    return [file.state for file in job.files]


def spooled(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*/*") if path.name != "job.json")


def finish(jobs: Jobs, job_id: str) -> Job:
    until(lambda: jobs.get(job_id).state in ("done", "failed"))
    return jobs.get(job_id)


def test_a_job_takes_in_its_files_and_cleans_up(folder: Path, reading: Reading) -> None:
    jobs = Jobs(folder, max_queued=5)
    jobs.start(reading)
    job = finish(jobs, jobs.submit(uploads("a", "b")).id)
    assert (job.state, job.done, states(job)) == ("done", 2, ["added", "added"])
    assert [file.document_id for file in job.files] == ["id-a", "id-b"]
    assert reading.read == [b"a", b"b"]
    until(lambda: spooled(folder) == [])
    jobs.stop()


def test_an_archive_is_shown_as_the_files_in_it(folder: Path, reading: Reading) -> None:
    jobs = Jobs(folder, max_queued=5)
    data = packed({"x/a": "một", "x/a.meta.yaml": "so: [1", "b": "hai", "rong": ""})
    bad = Upload("hong.zip", io.BytesIO(b"PK"))
    sent = [*uploads("d"), Upload("goi.zip", io.BytesIO(data)), bad, *uploads("c")]
    waiting = jobs.submit(sent, {"place": "Hòa Giang"})
    assert [(file.source, file.state, file.code) for file in waiting.files] == [
        ("d", "queued", None),
        ("a", "rejected", "ingest_error"),
        ("b", "queued", None),
        ("rong", "rejected", "empty"),
        ("hong.zip", "rejected", "undecodable"),
        ("c", "queued", None),
    ]
    assert {file.given.get("place") for file in waiting.files if not file.finished} == {"Hòa Giang"}
    assert waiting.files[2].origin.endswith("!b")
    assert len(spooled(folder)) == 3
    jobs.start(reading)
    assert finish(jobs, waiting.id).state == "done"
    assert reading.read == [b"d", b"hai", b"c"]
    until(lambda: spooled(folder) == [])
    jobs.stop()


def test_cancel_stops_what_has_not_begun(folder: Path, reading: Reading) -> None:
    jobs = Jobs(folder, max_queued=1)
    waiting = jobs.submit(uploads("x"))
    assert jobs.cancel(waiting.id).state == "cancelled"
    running = jobs.submit(uploads("a", "cho", "b")).id  # the cancelled job waits no more
    jobs.start(reading)
    until(lambda: states(jobs.get(running)) == ["added", "running", "queued"])
    assert states(jobs.cancel(running)) == ["added", "running", "cancelled"]
    assert jobs.get(running).state == "running"
    reading.go.set()
    until(lambda: jobs.get(running).state == "cancelled")
    assert states(jobs.get(running)) == ["added", "added", "cancelled"]
    assert reading.read == [b"a", b"cho"]
    until(lambda: spooled(folder) == [])
    finished = finish(jobs, jobs.submit(uploads("c")).id)
    assert jobs.cancel(finished.id) == finished
    with pytest.raises(JobNotFound):
        jobs.cancel("khong-co")
    jobs.stop()
    again = Jobs(folder, max_queued=1)
    again.start(reading)
    assert again.get(waiting.id).state == "cancelled"
    assert again.get(running).state == "cancelled"
    again.stop()


def test_progress_shows_while_a_job_runs(folder: Path, reading: Reading) -> None:
    jobs = Jobs(folder, max_queued=5)
    jobs.start(reading)
    running = jobs.submit(uploads("a", "cho", "b")).id
    waiting = jobs.submit(uploads("c")).id
    until(lambda: jobs.get(running).done == 1)
    until(lambda: states(jobs.get(running)) == ["added", "running", "queued"])
    assert jobs.get(running).state == "running"
    assert jobs.get(waiting).state == "queued"
    assert jobs.counts() == {
        "queued": 1,
        "running": 1,
        "done": 0,
        "failed": 0,
        "cancelled": 0,
    }
    reading.go.set()
    assert finish(jobs, waiting).state == "done"
    jobs.stop()


def test_a_full_queue_refuses(folder: Path) -> None:
    jobs = Jobs(folder, max_queued=2)
    for _ in range(2):
        jobs.submit(uploads("a"))
    with pytest.raises(TooManyJobs):
        jobs.submit(uploads("a"))


def test_an_upload_that_cannot_be_stored_is_told(folder: Path) -> None:
    folder.write_text("a file stands where the folder should")
    jobs = Jobs(folder, max_queued=2)
    with pytest.raises(StorageFailure):
        jobs.submit(uploads("a"))
    assert sum(jobs.counts().values()) == 0


def test_an_unknown_job_is_not_found(folder: Path) -> None:
    with pytest.raises(JobNotFound):
        Jobs(folder, max_queued=2).get("../../etc")


def test_a_broken_data_folder_fails_the_job_and_not_the_worker(
    folder: Path, reading: Reading
) -> None:
    jobs = Jobs(folder, max_queued=5)
    jobs.start(reading)
    failed = finish(jobs, jobs.submit(uploads("a", "hong", "b")).id)
    assert (failed.state, states(failed)) == ("failed", ["added", "failed", "failed"])
    assert all(file.reason for file in failed.files[1:])
    until(lambda: spooled(folder) == [])
    assert finish(jobs, jobs.submit(uploads("c")).id).state == "done"
    jobs.stop()


def test_a_stop_keeps_what_waits_for_the_next_start(folder: Path, reading: Reading) -> None:
    jobs = Jobs(folder, max_queued=5)
    jobs.start(reading)
    job = jobs.submit(uploads("cho", "b")).id
    later = jobs.submit(uploads("c")).id
    until(lambda: states(jobs.get(job)) == ["running", "queued"])
    threading.Timer(0.2, reading.go.set).start()
    jobs.stop()
    assert states(jobs.get(job)) == ["added", "queued"]

    again = Jobs(folder, max_queued=5)
    again.start(reading)
    assert states(finish(again, job)) == ["added", "added"]
    assert finish(again, later).state == "done"
    assert reading.read == [b"cho", b"b", b"c"]
    again.stop()


def interrupted(folder: Path, job: Job, *states: str, attempts: int = 1) -> None:
    """Leave the job as a process that was killed leaves it, its files in these states."""
    job.state = "running"
    for file, state in zip(job.files, states, strict=True):
        file.state = state  # type: ignore[assignment]
        file.attempts = attempts if state != "queued" else 0
    (folder / job.id / "job.json").write_text(job.model_dump_json(), encoding="utf-8")
    (folder / job.id / "job.json.new").write_text("{", encoding="utf-8")


def test_after_a_crash_the_file_in_hand_is_taken_up_again(folder: Path, reading: Reading) -> None:
    job = Jobs(folder, max_queued=5).submit(uploads("a", "b", "c"))
    interrupted(folder, job, "added", "running", "queued")
    (folder / "halfway").mkdir()
    (folder / "halfway" / "0").write_bytes(b"the rest never came")

    again = Jobs(folder, max_queued=5)
    again.start(reading)
    recovered = finish(again, job.id)
    assert (recovered.state, states(recovered)) == ("done", ["added", "added", "added"])
    assert reading.read == [b"b", b"c"]
    assert not (folder / "halfway").exists()
    until(lambda: spooled(folder) == [])
    again.stop()


def test_what_is_stored_is_never_called_failed(folder: Path, reading: Reading) -> None:
    job = Jobs(folder, max_queued=5).submit(uploads("a", "b"))
    interrupted(folder, job, "running", "running")
    (folder / job.id / "0").unlink()
    reading.stored = {job.files[0].sha256: "id-a", job.files[1].sha256: "id-b"}

    again = Jobs(folder, max_queued=5)
    again.start(reading)
    recovered = finish(again, job.id)
    assert [(file.state, file.document_id) for file in recovered.files] == [
        ("added", "id-a"),
        ("added", "id-b"),
    ]
    assert reading.read == []
    until(lambda: spooled(folder) == [])
    again.stop()


def test_what_broke_off_after_it_was_stored_is_not_called_failed(
    folder: Path, reading: Reading
) -> None:
    jobs = Jobs(folder, max_queued=5)
    job = jobs.submit(uploads("hong", "b"))
    reading.stored = {job.files[0].sha256: "id-hong"}
    jobs.start(reading)
    until(lambda: jobs.get(job.id).finished)
    assert states(jobs.get(job.id)) == ["added", "failed"]
    jobs.stop()


@pytest.mark.parametrize("lost", [True, False])
def test_a_file_that_is_lost_or_ends_the_process_each_time_is_failed(
    folder: Path, reading: Reading, lost: bool
) -> None:
    job = Jobs(folder, max_queued=5).submit(uploads("a", "b"))
    interrupted(folder, job, "running", "queued", attempts=1 if lost else ATTEMPTS)
    if lost:
        (folder / job.id / "0").unlink()
    again = Jobs(folder, max_queued=5)
    again.start(reading)
    recovered = finish(again, job.id)
    assert states(recovered) == ["failed", "added"]
    assert recovered.files[0].reason == (LOST if lost else INTERRUPTED)
    until(lambda: spooled(folder) == [])
    again.stop()


def test_what_was_recorded_as_finished_leaves_no_file_behind(
    folder: Path, reading: Reading
) -> None:
    job = Jobs(folder, max_queued=5).submit(uploads("a"))
    job.state, job.files[0].state = "done", "added"
    (folder / job.id / "job.json").write_text(job.model_dump_json(), encoding="utf-8")
    again = Jobs(folder, max_queued=5)
    again.start(reading)
    until(lambda: spooled(folder) == [])
    assert again.get(job.id).state == "done"
    again.stop()


def test_a_second_service_leaves_the_jobs_of_the_first_alone(
    folder: Path, reading: Reading
) -> None:
    first, second = Jobs(folder, max_queued=5), Jobs(folder, max_queued=5)
    first.start(reading)
    job = first.submit(uploads("cho")).id
    until(lambda: first.get(job).state == "running")
    second.start(reading)
    own = second.submit(uploads("b")).id
    assert finish(second, own).state == "done"
    with pytest.raises(JobNotFound):
        second.get(job)
    reading.go.set()
    assert finish(first, job).state == "done"
    first.stop()
    second.stop()
