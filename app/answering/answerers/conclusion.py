"""Says in one line what compared values come to: which is highest, whether they agree."""

import re
from collections.abc import Sequence

from app.answering.answerers.quoting import Quote
from app.answering.wording import say, sentence_case
from index.question.phrases import pattern
from index.question.query import Query

_DATE = re.compile(r"(\d{1,2})(?:\s?/\s?| tháng )(\d{1,2})(?:(?:\s?/\s?|,? năm )(\d{4}))?")
_YEAR = re.compile(r"\b(\d{4})\b")
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)\s?(%|[^\W\d_]*)")
_DIRECTIONS = {"highest": True, "lowest": False, "latest": True, "earliest": False}

Measure = tuple[str, tuple[float, ...]]
"""What is measured, and a value that can be ordered among those of the same measure."""


def draw(query: Query, stated: Sequence[tuple[str, Quote]]) -> str:
    """Return the conclusion with its markers, "" where none is asked for or none is certain.

    ``stated`` are the names of two documents or more and what each says, fit to be shown.
    """
    measures = [measure(quote.value) for _, quote in stated]
    certain = [each for each in measures if each is not None]
    if len(certain) < max(2, len(stated)) or len({unit for unit, _ in certain}) > 1:
        return ""
    values = [value for _, value in certain]
    for direction, greatest in _DIRECTIONS.items():
        if asked := pattern("conclusion", direction).search(query.restored):
            best = max(values) if greatest else min(values)
            return _extreme(asked.group(), best, values, stated)
    if pattern("conclusion", "agree").search(query.restored):
        return _agreement(query, len(set(values)) == 1, stated)
    return ""


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
    stated: Sequence[tuple[str, Quote]],
) -> str:
    if len(set(values)) == 1:
        return _agreed("", stated)
    best = [each for each, value in zip(stated, values, strict=True) if value == extreme]
    names = ", ".join(name for name, _ in best)
    value = _inside(best[0][1].value)
    return say("claim.extreme", name=names, word=word, value=value, markers=_markers(best))


def _agreement(query: Query, agree: bool, stated: Sequence[tuple[str, Quote]]) -> str:
    side = ""
    if pattern("conclusion", "whether").search(query.restored):
        differ = pattern("polarity", "differ").search(query.restored) is not None
        side = say("claim.no" if agree is differ else "claim.yes")
    if agree:
        return _agreed(side, stated)
    each = (f"{name}: {_inside(quote.value)} {quote.marker}" for name, quote in stated)
    return sentence_case(say("claim.disagree", side=side, values="; ".join(each)))


def _agreed(side: str, stated: Sequence[tuple[str, Quote]]) -> str:
    value = _inside(stated[0][1].value)
    return sentence_case(say("claim.agree", side=side, value=value, markers=_markers(stated)))


def _inside(value: str) -> str:
    """Return a value as it stands within a sentence."""
    return value[:1].lower() + value[1:]


def _markers(stated: Sequence[tuple[str, Quote]]) -> str:
    return " ".join(quote.marker for _, quote in stated)
