"""Facts as rows: for programs (CSV, the names of the interface) and for people (a workbook)."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from app.rendering import sheet
from app.rendering.material import printable

CSV_TYPE = "text/csv; charset=utf-8"
_STEERS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""

COLUMNS = {
    "kind": "Loại",
    "document_number": "Số văn bản",
    "document_title": "Văn bản",
    "section_path": "Mục",
    "page": "Trang",
    "subject": "Chỉ tiêu",
    "bound": "Mức",
    "value": "Giá trị",
    "unit": "Đơn vị",
    "by": "Đến",
    "series": "Từng năm",
    "whom": "Phạm vi",
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "who": "Cơ quan thực hiện",
    "to": "Gửi đến",
    "what": "Nội dung",
    "due": "Thời hạn",
    "recurring": "Định kỳ",
    "product": "Sản phẩm",
    "money": "Kinh phí",
    "due_days": "Ngày đến hạn",
    "relation": "Quan hệ",
    "cited_kind": "Loại văn bản dẫn",
    "number": "Số văn bản dẫn",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "term": "Thuật ngữ",
    "meaning": "Nghĩa",
    "quote": "Trích nguyên văn",
    "confidence": "Độ tin cậy",
    "source": "Tệp",
    "document_id": "Mã văn bản",
    "start": "Từ ký tự",
    "end": "Đến ký tự",
    "id": "Mã",
}
"""Name of each field, and what a person reads above its column, in the order of the columns."""
_WIDE = {"document_title": 40, "subject": 40, "what": 60, "quote": 80, "meaning": 40}
_KINDS = {
    "indicator": "Chỉ tiêu",
    "task": "Nhiệm vụ",
    "deadline": "Thời hạn",
    "reference": "Viện dẫn",
    "definition": "Định nghĩa",
}
_ALWAYS = frozenset({"kind", "document_title", "document_number", "section_path", "quote"})

_PLAIN = frozenset({"kind", "subject", "what", "term"})
"""Fields that say by themselves what they are."""
_ABOUT = frozenset(
    {"document_number", "document_title", "section_path", "page", "quote", "confidence", "source"}
    | {"document_id", "start", "end", "id", "due_days"}
)
"""Fields that tell of the fact, not what it says."""

Row = dict[str, object]
"""A fact as the interface shows it."""


def called(kind: str | None) -> str:
    """Return what a file of facts of a kind, or of all, is called."""
    return _KINDS[kind] if kind else "Hỏi đáp"


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return the facts as CSV in UTF-8 with a mark; no cell can be taken for a formula.

    The columns are those fields that a row has, named as in JSON.
    """
    listed = list(rows)
    columns = _columns(listed)
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in listed:
        writer.writerow([_guarded(_text(row.get(name))) for name in columns])
    return buffer.getvalue().encode("utf-8-sig")


def as_sheet(rows: Iterable[Row]) -> bytes:
    """Return the facts as an .xlsx file with heads in Vietnamese. Every cell is text."""
    listed = list(rows)
    columns = _columns(listed)
    shown = ([_shown(name, row.get(name)) for name in columns] for row in listed)
    widths = [_WIDE.get(name, 18) for name in columns]
    return sheet.table("Dữ liệu", [COLUMNS[name] for name in columns], shown, widths)


def line(row: Row) -> str:
    """Return a fact as one line of text: its kind and what it says, as far as it says it."""
    told = [
        f"{COLUMNS[name]}: {shown}" if name not in _PLAIN else shown
        for name in COLUMNS
        if name not in _ABOUT and (shown := " ".join(_shown(name, row.get(name)).split()))
    ]
    return "; ".join(told)


def _shown(name: str, value: object) -> str:
    """Return a cell as a person reads it."""
    if name == "kind":
        return _KINDS[str(value)]
    if name == "section_path" and isinstance(value, list | tuple):
        return " › ".join(map(str, value))
    if isinstance(value, bool):
        return "có" if value else ""
    return _text(value)


def _columns(rows: Sequence[Row]) -> list[str]:
    """Return the fields that a row has at all, in order."""
    held = _ALWAYS.union(*rows) if rows else _ALWAYS
    return [name for name in COLUMNS if name in held]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return printable(str(value))


def _guarded(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_STEERS) else text
