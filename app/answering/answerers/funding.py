"""Where the money comes from: what documents say in the part that is headed by it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answering.answer import Draft
from app.answering.answerers import comparison, digest
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Claim, Listing, PerDocument, Role, Silent
from app.answering.spans import common_path
from app.answering.wording import clean_quote, spoken
from index.question.phrases import pattern
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese.text import normalise

_MOST_DOCUMENTS = 8
"""Documents that are shown; of more only the number is told."""
_LOOKED_OVER = 200
"""Documents whose parts are looked over."""
_READ = 2_000
"""Characters a reader reads of one document."""
_LINE = 420
"""Characters of a document's line beside others."""
_PARTS = frozenset({SectionKind.HEADING, SectionKind.ITEM})

Span = tuple[int, int]


def answer(asked: Sequence[str], documents: Documents, *, compared: bool) -> Draft | None:
    """Return what each document says of it; None where none has such a part, or too many may."""
    if len(asked) > _LOOKED_OVER:
        return None
    found = {key: spans for key in asked if (spans := _stated(documents.document(key)))}
    if not found:
        return None
    if len(asked) == 1:
        return Draft(_listed(documents.document(asked[0]), found[asked[0]]), 1.0)
    few = len(asked) <= _MOST_DOCUMENTS
    shown = [*found, *(key for key in asked if few and key not in found)][:_MOST_DOCUMENTS]
    called = comparison.names(shown, documents)
    room = max(_LINE, comparison.LONGEST // len(shown))
    lines = tuple(_line(documents.document(k), called[k], found.get(k, []), room) for k in shown)
    return Draft(PerDocument(lines, compared=compared, asked=0 if few else len(asked)), 1.0)


def _stated(document: Document) -> list[Span]:
    """Return what stands in the part that is headed by it, or in the source's own part of that."""
    for section in document.walk():
        if section.kind in _PARTS and _headed(section, "part"):
            own = [child for child in section.children if _headed(child, "source")]
            return list(_below(document, own[0] if len(own) == 1 else section))
    return []


def _headed(section: Section, name: str) -> bool:
    title = normalise(section.title).lower().strip(" .:;")
    return bool(title and pattern("funding", name).search(title))


def _below(document: Document, section: Section) -> Iterator[Span]:
    """Yield the sentences below a heading, and its items whole."""
    children = [child for child in section.children if child.kind is not SectionKind.CLOSING]
    for start, end in digest.statements(document, section):
        item = next((child for child in children if child.start <= start < child.end), None)
        if item is not None and not item.children:
            end = item.start + len(document.text[item.start : item.end].rstrip())
        yield start, end


def _listed(document: Document, spans: Sequence[Span]) -> Listing:
    claims: list[Claim] = []
    length = 0
    for start, end in spans:
        length += end - start
        if claims and length > _READ:
            break
        said = spoken(document.text[start:end])
        claims.append(_claim(document, start, end, Role.ITEM, naming.name(document.header), said))
    path = common_path([claim.section for claim in claims])
    name = naming.name(document.header)
    return Listing(tuple(claims), name, path, len(claims), len(spans))


def _line(document: Document, name: str, spans: Sequence[Span], room: int) -> Claim | Silent:
    """Return the first statements in one line, the first one cut where it is long by itself."""
    if not spans:
        return Silent(document.id, name)
    (start, end), *others = spans
    if end - start > room:
        end = max(document.text.rfind(sign, start, start + room) for sign in ";,. ")
    kept = [(start, end)]
    room -= end - start
    for other in others:
        room -= other[1] - other[0]
        if room < 0:
            break
        kept.append(other)
    said = tuple(clean_quote(document.text[slice(*span)]) for span in kept)
    claim = _claim(document, start, end, Role.LINE, name, said)
    return replace(claim, quotes=tuple(quote(document, *span, 1.0) for span in kept))


def _claim(
    document: Document, start: int, end: int, role: Role, name: str, said: tuple[str, ...]
) -> Claim:
    return Claim(
        role=role,
        document_id=document.id,
        document=name,
        section=section_at(document, start)[0],
        sentences=said,
        quotes=(quote(document, start, end, 1.0),),
    )
