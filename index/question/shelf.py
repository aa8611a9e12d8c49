"""Keeps the library up with the catalogue: what came or went is taken in, nothing is read anew."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from index.ports import EVERYTHING, Catalogue, NameIndex, Scope
from index.question.library import Library
from index.question.seen import SeenNames

_SCOPES = 64
"""Libraries of a part of the documents that are kept, one for each set of principals."""


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
        self._parts: OrderedDict[frozenset[str], _Part] = OrderedDict()

    def library(self, scope: Scope = EVERYTHING) -> Library:
        """Return what the documents are called, as of the catalogue's newest generation.

        Where another thread is bringing it up to date, what was known until then. A library of a
        scope is made of the documents within it, as if there were no others.
        """
        if scope.document_ids is not None:
            return self._part(scope.principals or scope.document_ids).library(scope.document_ids)
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

    def _part(self, key: frozenset[str]) -> "_Part":
        with self._lock:
            part = self._parts.setdefault(key, _Part(self._catalogue, self._names))
            self._parts.move_to_end(key)
            while len(self._parts) > _SCOPES:
                self._parts.popitem(last=False)
            return part

    def _brought_up(self, library: Library, known: int) -> tuple[int, Library]:
        """Return the library as of now: all read anew, or what changed since ``known``."""
        generation, touched = self._catalogue.touched_since(max(0, known))
        marks = self._catalogue.marks()
        if known < 0 or generation < known:
            return generation, Library.of(self._names, marks)
        copies, former = marks.same_as.keys(), library.marks.same_as.keys()
        return generation, library.updated(self._names, marks, {*touched, *(copies ^ former)})


@dataclass(frozen=True, slots=True)
class _Known:
    generation: int
    document_ids: frozenset[str]
    library: Library


class _Part:
    """The library of a part of the documents. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, names: NameIndex) -> None:
        self._catalogue = catalogue
        self._names = names
        self._lock = threading.Lock()
        self._known = _Known(-1, frozenset(), Library())

    def library(self, document_ids: frozenset[str]) -> Library:
        """Return the library of exactly these, or of fewer while another thread adds the rest."""
        generation = self._catalogue.generation
        known = self._known
        if (known.generation, known.document_ids) == (generation, document_ids):
            return known.library
        waits = known.generation < 0 or not known.document_ids <= document_ids
        if not self._lock.acquire(blocking=waits):
            return known.library
        try:
            known = self._known
            if (known.generation, known.document_ids) != (generation, document_ids):
                self._known = self._brought_up(known, document_ids)
            return self._known.library
        finally:
            self._lock.release()

    def _brought_up(self, known: _Known, document_ids: frozenset[str]) -> _Known:
        generation, touched = self._catalogue.touched_since(max(0, known.generation))
        marks = self._catalogue.marks().within(document_ids)
        if known.generation < 0 or generation < known.generation:
            names = SeenNames(self._names, document_ids, marks)
            return _Known(generation, document_ids, Library.of(names, marks))
        copies, former = marks.same_as.keys(), known.library.marks.same_as.keys()
        changed = {*touched, *(copies ^ former)} & (document_ids | known.document_ids)
        changed |= document_ids ^ known.document_ids
        added = None if changed & known.document_ids else frozenset(changed)
        names = SeenNames(self._names, document_ids, marks, added)
        return _Known(generation, document_ids, known.library.updated(names, marks, changed))
