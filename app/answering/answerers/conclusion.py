"""What compared values come to: which is highest, whether they agree."""

import re
from collections.abc import Sequence

from app.answering.claims import Claim, Conclusion, Verdict
from index.question.query import Agreement, Extreme, Query

_DATE = re.compile(r"(\d{1,2})(?:\s?/\s?| tháng )(\d{1,2})(?:(?:\s?/\s?|,? năm )(\d{4}))?")
_YEAR = re.compile(r"\b(\d{4})\b")
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)\s?(%|[^\W\d_]*)")
_GREATEST = frozenset({Extreme.HIGHEST, Extreme.LATEST})

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
    values = [value for _, value in certain]
    if query.extreme:
        extreme = max(values) if query.extreme in _GREATEST else min(values)
        return _extreme(query.because["extreme"], extreme, values, stated)
    if query.asks_agreement:
        return _agreement(query, len(set(values)) == 1, stated)
    return None


def measure(value: str) -> Measure | None:
    """Return a value as something to compare; None where it holds no figure or several."""
    if dates := _DATE.findall(value):
        (day, month, year), *more = dates
        if more:
            return None
        ordered = (float(month), float(day))
        return ("date", (float(year), *ordered)) if year else ("day of the year", ordered)
    figures = _FIGURE.findall(value)
    if len(figures) != 1:
        return None
    if _YEAR.fullmatch(figures[0][0]):
        return "year", (float(figures[0][0]),)
    figure, unit = figures[0]
    digits = re.sub(r"\.(?=\d{3}(?!\d))", "", figure).replace(",", ".")
    return (unit.lower(), (float(digits),)) if digits.count(".") < 2 else None


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
