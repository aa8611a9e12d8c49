"""Copies of SQLite files that are in use, whole as of one moment, and their soundness."""

import sqlite3
from contextlib import closing
from pathlib import Path

from index.catalogue import integrity

SHOWN = 10
"""Damaged rows that are named; there may be more."""


def copy(source: Path, target: Path) -> None:
    """Copy a database with SQLite's online backup: readers and writers go on meanwhile.

    All pages in one step, under one read transaction: a writer never makes it begin anew.
    Raises sqlite3.Error.
    """
    with (
        closing(sqlite3.connect(source, timeout=60)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing, pages=-1)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def faults(path: Path) -> list[str]:
    """Return what is wrong with a database, for a person; empty when sound.

    A file of a version before the checksums has its structure checked alone.
    """
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            integrity.register(connection)
            if wrong := integrity.structural(connection):
                return wrong
            if not integrity.is_equipped(connection):
                return []
            damages = integrity.damages(connection, SHOWN)
            return [f"{damage.table}: {damage.key}" for damage in damages]
    except sqlite3.Error as error:
        return [str(error)]


def counts(path: Path) -> tuple[int, int]:
    """Return how many documents a catalogue holds, and its generation. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, timeout=60)) as connection:
        (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        (generation,) = connection.execute(
            "SELECT ifnull(max(generation), 0) FROM changes"
        ).fetchone()
    return int(documents), int(generation)


def renew_lineage(path: Path) -> None:
    """Tell a catalogue that is put back from every other one. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path)) as connection, connection:
        if integrity.is_equipped(connection):
            integrity.renew(connection)
