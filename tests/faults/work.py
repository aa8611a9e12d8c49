"""What the faults interrupt, each run in a process of its own on the real parts.

Only the embedder is a quick one: what is kept does not depend on what vectors say. What a process
has promised somebody it writes to a ledger first, a line each.
"""

import io
import resource
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from app import bootstrap, settings
from app.bootstrap import System
from app.ingestion.files import file_at
from app.ingestion.job import Upload
from app.ingestion.jobs import Jobs
from app.operations import backup, restore
from app.settings import Settings
from index.errors import StorageFailure
from index.ports import EVERYTHING, NO_FILTERS
from ingest import pipeline
from ingest.vietnamese.words import warm_up
from tests.fakes import HashingEmbedder

# This module is preloaded once and forked; the segmenter must not load again in every process.
warm_up()

FILES = 12
REFUSED = 3
"""Exit status of a process that met a full disk where it expected one."""


def content(number: int, version: int = 0) -> bytes:
    """Return one invented plan; each version of a file has other bytes."""
    steps = [
        f"{step}. Mở {number + step} lớp bơi ở xã Tân Bình Nam, lần {version}."
        for step in range(1, 2 + number % 7)
    ]
    head = ["HUYỆN ỦY SƠN KHÊ", f"Số {number}-KH/HU", "KẾ HOẠCH", f"Dạy bơi đợt {number}"]
    return "\n".join([*head, *steps]).encode()


def name(number: int) -> str:
    """Return the name of a plan's file."""
    return f"ke-hoach-{number}.txt"


def write_files(folder: Path, numbers: Iterable[int], version: int = 0) -> dict[str, bytes]:
    """Write plans into a folder and return them by name."""
    folder.mkdir(exist_ok=True)
    written = {name(number): content(number, version) for number in numbers}
    for each, data in written.items():
        (folder / each).write_bytes(data)
    return written


def chosen(data_dir: Path) -> Settings:
    """Return the settings of every trial."""
    return settings.load(data_dir=data_dir, parse_processes=1, refresh_seconds=0.1)


def build(data_dir: Path) -> System:
    """Open the system as the service does."""
    return bootstrap.build(chosen(data_dir), embedder=HashingEmbedder())


def held(data_dir: Path) -> dict[str, bytes]:
    """Return what the catalogue holds: the original bytes by file name."""
    with closing(bootstrap.open_catalogue(chosen(data_dir))) as catalogue:
        return {
            catalogue.record(key, EVERYTHING).source: catalogue.original(key, EVERYTHING)
            for key in catalogue.document_ids()
        }


def ingest(data_dir: Path, folder: Path, ledger: Path) -> None:
    """Take a folder in, as ``hoidap ingest``."""
    with closing(build(data_dir)) as system, ledger.open("a", encoding="utf-8") as promised:
        files = [file_at(path) for path in pipeline.files([folder])]
        for outcome in system.ingestion.run(files):
            print(outcome.source, file=promised, flush=True)


def upload(data_dir: Path, files: Mapping[str, bytes], ledger: Path) -> None:
    """Accept uploads and work on them until all is done, as the service."""
    with closing(build(data_dir)) as system, ledger.open("a", encoding="utf-8") as promised:
        jobs = Jobs(data_dir / "uploads", FILES)
        jobs.start(system.ingestion)
        accepted = []
        for each, data in files.items():
            accepted.append(jobs.submit([Upload(each, io.BytesIO(data))]).id)
            print(each, file=promised, flush=True)
        _finish(jobs, accepted)


def work_off(data_dir: Path) -> None:
    """Finish what uploads are left behind, as the service once it is started again."""
    with closing(build(data_dir)) as system:
        jobs = Jobs(data_dir / "uploads", FILES)
        jobs.start(system.ingestion)
        _finish(jobs, [path.parent.name for path in (data_dir / "uploads").glob("*/job.json")])


def delete(data_dir: Path, names: list[str], ledger: Path) -> None:
    """Delete documents one by one."""
    with closing(build(data_dir)) as system, ledger.open("a", encoding="utf-8") as promised:
        for key in system.catalogue.document_ids():
            source = system.catalogue.record(key, EVERYTHING).source
            if source in names:
                system.writer.delete(key, EVERYTHING)
                print(source, file=promised, flush=True)


def back_up(data_dir: Path, target: Path) -> None:
    """Back the data up again and again."""
    while True:
        backup.create(chosen(data_dir), target, "0")


def put_back(source: Path, data_dir: Path) -> None:
    """Put a backup back over what is there."""
    restore.restore(source, data_dir, force=True)


def read_and_write_on_a_full_disk(data_dir: Path, folder: Path, file_bytes: int) -> None:
    """Ask, where no file can grow beyond ``file_bytes``; then take files in, and be refused."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    with closing(build(data_dir)) as system:
        assert system.answering.search("lớp bơi", 5, NO_FILTERS, EVERYTHING)
        try:
            for _ in system.ingestion.run([file_at(path) for path in pipeline.files([folder])]):
                pass
        except StorageFailure:
            assert system.answering.search("lớp bơi", 5, NO_FILTERS, EVERYTHING)
            sys.exit(REFUSED)


def _finish(jobs: Jobs, accepted: list[str]) -> None:
    while not all(jobs.get(each).finished for each in accepted):
        time.sleep(0.02)
    jobs.stop()
