"""Numbers of days within which something is to be done: "trong thời hạn 05 ngày kể từ …"."""

import re

WITHIN = re.compile(
    r"\b(?:(?P<bare>trong)|trong\s+(?:thời\s+(?:hạn|gian)|vòng)|ít\s+nhất(?=\s+sau\s)|chậm\s+nhất|không\s+quá|tối\s+đa|sau"
    r"|trước(?:\s+ít\s+nhất)?(?=\s+\d+\s+(?:\([^()\d]{2,15}\)\s+)?(?:ngày|tháng)\b)|(?:ít\s+nhất|tối\s+thiểu)(?=\s+\d+\s+(?:ngày|giờ)[^.;,]{0,20}\btrước\b))\s+"
    r"(?:(?:là|sau|tối\s+đa|không\s+quá)\s+){0,2}(?:\d+\s*(?:\([^()]{2,15}\)\s*)?|[^\W\d_]{2,5}\s*\(\d+\)\s*)"
    r"(?:ngày(?:\s+làm\s+việc)?|giờ|tuần|(?P<long>tháng|năm))\b(?!\s+\d)"
    r"(?:\s+\(\d+\s+[^()\d]{3,20}\))?"
    r"(?P<since>[^.;,(]{0,80}?(?:,\s+)?\b(?:(?:kể|tính)\s+từ|từ(?=\s+(?:ngày|khi)\b)|sau(?=\s+(?:khi|ngày)\b))\s+"
    r"(?:ngày\s+|khi\s+)?[^.;,()]{3,80}\b(?:,\s+(?:hồ\s+sơ|tài\s+liệu|văn\s+bản|giấy\s+tờ)\b[^.;,()]{0,40}\b)?"
    r"|\s+sau\s+(?!đó)[^.;,()]{3,60}\b|\s+trước\s+(?:ngày|khi|kỳ)\s+[^.;,()]{3,60}\b)?",
    re.IGNORECASE,
)
"""How long after, or before, what."""
_LONGER = re.compile(
    r"\b(?:kéo\s+dài|gia\s+hạn|có\s+(?:giá\s+trị|hiệu\s+lực))\b[^.;]{0,30}\Z", re.IGNORECASE
)
"""What leads to a limit that only holds where the one before it cannot be kept."""


def lasts(text: str, match: re.Match[str]) -> bool:
    """Return whether a number of days tells how long something lasts, or may be drawn out."""
    lasting = match["bare"] and not match["since"]
    lasting = lasting and (match["long"] or _FROM_DAY.match(text, match.end()))
    shown = not match["since"] and _SHOWN.search(text, 0, match.start() + _WITHIN_TIME)
    before = _LONGER.search(text, 0, match.start()) or shown
    before = before or _LASTS.search(text, 0, match.start())
    return bool(lasting or before or _COUNTED_BACK.match(text, match.end()))


_LASTS = re.compile(
    r"(?:\b\d+\s+(?:giờ|ngày|lần|buổi)\s+|\btối\s+thiểu\s[^.;]{1,24},\s+)\Z", re.IGNORECASE
)
"""What a number of days only goes with: "24 giờ trong 01 ngày", "tối thiểu 01 tuần, tối đa …"."""
_FROM_DAY = re.compile(r"\s*\(\s*từ\s", re.IGNORECASE)
_WITHIN_TIME = len("trong thời gian ")
_SHOWN = re.compile(
    r"\b(?:niêm\s+yết|công\s+khai|thông\s+báo|đăng\s+tải|trưng\s+bày|treo)\b[^.;,]{0,120}\strong\s+thời\s+gian\s\Z",
    re.IGNORECASE,
)
"""What goes on for a time, rather than is done within it."""
_COUNTED_BACK = re.compile(r"\s+tính\s+đến\b", re.IGNORECASE)
"""A time that lies before a day, not behind it."""
