"""By when something is to be done: "30/11/2025", "15/12 hằng năm", "Quý II/2026"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.facts import limits
from ingest.facts.dues import LEAD, normalised
from ingest.vietnamese import actions, dates
from ingest.vietnamese.bounds import Bound
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
SIGNS = (
    *(*"0123456789", "àng ", "ằng ", "uý ", "háng ", "ỗi ", "một lần"),
    *("rước Tết", "rước mùa", "rước dịp", "rước khi", "rước thời điểm", "ỳ họp", "ịnh kỳ"),
    "oàn thành theo",
)
"""Without any of these a text tells no time, which is quickly seen."""
_FINISHING = re.compile(
    r"(?:hoàn\s+thành|hoàn\s+thiện|xong|kết\s+thúc|chậm\s+nhất|trước|muộn\s+nhất|báo\s+cáo|gửi"
    r"|(?<!chương\s)trình|không\s+quá|ban\s+hành|trong\s+ngày|\bhạn[^.;:]{0,20}:|khánh\s+thành"
    r"|khởi\s+công|thông\s+xe|đưa\s+vào\s+(?:sử\s+dụng|khai\s+thác|vận\s+hành))[^.;]{0,90}\Z",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"báo\s+cáo[^.;()]{0,80}\(\Z", re.IGNORECASE)
"""What leads to the time of a report that stands in brackets."""
_FINE = {Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF}
_WHEN = re.compile(r"(?:ngay\s+)?(?:trong|vào)\s", re.IGNORECASE)
_BEFORE_EVENT = re.compile(
    r"\btrước\s+(?:Tết|dịp|mùa|thềm|kỳ\s+nghỉ|năm\s+học)\b[^,.;()]{0,40}", re.IGNORECASE
)
_SESSION = re.compile(r"\b(?:tại|trước)\s+(?:các\s+)?kỳ\s+họp\b[^,.;()]{0,60}", re.IGNORECASE)
"""When a council sits, which is when it is reported to."""
AFTER_EVENT = re.compile(
    r"\b(ngay\s+(?:sau\s+)?khi\s+[^,.;()]{3,60}?)(?=[,.;()]|\s+(?:theo|để|nhằm|trên|và)\s|\Z)",
    re.IGNORECASE,
)
"""When something happens that a task waits for."""
_YEARLY = re.compile(r"\bh[àằ]ng\s+(năm|quý|tháng|tuần|ngày)\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:mỗi\s+(?:năm|quý|tháng|tuần)|(?:(?:\d+|một|hai|ba|năm|sáu)\s+)?"
    r"(?:năm|quý|tháng|tuần|ngày)(?:\s*/\s*|\s+)(?:(?:một|0?1)\s+)?lần(?!\s+(?:thứ|đầu)))\b",
    re.IGNORECASE,
)
_HOUR = r"\b\d{1,2}(?::\d\d|\s*(?:giờ|h)(?:\s*\d\d)?(?:\s*phút)?)"
_WEEKDAY = re.compile(
    rf"(?:{_HOUR}\s+)?(?:(?:của\s+)?ngày\s+)?"
    r"\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)\s+(?:h[àằ]ng|mỗi)\s+tuần\b"
    rf"|{_HOUR}\s+(?:h[àằ]ng|mỗi)\s+ngày\b",
    re.IGNORECASE,
)
"""A day of every week, or an hour of every day: "15:00 ngày thứ Sáu hàng tuần"."""
_AT_HOUR = re.compile(rf"{_HOUR}\s+(?:(?:của\s+)?ngày\s+)?\Z", re.IGNORECASE)
_OFTEN = re.compile(
    r"(?<!giáo\sdục\s)(?<!chi\s)(?<!đào\stạo\s)(?<!phí\s)\b(?:định\s+kỳ|thường\s+xuyên|thường\s+kỳ)\b",
    re.IGNORECASE,
)
_DAY_OF = re.compile(
    r"\btrước\s+ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:[^\W\d_]+\s){0,2}[^\W\d_]+"
    r"|\bngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:đầu|giữa|cuối|trước|sau|tiếp|kế|liền|thứ)\b"
    r"(?:\s[^\W\d_]+){0,2}",
    re.IGNORECASE,
)
_AHEAD_OF = re.compile(
    r"\btrước\s+(?:khi|ngày|thời\s+điểm|kỳ|cuộc|phiên)\s+[^.;,()\d]{3,60}?\s(?:(?:ít\s+nhất|tối\s+thiểu)\s+"
    r"(?:là\s+)?\d+\s*(?:\([^()]{2,15}\)\s*)?(?:ngày(?:\s+làm\s+việc)?|giờ|tháng)"
    r"|\d+\s*(?:\([^()]{2,15}\)\s*)?(?:ngày(?:\s+làm\s+việc)?|giờ))\b(?!\s+(?:tháng|\d))",
    re.IGNORECASE,
)
"""By how much something comes before something else: "trước khi họp ít nhất 03 ngày"."""
_DONE_BEFORE = re.compile(
    r"(?<=\s)trước\s+(?:khi|thời\s+điểm)\s+[^.;,()]{4,60}?(?=[.;,()]|\s+(?:để|nhằm|theo|và)\s|\s*\Z)",
    re.IGNORECASE,
)
"""The event that something is to be finished before."""
_AS_ORDERED = re.compile(
    r"(?<=\bhoàn\sthành\s)theo\s+(?:đúng\s+)?(?:chỉ\s+đạo|yêu\s+cầu|tiến\s+độ|thời\s+hạn|lộ\s+trình)\b"
    r"[^.;,()]{0,80}?(?=[.;,()]|\s+(?:và|để|nhằm)\s|\Z)",
    re.IGNORECASE,
)
"""By when something is to be finished where another document says it."""
_RATE = (
    r"(?:h[àằ]ng\s+(?:tuần|tháng|quý|năm)|(?:0?[369]|ba|sáu|chín)\s+tháng(?!\s+(?:đầu|cuối|một|tiếp))"
    r"|tuần|tháng|quý|năm)"
)
_RATES = re.compile(
    rf"\b(?:định\s+kỳ\s+(?:0?[369]|ba|sáu|chín)\s+tháng\b(?!\s*/|\s+(?:đầu|cuối|một|0?1|tiếp)\b)"
    rf"(?:\s*(?:,|và|hoặc)\s*{_RATE}(?!\s*[\d(]))*"
    rf"|định\s+kỳ\s+\(?(?:tuần|tháng|quý)(?:\s*(?:,|và|hoặc)\s*{_RATE}(?!\s*[\d(]))+"
    rf"|(?:định\s+kỳ\s+)?(?:h[àằ]ng\s+(?:tuần|tháng|quý|năm)|(?:0?[369]|ba|sáu|chín)\s+tháng)"
    rf"(?:\s*(?:,|và|hoặc)\s*(?:{_RATE}|đột\s+xuất)\b(?!\s*[\d(]))+)",
    re.IGNORECASE,
)
"""How often in more than one measure: "hằng tháng, quý, 6 tháng, năm"; or every so many months."""


@lru_cache(_REMEMBERED)
def times(text: str, *, without: tuple[tuple[int, int], ...] = ()) -> tuple[Time, ...]:
    """Return the times of a text in order, without those of cited documents at ``without``."""
    if not any(sign in text for sign in SIGNS):
        return ()
    found = [
        Time(*match.span(), " ".join(match.group().split()), True, form in _RECURRING)
        for form in (_BEFORE_EVENT, _AHEAD_OF, *_RECURRING)
        for match in form.finditer(text)
    ]
    found += [
        _of(text, period)
        for period in _joined(text)
        if not _meets(period.start, period.end, (*without, *_spans(found)))
        and not _qualifies(text, period)
    ]
    for form in (limits.WITHIN, _DAY_OF, _EVERY, _SESSION, _DONE_BEFORE, _AS_ORDERED):
        found += [
            _said(match, form)
            for match in form.finditer(text)
            if not _meets(*match.span(), _spans(found)) and _tells(text, match, form)
        ]
    return tuple(sorted(found, key=lambda time: time.start))


def whole(text: str) -> Time | None:
    """Return the time that a title or the beginning of an item is: of several the whole span."""
    found = times(text)
    if not found:
        return None
    said = text[found[0].start : found[-1].end]
    due = normalised(said) if len(found) == 1 else " ".join(said.split())
    return Time(found[0].start, found[-1].end, due, True, any(t.recurring for t in found))


def _said(match: re.Match[str], form: re.Pattern[str]) -> Time:
    told = " ".join(match.group().split())
    if form is limits.WITHIN:
        told = _THEREFORE.split(told)[0]
    if form is _SESSION:
        return Time(*match.span(), re.sub(r"\A[Tt]ại\s+", "", told), True, False, limit=False)
    return Time(*match.span(), told, True, form is _EVERY)


_THEREFORE = re.compile(r"(?<!\btiếp)\s(?:để|thì|theo|quy\s+định|nêu)\s")
"""What ends what a time is counted from."""


def _spans(found: list[Time]) -> list[tuple[int, int]]:
    return [(time.start, time.end) for time in found]


def _meets(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in spans)


def is_day(due: str) -> bool:
    """Return whether a time as it is told has a figure, if only a quarter's: "Quý I"."""
    return _FIGURE.search(due) is not None


_FIGURE = re.compile(r"\d|\bquý\s+[IVX]", re.IGNORECASE)


def is_rate(due: str) -> bool:
    """Return whether a time as it is told only says how often: "hằng quý, năm", "6 tháng/lần"."""
    return any(form.fullmatch(due) for form in (_RATES, _EVERY))


_RECURRING = (_WEEKDAY, _RATES)


def _tells(text: str, match: re.Match[str], form: re.Pattern[str]) -> bool:
    """Whether words of time tell when something is to be done where they stand."""
    if form is limits.WITHIN:
        return not limits.lasts(text, match)
    if form is _DONE_BEFORE:
        return _FINISH.search(text, 0, match.start()) is not None
    return not (form is _SESSION and _PASSED.search(text, 0, match.start()))


_FINISH = re.compile(r"\b(?:hoàn\s+thành|xong|kết\s+thúc)\b[^.;]{0,120}\Z", re.IGNORECASE)
_PASSED = re.compile(r"\bđược\s+\w+(?:\s+\w+){0,2}\s+\Z", re.IGNORECASE)
"""What tells where something was passed: "các luật được thông qua tại kỳ họp …"."""


def _qualifies(text: str, period: Period) -> bool:
    """Whether a time only tells which things are meant: "dự án được duyệt trước ngày … nhưng …"."""
    before = text[max(0, period.start - 60) : period.start]
    if period.grain is Grain.RECURRENCE and _YEARLY_THING.search(before):
        return True
    if _THEN.match(text, period.end):
        return True
    told = _OF_THING.search(before)
    if told is None or _BINDING.search(before):
        return False
    return told["own"] is not None or _CONTRASTS.match(text, period.end) is not None


_YEARLY_THING = re.compile(
    r"\b(?:kế\s+hoạch|dự\s+toán|ngân\s+sách)(?:\s+[^\s,.;()]+){0,3}\s+\Z", re.IGNORECASE
)
"""What comes every year by itself: "dự toán ngân sách hằng năm"."""
_THEN = re.compile(r"\s+thì\b", re.IGNORECASE)
_OF_THING = re.compile(
    r"\b(?:(?P<own>ký(?:\s+kết)?|phát\s+sinh|có\s+hiệu\s+lực|hình\s+thành)"
    r"|(?:được|đã)\s+\w+(?:\s+\w+)?)\s+\Z",
    re.IGNORECASE,
)
_BINDING = re.compile(r"\b(?:phải|cần|trình|hoàn\s+thành|bảo\s+đảm|đảm\s+bảo)\b", re.IGNORECASE)
_CONTRASTS = re.compile(r"\s*,?\s*(?:nhưng|mà|chưa|không|còn|thì)\b", re.IGNORECASE)


def _joined(text: str) -> Iterator[Period]:
    """Yield the periods of a text, neighbours of one grain as one: "Quý I và Quý II năm 2031"."""
    before: Period | None = None
    for period in dates.periods(text):
        if before is not None and _AND.fullmatch(text[before.end : period.start]):
            alike = before.grain is period.grain in _LISTED and before.year is None
            if alike and before.recurrence is None:
                before = replace(period, start=before.start, bound=before.bound)
                continue
        if before is not None:
            yield before
        before = period
    if before is not None:
        yield before


_AND = re.compile(r"\s*(?:,|và|[-–])\s*")
_LISTED = {Grain.MONTH, Grain.QUARTER}


def _of(text: str, period: Period) -> Time:
    said = text[period.start : period.end]
    recurring = period.recurrence is not None
    before = text[max(0, period.start - 110) : period.start]
    stretch = _FROM_DAY.search(before) if period.grain is Grain.DAY else None
    stretch = None if _HOLDS.search(before) else stretch
    limited = not (period.bound.upward or (_SINCE.search(before) and not stretch)) and (
        period.bound.downward
        or (_AT.match(said) is not None and _SUMMED_UP.search(before) is not None)
        or (recurring and _HELD.search(before) is not None)
        or _FINISHING.search(before) is not None
        or _THEN_FINISHED.match(text, period.end) is not None
    )
    bracketed = _REPORTED.search(before) is not None and text[period.end : period.end + 1] == ")"
    fine = period.grain in _FINE and not _is_named(period, said, before)
    limit = (fine and limited) or bracketed or _is_finished(text, period)
    firm = recurring or limit or (fine and _WHEN.match(said) is not None)
    due, begins = normalised(said), period.start
    if period.bound is Bound.BELOW and period.grain is not Grain.DAY:
        due = f"trước {'năm ' if period.grain is Grain.YEAR else ''}{due}"
    if hour := _AT_HOUR.search(before) if period.grain is Grain.DAY else None:
        due, begins = (
            f"{hour.group().split(' ngày')[0].strip()} ngày {due}",
            begins - len(hour.group()),
        )
    if stretch:
        begins -= len(stretch.group())
        due = f"từ {normalised(stretch[1])} đến {due}"
    return Time(begins, period.end, due, firm, recurring, limit)


_FROM_DAY = re.compile(
    r"\btừ\s+(nay|ngày\s+\d{1,2}(?:(?:/|\s+tháng\s+)\d{1,2}(?:(?:/|\s+năm\s+)\d{4})?)?)\s+\Z",
    re.IGNORECASE,
)
"""From when on something is to be done up to a day."""
_HOLDS = re.compile(r"\b(?:hiệu\s+lực|xác\s+định|được\s+tính)\b[^.;]*\Z", re.IGNORECASE)
"""What only holds for a time."""


def _is_named(period: Period, said: str, before: str) -> bool:
    """Whether a time only says of when something is: "số liệu đến ngày …", "báo cáo quý I"."""
    if period.grain is Grain.DAY:
        return _UP_TO.match(said) is not None and _DATA.search(before) is not None
    return _PERIODIC.search(before) is not None and not LEAD.match(said)


_AT = re.compile(r"vào\s", re.IGNORECASE)
_HELD = re.compile(
    r"(?<!đã\s)được\s+(?:thực\s+hiện|tổ\s+chức|tiến\s+hành|công\s+bố|phát\s+hành|lập|gửi)\b[^.;,]{0,40}\Z",
    re.IGNORECASE,
)
"""What leads to the day on which something is done each year: "được thực hiện vào ngày …"."""
_UP_TO = re.compile(r"(?:đến|tới)\s", re.IGNORECASE)
_DATA = re.compile(r"\b(?:số\s+liệu|tính|lũy\s+kế|thời\s+điểm)\s*\Z", re.IGNORECASE)
_PERIODIC = re.compile(r"\b(?:báo\s+cáo|sơ\s+kết|số\s+liệu|tình\s+hình)\s+\Z", re.IGNORECASE)
_SINCE = re.compile(
    r"\btừ\s+(?:nay\s|(?:ngày\s+|tháng\s+|quý\s+|đầu\s+)[^.;,]{1,24}\Z)", re.IGNORECASE
)
"""What leads to the end of a stretch, during which something goes on: "từ tháng 3 đến …"."""


def _is_finished(text: str, period: Period) -> bool:
    """Whether something is to be finished in a year: before it, or right behind it, is said so."""
    if period.grain not in {Grain.YEAR, Grain.SPAN}:
        return False
    before = text[max(0, period.start - 60) : min(period.start + 12, period.end)]
    last = _IN_YEAR.match(text, period.start) and _ENDS.match(text, period.end)
    if last and _SUBMITTED.search(text, 0, period.start):
        return True
    if _IN_YEAR.match(text, period.start) and _is_ordered(text, period):
        return True
    if _SUMMED_UP.search(text, 0, period.start):
        return True
    if _THEN_FINISHED.match(text, period.end):
        return True
    if _UNTIL.fullmatch(text, 0, period.start) and _FINISHED.search(text, period.end):
        return True
    if _OF_YEAR.search(text, 0, period.start):
        return False
    return _COMPLETED.search(before) is not None


def _is_ordered(text: str, period: Period) -> bool:
    """Whether a clause opens with a time, and goes on with what is to be done in it."""
    opens = text[: period.start].rstrip()[-1:] in {"", ",", ";"}
    return opens and actions.end(text[period.end :].lstrip(" ,")) is not None


_COMPLETED = re.compile(
    r"(?<!kế\shoạch\s)(?:hoàn\s+thành|xong|kết\s+thúc|thông\s+xe|khánh\s+thành|khởi\s+công"
    r"|đưa\s+vào\s+(?:sử\s+dụng|khai\s+thác|vận\s+hành))\b[^.;]*\Z",
    re.IGNORECASE,
)


_IN_YEAR = re.compile(r"(?:ngay\s+)?trong\s+năm\s", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[;.,]|\./\.|\Z)")
"""A year within which it is to be done ends what is told of it: "… phê duyệt trong năm 2031;"."""
_SUBMITTED = re.compile(
    r"\b(?:trình|ban\s+hành|phê\s+duyệt|thông\s+qua|vận\s+hành)\b[^.;]{0,160}\Z", re.IGNORECASE
)
_SUMMED_UP = re.compile(
    r"\b(?:(?:sơ|tổng)\s+kết[^,;.]{0,60}|báo\s+cáo\s+(?:giữa|cuối)\s+kỳ[^,;.]{0,40})\s*\Z", re.I
)
"""What leads to the year in which something is summed up: "sơ kết vào năm 2032"."""
_THEN_FINISHED = re.compile(
    r"\s*,?\s*(?:(?:phải|cần|cơ\s+bản|phấn\s+đấu|tập\s+trung)\s+)*(?:hoàn\s+thành|hoàn\s+thiện|kết\s+thúc)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(?:đến|trước|trong|hết|cuối)?(?:\s+hết|\s+cuối)?\s*", re.IGNORECASE)
_FINISHED = re.compile(r"[^.;]{0,90}\b(?:hoàn\s+thành|hoàn\s+thiện|kết\s+thúc)\b", re.IGNORECASE)
"""A sentence that opens with a year in which something is finished."""
_OF_YEAR = re.compile(
    r"\b(?:kế\s+hoạch|chỉ\s+tiêu|nhiệm\s+vụ|mục\s+tiêu|dự\s+toán|kết\s+quả|công\s+tác|chương\s+trình|vốn"
    r"|đầu\s+tư\s+công)\s+\Z",
    re.IGNORECASE,
)
"""What is called by its year: "kế hoạch năm 2031"."""


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
    if event := AFTER_EVENT.search(text):
        return Time(*event.span(), " ".join(event.group().split()), False, False)
    return None


def of_cell(text: str) -> str | None:
    """Return the time that a cell of a table tells, None for an empty one."""
    plain = " ".join(text.split()).strip(" .;,")
    return normalised(plain) if plain else None
