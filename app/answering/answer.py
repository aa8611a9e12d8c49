"""A whole answer: its claims, what proves them, and how it came about."""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.answering.claims import (
    Body,
    Digest,
    Holdings,
    Kind,
    Listing,
    Note,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Statements,
    Table,
    Talk,
    Worded,
)
from app.answering.coverage import Coverage
from index.ports import ScoredPassage
from index.question.query import Query

Part = TypeVar("Part")


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
    doubt: str | None = None
    """Why its words may not be what the file says, in Vietnamese; None where they were read."""


@dataclass(frozen=True, slots=True)
class Generation:
    """How a language model took part in an answer."""

    model: str
    prompt: str
    """Hash of the prompts it was given."""
    kept: int = 0
    """Sentences of its own that their quotes proved."""
    repaired: int = 0
    """Of those, the ones whose quote it had named wrongly and that another quote proves."""
    replaced: int = 0
    """Sentences put into the document's own words, because their quote did not prove them."""
    cut: int = 0
    """Sentences left out, because nothing proved them."""
    pieces: int = 0
    """Pieces of text it sent, about one a token."""
    corrected: int = 0
    """Of the kept, those that passed only when they were sent back with what was wrong."""
    abstained: bool = False
    """It found that what it was shown does not answer."""
    calls: int = 0
    """Requests it took."""
    prompt_tokens: int = 0
    """As the server counts them; 0 where it does not say."""
    completion_tokens: int = 0
    cost: float = 0.0
    """By the prices that the settings hold, in their unit."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is checked."""

    body: Body
    confidence: float
    """0 to 1."""
    silent: tuple[str, ...] = ()
    """Ids of documents read where they would state it, and that do not."""

    @property
    def status(self) -> Status:
        """Whether it answers."""
        return Status.NOT_FOUND if isinstance(self.body, Refusal) else Status.ANSWERED

    @property
    def sure(self) -> float:
        """How probable it is that it says what is so: of a refusal, that nothing answers."""
        refused = self.status is Status.NOT_FOUND
        return round(1 - self.confidence, 4) if refused else self.confidence

    def held(self, share: float) -> "Draft":
        """Return it as ``share`` as sure, and with it its quotes."""
        sure = round(share * self.confidence, 4)
        return replace(self, body=_scaled(self.body, share), confidence=sure)


def _scaled(part: Part, share: float) -> Part:
    """Return (part of) a body with the scores of all quotes scaled."""
    if isinstance(part, Quote):
        return replace(part, score=part.score * share)
    if isinstance(part, tuple):
        return type(part)(_scaled(each, share) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        held = {each.name: _scaled(getattr(part, each.name), share) for each in fields(part)}
        return replace(part, **held)
    return part


@dataclass(frozen=True, slots=True)
class Conflict:
    """Versions of one document, none of them confirmed by a person, one of which is cited."""

    document_ids: tuple[str, ...]
    """The newest first."""
    differs: bool
    """Whether one of them does not say all that is cited, word for word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer: every claim has its citation, every citation its claim."""

    query: Query
    """What the question was taken to ask."""
    kind: Kind
    body: Body
    mode: Mode
    text: str
    """``body`` in Markdown, each claim followed by its markers, "[1]"; never read back."""
    confidence: float
    """0 to 1."""
    citations: tuple[Citation, ...]
    coverage: Coverage
    passages: tuple[ScoredPassage, ...]
    """The best passages, best first, whatever the status."""
    conflicts: tuple[Conflict, ...] = ()
    """Said in ``body`` too."""
    searched: tuple[str, ...] | None = None
    """Ids of the documents looked into; None: all the asker may see."""
    timings_ms: dict[str, float] = field(default_factory=dict, compare=False)
    """embed, retrieve, answer, total; with a language model also generate."""
    read_ms: float = field(default=0.0, compare=False)
    """Of ``retrieve``, the part of the reader."""
    generation: Generation | None = None
    """Set where a language model was asked, whether or not its words were used."""
    mode_reason: str | None = None
    """Why the answer is extractive although generative was asked for, or tried: a code."""

    @property
    def status(self) -> Status:
        """Whether the documents answer the question."""
        return Status.NOT_FOUND if isinstance(self.body, Refusal) else Status.ANSWERED

    @property
    def reason(self) -> Reason | None:
        """Why there is no answer; None where there is one."""
        return self.body.reason if isinstance(self.body, Refusal) else None


def kind(body: Body, asked: Kind) -> Kind:
    """Return a body's shape; of a refusal and of unlike parts that of what was ``asked`` for."""
    match body:
        case Statements():
            if body.side is not None:
                return Kind.YES_NO
            located = any(claim.role is Role.LOCATED for claim in body.claims)
            return Kind.LOCATE if located else Kind.FACT
        case Listing():
            return Kind.LIST
        case PerDocument():
            return Kind.COMPARE if body.compared else Kind.FACT
        case Table():
            return Kind.TABLE
        case Digest():
            return Kind.SUMMARY
        case Worded():
            return _worded(body, asked)
        case Holdings():
            return Kind.CATALOGUE
        case Talk():
            return Kind.TALK
        case Parts():
            shapes = {kind(part, asked) for part in body.parts if not isinstance(part, Note)}
            return shapes.pop() if len(shapes) == 1 else asked
        case _:
            return asked


def _worded(body: Worded, asked: Kind) -> Kind:
    if body.side is not None:
        return Kind.YES_NO
    if body.table is not None and body.table.rows:
        return Kind.TABLE
    return asked
