"""Words of persons by which documents are kept together: written as typed, told apart by key.

Tags belong to the document, whoever put them on it: who may see it sees them, and nobody else.
"""

from collections.abc import Collection
from typing import Protocol

from index.errors import TooManyTags
from index.selection import key
from ingest.vietnamese.text import clean

LONGEST = 60
"""Characters of a tag."""
MOST = 30
"""Tags of one document."""


def written(tag: str) -> str:
    """Return a tag as it is kept: one line, single spaces; empty where nothing is left of it."""
    return " ".join(clean(tag).split()) if key(tag) else ""


def changed(
    held: Collection[str], add: Collection[str], remove: Collection[str]
) -> tuple[dict[str, str], set[str]]:
    """Return what ``add`` brings beside the tags held, by key, and the keys ``remove`` takes.

    What is added and removed stays. Raises TooManyTags.
    """
    there = {key(tag) for tag in held}
    brought = {key(tag): written(tag) for tag in add if written(tag)}
    taken = {key(tag) for tag in remove} & there - brought.keys()
    new = {name: tag for name, tag in brought.items() if name not in there}
    if len(there) - len(taken) + len(new) > MOST and new:
        raise TooManyTags(f"Mỗi văn bản mang tối đa {MOST} nhãn.")
    return new, taken


class Tags(Protocol):
    """The tags of documents; they go with the document and outlive a new reading."""

    def tags(self, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the tags of each document by key, in order; documents without any are left out."""
        ...

    def tag(
        self,
        document_ids: Collection[str],
        add: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> list[str]:
        """Put tags on documents and take others off; return the documents changed by that, sorted.

        All of it or nothing. A tag that a document has, spelt otherwise, stays as it is. Raises
        DocumentNotFound, TooManyTags.
        """
        ...
