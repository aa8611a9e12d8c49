"""What is shown, as data: paragraphs, items and tables of styled words, before any format."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ElementKind(StrEnum):
    """What an element is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a marker's ``text`` is its number."""

    text: str
    bold: bool = False
    marker: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph, heading, list item or table."""

    kind: ElementKind
    runs: Runs = ()
    level: int = 0
    """Depth of a list item, from 0."""
    label: str = ""
    """An ordered item's number with its dot."""
    rows: tuple[tuple[Runs, ...], ...] = ()
    """A table's rows, the head first; a line break within a cell is "\\n"."""


Elements = tuple[Element, ...]


def merged(runs: Iterable[Run]) -> Runs:
    """Return the runs with neighbours of one style as one, without empty ones."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and not run.marker and not found[-1].marker and found[-1].bold == run.bold:
            found[-1] = Run(found[-1].text + run.text, run.bold)
        else:
            found.append(run)
    return tuple(found)
