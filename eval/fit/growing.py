"""Grows trees: the one place where LightGBM is trained, with what all models share."""

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
import numpy.typing as npt

from index.retrieval.trees import Table, Trees

_ALWAYS = {
    "verbosity": -1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 7,
    "bagging_freq": 1,
    "bagging_fraction": 0.8,
}
_RANKING = {"objective": "lambdarank", "lambdarank_truncation_level": 20, "label_gain": [0, 1]}


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees, and how large."""

    rounds: int
    leaves: int
    rate: float
    least: int
    """Rows in a leaf."""
    features: float
    """Share of the features that a tree may use."""
    smooth: float
    """Weight of the squares of leaf values."""
    drawn: bool = False
    """Each split is the best of some that are drawn by chance (extremely randomised trees, Geurts
    et al., 2006): where questions are few, the best split of all is often the noise's."""

    def parameters(self) -> dict[str, float]:
        """Return them as the library calls them."""
        return {
            "extra_trees": self.drawn,
            "num_leaves": self.leaves,
            "learning_rate": self.rate,
            "min_data_in_leaf": self.least,
            "feature_fraction": self.features,
            "lambda_l2": self.smooth,
        }


def chances(
    rows: Table, right: npt.NDArray[np.bool_], names: Sequence[str], growth: Growth
) -> Trees:
    """Return trees for the probability that a row is right."""
    data = lightgbm.Dataset(rows, right.astype(np.float32), feature_name=list(names))
    parameters = {**_ALWAYS, **growth.parameters(), "objective": "binary"}
    return Trees(lightgbm.train(parameters, data, growth.rounds).model_to_string())


def order(
    groups: Sequence[Table],
    right: Sequence[npt.NDArray[np.bool_]],
    names: Sequence[str],
    growth: Growth,
) -> Trees:
    """Return trees that put the right rows of each group first."""
    data = lightgbm.Dataset(
        np.concatenate(groups),
        np.concatenate(right).astype(np.float32),
        group=[len(rows) for rows in groups],
        feature_name=list(names),
    )
    parameters = {**_ALWAYS, **growth.parameters(), **_RANKING}
    return Trees(lightgbm.train(parameters, data, growth.rounds).model_to_string())
