"""Yes or no by the words of question and statement: a logistic regression over plain features.

Where a question claims figures these decide (see ``polarity``); this is for all others.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from index.question.phrases import pattern, syllable_set
from ingest.vietnamese import bodies as body_forms
from ingest.vietnamese import body_names
from ingest.vietnamese.lexicon import opposites
from ingest.vietnamese.text import aligned, normalise
from ingest.vietnamese.words import syllables

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
_TAIL = re.compile(
    r"(?:\s*,?\s*(?:hay|phải|đúng|có phải|rồi|hay là))?\s+(?:không|chưa)"
    r"(?:,\s*(?:theo|trong|ở|tại)\b[^?]*)?\s*\??\s*$"
)
_FORBIDS = re.compile(
    r"(?:không (?:được|phải|áp dụng|bao gồm|gồm|thực hiện|sử dụng|yêu cầu|cần|thuộc|điều chỉnh"
    r"|quy định|tính)|chưa (?:được|bao gồm)|cấm)\b"
)
_ONLY = r"\bchỉ\b(?! (?:thị|tiêu|đạo|số|định|huy|dẫn|giới)\b)"
_STATED = {
    "obliges": r"\bphải\b",
    "bounds": r"\b(?:trở lên|tối thiểu|ít nhất|không quá|tối đa)\b",
    "in_part": r"\b(?:một phần|kiêm)\b",
    "includes": r"\b(?:gồm|kể cả)\b",
    "allows": r"\b(?:được|có thể|cho phép|ưu tiên|khuyến khích)\b",
    "only_if": rf"{_ONLY}|\b(?:mới (?:đủ|được)|trước khi|sau khi (?:có|được))\b",
}
_ASKED = {
    "asks_all": rf"{_ONLY}|\b(?:luôn|hết|toàn bộ|tất cả|mọi|hoàn toàn|ngay|cứ|tự|đích thân"
    r"|bất kỳ)\b",
    "asks_duty": r"\b(?:bắt buộc|phải|cần)\b",
    "asks_leave": r"\bđược\b",
    "asks_negated": r"\b(?:không|chưa)\b",
    "asks_suffers": r"\bbị\b",
    "asks_also": r"\b(?:cũng|cả|thêm|ngoài)\b",
    "asks_still": r"\b(?:còn|vẫn|nữa|tiếp)\b",
    "asks_by": r"\b(?:do|có phải)\b",
    "asks_leads": r"\b(?:do|chủ trì)\b",
    "asks_itself": r"\b(?:tự|luôn|ngay|một mình|riêng)\b",
    "asks_without": r"\b(?:mà|khi|nếu|nhưng) (?:không|chưa|khỏi|chẳng)\b|\bkhỏi\b",
    "asks_ends": r"\b(?:cấm|ngưng|ngừng|dừng|hoãn|loại|miễn|trừ|thôi|bãi bỏ)\b",
}
_SO = re.compile(r"\bphải (?:là|do|ở)\b|\b(?:phải|đúng) không\b|^có phải\b")
"""It is asked whether something is as it is said to be."""
_CONTINUES = re.compile(r"\b(?:tiếp tục|vẫn)\b")
_ENDS = re.compile(
    r"\b(?:cấm|ngưng|ngừng|dừng|hoãn|loại|miễn|thôi|bãi bỏ|chấm dứt|trừ|ngoài|không bao gồm)\b"
)
_REQUIRES = re.compile(
    rf"{_ONLY}|\b(?:phải|cần|bắt buộc|có trách nhiệm|mới|khi|nếu|trường hợp|trước khi)\b"
)
_DUTY = re.compile(r"\b(?:phải|cần|bắt buộc|có trách nhiệm)\b")
_STATED_FORMS = {name: re.compile(form) for name, form in _STATED.items()}
_ASKED_FORMS = {name: re.compile(form) for name, form in _ASKED.items()}
_MOST_COMMAS = 6
_PLAIN = "không"
_SAME = 4
"""Syllables after a denial that tell whether question and statement deny the same."""
_REACH = 6
"""Syllables that a denial may speak of."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Weights of the features; above 0 means yes."""

    base: float
    weights: Mapping[str, float]

    def yes(self, question: str, statement: str, bodies: Collection[str] = ()) -> float:
        """Return the probability of yes, 0 to 1; ``question`` has its diacritics."""
        return 1 / (1 + math.exp(-self.logit(features(question, statement, bodies))))

    def logit(self, found: Mapping[str, float]) -> float:
        """Return the log odds of yes by features."""
        return self.base + sum(self.weights.get(name, 0.0) * x for name, x in found.items())


def features(question: str, statement: str, bodies: Collection[str] = ()) -> dict[str, float]:
    """Return what of a question and a statement may tell yes from no, each 0 to 3.

    ``bodies`` are those that the question names.
    """
    whole = pattern("polarity", "numbered").sub(" ", normalise(question).lower())
    asked = _TAIL.sub("", whole)
    said = normalise(statement).lower()
    words = set(syllables(asked)) - syllable_set("asking")
    own = set(syllables(said))
    figures, stated = (set(map(_plain, _FIGURE.findall(text))) for text in (asked, said))
    found = {name: float(bool(form.search(said))) for name, form in _STATED_FORMS.items()}
    found |= {name: float(bool(form.search(asked))) for name, form in _ASKED_FORMS.items()}
    found |= _denials(asked, said, words)
    found |= {
        "asks_so": float(bool(_SO.search(whole))),
        "pairs": _pairs(asked, said),
        "another_body": float(_another_body(bodies, statement)),
    }
    return (
        found
        | _together(found, said)
        | {
            "other_figure": float(bool(stated - figures)),
            "figure_missing": float(bool(figures - stated)),
            "opposite": float(_opposed(asked, said)),
            "covered": len(words & own) / max(1, len(words)),
            "commas": min(_MOST_COMMAS, said.count(",")) / _MOST_COMMAS,
        }
    )


def _together(found: Mapping[str, float], said: str) -> dict[str, float]:
    """Return what only question and statement together tell."""
    denies = found["denies_asked"]
    ends = max(denies, float(bool(_ENDS.search(said))))
    asks_who = max(found["asks_leads"], found["asks_so"])
    lacking = found["asks_without"] * (1 - found["denies_alike"])
    return {
        "duty_kept": found["asks_duty"] * float(bool(_DUTY.search(said))) * (1 - denies),
        "still_so": found["asks_still"] * float(bool(_CONTINUES.search(said))),
        "without_need": lacking * float(bool(_REQUIRES.search(said))),
        "another_leads": found["another_body"] * asks_who,
        "ends_as_asked": found["asks_ends"] * ends,
    }


def _pairs(asked: str, said: str) -> float:
    """Return the share of the pairs of syllables of the question that the statement holds."""
    stated = set(pairwise(syllables(said)))
    pairs = [
        pair for pair in pairwise(syllables(asked)) if not syllable_set("asking").issuperset(pair)
    ]
    return sum(pair in stated for pair in pairs) / max(1, len(pairs))


def _another_body(asked: Collection[str], statement: str) -> bool:
    """Return whether a statement names bodies, and none that the question does."""
    keys = [body_names.key(name) for name in asked]
    named = (
        [body_names.key(body.name) for body in body_forms.mentioned(aligned(statement))]
        if keys
        else []
    )
    return bool(named) and not any(a.startswith(b) or b.startswith(a) for a in named for b in keys)


def _plain(figure: str) -> str:
    """Return a figure as it is compared: "1.500" and "1500" are one, "05" and "5" too."""
    return re.sub(r"[.,](?=\d{3}(?!\d))", "", figure).lstrip("0") or "0"


def _denials(asked: str, said: str, words: set[str]) -> dict[str, float]:
    """Return what the statement denies; what the question denies in the same words is no denial.

    "Đơn vị không gửi báo cáo" agrees with what is asked of "đơn vị không gửi báo cáo", "Cấm rải
    tiền" with "có bị cấm không".
    """
    denials = pattern("polarity", "denied")
    presumed = [
        (_cue(match), _next(asked, match.end(), _SAME)) for match in denials.finditer(asked)
    ]
    found = list(chain(denials.finditer(said), _extra(said)))
    own = [
        match
        for match in found
        if not any(
            _cue(match) == cue and (cue != _PLAIN or _next(said, match.end(), _SAME) & denied)
            for cue, denied in presumed
        )
    ]
    near = [len(_next(said, match.end(), _REACH) & words) for match in own]
    return {
        "denies": float(bool(own)),
        "denies_none": float(not found),
        "denies_alike": float(len(own) < len(found)),
        "denies_asked": float(any(count > 0 for count in near)),
        "denies_asked_well": float(any(count > 1 for count in near)),
        "forbids": float(any(_FORBIDS.match(said, match.start()) for match in own)),
        "negations": float(min(3, len(own))),
    }


def _extra(said: str) -> Sequence[re.Match[str]]:
    return list(re.finditer(r"\b(?:chấm dứt|hạn chế|thay thế)\b", said))


def _cue(match: re.Match[str]) -> str:
    """Return the word that denies; "chưa" denies as "không" does."""
    return _PLAIN if match.group() == "chưa" else match.group()


def _next(text: str, at: int, count: int) -> set[str]:
    return set(syllables(text[at:])[:count])


def _opposed(asked: str, said: str) -> bool:
    """Return whether the statement says the opposite of a word of the question, and not it."""
    return any(
        (a in asked and b in said and a not in said) or (b in asked and a in said and b not in said)
        for a, b in opposites()
    )
