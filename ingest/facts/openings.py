"""Where in a sentence those who are told may stand: at its beginning, or behind what opens it."""

import re
from collections.abc import Iterator

from ingest.facts import predicates, times
from ingest.vietnamese import bodies

_ADDRESSES = (
    r"(?:(?:kính\s+)?đề\s+nghị|yêu\s+cầu|giao(?:\s+cho)?|đối\s+với|về\s+phía"
    r"|trách\s+nhiệm\s+của|nhiệm\s+vụ\s+của|đồng\s+thời(?:,|\s+giao)?|riêng|trước\s+mắt,?)"
)
ADDRESS = re.compile(rf"(?:{_ADDRESSES}\s+)+(?:đồng\s+chí\s+)?", re.IGNORECASE)
OPENERS = re.compile(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo|trong|để|nhằm|định\s+kỳ|h[àằ]ng\s|trước\s|khi|nếu|sau\s+khi"
    r"|với|đối\s+với|tùy|ngoài|từ|đến|chậm\s+nhất|trường\s+hợp|tại|ngay|quý|tháng|giai\s+đoạn|sau\s"
    r"|thực\s+hiện|hoàn\s+thành|bên\s+cạnh|tiếp\s+tục|xuất\s+phát|xét|về|quá\s+trình|kết\s+thúc)\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?:(?:định\s+kỳ|thường\s+xuyên|kịp\s+thời)(?!\s+(?:báo\s+cáo|phản\s+ánh))|h[àằ]ng|trước|đồng\s+thời"
    r"|tiếp\s+tục|nâng|bảo\s+đảm|đảm\s+bảo|đẩy|tạo|thực\s+hiện|đề\s+nghị|yêu\s+cầu|giao)\b",
    re.IGNORECASE,
)
"""What may still stand before the body that is told."""
_LIKE_OPENERS = re.compile(r"(?:theo\s+dõi|trình|để\s+nghị|tại\s+chỗ|từng\s+bước)\b", re.IGNORECASE)
_REPORTS = re.compile(
    r"(?:định\s+kỳ|h[àằ]ng\s+\w+)(?:\s*(?:,|và|hoặc)\s+(?:đột\s+xuất|h[àằ]ng\s+\w+))*\s*,?\s+(?:tổng\s+hợp,?\s+)?(?:báo\s+cáo|gửi|trình)\b",
    re.IGNORECASE,
)
"""What opens a sentence for those told before: bodies that follow are reported to."""
REACH = 420
"""Characters at a sentence's beginning in which the body that is told may stand."""
PART = re.compile(
    r"[,;:]\s+(?:(?:và|thì)\s+)?|\)\s+|\s+thì\s+|\s+(?=(?:đề\s+nghị|yêu\s+cầu|giao)\s)"
)
LISTED = 300
"""Characters before a place in which a list that it goes on with may have begun."""


def subjects(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where the subject of a sentence may begin, and whether it needs a name of its own."""
    address = ADDRESS.match(text)
    if address:
        yield address.end(), False
    yield 0, False
    if OPENERS.match(text) and not (_LIKE_OPENERS.match(text) or _REPORTS.match(text)):
        if then := _THEN.search(text, 0, REACH):
            yield then.end(), False
        if (begins := behind_time(text)) is not None:
            yield begins, False
        for part in PART.finditer(text, 0, REACH):
            if _is_verb(text, part.end()):
                if _TIMED.match(text) and _NOUNS.match(text, part.end()):
                    continue
                return
            if _goes_on_listing(text, part.start()) or _in_brackets(text, part.start()):
                continue
            address = ADDRESS.match(text, part.end())
            yield (address.end() if address else part.end()), address is None


def behind_time(text: str) -> int | None:
    """Return where a sentence goes on that opens with a time and no comma behind it."""
    if _TIME.match(text) is None:
        return None
    first = next(iter(times.times(text[:_TIME_REACH])), None)
    if first is None or first.start or text[first.end : first.end + 1] != " ":
        return None
    return first.end + 1


_TIME = re.compile(
    r"(?:trước|sau|trong|chậm|không\s+quá|đến|từ|ngay|định\s+kỳ|h[àằ]ng|quý|tháng)\s", re.IGNORECASE
)
"""How a time may begin."""
_TIME_REACH = 160
"""Characters within which a time ends that a sentence opens with."""


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _is_verb(text: str, at: int) -> bool:
    """Whether a part of a sentence's opening begins with what is to be done."""
    verb = predicates.orders_at(text, at) and not _ADVERBS.match(text, at)
    return verb and not bodies.listed(text, at)


_TIMED = re.compile(r"(?:trong\s+(?:thời\s+(?:hạn|gian)|vòng)|sau\s+khi)\s", re.IGNORECASE)
_NOUNS = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){0,2},\s", re.IGNORECASE)
"""Verbs that only go on with a list: "kết quả thẩm tra, thẩm định, …"."""


def _goes_on_listing(text: str, at: int) -> bool:
    """Whether a comma only parts bodies by whom something was done, or who are instructed."""
    before = text[max(0, at - LISTED) : at]
    if _INSTRUCTED.search(before) or (_HIGHEST.match(text, at) and _OPINION.search(before)):
        return True
    if by := _BY.search(before):
        named = bodies.listed(before, by.end())
        return bool(named) and not before[named[-1].end :].strip()
    return False


_THEN = re.compile(r",?\s+thì\s+")
_BY = re.compile(r"\bdo\s+(?=\S[^,;.]{2,120}\Z)")
_INSTRUCTED = re.compile(
    r"\b(?:chỉ\s+đạo|hướng\s+dẫn|đôn\s+đốc|yêu\s+cầu)\s+(?:các\s+)?(?:phòng|ban|đơn\s+vị|cơ\s+quan|lực\s+lượng)"
    r"(?:\s+[^\s,;.]+){0,5}\Z",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:chỉ\s+đạo|ý\s+kiến|kết\s+luận|phê\s+duyệt)\s+của\s+[^;.:]{2,120}\Z", re.IGNORECASE
)
"""Whose word something follows: "theo chỉ đạo của Bộ Chính trị, Chính phủ"."""
_HIGHEST = re.compile(
    r",\s+(?:(?:Phó\s+)?Thủ\s+tướng|Chính\s+phủ|Quốc\s+hội|Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)\b"
)
