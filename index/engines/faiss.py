"""Vectors in FAISS: an exact inner-product index in memory, with a snapshot on disk."""

import json
import logging
import os
import tempfile
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.engines import ranking
from index.errors import StorageFailure
from index.ports import Hit, Selection, Vectors
from ingest.document import Passage

log = logging.getLogger(__name__)

Rows = npt.NDArray[np.int64]

_MAGIC = b"HDVEC1\n"
_NOISE = 1e-5
"""Scores computed in float32 may be off by this much; hits so close are compared exactly."""
_TEMPORARY = ".snapshot-"
_ABANDONED_SECONDS = 3600
"""A temporary file so old belongs to a process that was killed."""
_SNAPSHOT_SHARE = 20
"""A commit writes the snapshot once a 20th of the rows changed since the last one."""


class FaissVectorStore:
    """Holds the vectors in memory; the folder keeps one snapshot file to start from.

    The snapshot is a cache of the catalogue: it holds rows, ids and the generation together and
    may be older than what was committed; the writer replays the rest. A missing or damaged one
    means an empty store of generation 0. Several processes may share the folder.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._path = folder / "vectors.faiss"
        self._dimension = dimension
        self._lock = threading.RLock()
        self._empty()
        self._load()

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages, replacing those with equal ids."""
        if vectors.shape != (len(passages), self._dimension):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(passages)} passages")
        latest = {passage.id: at for at, passage in enumerate(passages)}
        chosen = sorted(latest.values())
        with self._lock:
            self._remove([passage_id for passage_id in latest if passage_id in self._row_of])
            rows = np.arange(self._next_row, self._next_row + len(chosen), dtype=np.int64)
            self._next_row += len(chosen)
            self._index.add_with_ids(np.ascontiguousarray(vectors[chosen], np.float32), rows)
            for row, at in zip(rows.tolist(), chosen, strict=True):
                self._admit(row, passages[at].id, passages[at].document_id)
            self._changed += len(chosen)

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        with self._lock:
            gone = [row for key in set(document_ids) for row in self._rows_of.get(key, ())]
            self._remove([self._owner_of[row][0] for row in gone])

    def search(self, vector: Vectors, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` hits, best first, from the selected documents."""
        with self._lock:
            chosen, available = self._chosen(selection)
            wanted = min(k, available)
            if wanted <= 0:
                return []
            # FAISS breaks ties by row: fetch past the k-th score until all its equals are in.
            fetched = min(wanted + 16, available)
            while True:
                scores, found = self._nearest(vector, fetched, chosen)
                if fetched == available or scores[-1] < scores[wanted - 1] - _NOISE:
                    break
                fetched = min(fetched * 2, available)
            exact = ranking.similarities(self._index.reconstruct_batch(found), vector)
            ids = [self._owner_of[row][0] for row in found.tolist()]
        return ranking.ranked(zip(ids, exact, strict=True), k)

    def search_each(self, vector: Vectors, k: int, document_ids: Sequence[str]) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        with self._lock:
            rows = [sorted(self._rows_of.get(key, ())) for key in document_ids]
            every = np.array([row for of_one in rows for row in of_one], dtype=np.int64)
            found: Vectors = self._index.reconstruct_batch(every)
            names = [self._owner_of[row][0] for row in every.tolist()]
        scored = iter(zip(names, ranking.similarities(found, vector), strict=True))
        return [ranking.ranked(islice(scored, len(of_one)), k) for of_one in rows]

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> list[float | None]:
        """Return the similarity of each passage, in the order asked; None where unknown."""
        with self._lock:
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
        with self._lock:
            self._generation = generation
            if self._changed * _SNAPSHOT_SHARE > len(self):
                self._save()

    def clear(self) -> None:
        """Forget everything, on disk too."""
        with self._lock:
            self._empty()
            with self._translated():
                self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Write the snapshot where it is behind."""
        with self._lock:
            if self._changed:
                self._save()

    def _empty(self) -> None:
        import faiss

        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimension))
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
        self._index.remove_ids(np.array(rows, dtype=np.int64))
        for row in rows:
            _, document_id = self._owner_of.pop(row)
            self._rows_of[document_id].discard(row)
            if not self._rows_of[document_id]:
                del self._rows_of[document_id]
        self._changed += len(rows)

    def _chosen(self, selection: Selection) -> tuple[Any, int]:
        """Return what tells FAISS the selected rows, None for all, and how many they are."""
        import faiss

        selection.require_ids()
        if selection.document_ids is not None:
            rows = self._rows(selection.document_ids - selection.excluded)
            return faiss.IDSelectorBatch(rows), len(rows)
        rows = self._rows(selection.excluded)
        if not len(rows):
            return None, len(self)
        return faiss.IDSelectorNot(faiss.IDSelectorBatch(rows)), len(self) - len(rows)

    def _rows(self, document_ids: Iterable[str]) -> Rows:
        rows = [row for key in document_ids for row in self._rows_of.get(key, ())]
        return np.array(rows, dtype=np.int64)

    def _nearest(self, vector: Vectors, k: int, chosen: object) -> tuple[Vectors, Rows]:
        import faiss

        query = np.ascontiguousarray(vector, np.float32).reshape(1, self._dimension)
        parameters = None if chosen is None else faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]  # SWIG
        scores, found = self._index.search(query, k, params=parameters)
        return scores[0], found[0]

    def _save(self) -> None:
        import faiss

        index = faiss.serialize_index(self._index).tobytes()
        rows = [[row, *owner] for row, owner in self._owner_of.items()]
        meta = {"dimension": self._dimension, "generation": self._generation, "rows": rows}
        head = json.dumps(meta, ensure_ascii=False).encode()
        payload = b"%d\n%b%b" % (len(head), head, index)
        with self._translated():
            _replace(self._path, b"%b%08x\n%b" % (_MAGIC, zlib.crc32(payload), payload))
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
            meta, index = _read(self._path)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            log.warning("vector snapshot %s is not readable, starting anew: %s", self._path, error)
            return
        if meta["dimension"] != self._dimension:
            log.warning("vector snapshot %s has another dimension, starting anew", self._path)
            return
        import faiss

        self._index = faiss.deserialize_index(np.frombuffer(index, dtype=np.uint8))
        for row, passage_id, document_id in meta["rows"]:
            self._admit(row, passage_id, document_id)
        self._next_row = max(self._owner_of, default=-1) + 1
        self._generation = meta["generation"]


def _read(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the snapshot's description and its index. Raises ValueError where it is damaged."""
    content = path.read_bytes()
    checksum, _, payload = content.removeprefix(_MAGIC).partition(b"\n")
    if not content.startswith(_MAGIC) or checksum != b"%08x" % zlib.crc32(payload):
        raise ValueError("checksum differs")
    length, _, rest = payload.partition(b"\n")
    meta: dict[str, Any] = json.loads(rest[: int(length)])
    return meta, rest[int(length) :]


def _replace(path: Path, content: bytes) -> None:
    """Write the file so that a crash leaves the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f"{_TEMPORARY}*"):
        with suppress(FileNotFoundError):  # another process clears away too
            if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                left.unlink()
    descriptor, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
