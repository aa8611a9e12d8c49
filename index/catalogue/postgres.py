"""The catalogue in PostgreSQL: the statements are those of the SQLite file."""

from index.catalogue.sqlite import SqlCatalogue
from index.facts import FactReader
from index.postgres.database import PostgresDatabase
from ingest.facts import reading


class PostgresCatalogue(SqlCatalogue):
    """Shares a database with other processes, on other machines too."""

    def __init__(self, database: PostgresDatabase, read: FactReader = reading.facts) -> None:
        super().__init__(database, read)
