"""Vectors in rows that keep their place, in memory or in a file that is mapped."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from index.ports import Vectors

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_LEAST = 8192
"""Rows a block at least."""
_SHARE = 8
"""A further block holds an eighth of what there is, so that blocks stay few."""
_READ = 4096
"""Rows read at a time, where few of many are compared."""
_NOISE = 1e-5
"""Scores computed in float32 may be off by this much; what is so close is left to be compared."""


class Blocks:
    """Rows of one length by number. A row that is freed is given to the next vector.

    Changed by one thread at a time, while none reads.
    """

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._blocks: list[Vectors] = []
        self._starts: list[int] = []
        self._live = np.zeros(0, np.bool_)
        self._free: list[int] = []

    @classmethod
    def over(cls, held: Vectors, live: Rows) -> "Blocks":
        """Return blocks over vectors as they are; only the rows ``live`` are in use.

        What is mapped from a file stays there; it must be writable, or mapped to be copied.
        """
        blocks = cls(held.shape[1])
        if len(held):
            blocks._append(held)
            blocks._live[live] = True
            blocks._free = np.flatnonzero(~blocks._live)[::-1].tolist()
        return blocks

    def __len__(self) -> int:
        """Return how many rows there are, those in use and those that are free."""
        return len(self._live)

    def put(self, vectors: Vectors) -> Rows:
        """Keep the vectors and return the rows they have, in their order."""
        missing = len(vectors) - len(self._free)
        if missing > 0:
            size = max(_LEAST, len(self) // _SHARE, missing)
            start = len(self)
            self._append(np.zeros((size, self._dimension), np.float32))
            self._free[:0] = range(start + size - 1, start - 1, -1)
        rows = np.array([self._free.pop() for _ in range(len(vectors))], np.int64)
        for block, mine, at in self._parts(rows):
            self._blocks[block][at] = vectors[mine]
        self._live[rows] = True
        return rows

    def free(self, rows: Rows) -> None:
        """Let go of rows in use; nothing of them is kept."""
        for block, _, at in self._parts(rows):
            self._blocks[block][at] = 0
        self._live[rows] = False
        self._free += np.sort(rows)[::-1].tolist()

    def read(self, rows: Rows) -> Vectors:
        """Return the vectors of these rows, in their order."""
        found = np.empty((len(rows), self._dimension), np.float32)
        for block, mine, at in self._parts(rows):
            found[mine] = self._blocks[block][at]
        return found

    def nearest_of(self, rows: Rows, vector: Vectors, k: int) -> Rows:
        """Return those of a part of the rows among which the ``k`` nearest are, as ``nearest``.

        Reads no others: where few of many are asked for it is much the quicker.
        """
        if len(rows) <= k:
            return rows
        scores = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _READ):
            part = slice(start, start + _READ)
            scores[part] = self.read(rows[part]) @ vector
        at = len(rows) - k
        found: Rows = rows[scores >= np.partition(scores, at)[at] - _NOISE]
        return found

    def nearest(self, vectors: Vectors, k: int, among: Mask | None = None) -> list[Rows]:
        """Return for each vector the rows in use among which its ``k`` nearest are.

        All that score like the last of them are there too; ``among`` narrows the rows.
        """
        admitted = self._live if among is None else self._live & among
        queries = np.ascontiguousarray(vectors.T, np.float32)
        scores = np.empty((len(vectors), len(self)), np.float32)
        for start, block in zip(self._starts, self._blocks, strict=True):
            scores[:, start : start + len(block)] = (block @ queries).T
        scores[:, ~admitted] = -np.inf
        wanted = min(k, int(admitted.sum()))
        if wanted <= 0:
            return [np.empty(0, np.int64) for _ in vectors]
        at = len(self) - wanted
        return [np.flatnonzero(row >= np.partition(row, at)[at] - _NOISE) for row in scores]

    @property
    def end(self) -> int:
        """The number after the last row in use."""
        used = np.flatnonzero(self._live)
        return int(used[-1]) + 1 if len(used) else 0

    def slices(self, most: int) -> Iterator[Vectors]:
        """Yield the rows up to ``end``, at most so many at a time; free ones are zero."""
        end = self.end
        for first, block in zip(self._starts, self._blocks, strict=True):
            until = min(len(block), end - first)
            for start in range(0, until, most):
                yield block[start : min(start + most, until)]

    def _append(self, block: Vectors) -> None:
        self._starts.append(len(self))
        self._blocks.append(block)
        self._live = np.append(self._live, np.zeros(len(block), np.bool_))

    def _parts(self, rows: Rows) -> Iterator[tuple[int, Mask, Rows]]:
        """Yield each block that holds some of the rows: which of them, and where in it."""
        blocks = np.searchsorted(self._starts, rows, side="right") - 1
        for block in np.unique(blocks).tolist():
            mine = blocks == block
            yield block, mine, rows[mine] - self._starts[block]
