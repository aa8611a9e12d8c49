"""The catalogue on each database: what is tested with it is tested on both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue

Opener = Callable[[], SqlCatalogue]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the catalogue's file is, where it is one."""
    return tmp_path / "catalogue.sqlite3"


@pytest.fixture(params=["sqlite", "postgres"])
def opener(request: pytest.FixtureRequest, path: Path) -> Opener:
    """What opens the catalogue, which is empty at first, once and again."""
    if request.param == "sqlite":
        return lambda: SqliteCatalogue(path)
    url = request.getfixturevalue("postgres_url")
    from index.catalogue.postgres import PostgresCatalogue
    from index.postgres.database import PostgresDatabase

    return lambda: PostgresCatalogue(PostgresDatabase(url))


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
