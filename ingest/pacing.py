"""Work that nobody waits for gives way to questions in hand.

The threads of one process share an interpreter: beside one that only computes, a question takes
twice as long. So what takes documents in asks, after every slice of the processor's time, whether
somebody waits for an answer, and stands aside until one of those answers is there.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SLICE_SECONDS = 0.008
"""Of the processor, that a thread takes at a stretch while a question is in hand."""
PATIENCE_SECONDS = 0.1
"""A thread stands aside no longer at a time: answers that are long in coming do not stop it."""


class Pacing:
    """Who is in hand, and who stands aside. Safe to share between threads."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        """``patience``: seconds that a thread stands aside at a time, at most."""
        self._patience = patience
        self._turn = threading.Condition()
        self._in_hand = 0
        self._done = 0
        self._own = threading.local()

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """Let others give way meanwhile; the thread itself gives way to none."""
        if getattr(self._own, "asking", False):
            yield
            return
        self._own.asking = True
        with self._turn:
            self._in_hand += 1
        try:
            yield
        finally:
            self._own.asking = False
            with self._turn:
                self._in_hand -= 1
                self._done += 1
                self._turn.notify_all()

    def give_way(self) -> None:
        """Stand aside where a question is in hand and this thread has had its slice.

        Costs next to nothing otherwise, so that loops may call it each time round. Not to be called
        by a thread that holds what a question needs.
        """
        spent = time.thread_time()
        if not self._in_hand or getattr(self._own, "asking", False):
            self._own.since = spent
        elif spent - getattr(self._own, "since", 0.0) >= SLICE_SECONDS:
            with self._turn:
                before = self._done
                self._turn.wait_for(
                    lambda: not self._in_hand or self._done != before, self._patience
                )
            self._own.since = time.thread_time()


_PACING = Pacing()
in_hand = _PACING.in_hand
give_way = _PACING.give_way
