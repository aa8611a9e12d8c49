"""How those who issue decide, put in force or give notice: such a sentence orders nobody."""

import re

_ISSUING = re.compile(
    r"\b(?:ban\s+hành|xây\s+dựng)\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|chỉ\s+thị|nghị\s+quyết)"
    r"[^.;]{0,400}như\s+sau|\bquyết\s+định\s[^.;]{0,300}như\s+sau\s*:|\bthông\s+báo\s+(?:để\b[^.;]{0,200}\bbiết\b|đến\b[^.;]{0,200}\bliên\s+quan\s*[./])|\bchịu\s+trách\s+nhiệm\s+(?:tổ\s+chức\s+|triển\s+khai\s+)?(?:thi\s+hành|thực\s+hiện)"
    r"(?:\s+(?:quyết\s+định|nghị\s+quyết|chỉ\s+thị|thông\s+tư|kế\s+hoạch)\s+này|\s*\Z)",
    re.IGNORECASE,
)
_ISSUED = ("hư sau", "hông báo", "rách nhiệm")
"""What stands in every such sentence, which is quickly seen."""


def is_one(text: str) -> bool:
    """Whether a sentence is how those who issue decide or put in force: it orders nobody."""
    return any(sign in text for sign in _ISSUED) and _ISSUING.search(text) is not None
