from pathlib import Path

import pytest
from filelock import FileLock

from index import engines
from index.errors import StorageFailure
from index.settings import Folders


def test_opens_empty_stores_in_a_new_folder(tmp_path: Path) -> None:
    vectors, lexical = engines.open_stores(Folders(tmp_path / "new" / "data"), 3)
    assert (len(vectors), vectors.generation) == (0, 0)
    assert (len(lexical), lexical.generation) == (0, 0)


def test_waits_only_so_long_for_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE_SECONDS", 0.1)
    with (
        FileLock(Folders(tmp_path).lock),
        pytest.raises(StorageFailure, match="Chương trình khác"),
    ):
        engines.open_stores(Folders(tmp_path), 3)


def test_a_folder_that_is_a_file_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailure, match="Không mở được"):
        engines.open_stores(Folders(tmp_path / "file"), 3)
