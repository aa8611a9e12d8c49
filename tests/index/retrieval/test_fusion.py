import pytest

from index.ports import Scores
from index.retrieval.fusion import FusionWeights, fuse, scaled, shipped


def test_the_weight_decides_between_the_sides() -> None:
    dense = {"a": 0.9, "b": 0.8}
    lexical = {"a": 1.0, "b": 9.0}
    assert fuse(dense, lexical, FusionWeights(1.0, 0.5))[0][0] == "a"
    assert fuse(dense, lexical, FusionWeights(0.0, 0.5))[0][0] == "b"


def test_scores_of_both_sides_are_kept_and_fused_lies_within_0_and_1() -> None:
    ranked = dict(fuse({"a": 0.9, "b": 0.7}, {"b": 3.0, "c": 1.5}, FusionWeights(0.5, 0.5)))
    assert ranked["a"].lexical is None
    assert ranked["b"] == Scores(fused=0.5, dense=0.7, lexical=3.0)
    assert all(0 <= scores.fused <= 1 for scores in ranked.values())


def test_ties_are_broken_by_id() -> None:
    ranked = fuse({"b": 0.5, "a": 0.5}, {}, shipped())
    assert [passage_id for passage_id, _ in ranked] == ["a", "b"]


def test_nothing_found_on_either_side_is_nothing() -> None:
    assert fuse({}, {}, shipped()) == []


@pytest.mark.parametrize("weight", [-0.1, 1.1])
def test_a_weight_outside_its_bounds_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        FusionWeights(weight, 0.5)


def test_scaling_stretches_from_the_lowest_or_the_floor() -> None:
    assert scaled({"a": 0.8, "b": 0.9}) == pytest.approx({"a": 0.0, "b": 1.0})
    assert scaled({"a": 2.0, "b": 4.0}, floor=0.0) == pytest.approx({"a": 0.5, "b": 1.0})
    assert scaled({"a": 0.8}) == {"a": 1.0}
