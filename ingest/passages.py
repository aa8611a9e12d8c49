"""The section tree into passages: each follows the document's own division and never crosses it."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest import naming
from ingest.document import Document, Passage, Section, SectionKind
from ingest.settings import DEFAULT_LIMITS
from ingest.vietnamese.clauses import sentences

LONGEST = 1600
"""Longest passage in characters: what has no sentences and clauses is cut between words."""
_GROUPED = {SectionKind.BULLET, SectionKind.TABLE, SectionKind.ROW}


def split(document: Document, target: int = DEFAULT_LIMITS.passage_characters) -> list[Passage]:
    """Return the passages of a document in reading order; together they cover its text.

    A passage holds at most ``target`` characters, unless one sentence is longer, never more than
    ``LONGEST``, and lies within one labelled section. Ids depend on the document's id, the path
    and the text.
    """
    name = naming.name(document.header)
    found: list[Passage] = []
    seen: dict[str, int] = {}
    for section, start, end, headings in _runs(document):
        for left, right in _pieces(document.text, start, end, target):
            found.append(_passage(document, name, section, headings, left, right, len(found), seen))
    return found


def _runs(document: Document) -> Iterator[tuple[Section, int, int, tuple[str, ...]]]:
    """Yield every stretch of text with the deepest labelled section that holds it."""
    for section in document.sections:
        yield from _own_runs(section, ())


def _own_runs(
    section: Section, above: tuple[str, ...]
) -> Iterator[tuple[Section, int, int, tuple[str, ...]]]:
    headings = (*above, section.title) if section.title and section.kind not in _GROUPED else above
    position = section.start
    for child in section.children:
        if child.kind in _GROUPED:
            continue
        if position < child.start:
            yield section, position, child.start, headings
        yield from _own_runs(child, headings)
        position = child.end
    if position < section.end:
        yield section, position, section.end, headings


def _pieces(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most ``target`` characters, cut between lines, else between sentences."""
    units = list(_units(text, start, end, target))
    left: int | None = None
    right = start
    for unit_start, unit_end in units:
        if left is not None and unit_end - left > target:
            yield left, right
            left = None
        left = unit_start if left is None else left
        right = unit_end
    if left is not None:
        yield left, right


def _units(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip():
            if stop - position <= target:
                yield position, stop
            else:
                for left, right in sentences(text[position:stop]):
                    yield from _clauses(text, position + left, position + right, target)
        position = stop + 1


def _clauses(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence; one too long by its clauses, and a clause too long by its words."""
    position = start
    while end - position > target:
        stop = text.rfind("; ", position + 1, position + target)
        if stop < 0 and end - position <= LONGEST:
            break
        cut = stop + 1
        if stop < 0:
            space = text.rfind(" ", position + 1, position + target)
            cut = space if space > 0 else position + target
        yield position, cut
        position = cut + (text[cut : cut + 1] == " ")
    if position < end:
        yield position, end


def _passage(
    document: Document,
    name: str,
    section: Section,
    headings: tuple[str, ...],
    start: int,
    end: int,
    ordinal: int,
    seen: dict[str, int],
) -> Passage:
    text = document.text[start:end]
    key = hashlib.sha256("\0".join((document.id, *section.path, text)).encode()).hexdigest()[:16]
    seen[key] = seen.get(key, 0) + 1
    pages: Sequence[int] = document.page_starts
    return Passage(
        id=key if seen[key] == 1 else f"{key}-{seen[key]}",
        document_id=document.id,
        section_path=section.path,
        section_title=section.title,
        headings=headings,
        context=" › ".join((name, *headings)),
        text=text,
        start=start,
        end=end,
        page=bisect_right(pages, start) or None,
        ordinal=ordinal,
    )
