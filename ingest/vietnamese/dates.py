"""Dates and periods as values: "ngày 15/12 hằng năm", "quý IV/2025", "giai đoạn 2025 - 2030"."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

import regex

from ingest.vietnamese import bounds
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.text import aligned

_REMEMBERED = 4_096
"""Texts whose periods are kept."""


class Grain(StrEnum):
    """How finely a period is told."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"
    """From one day or year to another."""
    RECURRENCE = "recurrence"
    """Only how often: "hằng năm"."""


class Recurrence(StrEnum):
    """How often a date comes round."""

    YEARLY = "năm"
    QUARTERLY = "quý"
    MONTHLY = "tháng"
    WEEKLY = "tuần"
    DAILY = "ngày"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time by its span in a text, with the words that bound it."""

    start: int
    end: int
    grain: Grain
    first: date | None
    """First and last day, None where the text leaves out the year."""
    last: date | None
    bound: Bound = Bound.EXACT
    year: int | None = None
    """Parts, each None where the text does not tell it; a span has none."""
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    recurrence: Recurrence | None = None

    @property
    def parts(self) -> tuple[int | None, ...]:
        """What tells the period within its year."""
        return self.half, self.quarter, self.month, self.day


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20|21)\d\d"
_SLASH = r"\s?[/.-]\s?"
_FREE = r"(?<![\w/.,-]|\d\s-\s?)"
"""Before a figure that begins anew."""
_CLOSED = r"(?!\d|[.,]\d|\s?[/-]\s?(?-i:\p{Lu}{2})|/|\s?%)"
"""After a figure that is whole, and neither a document's symbol nor a share."""
_OFTEN = r"(?:\s+h[ằà]ng\s+(?P<often>năm|quý|tháng|tuần|ngày))?"
_IN_YEAR = rf"(?:(?:\s?/\s?|,?\s+(?:của\s+)?năm\s+)(?P<y>{_YEAR}){_CLOSED}|{_OFTEN})"
_RATIO = (
    r"(?!\s+(?:số|tổng|diện\s+tích|thành\s+viên|ủy\s+viên|hội\s+viên|đại\s+biểu|xã|phường|thôn"
    r"|huyện|tỉnh|hộ)\b|\s*\([^()]{0,12}\bphần\b)"
)
_AFTER_YEAR = r"(?=\s*(?:[,.;:)?!–-]|\Z)|\s+(?:phải|có|là|đạt|và|sẽ|thì|được|toàn|cả|trên|trở)\b)"
_LEADS = r"(?:đầu|giữa|cuối|trong|vào|đến|tới|từ|trước|sau|hết|của)"

_FORMS = tuple(
    regex.compile(form, regex.IGNORECASE)
    for form in (
        rf"{_FREE}(?:ngày\s+)?(?P<d1>{_DAY})\s?[-–]\s?(?P<d2>{_DAY})/(?P<m>{_MONTH})"
        rf"(?:/(?P<y>{_YEAR}))?{_CLOSED}",
        rf"{_FREE}(?:ngày\s+)?(?P<d>{_DAY}){_SLASH}(?P<m>{_MONTH}){_SLASH}(?P<y>{_YEAR}){_CLOSED}",
        rf"\bngày\s+(?P<d>{_DAY})\s+(?:của\s+)?tháng\s+(?P<m>{_MONTH})(?!\d){_IN_YEAR}",
        rf"{_FREE}(?P<d>{_DAY})\s+tháng\s+(?P<m>{_MONTH})\s+năm\s+(?P<y>{_YEAR}){_CLOSED}",
        rf"(?<=\b(?:trước|đến|hết|nhất|là)\s+)(?P<d>{_DAY})\s+tháng\s+(?P<m>{_MONTH})(?!\d){_OFTEN}",
        rf"\bngày\s+(?P<d>{_DAY}){_SLASH}(?P<m>{_MONTH}){_CLOSED}{_OFTEN}",
        rf"{_FREE}(?P<d>{_DAY})\s?/\s?(?P<m>{_MONTH}){_CLOSED}{_RATIO}{_OFTEN}",
        rf"\bngày\s+(?P<d>{_DAY})\s+h[ằà]ng\s+(?P<often>tháng|quý)\b",
        rf"\btháng\s+(?P<m>{_MONTH})(?!\d){_IN_YEAR}",
        rf"{_FREE}(?P<m>{_MONTH})\s?/\s?(?P<y>{_YEAR}){_CLOSED}",
        rf"\bquý\s+(?P<q>IV|I{{1,3}}|[1-4])\b(?![.,]\d){_IN_YEAR}",
        r"\b(?:6|06|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm\b"
        rf"(?:\s+(?P<y>{_YEAR}){_CLOSED})?",
        rf"\bnăm\s+học\s+(?P<s1>{_YEAR})\s?[-–/]\s?(?P<s2>{_YEAR}){_CLOSED}",
        rf"(?:\b(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|năm)\s+)?{_FREE}(?P<y1>{_YEAR})\s?[-–]\s?"
        rf"(?:năm\s+)?(?P<y2>{_YEAR}){_CLOSED}",
        rf"\bnăm\s+(?P<y>{_YEAR}){_CLOSED}",
        rf"\b{_LEADS}\s+(?P<y>{_YEAR}){_CLOSED}{_AFTER_YEAR}",
        rf"\A\s*(?P<y>{_YEAR})\s*\Z",
        r"\bh[ằà]ng\s+(?P<often>năm|quý|tháng|tuần|ngày)\b",
    )
)
_BEFORE = regex.compile(
    rf"(?:\b(?:(?:{bounds.words('before', 'date')}|trong|vào|là)\s+)+)\Z", regex.IGNORECASE
)
_REACH = 40
"""Characters before a date in which the words that bound it stand."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SCHOOL_YEAR = ((9, 1), (5, 31))
"""First and last month and day: it opens on 5 September and ends before 31 May."""


LINE = r"\bngày\b.{0,24}\btháng\b.{0,24}\bnăm\b"
"""Pattern of a day written out, its figures perhaps left blank, as letterheads have it."""

PLACED = re.compile(
    r"(?P<place>[^\W\d_][^,\n_|]{1,40}?),\s*[Nn]gày\s*"
    r"(?P<d>\d{1,2})?[\s.…_/]*tháng\s*(?P<m>\d{1,2})?[\s.…_/]*năm\s*(?P<y>\d{4})?"
)
"""The line of place and date; number of day and month may be left blank."""


@lru_cache(_REMEMBERED)
def periods(text: str) -> tuple[Period, ...]:
    """Return the dates and periods of NFC ``text``, in order, none inside another.

    The figures of a document's number ("12/2025/NĐ-CP"), shares and days no month has are none.
    """
    plain = aligned(text)
    taken: list[Period] = []
    found = [period for form in _FORMS for period in _matches(form, plain)]
    for period in sorted(found, key=lambda each: (each.start, -each.end)):
        if not taken or period.start >= taken[-1].end:
            taken.append(period)
    floors = [0, *(period.end for period in taken)]
    return tuple(_bounded(plain, each, floor) for each, floor in zip(taken, floors, strict=False))


def _matches(form: "regex.Pattern[str]", plain: str) -> list[Period]:
    read = (_period(match) for match in form.finditer(plain))
    return [period for period in read if period is not None]


def _period(match: "regex.Match[str]") -> Period | None:
    """Return what a form's groups tell, None for a day that no month has."""
    said = {name: text for name, text in match.groupdict().items() if text}
    often = Recurrence(said.pop("often").lower()) if "often" in said else None
    for names, build in _BUILDERS:
        if names <= said.keys():
            return build(match.span(), said, often)
    return Period(*match.span(), Grain.RECURRENCE, None, None, recurrence=often)


Span = tuple[int, int]
Said = dict[str, str]


def _day(span: Span, said: Said, often: Recurrence | None) -> Period | None:
    day, month, year = int(said["d"]), _int(said, "m"), _int(said, "y")
    if month and day > monthrange(year or 2024, month)[1]:
        return None
    only = date(year, month, day) if year and month else None
    parts = {"year": year, "month": month, "day": day}
    return Period(*span, Grain.DAY, only, only, recurrence=often, **parts)  # type: ignore[arg-type]


def _days(span: Span, said: Said, often: Recurrence | None) -> Period | None:
    month, year = int(said["m"]), _int(said, "y")
    first, last = int(said["d1"]), int(said["d2"])
    if first >= last or last > monthrange(year or 2024, month)[1]:
        return None
    if year is None:
        return Period(*span, Grain.SPAN, None, None, recurrence=often)
    return Period(*span, Grain.SPAN, date(year, month, first), date(year, month, last))


def _month(span: Span, said: Said, often: Recurrence | None) -> Period:
    month, year = int(said["m"]), _int(said, "y")
    first, last = _months(year, month, month)
    return Period(*span, Grain.MONTH, first, last, year=year, month=month, recurrence=often)


def _quarter(span: Span, said: Said, often: Recurrence | None) -> Period:
    year = _int(said, "y")
    quarter = _QUARTERS.get(said["q"].lower()) or int(said["q"])
    first, last = _months(year, 3 * quarter - 2, 3 * quarter)
    return Period(*span, Grain.QUARTER, first, last, year=year, quarter=quarter, recurrence=often)


def _half(span: Span, said: Said, often: Recurrence | None) -> Period:
    year = _int(said, "y")
    half = 1 if said["h"].lower() == "đầu" else 2
    first, last = _months(year, 6 * half - 5, 6 * half)
    return Period(*span, Grain.HALF, first, last, year=year, half=half, recurrence=often)


def _school_year(span: Span, said: Said, often: Recurrence | None) -> Period | None:
    begins, ends = int(said["s1"]), int(said["s2"])
    if ends != begins + 1:
        return None
    opening, closing = _SCHOOL_YEAR
    first, last = date(begins, *opening), date(ends, *closing)
    return Period(*span, Grain.SPAN, first, last, recurrence=often)


def _years(span: Span, said: Said, often: Recurrence | None) -> Period | None:
    begins, ends = int(said["y1"]), int(said["y2"])
    if begins >= ends:
        return None
    first, last = date(begins, 1, 1), date(ends, 12, 31)
    return Period(*span, Grain.SPAN, first, last, recurrence=often)


def _year(span: Span, said: Said, often: Recurrence | None) -> Period:
    year = int(said["y"])
    first, last = _months(year, 1, 12)
    return Period(*span, Grain.YEAR, first, last, year=year, recurrence=often)


_BUILDERS: tuple[tuple[set[str], Callable[[Span, Said, Recurrence | None], Period | None]], ...] = (
    ({"d1"}, _days),
    ({"d"}, _day),
    ({"m"}, _month),
    ({"q"}, _quarter),
    ({"h"}, _half),
    ({"s1"}, _school_year),
    ({"y1"}, _years),
    ({"y"}, _year),
)
"""Which groups of a form make which period, the finest first."""


def _int(said: Said, name: str) -> int | None:
    return int(said[name]) if name in said else None


def _months(year: int | None, first: int, last: int) -> tuple[date | None, date | None]:
    if year is None:
        return None, None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _bounded(plain: str, period: Period, floor: int) -> Period:
    """Return the period with the words before it, back to ``floor``, that bound it."""
    before = plain[max(floor, period.start - _REACH) : period.start]
    lead = plain[period.start : period.end]
    own = regex.match(rf"{_LEADS}(?=\s+{_YEAR})", lead, regex.IGNORECASE)
    found = _BEFORE.search(before)
    said = (found.group() if found else "") + (own.group() if own else "")
    bound = bounds.meant("before", "date", said) or Bound.EXACT
    return replace(period, start=period.start - len(found.group() if found else ""), bound=bound)
