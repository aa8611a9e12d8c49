"""What a strong language model is shown: whole passages, where they stand and whose they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.answering.citations import Documents, chain_at, section_at
from app.answering.claims import Quote
from app.answering.places import headings
from app.answering.wording import section_name
from index.ports import ScoredPassage
from index.question.query import AnswerKind, Query
from ingest import naming
from ingest.document import RECIPIENTS, SIGNATURE, Document, Section, SectionKind
from ingest.vietnamese.tokens import PIECE

_WHOLE = frozenset({AnswerKind.LIST, AnswerKind.TABLE, AnswerKind.SUMMARY})
"""Kinds that the whole of a section answers."""
_OPENED = 3
"""The best so many passages are shown with the siblings of their item."""
_SIBLINGS = 1_800
"""Longest section, in characters, that an item is shown with."""
_SECTION = 6_000
"""The same where the items are asked for."""
_HEAD, _LONG_HEAD = 700, 2_000
"""Characters of a document's beginning: of one named, and where the header is asked for."""
_HEADED = 3
"""Documents whose beginning and signature are shown though nobody asked for them."""
_HEADERS = 8
"""The same where somebody did."""
_LEAST_EACH = 2
"""Least passages of each document compared."""
_SUBJECT = 240
_CLOSED = frozenset({SectionKind.RECIPIENTS, SectionKind.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Room:
    """How much a model takes in, how long it may take and what it costs."""

    passages: int = 12
    characters: int = 24_000
    """Of all passages together."""
    seconds: float = 60.0
    """For the whole answer, however many requests it takes."""
    prices: tuple[float, float] = (0.0, 0.0)
    """Of a million tokens read and of a million written."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a document: ``text`` is exactly ``document.text[start:end]``."""

    document_id: str
    start: int
    end: int
    text: str
    place: str
    """What its section is called: "mục II.2"."""
    headings: tuple[str, ...]
    """Titles of the sections that hold it, outermost first."""


@dataclass(frozen=True, slots=True)
class Context:
    """Numbered from 1 in the order held."""

    documents: tuple[Document, ...] = ()
    shown: tuple[Shown, ...] = ()

    def number(self, document_id: str) -> int:
        """Return the number of a document that is shown."""
        return next(n for n, d in enumerate(self.documents, 1) if d.id == document_id)


@dataclass(slots=True)
class _Spans:
    """Stretches in the order of their rank; what overlaps becomes one, at the better rank."""

    held: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, document_id: str, start: int, end: int) -> None:
        for at, (other, left, right) in enumerate(self.held):
            if other == document_id and start <= right and left <= end:
                self.held[at] = (other, min(start, left), max(end, right))
                self._join(at)
                return
        self.held.append((document_id, start, end))

    def _join(self, at: int) -> None:
        document_id, start, end = self.held[at]
        for later in range(len(self.held) - 1, -1, -1):
            other, left, right = self.held[later]
            if later != at and other == document_id and start <= right and left <= end:
                start, end = min(start, left), max(end, right)
                self.held[min(at, later)] = (document_id, start, end)
                del self.held[max(at, later)]
                at = min(at, later)


def gather(
    query: Query,
    passages: Sequence[ScoredPassage],
    cited: Iterable[Quote],
    documents: Documents,
    room: Room,
) -> Context:
    """Return what to show: the best passages, whole sections, headers; within the room.

    ``passages`` are ranked, best first; what the extractive answer ``cited`` is among them.
    """
    ranked = _ranked(query, passages, tuple(cited), room)
    spans = _Spans()
    for at, scored in enumerate(ranked):
        passage = scored.passage
        document = documents.document(passage.document_id)
        span = (passage.start, passage.end)
        if at < _OPENED:
            span = _opened(document, *span, _SECTION if query.kind in _WHOLE else _SIBLINGS)
        if query.kind is AnswerKind.LOCATE or _states(document, *span):
            spans.add(document.id, *span)
    _trim(spans, room.characters)
    for document in _headed(query, spans, documents):
        for span in _header(document, asked=bool(query.header_fields)):
            spans.add(document.id, *span)
    held = [(documents.document(d), start, end) for d, start, end in spans.held]
    return Context(
        tuple({document.id: document for document, _, _ in held}.values()),
        tuple(show(document, start, end) for document, start, end in held),
    )


def show(document: Document, start: int, end: int) -> Shown:
    """Return a stretch of a document with its place and headings."""
    text = document.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    path, _ = section_at(document, start)
    above = headings(document, start)
    opens = any(section.start == start and section.label for section in chain_at(document, start))
    above = above[:-1] if opens else above  # which is the first line of the text
    return Shown(document.id, start, start + len(text), text, section_name(path), above)


def described(document: Document) -> str:
    """Return who issued a document, what it is about and who signed it, in one line."""
    header = document.header
    words = [naming.name(header)]
    if header.subject:
        words.append(f"về: {header.subject.value[:_SUBJECT]}")
    if header.signer:
        title = f", {header.signer_title.value}" if header.signer_title else ""
        words.append(f"người ký: {header.signer.value}{title}")
    return " ".join("; ".join(words).split())


def section_around(document: Document, offset: int, most: int = _SECTION) -> tuple[int, int]:
    """Return the largest labelled section that holds ``offset`` and fits, else the line there."""
    for section in chain_at(document, offset):
        if section.end - section.start <= most:
            return section.start, section.end
    start = document.text.rfind("\n", 0, offset) + 1
    end = document.text.find("\n", offset)
    return start, min(len(document.text) if end < 0 else end, start + most)


def _ranked(
    query: Query, passages: Sequence[ScoredPassage], cited: Sequence[Quote], room: Room
) -> list[ScoredPassage]:
    """Return the passages to show: first what is cited, then by rank, of each document its part.

    Recipients and signature are shown where the header is asked for, or where they rank so high
    that it may be.
    """
    outside = {RECIPIENTS, SIGNATURE}
    wanted = [
        scored
        for at, scored in enumerate(passages)
        if query.header_fields or at < _OPENED or not outside & {*scored.passage.section_path}
    ]
    first = [p for p in wanted if any(_holds(p, quote) for quote in cited)]
    ordered = list({p.passage.id: p for p in (*wanted[:2], *first, *wanted)}.values())
    asked = query.documents if len(query.documents) > 1 else ()
    if not asked and not query.across:
        return ordered[: room.passages]
    among = asked or tuple(dict.fromkeys(p.passage.document_id for p in ordered))
    each = max(_LEAST_EACH, room.passages // max(1, len(among)))
    taken = dict.fromkeys(among, 0)
    found = []
    for scored in ordered:
        key = scored.passage.document_id
        if key in taken and taken[key] < each:
            taken[key] += 1
            found.append(scored)
    return found[: max(room.passages, _LEAST_EACH * len(among))]


def _holds(scored: ScoredPassage, quote: Quote) -> bool:
    passage = scored.passage
    same = passage.document_id == quote.document_id
    return same and passage.start <= quote.start < passage.end


def _opened(document: Document, start: int, end: int, most: int) -> tuple[int, int]:
    """Return the largest section around a passage that fits, at most its item's parent's parent."""
    chain = chain_at(document, start)
    for section in chain[max(0, len(chain) - 3) :]:
        if section.start <= start and end <= section.end and section.end - section.start <= most:
            return section.start, section.end
    return start, end


def _states(document: Document, start: int, end: int) -> bool:
    """Return whether a stretch says more than what the sections that begin in it are called."""
    opened = [
        PIECE.findall(f"{section.label or ''} {section.title}")
        for top in document.sections
        for section in top.walk()
        if section.kind is SectionKind.HEADING and start <= section.start < end
    ]
    return len(PIECE.findall(document.text[start:end])) > sum(map(len, opened))


def _trim(spans: _Spans, characters: int) -> None:
    """Leave out the last that do not fit; the first always stays, cut if it must be."""
    left = characters
    kept: list[tuple[str, int, int]] = []
    for document_id, start, end in spans.held:
        if end - start <= left or not kept:
            kept.append((document_id, start, min(end, start + characters)))
            left -= end - start
    spans.held = kept


def _headed(query: Query, spans: _Spans, documents: Documents) -> list[Document]:
    """Return the documents whose header is shown: those named, else those shown first."""
    shown = tuple(dict.fromkeys(key for key, _, _ in spans.held))
    most = _HEADERS if query.header_fields else _HEADED
    if not query.header_fields and not query.documents:
        return []
    return [documents.document(key) for key in (query.documents or shown)[:most]]


def _header(document: Document, *, asked: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans of a document's beginning, recipients and signature."""
    first = next(iter(document.sections), None)
    if first is not None and first.kind is SectionKind.PREAMBLE:
        most = _LONG_HEAD if asked else _HEAD
        yield first.start, _line_end(document, min(first.end, first.start + most), first)
    for section in document.sections:
        if section.kind is SectionKind.SIGNATURE or (asked and section.kind in _CLOSED):
            yield section.start, min(section.end, section.start + _LONG_HEAD)


def _line_end(document: Document, at: int, section: Section) -> int:
    end = document.text.find("\n", at, section.end)
    return section.end if end < 0 else end
