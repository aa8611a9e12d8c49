"""The kinds of fault: each breaks a data folder once and says what must still be there.

A kind raises AssertionError where something that was promised is lost, where damage passes in
silence, or where the service does not come back.
"""

import multiprocessing
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from app import bootstrap
from app.operations import archive, checking, holdings, restore
from index.catalogue import integrity
from index.errors import CatalogueReplaced
from index.ports import EVERYTHING, NO_FILTERS
from index.settings import Folders
from tests.faults import work

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.faults.work"])
PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault: a folder of its own and the random numbers that choose its moment."""

    folder: Path
    chance: random.Random
    sample: Path
    """A data folder that holds every plan, not to be changed."""
    backup: Path
    """Of the sample."""

    @property
    def data(self) -> Path:
        """The data folder that is broken."""
        return self.folder / "data"

    @property
    def ledger(self) -> Path:
        """What the interrupted process promised."""
        return self.folder / "ledger"

    def fill(self) -> dict[str, bytes]:
        """Copy the sample and return what it holds."""
        shutil.copytree(self.sample, self.data)
        return work.held(self.data)

    def promised(self) -> list[str]:
        """Return the names in the ledger."""
        return self.ledger.read_text(encoding="utf-8").split() if self.ledger.exists() else []

    def kill(self, task: Callable[..., None], *arguments: object, most: float = 3.0) -> None:
        """Start the task and kill it at some moment, unless it ends before."""
        process = start(task, *arguments)
        process.join(timeout=self.chance.uniform(0.0, most))
        process.kill()
        assert finish(process) in (0, -signal.SIGKILL)


def start(task: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Run the task in a process of its own."""
    process = CONTEXT.Process(target=task, args=arguments)
    process.start()
    return process


def finish(process: ForkServerProcess) -> int | None:
    """Wait for the process and return how it ended."""
    process.join(timeout=PATIENCE)
    return process.exitcode


def run(task: Callable[..., None], *arguments: object) -> int | None:
    """Run the task to its end and return how it ended."""
    return finish(start(task, *arguments))


def settle(trial: Trial, must: Mapping[str, bytes], may: Mapping[str, bytes] | None = None) -> None:
    """Start the service anew; it holds what it must, and nothing else but what it may."""
    with closing(work.build(trial.data)) as system:
        system.refresh()
        if must:
            assert system.answering.search("lớp bơi", 5, NO_FILTERS, EVERYTHING)
    there = work.held(trial.data)
    assert must.items() <= there.items(), "lost: " + ", ".join(must.keys() - there.keys())
    assert there.items() <= {**must, **(may or {})}.items()
    assert checking.check(work.chosen(trial.data)).findings == []


def kill_while_ingesting(trial: Trial) -> None:
    """kill -9 while files are taken in: what was reported is in, the rest whole or absent."""
    files = work.write_files(trial.folder / "in", range(work.FILES))
    trial.kill(work.ingest, trial.data, trial.folder / "in", trial.ledger)
    settle(trial, {name: files[name] for name in trial.promised()}, files)
    assert run(work.ingest, trial.data, trial.folder / "in", trial.ledger) == 0
    settle(trial, files)


def kill_while_uploading(trial: Trial) -> None:
    """kill -9 while uploads come in and are worked on: what was accepted is in after a restart."""
    files = {work.name(number): work.content(number) for number in range(work.FILES)}
    trial.kill(work.upload, trial.data, files, trial.ledger, most=6.0)
    trial.kill(work.work_off, trial.data)
    assert run(work.work_off, trial.data) == 0
    settle(trial, {name: files[name] for name in trial.promised()}, files)
    left = [path for path in (trial.data / "uploads").glob("*/*") if path.name != "job.json"]
    assert left == []


def kill_while_deleting(trial: Trial) -> None:
    """kill -9 while documents are deleted: what was reported is gone, the others are whole."""
    files = trial.fill()
    names = sorted(files)[: work.FILES // 2]
    trial.kill(work.delete, trial.data, names, trial.ledger)
    gone = trial.promised()
    kept = {name: data for name, data in files.items() if name not in names}
    settle(trial, kept, {name: files[name] for name in names if name not in gone})


def kill_while_backing_up(trial: Trial) -> None:
    """kill -9 during a backup: the one before it is whole, and so is the data."""
    files = trial.fill()
    target = trial.folder / "b.zip"
    shutil.copy(trial.backup, target)
    trial.kill(work.back_up, trial.data, target)
    assert archive.verify(target).documents == len(files)
    settle(trial, files)


def kill_while_restoring(trial: Trial) -> None:
    """kill -9 during a restore: run again it succeeds, and what was there before is put aside."""
    files = trial.fill()
    trial.kill(work.put_back, trial.backup, trial.data, most=1.0)
    restore.restore(trial.backup, trial.data, force=True)
    settle(trial, files)
    aside = list(trial.data.glob(f"{holdings.REPLACED}*/catalogue.sqlite3"))
    assert any(work.held(path.parent) == files for path in aside)


def full_disk(trial: Trial) -> None:
    """No space: asking goes on, taking in is refused, and nothing is halved."""
    files = trial.fill()
    more = work.write_files(trial.folder / "in", range(100, 300))
    size = Folders(trial.data).catalogue.stat().st_size + trial.chance.randrange(1, 200_000)
    task = work.read_and_write_on_a_full_disk
    assert run(task, trial.data, trial.folder / "in", size) == work.REFUSED
    settle(trial, files, more)


def flipped_bit(trial: Trial) -> None:
    """A bit of the catalogue flips: it is seen, unless it holds nothing; a restore mends it."""
    files = trial.fill()
    path = Folders(trial.data).catalogue
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = _dump(path)
    content = bytearray(path.read_bytes())
    content[trial.chance.randrange(len(content))] ^= 1 << trial.chance.randrange(8)
    path.write_bytes(content)
    if checking.check(work.chosen(trial.data)).sound:
        assert _dump(path) == before, "damage passed in silence"
        return
    restore.restore(trial.backup, trial.data, force=True)
    settle(trial, files)


def truncated_store(trial: Trial) -> None:
    """A derived store is cut off: it is made again, and finds the same."""
    files = trial.fill()
    folders = Folders(trial.data)
    stored = [
        path
        for folder in (folders.vectors, folders.lexical)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size
    ]
    path = trial.chance.choice(stored)
    path.write_bytes(path.read_bytes()[: trial.chance.randrange(path.stat().st_size)])
    settle(trial, files)


def removed_store(trial: Trial) -> None:
    """A derived folder is gone: it is made again."""
    files = trial.fill()
    folders = Folders(trial.data)
    shutil.rmtree(trial.chance.choice([folders.vectors, folders.lexical]))
    settle(trial, files)


def emptied_catalogue(trial: Trial) -> None:
    """The catalogue's file is gone or empty: the service says so, and a restore brings all back."""
    files = trial.fill()
    for path in trial.data.glob("catalogue.sqlite3*"):
        path.unlink()
    if trial.chance.random() < 0.5:
        Folders(trial.data).catalogue.touch()
    _refused(trial)
    restore.restore(trial.backup, trial.data, force=True)
    settle(trial, files)


def older_catalogue(trial: Trial) -> None:
    """An old copy of the catalogue is put back by hand: the service says so."""
    trial.fill()
    path = Folders(trial.data).catalogue
    older = trial.folder / "older"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, older)
    count = trial.chance.randrange(1, 5)
    more = work.write_files(trial.folder / "in", range(100, 100 + count))
    assert run(work.ingest, trial.data, trial.folder / "in", trial.ledger) == 0
    assert more.items() <= work.held(trial.data).items()
    for each in trial.data.glob("catalogue.sqlite3-*"):
        each.unlink()
    shutil.copy(older, path)
    if trial.chance.random() < 0.5:
        Folders(trial.data).lineage.unlink()
    _refused(trial)


def damaged_conversations(trial: Trial) -> None:
    """The conversations are damaged: they are set aside, and everything else goes on."""
    files = trial.fill()
    path = trial.data / bootstrap.CONVERSATIONS
    path.write_bytes(trial.chance.randbytes(trial.chance.randrange(1, 50_000)))
    report = checking.check(work.chosen(trial.data))
    assert [finding.code for finding in report.findings] == ["conversations_damaged"]
    settle(trial, files)
    assert list(trial.data.glob("conversations.damaged-*"))


def _refused(trial: Trial) -> None:
    try:
        work.build(trial.data).close()
    except CatalogueReplaced:
        return
    raise AssertionError("the catalogue's loss passed in silence")


def _dump(path: Path) -> str:
    made = tuple(f'INSERT INTO "{table}"' for table in integrity.DERIVED)
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(line for line in connection.iterdump() if not line.startswith(made))


KINDS: tuple[Callable[[Trial], None], ...] = (
    kill_while_ingesting,
    kill_while_uploading,
    kill_while_deleting,
    kill_while_backing_up,
    kill_while_restoring,
    full_disk,
    flipped_bit,
    truncated_store,
    removed_store,
    emptied_catalogue,
    older_catalogue,
    damaged_conversations,
)


def prepare(folder: Path) -> tuple[Path, Path]:
    """Return a data folder that holds every plan, and a backup of it."""
    from app.operations import backup

    work.write_files(folder / "plans", range(work.FILES))
    work.ingest(folder / "sample", folder / "plans", folder / "ledger")
    target = folder / "sample.zip"
    backup.create(work.chosen(folder / "sample"), target, "0")
    return folder / "sample", target


def attempt(
    kind: Callable[[Trial], None], folder: Path, seed: int, sample: Path, kept: Path
) -> float:
    """Try a kind once and return the seconds it took; raises AssertionError."""
    started = time.monotonic()
    folder.mkdir(parents=True)
    kind(Trial(folder, random.Random(f"{kind.__name__} {seed}"), sample, kept))
    shutil.rmtree(folder)
    return time.monotonic() - started
