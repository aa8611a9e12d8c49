"""One order of hits for all stores: best first, ties by passage id."""

from collections.abc import Iterable

import numpy as np

from index.ports import Hit, Vectors

DIGITS = 6
"""Scores that agree to this many decimals are equal; below it lies the noise of float32."""


def similarities(rows: Vectors, vector: Vectors) -> list[float]:
    """Return the cosine of each row with the vector, the same on every machine and in any order."""
    products = rows.astype(np.float64) @ vector.astype(np.float64)
    return [round(float(product), DIGITS) for product in products]


def ranked(scored: Iterable[tuple[str, float]], k: int) -> list[Hit]:
    """Return the ``k`` best of (passage id, score)."""
    ordered = sorted(scored, key=lambda pair: (-pair[1], pair[0]))
    return [Hit(passage_id, score) for passage_id, score in ordered[:k]]
