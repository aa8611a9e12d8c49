"""Weighted fusion of the dense and the lexical side.

A convex combination of min-max normalised scores (Bruch et al., "An Analysis of Fusion Functions
for Hybrid Retrieval", 2023): unlike reciprocal ranks it keeps how much better the first is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import trained
from index.ports import Scores


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much each side counts where no trees rank, from a cross-validation on questions."""

    dense: float
    """The passage's vector; the lexical side has the rest."""
    statement: float
    """The passage's best statement; what dense and lexical side make together has the rest."""

    def __post_init__(self) -> None:
        for weight in (self.dense, self.statement):
            if not 0.0 <= weight <= 1.0:
                raise ValueError(f"weight {weight} is not within 0..1")

    @classmethod
    def of(cls, told: Mapping[str, float]) -> "FusionWeights":
        """Return what is told; raises TypeError, ValueError where that is anything else."""
        return cls(**{name: float(value) for name, value in told.items()})


FILE = "retrieval.json"
"""What decides in retrieval, in the folder of trained weights."""


@cache
def shipped() -> FusionWeights:
    """Return what ships."""
    told = json.loads((Path(trained.FOLDER) / FILE).read_text(encoding="utf-8"))
    return FusionWeights.of(told["fusion"])


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], weights: FusionWeights
) -> list[tuple[str, Scores]]:
    """Return passage ids with their scores, best first, ties by id.

    ``fused`` lies in 0..1; a side that did not return a passage counts as its worst.
    """
    dense_share = scaled(dense)
    lexical_share = scaled(lexical, floor=0.0)
    merged = [
        (
            passage_id,
            Scores(
                fused=weights.dense * dense_share.get(passage_id, 0.0)
                + (1 - weights.dense) * lexical_share.get(passage_id, 0.0),
                dense=dense.get(passage_id),
                lexical=lexical.get(passage_id),
            ),
        )
        for passage_id in dense.keys() | lexical.keys()
    ]
    return sorted(merged, key=lambda item: (-item[1].fused, item[0]))


def scaled(scores: Mapping[str, float], floor: float | None = None) -> dict[str, float]:
    """Return the scores stretched to 0..1, from the lowest, or ``floor``, to the highest."""
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    span = max(scores.values()) - low
    return {key: (score - low) / span if span > 0 else 1.0 for key, score in scores.items()}
