"""Labels that open a line: which styles of numbering there are, and what follows what."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.vietnamese.tokens import UPPER


class Style(StrEnum):
    """A way of labelling; two labels can be siblings only in the same style."""

    APPENDIX = "appendix"
    FORM = "form"
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
    Style.FORM,
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


_REMEMBERED = 2_048
"""Lines whose labels are kept: each is asked for them several times while it is read."""
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
    "biểu mẫu": Style.FORM,
    "mẫu": Style.FORM,
    "phần": Style.PART,
    "chương": Style.CHAPTER,
    "mục": Style.DIVISION,
    "tiểu mục": Style.SUBDIVISION,
    "điều": Style.ARTICLE,
}
_CODE = r"(?:[-/](?-i:[A-ZĐ]{2,8})){1,3}"
"""What the number of a form goes on with: "Mẫu 01-ĐK-CT"."""
_NUMBERED = (
    rf"\s+(?:(?P<thu>thứ\s+)?(?P<ordinal>(?:mười\s+)?(?:{'|'.join(_ORDINALS)}))\b"
    r"|(?P<so>số\s*:?\s+)?(?P<number>\d{1,4}[a-zđ]?(?:\.\d{1,2}){0,3}(?:-?[A-H]|-\d{1,2})?"
    r"|[ivxlc]{1,7}(?:-?[A-H]|-\d{1,2})?|[A-H](?:-?\d{1,2})?)"
)
_MARK = r"(?P<mark>\s*[.:\-–—]\s*|\s*\Z|\s+)"
_KEYWORD = re.compile(
    r"(?P<word>phụ lục|biểu mẫu|mẫu|phần|chương|tiểu mục|mục|điều)"
    rf"(?:{_NUMBERED}(?![\w/])))?{_MARK}",
    re.IGNORECASE,
)
_CODED = re.compile(rf"(?P<word>biểu mẫu|mẫu){_NUMBERED}{_CODE}(?![\w/])){_MARK}", re.IGNORECASE)
_FORMS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        Style.DECIMAL,
        re.compile(
            rf"((?:\d{{1,3}}|{_ROMAN})(?:\.\d{{1,2}}){{1,4}}(?:[a-zđ](?=[.)]))?)"
            r"(?:[.)]\s*|[-–]\s+|\s+)(?=\D)"
        ),
    ),
    (Style.ROMAN, re.compile(rf"({_ROMAN})(?:\s*[.)\-–/:]\s*|\s+(?=[{UPPER}]{{2,}}))(?=\S|\Z)")),
    (Style.UPPER, re.compile(r"([A-ZĐ])(?:[.)]\s+|\s*[-–/]\s+)(?=\S)")),
    (
        Style.NUMBER,
        re.compile(
            r"(\d{1,3}(?:[a-zđ](?=[.]))?)"
            r"(?:\.\s*(?=[^\W\d]|[\"“”'(\[*])|\.\s+(?=\S)|\s*[-–/]\s+(?=\S))"
        ),
    ),
    (Style.NUMBER_BRACKET, re.compile(r"(\d{1,3}[a-zđ]?)\)\s*(?=\S)")),
    (Style.NUMBER_BRACKETS, re.compile(r"\((\d{1,3})\)\s*(?=\S)")),
    (Style.LETTER_DECIMAL, re.compile(r"([a-zđ](?:\.\d{1,2}|\d{1,2}){1,2})(?:\)\s*|\.\s+)(?=\S)")),
    (Style.LETTER, re.compile(r"\(?([a-zđ])\)\s*(?=\S)")),
    (Style.LETTER_DOT, re.compile(r"([a-zđ])(?:\.\s*|\s*[-–]\s+)(?=[^\W\d_]{2}|[\"“])")),
    (Style.SMALL_ROMAN, re.compile(r"\(?([ivx]{1,5})[.)]\s*(?=\S)")),
)  # fmt: skip
_BULLET = re.compile(r"(?:[-–—+•●▪■◦*]|o(?=\s))\s*(?=\S)")


def readings(line: str) -> list[Label]:
    """Return every way the start of the line may be read as a label; often none, at most three."""
    return list(_readings(line))


@lru_cache(_REMEMBERED)
def _readings(line: str) -> tuple[Label, ...]:
    head = line[:48]
    if keyword := _keyword(head, line):
        return (keyword,)
    found: list[Label] = []
    for style, form in _FORMS:
        if (match := form.match(head)) and (numbers := _numbers(style, match[1])):
            found.append(Label(style, match[1], numbers, match.end()))
    return tuple(found)


def _keyword(head: str, line: str) -> Label | None:
    match = _CODED.match(head) or _KEYWORD.match(head)
    if not match or not head[0].isupper():
        return None
    style = _KEYWORDS[match["word"].lower()]
    number, ordinal = match["number"], match["ordinal"]
    if style is Style.FORM and (number is None or not number[0].isdigit()):
        return None
    if number is None and ordinal is None:
        return (
            Label(style, _titled(match["word"]), (0,), match.end())
            if _bare(style, match, line)
            else None
        )
    values = (_ordinal(ordinal),) if ordinal else _numbered(number)
    if values is None or not _opens(style, match, line):
        return None
    text = " ".join(line[: match.start("mark")].split())
    style = Style.DECIMAL if len(values) > 1 else style
    return Label(style, _titled(text, number), values, match.end())


def _ordinal(words: str) -> int:
    """Return the number that ordinal words say: "nhất", "mười hai"."""
    *ten, last = words.lower().split()
    return 10 * len(ten) + _ORDINALS[last]


def _numbered(text: str) -> tuple[int, ...] | None:
    """Return the numbers of "5", "5a", "1.2.3", "I-A", "A2", without what is put after them."""
    if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})+", text):
        return tuple(map(int, text.split(".")))
    match = re.match(r"\d+|[ivxlc]+|[A-H]", text, re.IGNORECASE)
    value = _number(match.group()) if match else None
    if value is None and match and (shorter := roman(match.group()[:-1])):
        value = shorter  # "IC" is annex C of I
    return None if value is None else (value,)


def _bare(style: Style, match: re.Match[str], line: str) -> bool:
    """Return whether it is an appendix alone in its kind: "PHỤ LỤC" without a number."""
    return style is Style.APPENDIX and (
        match.end() >= len(line.rstrip()) or line.startswith("PHỤ LỤC")
    )


def _opens(style: Style, match: re.Match[str], line: str) -> bool:
    """Tell "Điều 5. Phạm vi" and "Chương I" from "Điều 5 của Luật …" in the middle of a text."""
    rest = line[match.end() :]
    if style is Style.FORM:  # "Mẫu số 02: Đơn …" is an item of a list of forms
        return not rest or rest.isupper()
    if not rest or match["mark"].strip():
        return not match["mark"].strip().startswith(",")
    return rest[0].isupper() and (style is not Style.ARTICLE or line.startswith("ĐIỀU"))


def _titled(text: str, number: str | None = None) -> str:
    if number and (at := text.find(number)) >= 0:
        return text[:1].upper() + text[1:at].lower() + text[at:]
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
    parts = text.rstrip("abcdefghijklmnopqrstuvwxyzđ").split(".")
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
        inserted = label.style in KEYWORD_STYLES or _suffix(label) > 0
        return inserted and (_suffix(label), label.text) > (_suffix(previous), previous.text)
    return label.value == previous.value + 1


def _suffix(label: Label) -> int:
    """Return the place of the letter of an inserted label: 1 for "1a"; 0 for one without."""
    match = re.search(r"\d([a-zđ])\Z", label.text)
    return _ALPHABET.index(match[1]) + 1 if match else 0


def is_inserted(label: Label, previous: Label) -> bool:
    """Return whether the label may be one put in after the previous: "a1" after "a"."""
    if label.style is not Style.LETTER_DECIMAL or len(label.numbers) != 2:
        return False
    return previous.style is Style.LETTER and label.numbers == (previous.value, 1)


def resumes(label: Label, previous: Label) -> bool:
    """Return whether the label goes on with the list that the previous was put into: "b", "a1"."""
    if label.style is not Style.LETTER or previous.style is not Style.LETTER_DECIMAL:
        return False
    return label.value == previous.numbers[0] + 1


def opens_list(label: Label) -> bool:
    """Return whether the label is the first of a list."""
    return label.value <= 1 and not (_suffix(label) and label.style not in KEYWORD_STYLES)


def bullet(line: str) -> tuple[str, int] | None:
    """Return the mark of a bulleted line and where its words begin, or None."""
    match = _BULLET.match(line)
    if not match:
        return None
    mark = match.group().strip()
    if mark in "-–—" and line[match.end() :][:1].isdigit() and match.end() == 1:
        return None
    return ("-" if mark in "–—" else mark), match.end()


def keyword(label: str) -> str:
    """Return the word that a label begins with, in small letters: "điều" of "Điều 5"; else ""."""
    lowered = " ".join(label.lower().split())
    return next((word for word in _KEYWORDS if re.match(rf"{word}\b", lowered)), "")


def after(line: str) -> int:
    """Return where the words of a line begin, after its label or bullet; 0 where it has none."""
    mark = bullet(line)
    return mark[1] if mark else next((each.end for each in readings(line)), 0)
