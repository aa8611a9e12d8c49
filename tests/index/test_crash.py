"""Processes killed or starved at any moment leave every document whole or absent."""

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from hashlib import sha256
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import numpy as np
import pytest

from index.catalogue.sqlite import SqliteCatalogue
from index.errors import StorageFailure
from index.incoming import State
from index.ports import EVERYTHING, LexicalQuery, Selection
from index.settings import Folders
from ingest import passages as splitter
from tests.fakes import HashingEmbedder
from tests.index import ingest_process
from tests.index.ingest_process import FILES, REFUSED, open_writer, plan

KILLS = 6
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.index.ingest_process"])


def start(work: Callable[..., None], *arguments: object) -> ForkServerProcess:
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    return process


def finish(process: ForkServerProcess) -> int | None:
    process.join(timeout=60)
    return process.exitcode


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data")


def check(folders: Folders, versions: int) -> dict[str, str]:
    """Check every document and both stores; return the text at every origin."""
    catalogue = SqliteCatalogue(folders.catalogue)
    embedder = HashingEmbedder()
    texts, ids = {}, []
    for document in catalogue.documents(EVERYTHING):
        [origin] = catalogue.origins(document.id)
        number = int(Path(origin).stem)
        assert document.text in {plan(number, v).document.text for v in range(versions)}
        original = catalogue.original(document.id, EVERYTHING)
        assert sha256(original).hexdigest() == document.sha256
        assert original == document.text.encode()
        indexed = catalogue.indexed(document.id)
        assert indexed is not None
        passages, vectors = indexed
        assert passages == splitter.split(document)
        assert catalogue.record(document.id, EVERYTHING).passages == len(passages)
        expected = embedder.embed_passages([f"{p.context}\n{p.text}" for p in passages])
        np.testing.assert_array_equal(vectors, expected)
        texts[origin] = document.text
        ids += [passage.id for passage in passages]
    check_stores(folders, catalogue, ids)
    catalogue.close()
    return texts


def check_stores(folders: Folders, catalogue: SqliteCatalogue, passage_ids: list[str]) -> None:
    writer = open_writer(folders, catalogue)
    writer.catch_up(patience=5)
    vectors, lexical = writer._vectors, writer._lexical
    assert vectors.generation == lexical.generation == catalogue.generation
    assert len(vectors) == len(lexical) == len(passage_ids)
    query = np.ones(HashingEmbedder().dimension, np.float32)
    assert None not in vectors.similarities(query, passage_ids)
    hits = lexical.search(LexicalQuery("kế hoạch nhiệm vụ"), 10_000, Selection())
    assert {hit.passage_id for hit in hits} == set(passage_ids)
    vectors.close()
    lexical.close()


def seconds_of_an_ingest(tmp_path: Path) -> float:
    """Return how long an undisturbed run takes once the forking server is up."""
    for name in ("first", "second"):
        started = time.monotonic()
        assert finish(start(ingest_process.ingest, tmp_path / name, 0)) == 0
    return time.monotonic() - started


def test_killed_at_any_moment_every_document_is_whole_or_absent(
    folders: Folders, tmp_path: Path
) -> None:
    whole_run = seconds_of_an_ingest(tmp_path)
    moments = random.Random(1224)
    killed = version = 0
    while killed < KILLS:
        process = start(ingest_process.ingest, folders.data_dir, version)
        time.sleep(moments.uniform(0.05, 0.95) * whole_run)
        process.kill()
        killed += finish(process) == -signal.SIGKILL
        version += 1
        check(folders, version)

    assert finish(start(ingest_process.ingest, folders.data_dir, version)) == 0
    texts = check(folders, version + 1)
    assert texts == {
        f"/plans/{number}.txt": plan(number, version).document.text for number in range(FILES)
    }
    catalogue = SqliteCatalogue(folders.catalogue)
    again = open_writer(folders, catalogue).write_many(plan(n, version) for n in range(FILES))
    assert {change.state for change in again} == {State.UNCHANGED}
    catalogue.close()


@pytest.mark.parametrize("file_bytes", [40_000, 200_000])
def test_a_full_disk_refuses_and_keeps_what_is_whole(folders: Folders, file_bytes: int) -> None:
    work = ingest_process.ingest_on_a_small_disk
    assert finish(start(work, folders.data_dir, 0, file_bytes)) == REFUSED
    assert len(check(folders, 1)) < FILES
    assert finish(start(ingest_process.ingest, folders.data_dir, 0)) == 0
    assert len(check(folders, 1)) == FILES


def test_a_folder_that_may_only_be_read_is_refused(folders: Folders, tmp_path: Path) -> None:
    assert finish(start(ingest_process.ingest, folders.data_dir, 0)) == 0
    before = check(folders, 1)
    for path in (folders.data_dir, *folders.data_dir.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    tmp_path.chmod(0o755)
    process = start(ingest_process.ingest_without_rights, folders.data_dir, 1)
    assert finish(process) == REFUSED
    for path in (folders.data_dir, *folders.data_dir.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert check(folders, 1) == before


def test_processes_may_open_a_new_folder_together(folders: Folders) -> None:
    processes = [start(ingest_process.open_together, folders.data_dir, n) for n in range(6)]
    assert [finish(process) for process in processes] == [0] * 6
    assert len(check(folders, 1)) == 6


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailure):
        SqliteCatalogue(Folders(tmp_path / "file").catalogue)
