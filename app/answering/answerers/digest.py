"""What a document comes to: what it is about and for, its targets, what is to be done, by when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from app.answering.answer import Draft
from app.answering.answerers import comparison, worded
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Claim, Digest, PerDocument, Point, Role
from app.answering.spans import trimmed
from app.answering.wording import clean_quote
from index.facts import FactQuery
from index.ports import Facts, Selection
from index.question.phrases import pattern
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.facts.model import FactKind
from ingest.vietnamese import forms, labels
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import normalise

_MOST = {"purpose": 1, "targets": 4, "work": 8, "deadlines": 3, "content": 12}
"""Statements of each point."""
_LONGEST = 260
"""Characters of a statement; of a longer one its first sentence, or its first words."""
_BELOW = 110
"""Characters of what is told of a part beside its title; of few parts, two longer statements."""
_FEW = 3
_READ = 1_900
"""Characters of all together."""
_ARTICLES = 3
"""Articles from which their titles tell what a document comes to."""
_ARTICLE = re.compile(r"Điều\b", re.IGNORECASE)
_CHAPTER = re.compile(r"(?:Chương|Mục|Phần)\b", re.IGNORECASE)
_HEADING = 60
"""Characters of a heading that says what stands below it; a longer one says something itself."""
_HEADED = (SectionKind.HEADING, SectionKind.ITEM)

_WHO = re.compile(r"\b(?:cơ quan|đơn vị|chủ trì)\b")
_TELLING = re.compile(r"\d")
"""What says more than that something is to be done: how much, by when, under what number."""

Span = tuple[int, int]
Line = tuple[Span, ...]
"""A statement, or a title and what stands below it."""


def answer(asked: Sequence[str], facts: Facts, documents: Documents) -> Draft | None:
    """Return the digest of the document asked; None where it is not one, or nothing is told."""
    if len(asked) != 1:
        return None
    document = documents.document(asked[0])
    chosen = [(name, list(lines)) for name, lines in _points(document, facts)]
    if not any(lines for _, lines in chosen):
        return None
    points = tuple(_within(document, chosen))
    return Draft(Digest(document.id, naming.name(document.header), points), 1.0)


def told(document: Document, section: Section) -> Point:
    """Return the first parts below a heading, each with what it says; as much as is read.

    Of few parts those that they fall into.
    """
    parts = [child for child in section.children if child.kind is not SectionKind.CLOSING]
    if len(parts) <= _FEW:
        parts = [each for part in parts for each in (_headed(part) or [part])]
    most = 2 if len(parts) <= _FEW else 1
    lines = [_with_below(document, part, most) for part in parts]
    return next(_within(document, [("content", lines)]), Point("content", (), len(lines)))


def goals(asked: Sequence[str], facts: Facts, documents: Documents) -> Draft | None:
    """Return the first goals of each of several documents; None where one of them has none."""
    called = comparison.names(asked, documents)
    lines: list[Claim] = []
    for key in asked:
        document = documents.document(key)
        stated = list(_said(document, "targets"))
        spans = stated or list(_stated(document, facts, FactKind.INDICATOR))
        lines_of = [("targets", [(span,) for span in spans])]
        points = list(_within(document, lines_of, comparison.LONGEST // len(asked)))
        if not points:
            return None
        lines += (replace(c, role=Role.LINE, document=called[key]) for c in points[0].claims)
    return Draft(PerDocument(tuple(lines), compared=True), 1.0)


def _points(document: Document, facts: Facts) -> Iterator[tuple[str, Iterable[Line]]]:
    subject = document.header.subject
    if subject and subject.start is not None and subject.end is not None:
        yield "subject", [((subject.start, subject.end),)]
    if articles := _articles(document):
        yield "content", (_with_below(document, each) for each in articles)
        yield "deadlines", _alone(_stated(document, facts, FactKind.DEADLINE))
        return
    yield "purpose", _alone(_said(document, "purpose"))
    targets = list(_stated(document, facts, FactKind.INDICATOR))
    yield "targets", _alone(targets or _said(document, "targets"))
    work = list(_headings(document))
    if work:
        yield "work", work
    else:
        yield "content", _content(document)
    yield "deadlines", _alone(_stated(document, facts, FactKind.DEADLINE))
    yield "funds", _alone(_said(document, "funds"))


def _alone(spans: Iterable[Span]) -> Iterator[Line]:
    yield from ((span,) for span in spans)


def _with_below(document: Document, section: Section, most: int = 1) -> Line:
    """Return the first line of a part, of a bare title with the ``most`` telling statements below.

    Those with a figure before the first ones; of a part with lines "Cơ quan chủ trì: …" those
    that say by whom and when; of one with lead-ins alone the first, and what it leads to.
    """
    title = _first_line(document, section)
    if section.kind is not SectionKind.HEADING and not _titles(document, section, title):
        return (title,)
    below = [span for span in _saying(document, section) if " " in document.text[slice(*span)]]
    if fields := list(_fields(document, below)):
        return (title, *fields)
    if not below and most > 1:
        return (title, *_led(document, section))
    told = sorted(below, key=lambda span: not _TELLING.search(document.text[slice(*span)]))
    return (title, *sorted(told[:most]))


def _headed(section: Section) -> list[Section]:
    return [child for child in section.children if child.kind in _HEADED]


def _titles(document: Document, section: Section, first: Span) -> bool:
    """Return whether the first sentence of an item is short, on a line alone, and others follow."""
    start, end = first
    rest = document.text[end : section.end]
    return end - start <= _BELOW and rest[:1] == "\n" and bool(rest.strip())


def _fields(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the first line that says who, "Cơ quan chủ trì: …", and the first that says when."""
    keys = [forms.key(document.text[slice(*span)]) or "" for span in spans]
    plain = [normalise(key).lower() for key in keys]
    for said in (_WHO, pattern("fields", "date")):
        yield from [span for span, key in zip(spans, plain, strict=True) if said.search(key)][:1]


def _saying(document: Document, section: Section) -> Iterator[Span]:
    """Yield the statements below a title, those of the titles below it too, without labels."""
    titles = {child.start: child for child in section.children if child.kind is SectionKind.HEADING}
    for start, end in statements(document, section):
        if start in titles:
            yield from _saying(document, titles[start])
        elif not document.text[start:end].endswith(":"):
            yield start + labels.after(document.text[start:end]), end


def _led(document: Document, section: Section) -> Iterator[Span]:
    """Yield the first lead-in below a title, and what it leads to."""
    for child in islice((c for c in section.children if c.kind in _HEADED), 1):
        start, end = _first_line(document, child)
        yield start + labels.after(document.text[start:end]), end
        yield from islice(_saying(document, child), 1)


def _articles(document: Document) -> list[Section]:
    """Return the articles of a document that is laid out in titled articles; none of any other.

    Without those that only put it into force, where what it lays down follows them.
    """
    parts = _parts(document)
    while parts and all(_CHAPTER.match(part.label or "") for part in parts):
        parts = [child for part in parts for child in _headed(part)]
    if not all(_ARTICLE.match(p.label or "") and p.title.strip() for p in parts):
        parts = list(_titled(parts))
        lengths = [sum(s.end - s.start for s in each) for each in (parts, document.sections)]
        if 2 * lengths[0] < lengths[1]:
            return []
    return parts if len(parts) >= _ARTICLES else []


def _titled(parts: Iterable[Section]) -> Iterator[Section]:
    """Yield the articles with a title of their own, also those inside other parts."""
    for part in parts:
        if not _ARTICLE.match(part.label or ""):
            yield from _titled(part.children)
        elif part.kind is SectionKind.HEADING and part.title.strip():
            yield part


def _said(document: Document, name: str) -> Iterator[Span]:
    """Yield the first statements below the first heading so called that heads no other heading."""
    for section in document.walk():
        if section.kind not in _HEADED or len(section.title) > _HEADING:
            continue
        if pattern("digest", name).search(_title(section)):
            if any(child.kind is SectionKind.HEADING for child in section.children):
                continue
            yield from statements(document, section)
            return


def _stated(document: Document, facts: Facts, kind: FactKind) -> Iterator[Span]:
    of_it = Selection(document_ids=frozenset({document.id}))
    found, _ = facts.facts(of_it, FactQuery(kind), 60)
    told = (r for r in found if kind is not FactKind.DEADLINE or worded.is_dated(r))
    yield from dict.fromkeys((record.fact.start, record.fact.end) for record in told)


def _headings(document: Document) -> Iterator[Line]:
    """Yield the tasks: the parts below a heading that is so called."""
    for section in document.walk():
        if section.kind in _HEADED and pattern("digest", "work").search(_title(section)):
            parts = _headed(section)
            if len(parts) > 1:
                yield from (_with_below(document, part) for part in parts)
                return


def _content(document: Document) -> Iterator[Line]:
    """Yield each part of a document whose headings say nothing of tasks."""
    if parts := _parts(document):
        most = 2 if len(parts) <= _FEW else 1
        yield from (_with_below(document, part, most) for part in parts)
    else:
        yield from _alone(islice(_sentences(document, *_body(document)), 4))


def _parts(document: Document) -> list[Section]:
    """Return the parts that a document falls into, below one heading that holds them all."""
    parts = [s for s in document.sections if s.kind in _HEADED]
    while len(parts) == 1 and _headed(parts[0]):
        parts = _headed(parts[0])
    return parts


def _body(document: Document) -> Span:
    """Return the text between letterhead and recipients: of a letter without parts, all it says."""
    opening = document.sections[0] if document.sections else None
    start, end = (opening.start, opening.end) if opening else (0, len(document.text))
    header = document.header
    above = (header.kind, header.number, header.issuer, header.issued_on, header.subject)
    for told in (header.superior, header.place, *above):
        if told and told.end is not None and start < told.end <= end:
            line_end = document.text.find("\n", told.end, end)
            start = end if line_end < 0 else line_end + 1
    return start, end


def _title(section: Section) -> str:
    return normalise(section.title).lower()


def statements(document: Document, section: Section) -> Iterator[Span]:
    """Yield what stands below a heading: its sentences, then the first line of each part."""
    children = [child for child in section.children if child.kind is not SectionKind.CLOSING]
    first_child = children[0].start if children else section.end
    line_end = document.text.find("\n", section.start, section.end)
    after = section.start if line_end < 0 else line_end + 1
    if after < first_child:
        yield from _sentences(document, after, first_child)
    yield from (trimmed(document, *_first_line(document, child)) for child in children)


def _sentences(document: Document, start: int, end: int) -> Iterator[Span]:
    body = document.text[start:end]
    for a, b in sentences(body):
        if body[a:b].strip() and not body[a:b].rstrip().endswith(":"):
            yield trimmed(document, start + a, start + b)


def _first_line(document: Document, section: Section) -> Span:
    """Return a heading, or the first sentence of an item."""
    start, end = section.start, section.end
    if section.kind is SectionKind.HEADING:
        line_end = document.text.find("\n", start, end)
        return start, end if line_end < 0 else line_end
    first = next(iter(sentences(document.text[start:end])), (0, end - start))
    return start + first[0], start + first[1]


def _within(
    document: Document, chosen: Sequence[tuple[str, Sequence[Line]]], most: int = _READ
) -> Iterator[Point]:
    """Yield the points as far as a reader reads; each line once."""
    length = 0
    seen: set[Span] = set()
    for name, lines in chosen:
        claims = []
        told = _BELOW if len(lines) > _FEW else _LONGEST
        for title, *below in lines[: _MOST.get(name, 1)]:
            spans = [_cut(document, title, _LONGEST), *(_cut(document, b, told) for b in below)]
            size = sum(end - start for start, end in spans)
            if spans[0] in seen or length + size > most or size <= 0:
                continue
            seen.add(spans[0])
            length += size
            cut = spans[-1][1] < _end(document, (title, *below)[-1])
            claims.append(_claim(document, spans, cut=cut))
        if claims:
            yield Point(name, tuple(claims), len(lines))


def _cut(document: Document, span: Span, longest: int) -> Span:
    """Return a statement, or its first sentence, or as many of its words as are read."""
    start, end = trimmed(document, *span)
    if end - start <= longest:
        return start, end
    first = next(iter(sentences(document.text[start:end])), (0, end - start))
    if first[1] <= longest:
        return start + first[0], start + first[1]
    stop = max(document.text.rfind(sign, start + longest // 2, start + longest) for sign in ";,")
    if stop <= start:
        stop = document.text.rfind(" ", start, start + longest)
    return start, stop if stop > start else start + longest


def _end(document: Document, span: Span) -> int:
    return span[0] + len(document.text[span[0] : span[1]].rstrip())


def _claim(document: Document, spans: Sequence[Span], *, cut: bool) -> Claim:
    said = [clean_quote(document.text[slice(*span)]).rstrip(" ;,.") for span in spans]
    first, *below = said
    joined = "; ".join(below).replace(":; ", ": ").rstrip(":")
    words = ": ".join(filter(None, (first.rstrip(":"), joined)))
    return Claim(
        role=Role.CELL,
        document_id=document.id,
        document=naming.name(document.header),
        section=section_at(document, spans[0][0])[0],
        sentences=(f"{words} …" if cut else words,),
        quotes=tuple(quote(document, start, end, 1.0) for start, end in spans),
    )
