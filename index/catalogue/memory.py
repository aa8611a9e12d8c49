"""Exact adapters in memory: what the others must agree with."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from index.compact import pack, unpack
from index.errors import DocumentNotFound
from index.learned import Learned
from index.ports import Vectors
from index.records import NO_MARKS, Marks
from index.selection import Scope
from index.spelling import Lesson, Spelling
from ingest.document import Document, Passage


class MemoryOriginals:
    """Implements ``Originals``."""

    def __init__(self, originals: Mapping[str, bytes]) -> None:
        self._originals = dict(originals)

    def original(self, document_id: str, scope: Scope) -> bytes:
        """Return the file as it came in. Raises DocumentNotFound."""
        if not scope.admits(document_id) or document_id not in self._originals:
            raise DocumentNotFound(f"Không có văn bản nào mang mã {document_id}.")
        return self._originals[document_id]


class MemoryStatementVectors:
    """Implements ``StatementVectors`` for passages that are told to it."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._passages = {passage.id: passage for passage in passages}
        self._packed: dict[str, tuple[bytes, int]] = {}

    def statement_vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the passages' statements; passages without any yet are left out."""
        return {key: unpack(*self._packed[key]) for key in passage_ids if key in self._packed}

    def put_statement_vectors(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep them; what is there already stays, and passages that are gone are passed over."""
        for key, rows in vectors.items():
            if key in self._passages:
                self._packed.setdefault(key, (pack(rows), rows.shape[1]))

    def without_statement_vectors(self, limit: int) -> list[Passage]:
        """Return at most ``limit`` passages that have none, those that came last first."""
        missing = [p for key, p in self._passages.items() if key not in self._packed]
        return missing[::-1][:limit]


class MemoryAccess:
    """Implements ``AccessLists`` for documents that are told to it."""

    def __init__(self, document_ids: Iterable[str]) -> None:
        self._shown: dict[str, frozenset[str]] = {key: frozenset() for key in document_ids}

    def scope(self, principals: Collection[str]) -> Scope:
        """Return what one of the principals at least may see."""
        asked = frozenset(principals)
        return Scope(frozenset(d for d, shown in self._shown.items() if shown & asked), asked)

    def access(self, document_id: str) -> frozenset[str]:
        """Return to whom the document is shown. Raises DocumentNotFound."""
        if document_id not in self._shown:
            raise DocumentNotFound(f"Không có văn bản nào mang mã {document_id}.")
        return self._shown[document_id]

    def show(self, document_ids: Collection[str], principals: Collection[str]) -> None:
        """Show the documents to these principals and no others. Raises DocumentNotFound."""
        for document_id in document_ids:
            self.access(document_id)
        self._shown |= dict.fromkeys(document_ids, frozenset(principals))

    def forget_principal(self, principal: str) -> None:
        """Show it nothing any more."""
        self._shown = {key: shown - {principal} for key, shown in self._shown.items()}


class MemoryNames:
    """Implements ``NameIndex`` for documents that are told to it, the oldest first."""

    def __init__(self, documents: Iterable[Document] = (), marks: Marks = NO_MARKS) -> None:
        self._learned = {document.id: Learned.of(document) for document in documents}
        self._copies = marks.same_as.keys()

    def named(self, document_ids: Collection[str] | None = None) -> Iterator[Document]:
        """Yield the documents by id, without text and sections; None: all."""
        for key in sorted(self._learned):
            if document_ids is None or key in document_ids:
                yield self._learned[key].named

    def phrases(
        self, most: int, document_ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield documents, oldest first, with their tokens, until these are ``most`` in all."""
        for key, learned in self._learned.items():
            if key in self._copies or not (document_ids is None or key in document_ids):
                continue
            if most <= 0:
                return
            most -= len(learned.tokens)
            yield key, learned.tokens

    def tokens(self, document_ids: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield these documents, oldest first, with their tokens, copies too."""
        for key, learned in self._learned.items():
            if key in document_ids:
                yield key, learned.tokens

    def spelling(self, known: Spelling | None = None) -> Spelling:  # noqa: ARG002
        """Return how the words of all documents are spelt now."""
        counted = (tokens for _, tokens in self.phrases(1 << 62))
        return Spelling().taught(Lesson(at, 1, tokens) for at, tokens in enumerate(counted, 1))
