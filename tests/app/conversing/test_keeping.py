"""What has become of the conversations' file never stops the service, and is named rightly."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.conversing.conversations import Conversations, new_turn
from app.conversing.keeping import is_damaged, open_conversations
from app.operations.retention import Forgotten, erase
from index.errors import StorageFailure

SECRET = "Câu hỏi riêng của một người ở Tân Bình Nam"


def filled(path: Path, turns: int = 40) -> Path:
    with closing(Conversations(path)) as kept:
        for number in range(turns):
            kept.record("chủ", f"c{number}", new_turn(f"a{number}", SECRET, SECRET, "{}" * 200))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_a_sound_file_is_opened_as_it_is(tmp_path: Path) -> None:
    path = filled(tmp_path / "conversations.sqlite3")
    with closing(open_conversations(path)) as kept:
        assert len(kept.recent("chủ")) == 40
    assert [each.name for each in tmp_path.iterdir() if "damaged" in each.name] == []


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"khong phai" * 1000])
def test_a_file_that_is_none_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "conversations.sqlite3"
    path.write_bytes(content)
    with closing(open_conversations(path)) as kept:
        kept.record("chủ", "c1", new_turn("a1", "Ai ký?", "Ai ký?", "{}"))
        assert [each.title for each in kept.recent("chủ")] == ["Ai ký?"]


def test_a_page_that_is_damaged_is_found(tmp_path: Path) -> None:
    path = filled(tmp_path / "conversations.sqlite3")
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    path.write_bytes(content)
    assert is_damaged(path)
    with closing(open_conversations(path)) as kept:
        assert kept.recent("chủ") == []


def test_what_cannot_be_read_or_written_is_not_asked_for_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite3"
    path.mkdir()  # neither readable nor writable as a file
    with closing(Conversations(path)) as kept:
        assert kept.past("chủ", "c1") == ()
        kept.record("chủ", "c1", new_turn("a1", "Ai ký?", "Ai ký?", "{}"))
        with pytest.raises(StorageFailure, match="lịch sử hỏi đáp"):
            kept.recent("chủ")
        path.rmdir()
        kept.record("chủ", "c1", new_turn("a1", "Ai ký?", "Ai ký?", "{}"))
        assert len(kept.past("chủ", "c1")) == 1


def test_what_is_kept_no_longer_is_overwritten(tmp_path: Path) -> None:
    path = filled(tmp_path / "conversations.sqlite3", 3)
    assert erase(path, 1, 1) == Forgotten()
    with closing(Conversations(path)) as kept:
        kept.judge("chủ", "a0", "wrong", "sai ngày")
    assert erase(path, None, None) == Forgotten()
    assert erase(path, 0, 0) == Forgotten(3, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SECRET.encode() not in path.read_bytes()


def test_only_what_is_old_is_forgotten(tmp_path: Path) -> None:
    path = filled(tmp_path / "conversations.sqlite3", 2)
    with closing(Conversations(path)) as kept:
        assert kept.forget_before(datetime.now(UTC) - timedelta(days=1)) == 0
        kept.record("chủ", "c0", new_turn("a9", "Thêm", "Thêm", "{}"))
        between = kept.recent("chủ")[0].updated_at
        assert kept.forget_before(between) == 1
        assert [each.id for each in kept.recent("chủ")] == ["c0"]
