"""Where a clause tells a report, or the time of one: when it is due, to whom, in which words."""

import re

from ingest.facts import occasions
from ingest.facts.times import Time
from ingest.vietnamese import actions, bodies

_REPORTS = re.compile(
    r"\b(?:(?<!nhận\s)(?<!nghe\s)(?<!duyệt\s)báo\s+cáo|sơ\s+kết|tổng\s+kết|phản\s+(?:ánh|hồi)|gửi\s+(?:kết\s+quả|báo\s+cáo|về)|thông\s+tin\s+về"
    r"|có\s+văn\s+bản\s+(?:gửi|báo\s+cáo|đề\s+nghị)|thông\s+báo(?=[^.;]{0,30}\s(?:cho|với|đến|tới|về)\s)|kiến\s+nghị|trao\s+đổi\s+với|định\s+kỳ\s+\(?h[àằ]ng\s+\w+\)?\s+đánh\s+giá)\b",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"\b(?:(?<!được\s)gửi|có\s+(?:văn\s+bản|phiếu)|thông\s+báo(?=[^.;]{0,60}\s(?:cho|với|đến|tới|về)\s)"
    r"|(?:xin|lấy)\s+ý\s+kiến(?=[^.;]{0,120}\strước\s+khi\s))\s",
    re.IGNORECASE,
)
"""What else is told or sent to others, where a clause does not report."""
_TO = re.compile(
    r"\b(?:báo\s+cáo(?:\s+về)?|gửi(?:\s+(?:về|cho|đến))?|về|trình|đến|cho|qua|thông\s+qua|với"
    r"|phản\s+(?:ánh|hồi)(?:\s+về)?)\s+(?=\S)",
    re.IGNORECASE,
)


def due(text: str, action: int, without: tuple[tuple[int, int], ...]) -> tuple[Time, ...]:
    """Return the times at which a clause has to report, none where it does not."""
    report = _REPORTS.search(text, action) or _SENDS.search(text, action)
    if report is None:
        return ()
    found = occasions.reporting(text, action, report.start(), without=without)
    return tuple(time for time in found if abs(time.start - report.start()) < _NEAR)


_NEAR = 220
"""Characters between a report and the time that it is due at."""


LONG = 160
"""Characters from which on the quote of a deadline is the part of a clause that tells the time."""
TIMELY = re.compile(
    r"(?:xong|phấn\s+đấu|trước|chậm\s+nhất|thời\s+(?:gian|hạn)|trong)\b", re.IGNORECASE
)
_COMMA = re.compile(r"[,;]\s+(?!(?:ngày|tháng|quý|năm)\b)")
_CUT = re.compile(r"[,;]\s+(?:đồng\s+thời,?\s+)?")


def part(text: str, time: Time, action: int) -> tuple[int, int]:
    """Return where the part of a clause begins and ends that tells a time; a short one whole."""
    if len(text) <= LONG:
        return 0, len(text)
    report = _reported(text, action, time)
    told = min(time.start, report.start()) if report else time.start
    cuts = [match.end() for match in _COMMA.finditer(text, action, told)]
    started = [cut for cut in cuts if actions.end(text, cut) is not None or TIMELY.match(text, cut)]
    first = started[-1] if started else 0
    after = max(time.end + (time.start - first < _LEADS), report.end() if report else 0)
    later = (
        match.start() + 1
        for match in _CUT.finditer(text, after)
        if match.group()[0] == ";" or actions.end(text, match.end()) is not None
    )
    return first, next(later, len(text))


_LEADS = 4
"""Characters before a time with which a part opens with it: more follows than the comma."""


def _reported(text: str, action: int, time: Time) -> re.Match[str] | None:
    """Return the words of reporting that a time belongs to: the last before it, else the first."""
    found = list(_REPORTS.finditer(text, action))
    before = [match for match in found if match.start() <= time.start]
    return before[-1] if before else next(iter(found), None)


def receivers(text: str, action: int) -> tuple[str, ...]:
    """Return the bodies that are reported to."""
    report = _REPORTS.search(text, action)
    if report is None:
        return ()
    for match in _TO.finditer(text, report.start()):
        if found := bodies.listed(text, match.end()):
            return tuple(body.name for body in found)
    return ()
