"""Very many vectors in each engine: how quick, how right, how large.

The vectors are those of ``bench_scale``: real passages' vectors, turned away from them as far as a
real passage's nearest neighbour is. What is right is found by comparing every vector with every
question while they are made.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.memory import resident
from eval.statistics import percentiles
from index.engines.faiss import FaissVectorStore
from index.ports import Selection, Vectors, VectorStore
from ingest.document import Passage

QUESTIONS = 200
K = 10
PART = 8192
"""Vectors made and added at a time."""
_IN_DOCUMENT = 45
"""Passages a document, as in the sample."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions and the ids of the passages nearest to each."""

    vectors: Vectors
    nearest: list[set[str]]


def turned(real: Vectors, nearest: float, count: int, seed: int) -> Vectors:
    """Return unit vectors, each a real one turned until the cosine is ``nearest``."""
    chance = np.random.default_rng(seed)
    base = real[chance.integers(len(real), size=count)]
    away = chance.standard_normal(base.shape, np.float32)
    away -= (away * base).sum(axis=1, keepdims=True) * base
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    rows: Vectors = np.float32(nearest) * base + np.float32(np.sqrt(1 - nearest**2)) * away
    return rows


def parts(real: Vectors, nearest: float, count: int) -> Iterator[tuple[list[Passage], Vectors]]:
    """Yield so many passages with their vectors, the same every time."""
    for start in range(0, count, PART):
        size = min(PART, count - start)
        yield [_passage(start + n) for n in range(size)], turned(real, nearest, size, start + 1)


def asked(real: Vectors, nearest: float, count: int) -> Asked:
    """Return questions near the vectors, and which of them are nearest to each, exactly."""
    questions = turned(real, nearest, QUESTIONS, 0)
    scores = np.full((QUESTIONS, K), -2.0, np.float32)
    numbers = np.zeros((QUESTIONS, K), np.int64)
    for start in range(0, count, PART):
        rows = turned(real, nearest, min(PART, count - start), start + 1)
        found = np.concatenate([scores, questions @ rows.T], axis=1)
        of = np.concatenate(
            [numbers, np.broadcast_to(np.arange(start, start + len(rows)), (QUESTIONS, len(rows)))],
            axis=1,
        )
        best = np.argpartition(-found, K - 1, axis=1)[:, :K]
        scores = np.take_along_axis(found, best, axis=1)
        numbers = np.take_along_axis(of, best, axis=1)
    return Asked(questions, [{f"p{number}" for number in row} for row in numbers.tolist()])


def filled(folder: Path, real: Vectors, nearest: float, count: int) -> dict[str, float]:
    """Fill FAISS's folder: seconds, megabytes while it is filled, bytes on disk."""
    before = resident()
    store = FaissVectorStore(folder, int(real.shape[1]))
    values = _filled(store, parts(real, nearest, count))
    values["bộ nhớ khi nạp, MB"] = resident() - before
    store.close()
    on_disk = sum(path.stat().st_size for path in folder.rglob("*"))
    values["đĩa một đoạn, byte"] = on_disk / count
    return values


def reopened(folder: Path, dimension: int, wanted: Asked) -> dict[str, float]:
    """Open the folder as a new process does, and search: seconds, milliseconds, megabytes."""
    before, started = resident(), time.perf_counter()
    store = FaissVectorStore(folder, dimension)
    values = {"mở lại, giây": time.perf_counter() - started}
    values |= _searched(store, wanted)
    values["bộ nhớ thường trú, MB"] = resident() - before
    values["bộ nhớ một đoạn, byte"] = values["bộ nhớ thường trú, MB"] * 2**20 / len(store)
    store.close()
    return values


def embedded(real: Vectors, nearest: float, count: int, wanted: Asked) -> dict[str, float]:
    """Measure FAISS, filled by one process and searched by another, so that memory is its own."""
    with TemporaryDirectory(prefix="hoidap-vectors-") as folder:
        values: dict[str, float] = {}
        for step, more in ((filled, (real, nearest, count)), (reopened, (real.shape[1], wanted))):
            with get_context("spawn").Pool(1) as pool:
                values |= pool.apply(step, (Path(folder), *more))
    return values


def shared(url: str, real: Vectors, nearest: float, count: int, wanted: Asked) -> dict[str, float]:
    """Measure pgvector in an empty database of its own: milliseconds, shares, bytes.

    Drops the vectors that the database holds.
    """
    from index.engines.postgres import PostgresVectorStore
    from index.postgres.database import PostgresDatabase

    database = PostgresDatabase(url)
    store = PostgresVectorStore(database, int(real.shape[1]))
    store.clear()
    values = _filled(store, parts(real, nearest, count)) | _searched(store, wanted)
    with database.reading() as connection:
        effort = connection.execute("SELECT effort FROM following").fetchone()[0]
        sizes = "SELECT pg_total_relation_size('passage_vectors'), pg_relation_size(?::regclass)"
        whole = connection.execute(sizes, ("passage_vectors",)).fetchone()
    values["danh sách phải xem"] = float(effort or 0)
    values["đĩa một đoạn, byte"] = whole[0] / count
    values["trong đó bảng, byte"] = whole[1] / count
    database.close()
    return values


def _filled(store: VectorStore, made: Iterator[tuple[list[Passage], Vectors]]) -> dict[str, float]:
    started = time.perf_counter()
    for held, vectors in made:
        store.add(held, vectors)
    store.commit(1)
    return {"nạp và lập chỉ mục, giây": time.perf_counter() - started}


def _searched(store: VectorStore, wanted: Asked) -> dict[str, float]:
    times, hits = [], 0
    for vector, right in zip(wanted.vectors, wanted.nearest, strict=True):
        started = time.perf_counter()
        found = store.search(vector, K, Selection())
        times.append((time.perf_counter() - started) * 1e3)
        hits += len(right & {hit.passage_id for hit in found})
    return {
        **{f"tìm {key}, ms": value for key, value in percentiles(times).items()},
        "recall@10": hits / (K * len(wanted.nearest)),
        "recall tự đo": float(getattr(store, "recall", 1.0)),
    }


def _passage(number: int) -> Passage:
    return Passage(
        id=f"p{number}",
        document_id=f"d{number // _IN_DOCUMENT}",
        section_path=(),
        section_title="",
        headings=(),
        context="",
        text="",
        start=0,
        end=0,
        page=None,
        ordinal=number % _IN_DOCUMENT,
    )
