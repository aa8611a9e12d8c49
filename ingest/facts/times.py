"""By when something is to be done: "30/11/2025", "15/12 hằng năm", "Quý II/2026"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.vietnamese import dates
from ingest.vietnamese.dates import Grain, Period


@dataclass(frozen=True, slots=True)
class Time:
    """A time at one place of a text."""

    start: int
    end: int
    due: str
    """As a deadline tells it."""
    firm: bool
    """Whether it is a limit or a time of finishing, not only a year that is spoken of."""
    recurring: bool
    """Whether it comes again: "hằng năm", "định kỳ"."""
    limit: bool = True
    """Whether words say that it is the last time; a firm one may also be when it is to be done."""


_REMEMBERED = 512
"""Clauses whose times are kept: they are asked as a duty's and as a report's."""
SIGNS = (*"0123456789", "àng ", "ằng ", "uý ", "háng ", "ỗi ", "rước Tết", "rước mùa", "rước dịp")
"""Without any of these a text tells no time, which is quickly seen."""
_FINISHING = re.compile(
    r"(?:hoàn\s+thành|hoàn\s+thiện|xong|kết\s+thúc|chậm\s+nhất|trước|muộn\s+nhất|báo\s+cáo|gửi"
    r"|(?<!chương\s)trình|không\s+quá|ban\s+hành)[^.;]{0,80}\Z",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"báo\s+cáo[^.;()]{0,80}\(\Z", re.IGNORECASE)
"""What leads to the time of a report that stands in brackets."""
_FINE = {Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF}
_WHEN = re.compile(r"(?:ngay\s+)?(?:trong|vào)\s", re.IGNORECASE)
_BEFORE_EVENT = re.compile(
    r"\btrước\s+(?:Tết|dịp|mùa|thềm|kỳ\s+nghỉ|năm\s+học)\b[^,.;()]{0,40}", re.IGNORECASE
)
_LEAD = re.compile(
    r"\A(?:(?:trước|sau|chậm\s+nhất|muộn\s+nhất|đến|hết|vào|trong|từ|kể|tới|là|không\s+quá|đầu|ngày"
    r"|xong|hoàn\s+thành)\s+)+",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\bh[àằ]ng\s+(năm|quý|tháng|tuần|ngày)\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:mỗi\s+(?:năm|quý|tháng|tuần)|(?:\d+|sáu|ba)\s+tháng(?:/|\s+)(?:một\s+)?lần)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"(?<!giáo\sdục\s)(?<!chi\s)(?<!đào\stạo\s)(?<!phí\s)\b(?:định\s+kỳ|thường\s+xuyên|thường\s+kỳ)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:trong(?:\s+(?:thời\s+(?:hạn|gian)|vòng))?|chậm\s+nhất|không\s+quá|tối\s+đa|sau)\s+"
    r"(?:(?:là|sau|tối\s+đa|không\s+quá)\s+){0,2}\d+\s*(?:\([^()]{2,15}\)\s*)?"
    r"(?:ngày(?:\s+làm\s+việc)?|tháng|giờ|tuần|năm)\b(?!\s+\d)"
    r"(?:[^.;,]{0,80}?\bkể\s+từ\s+(?:ngày\s+|khi\s+)?[^.;,()]{3,80})?",
    re.IGNORECASE,
)
_DAY_OF = re.compile(
    r"\btrước\s+ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:[^\W\d_]+\s){0,2}[^\W\d_]+", re.IGNORECASE
)
_TROUBLE = re.compile(
    r"\b(?:nếu|khi|trường\s+hợp)\s+(?:có|phát\s+sinh|gặp|phát\s+hiện)\s+(?:những\s+|các\s+|nội\s+dung\s+)?"
    r"(?:khó\s+khăn|vướng\s+mắc|vấn\s+đề|phát\s+sinh|tình\s+huống|sự\s+cố|yêu\s+cầu)"
    r"(?:\s*,?\s*(?:hoặc\s+)?(?:khó\s+khăn|vướng\s+mắc|bất\s+cập|phát\s+sinh|đột\s+xuất))*",
    re.IGNORECASE,
)
_SUDDEN = re.compile(r"\b(?:đột\s+xuất|khi\s+(?:có|được)\s+yêu\s+cầu)\b", re.IGNORECASE)


@lru_cache(_REMEMBERED)
def times(text: str, *, without: tuple[tuple[int, int], ...] = ()) -> tuple[Time, ...]:
    """Return the times of a text in order, without those of cited documents at ``without``."""
    if not any(sign in text for sign in SIGNS):
        return ()
    found = [
        _of(text, period)
        for period in dates.periods(text)
        if not any(start < period.end and period.start < end for start, end in without)
    ]
    for form in (_WITHIN, _DAY_OF, _EVERY, _BEFORE_EVENT):
        found += [
            Time(*match.span(), " ".join(match.group().split()), True, form is _EVERY)
            for match in form.finditer(text)
            if not any(match.start() < time.end and time.start < match.end() for time in found)
        ]
    return tuple(sorted(found, key=lambda time: time.start))


def _of(text: str, period: Period) -> Time:
    said = text[period.start : period.end]
    recurring = period.recurrence is not None
    before = text[max(0, period.start - 90) : period.start]
    limited = period.bound.downward or bool(_FINISHING.search(before))
    bracketed = _REPORTED.search(before) is not None and text[period.end : period.end + 1] == ")"
    fine = period.grain in _FINE
    limit = (fine and limited) or bracketed or _is_finished(text, period)
    firm = recurring or limit or (fine and _WHEN.match(said) is not None)
    return Time(period.start, period.end, normalised(said), firm, recurring, limit)


def _is_finished(text: str, period: Period) -> bool:
    before = text[max(0, period.start - 60) : period.start + 12]
    return (
        period.grain in {Grain.YEAR, Grain.SPAN}
        and re.search(r"(?:hoàn\s+thành|xong|kết\s+thúc)\b[^.;]*\Z", before, re.I) is not None
    )


def normalised(said: str) -> str:
    """Return a time without the words that lead to it: "trước ngày 30/11/2025" → "30/11/2025"."""
    plain = " ".join(said.split()).strip(" .;,()")
    shorter = _LEAD.sub("", plain)
    shorter = re.sub(r"\A(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?", _slashed, shorter)
    shorter = re.sub(r"\A[Nn]ăm\s+(?=\d{4})", "", shorter)
    shorter = re.sub(r"(?<=\d)\s+năm\s+(?=\d{4}\Z)", "/", shorter)
    shorter = re.sub(r"(?i)(?<=quý\s)([ivx]+)(?:\s+năm\s+|\s*/\s*)(?=\d{4})", _quarter, shorter)
    return shorter or plain


def _slashed(match: re.Match[str]) -> str:
    return "/".join(part for part in match.groups() if part)


def _quarter(match: re.Match[str]) -> str:
    return match.group(1).upper() + "/"


def due(text: str, *, without: tuple[tuple[int, int], ...] = ()) -> Time | None:
    """Return when a task is to be done: its firmest time, or how often; None where none is told."""
    found = times(text, without=without)
    firm = [time for time in found if time.firm and not time.recurring]
    recurring = [time for time in found if time.recurring]
    for chosen in (firm, recurring):
        if chosen:
            return chosen[0]
    if often := _OFTEN.search(text):
        return Time(*often.span(), often.group().lower(), False, True)
    return None


def reporting(
    text: str, report: int, *, without: tuple[tuple[int, int], ...] = ()
) -> tuple[Time, ...]:
    """Return when a duty to report, told at ``report``, falls due.

    Dates, else how often, else the case that calls for it; a day or month comes every year where
    the text says so elsewhere: "hằng năm … trước ngày 15/12".
    """
    found = [time for time in times(text, without=without) if time.firm]
    dated = [time for time in found if any(map(str.isdigit, time.due))]
    often = [time for time in found if time.recurring and time not in dated]
    if dated:
        return tuple(
            _yearly(time) if often and often[0].due.endswith("năm") else time for time in dated
        )
    if often:
        return tuple(often[:1])
    if trouble := _TROUBLE.search(text):
        return (Time(*trouble.span(), " ".join(trouble.group().split()).lower(), True, True),)
    near = text[max(0, report - _CLOSE) : report + _CLOSE]
    for form in (_REGULAR, _SUDDEN):
        if match := form.search(near):
            return (Time(report, report, " ".join(match.group().split()).lower(), True, True),)
    return ()


_CLOSE = 60
"""Characters around a report within which words tell how often it is made."""
_REGULAR = re.compile(
    r"\bđịnh\s+kỳ\b|\bthường\s+xuyên\s+báo\s+cáo\b|\bkịp\s+thời(?=\s+(?:tham\s+mưu\s+)?(?:sơ|tổng)\s+kết)",
    re.IGNORECASE,
)


def _yearly(time: Time) -> Time:
    """Return a day, month or quarter without a year as one of every year."""
    if time.recurring or re.search(r"\d{4}", time.due):
        return time
    return Time(time.start, time.end, f"{time.due} hằng năm", time.firm, recurring=True)


def in_trouble(text: str) -> bool:
    """Return whether a sentence says what to do when difficulties arise."""
    return _TROUBLE.search(text) is not None


def of_cell(text: str) -> str | None:
    """Return the time that a cell of a table tells, None for an empty one."""
    plain = " ".join(text.split()).strip(" .;,")
    return normalised(plain) if plain else None
