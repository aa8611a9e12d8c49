import itertools
from pathlib import Path

import numpy as np

from app.settings import Settings
from eval import bench_scale, bench_vectors
from eval.bench_scale import Embedding, Neighbours
from eval.trial import temporary
from ingest import pipeline
from tests.fakes import HashingEmbedder


def real(dimension: int = 16) -> Neighbours:
    rows = np.random.default_rng(1).standard_normal((30, dimension)).astype(np.float32)
    return Neighbours(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_made_up_vectors_lie_as_near_as_real_ones() -> None:
    embedder = real()
    rows = embedder.embed_passages([f"đoạn {n}" for n in range(200)])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    nearest = (rows @ embedder._real.T).max(axis=1)
    assert nearest.min() >= embedder.nearest - 1e-5
    assert np.array_equal(rows[:1], embedder.embed_queries(["đoạn 0"]))
    assert embedder.embed_passages([]).shape == (0, 16)


def test_grown_plans_have_numbers_of_their_own() -> None:
    grown = list(itertools.islice(bench_scale.grown_plans(), 4))
    headers = [pipeline.parse(plan.source, plan.read()).header for plan in grown]
    numbers = [header.number.value for header in headers if header.number]
    assert len(set(numbers)) == len(numbers) >= 2


def test_every_measurement_runs(configured: Settings) -> None:
    vectors = bench_scale.sample_vectors(HashingEmbedder())
    plans = bench_scale.grown_plans()
    with temporary(configured, Neighbours(vectors)) as system:
        assert bench_scale.grow(system, plans, 4) > 0
        assert bench_scale.grow(system, plans, 4) == 0
        more = [(plan.source, plan.read()) for plan in itertools.islice(plans, 1)]
        found = bench_scale.measure(system.settings, Embedding(configured, vectors), more)
    assert (found.documents, found.passages > 4) == (4, True)
    assert found.values.keys() >= bench_scale.AIMS.keys() - {"nạp, gấp mấy lần mỗi văn bản"}
    assert found.values["câu chậm nhất, lần"] >= found.values["câu hỏi chậm đi, lần"]
    assert found.values["bộ nhớ cao nhất, MB"] >= found.values["bộ nhớ thường trú, MB"] * 0.9
    assert found.values["hỏi đích danh p50"] <= found.values["hỏi đích danh p95"]
    assert min(found.values.values()) > 0


def test_vectors_are_measured_against_what_is_exact(tmp_path: Path, postgres_url: str) -> None:
    chance = np.random.default_rng(1)
    real = chance.standard_normal((40, 16)).astype(np.float32)
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    wanted = bench_vectors.asked(real, 0.9, 300)
    for values in (
        bench_vectors.embedded(real, 0.9, 300, wanted),
        bench_vectors.shared(postgres_url, real, 0.9, 300, wanted),
    ):
        assert values["recall@10"] == values["recall tự đo"] == 1.0  # so few are all compared
        assert values["đĩa một đoạn, byte"] > 4 * 16
