"""What a question presumes or bounds: negation, extremes, agreement, figures, contrasts."""

import re
from collections.abc import Iterable, Sequence

from index.question.phrases import contrasts, names, pattern
from index.question.query import Agreement, Contrast, Extreme, Limit, Moment, Presumed
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.figures import Figure
from ingest.vietnamese.tokens import FIGURE
from ingest.vietnamese.values import values

_TAIL = re.compile(
    r"(?:\s*,?\s*(?:hay|phải|đúng|có phải|có đúng|rồi|hay là))?\s+(?:không|chưa)"
    r"(?:,\s*(?:theo|trong|ở|tại)\b[^?]*|\s*,)?\s*\??\s*$"
)
_GRAINS = frozenset({Grain.DAY, Grain.MONTH, Grain.QUARTER})
"""Periods that a question claims; a year mostly says which plan is meant."""


def without_tail(text: str) -> str:
    """Return a question without the "không" or "chưa" that makes it one."""
    return _TAIL.sub("", text)


def negated(text: str) -> str:
    """Return the words that deny what is asked about, "" where none do."""
    match = pattern("polarity", "denied").search(without_tail(text))
    return match.group() if match else ""


def strict(text: str) -> str:
    """Return the words that presume one and no other: "chỉ một", "duy nhất"."""
    match = pattern("polarity", "strict").search(without_tail(text))
    return match.group() if match else ""


def agreement(text: str) -> tuple[Agreement | None, str]:
    """Return whether it is asked if values differ or agree."""
    for name, value in (("differ", Agreement.DIFFER), ("alike", Agreement.ALIKE)):
        if match := pattern("polarity", name).search(text):
            return value, match.group()
    return None, ""


def extreme(text: str) -> tuple[Extreme | None, str]:
    """Return which of several values is asked for: "cao hơn", "muộn nhất"."""
    for value in (Extreme.HIGHEST, Extreme.LOWEST, Extreme.LATEST, Extreme.EARLIEST):
        if match := pattern("conclusion", value).search(text):
            return value, match.group()
    return None, ""


def limit(text: str) -> tuple[Limit | None, str]:
    """Return which bound of a value is asked for."""
    for value in Limit:
        if match := pattern("limit", value).search(text):
            return value, match.group()
    return None, ""


def moment(text: str, spoken_of: Sequence[Period]) -> Moment | None:
    """Return when what is asked is to hold: "tại thời điểm 3/2025", "hiện nay"."""
    for period in spoken_of:
        led = pattern("moment", "at").search(text[: period.start])
        if led and period.last is not None:
            return Moment(text[led.start() : period.end].strip(" ,?"), period.last)
    now = pattern("moment", "now").search(text)
    return Moment(now.group(), None) if now else None


def undone(text: str) -> re.Pattern[str] | None:
    """Return the words for what is said to be undone, put off or stopped."""
    return next((g for n in names("undone") if (g := pattern("undone", n)).search(text)), None)


def figures(text: str) -> frozenset[str]:
    """Return the figures, as written."""
    return frozenset(FIGURE.findall(text))


def presumed(assertion: str, whole: str) -> Presumed:
    """Return the values that a question claims, and those that are conditions of its claim."""
    found = [
        value for value in values(assertion) if isinstance(value, Figure) or value.grain in _GRAINS
    ]
    tag = pattern("polarity", "tag").search(whole)
    whether = pattern("polarity", "asks_whether").search(assertion)
    asks = None if tag else whether or pattern("polarity", "asks").search(assertion)
    conditions = [
        value
        for value in found
        if (asks and value.end <= asks.start())
        or pattern("polarity", "condition").search(assertion[: value.start])
    ]
    claims = [value for value in found if value not in conditions]
    return Presumed(tuple(claims), tuple(conditions))


def contrasting(words: Iterable[str]) -> tuple[Contrast, ...]:
    """Return what is said here of which another of its group is not."""
    said = " ".join(words).lower()
    return tuple(
        Contrast(member, tuple(other for other in group if other is not member))
        for group in contrasts()
        for member in group
        if member.search(said)
    )
