"""Holds the wording of a statement to its quotes: figures, dates, numbers, names, denials, bounds.

What is left over, whether the quotes bear out what is said at all, is app/answering/generative/
entailment.py's to judge.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

import regex

from app.answering.generative.proof import Proof, words
from ingest.vietnamese import clauses
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.figures import COUNT, Figure, function_words, kind
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.values import Value, agree, values


class Fault(StrEnum):
    """What is wrong with a statement."""

    QUOTE = "quote"
    """None of its quotes is where it says."""
    FIGURE = "figure"
    """A figure or date that no quote holds, and that does not follow from them."""
    NUMBER = "number"
    """A document's number that stands nowhere."""
    NAME = "name"
    """A body, person or place that stands nowhere."""
    NEGATION = "negation"
    """It denies what the quotes affirm, or the other way round."""
    BOUND = "bound"
    """"Trên" for "dưới"; a bound where there is none, or none where there is one."""
    SIDE = "side"
    """Yes where the figures say no, or the other way round."""
    SUPPORT = "support"
    """The quotes do not bear it out."""


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SYMBOL = regex.compile(
    r"(?<![\w/-])\d+[a-zđ]?\s?[-/][\w/-]*\p{Lu}[\w/-]*"
    r"|(?<![\w/-])\d+/\d{4}/[\w/-]+"
)
_NAME = regex.compile(r"\p{Lu}[\p{L}]*(?:\s+\p{Lu}[\p{L}]*)*")
_DIFFERS = re.compile(
    r"\b(?:chênh|hơn|kém|cách nhau|tăng|giảm|thêm|bớt|còn lại|kéo dài|trong vòng|trong thời gian)\b"
)
"""Says what one value comes to against another."""
_SUMS = re.compile(r"\b(?:tổng|cộng|tất cả|cả thảy)\b")
_FEW = 6
"""Values of one measure beyond which some difference of two is any figure."""
_OPENERS = ".:;!?\n"
_OPENING = frozenset(
    normalise(
        "riêng ngoài giao đối hiện nếu khi do vì tuy sau trước nhiều các mỗi mọi cả hai ba bốn năm "
        "việc đồng thời trong trên dưới tại ở theo căn thực đến từ bên còn yêu đề nghị cho chỉ đây"
    ).split()
)
"""Words that open a sentence before a name: "Riêng Sở …", "Giao Phòng …"."""
_COMPARES = re.compile(r"(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|sớm|muộn)\s+)?(?:hơn|kém)\b")
"""Opens what another value is compared with, and then is no bound: "72%, cao hơn 64%"."""
_DENIALS = re.compile(
    r"\bkhông(?! (?:chỉ|quá|dưới|ít hơn|nhỏ hơn|thấp hơn|thấp nhất|lớn hơn|nhiều hơn|vượt|trên"
    r"|khí|gian|ngừng|chậm hơn|muộn hơn|sớm hơn|kém|cao hơn|hơn))\b|\b(?:chưa|chẳng|cấm|nghiêm cấm"
    r"|trừ|ngoại trừ|miễn|bãi bỏ|chấm dứt)\b"
)
_BOUND_AT = 6
"""A statement of fewer words says a value alone: the question says how it is bounded."""
_SAID_AT = 2
"""Least words that a clause must share with another to be held against it."""


def faults(said: str, proof: Proof, counted: Sequence[int] = ()) -> tuple[Fault | None, list[str]]:
    """Return the first fault of a statement, None where there is none; and the derived figures.

    ``counted`` are the numbers of things that the answer itself shows, as of its items.
    """
    text = normalise(said)
    fault, derived = _figures(text, proof, counted)
    if fault is None and not _symbols(text) <= _symbols(proof.written):
        fault = Fault.NUMBER
    if fault is None and any(_strange_names(proof.expanded(text), proof)):
        fault = Fault.NAME
    if fault is None and _denies_otherwise(text, proof):
        fault = Fault.NEGATION
    return fault, derived


def _figures(text: str, proof: Proof, counted: Sequence[int]) -> tuple[Fault | None, list[str]]:
    derived: list[str] = []
    rest = text
    for value in reversed(values(text)):
        written = text[value.start : value.end]
        rest = f"{rest[: value.start]} {rest[value.end :]}"
        same = [each for each in proof.values if _equal(value, each)]
        if not same and _follows(value, text, proof, counted):
            derived.append(written)
        elif not same and not _stands(value, written, proof):
            return Fault.FIGURE, []
        elif same and not any(_bounded_alike(value, each, text) for each in same):
            return Fault.BOUND, []
    held = _digits(proof.all)
    missing = {d for d in _digits(rest) if d not in held and not _counted(d, counted)}
    if missing:
        return Fault.FIGURE, []
    return None, derived


def _equal(value: Value, held: Value) -> bool:
    if agree(value, held):
        return True
    if not isinstance(value, Figure) or not isinstance(held, Figure):
        return False
    loose = {kind(value.unit), kind(held.unit)} <= {COUNT} or not (value.unit and held.unit)
    return loose and (value.low, value.high) == (held.low, held.high)


def _stands(value: Value, written: str, proof: Proof) -> bool:
    """Return whether a value that is read otherwise in its proof still stands there as written."""
    if not _digits(written) <= _digits(proof.all):
        return False
    if isinstance(value, Period):
        return _parts(value, proof)
    return _loose(written, proof)


def _parts(value: Period, proof: Proof) -> bool:
    """Return whether a period's own year stands there, where the date itself is read otherwise."""
    if value.grain is Grain.YEAR or not value.first:
        return True
    return str(value.first.year) in _digits(proof.all)


def _loose(written: str, proof: Proof) -> bool:
    """Return whether a figure with its sign stands there as written, read otherwise or not."""
    plain = "".join(written.split()).lower()
    digits = _DIGITS.search(plain)
    if digits is None:
        return True
    sign = "%" if "%" in plain or "phầntrăm" in plain else ""
    held = "".join(proof.all.split()).lower().replace("phầntrăm", "%")
    return re.search(rf"(?<![\d.,]){re.escape(digits.group())}{sign}(?![\d])", held) is not None


def _follows(value: Value, text: str, proof: Proof, counted: Sequence[int]) -> bool:
    """Return whether a figure is a count of what is shown, or a difference or sum of values."""
    if not isinstance(value, Figure) or value.low != value.high:
        return False
    if kind(value.unit) in {COUNT, ""} and any(value.low == number for number in counted):
        return True
    return value.low in set(_worked_out(value, text.lower(), proof))


def _worked_out(value: Figure, text: str, proof: Proof) -> Iterator[Decimal]:
    """Yield differences and sums of values of one measure, and times between two, as it says."""
    held = [v for v in proof.values if isinstance(v, Figure) and v.low == v.high]
    alike = list(dict.fromkeys(v.low for v in held if v.unit == value.unit or _points(value, v)))
    if _DIFFERS.search(text) and len(alike) <= _FEW:
        yield from (abs(one - other) for one, other in combinations(alike, 2))
    if _SUMS.search(text) and alike:
        yield sum((v.low for v in held if v.unit == value.unit), Decimal(0))
        yield from (one + other for one, other in combinations(alike, 2))
    if _DIFFERS.search(text) and value.unit in {"năm", "ngày", "tháng"}:
        spans = [v for v in proof.values if isinstance(v, Period) and v.first and v.last]
        for one, other in combinations(spans[:_FEW], 2):
            yield from _between(value.unit, one, other)


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


def _bounded_alike(value: Value, held: Value, text: str) -> bool:
    if (value.bound.upward and held.bound.downward) or (value.bound.downward and held.bound.upward):
        return False
    if isinstance(value, Period) or isinstance(held, Period):
        return True
    bounded, stated = (b.bound.upward or b.bound.downward for b in (value, held))
    if bounded and not stated:
        return bool(_COMPARES.match(text[value.start : value.end].lower())) and _rival(value, text)
    return bounded or not stated or len(words(text)) < _BOUND_AT


def _rival(value: Figure, text: str) -> bool:
    """Return whether a statement holds another value that this one is compared with."""
    others = (v for v in values(text) if isinstance(v, Figure) and v.unit == value.unit)
    return any((v.low, v.high) != (value.low, value.high) for v in others)


def _digits(text: str) -> set[str]:
    """Return figures as written and the figures between their marks, without leading zeros."""
    found = set(_DIGITS.findall(text)) | set(re.findall(r"\d+", text))
    return {figure.lstrip("0") or "0" for figure in found}


def _counted(digits: str, counted: Sequence[int]) -> bool:
    return digits.isdigit() and int(digits) in counted


def _symbols(text: str) -> set[str]:
    """Return the numbers of documents in a text: "171-KH/HU"."""
    return {fold("".join(m.group().split())).strip("-/") for m in _SYMBOL.finditer(text)}


def _strange_names(text: str, proof: Proof) -> Iterator[str]:
    """Yield the names in a statement that stand nowhere in its proof, as one run of words.

    A single word that begins the statement or a sentence may be any word.
    """
    held = f" {' '.join(words(proof.all))} "
    for match in _NAME.finditer(text):
        run = words(match.group())
        before = text[: match.start()].rstrip(" “\"'(–-•+")
        opens = not before or before[-1] in _OPENERS
        if opens and (len(run) == 1 or run[0] in _OPENING | function_words()):
            run = run[1:]
        if run and f" {' '.join(run)} " not in held and not _abbreviates(match.group(), held):
            yield match.group()


def _abbreviates(name: str, held: str) -> bool:
    """Return whether a name in capitals is the initials of words that stand there."""
    if not name.isupper() or len(name) < 2:
        return False
    initials = "".join(word[0] for word in fold(held).split())
    return fold(name) in initials


def _denies_otherwise(text: str, proof: Proof) -> bool:
    """Return whether a clause denies what the clause nearest to it affirms, or affirms it."""
    quoted = [c for q in proof.quotes for c in clauses.cut(normalise(q), clauses.WEAK + "\n")]
    if not quoted:
        return False
    denied = bool(_DENIALS.search(proof.all.lower()))
    for clause in clauses.cut(text, clauses.WEAK):
        says = bool(_DENIALS.search(clause.lower()))
        if says and not denied:
            return True
        own = _content(clause)
        shared = [(len(own & _content(each)), each) for each in quoted]
        most = max(count for count, _ in shared)
        if most < max(_SAID_AT, len(own) / 2):
            continue
        nearest = [each for count, each in shared if count == most]
        if says not in {bool(_DENIALS.search(each.lower())) for each in nearest}:
            if says and any(_DENIALS.search(q.lower()) for q in quoted):
                continue  # what denies it may stand in a clause before: "Không: a, b, c"
            return True
    return False


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words() and not word.isdigit()}
