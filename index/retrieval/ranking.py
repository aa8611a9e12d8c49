"""Ranks candidates by trees that were fitted to questions whose evidence is known.

The documents that a question names weigh, and shut no other out: an issuer has several documents,
a number may be that of a basis. Every feature is a property of any text, none of a place, a body
or a document.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.question.library import Library
from index.question.query import Query
from index.retrieval.candidates import ASKED, KINDS, Candidate
from index.retrieval.gathering import forms
from index.retrieval.trees import Table, Trees
from index.retrieval.words import QuestionWords, held
from ingest.document import Passage

FILE = "ranking.txt"
"""The model in the folder of trained weights."""
_QUESTION = (
    *(f"kind_{kind}" for kind in KINDS),
    *(f"asked_{asked}" for asked in ASKED),
    "question_words",
    "documents_named",
    "header_fields",
    "exhaustive",
)
_SIDES = ("dense", "dense_named", "lexical", "lexical_named")
_OWN = (
    *_SIDES,
    "named",
    "share",
    "mentioned",
    "called",
    "text_words",
    "words",
    "named_words",
    "pairs",
    "heading_words",
    "title_words",
    "rare",
    "told",
    "characters",
    "depth",
    "ordinal",
    "preamble",
    "recipients",
    "signature",
    "appendix",
)
_COMPARED = (*_SIDES, "words", "pairs", "named_words")
NAMES = (
    *_QUESTION,
    *_OWN,
    *(f"{name}_behind" for name in _COMPARED),
    *(f"{name}_rank" for name in _SIDES),
    *(f"document_{name}_behind" for name in _SIDES),
    "document_share",
    "before_dense",
    "after_dense",
)


class TreeRanker:
    """Orders candidates. Safe between threads."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    @classmethod
    def load(cls, folder: Path) -> "TreeRanker":
        """Read the trained model. Raises WeightsDamaged."""
        return cls(Trees.load(folder / FILE, NAMES))

    def order(
        self, query: Query, library: Library, candidates: Sequence[Candidate]
    ) -> list[tuple[Candidate, float]]:
        """Return the candidates with their scores, best first, ties by passage id.

        Only differences of scores within a question mean anything.
        """
        if not candidates:
            return []
        found = self._trees.judge(table(query, library, candidates)).round(6).tolist()
        pairs = zip(candidates, found, strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0].passage.id))


def table(query: Query, library: Library, candidates: Sequence[Candidate]) -> Table:
    """Return one row a candidate with the columns ``NAMES``; there must be a candidate."""
    asked = _question(query)
    focus, named = (QuestionWords(query, library, form) for form in forms(query))
    own = np.array([_own(focus, named, candidate) for candidate in candidates], np.float32)
    asking = np.tile(np.array(asked, np.float32), (len(candidates), 1))
    return np.hstack([asking, own, _relative(own, candidates)])


def _question(query: Query) -> list[float]:
    return [
        *(float(query.kind is kind) for kind in KINDS),
        *(float(query.asked is asked) for asked in ASKED),
        float(len(query.restored.split())),
        float(len(query.documents)),
        float(len(query.header_fields)),
        float(query.exhaustive),
    ]


def _own(focus: QuestionWords, named: QuestionWords, candidate: Candidate) -> list[float]:
    passage, document = candidate.passage, candidate.document
    body, context = held(passage.text), held(passage.context)
    first = passage.section_path[0] if passage.section_path else ""
    return [
        *candidate.dense,
        *candidate.lexical,
        document.named,
        document.share,
        document.mentioned,
        document.called,
        focus.share([body]),
        focus.share([body, context]),
        named.share([body, context]),
        focus.pair_share([body, context]),
        focus.share([held(heading) for heading in passage.headings]),
        focus.share([held(passage.section_title)]),
        focus.rare([body, context]),
        focus.told(body),
        float(len(passage.text)),
        float(len(passage.section_path)),
        float(passage.ordinal),
        float(first == "Mở đầu"),
        float(first == "Nơi nhận"),
        float(first == "Ký"),
        float(first.startswith("Phụ lục")),
    ]


def _relative(own: Table, candidates: Sequence[Candidate]) -> Table:
    """Return how far each candidate is behind the best, its ranks, its document, neighbours."""
    compared = own[:, [_OWN.index(name) for name in _COMPARED]]
    sides = own[:, : len(_SIDES)]
    ranks = np.argsort(np.argsort(-sides, axis=0, kind="stable"), axis=0, kind="stable")
    owners = np.array([candidate.passage.document_id for candidate in candidates])
    best, share = np.empty_like(sides), np.empty((len(own), 1), np.float32)
    for owner in set(owners.tolist()):
        mine = owners == owner
        best[mine] = sides[mine].max(axis=0)
        share[mine] = mine.mean()
    return np.hstack(
        [
            compared - compared.max(axis=0),
            ranks.astype(np.float32),
            best - sides.max(axis=0),
            share,
            _neighbours([candidate.passage for candidate in candidates], own[:, 1]),
        ]
    )


def _neighbours(passages: Sequence[Passage], dense: npt.NDArray[np.float32]) -> Table:
    """Return the similarity of the passages before and after each; 0 where none was found."""
    known: Mapping[tuple[str, int], float] = {
        (passage.document_id, passage.ordinal): float(score)
        for passage, score in zip(passages, dense, strict=True)
    }
    return np.array(
        [[known.get((p.document_id, p.ordinal + step), 0.0) for step in (-1, 1)] for p in passages],
        np.float32,
    )
