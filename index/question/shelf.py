"""Keeps the library up with the catalogue: what came or went is taken in, nothing is read anew."""

import threading

from index.ports import Catalogue, NameIndex
from index.question.library import Library


class Shelf:
    """Holds the newest library. Safe to share between threads.

    A question that finds documents changed takes the changes in; questions beside it go on with
    what was known until then, and none waits, but for the very first.
    """

    def __init__(self, catalogue: Catalogue, names: NameIndex) -> None:
        self._catalogue = catalogue
        self._names = names
        self._lock = threading.Lock()
        self._held = (-1, Library())

    def library(self) -> Library:
        """Return what the documents are called, as of the catalogue's newest generation.

        Where another thread is bringing it up to date, what was known until then.
        """
        generation = self._catalogue.generation
        known, library = self._held
        if generation == known or not self._lock.acquire(blocking=known < 0):
            return library
        try:
            known, library = self._held
            if generation != known:
                self._held = self._brought_up(library, known)
            return self._held[1]
        finally:
            self._lock.release()

    def _brought_up(self, library: Library, known: int) -> tuple[int, Library]:
        """Return the library as of now: all read anew, or what changed since ``known``."""
        generation, touched = self._catalogue.touched_since(max(0, known))
        marks = self._catalogue.marks()
        if known < 0 or generation < known:
            return generation, Library.of(self._names, marks)
        copies, former = marks.same_as.keys(), library.marks.same_as.keys()
        return generation, library.updated(self._names, marks, {*touched, *(copies ^ former)})
