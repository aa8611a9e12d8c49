"""What is handed to the writer, and what it says became of it."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Document


class State(StrEnum):
    """What became of a file that was taken in."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document read from a file, the file's bytes and where the file came from."""

    document: Document
    original: bytes
    origin: str
    access: frozenset[str] = frozenset()
    """To whom it is shown. The same bytes shown to others, but not to all these, are another
    document: what is there for others is not told."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a document, and the id it has in the catalogue."""

    state: State
    document_id: str


def related(one: Incoming, other: Incoming) -> bool:
    """Return whether what becomes of one depends on the other having been written."""
    return (
        one.origin == other.origin
        or one.document.sha256 == other.document.sha256
        or one.document.id == other.document.id
    )
