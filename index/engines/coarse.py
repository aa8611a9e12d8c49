"""A quick index of many vectors that finds candidates; what is exact compares them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from index.ports import Vectors

Rows = npt.NDArray[np.int64]

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

        lists = max(1, min(int(4 * np.sqrt(len(rows))), len(rows) // _FEWEST))
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

    def tune(
        self, rows: Rows, read: Callable[[Rows], Vectors], exact: Callable[[Vectors, int], Rows]
    ) -> None:
        """Look through as many lists as the recall asks for; ``exact`` says what is right.

        It is measured with what lies half-way between a vector and one not far from it, and so
        between lists: a question is no vector that is held.
        """
        starts = np.random.default_rng(1).choice(rows, min(len(rows), _MEASURED), replace=False)
        held = read(starts)
        ends = np.array([exact(vector, min(_APART, len(rows)))[-1] for vector in held])
        queries = held + read(ends)
        right = [set(exact(query, _NEAREST).tolist()) for query in queries]
        probes = _PROBES
        while True:
            self._index.nprobe = min(probes, self._index.nlist)
            found = [self.search(query, 8 * _NEAREST, None) for query in queries]
            hits = sum(len(a & set(b.tolist())) for a, b in zip(right, found, strict=True))
            self.recall = hits / max(1, sum(map(len, right)))
            if self.recall >= RECALL or probes >= self._index.nlist:
                return
            probes *= 2

    def described(self) -> dict[str, int | str]:
        """Return what the index is and how hard it looks, for whoever runs it."""
        lists = {"lists": int(self._index.nlist), "looked_through": int(self._index.nprobe)}
        return {"kind": "IVF,SQ8", **lists}

    def add(self, rows: Rows, vectors: Vectors) -> None:
        """Add vectors by their rows."""
        self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), rows)

    def remove(self, rows: Rows) -> None:
        """Forget rows."""
        self._index.remove_ids(rows)

    def search(self, vector: Vectors, k: int, chosen: object) -> Rows:
        """Return at most ``k`` rows that are likely near; ``chosen`` is a selector of FAISS."""
        import faiss

        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        parameters = faiss.SearchParametersIVF(nprobe=self._index.nprobe, sel=chosen)  # type: ignore[call-arg]  # SWIG
        _, found = self._index.search(query, k, params=parameters)
        rows: Rows = found[0][found[0] >= 0]
        return rows
