"""Figures as values: amounts of money, shares, measures and counts, with unit and bound."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

import regex

from ingest.vietnamese import bounds, numbers
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import periods
from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.text import aligned, normalise

_REMEMBERED = 4_096
"""Texts whose figures are kept."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its span in a text: ``text[start:end]`` with its unit and what bounds it."""

    start: int
    end: int
    low: Decimal
    """Least and greatest value, multiplied out: "3.000 triệu đồng" is 3 000 000 000."""
    high: Decimal
    unit: str
    """One form for all spellings ("%", "đồng", "hộ", "m2"); of any other thing its first word."""
    bound: Bound = Bound.EXACT


_UNITS = {form.lower(): (unit, kind) for form, unit, kind in rows("units.tsv")}
_KINDS = dict(_UNITS.values())
MONEY, SHARE, COUNT = "money", "share", "count"
_TIME = "time"
AMOUNTS = frozenset({"đồng", "tiền", "tỷ", "triệu", "nghìn", "ngàn"})
"""Words by which a sum of money is asked for: it may be told by another of them."""
_LONG = "lâu"
"""The word by which a length of time is asked for: "bao lâu"."""
_DIVISIBLE = {SHARE, "measure"}


@cache
def function_words() -> frozenset[str]:
    """Return the words that are never what a figure counts."""
    text = files("ingest.vietnamese").joinpath("data", "function_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(normalise(" ".join(lines)).split())


def is_known(unit: str) -> bool:
    """Return whether the unit is in the table, not only the first word of any thing."""
    return unit in _KINDS


def opening(text: str) -> str | None:
    """Return the unit of the table that ``text`` begins with; None where with any other word."""
    found = _OPENING.match(normalise(text))
    return _UNITS[" ".join(found.group().lower().split())][0] if found else None


def told_in(asked: str) -> frozenset[str]:
    """Return the words in which may be told what is asked for in one: "mm" of "milimét".

    Itself alone where it begins another unit, as "mét" does "mét vuông".
    """
    if asked in AMOUNTS:
        return AMOUNTS
    if asked == _LONG:
        return frozenset(form for form, (_, kind) in _UNITS.items() if kind == _TIME)
    unit, _ = _UNITS.get(asked, (asked, COUNT))
    if any(form.startswith(f"{asked} ") for form in _UNITS):
        return frozenset({asked})
    return frozenset({asked, *(form for form, (of, _) in _UNITS.items() if of == unit)})


def kind(unit: str) -> str:
    """Return what the unit measures: money, share, measure, time, or count, as of any thing."""
    return _KINDS.get(unit, COUNT)


_NAMED = rf"\s?(?:{alternatives(tuple(_UNITS))})(?![^\W_])"
_OPENING = regex.compile(rf"{_NAMED}", regex.IGNORECASE)
_JOINS = rf"(?:{'|'.join(sorted(function_words()))})\b"
_THING = rf"\s(?!{_JOINS}|(?:{numbers.SCALE})|(?:tỷ|tỉ)\b)[^\W\d_]+"
_UNIT = rf"(?:{_NAMED}|{_THING})"
_BEFORE = (
    rf"(?:(?:\b|(?=[<>≤≥]))(?:(?:{bounds.words('before', 'figure')})\s*(?:(?:là|đạt|bằng)\s+)?)+)?"
)
_FIGURE = regex.compile(
    rf"(?P<before>{_BEFORE})(?<!\w|\d[.,]|[/-]|\d\s?[-–]\s?)"
    rf"(?:(?P<low>{numbers.NUMBER})(?P<low_unit>{_NAMED})?(?:\s?[-–]\s?|\s+(?:đến|tới)\s+))?"
    rf"(?P<high>{numbers.NUMBER})(?!\s?[-/]\s?(?-i:\p{{Lu}}{{2}})|/\d|\d|[.,]\d)"
    rf"(?P<unit>{_UNIT})?(?P<per>(?:/[^\W\d_]+)+)?"
    rf"(?P<more>\s(?!{_JOINS})[^\W\d_]+)?"
    rf"(?P<after>(?:\s[^\W\d_]+){{0,3}}?\s+(?:{bounds.words('after', 'figure')})\b)?",
    regex.IGNORECASE,
)
_NAMED_SO = regex.compile(r"\p{Lu}\p{L}*\s\p{Lu}\p{Ll}?\Z")
"""Ends before the second letter of what is a word of a name, and no bound: "Duy Từ"."""
_LABEL = regex.compile(
    r"\b(?:điều|khoản|điểm|mục|chương|phần|(?<!tổng |trong )số|phụ\s+lục|khóa|kỳ|thứ|lớp|bảng|biểu"
    r"|(?<!lấy |thu )mẫu|trang|nhóm|quốc\s+lộ|tiết|ngày|tháng|quý|phường|quận|tổ|thôn|ấp"
    r"|khu\s+phố|xóm)\s*:?\s*\Z",
    regex.IGNORECASE,
)
"""What a number only names: "Điều 5", "số 12", "lớp 9"."""
_LEVEL = regex.compile(r"\b(?P<level>mức|tốp|cấp|hạng)\s+(?:độ\s+)?\Z", regex.IGNORECASE)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_BARE = frozenset(("một", "năm"))
"""Words that alone are more often an article and a year than a number."""


@lru_cache(_REMEMBERED)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of NFC ``text``, in order, none inside another.

    Dates, years, the numbers of documents and those that only name ("Điều 5") are none.
    """
    plain = aligned(text)
    if not any(character.isdigit() for character in plain) and not _WORDED.search(plain):
        return ()
    dated = [(period.start, period.end) for period in periods(text)]
    found: list[Figure] = []
    at = 0
    while match := _FIGURE.search(plain, at):
        begins, ends = match.span("high")
        if match["low"]:
            begins = match.start("low")
        overlapped = next((end for start, end in dated if start < ends and begins < end), None)
        if overlapped is not None:
            at = max(overlapped, match.start() + 1)
            continue
        read = _read(match, plain)
        found.extend(read)
        at = read[-1].end if read else ends
    return tuple(found)


_WORDED = regex.compile(numbers.WORDS, regex.IGNORECASE)


def _read(match: "regex.Match[str]", plain: str) -> list[Figure]:
    """Return the figure of a match, two where it is no range, none where the number only names."""
    written = match["unit"] or ""
    unit = _unit(written)
    number = match["high"]
    begins = match.start("low") if match["low"] else match.start("high")
    before = plain[max(0, begins - _REACH) : begins]
    if not unit and (level := _LEVEL.search(before)) and not match["low"]:
        low = numbers.value(number)
        return [
            Figure(begins - len(level.group()), match.end("high"), low, low, level["level"].lower())
        ]
    if _LABEL.search(before) and kind(unit) not in {SHARE, MONEY}:
        return []
    if numbers.in_words(number) and not _counts(number, written):
        return []
    if not unit and _YEAR.fullmatch(number):
        return []
    if not unit and numbers.scaled(number):
        unit = "đồng"
    return _figures(match, unit)


_REACH = 24
"""Characters before a number in which the word stands that it only names."""


def _counts(number: str, written: str) -> bool:
    """Return whether a number in words is one: "hai huyện", not "hai bên" nor "một"."""
    if " " in number.strip() or number.lower() == "mười":
        return True
    known = " ".join(written.lower().split()) in _UNITS
    return known and (number.lower() not in _BARE or kind(_unit(written)) == SHARE)


def _figures(match: "regex.Match[str]", unit: str) -> list[Figure]:
    divisible = kind(unit) in _DIVISIBLE
    high = numbers.value(match["high"], divisible=divisible)
    low = high
    if match["low"]:
        alone = not match["low_unit"] and not numbers.scaled(match["low"])
        shared = numbers.last_scale(match["high"]) if alone else ""
        low = numbers.value(match["low"] + shared, divisible=divisible)
    said = "" if _NAMED_SO.search(match.string, 0, match.start() + 2) else match["before"]
    bound = bounds.meant("after", "figure", match["after"] or "") or (
        bounds.meant("before", "figure", said) or Bound.EXACT
    )
    if match["low"] and low < high and bound is Bound.AT_LEAST:
        bound = Bound.EXACT  # "từ 10 đến 13" is the range itself
    end = match.end() if match["after"] else max(map(match.end, ("high", "unit", "per")))
    if kind(unit) == COUNT and match["more"] and not match["after"]:
        end = match.end("more")
    if match["low"] and low >= high:
        low_unit = _unit(match["low_unit"] or "") or unit
        low_end = max(match.end("low"), match.end("low_unit"))
        first = Figure(match.start(), low_end, low, low, low_unit, bound)
        return [first, Figure(match.start("high"), end, high, high, unit)]
    return [Figure(match.start(), end, low, high, unit, bound)]


def _unit(written: str) -> str:
    """Return one form of a unit as written, of an unknown thing its first word."""
    plain = " ".join(written.lower().split())
    if not plain:
        return ""
    return _UNITS[plain][0] if plain in _UNITS else plain.split()[0]
