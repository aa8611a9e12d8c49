"""What decides in proving a model's words: two files, which eval/fit/entailment.py writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from index.retrieval.trees import Trees

FILE, TREES = "entailment.json", "entailment.txt"
_PACKAGE = "app.answering.generative"


@dataclass(frozen=True, slots=True)
class Wording:
    """Shares of words from which one text is held to speak of another; measured by hand."""

    similarity: float
    """Least cosine of sentence and quote; the lowest of a supported one measured is 0.81."""
    near: float
    """Least share of a quote's words that stand in the passage, in order, where not all do."""
    loose: float
    """Longest stretch of a passage that such a quote is, by its own count of words."""
    nearly: float
    """Share of the words shared with the nearest part of a quote that makes another as near."""
    told: float
    """Share of a condition's words that tell it."""
    meant: float
    """Share of a statement's words that stand in what a condition governs, where it speaks of
    that."""
    left: float
    """Least share of the question's words in a quote that a shortened sentence holds on to."""
    relevant: float
    """Least share of the question's words in what was shown of a document that "does not state"
    it."""
    silent: float
    """Confidence in an answer where a model finds none."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic regression over features of how words lie in quotes, by their names."""

    intercept: float
    weights: dict[str, float]
    words: dict[str, dict[str, float]]
    """How a word is edited → word → how much likelier true statements edit it so."""
    threshold: float
    """Least probability of what is shown."""
    rivalled: float
    """By how much the logit of a statement must be higher where figures may be confused."""
    wording: Wording

    def logit(self, found: Mapping[str, float]) -> float:
        """Return the logit that the regression gives features."""
        return self.intercept + sum(self.weights[name] * value for name, value in found.items())


@cache
def fitted() -> Weights:
    """Return the weights that the file holds."""
    held = json.loads(files(_PACKAGE).joinpath(FILE).read_text("utf-8"))
    return Weights(
        float(held["intercept"]),
        {name: float(weight) for name, weight in held["weights"].items()},
        {
            way: {word: float(score) for word, score in scores.items()}
            for way, scores in held["words"].items()
        },
        float(held["threshold"]),
        float(held["rivalled"]),
        Wording(**{name: float(share) for name, share in held["wording"].items()}),
    )


@cache
def grown(names: tuple[str, ...]) -> Trees:
    """Return the trees over features of these names. Raises WeightsDamaged."""
    return Trees.load(Path(str(files(_PACKAGE).joinpath(TREES))), names)
