"""When a duty to report falls due: dates, how often, and the events that call for a report."""

import re

from ingest.facts import cases
from ingest.facts.times import AFTER_EVENT, Time, is_day, is_rate, times

ONLY_REPORTS = re.compile(
    r"(?:(?:định\s+kỳ|h[àằ]ng\s+\w+|thường\s+xuyên|kịp\s+thời|chủ\s+động|trực\s+tiếp|tổng\s+hợp|xây\s+dựng|lập|gửi"
    r"|thực\s+hiện|chế\s+độ|tham\s+mưu|đánh\s+giá|kết\s+quả|tiến\s+độ|và|trước|ngày|quý"
    r"|[\d/.()-]+(?![\d/.()-])"
    r"|có\s+trách\s+nhiệm|phải|thống\s+kê|tiến\s+hành|tổ\s+chức|tháng|năm|khẩn\s+trương)\s*,?\s*)*"
    r"(?:báo\s+cáo|có\s+văn\s+bản\s+(?:gửi|báo\s+cáo)|sơ\s+kết|tổng\s+kết|phản\s+(?:ánh|hồi)|gửi\s+(?:về|báo\s+cáo|kết\s+quả|ý\s+kiến|văn\s+bản)|thông\s+báo\s+(?:với|cho|đến))\b",
    re.IGNORECASE,
)
"""How a duty begins that is no more than to report."""
_TROUBLE = re.compile(
    r"(?:\b(?:(?:nếu|khi|trường\s+hợp)\s+(?:có|phát\s+sinh|gặp|phát\s+hiện|xuất\s+hiện)|phát\s+hiện(?=\s+(?:những\s+|các\s+)?vấn\s+đề))\s+"
    r"|\A\W*(?:có\s+|(?=(?:những|các)\s+(?:khó\s+khăn|vướng\s+mắc))))"
    r"(?:những\s+|các\s+|nội\s+dung\s+)?(?:khó\s+khăn|vướng\s+mắc|vấn\s+đề|phát\s+sinh|tình\s+huống|sự\s+cố|yêu\s+cầu)"
    r"(?:\s*,?\s*(?:hoặc\s+)?(?:khó\s+khăn|vướng\s+mắc|bất\s+cập|phát\s+sinh|đột\s+xuất))*",
    re.IGNORECASE,
)
_ARISING = re.compile(
    r"\bbáo\s+cáo\b(?:\s+kịp\s+thời\s+(?:các|những)\s+khó\s+khăn,?\s+vướng\s+mắc|[^.;]{0,90}?\b(?:(?:các|những)\s+)?(?:(?:vấn\s+đề|nội\s+dung|tình\s+huống)(?:\s+mới)?"
    r"\s+(?P<arising>phát\s+sinh)|(?:khó\s+khăn,?\s+)?vướng\s+mắc(?:\s+phát\s+sinh\b|[^.;,()]{0,20}\(?\s*nếu\s+có)))",
    re.IGNORECASE,
)
"""A report of what arises, or of difficulties if there are any."""
_ONCE = re.compile(
    r"\W*(sau\s+khi\s+[^.;,]{5,90}?\bđược\s+[^.;,]{0,60}?(?:phê\s+duyệt|thông\s+qua|ban\s+hành"
    r"|chấp\s+thuận))(?=,\s)",
    re.IGNORECASE,
)
"""How a sentence opens that tells what has to be decided before."""
_SUDDEN = re.compile(r"\b(?:đột\s+xuất|khi\s+(?:có|được)\s+yêu\s+cầu)\b", re.IGNORECASE)


def reporting(
    text: str, action: int, report: int, *, without: tuple[tuple[int, int], ...] = ()
) -> tuple[Time, ...]:
    """Return when a duty to report, told at ``report`` of the duty at ``action``, falls due.

    Dates, else how often, else the case that calls for it; a day or month comes every year where
    the text says so elsewhere: "hằng năm … trước ngày 15/12".
    """
    found = [time for time in times(text, without=without) if time.firm]
    dated = [t for t in found if is_day(t.due) and not is_rate(t.due)]
    often = [time for time in found if time.recurring and time not in dated]
    events = [time for time in found if not time.recurring and time not in dated]
    if dated or not often:
        dated = dated or events
    if dated:
        return tuple(
            _yearly(time) if often and often[0].due.endswith("năm") else time for time in dated
        )
    if often:
        return tuple(often[:1])
    if event := _event(text, action, report):
        told = " ".join(event.group(1).split())
        return (Time(*event.span(1), told, firm=True, recurring=False),)
    if trouble := _TROUBLE.search(text):
        return (Time(*trouble.span(), " ".join(trouble.group().split()).lower(), True, True),)
    return (
        _around(_REGULAR, text, report, _CLOSE)
        or cases.reporting(text, report)
        or _around(_SUDDEN, text, report, _MATTER)
        or _arising(text, report)
    )


def _arising(text: str, report: int) -> tuple[Time, ...]:
    """Return the time of a report of what may arise."""
    arising = _ARISING.match(text, report)
    if arising is None:
        return ()
    told = "khi có phát sinh" if arising["arising"] else "khi có khó khăn, vướng mắc"
    return (Time(arising.start(), arising.end(), told, firm=True, recurring=True),)


def _around(form: re.Pattern[str], text: str, report: int, behind: int) -> tuple[Time, ...]:
    """Return the time that words of a form near a report tell, up to ``behind`` characters on."""
    match = form.search(text[max(0, report - _CLOSE) : report + behind])
    if match is None:
        return ()
    return (Time(report, report, " ".join(match.group().split()).lower(), True, True),)


def _event(text: str, action: int, report: int) -> re.Match[str] | None:
    """Return what happens before a report is due: of a duty that is only to report, any event."""
    if event := AFTER_EVENT.search(text) or _ONCE.match(text):
        return event
    opening = _ON_WHICH_MUST.match(text) or _ON_EVENT.match(text, 0, report)
    if opening and not _TROUBLE.match(text):
        return opening
    return _BEFORE_DOING.search(text, action) or _ON_CHANGE.search(text, action)


_ON_EVENT = re.compile(
    r"\W*((?:ngay\s+)?(?:sau\s+)?(?:khi|trước\s+khi|kết\s+thúc|tại\s+thời\s+điểm|(?:quá|hết|sau)\s+thời\s+(?:hạn|gian))\s+[^.;:,]{5,120}?)"
    r"(?:,\s+|\s+thì\s+)",
    re.IGNORECASE,
)
"""How a sentence opens with what happens: "Khi xảy ra sự cố, …", "Kết thúc đợt kiểm tra, …"."""
_ON_WHICH_MUST = re.compile(
    r"\W*((?:sau\s+)?khi\s+[^.;:]{5,160}?)"
    r"(?:,\s+(?:các|những|mỗi|từng|người|chủ|cán\s+bộ|công\s+chức|cơ\s+quan|tổ\s+chức|đơn\s+vị|cá\s+nhân)\s[^.;:]{1,80}?)?"
    r"\s+(?=phải\s)",
    re.IGNORECASE,
)
"""The same with no comma behind it: "Khi phát hiện sự cố hoặc nguy cơ phải báo cáo …"."""
_ON_CHANGE = re.compile(
    r"\b(?:báo\s+cáo|thông\s+báo)\b[^.;]{0,120}?(?<!\bđến)\s(khi\s+(?:có|xảy\s+ra|phát\s+hiện)\s+(?!yêu\s+cầu)[^.;,()]{4,60})",
    re.IGNORECASE,
)
"""A notice that something calls for: "thông báo cho Sở X khi có thay đổi"."""
_BEFORE_DOING = re.compile(
    r"\b(?:báo\s+cáo|(?:xin|lấy)\s+ý\s+kiến|thông\s+báo)\b[^.;]{0,200}?\s((?:trước\s+khi|trước\s+ngày(?!\s*\d)|sau\s+khi)\s+[^.;:,()]{4,60})",
    re.IGNORECASE,
)


_CLOSE = 60
"""Characters around a report within which words tell how often it is made."""
_MATTER = 120
"""Characters behind a report within which words tell the case that it is for."""
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
