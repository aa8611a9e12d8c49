"""Documents by what one of their names is, so that a question need not look at each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from index.question.names import Known

K = TypeVar("K")


class Grouped(Generic[K]):
    """The ids of documents, in order, by what ``keys`` says of each. It never changes."""

    def __init__(self, keys: Callable[[Known], Iterable[K]], known: Iterable[Known] = ()) -> None:
        self._keys = keys
        self._ids: dict[K, list[str]] = {}
        for item in sorted(known, key=lambda each: each.document_id):
            for key in dict.fromkeys(keys(item)):
                self._ids.setdefault(key, []).append(item.document_id)

    def changed(self, gone: Iterable[Known], added: Iterable[Known]) -> "Grouped[K]":
        """Return the same without some documents, with others."""
        changed = Grouped(self._keys)
        changed._ids = dict(self._ids)
        for item in gone:
            for key in dict.fromkeys(self._keys(item)):
                changed._put(key, [d for d in changed._ids[key] if d != item.document_id])
        for item in added:
            for key in dict.fromkeys(self._keys(item)):
                changed._put(key, sorted([*changed._ids.get(key, ()), item.document_id]))
        return changed

    def __getitem__(self, key: K) -> list[str]:
        """Return the documents that have the key, by id; none where none has."""
        return self._ids.get(key, [])

    def __iter__(self) -> Iterator[K]:
        """Yield the keys that any document has."""
        return iter(self._ids)

    def _put(self, key: K, document_ids: list[str]) -> None:
        if document_ids:
            self._ids[key] = document_ids
        else:
            del self._ids[key]
