"""The sections of an outline while it is built."""

from dataclasses import dataclass, field

from ingest.document import SectionKind
from ingest.vietnamese.labels import Label

MAX_TITLE = 120
"""Characters that a title holds, where the words of a statement stand for one."""


@dataclass(slots=True)
class Node:
    """A section being built; blocks are counted by position."""

    label: Label | None
    kind: SectionKind
    first: int
    name: str | None = None
    """The label's text, where it is not a numbering's."""
    title: str = ""
    last: int = -1
    level: int = 0
    mark: str = ""
    children: list["Node"] = field(default_factory=list)


def shortened(text: str) -> str:
    """Return the first words of a text, at most as many as a title holds."""
    text = text.strip()
    if len(text) <= MAX_TITLE:
        return text
    cut = text.rfind(" ", 0, MAX_TITLE - 1)
    return text[: cut if cut > 0 else MAX_TITLE - 1].rstrip(" ,;") + "…"
