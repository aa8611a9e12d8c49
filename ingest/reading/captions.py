"""What a table is called: by the paragraph above it, or by its section."""

from collections.abc import Sequence

from ingest.reading.nodes import shortened
from ingest.reading.reflow import Block
from ingest.vietnamese import labels

_LONGEST_CAPTION = 200


def caption(above: Sequence[Block], section: str) -> str:
    """Name a table by the paragraph above it, or by ``section``, the title of its section.

    ``above`` are the blocks before the table, the nearest last.
    """
    named = section
    for block in reversed(above[-2:]):
        text = block.text
        if block.cells is not None or len(text) > _LONGEST_CAPTION:
            break
        if text.startswith("("):
            continue
        label = labels.readings(text)
        named = (text[label[0].end :] if label else text).rstrip(":")
        break
    if not named or named.startswith(("Bảng", "BẢNG")):
        return shortened(named) or "Bảng"
    return f"Bảng “{shortened(named)}”"
