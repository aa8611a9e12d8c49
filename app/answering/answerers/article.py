"""A part of a document by its label: "Điều 5 nói gì", "phần III có những mục nào"."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from app.answering.answer import Draft
from app.answering.citations import Documents, quote
from app.answering.claims import (
    Body,
    Claim,
    Listing,
    Note,
    Reason,
    Refusal,
    Role,
    Statements,
    joined,
)
from app.answering.spans import trimmed
from app.answering.weighing import Certain, shipped
from app.answering.wording import say, section_name, spoken
from index.question.phrases import syllable_set
from index.question.query import Query
from index.question.sections import SectionReference
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import labels
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.words import syllables

_WHOLE = 2_400
"""Characters of a part that is shown whole; of a longer one its headings, or its first items."""
_QUOTED = 800
"""Characters of a quote; a longer item is shown by its own items, or its sentences."""
_TITLE = 90
"""Characters of a heading that is said of all items."""
_HEADED = 240
"""Characters of what is shown of an item that is only named."""
_MOST_OTHER_WORDS = 1
_MOST_NAMED = 8
"""Documents or parts that are named where it is unclear which is meant."""
_MOST_ANSWERED = 4
"""Documents of which each may be meant."""
_GREAT = ("phần", "chương")
"""Parts whose figures may be Roman or not."""

Span = tuple[int, int]


def applies(query: Query, documents: Iterable[Document] = ()) -> bool:
    """Return whether a part is asked for as a whole, and nothing in it in particular.

    ``documents`` are those the question names; what they are about may be said with their name.
    """
    if not query.reads_section:
        return False
    others = set(query.content) - syllable_set("section")
    for reference in query.sections:
        others -= set(syllables(reference.words))
    for document in documents:
        subject = document.header.subject
        others -= set(syllables(subject.value)) if subject else set()
    others = {word for word in others if not any(map(str.isdigit, word))}
    return len(others) <= _MOST_OTHER_WORDS


def answer(
    query: Query,
    candidates: Sequence[str],
    documents: Documents,
    certain: Certain | None = None,
) -> Draft:
    """Return what stands under each label; a refusal where it is unclear which is meant.

    ``candidates`` are the documents it may be in: those named, else all that are searched.
    """
    found = [_of_one(query, reference, candidates, documents) for reference in query.sections]
    stated = [body for body in found if not isinstance(body, Refusal)]
    body = joined(stated or found)
    if isinstance(body, Refusal):
        return Draft(body, 0.0)
    return Draft(body, 1.0).held((certain or shipped().certain).article)


def _of_one(
    query: Query, reference: SectionReference, candidates: Sequence[str], documents: Documents
) -> Body:
    held: list[tuple[Document, list[Section]]] = []
    for document in map(documents.document, candidates):
        if sections := nearest(document, reference):
            held.append((document, sections))
        if len(held) > _MOST_NAMED:
            break
    part = section_name(reference.path)
    if not held:
        return _absent(query, part, candidates, documents)
    if len(held) > 1 and not (query.across and len(held) <= _MOST_ANSWERED):
        names = tuple(naming.name(document.header) for document, _ in held[:_MOST_NAMED])
        ids = tuple(document.id for document, _ in held)
        return Refusal(Reason.UNCLEAR, "section_of_which", (part, *names), ids)
    room = _WHOLE // max(1, len(held) - 1)
    bodies: list[Body] = [_shown(query, document, sections, room) for document, sections in held]
    having = {document.id for document, _ in held}
    lacking = [key for key in candidates if query.documents and key not in having]
    if query.across and lacking:
        near = "; ".join(naming.name(documents.document(key).header) for key in lacking)
        bodies.append(Note(say("not_found.section_not_in", name=part, near=near)))
    return joined(bodies)


def _absent(query: Query, part: str, candidates: Sequence[str], documents: Documents) -> Refusal:
    """Return that nothing has that label: how a text is divided may have been misread."""
    if not query.documents:
        return Refusal(Reason.NOT_FOUND, "section_in_none", (part,))
    names = tuple(naming.name(documents.document(d).header) for d in candidates)
    return Refusal(Reason.NOT_FOUND, "section_not_in", (part, *names), tuple(candidates))


def nearest(document: Document, reference: SectionReference) -> list[Section]:
    """Return the sections of that label that are least deep, in order.

    "Mục 1" is 1 before it is I; "phần 1" is either.
    """
    fitting = [s for s in document.walk() if s.label is not None and reference.fits(s.path)]
    if not reference.words.startswith(_GREAT):
        fitting = [s for s in fitting if s.label == reference.path[-1]] or fitting
    least = min((len(section.path) for section in fitting), default=0)
    return [section for section in fitting if len(section.path) == least]


def _shown(query: Query, document: Document, sections: list[Section], room: int) -> Body:
    paths = list(dict.fromkeys(section.path for section in sections))
    if len(paths) > 1:
        names = tuple(section_name(path) for path in paths[:_MOST_NAMED])
        return Refusal(Reason.UNCLEAR, "section_which", names, (document.id,))
    section = max(sections, key=lambda each: each.end - each.start)
    return shown(document, section, room, outline=query.asks_outline)


def shown(
    document: Document, section: Section, room: int = _WHOLE, *, outline: bool = False
) -> Body:
    """Return what a section says, the first line of each part below it where that is long.

    ``room`` is how many characters may be said.
    """
    children = [child for child in section.children if child.kind is not SectionKind.CLOSING]
    if len(children) > 1 and (outline or section.end - section.start > room):
        spans = [_first_line(document, child) for child in children]
        if not outline:
            spans = _led_in(document, spans, children, room)
        return _listing(document, section, spans, room, counted=True)
    spans = list(_pieces(document, section))
    if len(spans) == 1:
        return Statements((_claim(document, section, spans[0], Role.STATEMENT),))
    return _listing(document, section, spans, room)


def _led_in(
    document: Document, spans: Sequence[Span], children: Sequence[Section], room: int
) -> list[Span]:
    """Return the first lines, of a lead-in with what it leads in as far as that fits."""
    found = []
    left = room - sum(end - start for start, end in spans)
    for (start, end), child in zip(spans, children, strict=True):
        whole = trimmed(document, child.start, child.end)
        more = whole[1] - end
        led = document.text[start:end].endswith(":") and whole[1] - whole[0] <= _QUOTED
        fits = led and more <= left
        found.append(whole if fits else (start, end))
        left -= more if fits else 0
    return found


def _listing(
    document: Document,
    section: Section,
    spans: Sequence[Span],
    room: int,
    *,
    counted: bool = False,
) -> Listing:
    title = " ".join(section.title.split()).rstrip(" :.;")
    heading = title if len(title) <= _TITLE and title != section.label else ""
    below = [span for span in spans if not (heading and _titles(document, span, section))]
    kept = list(_within(below, room))
    claims = tuple(_claim(document, section, span, Role.ITEM) for span in kept)
    name = naming.name(document.header)
    whole = len(below)
    return Listing(claims, name, section.path, len(kept), whole, counted=counted, heading=heading)


def _titles(document: Document, span: Span, section: Section) -> bool:
    """Return whether a span says no more than the title of the section."""
    text = document.text[slice(*span)]
    said = text[labels.after(text) :].strip()
    return span[0] == section.start and section.title.startswith(said)


def _within(spans: Iterable[Span], room: int) -> Iterator[Span]:
    """Yield the first spans that together are no longer than ``room``."""
    length = 0
    for start, end in spans:
        if length and length + end - start > room:
            return
        length += end - start
        yield start, end


def _claim(document: Document, section: Section, span: Span, role: Role) -> Claim:
    return Claim(
        role=role,
        document_id=document.id,
        document=naming.name(document.header),
        section=section.path,
        sentences=spoken(document.text[span[0] : span[1]]),
        quotes=(quote(document, *span, 1.0),),
    )


def _pieces(document: Document, section: Section) -> Iterator[Span]:
    """Yield the text of a section in spans that may be quoted, without gaps but for white space."""
    whole = trimmed(document, section.start, section.end)
    if not section.children and whole[1] - whole[0] <= _QUOTED:
        yield whole
        return
    if not section.children:
        yield from _sentences(document, *whole)
        return
    yield from _sentences(document, section.start, section.children[0].start)
    after = [*(child.start for child in section.children[1:]), section.end]
    for child, until in zip(section.children, after, strict=True):
        start, end = trimmed(document, child.start, until)
        if end - start <= _QUOTED:
            yield start, end
        else:
            yield from _pieces(document, child)
            yield from _sentences(document, child.end, until)


def _sentences(document: Document, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences; a label on a line of its own goes with what it is the label of."""
    body = document.text[start:end]
    begins: int | None = None
    for a, b in sentences(body):
        told = body[a:b].strip()
        if told and labels.after(told) < len(told):
            yield start + (a if begins is None else begins), start + b
            begins = None
        elif told and begins is None:
            begins = a
    if begins is not None:
        yield start + begins, start + len(body.rstrip())


def _first_line(document: Document, section: Section) -> Span:
    """Return the heading of a section, or its first sentence, or what of it may be shown."""
    start, end = trimmed(document, section.start, section.end)
    line = document.text.find("\n", start, end)
    if section.kind is SectionKind.HEADING and line > 0:
        return trimmed(document, start, line)
    first = next(chain(_sentences(document, start, end)), (start, end))
    if first[1] - first[0] <= _HEADED:
        return first
    cut = document.text.rfind(" ", first[0], first[0] + _HEADED)
    return trimmed(document, first[0], cut if cut > first[0] else first[1])
