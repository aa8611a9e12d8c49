"""The catalogue on each database: what is tested with it is tested on both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue
from index.facts import FactReader
from ingest.facts import reading


class Opener(Protocol):
    """Opens the catalogue, which is empty at first, once and again."""

    def __call__(self, read: FactReader = reading.facts) -> SqlCatalogue: ...


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the catalogue's file is, where it is one."""
    return tmp_path / "catalogue.sqlite3"


@pytest.fixture(params=["sqlite", "postgres"])
def opener(request: pytest.FixtureRequest, path: Path) -> Opener:
    """What opens the catalogue on one of the databases."""
    if request.param == "sqlite":
        return lambda read=reading.facts: SqliteCatalogue(path, read)
    url = request.getfixturevalue("postgres_url")
    return lambda read=reading.facts: in_postgres(url, read)


def in_postgres(url: str, read: FactReader) -> SqlCatalogue:
    """Open the catalogue in a database."""
    from index.catalogue.postgres import PostgresCatalogue
    from index.postgres.database import PostgresDatabase

    return PostgresCatalogue(PostgresDatabase(url), read)


@pytest.fixture
def catalogue(opener: Opener) -> Iterator[SqlCatalogue]:
    """An empty catalogue."""
    catalogue = opener()
    yield catalogue
    catalogue.close()


@pytest.fixture
def in_file(path: Path) -> Iterator[SqliteCatalogue]:
    """An empty catalogue in a file."""
    catalogue = SqliteCatalogue(path)
    yield catalogue
    catalogue.close()
