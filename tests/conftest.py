"""What every test may use: a clean environment, and the real embedding model, built once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import weights
from index.embedder import SentenceTransformerEmbedder
from index.protocols import Embedder

ROOT = Path(__file__).parent.parent
MODELS = Path(os.environ.get("HOIDAP_TEST_MODELS", ROOT / "build" / "models"))
"""Where the default model is kept between runs."""


@pytest.fixture(scope="session", autouse=True)
def _clean_environment() -> Iterator[None]:
    """A developer's own settings must not decide a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith("HOIDAP_"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def model() -> Path:
    """The folder of the default embedding model."""
    return weights.build(MODELS)


@pytest.fixture(scope="session")
def embedder(model: Path) -> Embedder:
    """The default embedder, loaded once."""
    return SentenceTransformerEmbedder(model)


@pytest.fixture(scope="session")
def plans() -> Path:
    """The project's sample plans."""
    return ROOT / "eval" / "data" / "plans"
