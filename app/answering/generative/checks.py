"""Holds the wording of a statement to its quotes: figures, dates, numbers, names, denials, bounds.

What is left over, whether the quotes bear out what is said at all, is app/answering/generative/
entailment.py's to judge.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from app.answering.generative import (
    alone,
    bindings,
    counting,
    denials,
    derived,
    names,
    neighbours,
    operators,
    whose,
)
from app.answering.generative.bindings import SYMBOL
from app.answering.generative.proof import Proof, words
from ingest.vietnamese import clauses
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.figures import COUNT, Figure, kind
from ingest.vietnamese.ordinals import blanked
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.values import Value, agree, includes, values


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
    OTHER = "other"
    """It tells of a figure, a name or a numbered thing what the quotes tell of another one."""
    OPERATOR = "operator"
    """It says of duty, part, order, scope, condition or standing what the quotes do not."""
    SIDE = "side"
    """Yes where the figures say no, or the other way round."""
    SUPPORT = "support"
    """The quotes do not bear it out."""


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LABEL = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)]\s|^\s*[IVXLC\d]+(?:\.[\da-zđ]+)*\s*$"
)
_ROW = re.compile(r"(?<!\w)S?TT:\s*\Z")
"""Stands before the number of a table's row."""
_PLACED = re.compile(
    r"\b(?:điều|khoản|điểm|mục|chương|phần|phụ lục|tiết|mẫu số|bảng|số)\s+[\dIVXLCa-zđ][\d.a-zđ]*",
    re.I,
)
"""Names a section by its number."""
_WITHIN = re.compile(r"\btrong(?: (?:vòng|thời hạn|thời gian|khoảng))?\W*\Z")
"""Stands before a figure that is the most, as of days: "trong vòng 20 ngày"."""
_COMPARES = re.compile(r"(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|sớm|muộn)\s+)?(?:hơn|kém)\b")
"""Opens what another value is compared with, and then is no bound: "72%, cao hơn 64%"."""
_ENDS = re.compile(r"\b(?:bãi bỏ|chấm dứt|miễn|hết hiệu lực)\b")
"""Asks what is denied, so that an answer names it alone."""
_DENIED = re.compile(r"\b(?:không (?:phải|là)|chứ không|chưa)\b[^,;.]*\Z")
"""Stands before a figure that is said to be none."""
_CELL = 80
"""Characters around a bare figure in which its unit stands."""
_BOUND_AT = 6
"""A statement of fewer words says a value alone: the question says how it is bounded."""


def faults(
    said: str,
    proof: Proof,
    counted: Sequence[int] = (),
    question: str = "",
    *,
    part: bool = False,
    side: bool | None = None,
) -> tuple[Fault | None, list[str]]:
    """Return the first fault of a statement, None where there is none; and the derived figures.

    ``counted`` are the numbers of things that the answer itself shows, as of its items; ``part``:
    it is one of these. With a ``side`` it says yes or no to the question.
    """
    text = normalise(said)
    asked = values(normalise(question)) if side is not None else ()
    fault, worked_out = _figures(text, proof, counted, asked)
    if fault is None and counting.miscounted(text, proof, counted, question):
        fault = Fault.FIGURE
    if fault is None and not _symbols(text) <= _symbols(proof.written):
        fault = Fault.NUMBER
    fault = fault or _misnamed(text, proof, question)
    fault = fault or _misjoined(text, proof, question, part=part)
    denied = side is False and any(_denied_at(v, text) for v in values(text) if _among(v, asked))
    denied = denied or bool(_ENDS.search(question.lower()) and not denials.denies(text))
    if fault is None and not denied and denials.otherwise(text, proof):
        fault = Fault.NEGATION
    if fault is None and operators.differ(proof.expanded(text), proof, question, part=part):
        fault = Fault.OPERATOR
    return fault, worked_out


def _misnamed(text: str, proof: Proof, question: str) -> Fault | None:
    """Return the fault of names: they stand nowhere, or of another office or document."""
    strange = any(names.strange(proof.expanded(text), proof)) or any(names.unknown(text, proof))
    other = bindings.mistitled(text, proof) or bindings.misissued(text, proof)
    other = other or names.misranked(text, proof, question)
    return Fault.NAME if strange or other else None


def _misjoined(text: str, proof: Proof, question: str, *, part: bool) -> Fault | None:
    """Return the fault of values that stand in the proof, and of something else."""
    if alone.astray(text, proof, question, part=part) or whose.astray(text, proof):
        return Fault.OTHER
    other = _misplaced(text, proof) or bindings.misdated(text, proof)
    other = other or bindings.misnumbered(text, proof, question)
    other = other or bindings.misordered(text, proof, question)
    return Fault.FIGURE if other else None


def _figures(
    text: str, proof: Proof, counted: Sequence[int], asked: Sequence[Value]
) -> tuple[Fault | None, list[str]]:
    found: list[str] = []
    rest = text
    told = blanked(text)
    for value in reversed(values(told)):
        written = text[value.start : value.end]
        rest = f"{rest[: value.start]} {rest[value.end :]}"
        same = [each for each in proof.values if _says(each, value, proof)]
        if not same and (
            derived.follows(value, text, proof, counted) or _decided(value, text, proof, asked)
        ):
            found.append(written)
        elif not (_counts_alike(value, same, text, proof) or _stands(value, same, written, proof)):
            return Fault.FIGURE, []
        elif same and not any(_bounded_alike(value, e, text, proof.written) for e in same):
            return Fault.BOUND, []
    rest = blanked(SYMBOL.sub(" ", rest))
    held = _digits(f"{_unlabelled(proof)} {' '.join(found)}")
    placed = _digits(" ".join(_PLACED.findall(rest))) & _digits(proof.all)
    missing = {d for d in _digits(rest) - placed if d not in held and not _counted(d, counted)}
    if missing:
        return Fault.FIGURE, []
    return None, found


def _equal(value: Value, held: Value) -> bool:
    if agree(value, held):
        return True
    if not isinstance(value, Figure) or not isinstance(held, Figure):
        return False
    loose = {kind(value.unit), kind(held.unit)} <= {COUNT} or not (value.unit and held.unit)
    return loose and (value.low, value.high) == (held.low, held.high)


def _says(held: Value, value: Value, proof: Proof) -> bool:
    """Return whether a value of the proof is that of a statement, and measures what it measures.

    A bare figure does where the unit stands near it, as in the head of its cell.
    """
    if not _equal(value, held) or _labels(held, proof):
        return False
    if isinstance(value, Period) or isinstance(held, Period) or held.unit:
        return True
    near = proof.written[max(0, held.start - _CELL) : held.end + _CELL].lower()
    return kind(value.unit) in {COUNT, ""} or value.unit.split()[0] in near


def _counts_alike(value: Value, same: Sequence[Value], text: str, proof: Proof) -> bool:
    return any(neighbours.counts_alike(value, text, each, proof.written) for each in same)


def _stands(value: Value, same: Sequence[Value], written: str, proof: Proof) -> bool:
    """Return whether a value that is read otherwise in its proof still stands there.

    Of a period one that lies in it may; a figure must stand by itself, with its sign, and not as
    part of a date or of a document's number. Money and shares are read rightly, and never pass;
    nor does what is read to be the ``same`` and counts another thing.
    """
    if same:
        return False
    if isinstance(value, Period):
        held = [v for v in proof.values if isinstance(v, Period)]
        if value.grain is Grain.SPAN:
            return False
        if value.recurrence and not any(value.parts):
            return any(v.recurrence is value.recurrence for v in held)
        within = (v for v in held if v.start < proof.named_from or v.grain is not Grain.DAY)
        bare = replace(value, bound=Bound.EXACT)
        return any(includes(bare, replace(each, bound=Bound.EXACT)) for each in within)
    if kind(value.unit) not in {COUNT, ""}:
        return False
    digits = _DIGITS.findall(written)
    loose = set(digits) <= proof.loose_digits and _digits(written) <= _digits(_unlabelled(proof))
    return bool(digits) and loose and not neighbours.counts_otherwise(value, digits[0], proof)


def _decided(value: Value, text: str, proof: Proof, asked: Sequence[Value]) -> bool:
    """Return whether a figure is the question's own, and denied, or within a bound of a quote."""
    if not _among(value, asked):
        return False
    bare = replace(value, bound=Bound.EXACT)
    bounds = (v for v in proof.values if v.bound.upward or v.bound.downward)
    return _denied_at(value, text) or any(includes(each, bare) for each in bounds)


def _among(value: Value, asked: Sequence[Value]) -> bool:
    return any(agree(value, each) for each in asked)


def _denied_at(value: Value, text: str) -> bool:
    """Return whether a figure is said to be none: "không phải 50"."""
    return _DENIED.search(text[: value.start].lower()) is not None


def _bounded_alike(value: Value, held: Value, text: str, written: str) -> bool:
    if (value.bound.upward and held.bound.downward) or (value.bound.downward and held.bound.upward):
        return False
    if isinstance(value, Period) or isinstance(held, Period):
        return True
    if value.bound.downward and _WITHIN.search(written[: held.start].lower()):
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


def _labels(value: Value, proof: Proof) -> bool:
    """Return whether a value is the number of a section, which counts nothing: "3. Cổng …"."""
    if not isinstance(value, Figure) or len(value.unit) > 1:
        return False
    if _ROW.search(proof.written[: value.start]):
        return True
    opens = proof.written.rfind("\n", 0, value.start) + 1
    label = _LABEL.match(proof.written[opens:].partition("\n")[0])
    return label is not None and value.end <= opens + label.end()


def _unlabelled(proof: Proof) -> str:
    """Return quotes and names without the numbers of sections, which count nothing."""
    lines = [
        line for text in (proof.quoted, proof.expanded(proof.names)) for line in text.split("\n")
    ]
    return "\n".join(_PLACED.sub("", _LABEL.sub("", line)) for line in lines)


def _counted(digits: str, counted: Sequence[int]) -> bool:
    return digits.isdigit() and int(digits) in counted


def _symbols(text: str) -> set[str]:
    """Return the numbers of documents in a text: "45-KH/HU"."""
    return {fold("".join(m.group().split())).strip("-/") for m in SYMBOL.finditer(text)}


def _misplaced(text: str, proof: Proof) -> bool:
    """Return whether a figure is told of one document that only another one's quote holds.

    It is told of the documents named in its clause, else in the clause before.
    """
    of = {name for name, _ in proof.sides if name}
    if len(of) < 2:
        return False
    told: set[str] = set()
    for clause in clauses.cut(text, clauses.WEAK):
        told = {name for name in of if name.lower() in clause.lower()} or told
        for value in values(clause):
            holding = {name for name, quote in proof.sides if _held(value, quote)}
            if told and holding and not told & holding:
                return True
    return False


def _held(value: Value, quote: str) -> bool:
    return any(_equal(value, each) for each in values(quote))
