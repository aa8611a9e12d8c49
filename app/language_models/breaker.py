"""Leaves a failing server alone for a while."""

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Opens after ``limit`` failures in a row; after ``rest`` seconds lets one request try."""

    def __init__(
        self, limit: int = 3, rest: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_again_at = 0.0

    def admits(self) -> bool:
        """Return whether a request may go out; where one is let out to try, only to its asker."""
        with self._lock:
            if self._failures < self._limit:
                return True
            now = self._clock()
            if now < self._closed_again_at:
                return False
            self._closed_again_at = now + self._rest
            return True

    def succeeded(self) -> None:
        """Close the circuit."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Count a failure; the last of ``limit`` opens the circuit."""
        with self._lock:
            self._failures += 1
            self._closed_again_at = self._clock() + self._rest
