"""When something falls due, as questions tell it: "trước 15/12", "tháng 6/2025", "quá hạn".

Days without a year are of any year: "trước 15/12" is a part of every year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from index.question.phrases import pattern
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, periods


class Turn(StrEnum):
    """A time that is told from today."""

    OVERDUE = "overdue"
    COMING = "coming"
    DAY = "ngày"
    WEEK = "tuần"
    MONTH = "tháng"
    QUARTER = "quý"
    YEAR = "năm"


_FIRST, _LAST = "01-01", "12-31"
"""The first and the last day of any year."""
_MONTHS = {Turn.MONTH: 1, Turn.QUARTER: 3, Turn.YEAR: 12}
_DAYS = {Turn.DAY: 1, Turn.WEEK: 7, Turn.MONTH: 30}
_NEXT = frozenset({"tới", "sau", "mai"})
_FINE = frozenset({Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN})


@dataclass(frozen=True, slots=True)
class Due:
    """A stretch of time in which something falls due."""

    words: str
    """Those that tell it."""
    first: date | None = None
    """The first and the last day, both within; None: without a beginning, or an end."""
    last: date | None = None
    of_year: tuple[str, str] | None = None
    """The first and the last day of any year, as "06-01"; the other two are None then."""
    turn: Turn | None = None
    ahead: int = 0
    """0 this stretch, 1 the next; of what is coming in how many days, 0: at any time."""

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last day."""
        match self.turn:
            case None:
                return self.first, self.last
            case Turn.OVERDUE:
                return self.first, self.last or today - timedelta(days=1)
            case Turn.COMING:
                return today, today + timedelta(days=self.ahead) if self.ahead else None
            case Turn.DAY:
                return (day := today + timedelta(days=self.ahead)), day
            case Turn.WEEK:
                monday = today + timedelta(days=7 * self.ahead - today.weekday())
                return monday, monday + timedelta(days=6)
            case _:
                return _stretch(today, _MONTHS[self.turn], self.ahead)


def read(text: str) -> Due | None:
    """Return when something is due by a question; None where it tells no such time."""
    if match := pattern("due", "overdue").search(text):
        return _overdue(match.group(), _dated(text))
    if match := pattern("due", "within").search(text):
        reach = int(match["count"]) * _DAYS[Turn(match["unit"])]
        return Due(match.group(), turn=Turn.COMING, ahead=reach)
    if match := pattern("due", "coming").search(text):
        dated = _dated(text)
        return _within(match.group(), dated) if dated else Due(match.group(), turn=Turn.COMING)
    if match := pattern("due", "turn").search(text):
        unit = Turn(match["unit"] or Turn.DAY)
        return Due(match.group(), turn=unit, ahead=int(match["which"] in _NEXT))
    told = [period for period in periods(text) if period.grain in _FINE]
    if not told or len(told) > 2:
        return None
    words = text[told[0].start : told[-1].end].strip(" ,?")
    if len(told) == 1:
        return _within(words, told[0])
    return _between(words, told)


def _dated(text: str) -> Period | None:
    """Return the one time told with its year that is finer than it: a year tells which plan."""
    told = [each for each in periods(text) if each.grain in _FINE - {Grain.YEAR, Grain.SPAN}]
    return told[0] if len(told) == 1 and told[0].last else None


def _overdue(words: str, told: Period | None) -> Due:
    """Return what is overdue on the day told, or by its end within the time told, else today."""
    if told is None or told.first is None or told.last is None:
        return Due(words, turn=Turn.OVERDUE)
    if told.grain is Grain.DAY:
        return Due(words, last=told.first - timedelta(days=1), turn=Turn.OVERDUE)
    within = _within(words, told) or Due(words)
    return replace(within, turn=Turn.OVERDUE)


def _between(words: str, told: Sequence[Period]) -> Due | None:
    """Return the time of "từ tháng 6 đến tháng 9/2031", the year of the last for both."""
    since, until = told
    if not (since.bound.upward and until.bound is Bound.AT_MOST):
        return None
    if since.year is None and until.year is not None:
        since = _in_year(since, until.year)
    begun, ended = _within("", since), _within("", until)
    if begun is None or ended is None:
        return None
    if begun.of_year and ended.of_year:
        return Due(words, of_year=(begun.of_year[0], ended.of_year[1]))
    return None if begun.of_year or ended.of_year else Due(words, begun.first, ended.last)


def _within(words: str, period: Period) -> Due | None:
    """Return the time of one period; what is to come before a day may fall due on it."""
    known = period if period.last else _in_year(period, _LEAP)
    if known.first is None or known.last is None:
        return None
    first: date | None = known.first
    last: date | None = known.last
    match period.bound:
        case Bound.BELOW if period.grain is not Grain.DAY:
            first, last = None, known.first - timedelta(days=1)
        case Bound.BELOW | Bound.AT_MOST:
            first = None
        case Bound.ABOVE:
            first, last = known.last + timedelta(days=1), None
        case Bound.AT_LEAST:
            last = None
        case _:
            pass
    if period.last:
        return Due(words, first, last)
    since, until = (f"{first:%m-%d}" if first else _FIRST), (f"{last:%m-%d}" if last else _LAST)
    return Due(words, of_year=(since, until))


_LEAP = 2028
"""A year that has all days."""


def _in_year(period: Period, year: int) -> Period:
    """Return a period without a year as that of a year."""
    month, quarter, half = period.month, period.quarter, period.half
    if period.day and month:
        day = date(year, month, period.day)
        return replace(period, year=year, first=day, last=day)
    if month or quarter or half:
        months = 1 if month else 3 if quarter else 6
        begins = month or 3 * (quarter or 1) - 2 if not half else 6 * half - 5
        first, last = _stretch(date(year, begins, 1), months, 0)
        return replace(period, year=year, first=first, last=last)
    return period


def _stretch(day: date, months: int, ahead: int) -> tuple[date, date]:
    """Return the first and the last day of the stretch of so many months that holds a day."""
    begun = (day.year * 12 + day.month - 1) // months * months + ahead * months
    ended = begun + months
    first, after = (date(each // 12, each % 12 + 1, 1) for each in (begun, ended))
    return first, after - timedelta(days=1)
