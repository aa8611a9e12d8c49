"""Statements, the sentences and clauses of passages, by their own vectors.

A passage's vector says what it is about; a question asks one thing of it. The best similarity among
its statements ranks passages better (late interaction at the level of sentences), and tells which
statement answers. The vectors are made once a passage, many passages together, in the background or
when first needed, so that taking documents in costs no more.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np

from index.compact import pack, unpack
from index.errors import StorageFailure
from index.ports import Embedder, StatementVectors, Vectors
from ingest.document import Passage
from ingest.vietnamese.clauses import breaks, sentences

log = logging.getLogger(__name__)

_LONG = 240
"""A sentence longer than this, in characters, is also offered clause by clause."""
_REMEMBERED = 4_096
"""Passages whose statements are kept in memory, about 8 KB each."""
COLD = 64
"""Passages that a question may wait for at most."""
TOGETHER = 32
"""Passages whose statements are embedded and kept together."""
DIGITS = 6
"""Cosines are rounded to: below it lies the noise of float32."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or clause by its span in the passage, within the sentence that holds it."""

    start: int
    end: int
    sentence: tuple[int, int]


def split(text: str) -> list[Statement]:
    """Return the statements of a passage's text in reading order."""
    found: list[Statement] = []
    for start, end in sentences(text):
        parted = breaks(text, ";", start, end) if end - start > _LONG else []
        starts = [start, *(begins for _, begins in parted)]
        ends = [*(sign + 1 for sign, _ in parted), end]
        found += [Statement(a, b, (start, end)) for a, b in zip(starts, ends, strict=True)]
    return found


class StatementIndex:
    """Similarities of a question to every statement of some passages. Safe between threads.

    What is made is kept before it is used, and used as it is kept: an answer never depends on who
    made a vector, or with which others.
    """

    def __init__(self, kept: StatementVectors, embedder: Embedder, limit: int = COLD) -> None:
        self._kept = kept
        self._embedder = embedder
        self._limit = limit
        self._lock = threading.Lock()
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._making: dict[str, Future[Vectors | None]] = {}
        self._wanted: OrderedDict[str, Passage] = OrderedDict()

    def similarities(self, vector: Vectors, passages: Sequence[Passage]) -> list[list[float]]:
        """Return for each passage the cosine of each of its statements, in ``split``'s order.

        At most so many passages as the index was given are made ready while the question waits,
        the first ones; those beyond have no statements until ``warm`` made them, before others.
        """
        known = self._known(passages)
        return [
            np.round(known[p.id] @ vector, DIGITS).tolist() if p.id in known else []
            for p in passages
        ]

    def warm(self, limit: int) -> int:
        """Make the vectors of at most ``limit`` passages that have none; return how many.

        Those that questions have asked for come first, the latest of them before the others.
        """
        with self._lock:
            wanted = [self._wanted.popitem()[1] for _ in range(min(limit, len(self._wanted)))]
        missing = {passage.id: passage for passage in wanted}
        for passage in self._kept.without_statement_vectors(limit):
            if len(missing) < limit:
                missing.setdefault(passage.id, passage)
        self._make(list(missing.values()))
        return len(missing)

    def _known(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        known = self._remembered(passages)
        absent = [passage for passage in passages if passage.id not in known]
        if absent:
            found = self._kept.statement_vectors([passage.id for passage in absent])
            cold = [passage for passage in absent if passage.id not in found]
            self._defer(cold[self._limit :])
            found |= self._make(cold[: self._limit])
            self._remember(found)
            known |= found
        return known

    def _make(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        """Return the vectors, made here or by the request that began to make them before."""
        mine: list[Passage] = []
        waited: dict[str, Future[Vectors | None]] = {}
        with self._lock:
            for passage in passages:
                if passage.id in self._making:
                    waited[passage.id] = self._making[passage.id]
                elif passage.id not in waited:
                    mine.append(passage)
                    waited[passage.id] = self._making[passage.id] = Future()
        made: dict[str, Vectors] = {}
        try:
            for start in range(0, len(mine), TOGETHER):
                made |= self._stored(mine[start : start + TOGETHER])
        finally:
            with self._lock:
                for passage in mine:
                    self._making.pop(passage.id).set_result(made.get(passage.id))
        results = {key: future.result() for key, future in waited.items()}
        return {key: vectors for key, vectors in results.items() if vectors is not None}

    def _stored(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        """Make and keep the vectors of passages; return them as they are kept."""
        texts = [[p.text[s.start : s.end] for s in split(p.text)] for p in passages]
        rows = self._embedder.embed_passages([text for of_one in texts for text in of_one])
        ends = np.cumsum([len(of_one) for of_one in texts])[:-1]
        made = {p.id: part for p, part in zip(passages, np.split(rows, ends), strict=True)}
        try:
            self._kept.put_statement_vectors(made)
        except StorageFailure as problem:
            log.warning("statement vectors are not kept: %s", problem)
        return {key: unpack(pack(part), part.shape[1]) for key, part in made.items()} | (
            self._kept.statement_vectors(list(made))
        )

    def _defer(self, passages: Sequence[Passage]) -> None:
        with self._lock:
            for passage in reversed(passages):
                self._wanted[passage.id] = passage
                self._wanted.move_to_end(passage.id)
            while len(self._wanted) > _REMEMBERED:
                self._wanted.popitem(last=False)

    def _remembered(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        with self._lock:
            known = {p.id: self._vectors[p.id] for p in passages if p.id in self._vectors}
            for passage_id in known:
                self._vectors.move_to_end(passage_id)
        return known

    def _remember(self, vectors: Mapping[str, Vectors]) -> None:
        with self._lock:
            self._vectors |= vectors
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
