"""What a question asks: all that was understood of it, as data, with the words that led to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.question.criteria import Criteria
from index.question.dues import Due
from index.question.keystrokes import Method
from index.question.names import Mention
from index.question.places import OldPlace
from index.question.sections import SectionReference
from ingest.vietnamese.dates import Period
from ingest.vietnamese.values import Value


class AnswerKind(StrEnum):
    """The shape of the answer."""

    FACT = "fact"
    LIST = "list"
    TABLE = "table"
    YES_NO = "yes_no"
    LOCATE = "locate"
    COMPARE = "compare"
    SUMMARY = "summary"
    CATALOGUE = "catalogue"
    """About what is loaded: how many plans, the newest one."""
    TALK = "talk"
    """A greeting, or a question about the service."""


class Asked(StrEnum):
    """What a fact must hold to answer the question."""

    DATE = "date"
    PERCENT = "percent"
    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    NAME = "name"
    DOCUMENT = "document"
    ANYTHING = "anything"


class HeaderField(StrEnum):
    """A fact that stands in the header or the signature block."""

    SIGNER = "signer"
    SIGNER_TITLE = "signer_title"
    ISSUED_ON = "issued_on"
    NUMBER = "number"
    ISSUER = "issuer"
    RECIPIENTS = "recipients"
    SUBJECT = "subject"
    """What the document is about."""
    BASIS = "basis"
    """The document it carries out."""


class Language(StrEnum):
    """What the question was asked in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class Form(StrEnum):
    """How the answer is to be laid out."""

    PLAIN = "plain"
    SHORT = "short"
    TABLE = "table"


class Extreme(StrEnum):
    """Which of several values is asked for."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    LATEST = "latest"
    EARLIEST = "earliest"


class Agreement(StrEnum):
    """Which relation between values is asked about."""

    ALIKE = "alike"
    DIFFER = "differ"


class Limit(StrEnum):
    """Which bound of a value is asked for: "tối thiểu bao nhiêu", "chậm nhất khi nào"."""

    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Party:
    """Documents that the question speaks of as one: what its mentions have in common."""

    mentions: tuple[Mention, ...]
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions of a question: "ký ngày nào" and "ai ký"."""

    text: str
    """In the letters of ``Query.restored``."""
    kind: AnswerKind
    asked: Asked
    header_fields: tuple[HeaderField, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that no document holds, and those nearest to it that some are called by."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of which what is said of another of its group does not hold: THCS, not THPT."""

    said: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Presumed:
    """The values that a yes-or-no question holds."""

    claims: tuple[Value, ...] = ()
    """What it asks about: "có hỗ trợ cho 1.500 hộ không"."""
    conditions: tuple[Value, ...] = ()
    """Of what it asks: "hộ nuôi dưới 10 con có được hỗ trợ không"."""


class Matter(StrEnum):
    """What is asked for as a whole."""

    SUMMARY = "summary"
    """What a document comes to."""
    TARGETS = "targets"
    TASKS = "tasks"
    """Of one body, or all."""
    DEADLINES = "deadlines"
    DUE = "due"
    """Tasks and deadlines of a time, whichever documents state them."""
    BASIS = "basis"
    """Which documents carry out, amend, replace or rest on one."""
    DONE = "done"
    """Which documents one replaces, amends or repeals."""
    STANDING = "standing"
    """Whether one still holds, what ended or changed it, and since when."""
    FUNDS = "funds"
    """Where the money for what a document lays down comes from."""
    SUBJECTS = "subjects"
    """What several documents are about: nothing else of them is set against one another."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question for all the facts of a kind."""

    matter: Matter
    words: str
    """Those that led to it."""
    body: str | None = None
    """Whose tasks are asked for, as the question calls it."""
    beside: str | None = None
    """Whose tasks these are set against, within one document."""
    kind: str = ""
    """The kind of the document that those asked for carry out, folded; empty: any."""
    number: str = ""
    """Its number, or the figures it begins with; empty where none is said."""
    reports: bool = False
    """Of DEADLINES and DUE only those of reports."""
    due: Due | None = None
    """Of DUE: when."""
    each: bool = False
    """Of DUE: which documents state it is asked, not what."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The time at which what is asked is to hold."""

    words: str
    """Of the question, as "hiện nay"."""
    day: date | None
    """The last day of it; None: now."""
    left_out: tuple[str, ...] = ()
    """Ids of the documents that were no longer in force then, as far as they were come upon."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood. The words that led to a decision are in ``because``."""

    text: str
    """As read: NFC, white space collapsed, keystrokes converted, simple English in Vietnamese."""
    restored: str
    """In lower case, one tone-mark style, diacritics restored where none were typed."""
    focus: str
    """``restored`` without the words that only name documents."""
    kind: AnswerKind
    asked: Asked
    header_fields: tuple[HeaderField, ...] = ()
    parts: tuple[Part, ...] = ()
    """The questions in it, in order; none where it is one."""
    several: bool = False
    """More than one thing is asked for, in one question or more."""
    sides: tuple[str, ...] = ()
    """What it sets against one another within a document; none where it compares nothing there."""

    typed: str = ""
    """As typed, where that is not ``text``."""
    method: Method | None = None
    """The input method it was typed for, where its keystrokes came unconverted."""
    language: Language = Language.VIETNAMESE
    content: frozenset[str] = frozenset()
    """The syllables of ``focus`` that tell what is asked about."""
    matter: frozenset[str] = frozenset()
    """Those that no question about headers has."""
    clause: str = ""
    """The clauses of ``restored`` that ask, without the story around them."""

    documents: tuple[str, ...] = ()
    """Ids of the documents the question names, in the order named; empty: none in particular."""
    mentions: tuple[Mention, ...] = ()
    parties: tuple[Party, ...] = ()
    """How the mentions combine: each is an intersection, ``documents`` their union."""
    across: bool = False
    """Documents are compared with one another, or each is asked."""
    exhaustive: bool = False
    """Every document is to be asked ("những kế hoạch nào …"), not only the best few."""
    proper_names: tuple[str, ...] = ()
    """Proper names that name no document."""
    unknown_names: tuple[str, ...] = ()
    """Proper names that no document holds."""
    suggestions: tuple[Suggestion, ...] = ()
    old_places: tuple[OldPlace, ...] = ()
    """Places named by a name from before, or of after, a merger."""

    sections: tuple[SectionReference, ...] = ()
    """The parts of a document that it names, in order."""
    reads_section: bool = False
    """What such a part says is asked for as a whole: "Điều 5 nói gì"."""
    bodies: tuple[str, ...] = ()
    """The bodies it speaks of, in the letters of ``restored``, in order."""
    tasks_of: str | None = None
    """The body whose tasks are asked for, as the question calls it."""
    level: str | None = None
    """The level of authority it names, folded: "tinh uy"."""
    asks_body: bool = False
    asks_day: bool = False
    """A day, not any time: "trước ngày nào"."""
    asks_actor: bool = False
    """Who acts, not to whom or with whom."""
    asks_name: bool = False
    """Who, by name."""
    asks_symbol: bool = False
    """The number of a document itself, not which document."""
    asks_tasks: bool = False
    """What is to be done, or several things of any kind."""
    listed: str | None = None
    """The kind of things with names of their own of which several are asked for: "phường"."""
    document_kinds: tuple[str, ...] = ()
    """Kinds of documents it speaks of, in order."""
    unit: str | None = None
    """What is counted: the word after "bao nhiêu"."""
    assists: bool = False
    """It speaks of those who take part, not of those who lead."""

    periods: tuple[Period, ...] = ()
    """The times it speaks of, in order."""
    moment: Moment | None = None
    """When what is asked is to hold; None: it does not say."""
    figures: frozenset[str] = frozenset()
    """The figures it says, as written."""
    presumed: Presumed = Presumed()
    """The values that a yes-or-no question holds."""
    assertion: str = ""
    """What it says, without the "không" or "chưa" that asks whether it is so."""
    negated: bool = False
    """It says that something is not so."""
    strict: bool = False
    """It presumes one and no other."""
    whether: bool = False
    """It ends in "không" or "chưa"."""
    agreement: Agreement | None = None
    asks_agreement: bool = False
    """Whether compared values agree is what a comparison is to come to."""
    extreme: Extreme | None = None
    limit: Limit | None = None
    contrasts: tuple[Contrast, ...] = ()
    undone: re.Pattern[str] | None = None
    """Words for what it says is undone, put off or stopped; None where it says nothing of that."""

    holdings: Criteria | None = None
    """Which of the documents held it asks for; of kind CATALOGUE only."""
    topic: str = ""
    """What small talk is about: a name in ``[talk]``; of kind TALK only."""
    inquiry: Inquiry | None = None
    """The facts it asks for as a whole."""
    asks_outline: bool = False
    """The headings within a part are asked for, not its words."""

    form: Form = Form.PLAIN
    count: int | None = None
    """How many things the question says there are: "ba nhiệm vụ nào"."""
    ordered: bool = False
    """In order, from the first to the last."""

    boosts: Mapping[str, float] = field(default_factory=dict)
    """Extra words to look for, with weights below 1."""
    because: Mapping[str, str] = field(default_factory=dict)
    """Name of a field above → the words that led to what it says."""

    @property
    def asking(self) -> str:
        """What it says beside the names of documents; all of it where it says nothing else."""
        return self.focus or self.restored
