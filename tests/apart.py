"""Runs what needs an event loop of its own apart from the test's thread.

A browser that a test before left open keeps a loop running in that thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

R = TypeVar("R")


def apart(run: Callable[..., R], *args: object) -> R:
    """Return what ``run`` returns in a thread of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run, *args).result()
