"""The tables are the same on both databases: a migration of one is not forgotten in the other."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.access.audit import Audit
from app.access.stores import KeptDirectory
from app.conversing.conversations import Conversations
from index.catalogue.sqlite import SqliteCatalogue

_OWN = {"checksums", "lineage", "sqlite_sequence"}
"""Tables of SQLite's alone."""
_SHARED_ONLY = {"format", "manifest", "lineage", "following", "jobs", "job_files"}
"""Tables that stand for what is in files otherwise."""
_MADE_BY_ENGINE = {"passage_vectors"}


def in_files(folder: Path) -> dict[str, set[str]]:
    SqliteCatalogue(folder / "catalogue.sqlite3").close()
    conversations = Conversations(folder / "conversations.sqlite3")
    conversations.count()
    conversations.close()
    KeptDirectory(folder / "access.sqlite3").close()
    Audit(folder / "audit.sqlite3").close()
    tables: dict[str, set[str]] = {}
    for path in folder.glob("*.sqlite3"):
        with closing(sqlite3.connect(path)) as connection:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in named.fetchall():
                if name not in _OWN:
                    columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
                    tables[name] = {column[1] for column in columns}
    return tables


def test_every_table_has_the_same_columns_on_both(tmp_path: Path, postgres_url: str) -> None:
    from index.postgres.database import PostgresDatabase

    database = PostgresDatabase(postgres_url)
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        ).fetchall()
    database.close()
    shared: dict[str, set[str]] = {}
    for table, column in rows:
        if table not in _SHARED_ONLY | _MADE_BY_ENGINE and column != "rowid":
            shared.setdefault(table, set()).add(column)
    assert shared == in_files(tmp_path)
