"""What a file becomes: one normalised text, and everything else as spans of it.

Offsets are half-open, count Unicode code points, and always refer to ``Document.text``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from ingest.recognition import Wish

T = TypeVar("T")

PREAMBLE = "Mở đầu"
"""Label of the text before the first heading."""
RECIPIENTS = "Nơi nhận"
"""Label of the list of recipients."""
SIGNATURE = "Ký"
"""Label of the signature block."""


class Provenance(StrEnum):
    """Where a header value comes from."""

    READ = "read"
    """Stated in the form's own place for it (header, signature block)."""
    INFERRED = "inferred"
    """Taken from what the body says of itself."""
    GIVEN = "given"
    """Stated from outside: a side file or the upload form."""
    CORRECTED = "corrected"
    """Put right by a person after the document came in."""


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A header value, where the text states it, and how it was found.

    ``start`` and ``end`` are None when it is ``GIVEN`` or ``CORRECTED``, and of a title that the
    file's name stands for.
    """

    value: T
    start: int | None
    end: int | None
    provenance: Provenance = Provenance.READ


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says of itself, by the forms of Decree 30/2020 and Guidance 36-HD/VPTW.

    A value the document leaves blank is None, never a guess.
    """

    kind: Stated[str] | None = None
    """As a noun in sentence case: "Kế hoạch", "Quyết định"."""
    number: Stated[str] | None = None
    """Number and symbol without spaces: "45-KH/HU", "12/KH-UBND"."""
    issuer: Stated[str] | None = None
    """The issuing body with its place: "Huyện ủy Kim Sơn", "UBND tỉnh Hòa Giang"."""
    superior: Stated[str] | None = None
    """The body above the issuer in the left column: "Đảng bộ tỉnh …"."""
    place: Stated[str] | None = None
    """The locality without its rank: "Kim Sơn"."""
    issued_on: Stated[date] | None = None
    subject: Stated[str] | None = None
    """Trích yếu: what the document is about, one line."""
    signer: Stated[str] | None = None
    signer_title: Stated[str] | None = None
    """The signer's own office in sentence case, as in the last title line: "Phó Bí thư"."""
    signing_authority: Stated[str] | None = None
    """On whose behalf: "T/M Ban Thường vụ", "KT. Chủ tịch"."""
    recipients: tuple[Stated[str], ...] = ()
    title: Stated[str] | None = None
    """What to call the document, where its header does not say it: by a person, else inferred from
    its first heading or its file's name."""


class SectionKind(StrEnum):
    """What a node of the section tree is."""

    PREAMBLE = "preamble"
    HEADING = "heading"
    """Labelled, with a title of its own line; its text follows."""
    ITEM = "item"
    """Labelled, and the labelled line is itself the statement."""
    BULLET = "bullet"
    """A – + • item, without a label: belongs to the item above it."""
    CLOSING = "closing"
    """Text after a section's last child that speaks for the section; its parent's path."""
    TABLE = "table"
    ROW = "row"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline; its span covers its children."""

    label: str | None
    """As the document writes it, without dots or brackets: "II", "1", "a", "Điều 5"."""
    title: str
    """The heading's words without label; for an item its first words, at most 120 characters."""
    path: tuple[str, ...]
    """Labels from the outermost, its own last; a node without a label has its parent's path."""
    kind: SectionKind
    start: int
    end: int
    children: tuple["Section", ...] = ()
    level: int = 0
    """Depth of bullets: 0 for –, 1 for + below it."""

    def walk(self) -> Iterator["Section"]:
        """Yield this node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document that this one cites, at one place of the text."""

    kind: str | None
    number: str
    issued_on: date | None
    issuer: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form the document defines for itself ("sau đây viết tắt là …")."""

    short: str
    long: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Merger:
    """A place that the document makes part of another, at one place of the text."""

    old: str
    """The name without its rank: "Suối Đồi"."""
    new: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of which a warning tells; whole pages and lines of ``Document.text``."""

    warning: str
    """One of ``Document.warnings``."""
    start: int
    end: int
    unread: bool
    """Something stands there that was not read, or not surely: quotes from there are doubtful."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, understood. Equal bytes under an equal name give an equal Document."""

    id: str
    source: str
    """Base name of the file as ingested; untrusted text."""
    sha256: str
    """Of the file's bytes, lower-case hexadecimal."""
    media_type: str
    text: str
    header: Header
    sections: tuple[Section, ...]
    """Top-level sections in reading order; together they cover the text."""
    references: tuple[Reference, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    page_starts: tuple[int, ...] = ()
    """Offset at which each page begins; empty where the format has no pages."""
    warnings: tuple[str, ...] = ()
    """What is doubtful, in Vietnamese, for a person."""
    mergers: tuple[Merger, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """Where what ``warnings`` tell stands, as far as it is known."""
    wishes: tuple[Wish, ...] = ()
    """How a person wanted its pages read."""

    def walk(self) -> Iterator[Section]:
        """Yield every section in reading order."""
        for section in self.sections:
            yield from section.walk()

    def page_at(self, offset: int) -> int | None:
        """Return the 1-based page that holds ``offset``, or None without pages."""
        from bisect import bisect_right

        return bisect_right(self.page_starts, offset) or None

    def doubt_at(self, start: int, end: int) -> str | None:
        """Return the first warning of something unread within a span, None where all was read."""
        found = (d.warning for d in self.doubts if d.unread and d.start < end and start < d.end)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of retrieval: a slice of one document that never crosses a labelled section."""

    id: str
    document_id: str
    section_path: tuple[str, ...]
    section_title: str
    """Title of the section at ``section_path``; empty where it has none."""
    headings: tuple[str, ...]
    """Titles from the outermost section to the passage's own."""
    context: str
    """One line put in front for embedding and indexing: the document's name and the headings."""
    text: str
    """Exactly ``document.text[start:end]``."""
    start: int
    end: int
    page: int | None
    ordinal: int = field(compare=False)
    """Position among the document's passages, from 0."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be taken in, and why."""

    source: str
    code: str
    """For programs: "empty", "unsupported", "undecodable", …"""
    reason: str
    """For a clerk, in Vietnamese."""
