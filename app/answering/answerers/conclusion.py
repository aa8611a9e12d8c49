"""What compared values come to: which is highest, whether they agree."""

from collections.abc import Sequence

from app.answering.claims import Claim, Conclusion, Verdict
from index.question.query import Agreement, Extreme, Query
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.figures import Figure
from ingest.vietnamese.values import values

GREATEST = frozenset({Extreme.HIGHEST, Extreme.LATEST})

Measure = tuple[str, tuple[float, ...]]
"""What is measured, and a value that can be ordered among those of the same measure."""


def draw(query: Query, stated: Sequence[Claim]) -> Conclusion | None:
    """Return the conclusion, None where none is asked for or none is certain.

    ``stated`` is what two documents or more say, a claim each.
    """
    measures = [measure(claim.value) for claim in stated]
    certain = [each for each in measures if each is not None]
    if len(certain) < max(2, len(stated)) or len({unit for unit, _ in certain}) > 1:
        return None
    ordered = [value for _, value in certain]
    if query.extreme:
        extreme = max(ordered) if query.extreme in GREATEST else min(ordered)
        return _extreme(query.because["extreme"], extreme, ordered, stated)
    if query.asks_agreement:
        return _agreement(query, len(set(ordered)) == 1, stated)
    return None


def measure(value: str) -> Measure | None:
    """Return a value as something to compare; None where it holds none, several or a range.

    A day counts before the figures that stand about it.
    """
    found = values(value)
    days = [each for each in found if isinstance(each, Period) and each.grain is Grain.DAY]
    only = days or found
    if len(only) != 1:
        return None
    one = only[0]
    if isinstance(one, Figure):
        return (one.unit, (float(one.low),)) if one.low == one.high else None
    return _dated(one) if one.grain is not Grain.SPAN else None


def _dated(period: Period) -> Measure | None:
    if period.first and period.last:
        return period.grain.value, (float(period.first.toordinal()), float(period.last.toordinal()))
    told = tuple(float(part) for part in period.parts if part is not None)
    return (f"{period.grain.value} of the year", told) if told else None


def _extreme(
    word: str,
    extreme: tuple[float, ...],
    values: Sequence[tuple[float, ...]],
    stated: Sequence[Claim],
) -> Conclusion:
    if len(set(values)) == 1:
        return Conclusion(Verdict.AGREE, tuple(stated))
    best = [each for each, value in zip(stated, values, strict=True) if value == extreme]
    return Conclusion(Verdict.EXTREME, tuple(best), word)


def _agreement(query: Query, agree: bool, stated: Sequence[Claim]) -> Conclusion:
    side = None
    if query.whether:
        side = agree is not (query.agreement is Agreement.DIFFER)
    return Conclusion(Verdict.AGREE if agree else Verdict.DISAGREE, tuple(stated), side=side)
