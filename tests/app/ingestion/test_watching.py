"""A watched folder: what is ready when, and the command from start to interrupt."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from app import bootstrap
from app.ingestion.intake import Outcome
from app.ingestion.watching import Watch, follow
from app.settings import Settings
from index.ports import Embedder
from tests.app.conftest import until
from tests.ingest.parsers.building import packed

ROOT = Path(__file__).parents[3]
TEXT = "KẾ HOẠCH\nNâng cấp trạm y tế xã\n\nI. MỤC TIÊU\n1. Đến năm 2030 có {} trạm đạt chuẩn.\n"


def test_a_file_is_ready_once_it_stays_the_same(tmp_path: Path) -> None:
    watch, path = Watch([tmp_path]), tmp_path / "a.txt"
    path.write_text("một")
    assert watch.look() == ([], [])
    path.write_text("một, hai")  # still being written
    assert watch.look() == ([], [])
    assert watch.look() == ([path], [])
    assert watch.look() == ([], [])
    (tmp_path / "a.meta.yaml").write_text("number: 12-KH/HU")
    assert watch.look() == ([], [])
    assert watch.look() == ([path], [])
    path.unlink()
    assert watch.look() == ([], [path])
    assert watch.look() == ([], [])


def test_a_folder_that_is_away_says_nothing_of_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "a.txt").write_text("một")
    watch = Watch([folder])
    assert [watch.look(), watch.look()] == [([], []), ([folder / "a.txt"], [])]
    folder.rename(tmp_path / "away")
    assert watch.look() == ([], [])
    (tmp_path / "away").rename(folder)
    assert [watch.look(), watch.look()] == [([], []), ([], [])]


@contextmanager
def watching(
    model: Path, folder: Path, said: Path, *options: str
) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "app.cli.command", "ingest", str(folder), "--watch"]
    environment = os.environ | {
        "HOIDAP_EMBEDDING_MODEL": str(model),
        "HOIDAP_DATA_DIR": str(folder.parent / "data"),
        "PYTHONPATH": str(ROOT),
    }
    with said.open("w") as output:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdout=output,
            stderr=output,
            text=True,
            # A shell's background job, and all it starts, is born deaf to the interrupt.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


class Stop(Exception):
    """Ends a watch from its report."""


@pytest.mark.parametrize("delete", [False, True])
def test_what_is_removed_is_deleted_only_where_told(
    empty: Settings,
    embedder: Embedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    delete: bool,
) -> None:
    monkeypatch.setattr("app.ingestion.watching.SECONDS", 0.01)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(1))
    (folder / "copy.txt").write_text(TEXT.format(1))
    archive = folder / "goi.zip"
    archive.write_bytes(packed({"a.txt": TEXT.format(1), "b.txt": TEXT.format(2)}))
    outcomes: list[Outcome] = []

    def report(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if len(outcomes) == 4:
            archive.unlink()
            (folder / "copy.txt").unlink()

    def report_gone(path: Path, deleted: int) -> None:
        gone[path.name] = deleted
        if len(gone) == 2:
            raise Stop

    gone: dict[str, int] = {}
    with closing(bootstrap.build(empty, embedder=embedder)) as system:
        with pytest.raises(Stop):
            follow(system, [folder], report, report_gone, delete_missing=delete)
        left = len(system.catalogue.document_ids())
    assert [outcome.state for outcome in outcomes] == ["added", "unchanged", "unchanged", "added"]
    assert gone == {"copy.txt": 0, "goi.zip": int(delete)}
    assert left == 2 - delete


@pytest.mark.parametrize("delete", [False, True])
def test_what_a_changed_archive_no_longer_holds_is_like_a_removed_file(
    empty: Settings,
    embedder: Embedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    delete: bool,
) -> None:
    archive = tmp_path / "goi!1.zip"
    archive.write_bytes(packed({"xa/a.txt": TEXT.format(1), "b.txt": TEXT.format(2)}))
    contents = {
        2: b"PK being written",
        3: packed({"b.txt": TEXT.format(2), "c.txt": TEXT.format(3)}),
    }
    taken: list[str] = []

    def report(outcome: Outcome) -> None:
        taken.append(outcome.source)

    def between_looks(_: float) -> None:
        """Break the archive once it is in, mend it once it was refused."""
        if len(taken) in contents and archive.read_bytes() != contents[len(taken)]:
            archive.write_bytes(contents[len(taken)])

    def report_gone(path: Path, deleted: int) -> None:
        gone.append((path.name, deleted))
        raise Stop

    monkeypatch.setattr("app.ingestion.watching.time.sleep", between_looks)
    gone: list[tuple[str, int]] = []
    with closing(bootstrap.build(empty, embedder=embedder)) as system:
        with pytest.raises(Stop):
            follow(system, [archive], report, report_gone, delete_missing=delete)
        left = len(system.catalogue.document_ids())
    assert gone == [("a.txt", int(delete))]
    assert left == 3 - delete


@pytest.mark.slow
def test_the_command_watches_until_it_is_interrupted(tmp_path: Path, model: Path) -> None:
    folder, said = tmp_path / "vào", tmp_path / "said.txt"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(1))
    with watching(model, folder, said) as process:
        until(lambda: "Đã nạp: a.txt" in said.read_text(), 90)
        (folder / "rong.txt").write_text("")
        (folder / "b.txt").write_text(TEXT.format(2))
        until(lambda: "Đã nạp: b.txt" in said.read_text())
        until(lambda: "Bị từ chối: rong.txt" in said.read_text())
        (folder / "a.txt").unlink()
        until(lambda: "Tệp không còn: a.txt; văn bản đã nạp được giữ lại." in said.read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert "3 tệp: 2 mới" in said.read_text()
    assert "Traceback" not in said.read_text()
