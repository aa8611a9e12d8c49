"""Weighted fusion of the dense and the lexical side.

A convex combination of min-max normalised scores (Bruch et al., "An Analysis of Fusion Functions
for Hybrid Retrieval", 2023): unlike reciprocal ranks it keeps how much better the first is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.protocols import Scores


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much the dense side counts; the lexical side has the rest."""

    dense: float = 0.4

    def __post_init__(self) -> None:
        if not 0.0 <= self.dense <= 1.0:
            raise ValueError(f"dense weight {self.dense} is not within 0..1")


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], weights: FusionWeights
) -> list[tuple[str, Scores]]:
    """Return passage ids with their scores, best first, ties by id.

    ``fused`` lies in 0..1; a side that did not return a passage counts as its worst.
    """
    scaled_dense = _scaled(dense)
    scaled_lexical = _scaled(lexical, floor=0.0)
    merged = [
        (
            passage_id,
            Scores(
                fused=weights.dense * scaled_dense.get(passage_id, 0.0)
                + (1 - weights.dense) * scaled_lexical.get(passage_id, 0.0),
                dense=dense.get(passage_id),
                lexical=lexical.get(passage_id),
            ),
        )
        for passage_id in dense.keys() | lexical.keys()
    ]
    return sorted(merged, key=lambda item: (-item[1].fused, item[0]))


def _scaled(scores: Mapping[str, float], floor: float | None = None) -> dict[str, float]:
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    span = max(scores.values()) - low
    return {key: (score - low) / span if span > 0 else 1.0 for key, score in scores.items()}


def interleave(rankings: Sequence[Sequence[tuple[str, Scores]]]) -> list[tuple[str, Scores]]:
    """Return the first of each ranking, then the second of each, and so on, each id once."""
    merged: dict[str, Scores] = {}
    for rank in range(max(map(len, rankings), default=0)):
        for ranking in rankings:
            if rank < len(ranking):
                merged.setdefault(*ranking[rank])
    return list(merged.items())
