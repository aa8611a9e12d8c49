"""Each kind of fault once; ``python -m tests.faults`` tries them at many moments."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import kinds


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return kinds.prepare(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.__name__)
def test_nothing_is_lost(
    kind: Callable[[kinds.Trial], None], prepared: tuple[Path, Path], tmp_path: Path
) -> None:
    kinds.attempt(kind, tmp_path / "trial", 1224, *prepared)
