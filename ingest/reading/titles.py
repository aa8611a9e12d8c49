"""What a document is called that states neither kind nor number nor issuer: by its first heading.

Where it has none, its file's name stands for one.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Header, Provenance, Stated
from ingest.reading import issuers
from ingest.reading.capitals import is_shouted
from ingest.reading.casing import Casing
from ingest.reading.reflow import Block
from ingest.vietnamese import labels
from ingest.vietnamese.clauses import ends
from ingest.vietnamese.dates import PLACED
from ingest.vietnamese.text import fold

_LINES = 6
"""Lines from the top among which the heading stands."""
_LONGEST = 150
_FEW_WORDS = 3
"""A heading of no more words says what it is ("BIÊN BẢN"), and the next line of what."""
_STOPS = ".;,:"


def titled(
    header: Header,
    blocks: Sequence[Block],
    spans: Sequence[tuple[int, int]],
    text: str,
    source: str,
) -> Header:
    """Return the header with a title where nothing else in it names the document.

    ``spans`` are the blocks' places in ``text``, ``source`` the file's name: a title by that has
    no place.
    """
    if header.title or header.kind or header.number or header.issuer:
        return header
    return replace(header, title=_found(blocks, spans, text, source))


def _found(
    blocks: Sequence[Block], spans: Sequence[tuple[int, int]], text: str, source: str
) -> Stated[str]:
    at = _heading(blocks)
    if at is None:
        return Stated(source, None, None, Provenance.INFERRED)
    value, last = blocks[at].text, at
    if len(value.split()) <= _FEW_WORDS and at + 1 < len(blocks) and _may_be(blocks[at + 1]):
        last = at + 1
        value = f"{value} {blocks[last].text}"
    value = Casing(text).sentence(value) if is_shouted(value) else value
    return Stated(value, spans[at][0], spans[last][1], Provenance.INFERRED)


def _heading(blocks: Sequence[Block]) -> int | None:
    for at, block in enumerate(blocks[:_LINES]):
        if block.cells is not None or labels.readings(block.text):
            return None
        set_apart = block.heading or block.bold or is_shouted(block.text) or at == 0
        if set_apart and _may_be(block):
            return at
    return None


def _may_be(block: Block) -> bool:
    text = block.text
    if block.cells is not None or len(text) > _LONGEST or ends(text, _STOPS):
        return False
    if labels.readings(text) or labels.bullet(text) or not any(map(str.isalpha, text)):
        return False
    return not (
        issuers.MOTTO.match(fold(text)) or issuers.NUMBER_LINE.search(text) or PLACED.search(text)
    )
