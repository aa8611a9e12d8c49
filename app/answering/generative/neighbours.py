"""Holds figures to what stands next to them: their units, and whose they are."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from app.answering.generative.proof import Proof, words
from ingest.vietnamese.figures import Figure, function_words
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import Value, agree, comparable, values

_UNIT = 4
"""Words after a figure that may be what it counts."""

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


def _following(value: Figure, text: str) -> set[str]:
    return {value.unit, *words(text[value.start :])[: _UNIT + 1]}


def reversed_subjects(text: str, proof: Proof) -> bool:
    """Return whether two values of one measure are each told of what a quote tells of the other.

    Whose they are is told by words that stand before each value or after each.
    """
    said = _sided(text)
    quoted = [each for quote in proof.quotes for each in _sided(proof.expanded(normalise(quote)))]
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


def _sided(text: str) -> list[tuple[Value, Sides]]:
    return list(_each_sided(text, values(text)))


def _each_sided(text: str, held: Sequence[Value]) -> Iterator[tuple[Value, Sides]]:
    for at, value in enumerate(held):
        start = held[at - 1].end if at else 0
        end = held[at + 1].start if at + 1 < len(held) else len(text)
        yield value, (_content(text[start : value.start]), _content(text[value.end : end]))


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words() and not word.isdigit()}
