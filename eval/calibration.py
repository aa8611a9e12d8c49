"""Does the confidence mean what it says: reliability, and what refusing more would buy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence."""

    low: float
    high: float
    confidence: float
    """Their mean confidence."""
    accuracy: float
    """Share of them that is right."""
    count: int


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Group answers into bins of equal count, least confident first; empty bins are left out."""
    ranked = sorted(zip(confidences, right, strict=True), key=lambda pair: pair[0])
    cuts = [len(ranked) * at // bins for at in range(bins + 1)]
    groups = [ranked[a:b] for a, b in pairwise(cuts) if b > a]
    return [
        Bin(
            low=group[0][0],
            high=group[-1][0],
            confidence=sum(confidence for confidence, _ in group) / len(group),
            accuracy=sum(is_right for _, is_right in group) / len(group),
            count=len(group),
        )
        for group in groups
    ]


def calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float | None:
    """Return the expected calibration error; None without answers.

    The gap of mean confidence and accuracy in each bin, weighted by the bin's size.
    """
    if not confidences:
        return None
    found = reliability(confidences, right, bins)
    return sum(b.count * abs(b.confidence - b.accuracy) for b in found) / len(confidences)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Points (coverage, risk): answer only the most confident share, how many of those are wrong.

    One point for each confidence that occurs, most confident first: equal ones go in together.
    """
    ranked = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    points = []
    wrong = 0
    for position, (confidence, is_right) in enumerate(ranked, 1):
        wrong += not is_right
        if position == len(ranked) or ranked[position][0] != confidence:
            points.append((position / len(ranked), wrong / position))
    return points


def area_under(points: Sequence[tuple[float, float]]) -> float | None:
    """Mean risk over the coverage: each point's risk counts for the coverage it adds."""
    if not points:
        return None
    edges = [0.0, *(coverage for coverage, _ in points)]
    return sum(
        risk * (right - left)
        for (_, risk), left, right in zip(points, edges[:-1], edges[1:], strict=True)
    )
