"""Many readers side by side, or one writer alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets threads read together and write alone; who waits to write goes before new readers."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._readers = 0
        self._writing = False
        self._waiting = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold writers off. Not to be entered again by the thread that is inside."""
        with self._turn:
            self._turn.wait_for(lambda: not (self._writing or self._waiting))
            self._readers += 1
        try:
            yield
        finally:
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold everybody else off. Not to be entered again by the thread that is inside."""
        with self._turn:
            self._waiting += 1
            self._turn.wait_for(lambda: not (self._writing or self._readers))
            self._waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()
