import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index import manifest
from index.errors import ManifestMismatch, StorageFailure
from tests.fakes import HashingEmbedder

NOW = manifest.expected(HashingEmbedder(32, name="e5-small sha256:abc"))


def test_names_the_model_and_all_versions() -> None:
    assert (NOW.model, NOW.dimension, NOW.metric) == ("e5-small sha256:abc", 32, "cosine")


def test_an_empty_index_gets_its_manifest(tmp_path: Path) -> None:
    path = tmp_path / "data" / "manifest.json"
    kept = manifest.ManifestFile(path)
    manifest.check(kept, NOW, empty=True)
    assert json.loads(path.read_text(encoding="utf-8")) == asdict(NOW)
    manifest.check(kept, NOW, empty=False)
    assert [file.name for file in path.parent.iterdir()] == ["manifest.json"]


def test_an_empty_index_takes_new_settings(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    kept = manifest.ManifestFile(path)
    manifest.check(kept, NOW, empty=True)
    other = replace(NOW, model="bge-m3")
    manifest.check(kept, other, empty=True)
    manifest.check(kept, other, empty=False)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"model": "bge-m3"}, "mô hình nhúng: chỉ mục “e5-small sha256:abc”"),
        ({"dimension": 1024}, "số chiều vectơ"),
        ({"metric": "l2"}, "độ đo"),
        ({"index_format": 99}, "định dạng chỉ mục"),
        ({"passages": 99}, "cách chia đoạn"),
        ({"analysis": 99}, "cách tách từ"),
    ],
)
def test_a_mismatch_says_what_differs_and_what_to_do(
    tmp_path: Path, changed: dict[str, object], named: str
) -> None:
    path = tmp_path / "manifest.json"
    kept = manifest.ManifestFile(path)
    manifest.write(kept, NOW)
    with pytest.raises(ManifestMismatch) as raised:
        manifest.check(kept, replace(NOW, **changed), empty=False)  # type: ignore[arg-type]
    assert named in str(raised.value)
    assert "hoidap reindex" in str(raised.value)
    assert json.loads(path.read_text(encoding="utf-8")) == asdict(NOW)


@pytest.mark.parametrize("content", [None, "", "{", "[]", '"x"'])
def test_a_lost_or_damaged_manifest_is_a_mismatch(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "manifest.json"
    kept = manifest.ManifestFile(path)
    if content is not None:
        path.write_text(content)
    with pytest.raises(ManifestMismatch, match="hoidap reindex"):
        manifest.check(kept, NOW, empty=False)


def test_a_manifest_of_another_version_names_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    kept = manifest.ManifestFile(path)
    path.write_text(json.dumps({"model": NOW.model, "future": 1}))
    with pytest.raises(ManifestMismatch, match="số chiều vectơ: chỉ mục “None”"):
        manifest.check(kept, NOW, empty=False)


def test_a_manifest_that_cannot_be_written_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailure, match="Không ghi được"):
        manifest.write(manifest.ManifestFile(tmp_path / "file" / "manifest.json"), NOW)
