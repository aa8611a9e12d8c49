"""Hybrid retrieval: dense and lexical candidates, fused, the best of them by their statements."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from index.ports import (
    Catalogue,
    Embedder,
    Hit,
    LexicalQuery,
    LexicalStore,
    ScoredPassage,
    Scores,
    Selection,
    Vectors,
    VectorStore,
)
from index.question import sides
from index.question.library import Library
from index.question.query import Query
from index.retrieval.fusion import FusionWeights, fuse, scaled, shipped
from index.retrieval.readers.port import Reading, ReadStatement
from index.retrieval.statements import StatementIndex
from ingest.document import Passage

_CANDIDATES = 60
"""Passages asked of each side; more changes nothing on the development data."""
_READ = 24
"""The best so many are ranked again by their statements; all of them where more are asked for."""
_OF_SIDE = 12
"""Statements, the most probable first, of which one may speak of a side."""
COMPARED = 16
"""Documents set side by side at most; nobody reads more of them in one answer."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Ranked passages, and what it took in milliseconds."""

    passages: list[ScoredPassage]
    statements: Mapping[str, list[float]]
    """By passage id, the similarity of each of its statements; only for the best passages."""
    embed_ms: float
    retrieve_ms: float
    reading: Reading | None = None
    """What a reader made of the best passages; None where none read them."""
    left_out: tuple[str, ...] = ()
    """Documents named that were not read, as there are too many to compare."""
    apart: tuple["Apart", ...] = ()
    """What is compared across documents, each asked for by itself, in the order named."""
    read_ms: float = 0.0
    """Of ``retrieve_ms``, what the reader took."""

    def with_best_of(self, other: "Retrieval", named: Sequence[str], side: int) -> "Retrieval":
        """Return these with the best statement of what was read for a side of the question.

        ``named`` are all its sides; the best is the first that speaks of this one, if any does.
        """
        if self.reading is None or other.reading is None or not other.reading.statements:
            return self
        passages = {scored.passage.id: scored for scored in other.passages}
        read = other.reading.statements
        own = (
            each
            for each in read[:_OF_SIDE]
            if each.passage_id in passages
            and sides.told_of(named, *_said(passages[each.passage_id].passage, each)) == side
        )
        best = next(own, read[0])
        key = best.passage_id
        statements = {key: other.statements[key], **self.statements}
        held = {scored.passage.id for scored in self.passages}
        added = [s for s in other.passages if s.passage.id == key and key not in held]
        return replace(
            self,
            passages=[*self.passages, *added],
            statements=statements,
            reading=self.reading.with_one(best),
            embed_ms=self.embed_ms + other.embed_ms,
            retrieve_ms=self.retrieve_ms + other.retrieve_ms,
            read_ms=self.read_ms + other.read_ms,
        )


def _said(passage: Passage, read: ReadStatement) -> tuple[str, ...]:
    """Return the words of a statement of a passage, then the headings above it, nearest first."""
    text = passage.text[read.start - passage.start : read.end - passage.start]
    return text, *reversed(passage.headings)


@dataclass(frozen=True, slots=True)
class Apart:
    """What a comparison asks of one of its parties, and what was found for that alone."""

    query: Query
    retrieval: Retrieval


class Retriever(Protocol):
    """Finds the passages that bear on a question."""

    def retrieve(
        self, query: Query, top_k: int, selection: Selection, library: Library | None = None
    ) -> Retrieval:
        """Return the ``top_k`` best passages of the selected documents, best first.

        ``library`` is what the asker's documents are called; None: that of all documents.
        """
        ...


class HybridRetriever:
    """Searches both stores and joins them to passages through the catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder,
        vectors: VectorStore,
        lexical: LexicalStore,
        statements: StatementIndex,
        weights: FusionWeights | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._vectors = vectors
        self._lexical = lexical
        self._statements = statements
        self._weights = weights or shipped()

    def retrieve(
        self,
        query: Query,
        top_k: int,
        selection: Selection,
        library: Library | None = None,  # noqa: ARG002 - nothing here depends on rarity
    ) -> Retrieval:
        """Return the ``top_k`` best passages of the selected documents, best first.

        Where the question names documents only these are searched. A comparison takes its passages
        from every document in turn, so that none is crowded out by another that repeats it; so does
        a question about all documents ("những kế hoạch nào …").
        """
        started = time.perf_counter()
        vector = self._embedder.embed_queries([query.focus or query.restored])[0]
        embedded = time.perf_counter()
        similarities: dict[str, list[float]] = {}
        left_out: tuple[str, ...] = ()
        compared = _compared(query, selection)
        if compared:
            if len(compared) > COMPARED:
                compared, left_out = self._nearest(query, vector, compared)
            depth = max(_READ // 2, -(-top_k // len(compared)))
            passages = _in_turn(self._rank_each(query, vector, compared, depth, similarities))
        else:
            depth = max(_READ, top_k)
            found = self._rank(query, vector, narrow(query, selection), depth, similarities)
            passages = _in_turn(_by_document(found)) if query.exhaustive else found
        finished = time.perf_counter()
        return Retrieval(
            passages[:top_k],
            similarities,
            (embedded - started) * 1e3,
            (finished - embedded) * 1e3,
            left_out=left_out,
        )

    def _rank(
        self,
        query: Query,
        vector: Vectors,
        selection: Selection,
        depth: int,
        similarities: dict[str, list[float]],
    ) -> list[ScoredPassage]:
        """Return the ``depth`` best passages; adds what their statements scored."""
        best = self._join(self._fused(query, vector, selection)[:depth])
        self._compare_statements(vector, best, similarities)
        return self._reranked(best, similarities)

    def _rank_each(
        self,
        query: Query,
        vector: Vectors,
        documents: Sequence[str],
        depth: int,
        similarities: dict[str, list[float]],
    ) -> list[list[ScoredPassage]]:
        """Return the ``depth`` best passages of each document, as if it were searched alone."""
        words = self._lexical.search_each(_words(query), _CANDIDATES, documents)
        dense = self._vectors.search_each(vector, _CANDIDATES, documents)
        fused = [
            self._fuse(vector, of_one, near)[:depth]
            for of_one, near in zip(words, dense, strict=True)
        ]
        joined = {scored.passage.id: scored for scored in self._join(list(chain(*fused)))}
        best = [[joined[key] for key, _ in of_one if key in joined] for of_one in fused]
        # In turn: where not all are read while the question waits, it is the best of each.
        self._compare_statements(vector, _in_turn(best), similarities)
        return [self._reranked(of_one, similarities) for of_one in best]

    def _nearest(
        self, query: Query, vector: Vectors, documents: Sequence[str]
    ) -> tuple[list[str], tuple[str, ...]]:
        """Return the documents that a search over all of them finds first, and those beyond."""
        found = self._fused(query, vector, Selection(frozenset(documents)))
        passages = self._join(found)
        order = dict.fromkeys([*(s.passage.document_id for s in passages), *documents])
        kept = frozenset(list(order)[:COMPARED])
        return (
            [document_id for document_id in documents if document_id in kept],
            tuple(document_id for document_id in documents if document_id not in kept),
        )

    def _fused(
        self, query: Query, vector: Vectors, selection: Selection
    ) -> list[tuple[str, Scores]]:
        lexical = self._lexical.search(_words(query), _CANDIDATES, selection)
        return self._fuse(vector, lexical, self._vectors.search(vector, _CANDIDATES, selection))

    def _fuse(
        self, vector: Vectors, lexical: Sequence[Hit], dense: Sequence[Hit]
    ) -> list[tuple[str, Scores]]:
        words = {hit.passage_id: hit.score for hit in lexical}
        meaning = {hit.passage_id: hit.score for hit in dense}
        absent = [passage_id for passage_id in words if passage_id not in meaning]
        scores = self._vectors.similarities(vector, absent)
        meaning |= {
            passage_id: score
            for passage_id, score in zip(absent, scores, strict=True)
            if score is not None
        }
        return fuse(meaning, words, self._weights)

    def _compare_statements(
        self,
        vector: Vectors,
        passages: Sequence[ScoredPassage],
        similarities: dict[str, list[float]],
    ) -> None:
        found = self._statements.similarities(vector, [scored.passage for scored in passages])
        similarities |= {s.passage.id: each for s, each in zip(passages, found, strict=True)}

    def _reranked(
        self, passages: list[ScoredPassage], similarities: Mapping[str, list[float]]
    ) -> list[ScoredPassage]:
        """Fuse once more, with the best statement of each passage."""
        best = scaled(
            {s.passage.id: max(similarities[s.passage.id], default=0.0) for s in passages}
        )
        weight = self._weights.statement
        again = [
            replace(
                scored,
                scores=replace(
                    scored.scores,
                    fused=(1 - weight) * scored.scores.fused + weight * best[scored.passage.id],
                ),
            )
            for scored in passages
        ]
        return sorted(again, key=lambda scored: (-scored.scores.fused, scored.passage.id))

    def _join(self, ranked: list[tuple[str, Scores]]) -> list[ScoredPassage]:
        """Join ids to passages; one deleted since the search is left out."""
        passages = self._catalogue.passages([passage_id for passage_id, _ in ranked])
        return [
            ScoredPassage(passages[passage_id], scores)
            for passage_id, scores in ranked
            if passage_id in passages
        ]


def _words(query: Query) -> LexicalQuery:
    return LexicalQuery(query.focus or query.restored, query.boosts)


def _compared(query: Query, selection: Selection) -> list[str]:
    if not query.across:
        return []
    named = selection.among(query.documents)
    return named if len(named) > 1 else []


def _by_document(passages: list[ScoredPassage]) -> list[list[ScoredPassage]]:
    groups: dict[str, list[ScoredPassage]] = {}
    for scored in passages:
        groups.setdefault(scored.passage.document_id, []).append(scored)
    return list(groups.values())


def _in_turn(groups: list[list[ScoredPassage]]) -> list[ScoredPassage]:
    """Return the first of each group, then the second of each, and so on."""
    longest = max(map(len, groups), default=0)
    return [group[at] for at in range(longest) for group in groups if at < len(group)]


def narrow(query: Query, selection: Selection) -> Selection:
    """Return the named documents within the selection, or all of it where none is named there."""
    named = selection.only(frozenset(query.documents))
    return named if named.document_ids else selection
