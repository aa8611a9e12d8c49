"""An answer as data: claims with their quotes, put together. Wording and markers are made last.

Body
├── Statements   one or a few claims said in full; of a yes/no question with its side
├── Listing      a lead-in and its items
├── PerDocument  what each of several documents says, or that it does not; perhaps a conclusion
├── Table        documents or things by topics; every cell is claims
├── Digest       what a document comes to, point by point
├── Worded       a language model's words: in short, then items or a table
├── Holdings     which documents are held; nothing is quoted
├── Talk         what the service says of itself; nothing is quoted
├── Note         what has to be known beside the answer; nothing is quoted
├── Parts        several bodies, one after the other
└── Refusal      why there is no answer
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from index.question.query import HeaderField


class Kind(StrEnum):
    """The shape of an answer."""

    FACT = "fact"
    LIST = "list"
    TABLE = "table"
    YES_NO = "yes_no"
    LOCATE = "locate"
    COMPARE = "compare"
    SUMMARY = "summary"
    CATALOGUE = "catalogue"
    TALK = "talk"


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_STATED = "not_stated"
    """What would state it was read, and does not."""
    NOT_FOUND = "not_found"
    """Nothing found answers; the documents may."""
    UNCLEAR = "unclear"
    """The question may mean several things."""


class Role(StrEnum):
    """What a claim is in its answer, and so what is said around it."""

    STATEMENT = "statement"
    """Said in full, with its document and section."""
    LOCATED = "located"
    """The place is the answer, the words show it."""
    HEADER = "header"
    """Stated by a document's header or signature block; ``field`` says which value."""
    ITEM = "item"
    """One of a list, whose lead-in names document and section."""
    LINE = "line"
    """What one of several documents says."""
    CELL = "cell"
    """Stands in a table, whose row names the document."""
    WORDED = "worded"
    """Says all by itself, in a language model's words."""
    LEAD = "lead"
    """Leads in the items or rows below it, whose quotes prove it."""


OWN_WORDS = frozenset({Role.WORDED, Role.LEAD, Role.ITEM, Role.CELL, Role.LOCATED})
"""Roles of what a language model may say; the headings above a quote prove it, too."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a document; two of the same span are the same quote."""

    document_id: str
    start: int
    end: int
    text: str = field(compare=False)
    """``text[start:end]`` of the document."""
    score: float = field(compare=False)
    """How well it fits the question, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an answer says of one document, and the quotes that prove it. Nothing is Markdown."""

    role: Role
    document_id: str
    document: str
    """What the document is called in this answer."""
    section: tuple[str, ...]
    """Labels, outermost first."""
    sentences: tuple[str, ...]
    """What is said, a marker to come after each."""
    quotes: tuple[Quote, ...]
    """Prove the sentences."""
    value: str = ""
    """The figure or name that answers, fit to be put first; empty where none is certain."""
    value_quotes: tuple[Quote, ...] = ()
    """Prove the value where ``quotes`` do not hold it."""
    field: HeaderField | None = None
    derived: tuple[str, ...] = ()
    """Figures it says that no quote holds, but that follow from the quotes by counting or taking
    one from another, as they are written; the program worked each out again."""
    heading: str = ""
    """What the section is headed by, where the statement leaves that to it."""

    @property
    def text(self) -> str:
        """What is said, in one line."""
        return " ".join(self.sentences)

    @property
    def proof(self) -> tuple[Quote, ...]:
        """All quotes, in the order they are cited."""
        return (*self.value_quotes, *self.quotes)


@dataclass(frozen=True, slots=True)
class Silent:
    """A document that was asked too, and of which nothing answers."""

    document_id: str
    document: str
    """What it is called in this answer."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Claims said in full, one after the other in one paragraph."""

    claims: tuple[Claim, ...]
    side: bool | None = None
    """True for yes, False for no; None where the question has no sides."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items of one section, or of several of a document."""

    claims: tuple[Claim, ...]
    document: str
    section: tuple[str, ...]
    """Labels, outermost first, as far as all items share them."""
    shown: int
    """How many are shown: ``claims``, once they are all there."""
    total: int
    """How many there are."""
    field: HeaderField | None = None
    """Set where it lists what a header states."""
    counted: bool = False
    """How many there are is said, though all are shown."""
    heading: str = ""
    """What the section is headed by, where the items leave that to it."""


class Verdict(StrEnum):
    """What compared values come to."""

    EXTREME = "extreme"
    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the values of claims come to; the claims prove it."""

    verdict: Verdict
    claims: tuple[Claim, ...]
    """Of EXTREME those that hold the extreme value, else all compared."""
    word: str = ""
    """Of EXTREME what was asked: "cao hơn", "sớm nhất"."""
    side: bool | None = None
    """As of Statements, where it was asked whether they differ or agree."""


@dataclass(frozen=True, slots=True)
class PerDocument:
    """A line for each document, in the order asked."""

    lines: tuple[Claim | Silent, ...]
    compared: bool
    """Whether a comparison was asked for; else several documents just answer."""
    conclusion: Conclusion | None = None
    asked: int = 0
    """How many documents were asked, where more than there are lines."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What those say that say something."""
        return tuple(line for line in self.lines if isinstance(line, Claim))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; an empty cell says nothing."""

    document_id: str | None
    name: str
    cells: tuple[tuple[Claim, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by columns."""

    columns: tuple[str, ...]
    """Heads; the first is that of the rows' names."""
    rows: tuple[Row, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All cells' claims, row by row."""
        return tuple(claim for row in self.rows for cell in row.cells for claim in cell)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a digest tells."""

    wording: str
    """Name of its template in the group ``digest`` of prompts/answer.vi.toml."""
    claims: tuple[Claim, ...]
    total: int
    """How many statements there are, of which these are the first."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a document comes to."""

    document_id: str
    document: str
    """What it is called."""
    points: tuple[Point, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Those of all points."""
        return tuple(claim for point in self.points for claim in point.claims)


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer in a language model's words, each held to its quotes."""

    head: tuple[Claim, ...] = ()
    """The answer in short."""
    items: tuple[Claim, ...] = ()
    table: Table | None = None
    silent: tuple[Silent, ...] = ()
    """Documents that were shown to the model and do not say it."""
    side: bool | None = None
    """As of Statements; said before the first claim."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order shown."""
        return (*self.head, *self.items, *(self.table.claims if self.table else ()))


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a listing names it."""

    document_id: str
    name: str
    """Kind, number, date and issuer, as far as they are known."""
    subject: str
    """What it is about, perhaps cut; empty where the name says it."""

    @property
    def text(self) -> str:
        """The entry in one line."""
        return f"{self.name}: {self.subject}" if self.subject else self.name


@dataclass(frozen=True, slots=True)
class Holdings:
    """Which of the documents held are as asked; known from the catalogue, so without quotes."""

    wording: str
    """Name of its template in the group ``catalogue`` of prompts/answer.vi.toml."""
    asked: str
    """What was asked for, in words: "kế hoạch của Lạc Sơn"."""
    entries: tuple[Entry, ...]
    """Those that are shown."""
    document_ids: tuple[str, ...]
    """All that are as asked, in order."""
    undated: int = 0
    """How many more may be as asked, but do not state when they were issued."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A greeting, or what the service is."""

    topic: str
    """Name of its template in the group ``talk`` of prompts/answer.vi.toml."""
    examples: tuple[str, ...] = ()
    """Questions that may be asked."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Note:
    """What has to be known beside an answer."""

    text: str

    @property
    def claims(self) -> tuple[Claim, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An honest "not in these documents"."""

    reason: Reason
    wording: str
    """Name of its template in the group ``not_found`` of prompts/answer.vi.toml."""
    names: tuple[str, ...] = ()
    """What the template names: documents, or a name that no document holds."""
    documents: tuple[str, ...] = ()
    """Ids of the documents it speaks of."""
    notes: tuple[Note, ...] = ()
    """What has to be known beside it."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Parts:
    """Several bodies, one after the other; equal ones once."""

    parts: tuple["Body", ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all parts."""
        return tuple(chain.from_iterable(part.claims for part in self.parts))


Body = (
    Statements
    | Listing
    | PerDocument
    | Table
    | Digest
    | Worded
    | Holdings
    | Talk
    | Note
    | Parts
    | Refusal
)


def joined(bodies: Iterable[Body]) -> Body:
    """Return bodies as one, equal ones once."""
    parts = tuple(dict.fromkeys(bodies))
    return parts[0] if len(parts) == 1 else Parts(parts)


def quotes(body: Body) -> tuple[Quote, ...]:
    """Return what a body cites, each span once, in the order that markers are given in.

    That is the order of the text, but for a conclusion: it comes first and is proved by the lines
    below it, which keep their order.
    """
    return tuple(dict.fromkeys(quote for claim in body.claims for quote in claim.proof))
