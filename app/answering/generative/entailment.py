"""Judges whether quotes bear out what is said: a fitted score of words, places and meaning."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from app.answering.generative.proof import Proof, words
from index.ports import Embedder
from ingest.vietnamese import clauses
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import agree, values

NAMES = (
    "similarity",
    "coverage",
    "pairs",
    "strange",
    "strange_unasked",
    "clause",
    "figure",
    "role",
    "length",
)
"""The features, in the order of :func:`features`."""
_FILE = "entailment.json"
_LEADS = ("chủ trì", "phối hợp", "chỉ đạo", "giám sát", "kiểm tra", "tham mưu", "phê duyệt")
"""What a body may do, each of which excludes the others for the one named before it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic regression over the features."""

    intercept: float
    weights: tuple[float, ...]
    threshold: float
    """Least probability of what is shown."""


@cache
def fitted() -> Weights:
    """Return the weights that the file holds; eval/fit/entailment.py writes it."""
    held = json.loads(files("app.answering.generative").joinpath(_FILE).read_text("utf-8"))
    weights = tuple(float(held["weights"][name]) for name in NAMES)
    return Weights(float(held["intercept"]), weights, float(held["threshold"]))


class Entailment:
    """Scores statements. Safe to share between threads."""

    def __init__(self, embedder: Embedder, weights: Weights | None = None) -> None:
        self._embedder = embedder
        self._weights = weights or fitted()

    @property
    def threshold(self) -> float:
        """The least probability of what is shown."""
        return self._weights.threshold

    def probability(self, said: str, proof: Proof, question: str) -> float:
        """Return how probable it is that the proof bears it out, 0 to 1."""
        found = self.features(said, proof, question)
        logit = self._weights.intercept + sum(
            weight * value for weight, value in zip(self._weights.weights, found, strict=True)
        )
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))

    def features(self, said: str, proof: Proof, question: str) -> tuple[float, ...]:
        """Return the features of a statement, named by NAMES."""
        texts = [said, *proof.quotes, "\n".join(proof.quotes)]
        own, *held = self._embedder.embed_passages(texts)
        similarity = max(float(np.dot(own, each)) for each in held)
        return (similarity, *lexical(said, proof, question))


def lexical(said: str, proof: Proof, question: str) -> tuple[float, ...]:
    """Return all features but the similarity."""
    text = proof.expanded(normalise(said))
    content = _content(text)
    asked = set(words(proof.expanded(question)))
    strange = [word for word in content if word not in proof.words]
    unasked = [word for word in strange if word not in asked]
    held = set(_pairs(words(proof.all)))
    pairs = _pairs(words(text))
    count = max(1, len(content))
    return (
        1 - len(strange) / count,
        sum(pair in held for pair in pairs) / max(1, len(pairs)),
        min(8.0, len(strange)),
        min(8.0, len(unasked)),
        _nearest_clauses(text, proof),
        _figures_in_place(text, proof),
        float(_roles_differ(text, proof)),
        math.log1p(count),
    )


def _content(text: str) -> list[str]:
    return [word for word in words(text) if word not in function_words()]


def _pairs(found: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(found))


def _nearest_clauses(text: str, proof: Proof) -> float:
    """Return the mean share of each clause's words that one clause of a quote and names hold."""
    named = set(words(proof.expanded(proof.names)))
    quoted = [set(words(proof.expanded(normalise(q)))) for q in proof.quotes]
    parts = [set(_content(clause)) for clause in clauses.cut(text, clauses.STRONG + ",")]
    shares = [
        max((len(part & (quote | named)) for quote in quoted), default=0) / len(part)
        for part in parts
        if part
    ]
    return sum(shares) / len(shares) if shares else 1.0


def _figures_in_place(text: str, proof: Proof) -> float:
    """Return the least share of a figure's words that stand by the same figure in a quote.

    They are the words of its clause, there those of the sentence that holds it, of the names, and
    of nothing else: what is said of one thing is not true of the next.
    """
    least = 1.0
    named = set(words(proof.expanded(proof.names)))
    held = [(v, c) for q in proof.quotes for c in _parts(proof, q) for v in values(c)]
    for clause in clauses.cut(text, clauses.WEAK):
        own = set(_content(clause))
        for value in values(clause):
            near = [set(words(c)) for v, c in held if agree(value, v)]
            if near and own:
                least = min(least, max(len(own & (n | named)) / len(own) for n in near))
    return least


def _parts(proof: Proof, quote: str) -> list[str]:
    return clauses.cut(proof.expanded(normalise(quote)), clauses.STRONG + ",\n")


def _roles_differ(text: str, proof: Proof) -> bool:
    """Return whether someone is said to do what a quote says that another does.

    Of each duty, the three words before it must stand before it in a quote, too, where the quote
    names that duty at all.
    """
    said = " ".join(words(text))
    held = " ".join(words(proof.all))
    for duty in _LEADS:
        _, found, _ = said.partition(duty)
        if not found:
            continue
        if duty not in held:
            return True
        before = said.split(duty)[0].split()[-3:]
        sides = [set(part.split()[-14:]) for part in held.split(duty)[:-1]]
        own = {word for word in before if word not in function_words()}
        if own and not any(len(own & side) >= len(own) / 2 for side in sides):
            return True
    return False
