"""Statements, the sentences and clauses of passages, by their own vectors.

A passage's vector says what it is about; a question asks one thing of it. The best similarity among
its statements ranks passages better (late interaction at the level of sentences), and tells which
statement answers. The vectors are made once a passage, in the background or when first needed, so
that taking documents in costs no more.
"""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.catalogue.sqlite import Catalogue
from index.errors import StorageFailure
from index.ports import Embedder, Vectors
from ingest.document import Passage
from ingest.vietnamese.clauses import breaks, sentences

log = logging.getLogger(__name__)

_LONG = 240
"""A sentence longer than this, in characters, is also offered clause by clause."""
_REMEMBERED = 4_096
"""Passages whose statements are kept in memory, about 8 KB each."""


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
    """Similarities of a question to every statement of some passages. Safe between threads."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._lock = threading.Lock()
        self._vectors: dict[str, Vectors] = {}

    def similarities(self, vector: Vectors, passages: Sequence[Passage]) -> list[list[float]]:
        """Return for each passage the cosine of each of its statements, in ``split``'s order."""
        known = self._known(passages)
        return [np.round(known[passage.id] @ vector, 6).tolist() for passage in passages]

    def warm(self, limit: int) -> int:
        """Make the vectors of at most ``limit`` passages that have none; return how many."""
        missing = self._catalogue.without_statement_vectors(limit)
        self._make(missing)
        return len(missing)

    def _known(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        with self._lock:
            known = {p.id: self._vectors[p.id] for p in passages if p.id in self._vectors}
        absent = [passage for passage in passages if passage.id not in known]
        if absent:
            found = self._catalogue.statement_vectors([passage.id for passage in absent])
            found |= self._make([passage for passage in absent if passage.id not in found])
            self._remember(found)
            known |= found
        return known

    def _make(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        # One call a passage: a vector may depend, in its last digits, on what shares its batch,
        # and the same question must find the same numbers whenever they were made.
        made = {
            passage.id: self._embedder.embed_passages(
                [passage.text[s.start : s.end] for s in split(passage.text)]
            )
            for passage in passages
        }
        if made:
            try:
                self._catalogue.put_statement_vectors(made)
            except StorageFailure as problem:
                log.warning("statement vectors are not kept: %s", problem)
        return made

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            self._vectors |= vectors
            for passage_id in list(self._vectors)[: max(0, len(self._vectors) - _REMEMBERED)]:
                del self._vectors[passage_id]
