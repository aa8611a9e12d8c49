"""Exact stores in memory: what the other adapters must agree with."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from index.engines import analysis, ranking
from index.ports import Hit, LexicalQuery, Selection, Vectors
from index.settings import DEFAULT_WEIGHTS, LexicalWeights
from ingest.document import Passage

K1 = 1.2
"""How soon repeating a term stops to count."""
B = 0.75
"""How much a field's length counts."""


class MemoryVectorStore:
    """Compares the query with every vector, in double precision."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows: dict[str, tuple[str, Vectors]] = {}
        self._generation = 0

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages, replacing those with equal ids."""
        if vectors.shape != (len(passages), self._dimension):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(passages)} passages")
        for passage, vector in zip(passages, vectors, strict=True):
            self._rows[passage.id] = (passage.document_id, vector.copy())

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        gone = frozenset(document_ids)
        self._rows = {key: row for key, row in self._rows.items() if row[0] not in gone}

    def search(self, vector: Vectors, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` hits, best first, from the selected documents."""
        selection.require_ids()
        ids = [key for key, row in self._rows.items() if selection.admits(row[0])]
        if not ids:
            return []
        rows = np.stack([self._rows[key][1] for key in ids])
        return ranking.ranked(zip(ids, ranking.similarities(rows, vector), strict=True), k)

    def search_each(self, vector: Vectors, k: int, document_ids: Sequence[str]) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        return [self.search(vector, k, Selection(frozenset([key]))) for key in document_ids]

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> list[float | None]:
        """Return the similarity of each passage, in the order asked; None where unknown."""
        rows = [self._rows.get(key) for key in passage_ids]
        return [row and ranking.similarities(row[1][np.newaxis], vector)[0] for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def generation(self) -> int:
        """The catalogue generation this store has caught up with; 0 when new."""
        return self._generation

    def commit(self, generation: int) -> None:
        """Note the generation; memory keeps nothing beyond the process."""
        self._generation = generation

    def clear(self) -> None:
        """Forget everything."""
        self._rows = {}
        self._generation = 0

    def close(self) -> None:
        """Nothing to release."""


class MemoryLexicalStore:
    """BM25 with exact field lengths; a passage's score is the weighted sum over the fields."""

    def __init__(self, weights: LexicalWeights = DEFAULT_WEIGHTS) -> None:
        self._weights = weights
        self._document_ids: dict[str, str] = {}
        self._lengths: dict[str, dict[str, int]] = {}
        self._postings: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self._generation = 0

    def add(self, passages: Sequence[Passage]) -> None:
        """Add passages, replacing those with equal ids."""
        latest = {passage.id: passage for passage in passages}
        self._remove(latest)
        for passage in latest.values():
            self._document_ids[passage.id] = passage.document_id
            indexed = analysis.terms(passage)
            fields = {field: Counter(getattr(indexed, field)) for field in analysis.FIELDS}
            self._lengths[passage.id] = {field: n.total() for field, n in fields.items()}
            for field, counts in fields.items():
                for term, count in counts.items():
                    self._postings[field, term][passage.id] = count

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        gone = frozenset(document_ids)
        self._remove([key for key, owner in self._document_ids.items() if owner in gone])

    def search(self, query: LexicalQuery, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` passages that hold a term of the query, best first."""
        selection.require_ids()
        averages = self._average_lengths()
        scores: dict[str, float] = defaultdict(float)
        for (field, term), weight in analysis.clauses(query, self._weights).items():
            posting = self._postings.get((field, term), {})
            rarity = math.log(1 + (len(self) - len(posting) + 0.5) / (len(posting) + 0.5))
            for key, count in posting.items():
                if selection.admits(self._document_ids[key]):
                    length = self._lengths[key][field] / averages[field]
                    saturated = count * (K1 + 1) / (count + K1 * (1 - B + B * length))
                    scores[key] += weight * rarity * saturated
        rounded = ((key, round(score, ranking.DIGITS)) for key, score in scores.items())
        return ranking.ranked(rounded, k)

    def search_each(
        self, query: LexicalQuery, k: int, document_ids: Sequence[str]
    ) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        return [self.search(query, k, Selection(frozenset([key]))) for key in document_ids]

    def __len__(self) -> int:
        return len(self._document_ids)

    @property
    def generation(self) -> int:
        """The catalogue generation this store has caught up with; 0 when new."""
        return self._generation

    def commit(self, generation: int) -> None:
        """Note the generation; memory keeps nothing beyond the process."""
        self._generation = generation

    def clear(self) -> None:
        """Forget everything."""
        self._document_ids, self._lengths = {}, {}
        self._postings = defaultdict(dict)
        self._generation = 0

    def close(self) -> None:
        """Nothing to release."""

    def _remove(self, passage_ids: Iterable[str]) -> None:
        gone = {key for key in passage_ids if self._document_ids.pop(key, None) is not None}
        if not gone:
            return
        for posting in self._postings.values():
            for key in gone & posting.keys():
                del posting[key]
        for key in gone:
            del self._lengths[key]

    def _average_lengths(self) -> dict[str, float]:
        totals = Counter[str]()
        for lengths in self._lengths.values():
            totals.update(lengths)
        return {field: totals[field] / max(len(self), 1) or 1.0 for field in analysis.FIELDS}
