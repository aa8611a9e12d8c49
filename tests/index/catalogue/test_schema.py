import sqlite3
from pathlib import Path

import pytest

from index.catalogue.database import Database
from index.errors import StorageFailure

FIRST = ("CREATE TABLE names (name TEXT)", "INSERT INTO names VALUES ('một')")
SECOND = ("ALTER TABLE names ADD COLUMN age INTEGER DEFAULT 7",)


def rows(path: Path, migrations: tuple[tuple[str, ...], ...]) -> list[tuple[object, ...]]:
    database = Database(path, migrations)
    with database.reading() as connection:
        found = [tuple(row) for row in connection.execute("SELECT * FROM names")]
    database.close()
    return found


def test_an_older_file_is_lifted_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    assert rows(path, (FIRST,)) == [("một",)]
    assert rows(path, (FIRST, SECOND)) == [("một", 7)]
    assert rows(path, (FIRST, SECOND)) == [("một", 7)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    rows(path, (FIRST,))
    with pytest.raises(sqlite3.OperationalError):
        Database(path, (FIRST, (*SECOND, "NOT SQL")))
    assert rows(path, (FIRST,)) == [("một",)]


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    rows(path, (FIRST, SECOND))
    with pytest.raises(StorageFailure, match="mới hơn"):
        Database(path, (FIRST,))


def insert_and_fail(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO names VALUES ('hai')")
        connection.execute("INSERT INTO missing VALUES ('ba')")


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "file.sqlite3", (FIRST,))
    with pytest.raises(sqlite3.OperationalError, match="missing"):
        insert_and_fail(database)
    with database.reading() as connection:
        assert [row["name"] for row in connection.execute("SELECT name FROM names")] == ["một"]
    database.close()
