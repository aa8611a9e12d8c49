"""Labels that open a line: which styles of numbering there are, and what follows what."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """A way of labelling; two labels can be siblings only in the same style."""

    APPENDIX = "appendix"
    PART = "part"
    CHAPTER = "chapter"
    DIVISION = "division"
    SUBDIVISION = "subdivision"
    ARTICLE = "article"
    UPPER = "upper"
    ROMAN = "roman"
    NUMBER = "number"
    NUMBER_BRACKET = "number-bracket"
    NUMBER_BRACKETS = "number-brackets"
    DECIMAL = "decimal"
    LETTER = "letter"
    LETTER_DOT = "letter-dot"
    LETTER_DECIMAL = "letter-decimal"
    SMALL_ROMAN = "small-roman"


KEYWORD_STYLES = (
    Style.APPENDIX,
    Style.PART,
    Style.CHAPTER,
    Style.DIVISION,
    Style.SUBDIVISION,
    Style.ARTICLE,
)
"""Styles that name themselves ("Điều 5"), outermost first."""


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of the start of a line."""

    style: Style
    text: str
    """As the document writes it, without dots and brackets."""
    numbers: tuple[int, ...]
    """Place in its sequence; several for "1.2.3"."""
    end: int
    """Where the words after the label begin."""

    @property
    def value(self) -> int:
        """The last number: what grows from sibling to sibling."""
        return self.numbers[-1]


_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_OPTIONAL = set("đfjwz")
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = r"[IVX]{1,7}"
_KEYWORDS = {
    "phụ lục": Style.APPENDIX,
    "phần": Style.PART,
    "chương": Style.CHAPTER,
    "mục": Style.DIVISION,
    "tiểu mục": Style.SUBDIVISION,
    "điều": Style.ARTICLE,
}
_KEYWORD = re.compile(
    r"(?P<word>phụ lục|phần|chương|tiểu mục|mục|điều)"
    rf"(?:\s+(?:(?P<thu>thứ\s+)?(?P<ordinal>{'|'.join(_ORDINALS)})\b"
    r"|(?P<so>số\s+)?(?P<number>\d{1,4}[a-zđ]?|[ivxlc]{1,7}|[A-H])(?![\w/])))?"
    r"(?P<mark>\s*[.:\-–—]\s*|\s*\Z|\s+)",
    re.IGNORECASE,
)
_FORMS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        Style.DECIMAL,
        re.compile(rf"((?:\d{{1,3}}|{_ROMAN})(?:\.\d{{1,2}}){{1,4}})(?:[.)]\s*|[-–]\s+|\s+)(?=\D)"),
    ),
    (Style.ROMAN, re.compile(rf"({_ROMAN})(?:\s*[.)\-–/:]\s*|\s+(?=[A-ZĐÀ-Ỹ]{{2,}}))(?=\S|\Z)")),
    (Style.UPPER, re.compile(r"([A-ZĐ])(?:[.)]\s+|\s*[-–/]\s+)(?=\S)")),
    (
        Style.NUMBER,
        re.compile(r"(\d{1,3})(?:\.\s*(?=[^\W\d]|[\"“”'(\[*])|\.\s+(?=\S)|\s*[-–/]\s+(?=\S))"),
    ),
    (Style.NUMBER_BRACKET, re.compile(r"(\d{1,3})\)\s*(?=\S)")),
    (Style.NUMBER_BRACKETS, re.compile(r"\((\d{1,3})\)\s*(?=\S)")),
    (Style.LETTER_DECIMAL, re.compile(r"([a-zđ](?:\.\d{1,2}|\d{1,2}){1,2})(?:\)\s*|\.\s+)(?=\S)")),
    (Style.LETTER, re.compile(r"\(?([a-zđ])\)\s*(?=\S)")),
    (Style.LETTER_DOT, re.compile(r"([a-zđ])(?:\.\s*|\s*[-–]\s+)(?=[^\W\d_]{2}|[\"“])")),
    (Style.SMALL_ROMAN, re.compile(r"\(?([ivx]{1,5})[.)]\s*(?=\S)")),
)  # fmt: skip
_BULLET = re.compile(r"(?:[-–—+•●▪■◦*]|o(?=\s))\s*(?=\S)")


def readings(line: str) -> list[Label]:
    """Return every way the start of the line may be read as a label; often none, at most three."""
    head = line[:48]
    if keyword := _keyword(head, line):
        return [keyword]
    found: list[Label] = []
    for style, form in _FORMS:
        if (match := form.match(head)) and (numbers := _numbers(style, match[1])):
            found.append(Label(style, match[1], numbers, match.end()))
    return found


def _keyword(head: str, line: str) -> Label | None:
    match = _KEYWORD.match(head)
    if not match or not head[0].isupper():
        return None
    style = _KEYWORDS[match["word"].lower()]
    number, ordinal = match["number"], match["ordinal"]
    if number is None and ordinal is None:
        return (
            Label(style, _titled(match["word"]), (0,), match.end())
            if _bare(style, match, line)
            else None
        )
    value = _ORDINALS[ordinal.lower()] if ordinal else _number(number)
    if value is None or not _opens(style, match, line):
        return None
    text = " ".join(line[: match.start("mark")].split())
    return Label(style, _titled(text, number), (value,), match.end())


def _bare(style: Style, match: re.Match[str], line: str) -> bool:
    """Return whether it is an appendix alone in its kind: "PHỤ LỤC" without a number."""
    return style is Style.APPENDIX and (
        match.end() >= len(line.rstrip()) or line.startswith("PHỤ LỤC")
    )


def _opens(style: Style, match: re.Match[str], line: str) -> bool:
    """Tell "Điều 5. Phạm vi" and "Chương I" from "Điều 5 của Luật …" in the middle of a text."""
    rest = line[match.end() :]
    if not rest or match["mark"].strip():
        return not match["mark"].strip().startswith(",")
    return rest[0].isupper() and (style is not Style.ARTICLE or line.startswith("ĐIỀU"))


def _titled(text: str, number: str | None = None) -> str:
    if number and text.endswith(number):
        words = text[: -len(number)]
        return words[:1].upper() + words[1:].lower() + number
    return text[:1].upper() + text[1:].lower()


def _number(text: str) -> int | None:
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyzđ") if text[0].isdigit() else ""
    if digits:
        return int(digits)
    return roman(text) or (_ALPHABET.index(text.lower()) + 1 if len(text) == 1 else None)


def roman(text: str) -> int | None:
    """Return the value of a Roman number written properly, or None."""
    total = 0
    values = [_ROMAN_DIGITS.get(letter, 0) for letter in text.lower()]
    if not values or not all(values):
        return None
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total if as_roman(total) == text.upper() else None


def as_roman(value: int) -> str:
    """Return the Roman number in capitals."""
    pairs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for unit, letters in pairs:
        while value >= unit:
            text += letters
            value -= unit
    return text


def _numbers(style: Style, text: str) -> tuple[int, ...] | None:
    if style in {Style.ROMAN, Style.SMALL_ROMAN}:
        value = roman(text)
        return (value,) if value else None
    if style in {Style.UPPER, Style.LETTER, Style.LETTER_DOT}:
        return (_ALPHABET.index(text.lower()) + 1,)
    if style is Style.LETTER_DECIMAL:
        return (_ALPHABET.index(text[0]) + 1, *map(int, re.findall(r"\d+", text)))
    parts = text.split(".")
    first = int(parts[0]) if parts[0].isdigit() else roman(parts[0])
    return None if first is None else (first, *map(int, parts[1:]))


def follows(label: Label, previous: Label) -> bool:
    """Return whether the label is the next of the previous one's list."""
    if label.style is not previous.style or len(label.numbers) != len(previous.numbers):
        return False
    if label.numbers[:-1] != previous.numbers[:-1]:
        return False
    if label.style in {Style.LETTER, Style.LETTER_DOT, Style.UPPER}:
        between = _ALPHABET[previous.value : label.value - 1]
        return label.value > previous.value and set(between) <= _OPTIONAL
    if label.value == previous.value:
        return label.style in KEYWORD_STYLES and label.text > previous.text
    return label.value == previous.value + 1


def opens_list(label: Label) -> bool:
    """Return whether the label is the first of a list."""
    return label.value <= 1


def bullet(line: str) -> tuple[str, int] | None:
    """Return the mark of a bulleted line and where its words begin, or None."""
    match = _BULLET.match(line)
    if not match:
        return None
    mark = match.group().strip()
    if mark in "-–—" and line[match.end() :][:1].isdigit() and match.end() == 1:
        return None
    return ("-" if mark in "–—" else mark), match.end()
