import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ingestion.files import file_at
from app.ingestion.guards import Guards
from app.ingestion.intake import Ingestion, Outcome
from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING
from index.settings import Folders
from ingest import pipeline
from ingest.errors import IngestError
from tests.index.ingest_process import open_writer

HEAD = "HUYỆN ỦY SƠN KHÊ\n{}\nSố 12-KH/HU\nKẾ HOẠCH\nMở 15 lớp bơi.\n"


class Refused(IngestError):
    code = "infected"


def scan(data: bytes) -> None:
    if b"xau" in data:
        raise Refused("Tệp có mã độc.")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data")


@pytest.fixture
def catalogue(folders: Folders) -> Iterator[SqliteCatalogue]:
    catalogue = SqliteCatalogue(folders.catalogue)
    yield catalogue
    catalogue.close()


def taken_in(
    catalogue: SqliteCatalogue, folders: Folders, guards: Guards, *paths: Path
) -> list[Outcome]:
    ingestion = Ingestion(catalogue, open_writer(folders, catalogue), guards=guards)
    outcomes = list(ingestion.run(file_at(path) for path in pipeline.files(paths)))
    ingestion.close()
    return outcomes


def test_what_must_not_be_kept_is_refused_by_name_and_nothing_of_it_kept(
    catalogue: SqliteCatalogue, folders: Folders, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, line in enumerate(["", "TỐI MẬT", "xau"], 1):
        (folder / f"{number}.txt").write_text(HEAD.format(line), encoding="utf-8")
    outcomes = taken_in(catalogue, folders, Guards(scan), folder)
    assert [(outcome.state.value, outcome.code) for outcome in outcomes] == [
        ("added", None),
        ("rejected", "classified"),
        ("rejected", "infected"),
    ]
    assert "TỐI MẬT" in (outcomes[1].reason or "")
    assert len(catalogue.document_ids()) == 1


def test_a_site_may_let_stamped_documents_in(
    catalogue: SqliteCatalogue, folders: Folders, tmp_path: Path
) -> None:
    path = tmp_path / "1.txt"
    path.write_text(HEAD.format("MẬT"), encoding="utf-8")
    [outcome] = taken_in(catalogue, folders, Guards(refuse_classified=False), path)
    assert outcome.state.value == "added"


def test_a_pipe_or_a_device_in_a_batch_costs_itself(
    catalogue: SqliteCatalogue, folders: Folders, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "1.txt")
    (folder / "2.txt").write_text(HEAD.format(""), encoding="utf-8")
    outcomes = taken_in(catalogue, folders, Guards(), folder, Path(os.devnull))
    assert [(outcome.state.value, outcome.code) for outcome in outcomes] == [
        ("rejected", "not_a_file"),
        ("added", None),
        ("rejected", "not_a_file"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
def test_a_name_that_is_no_utf8_is_taken_in(
    catalogue: SqliteCatalogue, folders: Folders, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = os.fsencode(folder) + b"/K\xca ho\xa1ch.txt"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a name of bytes
        file.write(HEAD.format(""))
    assert [taken_in(catalogue, folders, Guards(), folder)[0].state.value for _ in "12"] == [
        "added",
        "unchanged",
    ]
    (document_id,) = catalogue.document_ids()
    assert catalogue.record(document_id, EVERYTHING).source == "K\ufffd ho\ufffdch.txt"
    assert catalogue.origins(document_id)[0].endswith(r"/K\xca ho\xa1ch.txt")


LISTING = """
import os, sys
from pathlib import Path
from ingest import pipeline
if os.geteuid() == 0:
    os.setuid(65534)
folder = Path(sys.argv[1])
print(*(path.relative_to(folder).as_posix() for path in pipeline.files([folder])))
"""
"""Lists the files of a folder as somebody who may not read everything."""


@pytest.mark.skipif(sys.platform == "win32", reason="folders are closed by their mode")
def test_a_folder_that_cannot_be_read_is_named_and_the_rest_go_on(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b").chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:3]):  # one more where tests run side by side
        if folder == tmp_path or folder.name.startswith(("popen-", "pytest-")):
            folder.chmod(0o755)
    # Another process from the start: a copy of one with threads may wait for their locks for ever.
    listed = subprocess.run(
        [sys.executable, "-c", LISTING, str(tmp_path)], capture_output=True, text=True, check=True
    )
    (tmp_path / "b").chmod(0o755)
    assert listed.stdout.split() == ["a/1.txt", "b", "c/1.txt"]


def test_folders_nested_deeper_than_calls_are_read(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(1200):
        deep = deep / "d"
        deep.mkdir()
    (deep / "1.txt").write_text("x", encoding="utf-8")
    assert [path.name for path in pipeline.files([tmp_path])] == ["1.txt"]
    _remove(tmp_path / "d")


def _remove(folder: Path) -> None:
    """Remove a deep folder; those who clear away after tests remove by recursion."""
    folders = [folder]
    while (child := folders[-1] / "d").exists():
        folders.append(child)
    for path in reversed(folders):
        for file in path.glob("*.txt"):
            file.unlink()
        path.rmdir()
