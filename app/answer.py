"""What an answer is: evidence with spans first, wording after."""

from dataclasses import dataclass, field
from enum import StrEnum

from datetime import date

from index.protocols import ScoredPassage


class Status(StrEnum):
    """Whether the documents answer the question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


class Mode(StrEnum):
    """Who words the answer."""

    AUTO = "auto"
    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote, exactly ``text[start:end]`` of its document, and the section that holds it."""

    marker: int
    """From 1, in the order of the answer's markers."""
    document_id: str
    source: str
    title: str
    number: str | None
    issuer: str | None
    issued_on: date | None
    section_path: tuple[str, ...]
    section_title: str
    page: int | None
    quote: str
    start: int
    end: int
    score: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer: every marker has its citation, every citation its marker."""

    status: Status
    mode: Mode
    text: str
    """Markdown; each claim is followed by its marker, "[1]"."""
    confidence: float
    """0 to 1."""
    citations: tuple[Citation, ...]
    passages: tuple[ScoredPassage, ...]
    """The best passages, best first, whatever the status."""
    timings_ms: dict[str, float] = field(default_factory=dict, compare=False)
    """embed, retrieve, answer, total."""
