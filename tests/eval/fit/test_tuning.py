"""Really tunes the default model, for a few small steps, on the project's own sample."""

from pathlib import Path

import numpy as np
import pytest

from eval.fit import embedder as training
from eval.fit import negatives
from eval.fit.data import DocumentSet, load
from eval.fit.negatives import Pairs
from eval.fit.towers import Lower, TowerEmbedder, Upper
from eval.fit.tuning import Recipe, tune
from index.embedding import tuned, weights
from index.embedding.embedder import SentenceTransformerEmbedder
from index.ports import Embedder

RECIPE = Recipe(layers=1, steps=6, questions=8, rate=3e-4, longest=96)
TEXTS = ["Phòng Y tế báo cáo trước ngày 15 tháng 11 hằng năm.", "Đạt 72% hộ dân dùng nước sạch."]


@pytest.fixture(scope="module")
def sets(gold: Path, plans: Path) -> list[DocumentSet]:
    return load([gold], [plans])


def test_both_parts_together_are_the_model(model: Path, untuned: Embedder) -> None:
    parts = TowerEmbedder(Lower(model, 2, 512), Upper(model, 2))
    cosines = (parts.embed_passages(TEXTS) * untuned.embed_passages(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.999
    assert parts.embed_queries([]).shape == (0, parts.dimension)


def margin(embedder: TowerEmbedder, pairs: list[Pairs]) -> float:
    """Return how much nearer questions lie to what answers them than to what words put first."""
    asked = embedder.embed_queries([each.example.query.restored for each in pairs])
    right, near = (
        embedder.embed_passages([f"{p.context}\n{p.text}" for p in chosen])
        for chosen in ([each.right[0] for each in pairs], [each.near[0] for each in pairs])
    )
    return float((asked * (right - near)).sum(axis=1).mean())


@pytest.mark.slow
def test_tuning_brings_questions_nearer_to_what_answers_them(
    model: Path, sets: list[DocumentSet]
) -> None:
    pairs = [negatives.mine(held) for held in sets]
    every = [each for of in pairs for each in of]
    lower, upper = Lower(model, RECIPE.layers, RECIPE.longest), Upper(model, RECIPE.layers)
    before = margin(TowerEmbedder(lower, upper), every)
    losses: list[float] = []
    tune(lower, upper, pairs, RECIPE, lambda _step, loss, _seconds: losses.append(loss))
    assert len(losses) == RECIPE.steps
    assert margin(TowerEmbedder(lower, upper), every) > before


@pytest.mark.slow
def test_what_is_written_is_what_the_service_loads(
    model: Path, sets: list[DocumentSet], tmp_path: Path, untuned: Embedder
) -> None:
    recipe = Recipe(layers=1, steps=2, questions=4, rate=1e-3, longest=64)
    told = training.train(sets[:2], model, tmp_path, recipe, 2, lambda _line: None)
    assert len(told["folds"]) == 2
    changed = SentenceTransformerEmbedder(model, changes=tmp_path / training.FILE)
    before, after = untuned.embed_passages(TEXTS), changed.embed_passages(TEXTS)
    assert 0.5 < (before * after).sum(axis=1).min() < 0.9999
    assert changed.name.startswith(untuned.name + "+")
    first = training.of_fold(model, tmp_path, 0, recipe, Lower(model, 1, 64))
    second = training.of_fold(model, tmp_path, 1, recipe, Lower(model, 1, 64))
    between = first.embed_passages(TEXTS) + second.embed_passages(TEXTS)
    between /= np.linalg.norm(between, axis=1, keepdims=True)
    assert (between * after).sum(axis=1).min() > 0.98
    assert tuned.read(tmp_path / training.FILE, weights.SHA256)


def test_negatives_hold_no_evidence(sets: list[DocumentSet]) -> None:
    for held in sets:
        for pairs in negatives.mine(held):
            assert pairs.right
            assert not any(pairs.example.held_by(p) for p in (*pairs.near, *pairs.sisters))
            owners = {passage.document_id for passage in pairs.right}
            assert {passage.document_id for passage in pairs.sisters} <= owners
