"""Numbers: "1.500", "1 500", "1,5 tỷ", "2 tỷ 500 triệu", "hai mươi lăm" as decimals."""

from decimal import Decimal

import regex

from ingest.vietnamese.tables import alternatives, rows

_TABLE = tuple(rows("numbers.tsv"))
_DIGITS = {word: int(value) for word, kind, value in _TABLE if kind == "digit"}
_SCALES = {word: Decimal(value) for word, kind, value in _TABLE if kind == "scale"}

SCALE = rf"(?:{alternatives(tuple(_SCALES))})\b(?!\s+(?:lệ|trọng|suất|giá|số)\b)"
"""A word that multiplies; "tỷ lệ" is none."""
SCALES = rf"(?:(?:\s*|\s+trăm\s+|\s+chục\s+){SCALE}(?:\s+{SCALE})*)"
FIGURES = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ ]\d{3})+(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?)(?!\d|[.,]\d)"
)
"""A number in figures, with or without marks between its thousands."""
_FIVE = rf"năm(?=\s+(?:mươi|trăm|phần\s+trăm|{SCALE}))"
"""The word for five is the word for year; "mười năm" are ten years."""
_DIGIT = rf"(?:{alternatives(tuple(w for w in _DIGITS if w != 'năm'))}|{_FIVE})\b"
_TENS = rf"(?:mười|{_DIGIT}\s+mươi)\b(?:\s+{_DIGIT})?"
_HUNDREDS = (
    rf"{_DIGIT}\s+trăm\b(?:\s+(?:{_TENS}|(?:linh|lẻ)\s+(?:{_DIGIT}|năm\b)|{_DIGIT}(?!\s+mươi)))?"
)
WORDS = rf"\b(?:{_HUNDREDS}|{_TENS}|(?!tư\b){_DIGIT})"
"""A number below a thousand in words; "tư" alone is none: "đầu tư dự án"."""
_ATOM = rf"(?:{FIGURES}|{WORDS})"
NUMBER = (
    rf"(?:{_ATOM}{SCALES}(?:\s+{_ATOM}{SCALES})*(?:\s+(?:rưỡi\b|{_HUNDREDS}|{_TENS}))?|{_ATOM})"
)
"""Any number as a pattern without groups, for text in lower case or a pattern that ignores it."""

_TERM = regex.compile(
    rf"(?P<figures>{FIGURES})?(?P<words>{WORDS})?(?P<scales>{SCALES})?", regex.IGNORECASE
)
_LAST_SCALE = regex.compile(SCALES, regex.IGNORECASE)
_GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?")
_GROUPED_BY_COMMAS = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def value(text: str, *, divisible: bool = False) -> Decimal:
    """Return what a match of ``NUMBER`` amounts to.

    One mark before three figures parts thousands ("1.500"); a comma parts decimals instead where
    what is measured can be divided ("12,345 ha"), and so does any mark behind a nought.
    """
    total = Decimal(0)
    at = 0
    text = text.lower().strip()
    factor = Decimal(1)
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or match.end() == at:
            if text.startswith("rưỡi", at):
                total += factor / 2
            at += 1
            continue
        factor = _factor(match["scales"] or "")
        finely = divisible or factor >= _SCALES["tỷ"]
        read = _figures(match["figures"], finely) if match["figures"] else _words(match["words"])
        total += read * factor
        at = match.end()
    return total


def in_words(text: str) -> bool:
    """Return whether a match of ``NUMBER`` is written without figures."""
    return not any(character.isdigit() for character in text)


def scaled(text: str) -> bool:
    """Return whether a match of ``NUMBER`` holds a word that multiplies: "2 tỷ rưỡi"."""
    return _LAST_SCALE.search(text) is not None


def last_scale(text: str) -> str:
    """Return the words that multiply the last number of a match of ``NUMBER``, "" without any."""
    found = _LAST_SCALE.findall(text)
    return str(found[-1]) if found else ""


def _factor(scales: str) -> Decimal:
    factor = Decimal(1)
    for word in scales.split():
        factor *= _SCALES.get(word, Decimal({"trăm": 100, "chục": 10}.get(word, 1)))
    return factor


def _figures(text: str, divisible: bool) -> Decimal:
    begins_anew = text.startswith(("0.", "0,"))
    if _GROUPED.fullmatch(text) and not begins_anew:
        return Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))
    alone = text.count(",") == 1 and "." not in text
    if _GROUPED_BY_COMMAS.fullmatch(text) and not begins_anew and not (divisible and alone):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", "."))


def _words(text: str) -> Decimal:
    total = digit = 0
    for word in text.split():
        if word == "mười":
            total, digit = total + 10, 0
        elif word in {"mươi", "trăm"}:
            total, digit = total + digit * (10 if word == "mươi" else 100), 0
        elif word in _DIGITS:
            digit = _DIGITS[word]
    return Decimal(total + digit)
