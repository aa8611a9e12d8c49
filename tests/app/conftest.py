"""Systems and services over the sample plans, wired as in production."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app import bootstrap, settings
from app.api.application import create
from app.bootstrap import System
from app.ingestion.files import file_at
from app.ingestion.intake import Outcome
from app.settings import Settings
from index.ports import Embedder
from ingest import pipeline

Serve = Callable[[Settings], TestClient]


def ingest(system: System, *paths: Path) -> list[Outcome]:
    """Take files and folders in."""
    return list(system.ingestion.run(file_at(path) for path in pipeline.files(paths)))


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, plans: Path) -> Settings:
    """Settings of a data folder that holds the sample plans."""
    chosen = settings.load(data_dir=tmp_path_factory.mktemp("data"), refresh_seconds=0.1)
    system = bootstrap.build(chosen, embedder=embedder)
    assert {outcome.state for outcome in ingest(system, plans)} == {"added"}
    system.close()
    return chosen


@pytest.fixture(scope="session")
def system(loaded: Settings, embedder: Embedder) -> Iterator[System]:
    """The system over the sample plans; for tests that change nothing."""
    system = bootstrap.build(loaded, embedder=embedder)
    yield system
    system.close()


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Settings of a new data folder."""
    return settings.load(data_dir=tmp_path / "data", refresh_seconds=0.1)


@contextmanager
def serving(chosen: Settings, embedder: Embedder) -> Iterator[TestClient]:
    """Yield a client of a running service, ready to answer."""
    app = create(chosen, partial(bootstrap.build, embedder=embedder))
    with TestClient(app) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        yield client


@pytest.fixture(scope="session")
def client(loaded: Settings, embedder: Embedder) -> Iterator[TestClient]:
    """A client of a service over the sample plans; for tests that change nothing."""
    with serving(loaded, embedder) as client:
        yield client


@pytest.fixture
def blank(empty: Settings, embedder: Embedder) -> Iterator[TestClient]:
    """A client of a service without documents; for tests that add some."""
    with serving(empty, embedder) as client:
        yield client


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until it holds; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.02)
