"""Exact adapters in memory: what the others must agree with."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from index import facts, tags
from index.compact import pack, unpack
from index.errors import DocumentNotFound
from index.facts import NO_QUERY, FactQuery, FactReader, FactRecord, Keys
from index.learned import Called, Learned
from index.ports import Vectors
from index.records import NO_MARKS, Marks
from index.selection import Scope, Selection
from index.spelling import Lesson, Spelling
from ingest import naming
from ingest.document import Document, Passage
from ingest.facts import reading
from ingest.facts.model import Citation, Fact


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


class MemoryTags:
    """Implements ``Tags`` for documents that are told to it."""

    def __init__(self, document_ids: Iterable[str]) -> None:
        self._borne: dict[str, dict[str, str]] = {each: {} for each in document_ids}

    def tags(self, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the tags of each document by key, in order; documents without any are left out."""
        borne = {each: self._borne.get(each, {}) for each in document_ids}
        return {
            each: tuple(held[key] for key in sorted(held)) for each, held in borne.items() if held
        }

    def tag(
        self,
        document_ids: Collection[str],
        add: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> list[str]:
        """Put tags on documents and take others off; return the documents changed by that, sorted.

        Raises DocumentNotFound, TooManyTags.
        """
        after: dict[str, dict[str, str]] = {}
        for each in sorted(set(document_ids)):
            if (held := self._borne.get(each)) is None:
                raise DocumentNotFound(f"Không có văn bản nào mang mã {each}.")
            new, taken = tags.changed(held.values(), add, remove)
            if new or taken:
                after[each] = {k: tag for k, tag in held.items() if k not in taken} | new
        self._borne |= after
        return list(after)


class MemoryNames:
    """Implements ``NameIndex`` for documents that are told to it, the oldest first."""

    def __init__(self, documents: Iterable[Document] = (), marks: Marks = NO_MARKS) -> None:
        self._learned = {document.id: Learned.of(document) for document in documents}
        self._copies = marks.same_as.keys()

    def called(self, document_ids: Collection[str] | None = None) -> Iterator[Called]:
        """Yield what the documents are called, by id; None: all."""
        for key in sorted(self._learned):
            if document_ids is None or key in document_ids:
                yield Called.of(self._learned[key].named)

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


class MemoryFacts:
    """Implements ``Facts`` for documents that are told to it, the oldest first."""

    def __init__(
        self,
        documents: Iterable[Document] = (),
        read: FactReader = reading.facts,
        ingested_at: datetime = datetime.min,
    ) -> None:
        self._held: list[tuple[int, int, FactRecord, Keys]] = []
        for number, document in enumerate(documents):
            stated = facts.identify(document, read(document))
            for ordinal, (key, fact) in enumerate(stated):
                record = _stated(document, key, fact, ingested_at)
                found_by = facts.keys(fact, record.quote, document.abbreviations)
                self._held.append((number, ordinal, record, found_by))
        self._held.sort(key=lambda held: (-held[0], held[1]))

    def facts(
        self,
        selection: Selection,
        query: FactQuery = NO_QUERY,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[FactRecord], str | None]:
        """Return a page of the facts asked for, and the next one's cursor."""
        number, after = facts.position(cursor) if cursor is not None else (1 << 62, -1)
        found = [
            (document, ordinal, record)
            for document, ordinal, record, found_by in self._held
            if (document < number or (document == number and ordinal > after))
            and selection.admits(record.document_id)
            and _meets(record, found_by, query)
        ]
        page = found[:limit]
        following = f"{page[-1][0]}.{page[-1][1]}" if len(found) > limit else None
        return [record for _, _, record in page], following


def _stated(document: Document, key: str, fact: Fact, ingested_at: datetime) -> FactRecord:
    header = document.header
    return FactRecord(
        id=key,
        document_id=document.id,
        fact=fact,
        quote=document.text[fact.start : fact.end],
        page=document.page_at(fact.start),
        source=document.source,
        title=naming.title(document),
        number=header.number.value if header.number else None,
        issued_on=header.issued_on.value if header.issued_on else None,
        ingested_at=ingested_at,
    )


def _meets(record: FactRecord, found_by: Keys, query: FactQuery) -> bool:
    if query.kind not in (None, record.fact.kind):
        return False
    if query.cited is not None and found_by.cited != facts.number_key(query.cited):
        return False
    if query.relations is not None and not (
        isinstance(record.fact, Citation) and record.fact.relation in query.relations
    ):
        return False
    if query.body is not None and not any(
        f in found_by.bodies for f in facts.body_forms(query.body)
    ):
        return False
    if not all(form in found_by.words for form in facts.word_forms(query.words or "")):
        return False
    if query.due_from is None and query.due_to is None:
        return True
    first, last = query.due_from or date.min, query.due_to or date.max
    begun = record.issued_on is None or record.issued_on <= last
    recurring = facts.recurring(query.due_from, query.due_to) if begun else frozenset()
    return any(
        first <= date.fromisoformat(day) <= last
        if len(day) == len("2025-11-30")
        else day in recurring
        for day in found_by.dues
    )
