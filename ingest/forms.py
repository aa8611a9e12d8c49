"""Set forms of lines: words in capitals, and the line that names the kind of document."""

import re

_SHOUT = re.compile(r"[^\W\d_]{2,}")


def is_shouted(text: str) -> bool:
    """Whether the words are in capitals (numbers and symbols of documents aside)."""
    words = _SHOUT.findall(text)
    return bool(words) and sum(word.isupper() for word in words) > 0.8 * len(words)


_KINDS = (
    "KẾ HOẠCH", "QUYẾT ĐỊNH", "CHỈ THỊ", "NGHỊ QUYẾT", "KẾT LUẬN", "CHƯƠNG TRÌNH",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG",
    "HƯỚNG DẪN", "THÔNG BÁO", "BÁO CÁO", "TỜ TRÌNH", "QUY ĐỊNH", "QUY CHẾ", "ĐỀ ÁN", "PHƯƠNG ÁN",
    "DỰ ÁN",
    "ĐIỀU LỆ", "CÔNG ĐIỆN", "BIÊN BẢN", "THÔNG TƯ", "THÔNG TƯ LIÊN TỊCH", "NGHỊ ĐỊNH", "LUẬT",
    "PHÁP LỆNH",
    "LỆNH", "GIẤY MỜI", "THÔNG TRI", "QUY TRÌNH", "NỘI QUY", "DANH MỤC", "BẢN GHI NHỚ",
    "CÔNG VĂN", "HỢP ĐỒNG",
    "BỘ TIÊU CHÍ", "QUY TẮC ỨNG XỬ", "CHIẾN LƯỢC", "QUY HOẠCH", "TUYÊN BỐ", "PHIẾU TRÌNH",
    "GIẤY ỦY QUYỀN",
)  # fmt: skip
_KIND_LINE = re.compile(
    rf"(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})(?:\s*\([^)]*\))?\s*:?\Z"
)


def kind_line(text: str) -> str | None:
    """Return the kind named by a line that holds nothing else ("KẾ HOẠCH"), or None."""
    match = _KIND_LINE.match(text)
    return match["kind"] if match else None
