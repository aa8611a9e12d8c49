"""Dates and times of a sheet: days since its epoch, written by a date's format code."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

DATE_LETTERS = "ymdhsbeg"
_LAST_DAY = 2_958_466
_FALSE_LEAP_DAY = 60
"""Serial 60 is a 29 February 1900 that never was; days before it are one off."""
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MONTHS = (
    "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NEUTRAL = set("/-. ,")

Tokens = Sequence[tuple[str, str]]


def is_date(tokens: Tokens) -> bool:
    """Tell whether a section of a format code shows a date or a time."""
    return any(
        kind == "elapsed" or (kind == "date" and text[0] in "ymdhs") for kind, text in tokens
    )


def moment(value: Decimal, tokens: Tokens, *, from_1904: bool, english: bool) -> str | None:
    """Return the day or time ``value`` as the tokens show it, None where it is no day."""
    if not 0 <= value < _LAST_DAY:
        return None
    day = int(value)
    if not from_1904 and day < _FALSE_LEAP_DAY:
        day += 1
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    seconds = ((value % 1) * 86_400).quantize(Decimal(1), ROUND_HALF_UP)
    when = epoch + timedelta(days=day, seconds=int(seconds))
    tokens = _in_order(tokens)
    halves = any(kind == "meridiem" for kind, _ in tokens)
    parts = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "meridiem":
            parts.append("SA" if when.hour < 12 else "CH")
        elif kind == "elapsed":
            parts.append(_elapsed(value, text))
        elif kind == "date":
            is_minute = text[0] == "m" and len(text) < 3 and _is_minute(tokens, at)
            parts.append(_part(when, text, minute=is_minute, halves=halves, english=english))
        elif kind == "literal" or (kind == "sign" and text in "/.,"):
            parts.append(text)
    return " ".join("".join(parts).split())


def _in_order(tokens: Tokens) -> Tokens:
    """Return the tokens of a date of figures only in the order day, month, year."""
    days = [at for at, (kind, _) in enumerate(tokens) if kind == "date"]
    letters = [tokens[at][1][0] for at in days]
    if sorted(letters[:3]) != ["d", "m", "y"] or "y" in letters[3:]:
        return tokens
    first, last = days[0], days[2]
    between = (text for kind, text in tokens[first:last] if kind != "date")
    named = any(len(tokens[at][1]) > 2 for at in days[:3] if tokens[at][1][0] != "y")
    if named or not all(set(text) <= _NEUTRAL for text in between):
        return tokens
    date = [("date", "dd"), ("literal", "/"), ("date", "mm"), ("literal", "/"), ("date", "yyyy")]
    return [*tokens[:first], *date, *tokens[last + 1 :]]


def _is_minute(tokens: Tokens, at: int) -> bool:
    clock = [
        (place, text[0]) for place, (kind, text) in enumerate(tokens) if kind in {"date", "elapsed"}
    ]
    place = next(n for n, (where, _) in enumerate(clock) if where == at)
    before = clock[place - 1][1] if place else ""
    after = clock[place + 1][1] if place + 1 < len(clock) else ""
    return before == "h" or after == "s"


def _part(when: datetime, form: str, *, minute: bool, halves: bool, english: bool) -> str:
    letter, size = form[0], len(form)
    if letter in "ye":
        return f"{when.year % 100:02d}" if letter == "y" and size < 3 else f"{when.year:04d}"
    if letter == "d" and size > 2:
        return f"{when:%A}"[: 3 if size == 3 else None] if english else _DAYS[when.weekday()]
    if letter == "m" and not minute and size > 2:
        if english:
            return _ENGLISH[when.month - 1][: 3 if size == 3 else None]
        return f"Thg {when.month}" if size == 3 else f"Tháng {_MONTHS[when.month - 1]}"
    if letter in "bg":
        return ""
    hour = (when.hour % 12 or 12) if halves else when.hour
    value = {"d": when.day, "m": when.minute if minute else when.month, "h": hour}.get(
        letter, when.second
    )
    return f"{value:02d}" if size > 1 else str(value)


def _elapsed(value: Decimal, unit: str) -> str:
    times = {"h": 24, "m": 1440, "s": 86_400}[unit[0]]
    return f"{int(value * times + Decimal('1e-9')):0{len(unit)}d}"
