"""What a model's answer starts from, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.answering.answer import Draft, Generation
from app.answering.claims import Body
from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.ports import ScoredPassage
from index.question.query import Query


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question before, and what it was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The extractive answer and all that could replace it."""

    query: Query
    draft: Draft
    statements: Callable[[], Sequence[Statement]]
    """Ranks what was retrieved, best first."""
    terms: Terms
    """Says how much of what the question asks about a text holds."""
    passages: Sequence[ScoredPassage] = field(default=())
    """What was retrieved, best first."""
    past: Exchange | None = None
    """Of a follow-up the turn before."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What became of it; without a body the extractive answer stands, for ``reason``."""

    body: Body | None
    generation: Generation | None
    reason: str | None
    confidence: float | None = None
    """0 to 1; None: that of the extractive answer."""
    silent: tuple[str, ...] = ()
    """Ids of documents that were read where they would state it, and that do not."""
