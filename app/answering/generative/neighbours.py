"""Holds figures to what stands next to them: their units, and whose they are."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from app.answering.generative.laying import parts_of
from app.answering.generative.proof import Proof, words
from ingest.vietnamese import clauses
from ingest.vietnamese.figures import Figure, function_words
from ingest.vietnamese.ordinals import Ordinal, placed
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import Value, agree, comparable, values

_UNIT = 4
"""Words after a figure that may be what it counts."""
_SIGN = re.compile(r"[,;:.]\s|[()]")
"""Ends what a figure counts."""
_OTHERS = 2
"""Least words by which what is told is told of another."""

Sides = tuple[set[str], set[str]]
"""The words from the value before to this one, and from this one to the next."""


def counts_alike(value: Value, text: str, held: Value, written: str) -> bool:
    """Return whether two figures count one thing: either unit stands by the other figure."""
    if not isinstance(value, Figure) or not isinstance(held, Figure):
        return True
    if value.unit == held.unit or not (value.unit and held.unit):
        return True
    there, here = _following(held, written), _following(value, text)
    return bool({*words(value.unit)} & there or {*words(held.unit)} & here)


def counts_otherwise(value: Figure, written: str, proof: Proof) -> bool:
    """Return whether digits stand in the proof only in figures that count something else."""
    text = proof.written
    places = [m.start() for m in re.finditer(rf"(?<![\w/.,-]){re.escape(written)}(?![\w/-])", text)]
    counted = [each for each in proof.values if isinstance(each, Figure) and each.unit]
    return bool(value.unit and places) and all(
        any(
            each.start <= at < each.end
            and each.unit != value.unit
            and not {*words(value.unit)} & _following(each, text)
            for each in counted
        )
        for at in places
    )


def _following(value: Figure, text: str) -> set[str]:
    counted = _SIGN.split(text[value.end :], maxsplit=1)[0]
    return {value.unit, *words(f"{text[value.start : value.end]} {counted}")[: _UNIT + 1]}


def of_another(text: str, proof: Proof) -> bool:
    """Return whether a figure, or a numbered thing, is told what a quote tells only of another.

    That is two words or more behind another figure of its measure, and none that stands by its
    own; of a numbered thing they may stand before it, too.
    """
    told = proof.expanded(text)
    quoted = [each for part in parts_of(proof) for each in sided(part)]
    own = [each for clause in clauses.cut(told, clauses.WEAK) for each in sided(clause)]
    for value, (left, right) in own:
        mine = [sides for held, sides in quoted if agree(value, held)]
        for held, (before, behind) in quoted:
            rival = comparable(value, held) and not agree(value, held)
            its = _its((each for other, each in own if agree(other, held)), (before, behind))
            if rival and _only_there(right - its, behind, left | right, before | behind, mine):
                return True
    return _numbered_as_another(told, proof)


def _numbered_as_another(text: str, proof: Proof) -> bool:
    quotes = [proof.expanded(normalise(quote)) for quote in proof.quotes]
    quoted = [each for quote in quotes for each in _numbered(quote)]
    told = _numbered(text)
    for thing, (left, right) in told:
        mine = [sides for held, sides in quoted if held == thing]
        for held, (before, behind) in quoted:
            rival, there = held.noun == thing.noun and held != thing, before | behind
            its = _its((each for other, each in told if other == held), (before, behind))
            own = (left | right) - its
            if rival and _only_there(own, there, own, there, mine):
                return True
    return False


def _its(told: Iterable[Sides], quoted: Sides) -> set[str]:
    """Return the words that a statement tells on the side of a rival where its quote does, too."""
    before, behind = quoted
    return {word for left, right in told for word in (left & before) | (right & behind)}


def _only_there(
    told: set[str], far: set[str], own: set[str], there: set[str], mine: Sequence[Sides]
) -> bool:
    """Return whether enough of what is ``told`` stands ``far`` off, and none of it by its own.

    ``own`` and ``there`` are all words beside both, ``mine`` the sides where it stands itself.
    """
    beside = [left | right for left, right in mine]
    return bool(beside) and all(
        len(far & told - near) >= _OTHERS and not near & own - there for near in beside
    )


def reversed_subjects(text: str, proof: Proof) -> bool:
    """Return whether two values of one measure are each told of what a quote tells of the other.

    Whose they are is told by words that stand before each value or after each.
    """
    said = sided(text)
    quoted = [each for quote in proof.quotes for each in sided(proof.expanded(normalise(quote)))]
    for (one, own), (other, its) in combinations(said, 2):
        if comparable(one, other) and not agree(one, other):
            straight, crossed = _meetings((one, own), (other, its), quoted)
            if crossed > straight:
                return True
    return False


def _meetings(
    first: tuple[Value, Sides],
    second: tuple[Value, Sides],
    quoted: Sequence[tuple[Value, Sides]],
) -> tuple[int, int]:
    """Return the most words that the values share with the quotes' as told, and the other way."""
    (one, own), (other, its) = first, second
    straight = crossed = 0
    ones = [sides for value, sides in quoted if agree(one, value)]
    others = [sides for value, sides in quoted if agree(other, value)]
    for (left, right), here, there in product(product(ones, others), (0, 1), (0, 1)):
        mine, theirs = own[here] - its[here], its[here] - own[here]
        straight = max(straight, len(mine & left[there]) + len(theirs & right[there]))
        both = len(mine & right[there]), len(theirs & left[there])
        crossed = max(crossed, sum(both) if all(both) else 0)
    return straight, crossed


def sided(text: str) -> list[tuple[Value, Sides]]:
    """Return the values of a text, each with the content words between it and its neighbours."""
    held = values(text)
    sides = _apart(text, [(value.start, value.end) for value in held])
    return list(zip(held, sides, strict=True))


def _numbered(text: str) -> list[tuple[Ordinal, Sides]]:
    """Return the numbered things of a text likewise; of "điểm a và b" both have the same."""
    found = list(placed(text))
    spans = list(dict.fromkeys((start, end) for _, start, end in found))
    sides = dict(zip(spans, _apart(text, spans), strict=True))
    return [(thing, sides[start, end]) for thing, start, end in found]


def _apart(text: str, spans: Sequence[tuple[int, int]]) -> list[Sides]:
    """Return of each span the words from the one before, and those up to the next one."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return [
        (_content(text[before:start]), _content(text[end:behind]))
        for (start, end), before, behind in zip(spans, ends, starts[1:], strict=False)
    ]


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words() and not word.isdigit()}
