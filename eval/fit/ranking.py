"""Fits the order of candidates: passages with evidence are to come before the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.fit import growing
from eval.fit.folds import without
from eval.fit.found import Found
from eval.fit.growing import Growth
from index.retrieval.ranking import NAMES, table
from index.retrieval.trees import Judged, Table, Trees
from ingest.document import Passage

CUTS = (1, 5, 10, 20)
GROWTH = Growth(800, leaves=15, rate=0.06, least=40, features=0.5, smooth=5.0, drawn=True)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question's candidates as rows, and which of them hold its evidence."""

    found: Found
    rows: Table
    held: npt.NDArray[np.bool_]


def rows(found: Found) -> Ranked:
    """Return a question's candidates as the ranker sees them."""
    held = np.array(found.held(), np.bool_)
    return Ranked(found, table(found.example.query, found.library, found.candidates), held)


def grow(ranked: Sequence[Ranked], growth: Growth = GROWTH) -> Trees:
    """Return trees that put passages with evidence first, from the questions that have any."""
    known = [each for each in ranked if each.held.any()]
    groups, right = [each.rows for each in known], [each.held for each in known]
    return growing.order(groups, right, NAMES, growth)


def judged(folds: Sequence[Sequence[Ranked]], growth: Growth = GROWTH) -> list[list[Judged]]:
    """Return for each fold the scores of its candidates by trees grown on the other folds."""
    found = []
    for at, held_out in enumerate(folds):
        trees = grow(without(folds, at), growth)
        found.append([trees.judge(each.rows) for each in held_out])
    return found


def dense(ranked: Ranked) -> Judged:
    """Return the similarities of a question's candidates alone, to compare with."""
    return ranked.rows[:, NAMES.index("dense_named")].astype(np.float64)


def recall(ranked: Sequence[Ranked], scores: Sequence[Judged]) -> dict[str, float]:
    """Return the mean share of evidences held by the first 1, 5, 10, 20 candidates."""
    orders = [
        [each.found.candidates[at].passage for at in np.argsort(-scored, kind="stable")]
        for each, scored in zip(ranked, scores, strict=True)
        if each.found.example.evidence
    ]
    asked = [each.found for each in ranked if each.found.example.evidence]
    pairs = list(zip(asked, orders, strict=True))
    return {
        f"recall@{cut}": float(np.mean([share(found, order[:cut]) for found, order in pairs]))
        for cut in CUTS
    }


def share(found: Found, passages: Sequence[Passage]) -> float:
    """Return the share of a question's evidences that passages hold."""
    evidences = found.example.evidence
    return sum(any(e.held_by(p) for p in passages) for e in evidences) / len(evidences)
