"""A row that is not as it was written is seen; the file's lineage tells one file from another."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.catalogue import integrity
from index.catalogue.database import Database
from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING
from ingest import passages as splitter
from tests.fakes import document

TABLES = ("CREATE TABLE names (name TEXT PRIMARY KEY, age INTEGER, picture BLOB)",)
PAIRS = ("CREATE TABLE pairs (one TEXT, two INTEGER, note TEXT, PRIMARY KEY (one, two))",)
WIDER = ("ALTER TABLE names ADD COLUMN town TEXT DEFAULT 'Sơn Khê'",)


def found(path: Path) -> list[integrity.Damage]:
    with closing(sqlite3.connect(path)) as connection:
        integrity.register(connection)
        return list(integrity.damages(connection))


def changed(path: Path, statement: str) -> None:
    """Change the file without its triggers' notes, as damage does."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        for _, trigger in triggers:
            connection.execute(trigger)
        connection.commit()


def filled(path: Path, *migrations: tuple[str, ...]) -> Path:
    database = Database(path, (TABLES, PAIRS, *migrations))
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO names (name, age, picture) VALUES ('Lan', 30, x'00ff'), ('Minh', NULL, '')"
        )
        connection.execute("INSERT INTO pairs VALUES ('a', 1, 'x'), ('a', 2, 'y')")
    with database.writing() as connection:
        connection.execute("UPDATE names SET age = age + 1")
        connection.execute("INSERT OR REPLACE INTO pairs VALUES ('a', 2, 'z')")
        connection.execute("DELETE FROM pairs WHERE two = 1")
    database.close()
    return path


def test_what_the_program_writes_is_sound(tmp_path: Path) -> None:
    assert found(filled(tmp_path / "file.sqlite3")) == []


@pytest.mark.parametrize(
    ("statement", "damage"),
    [
        ("UPDATE names SET age = 32 WHERE name = 'Lan'", ("names", "Lan")),
        ("UPDATE names SET age = '31' || '' WHERE name = 'Minh'", ("names", "Minh")),
        ("UPDATE names SET picture = x'01ff' WHERE name = 'Lan'", ("names", "Lan")),
        ("UPDATE pairs SET note = 'Z'", ("pairs", '["a",2]')),
        ("DELETE FROM names WHERE name = 'Minh'", ("names", "Minh")),
        ("INSERT INTO names VALUES ('Hoa', 1, NULL)", ("names", "Hoa")),
    ],
)
def test_what_another_program_changes_is_seen(
    tmp_path: Path, statement: str, damage: tuple[str, str]
) -> None:
    path = filled(tmp_path / "file.sqlite3")
    changed(path, statement)
    assert [(each.table, each.key) for each in found(path)] == [damage]


def test_a_change_that_passes_the_triggers_is_seen_until_it_is_written_again(
    tmp_path: Path,
) -> None:
    path = filled(tmp_path / "file.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE names SET age = 99 WHERE name = 'Lan'")
        connection.commit()
    assert [(each.table, each.key) for each in found(path)] == [("names", "Lan")]


def test_a_migration_sums_its_rows_anew(tmp_path: Path) -> None:
    path = filled(tmp_path / "file.sqlite3")
    Database(path, (TABLES, PAIRS, WIDER)).close()
    assert found(path) == []
    changed(path, "UPDATE names SET town = 'Tân Bình Nam' WHERE name = 'Lan'")
    assert [(each.table, each.key) for each in found(path)] == [("names", "Lan")]


def test_a_file_of_before_the_checksums_gets_them(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        for statement in (*TABLES, *PAIRS, "PRAGMA user_version = 2"):
            connection.execute(statement)
        connection.execute("INSERT INTO names VALUES ('Lan', 30, NULL)")
        connection.commit()
    Database(path, (TABLES, PAIRS)).close()
    assert found(path) == []
    changed(path, "UPDATE names SET age = 32")
    assert [each.key for each in found(path)] == ["Lan"]


def test_two_files_have_two_lineages_and_a_renewed_one_a_third(tmp_path: Path) -> None:
    seen = set()
    for name in ("one", "two"):
        with Database(tmp_path / name, (TABLES,)).reading() as connection:
            seen.add(integrity.lineage(connection))
    with Database(tmp_path / "two", (TABLES,)).writing() as connection:
        integrity.renew(connection)
        seen.add(integrity.lineage(connection))
    assert len(seen) == 3


def test_a_flipped_bit_anywhere_in_what_documents_say_is_seen(tmp_path: Path) -> None:
    """Every bit of the text as it lies in the file is one that matters."""
    path = tmp_path / "catalogue.sqlite3"
    catalogue = SqliteCatalogue(path)
    text = "Kế hoạch số 12 của Huyện ủy Sơn Khê. " + "Mở 15 lớp bơi ở xã Tân Bình Nam. " * 40
    stored = document("d1", text)
    passages = splitter.split(stored)
    vectors = np.eye(len(passages), 8, dtype=np.float32)
    catalogue.put(stored, passages, vectors, text.encode(), "/plans/1.txt")
    assert catalogue.document("d1", EVERYTHING).text == text
    catalogue.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    needle = "lớp bơi".encode()
    places = [at for at in range(len(whole)) if whole.startswith(needle, at)]
    assert len(places) > 40
    for place in random.Random(7).sample(places, 25):
        damaged = bytearray(whole)
        damaged[place] ^= 2
        path.write_bytes(damaged)
        with closing(sqlite3.connect(path)) as connection:
            integrity.register(connection)
            seen = integrity.structural(connection)
            seen = seen or [each.key for each in integrity.damages(connection)]
        assert seen


def test_a_flipped_letter_in_what_the_tables_are_is_seen(tmp_path: Path) -> None:
    path = filled(tmp_path / "file.sqlite3")
    content = path.read_bytes()
    assert content.count(b"age INTEGER") == 1
    path.write_bytes(content.replace(b"age INTEGER", b"age INTECER"))
    assert [each.table for each in found(path)] == ["sqlite_master"]
