"""How the answer is wanted: in a table, in short, in order, so many things; what talk is about."""

from index.question.phrases import names, pattern
from index.question.query import Form

_NUMBERS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


def form(text: str) -> tuple[Form, str]:
    """Return how the answer is to be laid out."""
    for name, value in (("table", Form.TABLE), ("short", Form.SHORT)):
        if match := pattern("form", name).search(text):
            return value, match.group()
    return Form.PLAIN, ""


def count(text: str) -> tuple[int | None, str]:
    """Return how many things the question says there are: "ba nhiệm vụ nào", "nêu 4 giải pháp"."""
    match = pattern("form", "count").search(text)
    if match is None:
        return None, ""
    said = match["count"] or match["listed"]
    return _NUMBERS.get(said) or int(said), match.group()


def ordered(text: str) -> str:
    """Return the words that ask for an order."""
    match = pattern("form", "ordered").search(text)
    return match.group() if match else ""


def topic(text: str) -> str:
    """Return what small talk is about; who it is spoken with where that is not told."""
    return next((name for name in names("talk") if pattern("talk", name).search(text)), "who")
