"""Data folders that a test may damage, filled with a quick embedder, which tests no less."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app import bootstrap, settings
from app.settings import Settings
from index.ports import Embedder
from tests.app.conftest import ingest
from tests.fakes import HashingEmbedder


@pytest.fixture(scope="session")
def quick() -> Embedder:
    """An embedder that loads no model."""
    return HashingEmbedder()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, quick: Embedder, plans: Path) -> Path:
    """A data folder with the sample plans, not to be changed."""
    chosen = settings.load(data_dir=tmp_path_factory.mktemp("sample") / "data")
    with closing(bootstrap.build(chosen, embedder=quick)) as system:
        assert {outcome.state for outcome in ingest(system, plans)} == {"added"}
    return chosen.data_dir


@pytest.fixture
def filled(sample: Path, tmp_path: Path) -> Settings:
    """Settings of a copy of it."""
    shutil.copytree(sample, tmp_path / "data")
    return settings.load(data_dir=tmp_path / "data", refresh_seconds=0.1)
