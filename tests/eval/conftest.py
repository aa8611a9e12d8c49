"""One run over the project's own sample, shared by the tests that look at it."""

from pathlib import Path

import pytest

from app import settings
from app.settings import Settings
from eval import trial
from eval.runs import Run

DATA = Path(__file__).parents[2] / "eval" / "data"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The sample's gold questions."""
    return DATA / "gold.jsonl"


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Settings:
    """Settings with the default model where the tests keep it."""
    return settings.load(data_dir=tmp_path_factory.mktemp("data"), embedding_model=str(model))


@pytest.fixture(scope="session")
def sample(configured: Settings, gold: Path, plans: Path) -> Run:
    """A run over the sample."""
    return trial.over_gold(gold, configured, corpus=plans)
