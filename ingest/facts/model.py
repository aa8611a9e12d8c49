"""Facts: targets, tasks, deadlines, citations and definitions, each a span of one document.

``Document.text[fact.start:fact.end]`` is the quote that states the fact. Strings keep the
document's own words and digits; values are read from them where they are compared
(``ingest.vietnamese.figures``, ``ingest.vietnamese.dates``). What the text leaves open is None or
empty, never a guess.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ingest.vietnamese.bounds import Bound


class FactKind(StrEnum):
    """What a fact states."""

    INDICATOR = "indicator"
    TASK = "task"
    DEADLINE = "deadline"
    REFERENCE = "reference"
    DEFINITION = "definition"


class Relation(StrEnum):
    """What a document does with another that it cites."""

    IMPLEMENTS = "thực hiện"
    BASED_ON = "căn cứ"
    REPLACES = "thay thế"
    AMENDS = "sửa đổi"
    REPEALS = "bãi bỏ"
    CITES = "dẫn chiếu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share."""

    kind: ClassVar[FactKind]
    start: int
    end: int
    path: tuple[str, ...]
    """Labels of the section that states it, outermost first."""
    confidence: float = 1.0
    """From 0 to 1; below 1 where the reading is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """A target: a figure to be reached. One for each figure; several may share a quote."""

    kind: ClassVar[FactKind] = FactKind.INDICATOR
    subject: str
    value: str
    """Digits as written: "80,1", "3.000", "10 - 13"."""
    bound: Bound = Bound.EXACT
    unit: str | None = None
    by: str | None = None
    """The year or period by which it is to be reached."""
    whom: str | None = None
    """For whom or where it holds."""
    series: tuple[tuple[str, str], ...] = ()
    """Year → value of a table with a column a year, in its order; ``value`` is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Fact):
    """A duty given to named bodies."""

    kind: ClassVar[FactKind] = FactKind.TASK
    lead: tuple[str, ...] = ()
    """The bodies that act, as the document writes them; empty where a row leaves them out."""
    support: tuple[str, ...] = ()
    what: str
    """The main clause in the document's words."""
    due: str | None = None
    product: str | None = None
    money: str | None = None
    """Where the money comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Fact):
    """A time by which something is to be reported or finished."""

    kind: ClassVar[FactKind] = FactKind.DEADLINE
    what: str
    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    due: str
    """Lightly normalised: "30/11/2025", "15/12 hằng năm", "Quý II/2026", else as written."""
    recurring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """Another document, and what this one does with it."""

    kind: ClassVar[FactKind] = FactKind.REFERENCE
    relation: Relation = Relation.CITES
    cited: str | None = None
    """The cited document's kind, as written."""
    number: str
    issued_on: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Fact):
    """A short form or term that the document defines for itself."""

    kind: ClassVar[FactKind] = FactKind.DEFINITION
    term: str
    meaning: str
