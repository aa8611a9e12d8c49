"""The ports: what retrieval needs of an embedder, of the stores and of a reranker.

One score convention: higher is better. Vector stores return cosine similarity, lexical stores
BM25; ties are broken by passage id, ascending, so that equal data gives equal answers.
Stores speak passages and ids, never row numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.document import Passage

Vectors = npt.NDArray[np.float32]
"""float32, shape (n, dimension), rows of unit length."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents the asker may see; every read takes one."""

    document_ids: frozenset[str] | None = None
    """None: all."""

    def admits(self, document_id: str) -> bool:
        """Return whether the asker may see the document."""
        return self.document_ids is None or document_id in self.document_ids


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker narrows a question to; None means any. Dates are inclusive."""

    document_ids: frozenset[str] | None = None
    issuer: str | None = None
    place: str | None = None
    kind: str | None = None
    number: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents a search runs over: scope and filters resolved by the catalogue.

    Plain data, so that an engine elsewhere can take it as a terms filter.
    """

    document_ids: frozenset[str] | None = None
    """None: all; empty: none."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found by one store."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Terms to look for; a store weighs its fields itself."""

    text: str
    """NFC text, without the names of documents recognised in the question."""
    boosts: Mapping[str, float] | None = None
    """Extra terms (synonyms, expanded abbreviations) with their weight."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How a passage scored; None where that side did not return it."""

    fused: float
    dense: float | None = None
    lexical: float | None = None


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage and how it ranked."""

    passage: Passage
    scores: Scores


class Embedder(Protocol):
    """Maps text to unit vectors. Queries and passages are different calls: E5 prefixes them so."""

    @property
    def name(self) -> str:
        """What the manifest records: model name or folder with the hash of its weights."""
        ...

    @property
    def dimension(self) -> int: ...

    def embed_queries(self, queries: Sequence[str]) -> Vectors: ...

    def embed_passages(self, passages: Sequence[str]) -> Vectors: ...


class VectorStore(Protocol):
    """Nearest passages by cosine similarity."""

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages, replacing those with equal ids; ``vectors`` are float32 (n, dimension)."""
        ...

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        ...

    def search(self, vector: Vectors, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` hits, best first; ``vector`` has the shape (dimension,)."""
        ...

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> list[float | None]:
        """Return the similarity of each passage, in the order asked; None where unknown."""
        ...

    def __len__(self) -> int: ...

    @property
    def generation(self) -> int:
        """The catalogue generation this store has caught up with; 0 when new."""
        ...

    def commit(self, generation: int) -> None:
        """Make what was added and removed durable, marked with the catalogue's generation."""
        ...

    def clear(self) -> None: ...

    def close(self) -> None: ...


class LexicalStore(Protocol):
    """Passages by their words."""

    def add(self, passages: Sequence[Passage]) -> None: ...

    def remove_documents(self, document_ids: Iterable[str]) -> None: ...

    def search(self, query: LexicalQuery, k: int, selection: Selection) -> list[Hit]: ...

    def __len__(self) -> int: ...

    @property
    def generation(self) -> int: ...

    def commit(self, generation: int) -> None: ...

    def clear(self) -> None: ...

    def close(self) -> None: ...


class Reranker(Protocol):
    """Reorders the best passages by reading question and passage together."""

    def rerank(self, question: str, passages: Sequence[ScoredPassage]) -> list[ScoredPassage]: ...
