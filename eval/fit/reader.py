"""Fits the reader: trees that tell evidence from other statements, and answered from not.

Folds are by document: a set's statements are judged by trees that saw none of its documents, and
the trees for "answered at all" learn from such judgements alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.fit import growing
from eval.fit.folds import without
from eval.fit.found import Found, StatementVectors
from eval.fit.growing import Growth
from index.retrieval.readers.features import NAMES, Features, Read, features
from index.retrieval.readers.whole import NAMES as WHOLE_NAMES
from index.retrieval.readers.whole import whole
from index.retrieval.trees import Judged, Table, Trees

STATEMENT_GROWTH = Growth(500, leaves=15, rate=0.05, least=40, features=0.5, smooth=5.0, drawn=True)
ANSWERED_GROWTH = Growth(800, leaves=15, rate=0.05, least=25, features=0.3, smooth=10.0, drawn=True)


@dataclass(frozen=True, slots=True)
class Sample:
    """One question as it is read: every statement's features, and which are evidence."""

    found: Found
    reads: tuple[Read, ...]
    features: Features
    right: npt.NDArray[np.bool_]


def sample(found: Found, scores: Judged, said: StatementVectors, depth: int) -> Sample:
    """Read the ``depth`` best candidates by their ranker's scores, as the service does."""
    order = sorted(
        range(len(scores)), key=lambda at: (-scores[at], found.candidates[at].passage.id)
    )[:depth]
    chosen = [found.candidates[at] for at in order]
    similarities = said.similarities(found.vectors, [candidate.passage for candidate in chosen])
    reads = [
        Read(candidate, float(scores[at]), each)
        for candidate, at, each in zip(chosen, order, similarities, strict=True)
    ]
    seen = features(found.example.query, found.library, reads)
    right = [
        found.example.stated_by(passage.document_id, (passage.start + a, passage.start + b))
        for passage, a, b in (
            (reads[place.read].candidate.passage, place.start, place.end) for place in seen.places
        )
    ]
    return Sample(found, tuple(reads), seen, np.array(right, np.bool_))


def grow_statements(samples: Sequence[Sample], growth: Growth = STATEMENT_GROWTH) -> Trees:
    """Return trees for the probability that a statement is evidence."""
    rows = np.concatenate([each.features.rows for each in samples])
    right = np.concatenate([each.right for each in samples])
    return growing.chances(rows, right, NAMES, growth)


def grow_answered(
    samples: Sequence[Sample], chances: Sequence[Judged], growth: Growth = ANSWERED_GROWTH
) -> Trees:
    """Return trees for the probability that a question is answered by what was read.

    ``chances`` are those of statements, by trees that did not see the sample.
    """
    rows = np.concatenate([row(*pair) for pair in zip(samples, chances, strict=True)])
    answerable = np.array([each.found.example.answerable for each in samples], np.bool_)
    return growing.chances(rows, answerable, WHOLE_NAMES, growth)


def row(each: Sample, chances: Judged) -> Table:
    """Return the features of the whole set of passages read, one row."""
    found = each.found
    return whole(found.example.query, found.library, each.reads, each.features, chances)


def judged(
    folds: Sequence[Sequence[Sample]], growth: Growth = STATEMENT_GROWTH
) -> list[list[Judged]]:
    """Return for each fold the probabilities of its statements by trees grown on the others."""
    found = []
    for at, held_out in enumerate(folds):
        trees = grow_statements(without(folds, at), growth)
        found.append([trees.judge(each.features.rows) for each in held_out])
    return found


def answered(
    folds: Sequence[Sequence[Sample]],
    chances: Sequence[Sequence[Judged]],
    growth: Growth = ANSWERED_GROWTH,
) -> list[Judged]:
    """Return for each fold the probabilities of an answer by trees grown on the others."""
    found = []
    for at, held_out in enumerate(folds):
        trees = grow_answered(without(folds, at), without(chances, at), growth)
        rows = [row(*pair) for pair in zip(held_out, chances[at], strict=True)]
        found.append(trees.judge(np.concatenate(rows)))
    return found
