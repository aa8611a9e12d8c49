"""Reads the facts of a document."""

from collections.abc import Iterator

from ingest.document import Document
from ingest.facts.model import Citation, Definition, Fact


def facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts that ``document`` states, in reading order; equal documents, equal facts."""
    return tuple(
        sorted((*_citations(document), *_definitions(document)), key=lambda f: (f.start, f.end))
    )


def _citations(document: Document) -> Iterator[Fact]:
    for reference in document.references:
        yield Citation(
            start=reference.start,
            end=reference.end,
            path=_path(document, reference.start),
            cited=reference.kind,
            number=reference.number,
            issued_on=reference.issued_on,
            issuer=reference.issuer,
        )


def _definitions(document: Document) -> Iterator[Fact]:
    for abbreviation in document.abbreviations:
        yield Definition(
            start=abbreviation.start,
            end=abbreviation.end,
            path=_path(document, abbreviation.start),
            term=abbreviation.short,
            meaning=abbreviation.long,
        )


def _path(document: Document, offset: int) -> tuple[str, ...]:
    held = [section.path for section in document.walk() if section.start <= offset < section.end]
    return held[-1] if held else ()
