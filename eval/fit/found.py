"""What retrieval finds for every example, so that what ranks and reads can be fitted to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.fit.data import DocumentSet, Example
from index.engines.memory import MemoryVectorStore
from index.engines.tantivy import TantivyLexicalStore
from index.ports import Embedder, Selection, Vectors
from index.question.library import Library
from index.retrieval import statements
from index.retrieval.candidates import Candidate
from index.retrieval.gathering import Gathering, forms
from ingest.document import Passage


@dataclass(frozen=True, slots=True)
class Found:
    """One example with its candidates, by passage id."""

    example: Example
    library: Library
    candidates: tuple[Candidate, ...]
    vectors: Vectors
    """Of both forms of the question, one a row."""

    def held(self) -> list[bool]:
        """Return which candidates hold evidence."""
        return [self.example.held_by(candidate.passage) for candidate in self.candidates]


def find(held: DocumentSet, embedder: Embedder) -> Iterator[Found]:
    """Yield every question of the set, in the file's order, with what is found for it."""
    by_id = {passage.id: passage for passage in held.passages}
    with TemporaryDirectory() as folder:
        gathering = _gathering(Path(folder), held.passages, by_id, embedder)
        for example in held.examples:
            vectors = embedder.embed_queries(list(forms(example.query)))
            found = gathering.gather(example.query, vectors, held.library, Selection())
            yield Found(example, held.library, tuple(found), vectors)


def _gathering(
    folder: Path, passages: Sequence[Passage], by_id: dict[str, Passage], embedder: Embedder
) -> Gathering:
    lexical = TantivyLexicalStore(folder)
    lexical.add(passages)
    lexical.commit(1)
    dense = MemoryVectorStore(embedder.dimension)
    dense.add(passages, embedder.embed_passages([f"{p.context}\n{p.text}" for p in passages]))
    return Gathering(dense, lexical, lambda ids: {key: by_id[key] for key in ids if key in by_id})


class StatementVectors:
    """Vectors of the statements of passages, made when first needed."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def similarities(
        self, vectors: Vectors, passages: Sequence[Passage]
    ) -> list[list[tuple[float, float]]]:
        """Return for each passage the similarities of its statements to both forms."""
        self._make(passages)
        return [
            [(float(a), float(b)) for a, b in self._known[passage.id] @ vectors.T]
            for passage in passages
        ]

    def _make(self, passages: Sequence[Passage]) -> None:
        missing = [passage for passage in passages if passage.id not in self._known]
        texts = [[p.text[s.start : s.end] for s in statements.split(p.text)] for p in missing]
        made = self._embedder.embed_passages([text for each in texts for text in each])
        at = 0
        for passage, each in zip(missing, texts, strict=True):
            self._known[passage.id] = made[at : at + len(each)]
            at += len(each)
