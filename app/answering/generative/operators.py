"""Holds a statement to how its quotes hold: duty, part, order, scope, condition, standing."""

import re
from collections.abc import Sequence

from app.answering.generative.proof import Proof, words
from app.answering.generative.weights import fitted
from ingest.vietnamese import clauses, operators
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.operators import Sense
from ingest.vietnamese.text import normalise

_GOVERNS = 2
"""Words after an operator that are what it governs."""
_VALUE = 6
"""A statement of fewer words says a value alone: the question says the rest."""
_CONDITION = re.compile(
    r"(?<!\w)(?:nếu(?! có\b)|trừ|ngoại trừ|(?<!phù hợp )với điều kiện|trừ trường hợp"
    r"|trong trường hợp|trường hợp|đối với)(?!\w)[^,;:.\n]*"
)


def differ(text: str, proof: Proof, question: str, *, part: bool = False) -> bool:
    """Return whether a statement holds otherwise than what its quotes say.

    It says what neither they nor the question say, speaks against the nearest part of them, or
    leaves out that this is only urged, planned or under a condition. ``part``: it is one of a list
    or a cell, which may leave out a condition.
    """
    held = operators.warranted(f"{proof.all} \n{question}")
    quoted = [proof.expanded(normalise(quote)) for quote in proof.quotes]
    parts = [part for quote in quoted for part in clauses.cut(quote, clauses.STRONG + "\n")]
    short = part or len(words(text)) < _VALUE
    for clause in clauses.cut(text, clauses.STRONG):
        near = nearest(clause, parts)
        said = operators.senses(clause)
        if _against(said, held, "\n".join(near)):
            return True
        told = f"{text} {question} {proof.expanded(proof.names)}"
        if near and all(_loses(clause, said, each, told) for each in near):
            return True
        if near and not short and all(_unconditional(clause, each, told) for each in near):
            return True
    return False


def nearest(clause: str, parts: Sequence[str]) -> list[str]:
    """Return the parts that share most words with a clause, or nearly as many."""
    own = _content(clause)
    shared = [len(own & _content(part)) for part in parts]
    most = max(shared, default=0)
    least = fitted().wording.nearly * most
    return [p for p, n in zip(parts, shared, strict=True) if n and n >= least]


def _against(said: frozenset[Sense], held: frozenset[Sense], near: str) -> bool:
    """Return whether one is said that nothing holds, or whose rival alone stands nearest."""
    there = operators.senses(near)
    for sense in said - operators.warranted(near):
        rivals = {each for each in there if each.group == sense.group}
        if (sense.added and sense not in held) or (rivals and not rivals & said):
            return True
    return False


def _loses(clause: str, said: frozenset[Sense], part: str, told: str) -> bool:
    """Return whether it says what a part only urges, plans or weighs, and not that it does."""
    groups = {sense.group for sense in said | operators.warranted(told)}
    own = set(words(clause))
    for sense, rest in operators.found(part):
        if not sense.kept or sense.group in groups:
            continue
        governed = [w for w in words(clauses.cut(rest, clauses.WEAK)[0]) if _matters(w)]
        if len(governed) >= _GOVERNS and own.issuperset(governed[:_GOVERNS]):
            return True
    return False


def _unconditional(clause: str, part: str, told: str) -> bool:
    """Return whether it leaves out under what condition, or with what exception, a part holds."""
    own, known = _content(clause), set(words(told))
    said = part.lower()
    found = list(_CONDITION.finditer(said))
    w = fitted().wording
    for at, match in enumerate(found):
        condition = _content(match.group())
        start = found[at - 1].end() if at else 0
        end = found[at + 1].start() if at + 1 < len(found) else len(said)
        leads = not said[start : match.start()].strip(" ,")
        governed = _content(said[match.end() : end] if leads else said[start : match.start()])
        if not condition or not own or len(own & governed) < w.meant * len(own):
            continue
        if len(condition & known) < w.told * len(condition):
            return True
    return False


def _content(text: str) -> set[str]:
    return {word for word in words(text) if _matters(word)}


def _matters(word: str) -> bool:
    return word not in function_words() and not word.isdigit()
