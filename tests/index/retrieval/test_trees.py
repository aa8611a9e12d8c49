"""Trees as they are kept: text, whose features have names."""

from pathlib import Path

import lightgbm
import numpy as np
import pytest

from index.errors import WeightsDamaged
from index.retrieval.trees import Table, Trees

NAMES = ("near", "long")


def grown() -> Trees:
    """Return trees that tell rows whose first number is great."""
    rng = np.random.default_rng(3)
    rows = rng.random((200, 2)).astype(np.float32)
    data = lightgbm.Dataset(rows, (rows[:, 0] > 0.5).astype(int), feature_name=list(NAMES))
    told = {"objective": "binary", "num_threads": 1, "verbosity": -1, "min_data_in_leaf": 5}
    return Trees(lightgbm.train(told, data, num_boost_round=10).model_to_string())


ROWS: Table = np.array([[0.9, 0.1], [0.1, 0.9], [0.8, 0.8]], np.float32)


@pytest.fixture(scope="module")
def trees() -> Trees:
    return grown()


def test_each_row_is_judged_in_order(trees: Trees) -> None:
    judged = trees.judge(ROWS)
    assert judged.shape == (3,)
    assert judged[0] > 0.5 > judged[1]
    assert np.array_equal(trees.judge(ROWS[::-1]), judged[::-1])


def test_rows_are_judged_as_by_the_package_that_trained_them(trees: Trees) -> None:
    text = trees.text
    package = lightgbm.Booster(model_str=text)
    assert np.array_equal(trees.judge(ROWS), package.predict(ROWS, num_threads=1))
    assert trees.names == tuple(package.feature_name()) == NAMES
    assert len(trees.judge(ROWS[:0])) == 0


def test_rows_of_another_width_are_refused(trees: Trees) -> None:
    with pytest.raises(ValueError, match="2 features"):
        trees.judge(ROWS[:, :1])


def test_what_is_kept_judges_as_before(trees: Trees, tmp_path: Path) -> None:
    kept = tmp_path / "model.txt"
    trees.save(kept)
    assert np.array_equal(Trees.load(kept, NAMES).judge(ROWS), trees.judge(ROWS))


def test_features_of_another_version_are_refused_by_the_files_name(
    trees: Trees, tmp_path: Path
) -> None:
    kept = tmp_path / "model.txt"
    trees.save(kept)
    for names in (("long", "near"), ("near",), ("near", "long", "rare")):
        with pytest.raises(WeightsDamaged, match=r"model\.txt thuộc một phiên bản khác"):
            Trees.load(kept, names)


def test_a_file_that_is_not_whole_is_refused(trees: Trees, tmp_path: Path) -> None:
    kept = tmp_path / "model.txt"
    with pytest.raises(WeightsDamaged, match="hoidap train"):
        Trees.load(kept, NAMES)
    for content in (b"\xff\xfe\x00", b"", b"tree\nversion=v4\nfeature_names=near long\n"):
        kept.write_bytes(content)
        with pytest.raises(WeightsDamaged):
            Trees.load(kept, NAMES)
