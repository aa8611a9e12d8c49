"""What a reader sees of all passages together, to tell whether any of them answers."""

from collections.abc import Sequence

import numpy as np

from index.question.library import Library
from index.question.query import Query
from index.retrieval.gathering import forms
from index.retrieval.readers.asking import QUESTION_NAMES
from index.retrieval.readers.features import NAMES as STATEMENT_NAMES
from index.retrieval.readers.features import Features, Read
from index.retrieval.trees import Judged, Table
from index.retrieval.words import QuestionWords, held

_TOP = 5
_EXPECTED = (
    "holds_asked",
    "asked_values",
    "unit",
    "bodies",
    "bodies_around",
    "proper_names",
    "figures_around",
    "joint_words",
    "joint_named_words",
    "run",
)
"""Features of which the mean over all statements counts, by their probability."""
_FIRST = (
    "similarity",
    "similarity_named",
    "own_words",
    "own_pairs",
    "rare",
    "told",
    "clause_words",
    "asked_values",
    "value_clause_words",
    "holds_asked",
    "figures_shared",
    "rank",
    "dense",
    "lexical",
    "named",
    "called",
    "passage_words",
    "passage_pairs",
    "heading_words",
    "characters",
    "length",
)
"""Features of the most probable statement."""
_BEST = (
    "similarity",
    "similarity_named",
    "dense",
    "dense_named",
    "lexical",
    "lexical_named",
    "own_words",
    "own_pairs",
    "passage_words",
    "passage_pairs",
    "passage_named_words",
    "heading_words",
    "value_clause_words",
    "called",
    "named",
)
"""Features whose highest value over all statements counts."""
NAMES = (
    *(f"probability_{rank}" for rank in range(1, _TOP + 1)),
    "probable",
    "likely",
    "expected",
    "lead",
    *(f"first_{name}" for name in _FIRST),
    *(f"best_{name}" for name in _BEST),
    *(f"first_short_of_best_{name}" for name in _BEST[:4]),
    *(f"first_{name}" for name in _EXPECTED[2:]),
    *(f"best_{name}" for name in _EXPECTED),
    *(f"expected_{name}" for name in _EXPECTED),
    "words_of_first_three",
    "words_of_document",
    "rare_anywhere",
    "pairs_anywhere",
    "documents_among_first",
    "passages_read",
    *QUESTION_NAMES,
)


def whole(
    query: Query,
    library: Library,
    reads: Sequence[Read],
    found: Features,
    probabilities: Judged,
) -> Table:
    """Return one row with the columns ``NAMES``; there must be a statement."""
    order = np.argsort(-probabilities, kind="stable")
    top = probabilities[order[:_TOP]]
    padded = np.pad(top, (0, _TOP - len(top)))
    first = found.rows[order[0]]
    best = found.rows.max(axis=0)
    mean = probabilities @ found.rows / max(float(probabilities.sum()), 1e-6)
    at = STATEMENT_NAMES.index
    row = np.array(
        [
            *padded,
            (probabilities > 0.5).sum(),
            (probabilities > 0.2).sum(),
            probabilities.sum(),
            padded[0] - padded[1],
            *(first[at(name)] for name in _FIRST),
            *(best[at(name)] for name in _BEST),
            *(first[at(name)] - best[at(name)] for name in _BEST[:4]),
            *(first[at(name)] for name in _EXPECTED[2:]),
            *(best[at(name)] for name in _EXPECTED),
            *(mean[at(name)] for name in _EXPECTED),
            *_together(query, library, reads, [found.places[row].read for row in order]),
            len(reads),
            *(first[at(name)] for name in QUESTION_NAMES),
        ],
        np.float32,
    )
    return row[np.newaxis]


def _together(
    query: Query, library: Library, reads: Sequence[Read], order: Sequence[int]
) -> list[float]:
    """Return what passages say together; ``order`` are passages, the most probable first."""
    words = QuestionWords(query, library, forms(query)[0])
    terms = [held(read.candidate.passage.text) for read in reads]
    context = [held(read.candidate.passage.context) for read in reads]
    owners = [read.candidate.passage.document_id for read in reads]
    chosen = list(dict.fromkeys(order))[:3]
    same = [at for at in range(len(reads)) if owners[at] == owners[order[0]]]
    return [
        words.share([each for at in chosen for each in (terms[at], context[at])]),
        words.share([each for at in same for each in (terms[at], context[at])]),
        words.rare(terms),
        words.pair_share(terms),
        float(len({owners[at] for at in order[:_TOP]})),
    ]
