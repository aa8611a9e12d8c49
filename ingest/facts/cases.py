"""The cases that call for a report, and words that say no more than that it is due."""

import re

from ingest.facts.times import Time
from ingest.vietnamese import actions, bodies

_BEFORE = 60
"""Characters before a report within which words say that it is not to wait."""
_BEHIND = 200
"""The same behind it."""
_UPWARD = re.compile(r"báo\s+cáo|phản\s+ánh|kiến\s+nghị", re.IGNORECASE)
"""What is told those above a body, not those whom it serves."""
_CASE = re.compile(
    r"\W*(?:trong\s+quá\s+trình\s[^.;,]{3,90},\s+)?(?P<case>(?:(?:trong\s+)?trường\s+hợp|nếu)\s+(?!vượt\s)[^.;:,]{5,200}?)(?=,\s|\s+(?:thì|phải|đề\s+nghị|các)\s)",
    re.IGNORECASE,
)
"""How a sentence opens with a case in which something has to be done."""
_PART = re.compile(r",\s+|\s+(?:thì\s+|(?=phải\s))")
_SAID = re.compile(
    r"\b(?:(?P<soon>kịp\s+thời|ngay)\s+(?:(?:tổng\s+hợp|tham\s+mưu),?\s+)?báo\s+cáo"
    r"|báo\s+cáo\s+(?P<promptly>kịp\s+thời|ngay)(?![^.;]{0,80}\b(?:khó\s+khăn|vướng\s+mắc)\b)"
    r"|báo\s+cáo\b[^.;]{0,60}?\b(?:kết\s+quả|tình\s+hình)\b[^.;,]{0,60}\s(?P<ruled>theo\s+quy\s+định)"
    r"|báo\s+cáo\b[^.;,]{0,110}\s(?P<asked>theo\s+yêu\s+cầu)"
    r"|(?P<set>(?:đúng|theo)\s+(?:thời\s+(?:hạn|gian)|tiến\s+độ)\s+(?:theo\s+)?quy\s+định))\b",
    re.IGNORECASE,
)
"""What only says that a report is not to wait, or that its time is told elsewhere."""


def reporting(text: str, report: int) -> tuple[Time, ...]:
    """Return the case that calls for the report at ``report``, else how soon it is said to be due.

    The latter is not firm: what is to be done is a task besides.
    """
    opening = _CASE.match(text, 0, report) if _UPWARD.search(text, report) else None
    if opening:
        start, end = opening.start("case"), _end(text, opening, report)
        return (Time(start, end, text[start:end], firm=True, recurring=True),)
    if said := _SAID.search(text, max(0, report - _BEFORE), report + _BEHIND):
        told = " ".join(said[said.lastgroup or 0].lower().split())
        return (Time(report, report, told, firm=False, recurring=True),)
    return ()


def _end(text: str, opening: re.Match[str], report: int) -> int:
    """Return where a case ends: where a body or an order follows, else with its first comma."""
    for cut in _PART.finditer(text, opening.end("case"), report):
        named = text[cut.end()].isupper() or bodies.listed(text, cut.end())
        if named or actions.end(text, cut.end()) is not None:
            return cut.start()
    return opening.end("case")
