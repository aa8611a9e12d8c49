"""Documents into the catalogue, and from there into the derived stores.

The catalogue's transaction is the only place where a document comes in or goes out. The derived
stores are only ever filled by replaying the catalogue's changes, whether the change was made a
moment ago, by another process, or before a crash.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index import manifest
from index.errors import StorageFailure
from index.incoming import Change, Incoming, State, related
from index.ports import EVERYTHING, Catalogue, Embedder, LexicalStore, Scope, Vectors, VectorStore
from index.settings import PATIENCE_SECONDS
from ingest import passages as splitter
from ingest import refusals
from ingest.document import Document, Header, Passage
from ingest.pacing import give_way
from ingest.reading.header import given_in

log = logging.getLogger(__name__)

BATCH_PASSAGES = 256
"""Passages of several documents are embedded together up to this many: sorted by length, little is
lost by filling the shorter ones up."""
BATCH_BYTES = 32 * 1024 * 1024
"""Files that wait to be written hold at most about so much memory, twice."""
SLOW_SECONDS = 1.0
"""Where the next document is longer in coming than this, those before it are not kept waiting."""
REPLAY_DOCUMENTS = 32
"""A catch-up commits after this many documents: a long one can be interrupted and shares."""
CATCH_UP_SECONDS = 2.0
"""While documents are written, the derived stores follow at most this far behind."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document with its passages, waiting to be embedded; unchanged ones have no passages."""

    incoming: Incoming
    change: Change
    passages: Sequence[Passage] = ()


class Writer:
    """Takes documents in and keeps the derived stores up with the catalogue.

    Safe to share between threads; several processes may write into one data folder. With a
    manifest, nothing is written or replayed once another process has changed the model.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder,
        vectors: VectorStore,
        lexical: LexicalStore,
        lock_path: Path,
        kept_manifest: manifest.Keeper | None = None,
        told: Callable[[], object] | None = None,
    ) -> None:
        """``told`` hears of changes before the stores are brought up, and may take its time."""
        self._catalogue = catalogue
        self._embedder = embedder
        self._vectors = vectors
        self._lexical = lexical
        self._file_lock = FileLock(lock_path)
        self._manifest = kept_manifest
        self._told = told or (lambda: None)
        self._replaying = threading.Lock()

    def write(self, document: Document, original: bytes, origin: str) -> Change:
        """Take one document in: added, replaced (its origin had other bytes) or unchanged.

        The same bytes, from wherever, are the document that is already here; header values given
        otherwise than before replace it. A document that replaces another keeps its id.
        Raises StorageFailure, ManifestMismatch.
        """
        [change] = self.write_many([Incoming(document, original, origin)])
        return change

    def write_many(self, incoming: Iterable[Incoming]) -> Iterator[Change]:
        """Take documents in and yield what became of each, in order.

        Passages are embedded across documents, and while documents before them are written, but
        each document is committed alone; those not yet yielded when the caller stops may be
        absent, never halved.
        """
        self._check_manifest()
        caught_up = time.monotonic()
        try:
            for batch, vectors in self._embedded(incoming):
                yield from self._commit(batch, vectors)
                if time.monotonic() - caught_up > CATCH_UP_SECONDS:
                    self.catch_up()
                    caught_up = time.monotonic()
        finally:
            self.catch_up(patience=PATIENCE_SECONDS)

    def restates(self, header: Header, origin: str, document_id: str) -> bool:
        """Tell whether the header's given values are others than those of the document.

        Without any given value, only the document's one origin takes back what was given.
        """
        stated = given_in(header)
        former = given_in(self._catalogue.as_read(document_id, EVERYTHING).header)
        if stated == former:
            return False
        return bool(stated) or self._catalogue.origins(document_id) == [origin]

    def delete(self, document_id: str, scope: Scope) -> None:
        """Remove a document everywhere. Raises DocumentNotFound."""
        self._catalogue.delete(document_id, scope)
        self.catch_up(patience=PATIENCE_SECONDS)

    def correct(self, document_id: str, changes: Mapping[str, str | None], scope: Scope) -> None:
        """Put a document's header right everywhere: names, filters, citations, passages.

        ``changes`` by field: a value, empty for what the document does not state, None for what
        was read. Raises DocumentNotFound, ValueError for an unknown field or a date that is none.
        """
        self._check_manifest()
        read = self._catalogue.as_read(document_id, scope)
        passages = splitter.split(self._catalogue.corrected(read, changes))
        vectors = self._vectors_of(document_id, passages)
        self._catalogue.correct(document_id, changes, passages, vectors)
        self.catch_up(patience=PATIENCE_SECONDS)

    def supersede(self, newer: str, older: str, scope: Scope, by: str) -> None:
        """Let one document answer for the other, on a person's word.

        Raises DocumentNotFound, CannotSupersede.
        """
        for document_id in (newer, older):
            self._catalogue.record(document_id, scope)
        self._catalogue.supersede(newer, older, by)
        self.catch_up(patience=PATIENCE_SECONDS)

    def withdraw(self, newer: str, older: str, scope: Scope) -> None:
        """Take a person's word back. Raises DocumentNotFound."""
        for document_id in (newer, older):
            self._catalogue.record(document_id, scope)
        self._catalogue.withdraw(newer, older)
        self.catch_up(patience=PATIENCE_SECONDS)

    def reread(self, document: Document, original: bytes) -> State:
        """Replace a document by what is read now from the file that it was read from.

        Passages whose words stay keep their ids and vectors. Raises DocumentNotFound.
        """
        self._check_manifest()
        passages = splitter.split(self._catalogue.corrected(document))
        self._catalogue.record(document.id, EVERYTHING)
        if self._catalogue.holds(document) and self._catalogue.passages_of(document.id) == passages:
            return State.UNCHANGED
        vectors = self._vectors_of(document.id, passages)
        [origin, *_] = self._catalogue.origins(document.id)
        self._catalogue.put(document, passages, vectors, original, origin)
        self.catch_up(patience=PATIENCE_SECONDS)
        return State.REPLACED

    def _vectors_of(self, document_id: str, passages: Sequence[Passage]) -> Vectors:
        """Return the passages' vectors; those that the document has already are not made again."""
        former, rows = self._catalogue.indexed(document_id) or ([], None)
        at = {(p.context, p.text): number for number, p in enumerate(former)}
        new = [p for p in passages if (p.context, p.text) not in at]
        made = iter(self._embed(new)) if new else iter(())
        held = np.empty((len(passages), self._embedder.dimension), np.float32)
        for number, passage in enumerate(passages):
            known = at.get((passage.context, passage.text))
            held[number] = rows[known] if known is not None and rows is not None else next(made)
        return held

    def reindex(self) -> Iterator[str]:
        """Split and embed every document again and rebuild the derived stores.

        Yields each document's id as it is done; until the end the manifest says that the index
        is unfinished. For a changed model or splitter, and for a lost manifest.
        """
        if self._manifest is not None:
            manifest.begin_rebuilding(self._manifest)
        for document in self._catalogue.documents(EVERYTHING):
            passages = splitter.split(document)
            self._catalogue.put_passages(document.id, passages, self._embed(passages))
            yield document.id
        try:
            with self._replaying, self._alone(PATIENCE_SECONDS):
                self._vectors.clear()
                self._lexical.clear()
        except Timeout as error:
            raise StorageFailure(
                "Chương trình khác đang ghi chỉ mục. Hãy dừng nó rồi chạy lại."
            ) from error
        if self._manifest is not None:
            manifest.write(self._manifest, manifest.expected(self._embedder))
        self.catch_up(patience=PATIENCE_SECONDS)

    def catch_up(self, patience: float = 0.0) -> bool:
        """Replay the catalogue's changes into the derived stores; True if anything changed.

        Cheap when nothing did. Where another thread or process is at it, waits at most
        ``patience`` seconds and leaves the rest to it and to the next call. Raises
        ManifestMismatch, StorageFailure.
        """
        if self._current():
            return False
        self._check_manifest()
        give_way()
        self._told()
        give_way()
        if not self._replaying.acquire(timeout=patience):
            return False
        changed = False
        try:
            while self._replay(self._vectors, self._vectors.add):
                changed = True
            while self._behind(self._lexical):
                with self._alone(patience):
                    changed = self._replay(self._lexical, self._add_words) or changed
        except Timeout:
            log.info("another process is writing the derived stores")
        finally:
            self._replaying.release()
        return changed

    def _check_manifest(self) -> None:
        if self._manifest is not None:
            now = manifest.expected(self._embedder)
            manifest.check(self._manifest, now, empty=self._catalogue.generation == 0)

    def _current(self) -> bool:
        return not (self._behind(self._vectors) or self._behind(self._lexical))

    def _behind(self, store: VectorStore | LexicalStore) -> bool:
        return store.generation != self._catalogue.generation

    @contextmanager
    def _alone(self, patience: float) -> Iterator[None]:
        """Keep other processes from writing the derived stores. Raises Timeout."""
        try:
            self._file_lock.acquire(timeout=patience)
        except OSError as error:
            if isinstance(error, Timeout):
                raise
            raise StorageFailure(
                f"Không khóa được thư mục dữ liệu để ghi chỉ mục ({refusals.told(error)})."
            ) from error
        try:
            yield
        finally:
            self._file_lock.release()

    def _replay(
        self, store: VectorStore | LexicalStore, add: Callable[[list[Passage], Vectors], None]
    ) -> bool:
        """Take the next changes in and commit them; False when there were none."""
        if store.generation > self._catalogue.generation:
            store.clear()  # the catalogue was replaced by an older one
        changes = self._catalogue.changes_since(store.generation, REPLAY_DOCUMENTS)
        if not changes:
            return False
        contents = [self._catalogue.indexed(document_id) for _, document_id in changes]
        give_way()
        store.remove_documents(document_id for _, document_id in changes)
        for content in contents:
            if content is not None and content[0]:
                add(*content)
        give_way()
        store.commit(changes[-1][0])
        return True

    def _add_words(self, passages: list[Passage], _: Vectors) -> None:
        self._lexical.add(passages)

    def _embedded(
        self, incoming: Iterable[Incoming]
    ) -> Iterator[tuple[list[_Prepared], list[Future[Vectors]]]]:
        """Yield the batches with their vectors; each is embedded while the former is written."""
        ahead = ThreadPoolExecutor(1, "embed-ahead")
        former: tuple[list[_Prepared], list[Future[Vectors]]] | None = None
        try:
            for batch in self._batches(incoming):
                passages = [passage for waiting in batch for passage in waiting.passages]
                # In pieces, so that who stops half-way waits for no more than one of them.
                begun = (
                    batch,
                    [
                        ahead.submit(self._embed, passages[start : start + BATCH_PASSAGES])
                        for start in range(0, len(passages), BATCH_PASSAGES)
                    ],
                )
                if former is not None:
                    yield former
                former = begun
            if former is not None:
                yield former
        finally:
            ahead.shutdown(wait=False, cancel_futures=True)

    def _batches(self, incoming: Iterable[Incoming]) -> Iterator[list[_Prepared]]:
        """Group documents for embedding; an empty batch asks for all before it to be written.

        That comes before a document that depends on one still waiting, and where the next one is
        long in coming.
        """
        batch: list[_Prepared] = []
        former: list[_Prepared] = []
        asked = time.monotonic()
        for item in incoming:
            slow = time.monotonic() - asked > SLOW_SECONDS
            if any(related(item, waiting.incoming) for waiting in (*former, *batch)):
                yield batch
                yield []
                batch, former = [], []
            give_way()
            batch.append(self._prepare(item))
            if slow or _full(batch):
                yield batch
                batch, former = [], batch
            if slow:
                yield []
                former = []
            asked = time.monotonic()
        if batch:
            yield batch

    def _prepare(self, item: Incoming) -> _Prepared:
        same = self._catalogue.by_sha256(item.document.sha256, item.access)
        if same is not None:
            if not self.restates(item.document.header, item.origin, same.id):
                return _Prepared(item, Change(State.UNCHANGED, same.id))
            state, document_id = State.REPLACED, same.id
        else:
            state, document_id = self._identify(item)
        document = replace(item.document, id=document_id)
        return _Prepared(
            replace(item, document=document),
            Change(state, document_id),
            splitter.split(self._catalogue.corrected(document)),
        )

    def _identify(self, item: Incoming) -> tuple[State, str]:
        """Return whether the document replaces another, and the id it takes."""
        former = self._catalogue.by_origin(item.origin)
        if former is not None and self._catalogue.origins(former.id) == [item.origin]:
            return State.REPLACED, former.id
        document_id = item.document.id
        if item.access:  # not by the bytes: it would tell whether others have them
            return State.ADDED, secrets.token_hex(len(document_id) // 2)
        if document_id in self._catalogue:
            # The id belongs to a document whose file has since changed.
            fresh = f"{document_id}\n{item.origin}\n{self._catalogue.generation}"
            document_id = sha256(fresh.encode()).hexdigest()[: len(document_id)]
        return State.ADDED, document_id

    def _commit(self, batch: list[_Prepared], embedded: list[Future[Vectors]]) -> Iterator[Change]:
        nothing = np.empty((0, self._embedder.dimension), np.float32)
        vectors = np.concatenate([nothing, *(piece.result() for piece in embedded)])
        start = 0
        for waiting in batch:
            end = start + len(waiting.passages)
            item, change = waiting.incoming, waiting.change
            give_way()
            if change.state is State.UNCHANGED:
                self._catalogue.attach(item.origin, change.document_id)
            else:
                self._catalogue.put(
                    item.document,
                    waiting.passages,
                    vectors[start:end],
                    item.original,
                    item.origin,
                    item.access,
                )
            start = end
            yield change

    def _embed(self, passages: Sequence[Passage]) -> Vectors:
        return self._embedder.embed_passages(
            [f"{passage.context}\n{passage.text}" for passage in passages]
        )


def _full(batch: Sequence[_Prepared]) -> bool:
    passages = sum(len(waiting.passages) for waiting in batch)
    size = sum(len(waiting.incoming.original) for waiting in batch)
    return passages >= BATCH_PASSAGES or size >= BATCH_BYTES
