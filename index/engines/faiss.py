"""Vectors in FAISS: exact while they are few, and exact among candidates when they are many."""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.engines import ranking, snapshot
from index.engines.coarse import Coarse
from index.engines.gate import Gate
from index.errors import StorageFailure
from index.ports import Hit, Selection, Vectors
from ingest.document import Passage

log = logging.getLogger(__name__)

Rows = npt.NDArray[np.int64]

EXACT_UP_TO = 100_000
"""Vectors that are all compared; beyond it, only those that a quick index proposes."""
_NOISE = 1e-5
"""Scores computed in float32 may be off by this much; hits so close are compared exactly."""
_SNAPSHOT_SHARE = 20
"""A commit writes the snapshot once a 20th of the rows changed since the last one."""
_PART = 8192
"""Rows written at a time."""
_FEW = 2048
"""Rows that are compared one by one rather than looked for."""
_CANDIDATES = 8
"""Candidates compared exactly for each hit wanted."""
QUICK = "quick.json"
"""Beside the snapshot: what the quick index is and the recall that was measured of it."""
_OUTGROWN = 4
"""The quick index is made anew once there are so many times more vectors."""


class FaissVectorStore:
    """Holds the vectors in memory; the folder keeps one snapshot file to start from.

    The snapshot is a cache of the catalogue: it holds rows, ids and the generation together and
    may be older than what was committed; the writer replays the rest. A missing or damaged one
    means an empty store of generation 0. Several processes may share the folder.

    Searches run side by side. Beyond ``exact_up_to`` vectors a commit builds a quick index while
    searches go on; its candidates are compared exactly, and ``recall`` says what it finds.
    """

    def __init__(self, folder: Path, dimension: int, exact_up_to: int = EXACT_UP_TO) -> None:
        self._path = folder / "vectors.faiss"
        self._dimension = dimension
        self._exact_up_to = exact_up_to
        self._gate = Gate()
        self._empty()
        self._load()
        self._sort_into_lists()

    @property
    def recall(self) -> float:
        """Share of the ten nearest that a search of all finds, measured; 1 where it is exact."""
        return 1.0 if self._coarse is None else self._coarse.recall

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages, replacing those with equal ids."""
        if vectors.shape != (len(passages), self._dimension):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(passages)} passages")
        latest = {passage.id: at for at, passage in enumerate(passages)}
        chosen = sorted(latest.values())
        with self._gate.writing():
            self._remove([passage_id for passage_id in latest if passage_id in self._row_of])
            rows = np.arange(self._next_row, self._next_row + len(chosen), dtype=np.int64)
            self._next_row += len(chosen)
            added = np.ascontiguousarray(vectors[chosen], np.float32)
            self._index.add_with_ids(added, rows)
            if self._coarse is not None:
                self._coarse.add(rows, added)
            for row, at in zip(rows.tolist(), chosen, strict=True):
                self._admit(row, passages[at].id, passages[at].document_id)
            self._changed += len(chosen)

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        with self._gate.writing():
            gone = [row for key in set(document_ids) for row in self._rows_of.get(key, ())]
            self._remove([self._owner_of[row][0] for row in gone])

    def search(self, vector: Vectors, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` hits, best first, from the selected documents."""
        selection.require_ids()
        with self._gate.reading():
            found = self._found(vector, k, selection)
            exact = ranking.similarities(self._index.reconstruct_batch(found), vector)
            ids = [self._owner_of[row][0] for row in found.tolist()]
        return ranking.ranked(zip(ids, exact, strict=True), k)

    def search_each(self, vector: Vectors, k: int, document_ids: Sequence[str]) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        with self._gate.reading():
            rows = [sorted(self._rows_of.get(key, ())) for key in document_ids]
            every = np.array([row for of_one in rows for row in of_one], dtype=np.int64)
            found: Vectors = self._index.reconstruct_batch(every)
            names = [self._owner_of[row][0] for row in every.tolist()]
        scored = iter(zip(names, ranking.similarities(found, vector), strict=True))
        return [ranking.ranked(islice(scored, len(of_one)), k) for of_one in rows]

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> list[float | None]:
        """Return the similarity of each passage, in the order asked; None where unknown."""
        with self._gate.reading():
            known = [key for key in passage_ids if key in self._row_of]
            if not known:
                return [None] * len(passage_ids)
            rows = np.array([self._row_of[key] for key in known], dtype=np.int64)
            exact = ranking.similarities(self._index.reconstruct_batch(rows), vector)
        scores = dict(zip(known, exact, strict=True))
        return [scores.get(key) for key in passage_ids]

    def __len__(self) -> int:
        return len(self._row_of)

    @property
    def generation(self) -> int:
        """The catalogue generation this store has caught up with; 0 when new."""
        return self._generation

    def commit(self, generation: int) -> None:
        """Note the generation, and write the snapshot when enough has changed since the last."""
        self._generation = generation
        if self._changed * _SNAPSHOT_SHARE > len(self):
            self._save()
        self._sort_into_lists()

    def clear(self) -> None:
        """Forget everything, on disk too."""
        with self._gate.writing():
            self._empty()
            with self._translated():
                self._path.unlink(missing_ok=True)
                (self._path.parent / QUICK).unlink(missing_ok=True)

    def close(self) -> None:
        """Write the snapshot where it is behind."""
        if self._changed:
            self._save()

    def _empty(self) -> None:
        import faiss

        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimension))
        self._coarse: Coarse | None = None
        self._owner_of: dict[int, tuple[str, str]] = {}
        self._row_of: dict[str, int] = {}
        self._rows_of: dict[str, set[int]] = {}
        self._next_row = 0
        self._generation = 0
        self._changed = 0

    def _admit(self, row: int, passage_id: str, document_id: str) -> None:
        self._owner_of[row] = (passage_id, document_id)
        self._row_of[passage_id] = row
        self._rows_of.setdefault(document_id, set()).add(row)

    def _remove(self, passage_ids: Sequence[str]) -> None:
        rows = [self._row_of.pop(passage_id) for passage_id in passage_ids]
        if not rows:
            return
        gone = np.array(rows, dtype=np.int64)
        self._index.remove_ids(gone)
        if self._coarse is not None:
            self._coarse.remove(gone)
        for row in rows:
            _, document_id = self._owner_of.pop(row)
            self._rows_of[document_id].discard(row)
            if not self._rows_of[document_id]:
                del self._rows_of[document_id]
        self._changed += len(rows)

    def _found(self, vector: Vectors, k: int, selection: Selection) -> Rows:
        """Return the rows among which the ``k`` nearest are, each of the selection."""
        import faiss

        chosen: object = None
        available = len(self)
        if selection.document_ids is not None:
            rows = self._rows(selection.document_ids - selection.excluded)
            available = len(rows)
            if available <= _FEW:
                return rows if k > 0 else rows[:0]
            chosen = faiss.IDSelectorBatch(rows)
        elif selection.excluded and len(rows := self._rows(selection.excluded)):
            available -= len(rows)
            chosen = faiss.IDSelectorNot(batch := faiss.IDSelectorBatch(rows))
            chosen.kept = batch  # type: ignore[attr-defined]  # lives as long as what refers to it
        wanted = min(k, available)
        if wanted <= 0:
            return np.empty(0, np.int64)
        if self._coarse is not None and available > self._exact_up_to:
            return self._coarse.search(vector, _CANDIDATES * wanted, chosen)
        # FAISS breaks ties by row: fetch past the k-th score until all its equals are in.
        fetched = min(wanted + 16, available)
        while True:
            scores, found = self._nearest(vector, fetched, chosen)
            if fetched == available or scores[-1] < scores[wanted - 1] - _NOISE:
                return found
            fetched = min(fetched * 2, available)

    def _rows(self, document_ids: Iterable[str]) -> Rows:
        rows = [row for key in document_ids for row in self._rows_of.get(key, ())]
        return np.array(rows, dtype=np.int64)

    def _nearest(self, vector: Vectors, k: int, chosen: object) -> tuple[Vectors, Rows]:
        import faiss

        query = np.ascontiguousarray(vector, np.float32).reshape(1, self._dimension)
        parameters = None if chosen is None else faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]  # SWIG
        scores, found = self._index.search(query, k, params=parameters)
        return scores[0], found[0]

    def _sort_into_lists(self) -> None:
        """Make the quick index where there are many vectors; by the thread that changes them."""
        count = len(self)
        made_for = 0 if self._coarse is None else self._coarse.trained_on
        if count <= self._exact_up_to or made_for * _OUTGROWN >= count:
            return
        rows = np.array(sorted(self._owner_of), dtype=np.int64)
        coarse = Coarse.build(rows, self._index.reconstruct_batch, self._dimension)
        read = self._index.reconstruct_batch
        coarse.tune(rows, read, lambda query, k: self._nearest(query, k, None)[1])
        log.info("%d vectors sorted into lists, recall %.3f", count, coarse.recall)
        with self._translated():
            told = {"vectors": count, "recall": coarse.recall, **coarse.described()}
            (self._path.parent / QUICK).write_text(json.dumps(told), encoding="utf-8")
        with self._gate.writing():
            self._coarse = coarse

    def _save(self) -> None:
        rows = np.array(list(self._owner_of), dtype=np.int64)
        described = [[row, *owner] for row, owner in self._owner_of.items()]
        meta = {"dimension": self._dimension, "generation": self._generation, "rows": described}
        parts = (
            self._index.reconstruct_batch(rows[start : start + _PART])
            for start in range(0, len(rows), _PART)
        )
        with self._translated():
            snapshot.write(self._path, meta, parts)
        self._changed = 0

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageFailure(
                f"Không ghi được chỉ mục vectơ vào {self._path.parent} ({error.strerror})."
            ) from error

    def _load(self) -> None:
        try:
            meta, vectors = snapshot.read(self._path)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            log.warning("vector snapshot %s is not readable, starting anew: %s", self._path, error)
            return
        if meta["dimension"] != self._dimension:
            log.warning("vector snapshot %s has another dimension, starting anew", self._path)
            return
        rows = np.array([row for row, _, _ in meta["rows"]], dtype=np.int64)
        self._index.add_with_ids(np.asarray(vectors), rows)
        for row, passage_id, document_id in meta["rows"]:
            self._admit(row, passage_id, document_id)
        self._next_row = max(self._owner_of, default=-1) + 1
        self._generation = meta["generation"]
