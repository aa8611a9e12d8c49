"""In what a statement differs from the sentences of its quotes that are nearest to it.

That is what it says of duty, part, order, scope and the like that they do not, and the other way
round; its words that they lack; how much of them and of the question it tells.
"""

from collections.abc import Iterable

from app.answering.generative import operators as held_to
from app.answering.generative.laying import Laid
from app.answering.generative.proof import Proof, words
from app.answering.support import light
from ingest.vietnamese import operators
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.lexicon import opposites
from ingest.vietnamese.values import agree, comparable, values

_SENSES = operators.all_senses()
_DENIALS = frozenset(words("không chưa chẳng cấm trừ miễn"))
NAMES = (
    *(f"adds_{sense.group}_{sense.name.replace(' ', '_')}" for sense in _SENSES),
    *(f"omits_{sense.group}_{sense.name.replace(' ', '_')}" for sense in _SENSES),
    "told",
    "nearest",
    "asked_said",
    "asked_nearest",
    "strange_names",
    "strange_words",
    "strange_figures",
    "of_names",
    "moved",
    "opposed",
    "denials_more",
    "denials",
    "asked_of_another_value",
    "values",
    "rivalled",
    "words",
    "colon",
    "clauses",
)
"""The features, in the order of :func:`features`."""
_NEAR = 8
"""Words on each side of a value that tell what it is of."""


def features(laid: Laid, proof: Proof, question: str) -> tuple[float, ...]:
    """Return the features of a statement, named by NAMES."""
    near = "\n".join(held_to.nearest(laid.text, laid.parts))
    said, there = operators.senses(laid.text), operators.senses(near)
    warranted = operators.warranted(f"{near}\n{question}")
    asked = _content(words(proof.expanded(question)))
    own, nearest = _content(word.text for word in laid.own), _meaning(words(near))
    denials = [sum(word in _DENIALS for word in words(text)) for text in (laid.text, near)]
    return (
        *(float(sense in said and sense not in warranted) for sense in _SENSES),
        *(float(sense in there and sense not in said) for sense in _SENSES),
        sum(word in own for word in nearest) / max(1, len(nearest)),
        min(80.0, len(nearest)),
        len(asked & own) / max(1, len(asked)),
        len(asked & set(nearest)) / max(1, len(asked)),
        *_strange(laid, proof, question),
        float(_opposed(laid.text, near)),
        float(denials[0] - denials[1]),
        float(denials[0]),
        *_rivals(laid, asked),
        min(60.0, len(laid.own)),
        float(":" in laid.text),
        min(6.0, laid.text.count(",") + laid.text.count(";")),
    )


def _strange(laid: Laid, proof: Proof, question: str) -> tuple[float, float, float, float, float]:
    """Return how many words the quotes lack, by their kind, and how many stand there elsewhere."""
    held = {word.text for word in laid.held}
    named = {*words(proof.expanded(proof.names))}
    known = {*held, *named, *words(proof.expanded(question)), *function_words(), *light()}
    strange = [word for word in laid.own if word.text not in known]
    loose = [w for at, w in enumerate(laid.own) if at not in laid.covered and w.matters]
    return (
        float(sum(word.named for word in strange)),
        float(sum(not word.named for word in strange)),
        float(sum(word.text.isdigit() for word in strange)),
        float(sum(word.text in named and word.text not in held for word in loose)),
        float(sum(word.text in held for word in loose)),
    )


def _opposed(text: str, near: str) -> int:
    """Return how often a statement says the opposite of a word that stands nearest to it."""
    said, held = f" {' '.join(words(text))} ", f" {' '.join(words(near))} "
    pairs = [(f" {a} ", f" {b} ") for one, other in opposites() for a, b in _ways(one, other)]
    return sum(a in said and a not in held and b in held and b not in said for a, b in pairs)


def _ways(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)


def _rivals(laid: Laid, asked: set[str]) -> tuple[float, float, float]:
    """Return by how many words of the question another value of a measure is nearer to it.

    And how many values there are, and of how many the quotes hold another of the same measure.
    """
    quoted = [(v, _around(part, v.start, v.end)) for part in laid.parts for v in values(part)]
    told = values(laid.text)
    most = rivalled = 0
    for value in told:
        mine = [len(asked & near) for held, near in quoted if agree(value, held)]
        rivals = [
            len(asked & near)
            for held, near in quoted
            if comparable(value, held) and not agree(value, held)
        ]
        rivalled += bool(rivals)
        if mine and rivals:
            most = max(most, max(rivals) - max(mine))
    return float(most), float(len(told)), float(rivalled)


def _around(text: str, start: int, end: int) -> set[str]:
    return _content([*words(text[:start])[-_NEAR:], *words(text[end:])[:_NEAR]])


def _content(found: Iterable[str]) -> set[str]:
    return set(_meaning(found))


def _meaning(found: Iterable[str]) -> list[str]:
    return [word for word in found if word not in function_words() and word not in light()]
