"""The file of the conversations: opened so that its damage never stops the service."""

import logging
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from app.conversing.conversations import Conversations

logger = logging.getLogger(__name__)

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_COMPANIONS = ("", "-wal", "-shm")


def open_conversations(path: Path) -> Conversations:
    """Open the conversations; a damaged file is set aside beside a new one, and the log says so.

    Documents and answers do not depend on it: they go on whatever has become of the file.
    """
    if path.exists() and is_damaged(path):
        aside = _set_aside(path)
        logger.error(
            "the conversations are damaged and set aside as %s; new ones begin empty", aside.name
        )
    return Conversations(path)


def is_damaged(path: Path) -> bool:
    """Return whether SQLite finds the file damaged; one that cannot be looked at now is not."""
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.DatabaseError as error:
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGE


def _set_aside(path: Path) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{moment}{path.suffix}")
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside
