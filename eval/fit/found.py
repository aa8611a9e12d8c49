"""What retrieval finds for every example, so that what ranks and reads can be fitted to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.fit.data import DocumentSet, Example
from index.engines.memory import MemoryVectorStore
from index.engines.tantivy import TantivyLexicalStore
from index.ports import Embedder, Selection, Vectors
from index.question.library import Library
from index.retrieval import statements
from index.retrieval.candidates import Candidate
from index.retrieval.gathering import Gathering, forms
from index.retrieval.ranking import RankingWeights, scores, table
from ingest.document import Passage

DEPTH = 20
"""The best so many candidates get the similarities of their statements."""
_FIRST = RankingWeights()


@dataclass(frozen=True, slots=True)
class Found:
    """One example with its candidates, in no order that matters."""

    example: Example
    library: Library
    candidates: tuple[Candidate, ...]
    statements: tuple[tuple[tuple[float, float], ...] | None, ...]
    """For each candidate the similarities of its statements; None beyond the best ``DEPTH``."""

    def held(self) -> list[bool]:
        """Return which candidates hold evidence."""
        return [self.example.held_by(candidate.passage) for candidate in self.candidates]


def find(held: DocumentSet, embedder: Embedder) -> Iterator[Found]:
    """Yield every question of the set, in the file's order, with what is found for it."""
    by_id = {passage.id: passage for passage in held.passages}
    said = _Statements(embedder)
    with TemporaryDirectory() as folder:
        gathering = _gathering(Path(folder), held.passages, by_id, embedder)
        for example in held.examples:
            vectors = embedder.embed_queries(list(forms(example.query)))
            found = gathering.gather(example.query, vectors, held.library, Selection())
            yield Found(example, held.library, tuple(found), tuple(said.of(found, vectors)))


def _gathering(
    folder: Path, passages: Sequence[Passage], by_id: dict[str, Passage], embedder: Embedder
) -> Gathering:
    lexical = TantivyLexicalStore(folder)
    lexical.add(passages)
    lexical.commit(1)
    dense = MemoryVectorStore(embedder.dimension)
    dense.add(passages, embedder.embed_passages([f"{p.context}\n{p.text}" for p in passages]))
    return Gathering(dense, lexical, lambda ids: {key: by_id[key] for key in ids if key in by_id})


class _Statements:
    """Vectors of statements, made when first needed."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def of(
        self, candidates: Sequence[Candidate], vectors: Vectors
    ) -> Iterator[tuple[tuple[float, float], ...] | None]:
        """Yield for each candidate the similarities of its statements to both forms."""
        order = np.argsort(-scores(table(candidates), _FIRST), kind="stable")
        chosen = set(order[:DEPTH].tolist())
        self._make([c.passage for at, c in enumerate(candidates) if at in chosen])
        for at, candidate in enumerate(candidates):
            if at not in chosen:
                yield None
                continue
            similarities = self._vectors[candidate.passage.id] @ vectors.T
            yield tuple((float(a), float(b)) for a, b in similarities)

    def _make(self, passages: Sequence[Passage]) -> None:
        missing = [passage for passage in passages if passage.id not in self._vectors]
        texts = [[p.text[s.start : s.end] for s in statements.split(p.text)] for p in missing]
        vectors = self._embedder.embed_passages([text for each in texts for text in each])
        at = 0
        for passage, each in zip(missing, texts, strict=True):
            self._vectors[passage.id] = vectors[at : at + len(each)]
            at += len(each)
