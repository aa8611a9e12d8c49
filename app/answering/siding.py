"""Yes or no by the words of question and statement: a logistic regression over plain features.

Where a question claims figures these decide (see ``polarity``); this is for all others.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
_TAIL = re.compile(r"(?:\s*,?\s*(?:hay|phải|đúng|có phải|rồi|hay là))?\s+(?:không|chưa)\s*\??\s*$")
_STATED = {
    "denies": r"\b(?:không|chưa|cấm|trừ|ngoài|thay vì|bãi bỏ|chấm dứt|tạm dừng|dừng|miễn)\b",
    "forbids": r"\bkhông (?:được|phải|quá|áp dụng|bao gồm|thực hiện|sử dụng|yêu cầu)\b",
    "obliges": r"\bphải\b",
    "bounds": r"\b(?:trở lên|tối thiểu|ít nhất|không quá|tối đa)\b",
    "in_part": r"\b(?:một phần|kiêm)\b",
    "excepts": r"\b(?:trừ|ngoài)\b",
    "includes": r"\b(?:gồm|kể cả)\b",
}
_ASKED = {
    "asks_all": r"\b(?:chỉ|luôn|hết|toàn bộ|tất cả|mọi|hoàn toàn|ngay)\b",
    "asks_duty": r"\b(?:bắt buộc|phải|cần)\b",
    "asks_leave": r"\bđược\b",
    "asks_negated": r"\b(?:không|chưa)\b",
}
_STATED_FORMS = {name: re.compile(form) for name, form in _STATED.items()}
_ASKED_FORMS = {name: re.compile(form) for name, form in _ASKED.items()}


@dataclass(frozen=True, slots=True)
class Sides:
    """Weights of the features; above 0 means yes."""

    base: float
    weights: Mapping[str, float]

    def yes(self, question: str, statement: str) -> float:
        """Return the probability of yes, 0 to 1; ``question`` has its diacritics."""
        found = features(question, statement)
        logit = self.base + sum(self.weights.get(name, 0.0) * x for name, x in found.items())
        return 1 / (1 + math.exp(-logit))


def features(question: str, statement: str) -> dict[str, float]:
    """Return what of a question and a statement may tell yes from no, each 0 to 3."""
    asked = _TAIL.sub("", normalise(question).lower())
    said = normalise(statement).lower()
    words, own = set(syllables(asked)), set(syllables(said))
    figures, stated = set(_FIGURE.findall(asked)), set(_FIGURE.findall(said))
    found = {name: bool(form.search(said)) for name, form in _STATED_FORMS.items()}
    found |= {name: bool(form.search(asked)) for name, form in _ASKED_FORMS.items()}
    found |= {
        "other_figure": bool(stated - figures),
        "figure_missing": bool(figures - stated),
    }
    return {name: float(held) for name, held in found.items()} | {
        "negations": float(min(3, said.count("không"))),
        "covered": len(words & own) / max(1, len(words)),
    }
