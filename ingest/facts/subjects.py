"""What a figure of a sentence measures, as the sentence words it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.vietnamese.figures import COUNT, is_known, kind

_LINK = re.compile(
    r"\s*(?:[,;:–-]|\b(?:trở\s+(?:lên|xuống)|gấp|đạt|là|chiếm|có|lên|còn|xuống|tối\s+thiểu|ít\s+nhất|trên|khoảng|phấn\s+đấu"
    r"|bảo\s+đảm|đảm\s+bảo|trong\s+đó|và|đến|được|cho|nằm\s+trong|thuộc|đưa|từ|dưới|tăng|giảm|ở\s+mức"
    r"|ổn\s+định)\b)\s*\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\A\s*(?:[,;:(–+/-]|\b(?:phấn\s+đấu|quyết\s+tâm|bảo\s+đảm|đảm\s+bảo|có|và|trong\s+đó|đồng\s+thời"
    r"|để|đưa|là|đạt|được|góp\s+phần|(?:đến|vào|trong)\s+(?:cuối\s+|hết\s+)?năm\s+\d{4}|năm\s+\d{4}|mỗi\s+năm"
    r"|hình\s+thành|số(?!\s+lượng))\b)\s*",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:\b(?:đạt|chiếm|là|còn|lên|xuống|bằng|(?:duy\s+trì|ở|giữ)[^,;]{0,12}\s+mức)|:)\s*"
    r"(?:\b(?:trên|ít\s+nhất|tối\s+thiểu|khoảng|dưới|từ|không\s+dưới|được)\s*)*\Z",
    re.IGNORECASE,
)
"""What tells the figure of the words before it: "… chiếm 80% tổng giá trị"."""
_AWAY = re.compile(
    r"\s*(?:so\s+với|trong|vào|năm|mỗi|h[àằ]ng|trở|tại|theo|trên\s+địa\s+bàn|giai\s+đoạn"
    r"|đến\s+(?:cuối\s+|hết\s+)?năm|[–-]\s|\()(?!\w)",
    re.IGNORECASE,
)
"""What follows a figure without being what it measures: when, where, against what."""
_IN_RANK = re.compile(
    r"\s(?:(?:nằm\s+trong|thuộc|vào|trong|đứng)\s+)*(?:tốp|top|nhóm)\s", re.IGNORECASE
)
_TOP = re.compile(r"[,;]|\.\s|\.\Z")
_AMONG = re.compile(r"\s*(?:của|cả|trong|vùng|toàn|trên|khu\s+vực|về)\s", re.IGNORECASE)
"""What a rank is among: "tốp 5 của vùng"."""
_FEW = 2
"""Words before a share from which on they say what is measured, and those behind what it is of."""
_SHORT = 4
"""Words before a figure that, with what it counts behind it, say what is done with it."""
_OF_WHOLE = re.compile(
    r"\s*(?:tổng\s+(?:chi|thu|giá|sản|vốn|kinh|doanh|diện)|GRDP|GDP|dân\s+số)\b", re.IGNORECASE
)
"""What a share is of, and so does not measure by itself."""
_NEXT = re.compile(
    r"[;.]\s|,\s(?=trong\s+đó|đồng\s+thời|phấn\s+đấu|có\s+ít|góp\s+phần|đến\s+(?:cuối\s+|hết\s+)?năm)"
    r"|(?<!\d),\s(?=\d)"
    r"|,\s(?=(?:xây\s+dựng|hình\s+thành|phát\s+triển|đào\s+tạo|trồng|hoàn\s+thành|tăng|giảm|nâng|đưa"
    r"|thành\s+lập|tổ\s+chức|hỗ\s+trợ|thu\s+hút|tạo|giải\s+quyết|t[ỷỉ]\s+lệ|số|diện\s+tích|tổng)\b)",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;]\s|\svà\s")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in a clause, and what words may name it, as offsets of the clause."""

    at: int
    until: int
    """The figure with its unit."""
    led: int
    """Where the words before it end: of "từ 60% lên 75%" before the first figure."""
    start: int
    """Where its part of the clause begins."""
    floor: int
    """Where the figure before it ends, 0 for the first."""


def subject(text: str, place: Place, unit: str | None) -> str:
    """Return what a figure measures: the words before it, else those behind it.

    Of what is counted the thing itself is named: "Xây dựng 03 khu công nghiệp".
    """
    counts = _counts(unit)
    before = _before(text, place, counts=counts)
    words = len(before.split())
    led = _TOLD.search(text, max(0, place.led - 40), place.led) is not None or (
        words > _FEW and _OF_WHOLE.match(text, place.until) is not None
    )
    follows = text[place.until : place.until + 2].strip()[:1].isalpha()
    away = not follows or _AWAY.match(text, place.until) is not None
    if words > 1 and (led or away):
        return before
    if words > 1 and (whose := _WHOSE.match(text, place.until)):
        return f"{before} {' '.join(whose.group().split())}"
    behind = "" if away and not counts else _behind(text, place, unit)
    if before and behind and words < _SHORT and not _TOLD_OF.search(before):
        joint = ": " if before.lower().startswith("mỗi ") else " "
        return f"{before}{joint}{behind}"
    return behind if len(behind.split()) > 1 else before or behind


_WHOSE = re.compile(r"\s+của(?:\s[^\W\d_]+){1,5}(?=[,;.]|\Z)")
"""Whom a figure is of: "tăng trưởng 8% của cả nước"."""
_SELF = frozenset({"lần", "điểm", "bậc", "lượt", "con"})
"""What figures count without naming what is measured."""
_TOLD_OF = re.compile(r"[\d:()]")
"""What shows that words before a figure do not go on behind it."""


def titled(named: str, titles: Iterable[str]) -> str:
    """Return a subject with the nearest of the titles where it only says how many: "Số lượng"."""
    if not _HOW_MANY.fullmatch(named):
        return named
    title = next((each for each in titles if 0 < len(each) <= _TITLE), "")
    return f"{title.rstrip(' .:')}: {named}" if title else named


_HOW_MANY = re.compile(r"(?:tổng\s+)?số\s+lượng(?:\s+\w+)?", re.IGNORECASE)
_TITLE = 160
"""Characters of a title at most that may name what is counted below it."""


def ranked(text: str, until: int) -> str:
    """Return what has the rank that ends at ``until``, and among whom."""
    among = _TOP.split(text[until:])[0] if _AMONG.match(text, until) else ""
    return trimmed(f"{_IN_RANK.split(text[:until], maxsplit=1)[0]} {among}")


def headed(named: str) -> str:
    """Return the words before the colon of a subject that is the first part of a list."""
    head, colon, part = named.rpartition(": ")
    return head if colon and is_part(part) else ""


def is_part(named: str) -> bool:
    """Return whether a subject is so short that the head of its list says what is measured."""
    return len(named.split()) <= _PARTLY and _MEASURE.match(named) is None


_PARTLY = 5
"""Words of such a part at most: "…: tiểu học 95%, công nghiệp - xây dựng 40%"."""
_MEASURE = re.compile(r"t[ỷỉ]\s+(?:lệ|trọng|suất)\b|(?:số|mức|tổng|tốc\s+độ|chỉ\s+số)\b", re.I)
"""How words begin that say by themselves what is measured."""


def is_named(named: str) -> bool:
    """Return whether a figure is of something: one alone in a line is a cell of a lost table."""
    return sum(map(str.isalpha, named)) > 2


def trimmed(text: str) -> str:
    """Return a subject without the words that only lead to it or to its figure."""
    plain = " ".join(text.split())
    while True:
        shorter = _LEAD.sub("", _LINK.sub("", plain)).strip(" .;:,()")
        if shorter == plain:
            return f"{plain})" if plain.count("(") > plain.count(")") else plain
        plain = shorter


def _before(text: str, place: Place, *, counts: bool) -> str:
    """Return the words before a figure that are not of the one before it."""
    start = max(place.start, place.floor)
    if place.floor >= place.start and place.floor and not _APART.match(text, place.floor):
        cuts = () if counts else _PART.finditer(text, place.floor, place.led)
        start = max((match.end() for match in cuts), default=place.led)
    before = trimmed(text[start : place.led])
    left = max(before.rfind("; "), before.rfind(". "))
    return trimmed(before[left + 1 :]) if left >= 0 else before


def _counts(unit: str | None) -> bool:
    """Return whether a unit is the thing that is counted, with no scale or "per year" looked at."""
    base = (unit or "").split("/")[0]
    if base in _SELF:
        return False
    last = base.rsplit(" ", 1)[-1]
    return kind(base) == COUNT and (is_known(base) or kind(last) == COUNT)


_APART = re.compile(r"\s*[,;:]")


def _behind(text: str, place: Place, unit: str | None) -> str:
    """Return the words behind a figure, with the thing itself where it is counted."""
    digits = _NUMBER.match(text, place.at)
    start = digits.end() if digits else place.at
    if not _counts(unit):
        said = _UNIT.match(text, start)
        start = said.end() if said else start
    return trimmed(_UPWARD.sub("", _NEXT.split(text[start:], maxsplit=1)[0]))


_UPWARD = re.compile(r"(?:\A|\s)trở\s+(?:lên|xuống)\b", re.IGNORECASE)


_NUMBER = re.compile(r"\d[\d.,]*(?:(?:\s?[-–]\s?|\s(?:đến|tới)\s)\d[\d.,]*)?\s*")
_UNIT = re.compile(
    r"(?:%|phần\s+trăm|(?:(?:nghìn|ngàn|triệu|tỷ|tỉ|vạn|trăm)\s+)*[^\W_]+)(?:/\s?[^\W_]+)*",
    re.IGNORECASE,
)
