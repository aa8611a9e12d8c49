"""Where the directory is kept: beside the catalogue; in memory, for comparison."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.access.directory import Record
from index.catalogue.database import Database
from index.transactions import Transactions

T = TypeVar("T", bound=Record)

FILE = "access.sqlite3"
"""Name of the file, in the data folder."""
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE records (
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (kind, key)
        ) WITHOUT ROWID
        """,
    ),
)
"""Each entry lifts the file by one format version; never edit one that has been released."""


class KeptDirectory:
    """Implements ``Directory`` in a file, or in a database that others share."""

    def __init__(self, kept: Path | Transactions) -> None:
        if isinstance(kept, Path):
            keep_to_owner(kept)
        self._database = Database(kept, MIGRATIONS, "tài khoản") if isinstance(kept, Path) else kept

    def read(self, kind: type[T], key: str) -> T | None:
        """Return the record; None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT record FROM records WHERE kind = ? AND key = ?", (kind.__name__, key)
            ).fetchone()
            return None if row is None else kind.model_validate_json(row["record"])

    def every(self, kind: type[T]) -> dict[str, T]:
        """Return all records of the kind, by key, in the order of the keys."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT key, record FROM records WHERE kind = ? ORDER BY key", (kind.__name__,)
            ).fetchall()
            return {row["key"]: kind.model_validate_json(row["record"]) for row in rows}

    def change(self, kind: type[T], key: str, change: Callable[[T | None], T | None]) -> T | None:
        """Put what ``change`` makes of the record in its place and return it; None: erased."""
        named = (kind.__name__, key)
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT record FROM records WHERE kind = ? AND key = ?", named
            ).fetchone()
            made = change(None if row is None else kind.model_validate_json(row["record"]))
            if made is None:
                connection.execute("DELETE FROM records WHERE kind = ? AND key = ?", named)
            else:
                connection.execute(
                    "INSERT INTO records VALUES (?, ?, ?)"
                    " ON CONFLICT (kind, key) DO UPDATE SET record = excluded.record",
                    (*named, made.model_dump_json()),
                )
        return made

    def close(self) -> None:
        """Close the connections."""
        self._database.close()


def keep_to_owner(path: Path) -> None:
    """Make the file, before SQLite does: nobody but its owner reads it or what is beside it.

    One that belongs to another is left as it is; what is wrong with the folder SQLite will say.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)


class MemoryDirectory:
    """Implements ``Directory`` in memory."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def read(self, kind: type[T], key: str) -> T | None:
        """Return the record; None where there is none."""
        kept = self._records.get((kind.__name__, key))
        return None if kept is None else kind.model_validate_json(kept)

    def every(self, kind: type[T]) -> dict[str, T]:
        """Return all records of the kind, by key, in the order of the keys."""
        with self._lock:
            kept = sorted(self._records.items())
        return {
            key: kind.model_validate_json(record)
            for (name, key), record in kept
            if name == kind.__name__
        }

    def change(self, kind: type[T], key: str, change: Callable[[T | None], T | None]) -> T | None:
        """Put what ``change`` makes of the record in its place and return it; None: erased."""
        with self._lock:
            made = change(self.read(kind, key))
            if made is None:
                self._records.pop((kind.__name__, key), None)
            else:
                self._records[kind.__name__, key] = made.model_dump_json()
        return made

    def close(self) -> None:
        """Nothing is held."""
