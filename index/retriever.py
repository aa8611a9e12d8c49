"""Hybrid retrieval: dense and lexical candidates, fused, from the documents the question names."""

import time
from collections import Counter
from dataclasses import dataclass

from index.catalogue import Catalogue
from index.fusion import FusionWeights, fuse, interleave
from index.protocols import (
    Embedder,
    LexicalQuery,
    LexicalStore,
    ScoredPassage,
    Scores,
    Selection,
    Vectors,
    VectorStore,
)
from index.query import AnswerKind, Query

_CANDIDATES = 60
"""Passages asked of each side; more changes nothing on the development data."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Ranked passages, the question's vector, and what it took in milliseconds."""

    passages: list[ScoredPassage]
    vector: Vectors
    embed_ms: float
    retrieve_ms: float


class HybridRetriever:
    """Searches both stores and joins them to passages through the catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder,
        vectors: VectorStore,
        lexical: LexicalStore,
        weights: FusionWeights | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._vectors = vectors
        self._lexical = lexical
        self._weights = weights or FusionWeights()

    def retrieve(self, query: Query, top_k: int, selection: Selection) -> Retrieval:
        """Return the ``top_k`` best passages of the selected documents, best first.

        Where the question names documents only these are searched. A comparison takes its passages
        from every document in turn, so that none is crowded out by another that repeats it; so does
        a question about all documents ("những kế hoạch nào …").
        """
        started = time.perf_counter()
        vector = self._embedder.embed_queries([query.focus or query.restored])[0]
        embedded = time.perf_counter()
        compared = _compared(query, selection)
        if compared:
            alone = (Selection(frozenset([document_id])) for document_id in compared)
            ranked = interleave([self._rank(query, vector, only) for only in alone])
        else:
            ranked = self._rank(query, vector, narrow(query, selection))
        passages = self._join(ranked)
        if query.exhaustive and not compared:
            passages = _in_turn(passages)
        done = time.perf_counter()
        return Retrieval(
            passages[:top_k], vector, (embedded - started) * 1e3, (done - embedded) * 1e3
        )

    def _rank(
        self, query: Query, vector: Vectors, selection: Selection
    ) -> list[tuple[str, Scores]]:
        lexical = {
            hit.passage_id: hit.score
            for hit in self._lexical.search(
                LexicalQuery(query.focus or query.restored, query.boosts), _CANDIDATES, selection
            )
        }
        dense = {
            hit.passage_id: hit.score
            for hit in self._vectors.search(vector, _CANDIDATES, selection)
        }
        only_lexical = [passage_id for passage_id in lexical if passage_id not in dense]
        similarities = self._vectors.similarities(vector, only_lexical)
        dense |= {
            passage_id: score
            for passage_id, score in zip(only_lexical, similarities, strict=True)
            if score is not None
        }
        return fuse(dense, lexical, self._weights)

    def _join(self, ranked: list[tuple[str, Scores]]) -> list[ScoredPassage]:
        """Join ids to passages; one deleted since the search is left out."""
        passages = self._catalogue.passages([passage_id for passage_id, _ in ranked])
        return [
            ScoredPassage(passages[passage_id], scores)
            for passage_id, scores in ranked
            if passage_id in passages
        ]


def _compared(query: Query, selection: Selection) -> list[str]:
    if query.kind is not AnswerKind.COMPARE:
        return []
    named = [d for d in query.documents if _admits(selection, d)]
    return named if len(named) > 1 else []


def _in_turn(passages: list[ScoredPassage]) -> list[ScoredPassage]:
    """Return the best passage of each document first, then the second of each, and so on."""
    seen: Counter[str] = Counter()
    turns: list[int] = []
    for scored in passages:
        turns.append(seen[scored.passage.document_id])
        seen[scored.passage.document_id] += 1
    order = sorted(range(len(passages)), key=turns.__getitem__)
    return [passages[at] for at in order]


def narrow(query: Query, selection: Selection) -> Selection:
    """Return the named documents within the selection, or all of it where none is named there."""
    named = frozenset(d for d in query.documents if _admits(selection, d))
    return Selection(named) if named else selection


def _admits(selection: Selection, document_id: str) -> bool:
    return selection.document_ids is None or document_id in selection.document_ids
