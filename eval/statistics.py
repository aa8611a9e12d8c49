"""Means with their intervals, and whether a change is more than chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SAMPLES = 1_000
"""Bootstrap samples behind every interval."""
SEED = 20_240_522
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, its 95% bootstrap interval, and over how many questions."""

    value: float
    low: float
    high: float
    count: int


def mean(values: Sequence[float]) -> Mean | None:
    """Mean with its percentile bootstrap interval, seeded; None for no values."""
    if not values:
        return None
    array = np.asarray(values, dtype=np.float64)
    low, high = _interval(array)
    return Mean(float(array.mean()), low, high, len(values))


def paired_difference(before: Sequence[float], after: Sequence[float]) -> Mean:
    """Mean change from ``before`` to ``after``, question by question, with its interval.

    The same questions are drawn on both sides, so that what is hard for both cancels out.
    """
    differences = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    low, high = _interval(differences)
    return Mean(float(differences.mean()), low, high, len(differences))


def _interval(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    draws = np.random.default_rng(SEED).integers(len(values), size=(SAMPLES, len(values)))
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(values[draws].mean(axis=1), [tail, 100 - tail])
    return float(low), float(high)


def mcnemar(lost: int, gained: int) -> float:
    """One-sided exact McNemar test: how likely so many losses are by chance.

    Were losing as likely as gaining, this is the binomial probability of ``lost`` or more among
    the ``lost + gained`` questions that changed.
    """
    changed = lost + gained
    ways = sum(math.comb(changed, k) for k in range(lost, changed + 1))
    return float(ways / 2**changed)


def percentiles(
    values: Sequence[float], ranks: Sequence[int] = (50, 90, 95, 99)
) -> dict[str, float]:
    """Percentiles by linear interpolation, as {"p50": …}; empty for no values."""
    if not values:
        return {}
    found = np.percentile(np.asarray(values, dtype=np.float64), list(ranks))
    return {f"p{rank}": float(value) for rank, value in zip(ranks, found, strict=True)}
