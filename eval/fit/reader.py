"""Fits the reader: trees that tell evidence from other statements, and answered from not.

Folds are by document: a set's statements are judged by trees that saw none of its documents, and
the trees for "answered at all" learn from such judgements alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
import numpy.typing as npt

from eval.fit import ranking
from eval.fit.found import Found
from index.retrieval.ranking import RankingWeights, scores, table
from index.retrieval.readers.features import NAMES, Features, Read, features
from index.retrieval.readers.trees import predict
from index.retrieval.readers.whole import NAMES as WHOLE_NAMES
from index.retrieval.readers.whole import whole

_COMMON = {
    "objective": "binary",
    "verbosity": -1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 7,
    "bagging_freq": 1,
    "bagging_fraction": 0.8,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the trees are grown."""

    depth: int = 16
    """Passages read."""
    rounds: int = 250
    leaves: int = 15
    rate: float = 0.05
    whole_rounds: int = 120
    whole_leaves: int = 7


@dataclass(frozen=True, slots=True)
class Sample:
    """One question as it is read: every statement's features, and which are evidence."""

    found: Found
    reads: tuple[Read, ...]
    features: Features
    right: npt.NDArray[np.bool_]


def sample(found: Found, first: RankingWeights, second: RankingWeights, depth: int) -> Sample:
    """Rank the candidates as the service does, and read the best."""
    reads = ranked(found, first, second, depth)
    seen = features(found.example.query, found.library, reads)
    right = [
        found.example.stated_by(
            reads[place.read].candidate.passage.document_id,
            (
                reads[place.read].candidate.passage.start + place.start,
                reads[place.read].candidate.passage.start + place.end,
            ),
        )
        for place in seen.places
    ]
    return Sample(found, tuple(reads), seen, np.array(right, np.bool_))


def ranked(found: Found, first: RankingWeights, second: RankingWeights, depth: int) -> list[Read]:
    """Return the ``depth`` best candidates, best first."""
    chosen = [at for at in ranking.best(found, first, depth) if found.statements[at] is not None]
    candidates = [found.candidates[at] for at in chosen]
    rows = table(candidates, [ranking.strongest(found, at) for at in chosen])
    order = np.argsort(-(scored := scores(rows, second)), kind="stable")
    return [
        Read(candidates[at], float(scored[at] - scored.max()), found.statements[chosen[at]] or ())
        for at in order
    ]


def grow_statements(samples: Sequence[Sample], recipe: Recipe) -> lightgbm.Booster:
    """Return trees for the probability that a statement is evidence."""
    rows = np.concatenate([each.features.rows for each in samples])
    right = np.concatenate([each.right for each in samples])
    return lightgbm.train(
        _COMMON
        | {
            "num_leaves": recipe.leaves,
            "learning_rate": recipe.rate,
            "min_data_in_leaf": 40,
            "feature_fraction": 0.5,
            "lambda_l2": 5.0,
        },
        lightgbm.Dataset(rows, right.astype(np.float32), feature_name=list(NAMES)),
        recipe.rounds,
    )


def grow_answered(
    samples: Sequence[Sample], probabilities: Sequence[npt.NDArray[np.float64]], recipe: Recipe
) -> lightgbm.Booster:
    """Return trees for the probability that a question is answered by what was read.

    ``probabilities`` are of trees that did not see the sample.
    """
    rows = np.stack(
        [row(each, chances) for each, chances in zip(samples, probabilities, strict=True)]
    )
    answered = np.array([each.found.example.answerable for each in samples], np.float32)
    return lightgbm.train(
        _COMMON
        | {
            "num_leaves": recipe.whole_leaves,
            "learning_rate": recipe.rate,
            "min_data_in_leaf": 25,
            "feature_fraction": 0.4,
            "lambda_l2": 10.0,
        },
        lightgbm.Dataset(rows, answered, feature_name=list(WHOLE_NAMES)),
        recipe.whole_rounds,
    )


def row(each: Sample, chances: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Return the features of the whole set of passages read."""
    found = each.found
    return whole(found.example.query, found.library, each.reads, each.features, chances)


def judged(
    folds: Sequence[Sequence[Sample]], recipe: Recipe
) -> list[list[npt.NDArray[np.float64]]]:
    """Return for each fold the probabilities of its statements by trees grown on the others."""
    found = []
    for at, held_out in enumerate(folds):
        others = [each for other, fold in enumerate(folds) if other != at for each in fold]
        trees = grow_statements(others, recipe)
        found.append([predict(trees, each.features.rows) for each in held_out])
    return found


def answerable(
    folds: Sequence[Sequence[Sample]],
    probabilities: Sequence[Sequence[npt.NDArray[np.float64]]],
    recipe: Recipe,
) -> list[npt.NDArray[np.float64]]:
    """Return for each fold the probabilities of an answer by trees grown on the others."""
    found = []
    for at, held_out in enumerate(folds):
        others = [
            (e, p)
            for k in range(len(folds))
            if k != at
            for e, p in zip(folds[k], probabilities[k], strict=True)
        ]
        trees = grow_answered([e for e, _ in others], [p for _, p in others], recipe)
        rows = [row(e, p) for e, p in zip(held_out, probabilities[at], strict=True)]
        found.append(predict(trees, np.stack(rows)))
    return found
