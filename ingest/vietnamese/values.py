"""Figures and periods held against each other: whether they agree, and bear a question out."""

from datetime import date
from decimal import Decimal

from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.figures import Figure, figures

Value = Figure | Period
Interval = tuple[int | Decimal | None, bool, int | Decimal | None, bool]
"""Least value and whether it belongs, greatest value and whether it belongs; None for no end."""


def values(text: str) -> tuple[Value, ...]:
    """Return the figures and periods of NFC ``text``, in order."""
    return tuple(sorted((*figures(text), *periods(text)), key=lambda value: value.start))


def comparable(one: Value, other: Value) -> bool:
    """Return whether both measure the same: one unit, or one grain of time."""
    if isinstance(one, Figure):
        return isinstance(other, Figure) and one.unit == other.unit
    return isinstance(other, Period) and one.grain is other.grain


def agree(one: Value, other: Value) -> bool:
    """Return whether two values are one, however written and bounded.

    Of a date told without its year the rest must agree.
    """
    if isinstance(one, Figure):
        same = isinstance(other, Figure) and (one.low, one.high) == (other.low, other.high)
        return same and comparable(one, other)
    if not isinstance(other, Period) or one.grain is not other.grain:
        return False
    if one.recurrence and other.recurrence and one.recurrence is not other.recurrence:
        return False
    if one.first and other.first:
        return (one.first, one.last) == (other.first, other.last)
    if one.grain is Grain.SPAN:
        return False
    return one.parts == other.parts


def bears_out(asked: Value, stated: Value) -> bool | None:
    """Return whether what is stated bears out what is asked, None where nothing can be compared.

    A bound that is asked about ("trên 80%?") holds all values within it; a value without one only
    itself, whatever bounds what is stated.
    """
    if agree(asked, stated):
        return _sides_meet(asked, stated)
    if asked.bound in {Bound.EXACT, Bound.ABOUT}:
        return False if comparable(asked, stated) else None
    outer, inner = _interval(asked), _interval(stated)
    if (
        outer is None
        or inner is None
        or isinstance(asked, Figure) is not isinstance(stated, Figure)
    ):
        return None
    if isinstance(asked, Figure) and not comparable(asked, stated):
        return None
    return _within(inner, outer)


def includes(one: Value, other: Value) -> bool:
    """Return whether every value that ``other`` means lies within ``one``, of the same measure."""
    outer, inner = _interval(one), _interval(other)
    if outer is None or inner is None or not comparable(one, other):
        return False
    return _within(inner, outer)


def excludes(one: Value, other: Value) -> bool:
    """Return whether no value that ``other`` means lies within ``one``, of the same measure."""
    outer, inner = _interval(one), _interval(other)
    if outer is None or inner is None or not comparable(one, other):
        return False
    return _above(inner, outer) or _above(outer, inner)


def _above(higher: Interval, lower: Interval) -> bool:
    """Return whether all of one interval lies above all of another."""
    least, has_least, _, _ = higher
    _, _, most, has_most = lower
    if least is None or most is None:
        return False
    return least > most or (least == most and not (has_least and has_most))


def _sides_meet(asked: Value, stated: Value) -> bool:
    """Return whether equal values mean the same side: what is above 80 is not below it."""
    if asked.bound.upward:
        return not stated.bound.downward and (stated.bound.upward or asked.bound is Bound.AT_LEAST)
    if asked.bound.downward:
        return not stated.bound.upward and (stated.bound.downward or asked.bound is Bound.AT_MOST)
    return True


def _interval(value: Value) -> Interval | None:
    ends: tuple[int | Decimal, int | Decimal]
    if isinstance(value, Figure):
        ends = value.low, value.high
    elif value.first and value.last:
        ends = _ordinal(value.first), _ordinal(value.last)
    else:
        return None
    low, high = ends
    match value.bound:
        case Bound.AT_LEAST:
            return low, True, None, False
        case Bound.ABOVE:
            return (high if isinstance(value, Period) else low), False, None, False
        case Bound.AT_MOST:
            return None, False, high, True
        case Bound.BELOW:
            return None, False, (low if isinstance(value, Period) else high), False
        case _:
            return low, True, high, True


def _ordinal(day: date) -> int:
    return day.toordinal()


def _within(inner: Interval, outer: Interval) -> bool:
    low, has_low, high, has_high = inner
    least, has_least, most, has_most = outer
    if least is not None and (low is None or low < least or (low == least and has_low > has_least)):
        return False
    return most is None or (
        high is not None and (high < most or (high == most and has_high <= has_most))
    )
