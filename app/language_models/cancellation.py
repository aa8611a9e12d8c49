"""Tells work in other threads that its reader left."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancellation:
    """A flag that is raised once, with callbacks. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._raised = False
        self._callbacks: list[Callable[[], object]] = []

    @property
    def raised(self) -> bool:
        """Whether the reader left."""
        return self._raised

    def cancel(self) -> None:
        """Raise the flag and call whoever waits for it; again does nothing."""
        with self._lock:
            callbacks = [] if self._raised else self._callbacks
            self._raised = True
            self._callbacks = []
        for callback in callbacks:
            callback()

    @contextmanager
    def watched(self, callback: Callable[[], object]) -> Iterator[None]:
        """Call ``callback`` if the flag is raised inside the block; at once if it is already."""
        with self._lock:
            raised = self._raised
            if not raised:
                self._callbacks.append(callback)
        if raised:
            callback()
        try:
            yield
        finally:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)
