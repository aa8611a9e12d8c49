"""What heads of columns and names of lines announce: who, with whom, by when, with what result."""

import re
from enum import Enum, auto


class Column(Enum):
    """What stands under a head, or behind a name and a colon."""

    ORDINAL = auto()
    WHAT = auto()
    LEAD = auto()
    SUPPORT = auto()
    DUE = auto()
    PRODUCT = auto()
    MONEY = auto()
    UNIT = auto()
    OTHER = auto()


_FORMS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(form, re.IGNORECASE))
    for column, form in (
        (Column.ORDINAL, r"(?:s?\s?tt|số\s+tt|số\s+thứ\s+tự|no\.?)\Z"),
        (Column.UNIT, r"đơn\s+vị\s+tính|đvt|đvđ|đơn\s+vị\s+đo"),
        (Column.SUPPORT, r"phối\s+hợp"),
        (Column.WHAT, r"\A(?:nội\s+dung|nhiệm\s+vụ|công\s+việc)\b"),
        (
            Column.DUE,
            r"thời\s+(?:gian|hạn|điểm|kỳ)|hạn\s+(?:hoàn|thực)|tiến\s+độ|lộ\s+trình|hoàn\s+thành\Z",
        ),
        (Column.PRODUCT, r"sản\s+phẩm|kết\s+quả|đầu\s+ra|hình\s+thức\s+văn\s+bản"),
        (Column.MONEY, r"kinh\s+phí|nguồn\s+(?:vốn|lực|tài)|dự\s+toán|ngân\s+sách|vốn\b"),
        (
            Column.LEAD,
            r"chủ\s+trì|(?:cơ\s+quan|đơn\s+vị|đầu\s+mối|bộ\s+phận|cấp)\s+(?:\S+\s+)?(?:thực\s+hiện"
            r"|tham\s+mưu|chịu\s+trách|soạn\s+thảo|tổ\s+chức|theo\s+dõi)|trách\s+nhiệm|phân\s+công"
            r"|thực\s+hiện\Z|(?:cơ\s+quan|đơn\s+vị)\Z",
        ),
        (
            Column.WHAT,
            r"nhiệm\s+vụ|nội\s+dung|công\s+việc|hoạt\s+động|giải\s+pháp|tên\b|danh\s+mục"
            r"|chương\s+trình|chỉ\s+tiêu|tiêu\s+chí|mục\s+tiêu|chỉ\s+số|văn\s+bản|dự\s+án|đề\s+án",
        ),
    )
)
_NAMED = re.compile(
    r"(?:\A|(?<=[;.(]\s)|(?<=[;.(]))\s*(?:[-+•]\s*)?(?P<name>"
    r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|đầu\s+mối)\s+(?:được\s+giao\s+)?(?:chủ\s+trì|thực\s+hiện|phối\s+hợp"
    r"|chịu\s+trách\s+nhiệm|tham\s+mưu|soạn\s+thảo|tổ\s+chức|theo\s+dõi)[^:;.()]{0,40}"
    r"|(?:phân\s+công\s+)?(?:chủ\s+trì|phối\s+hợp)(?:\s+thực\s+hiện)?|trách\s+nhiệm\s+thực\s+hiện"
    r"|(?:thời\s+(?:gian|hạn)|tiến\s+độ|lộ\s+trình)(?:\s+[^:;.()]{1,40})?"
    r"|(?:dự\s+kiến\s+)?(?:sản\s+phẩm|kết\s+quả)(?:\s+[^:;.()]{1,30})?"
    r"|(?:nguồn\s+)?kinh\s+phí(?:\s+thực\s+hiện)?|nội\s+dung(?:\s+(?:thực\s+hiện|công\s+việc))?"
    r")\s*:\s*",
    re.IGNORECASE,
)


def column(head: str) -> Column:
    """Return what a column says by its head; of a merged head the lower part speaks first."""
    parts = [head.rsplit(" - ", 1)[-1], head] if " - " in head else [head]
    for part in parts:
        for kind, form in _FORMS:
            if form.search(part.strip()):
                return kind
    return Column.OTHER


def named(text: str) -> tuple[tuple[Column, int, int], ...]:
    """Return the parts of a line that names them: "Cơ quan chủ trì: …; Thời gian: …".

    Each with where its value begins and ends; none where the line does not begin with one, a
    bracket at its end aside.
    """
    matches = list(_NAMED.finditer(text)) if ":" in text else []
    if not matches:
        return ()
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return tuple(
        (column(" ".join(match["name"].split())), match.end(), end)
        for match, end in zip(matches, ends, strict=True)
    )
