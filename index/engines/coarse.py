"""A quick index of many vectors that finds candidates; what is exact compares them."""

import os
import zlib
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from index.engines.blocks import Mask, Rows
from index.ports import Vectors

RECALL = 0.985
"""Least share of the ten nearest that are among the candidates, measured on the vectors held."""
_MEASURED = 100
"""Vectors whose ten nearest are looked for to measure it."""
_NEAREST = 10
_APART = 50
"""The so many-th nearest is not far."""
_PROBES = 16
"""Lists looked through at least."""
_PER_LIST = 64
"""Vectors a list that the lists are trained with."""
_FEWEST = 40
"""Vectors a list at least, on average."""
_ROUNDS = 8
_TOGETHER = 16
"""Queries compared with every vector in one go."""
_NOISE = 1e-5
"""Scores computed in float32 may be off by this much."""
_BLOCK = 4 * 1024 * 1024


class Coarse:
    """Vectors in lists around centres, eight bits a number (FAISS: IVF, SQ8).

    As many lists are looked through as its recall needs. Changed by one thread at a time.
    """

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - SWIG
        self._index = index
        self.recall = 0.0
        self.trained_on = 0
        """How many vectors there were when the lists were made."""

    @classmethod
    def build(cls, rows: Rows, read: Callable[[Rows], Vectors], dimension: int) -> "Coarse":
        """Make the index of the vectors that ``read`` returns for ``rows``.

        A part of them is held at a time.
        """
        import faiss

        lists = max(1, min(int(2 * np.sqrt(len(rows))), len(rows) // _FEWEST))
        quantizer = faiss.IndexFlatIP(dimension)
        index = faiss.IndexIVFScalarQuantizer(
            quantizer,
            dimension,
            lists,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.own_fields = False
        index.cp.niter = _ROUNDS
        chance = np.random.default_rng(0)
        sample = chance.choice(rows, min(len(rows), _PER_LIST * lists), replace=False)
        index.train(read(np.sort(sample)))
        coarse = cls(index)
        coarse._quantizer = quantizer  # type: ignore[attr-defined]  # kept alive beside the index
        coarse.trained_on = len(rows)
        for part in np.array_split(rows, max(1, len(rows) // 8192)):
            coarse.add(part, read(part))
        return coarse

    @classmethod
    def load(cls, path: Path, told: dict[str, Any]) -> "Coarse":
        """Read what ``save`` wrote; ``told`` is what ``described`` returned then, and its sum.

        Raises OSError, and ValueError where the file is not the one that was written.
        """
        import faiss

        if _sum(path) != told["sum"]:
            raise ValueError("checksum differs")
        coarse = cls(faiss.read_index(str(path)))
        coarse.recall, coarse.trained_on = float(told["recall"]), int(told["trained_on"])
        return coarse

    def save(self, path: Path) -> str:
        """Write the index, wholly or not at all, and return its sum. Raises OSError."""
        import faiss

        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            faiss.write_index(self._index, str(temporary))
            total = _sum(temporary)
            temporary.replace(path)
        except RuntimeError as error:  # as FAISS tells of a disk that takes no more
            raise OSError(0, "FAISS") from error
        finally:
            temporary.unlink(missing_ok=True)
        return total

    def tune(
        self,
        rows: Rows,
        read: Callable[[Rows], Vectors],
        nearest: Callable[[Vectors, int], list[Rows]],
    ) -> None:
        """Look through as many lists as the recall asks for; ``nearest`` says what is right.

        It is measured with what lies half-way between a vector and one not far from it, and so
        between lists: a question is no vector that is held.
        """

        def right(queries: Vectors, k: int) -> list[Rows]:
            parts = np.array_split(queries, -(-len(queries) // _TOGETHER))
            return list(chain.from_iterable(nearest(part, k) for part in parts))

        starts = np.random.default_rng(1).choice(rows, min(len(rows), _MEASURED), replace=False)
        held = read(starts)
        ends = [
            near[np.argsort(-(read(near) @ vector), kind="stable")[-1]]
            for vector, near in zip(held, right(held, min(_APART, len(rows))), strict=True)
        ]
        queries = held + read(np.array(ends))
        # What scores like the last of the nearest is as right as it: sentences repeat.
        wanted = min(_NEAREST, len(rows))
        least = [
            np.sort(read(near) @ query)[-wanted] - _NOISE
            for query, near in zip(queries, right(queries, _NEAREST), strict=True)
        ]
        probes = _PROBES
        while True:
            self._index.nprobe = min(probes, self._index.nlist)
            hits = 0
            for query, enough in zip(queries, least, strict=True):
                found = read(self.search(query, 8 * _NEAREST)) @ query
                hits += min(wanted, int((found >= enough).sum()))
            self.recall = hits / (wanted * len(queries))
            if self.recall >= RECALL or probes >= self._index.nlist:
                return
            probes *= 2

    def described(self) -> dict[str, int | float | str]:
        """Return what the index is, how hard it looks and what it finds, for whoever runs it."""
        return {
            "kind": "IVF,SQ8",
            "lists": int(self._index.nlist),
            "looked_through": int(self._index.nprobe),
            "recall": self.recall,
            "trained_on": self.trained_on,
        }

    def add(self, rows: Rows, vectors: Vectors) -> None:
        """Add vectors by their rows."""
        self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), rows)

    def remove(self, rows: Rows) -> None:
        """Forget rows."""
        self._index.remove_ids(rows)

    def search(self, vector: Vectors, k: int, among: Mask | None = None, times: int = 1) -> Rows:
        """Return at most ``k`` rows that are likely near; ``among`` narrows the rows.

        So many ``times`` more lists are looked through: the fewer rows are admitted, the farther
        as many of them lie.
        """
        import faiss

        selector: Any = None
        if among is not None:
            bits = np.packbits(among, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # SWIG
        probes = min(times * self._index.nprobe, self._index.nlist)
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        parameters = faiss.SearchParametersIVF(nprobe=probes, sel=selector)  # type: ignore[call-arg]  # SWIG
        _, found = self._index.search(query, k, params=parameters)
        rows: Rows = found[0][found[0] >= 0]
        return rows


def _sum(path: Path) -> str:
    total = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total = zlib.crc32(block, total)
    return f"{total:08x}"
