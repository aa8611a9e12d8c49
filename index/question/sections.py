"""The parts of a document that a question names: "khoản 2 Điều 5", "mục III.2", "phụ lục II"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.vietnamese.text import fold

_ORDINALS = {
    "nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6",
    "bảy": "7", "tám": "8", "chín": "9", "mười": "10",
}  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_LABEL = r"(?:\d{1,3}[a-zđ]?|[ivxl]{1,6}|[a-zđ]\d{0,2})(?:[.-](?:\d{1,2}|[ivxl]{1,4}|[a-hđ]))*"
_ORDINAL = "|".join(_ORDINALS)
_REFERENCE = re.compile(
    r"\b(?P<word>điểm|khoản|tiểu mục|mục|điều|chương|phần|phụ lục|biểu mẫu|mẫu)\s+"
    rf"(?:(?:số|thứ)\s+)?(?P<label>{_LABEL}|(?<=thứ )(?:{_ORDINAL}))(?![\w%])"
    r"(?!\s*(?:%|phần trăm|năm|tháng|ngày|tỷ|triệu|nghìn|điểm|đồng)\b|\s*[/]\s*\d)",
    re.IGNORECASE,
)
_FROM_INSIDE = re.compile(r"\s*,?\s*(?:(?:của|thuộc|trong|ở|tại)\s+)?$", re.IGNORECASE)
"""What stands between the inner and the outer part: "khoản 2 của Điều 5"."""
_NAMED = frozenset({"điều", "phụ lục", "mẫu", "biểu mẫu"})
"""Parts whose label keeps its word."""
_INNER = frozenset({"điểm", "khoản"})
"""Parts that are meant only inside another, or of a statute."""


@dataclass(frozen=True, slots=True)
class SectionReference:
    """A part of a document by its labels, outermost first, as ``section_path`` writes them."""

    path: tuple[str, ...]
    words: str
    """As the question says it."""

    def fits(self, section_path: tuple[str, ...]) -> bool:
        """Return whether a path ends in the part, or in it by a label with its parent's: "III.2".

        "Phần 3" may be labelled in Roman figures.
        """
        wanted = [_plain(label) for label in self.path]
        labels = _spread(section_path)
        return labels[-len(wanted) :] == wanted


def references(text: str) -> tuple[SectionReference, ...]:
    """Return the parts that ``text`` names, in order; inner and outer ones together are one."""
    found: list[tuple[list[re.Match[str]], int]] = []
    for match in _REFERENCE.finditer(text):
        between = text[found[-1][1] : match.start()] if found else "."
        if found and _FROM_INSIDE.fullmatch(between) and _outside(found[-1][0][-1], match):
            found[-1][0].append(match)
            found[-1] = found[-1][0], match.end()
        elif _stands_alone(match):
            found.append(([match], match.end()))
    return tuple(
        SectionReference(
            tuple(label for match in reversed(group) for label in _labels(match)),
            text[group[0].start() : end],
        )
        for group, end in found
        if not all(match["word"].lower() == "điểm" for match in group)
    )


def _stands_alone(match: re.Match[str]) -> bool:
    """Return whether "điểm" or "khoản" can begin a reference: "điểm 5" may be a mark in a test."""
    return match["word"].lower() not in _INNER or not match["label"].isdigit() or _leads(match)


def _leads(match: re.Match[str]) -> bool:
    rest = match.string[match.end() :]
    return bool(re.match(r"\s*,?\s*(?:(?:của|thuộc)\s+)?(?:khoản|điều|mục|phần)\b", rest, re.I))


_DEPTH = {"điểm": 0, "khoản": 1, "tiểu mục": 2, "điều": 3, "mục": 3, "chương": 4, "phần": 5,
          "mẫu": 4, "biểu mẫu": 4, "phụ lục": 6}  # fmt: skip


def _outside(inner: re.Match[str], outer: re.Match[str]) -> bool:
    return _DEPTH[outer["word"].lower()] > _DEPTH[inner["word"].lower()]


def _labels(match: re.Match[str]) -> Iterator[str]:
    word, label = match["word"].lower(), match["label"].lower()
    label = _ORDINALS.get(label, label)
    if word in _NAMED:
        yield f"{word.capitalize()} {_written(label)}"
    elif word == "chương":
        yield f"Chương {_written(label)}"
    elif word == "điểm":
        yield label
    else:
        yield from (_written(piece) for piece in label.split("."))


def _written(label: str) -> str:
    """Return a label as documents write it: Roman figures in capitals."""
    first = re.split(r"[.-]", label)[0]
    return label.upper() if set(first) <= set(_ROMAN) else label


def _spread(section_path: tuple[str, ...]) -> list[str]:
    """Return plain labels, one that repeats its parent's without it: III, III.2 → 3, 2."""
    plain: list[str] = []
    before = ""
    for label in section_path:
        own = label.removeprefix(f"{before}.") if before else label
        plain += [_plain(piece) for piece in (own.split(".") if own[:1].isalnum() else [own])]
        before = label
    return plain


def _plain(label: str) -> str:
    """Return a label without its word and marks, Roman figures as numbers.

    A single small letter is a point's: "đ" is not "d", and "i" no figure.
    """
    if len(label) == 1 and label.islower():
        return label
    folded = fold(label).strip()
    kept = re.sub(r"^(?:phan|muc|chuong|tieu muc)\s+(?:(?:thu|so)\s+)?", "", folded)
    ordinals = {fold(word): figure for word, figure in _ORDINALS.items()}
    kept = ordinals.get(kept, kept)
    return str(_number(kept)) if kept and set(kept) <= set(_ROMAN) else kept


def _number(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(
        -value if value < max(values[at + 1 :], default=0) else value
        for at, value in enumerate(values)
    )
