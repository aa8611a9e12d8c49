"""Figures that follow from those of quotes: counts, differences, sums and times between."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

import regex

from app.answering.generative.proof import Proof
from ingest.vietnamese import clauses
from ingest.vietnamese.dates import Period
from ingest.vietnamese.figures import COUNT, Figure, kind
from ingest.vietnamese.values import Value, values

_DIFFERS = re.compile(
    r"\b(?:chênh|hơn|kém|cách nhau|tăng|giảm|thêm|bớt|còn lại|kéo dài|trong vòng|trong thời gian)\b"
)
"""Says what one value comes to against another."""
_SUMS = re.compile(r"\b(?:tổng|cộng|tất cả|cả thảy)\b")
_NAMED = regex.compile(r"\p{Lu}\p{L}*.*")
_FEW = 6
"""Values of one measure beyond which some difference of two is any figure."""


def follows(value: Value, text: str, proof: Proof, counted: Sequence[int]) -> bool:
    """Return whether a figure is a count of what is shown, or a difference or sum of values."""
    if not isinstance(value, Figure) or value.low != value.high:
        return False
    shown = (*counted, *listed(text, value.start))
    if kind(value.unit) in {COUNT, ""} and any(value.low == number for number in shown):
        return True
    return value.low in set(_worked_out(value, text.lower(), proof))


def listed(text: str, at: int) -> tuple[int, int]:
    """Return how many things a statement lists after its colon, and by name behind ``at``."""
    return _listed(text), _listed_after(text[at:])


def _listed(text: str) -> int:
    """Return how many things a statement itself lists after its colon; 0 for fewer than two.

    Where semicolons part them, commas and "và" do not.
    """
    _, found, rest = text.partition(": ")
    sign = r";\s" if ";" in rest else r",\s|\s(?:và|hoặc)\s"
    parts = re.split(sign, rest) if found else []
    return len(parts) if len(parts) > 1 else 0


def _listed_after(text: str) -> int:
    """Return how many names follow a figure: "ba tỉnh Bầu Sen, Lạc Sơn và Yên Thượng"."""
    names = _NAMED.search(clauses.cut(text, clauses.LEADING + "(")[0])
    return len(re.split(r",\s|\s(?:và|hoặc)\s", names.group())) if names else 0


def _worked_out(value: Figure, text: str, proof: Proof) -> Iterator[Decimal]:
    """Yield differences and sums of values of one measure, and times between two, as it says."""
    held = [v for v in proof.values if isinstance(v, Figure) and v.low == v.high]
    alike = list(dict.fromkeys(v.low for v in held if v.unit == value.unit or _points(value, v)))
    if _DIFFERS.search(text) and len(alike) <= _FEW:
        compared = _compared(text, value, alike)
        yield from (abs(one - other) for one, other in combinations(compared, 2))
    if _SUMS.search(text) and alike:
        yield sum((v.low for v in held if v.unit == value.unit), Decimal(0))
        yield from (one + other for one, other in combinations(alike, 2))
    if _DIFFERS.search(text) and value.unit in {"năm", "ngày", "tháng"}:
        spans = [v for v in proof.values if isinstance(v, Period) and v.first and v.last]
        for one, other in combinations(spans[:_FEW], 2):
            yield from _between(value.unit, one, other)


def _compared(text: str, value: Figure, alike: Sequence[Decimal]) -> Sequence[Decimal]:
    """Return those values that a statement tells beside a difference, where it tells two; else all.

    "75%, cao hơn 60% là 15%" is no difference of others that the quotes hold.
    """
    told = {v.low for v in values(text) if isinstance(v, Figure) and v.start != value.start}
    said = [each for each in alike if each in told]
    return said if len(said) > 1 else alike


def _between(unit: str, one: Period, other: Period) -> Iterator[Decimal]:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return
    if unit == "năm":
        apart = abs(one.last.year - other.last.year)
        yield from (Decimal(apart), Decimal(apart + 1))
    elif unit == "tháng":
        months = [v.last.year * 12 + v.last.month for v in (one, other) if v.last]
        yield Decimal(abs(months[0] - months[1]))
    else:
        yield Decimal(abs((one.first - other.first).days))


def _points(value: Figure, held: Figure) -> bool:
    """Return whether a difference of shares is told in points: "8 điểm phần trăm"."""
    return value.unit in {"điểm", "%"} and held.unit == "%"
