"""Numbers as a sheet shows them by their format code (ECMA-376 part 1, 18.8.31).

They are written the Vietnamese way: a comma stands before decimals and points between thousands.
A date of figures only is written day/month/year whatever the order of its code, since that is
how it will be read here.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from ingest.parsers.sheet_dates import DATE_LETTERS, is_date, moment

GENERAL = "General"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mm/yyyy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '#,##0;(#,##0);"-"', 42: '#,##0;(#,##0);"-"',
    43: '#,##0.00;(#,##0.00);"-"', 44: '#,##0.00;(#,##0.00);"-"', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 48: "##0.0E+0", 49: "@",
} | dict.fromkeys((27, 30, 31, 36, 50, 57, 58), "dd/mm/yyyy")  # fmt: skip
"""The codes that a file names by number only; those of currency show none, it is the reader's."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<meridiem>AM/PM|A/P)|(?P<general>General)|(?P<exponent>E[+-])"
    rf"|(?P<date>(?i:[{DATE_LETTERS}])+)|(?P<digit>[0#?])|(?P<sign>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$(?P<sign>[^-\]]*)(?:-(?P<locale>[0-9A-Fa-f]+))?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MOST_DIGITS = 15
_PLAIN = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a code: for positive, negative, zero, text."""

    tokens: tuple[tuple[str, str], ...]
    """Kind ("literal", "digit", "sign", "date", …) and text."""
    condition: tuple[str, Decimal] | None = None
    english: bool = False

    def has(self, kind: str) -> bool:
        """Tell whether a token of that kind is there."""
        return any(found == kind for found, _ in self.tokens)


@lru_cache(maxsize=4096)
def shown(stored: str, form: str, *, from_1904: bool = False) -> str:
    """Return what a cell shows that stores the number ``stored``; "" where its code hides it.

    What is no number is returned as it is.
    """
    try:
        value = Decimal(stored.strip())
    except InvalidOperation:
        return stored
    if not value.is_finite() or value.adjusted() > 300:
        return stored
    if not form or form == GENERAL:
        return general(value)
    section, signed = _choose(_sections(form), value)
    if section is None:
        return general(value)
    if is_date(section.tokens):
        return moment(value, section.tokens, from_1904=from_1904, english=section.english) or (
            general(value)
        )
    number = _number(abs(value), section)
    return f"-{number}" if signed and any(map(str.isdecimal, number)) else number


def text_shown(text: str, form: str) -> str:
    """Return what a cell shows that stores ``text``."""
    if "@" not in form and form.count(";") < 3:
        return text
    sections = _sections(form)
    if len(sections) == 4:
        return _with_text(sections[3], text)
    if len(sections) == 1 and sections[0].has("text"):
        return _with_text(sections[0], text)
    return text


def hides(form: str) -> bool:
    """Tell whether the code shows nothing at all: ``;;;``."""
    return ";" in form and not any(section.tokens for section in _sections(form))


def general(value: Decimal) -> str:
    """Return a number without a format of its own."""
    if value == value.to_integral_value() and value.adjusted() < _MOST_DIGITS:
        return f"{value:.0f}" if value else "0"
    return f"{float(value):.11g}".translate(_PLAIN)


def _with_text(section: _Section, text: str) -> str:
    return "".join(text if kind == "text" else part for kind, part in section.tokens)


@lru_cache(maxsize=1024)
def _sections(form: str) -> tuple[_Section, ...]:
    sections: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    english = [False]
    for match in _TOKEN.finditer(form[:1000]):
        if match["sign"] == ";":
            sections.append([])
            conditions.append(None)
            english.append(False)
            continue
        if (bracket := match["bracket"]) is not None:
            condition = _CONDITION.fullmatch(bracket)
            currency = _CURRENCY.fullmatch(bracket)
            if condition:
                conditions[-1] = condition[1], Decimal(condition[2])
            elif currency:
                english[-1] = (currency["locale"] or "").upper().endswith("09")
                sections[-1].append(("literal", currency["sign"]))
            elif _ELAPSED.fullmatch(bracket):
                sections[-1].append(("elapsed", bracket.lower()))
            continue
        sections[-1].extend(_token(match))
    return tuple(map(_Section, map(tuple, sections), conditions, english))


def _token(match: re.Match[str]) -> list[tuple[str, str]]:
    kind = match.lastgroup
    if kind in {"quoted", "escaped"}:
        return [("literal", match[kind])]
    if kind is None:  # the width of a sign, or a fill
        return [("literal", " ")] if match.group().startswith("_") else []
    if kind == "date":
        return [("date", part.group().lower()) for part in re.finditer(r"(?i)(.)\1*", match[kind])]
    if kind == "sign" and match[kind] == "@":
        return [("text", "@")]
    if kind == "sign" and match[kind] not in ".,%/":
        return [("literal", match[kind])]
    return [(kind, match[kind])]


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """Return the section that shows ``value``, and whether a minus goes before it."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, value):
                only_negative = section.condition is not None and section.condition[0] in "<="
                return section, value < 0 and not only_negative
        return None, False
    if len(numeric) == 1:
        return numeric[0], value < 0
    if value < 0:
        return numeric[1], False
    return numeric[2 if value == 0 and len(numeric) == 3 else 0], False


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, ">": value > bound, "=": value == bound,
        "<=": value <= bound, ">=": value >= bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _number(value: Decimal, section: _Section) -> str:
    tokens = section.tokens
    if section.has("general") or (section.has("text") and not section.has("digit")):
        plain = general(value)
        return "".join(plain if kind in {"general", "text"} else t for kind, t in tokens).strip()
    if not section.has("digit"):
        return "".join(text for kind, text in tokens if kind != "sign" or text == "%").strip()
    value *= Decimal(100) ** sum(text == "%" for kind, text in tokens if kind == "sign")
    if section.has("exponent"):
        return _scientific(value, section)
    if ("sign", "/") in tokens:
        return _fraction(value, tokens)
    return _fixed(value, tokens)


def _fixed(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    digits = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((at for at, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    whole = [at for at in digits if at < point]
    decimals = [at for at in digits if at > point]
    last = max(digits)
    commas = [at for at, token in enumerate(tokens) if token == ("sign", ",")]
    value /= Decimal(1000) ** sum(at > (max(whole, default=-1)) for at in commas if at > last - 1)
    grouped = any(whole and whole[0] < at < whole[-1] for at in commas)
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    written = _whole(left, tokens, whole, grouped=grouped)
    written |= _decimals(right, tokens, decimals)
    shows_decimals = any(written[at] for at in decimals)
    parts = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "digit":
            parts.append(written[at])
        elif at == point:
            parts.append("," if shows_decimals else "")
        elif kind == "literal" or text in "%/":
            parts.append(text)
    return "".join(parts).strip()


def _whole(
    left: str, tokens: tuple[tuple[str, str], ...], places: list[int], *, grouped: bool
) -> dict[int, str]:
    """Spread the figures before the comma over their places, from the right."""
    left = left.lstrip("0")
    written: dict[int, str] = {}
    count = 0
    for at in reversed(places):
        figures = left[-1:] or {"0": "0"}.get(tokens[at][1], "")
        left = left[:-1]
        if at == places[0]:
            figures, left = left + figures, ""
        text = ""
        for figure in reversed(figures):
            text = figure + ("." if grouped and count and count % 3 == 0 else "") + text
            count += 1
        written[at] = text
    return written


def _decimals(right: str, tokens: tuple[tuple[str, str], ...], places: list[int]) -> dict[int, str]:
    written = dict(zip(places, right, strict=False))
    for at in reversed(places):
        if tokens[at][1] == "0" or written.get(at, "0") != "0":
            break
        written[at] = ""
    return {at: written.get(at, "") for at in places}


def _scientific(value: Decimal, section: _Section) -> str:
    form = "".join(text for _, text in section.tokens)
    places = len(re.match(r"[^.E]*(?:\.([0#?]*))?", form)[1] or "")  # type: ignore[index]
    return f"{value:.{places}E}".translate(_PLAIN)


def _fraction(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    form = "".join(text for kind, text in tokens if kind in {"digit", "sign", "literal"})
    below = form.partition("/")[2]
    fixed = re.match(r"\s*([1-9]\d*)", below)
    exact = Fraction(value)
    if fixed:
        size = int(fixed[1])
        top = int((exact * size + Fraction(1, 2)) // 1)
    else:
        near = exact.limit_denominator(10 ** max(1, sum(c in "0#?" for c in below)) - 1)
        top, size = near.numerator, near.denominator
    whole, top = divmod(top, size) if re.match(r"[0#?]+\s", form) else (0, top)
    rest = f"{top}/{size}" if top or not whole else ""
    return f"{whole} {rest}".strip() if whole else (rest if top else "0")
