"""One embedder shared by many askers: equal work is done once, and uploads let questions pass."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager

import numpy as np

from index.ports import Embedder, Vectors

BULK = 48
"""More passages than this in one call are work that can wait: documents that come in."""
SLICE = 32
"""So many of them are computed before it is looked whether somebody asks."""
PATIENCE_SECONDS = 0.5
"""Wait of a slice for those who ask, at most: documents come in however much is asked."""
PATIENCE = 2.0
"""The same as a multiple of what the slice before took: a busy machine is shared the same way."""
REMEMBERED = 512
"""Calls whose vectors are kept for a while, most of them of a few statements."""

_Key = tuple[str, tuple[str, ...]]


class SharedEmbedder:
    """Implements ``Embedder`` by another one. Safe to share between threads.

    Equal small calls that come while one is computed, or a little later, get its vectors: the
    very same numbers. Those who get them must not write into them.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._done: OrderedDict[_Key, Vectors] = OrderedDict()
        self._under_way: dict[_Key, Future[Vectors]] = {}
        self._asking = 0
        self._quiet = threading.Condition(self._lock)

    @property
    def name(self) -> str:
        """The shared embedder's name."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._embedder.dimension

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return one unit vector a query, in order."""
        return self._once(("query", tuple(queries)), lambda: self._embedder.embed_queries(queries))

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return one unit vector a passage, in order."""
        if len(passages) > BULK:
            return self._in_slices(passages)
        key = ("passage", tuple(passages))
        return self._once(key, lambda: self._embedder.embed_passages(passages))

    def _once(self, key: _Key, compute: Callable[[], Vectors]) -> Vectors:
        """Return what was computed, is being computed by another thread, or is computed now."""
        with self._lock:
            if (known := self._done.get(key)) is not None:
                self._done.move_to_end(key)
                return known
            waiting = self._under_way.get(key)
            if waiting is None:
                own = self._under_way[key] = Future()
        if waiting is not None:
            return waiting.result()
        try:
            with self._asked():
                vectors = compute()
            vectors.flags.writeable = False
        except BaseException as error:
            own.set_exception(error)
            raise
        else:
            own.set_result(vectors)
            return vectors
        finally:
            with self._lock:
                del self._under_way[key]
                if own.exception() is None:
                    self._done[key] = own.result()
                    while len(self._done) > REMEMBERED:
                        self._done.popitem(last=False)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        with self._lock:
            self._asking += 1
        try:
            yield
        finally:
            with self._lock:
                self._asking -= 1
                self._quiet.notify_all()

    def _in_slices(self, passages: Sequence[str]) -> Vectors:
        """Compute a few at a time, those of like length together, as less is filled up so."""
        vectors = np.empty((len(passages), self.dimension), np.float32)
        took = 0.0
        order = sorted(range(len(passages)), key=lambda at: len(passages[at]), reverse=True)
        for start in range(0, len(order), SLICE):
            self._let_pass(took)
            began = time.monotonic()
            rows = order[start : start + SLICE]
            vectors[rows] = self._embedder.embed_passages([passages[row] for row in rows])
            took = time.monotonic() - began
        return vectors

    def _let_pass(self, took: float) -> None:
        """Wait while somebody asks, at most so long that those who ask get most of the time."""
        deadline = time.monotonic() + max(PATIENCE_SECONDS, PATIENCE * took)
        with self._lock:
            while self._asking and (left := deadline - time.monotonic()) > 0:
                self._quiet.wait(left)
