"""Vectors in memory: exact while they are few, exact among candidates of FAISS when many."""

import json
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from index.engines import ranking, snapshot
from index.engines.blocks import Blocks, Mask, Rows
from index.engines.coarse import Coarse
from index.engines.gate import Gate
from index.errors import StorageFailure
from index.ports import Hit, Selection, Vectors
from ingest import refusals
from ingest.document import Passage

log = logging.getLogger(__name__)

EXACT_UP_TO = 100_000
"""Vectors that are all compared; beyond it, only those that a quick index proposes."""
_SNAPSHOT_SHARE = 20
"""A commit writes the snapshot once a 20th of the rows changed since the last one."""
_PART = 8192
"""Rows written at a time."""
_FEW = 2048
"""Rows that are compared one by one rather than looked for."""
_SPARSE = 4
"""Where only so small a part of all rows is selected, these are gathered first."""
_CANDIDATES = 8
"""Candidates compared exactly for each hit wanted."""
QUICK = "quick.json"
"""Beside the snapshot: what the quick index is and the recall that was measured of it."""
_LISTS = "quick.faiss"
"""The quick index itself, of the vectors of one snapshot."""
_OUTGROWN = 4
"""The quick index is made anew once there are so many times more vectors."""


class FaissVectorStore:
    """Holds the vectors in memory; the folder keeps one snapshot file to start from.

    The snapshot is a cache of the catalogue: it holds rows, ids and the generation together and
    may be older than what was committed; the writer replays the rest. A missing or damaged one
    means an empty store of generation 0. Several processes may share the folder.

    Searches run side by side. Beyond ``exact_up_to`` vectors a commit builds a quick index while
    searches go on; its candidates are compared exactly, and ``recall`` says what it finds. It is
    kept beside the snapshot that it belongs to.
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
            added = np.ascontiguousarray(vectors[chosen], np.float32)
            rows = self._blocks.put(added)
            if self._coarse is not None:
                self._coarse.add(rows, added)
            for row, at in zip(rows.tolist(), chosen, strict=True):
                self._admit(row, passages[at].id, passages[at].document_id)
            self._changed += len(chosen)

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        with self._gate.writing():
            gone = [row for key in set(document_ids) for row in self._rows_of.get(key, ())]
            self._remove([self._ids[row] for row in gone])

    def search(self, vector: Vectors, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` hits, best first, from the selected documents."""
        selection.require_ids()
        with self._gate.reading():
            found = self._found(vector, k, selection)
            exact = ranking.similarities(self._blocks.read(found), vector)
            ids = [self._ids[row] for row in found.tolist()]
        return ranking.ranked(zip(ids, exact, strict=True), k)

    def search_each(self, vector: Vectors, k: int, document_ids: Sequence[str]) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        with self._gate.reading():
            rows = [sorted(self._rows_of.get(key, ())) for key in document_ids]
            every = np.array([row for of_one in rows for row in of_one], dtype=np.int64)
            found = self._blocks.read(every)
            names = [self._ids[row] for row in every.tolist()]
        scored = iter(zip(names, ranking.similarities(found, vector), strict=True))
        return [ranking.ranked(islice(scored, len(of_one)), k) for of_one in rows]

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> list[float | None]:
        """Return the similarity of each passage, in the order asked; None where unknown."""
        with self._gate.reading():
            known = [key for key in passage_ids if key in self._row_of]
            if not known:
                return [None] * len(passage_ids)
            rows = np.array([self._row_of[key] for key in known], dtype=np.int64)
            exact = ranking.similarities(self._blocks.read(rows), vector)
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
                for name in (QUICK, _LISTS):
                    (self._path.parent / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Write the snapshot where it is behind."""
        if self._changed:
            self._save()

    def _empty(self) -> None:
        self._blocks = Blocks(self._dimension)
        self._coarse: Coarse | None = None
        self._ids: list[str] = []
        """By row; what stands at free ones means nothing."""
        self._owners: list[str] = []
        self._row_of: dict[str, int] = {}
        self._rows_of: dict[str, list[int]] = {}
        self._asked: tuple[frozenset[str], Rows] | None = None
        """The documents last selected, and their rows."""
        self._generation = 0
        self._changed = 0

    def _admit(self, row: int, passage_id: str, document_id: str) -> None:
        self._asked = None
        if row >= len(self._ids):
            missing = len(self._blocks) - len(self._ids)
            self._ids += [""] * missing
            self._owners += [""] * missing
        self._ids[row] = passage_id
        self._owners[row] = document_id
        self._row_of[passage_id] = row
        self._rows_of.setdefault(document_id, []).append(row)

    def _remove(self, passage_ids: Sequence[str]) -> None:
        rows = [self._row_of.pop(passage_id) for passage_id in passage_ids]
        if not rows:
            return
        gone = np.array(rows, dtype=np.int64)
        self._asked = None
        self._blocks.free(gone)
        if self._coarse is not None:
            self._coarse.remove(gone)
        for row in rows:
            self._rows_of[self._owners[row]].remove(row)
        for document_id in {self._owners[row] for row in rows}:
            if not self._rows_of[document_id]:
                del self._rows_of[document_id]
        self._changed += len(rows)

    def _found(self, vector: Vectors, k: int, selection: Selection) -> Rows:
        """Return the rows among which the ``k`` nearest are, each of the selection."""
        chosen: Rows | None = None
        left_out: Rows | None = None
        available = len(self)
        if selection.document_ids is not None:
            chosen = self._rows(selection.document_ids - selection.excluded)
            available = len(chosen)
            if available <= _FEW:
                return chosen if k > 0 else chosen[:0]
        elif selection.excluded:
            left_out = self._rows(selection.excluded)
            available -= len(left_out)
        wanted = min(k, available)
        if wanted <= 0:
            return np.empty(0, np.int64)
        sparse = available * _SPARSE <= len(self._blocks)
        if self._coarse is not None and (available > self._exact_up_to or not sparse):
            times = 1 if chosen is None else -(-len(self) // available)
            among = self._mask(chosen, left_out)
            return self._coarse.search(vector, _CANDIDATES * wanted, among, times)
        if chosen is not None and sparse:
            return self._blocks.nearest_of(chosen, vector, wanted)
        return self._blocks.nearest(vector[np.newaxis], wanted, self._mask(chosen, left_out))[0]

    def _rows(self, document_ids: frozenset[str]) -> Rows:
        """Return the rows of documents; a question asks for the same ones more than once."""
        asked = self._asked
        if asked is None or asked[0] != document_ids:
            rows = [row for key in document_ids for row in self._rows_of.get(key, ())]
            self._asked = asked = (document_ids, np.array(rows, dtype=np.int64))
        return asked[1]

    def _mask(self, chosen: Rows | None, left_out: Rows | None) -> Mask | None:
        """Return which of all rows are admitted; None: all of them."""
        if chosen is None and left_out is None:
            return None
        mask = np.full(len(self._blocks), chosen is None)
        mask[chosen if chosen is not None else left_out] = chosen is not None
        return mask

    def _sort_into_lists(self) -> None:
        """Make the quick index where there are many vectors; by the thread that changes them."""
        count = len(self)
        made_for = 0 if self._coarse is None else self._coarse.trained_on
        if count <= self._exact_up_to or made_for * _OUTGROWN >= count:
            return
        rows = np.array(sorted(self._row_of.values()), dtype=np.int64)
        coarse = Coarse.build(rows, self._blocks.read, self._dimension)
        coarse.tune(rows, self._blocks.read, self._blocks.nearest)
        log.info("%d vectors sorted into lists, recall %.3f", count, coarse.recall)
        with self._gate.writing():
            self._coarse = coarse
        self._save()

    def _save(self) -> None:
        owned = [
            [key, [self._ids[row] for row in rows], rows] for key, rows in self._rows_of.items()
        ]
        meta = {
            "dimension": self._dimension,
            "generation": self._generation,
            "count": self._blocks.end,
            "documents": owned,
        }
        with self._translated():
            of = snapshot.write(self._path, meta, self._blocks.slices(_PART))
            if self._coarse is not None:
                self._keep(self._coarse, of)
        self._changed = 0

    def _keep(self, coarse: Coarse, of: str) -> None:
        """Keep the quick index beside the snapshot ``of`` whose vectors it holds."""
        total = coarse.save(self._path.parent / _LISTS)
        told = {"vectors": len(self), **coarse.described(), "sum": total, "snapshot": of}
        temporary = self._path.parent / f".{QUICK}.{os.getpid()}"
        temporary.write_text(json.dumps(told), encoding="utf-8")
        temporary.replace(self._path.parent / QUICK)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageFailure(
                f"Không ghi được chỉ mục vectơ vào {self._path.parent} ({refusals.told(error)})."
            ) from error

    def _load(self) -> None:
        # Both files are read and checked as a whole, which two cores do side by side.
        with ThreadPoolExecutor(1, "lists") as beside:
            reading = beside.submit(self._read_lists)
            found = self._read_snapshot()
            if found is None:
                return
            meta, vectors, of = found
            keeps_numbers = self._take(meta, vectors)
            lists = reading.result()
        if keeps_numbers and lists is not None and lists[0] == of:
            self._coarse = lists[1]

    def _read_snapshot(self) -> tuple[dict[str, Any], Vectors, str] | None:
        """Return the description, the vectors and what tells the snapshot from any other."""
        try:
            meta, vectors, of = snapshot.read(self._path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("vector snapshot %s is not readable, starting anew: %s", self._path, error)
            return None
        if meta["dimension"] != self._dimension:
            log.warning("vector snapshot %s has another dimension, starting anew", self._path)
            return None
        return meta, vectors, of

    def _take(self, meta: dict[str, Any], vectors: Vectors) -> bool:
        """Hold what a snapshot holds; return whether each vector has kept its number."""
        live = np.array([row for *_, rows in meta["documents"] for row in rows], np.int64)
        sparse = 2 * len(live) < len(vectors)
        if sparse:  # mostly free rows: they are left behind, and what is in use gets new numbers
            vectors, live = np.asarray(vectors[live]), np.arange(len(live))
        self._blocks = Blocks.over(vectors, live)
        self._ids, self._owners = [""] * len(vectors), [""] * len(vectors)
        numbers = iter(live.tolist())
        for document_id, ids, _ in meta["documents"]:
            rows = list(islice(numbers, len(ids)))
            self._rows_of[document_id] = rows
            for row, passage_id in zip(rows, ids, strict=True):
                self._ids[row], self._owners[row] = passage_id, document_id
                self._row_of[passage_id] = row
        self._generation = meta["generation"]
        return not sparse

    def _read_lists(self) -> tuple[str, Coarse] | None:
        """Return the quick index and of which snapshot it is; None where there is none."""
        folder = self._path.parent
        try:
            told = json.loads((folder / QUICK).read_text(encoding="utf-8"))
            return str(told["snapshot"]), Coarse.load(folder / _LISTS, told)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("the quick index in %s is made anew: %s", folder, error)
            return None
