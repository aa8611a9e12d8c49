"""The catalogue in PostgreSQL: the statements are those of the SQLite file."""

from index.catalogue.sqlite import SqlCatalogue
from index.postgres.database import PostgresDatabase


class PostgresCatalogue(SqlCatalogue):
    """Shares a database with other processes, on other machines too."""

    def __init__(self, database: PostgresDatabase) -> None:
        super().__init__(database)
