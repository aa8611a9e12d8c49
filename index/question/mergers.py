"""Mergers of places that documents of the library record: who asks by an old name, and by a new."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.learned import Called
from index.ports import Scope
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE

_LONGEST = 4
"""Syllables of a place's name."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One place under two names, and the document that says so."""

    name: str
    """As a question may call it."""
    other: str
    """As documents may call it."""
    document_id: str
    since: str
    """What the document is called."""


class Mergers:
    """The mergers that documents record, found in a question by either name."""

    def __init__(self, recorded: Iterable[Recorded] = ()) -> None:
        self._recorded = tuple(recorded)
        self._by_name: dict[str, list[Recorded]] = {}
        for each in self._recorded:
            self._by_name.setdefault(normalise(each.name).lower(), []).append(each)
        self._by_folded: dict[str, list[Recorded]] = {}
        for each in self._recorded:
            self._by_folded.setdefault(fold(each.name), []).append(each)

    def changed(self, gone: Iterable[str], added: Iterable[Called]) -> "Mergers":
        """Return the mergers without those of some documents, with those of others."""
        left = set(gone)
        kept = (each for each in self._recorded if each.document_id not in left)
        return Mergers([*kept, *(each for called in added for each in _of(called))])

    def find(self, text: str, scope: Scope) -> Iterator[tuple[int, int, Recorded]]:
        """Yield where the text calls a place that a document within the scope merged.

        The longest name at each place, the same span once for every other name; where the text
        has no diacritics, names are compared without.
        """
        marked = text.lower() != fold(text)
        table = self._by_name if marked else self._by_folded
        words = list(PIECE.finditer(normalise(text).lower() if marked else fold(text)))
        for first, word in enumerate(words):
            for last in range(min(first + _LONGEST, len(words)) - 1, first, -1):
                start, end = word.start(), words[last].end()
                name = " ".join(each.group() for each in words[first : last + 1])
                if found := [r for r in table.get(name, ()) if scope.admits(r.document_id)]:
                    yield from ((start, end, each) for each in found)
                    break


def _of(called: Called) -> Iterator[Recorded]:
    for old, new in called.mergers:
        yield Recorded(old, new, called.document_id, called.name)
        yield Recorded(new, old, called.document_id, called.name)
