"""Blocks whose labels are not the document's own: contents, quotations, a portal's foreword."""

import re
from collections.abc import Sequence

from ingest.reading import letterhead
from ingest.reading.reflow import Block
from ingest.vietnamese import labels

_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…{2,}|_{3,})\s*\d{1,4}\Z")


def positions(blocks: Sequence[Block], start: int, end: int) -> set[int]:
    """Return the positions from ``start`` to ``end`` at which no label opens a section."""
    return (
        _foreword(blocks, start, end) | _contents(blocks, start, end) | _quoted(blocks, start, end)
    )


def _foreword(blocks: Sequence[Block], start: int, end: int) -> set[int]:
    """Return what stands above the letterhead, where the file begins."""
    if start:
        return set()
    return set(
        range(letterhead.start([block.text for block in blocks[: min(end, letterhead.FAR)]]))
    )


def _contents(blocks: Sequence[Block], start: int, end: int) -> set[int]:
    """Return the lines of a table of contents: leaders to a page, or "MỤC LỤC" and what follows.

    After that heading the contents last until their first label comes again.
    """
    found = {n for n in range(start, end) if _CONTENTS_LINE.search(blocks[n].text[-60:])}
    for heading in range(start, end):
        if blocks[heading].text.strip(" :").upper() != "MỤC LỤC":
            continue
        first = next((n for n in range(heading + 1, end) if labels.readings(blocks[n].text)), end)
        opening = blocks[first].text[:12] if first < end else ""
        again = next((n for n in range(first + 1, end) if blocks[n].text[:12] == opening), first)
        found.update(range(first, again))
    return found


def _quoted(blocks: Sequence[Block], start: int, end: int) -> set[int]:
    """Return the blocks inside a quotation that opens with a label: “Điều 5. … ”."""
    found: set[int] = set()
    closing = -1
    for position in range(start, end):
        text = blocks[position].text
        if position > closing and text[:1] in '“"' and labels.readings(text[1:]):
            mark = "”" if text[0] == "“" else '"'
            limit = _quotation_limit(blocks, position, min(position + 80, end))
            run = range(position, limit)
            closing = next(
                (n for n in run if blocks[n].text.rstrip(" .;").endswith(mark)), position
            )
        if position <= closing:
            found.add(position)
    return found


def _quotation_limit(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where a quotation whose end mark is missing is over: a clause holds no article."""
    if any(
        label.style in labels.KEYWORD_STYLES for label in labels.readings(blocks[start].text[1:])
    ):
        return end
    for position in range(start + 1, end):
        found = labels.readings(blocks[position].text)
        if any(label.style in labels.KEYWORD_STYLES for label in found):
            return position
    return end
