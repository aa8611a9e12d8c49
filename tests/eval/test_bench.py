import itertools

import numpy as np
import pytest

from app.settings import Settings
from eval import bench
from ingest import pipeline
from tests.fakes import HashingEmbedder


def test_grown_plans_are_different_documents_that_parse() -> None:
    grown = list(itertools.islice(bench.grown_plans(), 6))
    documents = [pipeline.parse(plan.source, plan.read()) for plan in grown]
    assert len({document.sha256 for document in documents}) == 6
    assert len({plan.origin for plan in grown}) == 6
    assert all(document.header.kind is not None for document in documents)
    again = next(bench.grown_plans())
    assert again.read() == grown[0].read()


def test_noise_is_of_unit_length() -> None:
    rows = bench.Noise(8).embed_passages(["a", "b"])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)


@pytest.mark.slow
def test_every_measurement_runs(configured: Settings) -> None:
    embedder = HashingEmbedder()
    asked = {
        timing.name: timing.values for timing in bench.asking_costs(embedder, configured, rounds=2)
    }
    embed, answer = asked["nhúng riêng câu hỏi"]["p50"], asked["cả câu trả lời"]["p50"]
    assert asked["gấp bao nhiêu lần"]["p50"] == answer / embed
    speeds = [timing.values["trung bình"] for timing in bench.ingest_costs(embedder, configured, 2)]
    assert speeds[2] == pytest.approx(speeds[0] / speeds[1])
    [small, large] = bench.search_costs(8, configured, [10, 700])
    assert [small.values["p50"] > 0, large.values["p50"] > 0] == [True, True]
    passages = [int(timing.name.split()[2]) for timing in (small, large)]
    assert 10 <= passages[0] < 700 <= passages[1]
