"""The ports: what the index needs of an embedder and of the stores, and what each keeps.

One score convention: higher is better. Vector stores return cosine similarity, lexical stores
BM25; ties are broken by passage id, ascending, so that equal data gives equal answers.
Stores speak passages and ids, never row numbers. Every read of documents takes a scope.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.facts import NO_QUERY, FactQuery, FactRecord
from index.learned import Called
from index.records import Correction, DocumentRecord, Marks, Supersession, Tally
from index.selection import EVERYTHING as EVERYTHING
from index.selection import NO_FILTERS as NO_FILTERS
from index.selection import Filters as Filters
from index.selection import Order as Order
from index.selection import Scope as Scope
from index.selection import Selection as Selection
from index.spelling import Spelling
from ingest.document import Document, Passage

Vectors = npt.NDArray[np.float32]
"""float32, shape (n, dimension), rows of unit length."""


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

    def search_each(self, vector: Vectors, k: int, document_ids: Sequence[str]) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
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

    def search(self, query: LexicalQuery, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` passages that hold a term of the query, best first."""
        ...

    def search_each(
        self, query: LexicalQuery, k: int, document_ids: Sequence[str]
    ) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        ...

    def __len__(self) -> int: ...

    @property
    def generation(self) -> int: ...

    def commit(self, generation: int) -> None: ...

    def clear(self) -> None: ...

    def close(self) -> None: ...


class Catalogue(Protocol):
    """The one truth: a document is in or out by one transaction here; other stores follow.

    What is outside the scope does not exist: DocumentNotFound. Every method raises StorageFailure
    where the data cannot be read or written; a failed write leaves nothing behind.
    """

    @property
    def generation(self) -> int:
        """How many changes were ever committed, by any process; 0 when new."""
        ...

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: Vectors,
        original: bytes,
        origin: str,
        access: Collection[str] = (),
    ) -> None:
        """Add the document, or replace the one of its id wholly; ``vectors`` row by passage.

        It is shown to the principals of ``access`` too, from the same transaction on.
        """
        ...

    def put_passages(self, document_id: str, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Replace the passages and vectors of a document that is here; nothing else of it."""
        ...

    def correct(
        self,
        document_id: str,
        changes: Mapping[str, str | None],
        passages: Sequence[Passage],
        vectors: Vectors,
    ) -> None:
        """Lay corrections over a document's header, with the passages that it then has.

        ``changes`` by field, of CORRECTABLE; empty: it states nothing; None: what is read holds
        again. Whatever reads the document from here on reads it corrected, but for ``as_read``.
        Raises DocumentNotFound, ValueError for an unknown field or a date that is none.
        """
        ...

    def corrected(
        self, document: Document, changes: Mapping[str, str | None] | None = None
    ) -> Document:
        """Return a document, as it was read, with the corrections that hold for its id.

        Then with ``changes``, as for ``correct``, and the same ValueError.
        """
        ...

    def corrections(self, document_id: str, scope: Scope) -> list[Correction]:
        """Return what was corrected and taken back, the oldest first."""
        ...

    def as_read(self, document_id: str, scope: Scope) -> Document:
        """Return the document without corrections."""
        ...

    def holds(self, document: Document) -> bool:
        """Tell whether the document, as it is read now, and its facts are what is kept."""
        ...

    def attach(self, origin: str, document_id: str) -> None:
        """Note that the file at ``origin`` has the document's bytes; drop one left without any."""
        ...

    def delete(self, document_id: str, scope: Scope) -> None:
        """Remove the document and all that belongs to it. Raises DocumentNotFound."""
        ...

    def record(self, document_id: str, scope: Scope) -> DocumentRecord: ...

    def document(self, document_id: str, scope: Scope) -> Document: ...

    def text(self, document_id: str, scope: Scope) -> str: ...

    def records(
        self,
        scope: Scope,
        filters: Filters = NO_FILTERS,
        q: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
        order: Order = Order.ADDED,
    ) -> tuple[list[DocumentRecord], str | None]:
        """Return a page of the listing in this order, and the next one's cursor."""
        ...

    def tally(self, scope: Scope, filters: Filters = NO_FILTERS, q: str | None = None) -> Tally:
        """Return how many documents ``records`` lists in all, and of what they are."""
        ...

    def resolve(
        self, scope: Scope, filters: Filters, named: Collection[str] = frozenset()
    ) -> Selection:
        """Return what is searched, without what another document answers for.

        Where the stores speak ids alone it comes resolved to ids.
        """
        ...

    def marks(self) -> Marks: ...

    def supersede(self, newer: str, older: str, by: str) -> None:
        """Keep a person's word that one document holds in the other's stead.

        It rests while either file is another than then. Raises CannotSupersede.
        """
        ...

    def withdraw(self, newer: str, older: str) -> None:
        """Take the word back, if there is one."""
        ...

    def supersessions(self, document_id: str, scope: Scope) -> list[Supersession]:
        """Return what persons confirmed of the document, where both are within the scope."""
        ...

    def by_origin(self, origin: str) -> DocumentRecord | None: ...

    def by_sha256(self, sha256: str, access: Collection[str] = ()) -> DocumentRecord | None:
        """Return the document of these bytes that all of ``access`` may see, the oldest of them."""
        ...

    def origins(self, document_id: str) -> list[str]: ...

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]: ...

    def passages_of(self, document_id: str) -> list[Passage]: ...

    def __contains__(self, document_id: str) -> bool: ...

    def document_ids(self) -> list[str]: ...

    def documents(self, scope: Scope) -> Iterator[Document]: ...

    def touched_since(self, generation: int) -> tuple[int, list[str]]:
        """Return the present generation and the ids added, replaced or deleted since, in order."""
        ...

    def changes_since(self, generation: int, limit: int) -> list[tuple[int, str]]:
        """Return the first ``limit`` of the latest changes of documents, oldest first."""
        ...

    def indexed(self, document_id: str) -> tuple[list[Passage], Vectors] | None:
        """Return a document's passages and their vectors, row by row; None when it is gone."""
        ...

    def close(self) -> None: ...


class AccessLists(Protocol):
    """Which documents are shown to which principals; a document is shown to none but those named.

    They come and go with the documents, in the same transactions.
    """

    def scope(self, principals: Collection[str]) -> Scope:
        """Return what one of the principals at least may see, resolved to ids."""
        ...

    def access(self, document_id: str) -> frozenset[str]:
        """Return to whom the document is shown. Raises DocumentNotFound."""
        ...

    def show(self, document_ids: Collection[str], principals: Collection[str]) -> None:
        """Show the documents to these principals and no others. Raises DocumentNotFound."""
        ...

    def forget_principal(self, principal: str) -> None:
        """Show it nothing any more."""
        ...


class Originals(Protocol):
    """The files as they came in."""

    def original(self, document_id: str, scope: Scope) -> bytes:
        """Return the file, byte for byte. Raises DocumentNotFound."""
        ...


class StatementVectors(Protocol):
    """The vectors of passages' statements, made after the passages and gone with them.

    Compact, so not to the last digit what was put; what is read is the same whenever it is read.
    """

    def statement_vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of each passage's statements; passages without are left out."""
        ...

    def put_statement_vectors(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep them; what is there already stays, and passages that are gone are passed over."""
        ...

    def without_statement_vectors(self, limit: int) -> list[Passage]:
        """Return at most ``limit`` passages that have none, those that came last first."""
        ...


class Facts(Protocol):
    """What documents promise, as data; read from a document when it comes in, gone with it."""

    def facts(
        self,
        selection: Selection,
        query: FactQuery = NO_QUERY,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[FactRecord], str | None]:
        """Return a page of the facts asked for, and the next one's cursor.

        Those of the newest document first, each document's in reading order; what comes in
        meanwhile never shifts the pages that follow. ``selection`` speaks ids. Raises
        InvalidCursor for a cursor that was not given out.
        """
        ...


class NameIndex(Protocol):
    """What documents are called and how their words are spelt, learned as they come in.

    What is told of names is told document by document; only the spelling is of all together, but
    for documents that are the same as another.
    """

    def called(self, document_ids: Collection[str] | None = None) -> Iterator[Called]:
        """Yield what the documents are called, by id; None: all."""
        ...

    def phrases(
        self, most: int, document_ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield documents, oldest first, with their tokens, until these are ``most`` in all.

        Of all documents, or of those given; without those that are the same as another.
        """
        ...

    def tokens(self, document_ids: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield these documents, oldest first, with their tokens, copies too."""
        ...

    def spelling(self, known: Spelling | None = None) -> Spelling:
        """Return how the words of all documents are spelt now; ``known`` is what it was before."""
        ...
