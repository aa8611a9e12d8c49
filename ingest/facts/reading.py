"""Reads the facts of a document."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.document import Document
from ingest.facts import annexes, duties, indicators, lines, relations, spelling
from ingest.facts.model import Definition, Fact
from ingest.vietnamese.text import aligned


def facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts that ``document`` states, in reading order; equal documents, equal facts."""
    plain = replace(document, text=aligned(document.text))
    read = lines.read(plain)
    path_at = _paths(document)
    found: list[Fact] = [
        *relations.read(plain, path_at),
        *_definitions(document, path_at),
        *indicators.read(plain, read),
        *duties.read(plain, read),
        *annexes.read(plain),
    ]
    if plain.text != document.text:
        found = [spelling.restored(fact, plain.text, document.text) for fact in found]
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end)))


def _definitions(
    document: Document, path_at: Callable[[int], tuple[str, ...]]
) -> Iterator[Definition]:
    for abbreviation in document.abbreviations:
        yield Definition(
            start=abbreviation.start,
            end=abbreviation.end,
            path=path_at(abbreviation.start),
            term=abbreviation.short,
            meaning=abbreviation.long,
        )


def _paths(document: Document) -> Callable[[int], tuple[str, ...]]:
    """Return what gives the labels of the deepest section that holds an offset."""
    sections = list(document.walk())
    starts = [section.start for section in sections]

    def path_at(offset: int) -> tuple[str, ...]:
        for at in range(bisect_right(starts, offset) - 1, -1, -1):
            if offset < sections[at].end:
                return sections[at].path
        return ()

    return path_at
