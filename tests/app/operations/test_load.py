"""Many who ask the same at once cost what one costs."""

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from app import bootstrap, settings
from index.ports import EVERYTHING, NO_FILTERS, Vectors
from tests.fakes import HashingEmbedder

QUESTION = "Sơn Khê đặt chỉ tiêu nước sạch bao nhiêu phần trăm?"


class Counting(HashingEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        self.calls += 1
        return super().embed_passages(passages)


def calls(data_dir: Path, askers: int) -> int:
    """Return how often texts are embedded for so many who ask at once, nothing being warm."""
    counting = Counting()
    chosen = settings.load(data_dir=data_dir)
    with (
        closing(bootstrap.build(chosen, embedder=counting)) as system,
        ThreadPoolExecutor(askers) as pool,
    ):
        before = counting.calls
        found = [
            pool.submit(system.answering.search, QUESTION, 8, NO_FILTERS, EVERYTHING)
            for _ in range(askers)
        ]
        assert len({tuple(hit.passage.id for hit in each.result(60)) for each in found}) == 1
        return counting.calls - before


def test_sixteen_equal_questions_are_embedded_once(sample: Path, tmp_path: Path) -> None:
    counted = []
    for askers in (1, 16):
        shutil.copytree(sample, tmp_path / str(askers))
        counted.append(calls(tmp_path / str(askers), askers))
    assert counted[0] > 0
    assert counted[1] == counted[0]
