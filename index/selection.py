"""What a read is narrowed to: by who asks, by what they ask for, by what answers for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.vietnamese.text import fold, normalise


def key(text: str) -> str:
    """Return the form names are compared in: no case, no diacritics, single spaces."""
    return " ".join(fold(normalise(text)).split())


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents the asker may see; every read takes one."""

    document_ids: frozenset[str] | None = None
    """None: all."""
    principals: frozenset[str] | None = None
    """Who asks: only what is shown to one of them is admitted. None: it is not asked.

    A store that holds who may see what takes these, the rest of the program takes the ids that
    ``AccessLists.scope`` resolved them to.
    """

    def admits(self, document_id: str) -> bool:
        """Return whether the asker may see the document. Raises ValueError if unresolved."""
        if self.document_ids is None:
            if self.principals is not None:
                raise ValueError("the scope is not resolved to ids")
            return True
        return document_id in self.document_ids

    def among(self, document_ids: Iterable[str]) -> Iterable[str]:
        """Return those of the documents that the asker may see, in their order.

        Raises ValueError if unresolved.
        """
        return document_ids if self == EVERYTHING else filter(self.admits, document_ids)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker narrows a question to; None means any. Dates are inclusive."""

    document_ids: frozenset[str] | None = None
    issuer: str | None = None
    place: str | None = None
    kind: str | None = None
    number: str | None = None
    tag: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    not_after: date | None = None
    """Leaves out what was issued later; what states no day of issue stays."""


NO_FILTERS = Filters()


class Order(StrEnum):
    """In which order a listing comes; documents that are alike in it as they were added."""

    ADDED = "added"
    """The newest here first."""
    ISSUED = "issued"
    """The latest day of issue first, undated ones last."""
    TITLE = "title"
    """By title, from A."""
    PLACE = "place"
    """By place, from A, those without one last."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents a search runs over, as a predicate; every part narrows it further.

    Plain data, so that an engine elsewhere can push it down. A store that speaks ids alone takes
    only what its catalogue has resolved, and refuses the rest rather than search too much.
    """

    document_ids: frozenset[str] | None = None
    """The documents wanted. None: all; empty: none."""
    excluded: frozenset[str] = frozenset()
    """Documents left out, wanted or not: those that another one answers for."""
    filters: Filters = NO_FILTERS
    scope: Scope = EVERYTHING

    def admits(self, document_id: str) -> bool:
        """Return whether a search runs over the document. Raises ValueError if unresolved."""
        self.require_ids()
        wanted = self.document_ids
        return document_id not in self.excluded and (wanted is None or document_id in wanted)

    def among(self, document_ids: Iterable[str]) -> list[str]:
        """Return those of the documents that a search runs over, in their order.

        Raises ValueError if unresolved.
        """
        self.require_ids()
        wanted, excluded = self.document_ids, self.excluded
        if wanted is None:
            return [d for d in document_ids if d not in excluded]
        return [d for d in document_ids if d in wanted and d not in excluded]

    def only(self, document_ids: frozenset[str]) -> "Selection":
        """Return the selection of those of the documents that this one admits."""
        self.require_ids()
        wanted = self.document_ids
        admitted = document_ids if wanted is None else document_ids & wanted
        return Selection(admitted - self.excluded)

    def require_ids(self) -> None:
        """Check that ids alone say what is selected. Raises ValueError."""
        if self.filters != NO_FILTERS or self.scope != EVERYTHING:
            raise ValueError("the selection is not resolved to ids")

    @property
    def is_everything(self) -> bool:
        """Whether nothing is narrowed."""
        return self == _ALL


_ALL = Selection()
