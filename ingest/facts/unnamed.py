"""Who acts in words that the vocabulary of bodies does not know: "Người … có trách nhiệm …"."""

import re

from ingest.vietnamese import actions
from ingest.vietnamese.bodies import Body, BodyKind

_WORD = r"[^\s,.;:()“”\"/]+"
_PERSON = (
    r"(?:người|cá\s+nhân|văn\s+thư|thành\s+viên|chủ|tổ\s+chức|cơ\s+quan|đơn\s+vị|bên|cán\s+bộ|công\s+chức"
    r"|hội\s+viên)"
)
SIGNS = ("trách nhiệm", "nhiệm vụ")
"""Without one of these a text says of no one that they are obliged, which is quickly seen."""
_OBLIGED = re.compile(
    rf"(?P<who>(?:(?:các|những|mỗi|từng)\s+)?(?:{_PERSON}(?:\s+{_WORD}|,\s+{_WORD}){{0,18}}?|{_WORD}(?:\s+{_WORD}){{1,9}}?))"
    r"(?:\s*\([^()]{1,120}\))?,?\s+(?:phải\s+)?có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)(?!\s+(?:và\s+quyền(?!\s+hạn[^.;:]{0,20}\Z)|được|của|trong))\b",
    re.IGNORECASE,
)
_NO_ONE = re.compile(
    r"(?:việc|trường\s+hợp|trong|khi|nếu|theo|căn|để|nhằm|sau|trước|trên|tại|với|từ|đến|ngoài|đối|về|đây|đó"
    r"|quy|điều|khoản|điểm|đồng\s+thời|riêng|tùy|không|được|do|là|mà|nhưng|ngay|định\s+kỳ|h[àằ]ng)\b",
    re.IGNORECASE,
)
"""How a clause begins that names no one who acts."""
_VERB = re.compile(
    r"\s(?:là|đã|không|nếu|khi|thì|mà|để|sẽ|cần|gồm|do|còn|cũng)(?!\w)", re.IGNORECASE
)


def obliged(text: str, at: int) -> Body | None:
    """Return who a clause that begins at ``at`` says is obliged, by whatever name."""
    found = _OBLIGED.match(text, at)
    if found is None or _NO_ONE.match(text, at) or _VERB.search(text, at, found.end("who")):
        return None
    verb = actions.end(text, at) is not None and not _PEOPLE.match(text, at)
    if verb and (at or _OTHERS.search(text, at, found.end("who"))):
        return None
    start, end = found.span("who")
    if (at or verb) and len(text[start:end].split()) < _WORDS:
        return None
    return Body(start, end, " ".join(text[start:end].split()), BodyKind.NAME, None)


_WORDS = 3
"""Words of who stands behind a comma at least: fewer are more often the last of a list."""
_OTHERS = re.compile(
    rf"\b(?:các|những|{_PERSON}|ban|sở|bộ|tổ|đoàn|hội|phòng)\b|(?:\S+\s+){{4}}", re.IGNORECASE
)
"""What makes of a verb at the beginning an order to others: "Đề nghị các cơ quan có …"."""
_PEOPLE = re.compile(rf"{_PERSON}\b", re.IGNORECASE)
