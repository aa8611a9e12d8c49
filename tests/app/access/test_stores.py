"""Both directories keep the same contract."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.access.directory import Directory, Group, User, erase, write
from app.access.rights import Role
from app.access.stores import KeptDirectory, MemoryDirectory

MOMENT = datetime(2026, 3, 4, tzinfo=UTC)
AN = User(
    name="an", title="Nguyễn Văn An", role=Role.EDITOR, groups=frozenset({"a"}), created_at=MOMENT
)


class DirectoryContract:
    def test_returns_what_was_written(self, directory: Directory) -> None:
        assert directory.read(User, "an") is None
        write(directory, "an", AN)
        write(directory, "an", AN.model_copy(update={"failures": 2}))
        assert directory.read(User, "an") == AN.model_copy(update={"failures": 2})
        assert directory.read(Group, "an") is None

    def test_lists_one_kind_in_order(self, directory: Directory) -> None:
        for name in ("c", "a", "b"):
            write(directory, name, AN.model_copy(update={"name": name}))
        write(directory, "z", Group(name="z", created_at=MOMENT))
        assert list(directory.every(User)) == ["a", "b", "c"]
        assert list(directory.every(Group)) == ["z"]

    def test_changes_by_what_is_there(self, directory: Directory) -> None:
        write(directory, "an", AN)
        for _ in range(3):
            directory.change(
                User,
                "an",
                lambda was: was and was.model_copy(update={"failures": was.failures + 1}),
            )
        found = directory.read(User, "an")
        assert found is not None
        assert found.failures == 3

    def test_a_change_that_fails_changes_nothing(self, directory: Directory) -> None:
        write(directory, "an", AN)

        def refuse(_: User | None) -> User:
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            directory.change(User, "an", refuse)
        assert directory.read(User, "an") == AN
        write(directory, "an", AN)

    def test_erases(self, directory: Directory) -> None:
        write(directory, "an", AN)
        assert erase(directory, User, "an")
        assert not erase(directory, User, "an")
        assert directory.every(User) == {}


class TestMemoryDirectory(DirectoryContract):
    @pytest.fixture
    def directory(self) -> MemoryDirectory:
        return MemoryDirectory()


class TestKeptDirectory(DirectoryContract):
    @pytest.fixture
    def directory(self, tmp_path: Path) -> Iterator[KeptDirectory]:
        with closing(KeptDirectory(tmp_path / "access.sqlite3")) as directory:
            yield directory


def test_nobody_else_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "access.sqlite3"
    with closing(KeptDirectory(path)) as directory:
        write(directory, "an", AN)
        assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}


def test_what_is_written_is_there_for_others(tmp_path: Path) -> None:
    with (
        closing(KeptDirectory(tmp_path / "access.sqlite3")) as one,
        closing(KeptDirectory(tmp_path / "access.sqlite3")) as other,
    ):
        write(one, "an", AN)
        assert other.read(User, "an") == AN
