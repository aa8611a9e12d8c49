"""The catalogue in PostgreSQL: the statements are those of the SQLite file."""

import json

from index.catalogue.sqlite import SqlCatalogue
from index.facts import FactReader
from index.postgres.database import PostgresDatabase
from ingest.facts import reading


class PostgresManifest:
    """Keeps in the database what built the index: one for all who share it."""

    name = "manifest"

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def read(self) -> dict[str, object] | None:
        """Return what was written last; None where that is nothing."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT content FROM manifest").fetchone()
        return None if row is None else json.loads(row["content"])

    def write(self, content: dict[str, object]) -> None:
        """Keep the content, whole or not at all. Raises StorageFailure."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM manifest")
            connection.execute("INSERT INTO manifest VALUES (?)", (json.dumps(content),))


class PostgresCatalogue(SqlCatalogue):
    """Shares a database with other processes, on other machines too."""

    def __init__(self, database: PostgresDatabase, read: FactReader = reading.facts) -> None:
        super().__init__(database, read)
