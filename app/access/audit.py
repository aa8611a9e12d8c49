"""Who did what to which document, when, from where: written once, never changed."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.access.stores import keep_to_owner
from index.catalogue.database import Database
from index.transactions import Transactions

FILE = "audit.sqlite3"
"""Name of the file, in the data folder."""
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE entries (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            caller TEXT NOT NULL,
            name TEXT NOT NULL,
            action TEXT NOT NULL,
            documents TEXT NOT NULL,
            status INTEGER NOT NULL,
            address TEXT NOT NULL,
            request_id TEXT NOT NULL,
            detail TEXT NOT NULL
        )
        """,
        "CREATE INDEX entries_at ON entries (at)",
        "CREATE TABLE kept (id INTEGER PRIMARY KEY, since INTEGER NOT NULL)",
        "INSERT INTO kept VALUES (1, 0)",
        """
        CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END
        """,
        # Only what rotation has given up may go, oldest first.
        """
        CREATE TRIGGER entries_rotate BEFORE DELETE ON entries
        WHEN OLD.number >= (SELECT since FROM kept)
        BEGIN SELECT RAISE(ABORT, 'an entry is kept until it is rotated'); END
        """,
    ),
)
"""Each entry lifts the file by one format version; never edit one that has been released."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, or tried."""

    at: datetime
    caller: str
    """Whose id; empty for nobody who is known."""
    name: str
    action: str
    """Method and route, as "GET /v1/documents/{document_id}/text"."""
    documents: tuple[str, ...] = ()
    """Those it was about: shown, changed, or quoted in the answer."""
    status: int = 200
    """HTTP's; 0 on the command line."""
    address: str = ""
    request_id: str = ""
    detail: str = ""
    """What was asked, where that is kept; whom an administrator changed."""
    number: int = 0
    """Given in order by the trail."""


class Audit:
    """The trail. Safe to share between threads; every method raises StorageFailure."""

    def __init__(self, kept: Path | Transactions) -> None:
        """``kept`` is a file, or a database that others share."""
        if isinstance(kept, Path):
            keep_to_owner(kept)
        self._database = (
            Database(kept, MIGRATIONS, "nhật ký sử dụng") if isinstance(kept, Path) else kept
        )

    def record(self, entry: Entry) -> None:
        """Add an entry to the end."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO entries (at, caller, name, action, documents, status, address,"
                " request_id, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    entry.at.isoformat(),
                    entry.caller,
                    entry.name,
                    entry.action,
                    json.dumps(entry.documents),
                    entry.status,
                    entry.address,
                    entry.request_id,
                    entry.detail,
                ),
            )

    def entries(self, before: int | None = None, limit: int = 100) -> list[Entry]:
        """Return at most ``limit`` entries, newest first, of those before a number."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM entries WHERE CAST(:before AS INTEGER) IS NULL OR number < :before"
                " ORDER BY number DESC LIMIT :most",
                {"before": before, "most": limit},
            ).fetchall()
        return [
            Entry(
                at=datetime.fromisoformat(row["at"]),
                documents=tuple(json.loads(row["documents"])),
                **{
                    name: row[name]
                    for name in (
                        *("caller", "name", "action", "status", "address"),
                        *("request_id", "detail", "number"),
                    )
                },
            )
            for row in rows
        ]

    def lines(self) -> Iterator[str]:
        """Yield all entries as JSON lines, newest first."""
        before: int | None = None
        while page := self.entries(before, 1000):
            for entry in page:
                yield json.dumps(asdict(entry), ensure_ascii=False, default=str)
            before = page[-1].number

    def rotate(self, days: int) -> int:
        """Erase what is older than so many days; return how many entries."""
        oldest = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE kept SET since = coalesce((SELECT min(number) FROM entries WHERE at >= ?),"
                " (SELECT coalesce(max(number), 0) + 1 FROM entries))",
                (oldest,),
            )
            return connection.execute(
                "DELETE FROM entries WHERE number < (SELECT since FROM kept)"
            ).rowcount

    def close(self) -> None:
        """Close the connections."""
        self._database.close()
