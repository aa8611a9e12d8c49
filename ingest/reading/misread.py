"""Labels that recognition misread, put right by their place in the order."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.reading.capitals import is_shouted
from ingest.reading.reflow import Block
from ingest.vietnamese import labels
from ingest.vietnamese.labels import Label, Style


def mend(blocks: Sequence[Block]) -> list[str]:
    """Write the Roman number that headings in capitals skip, and say so in a note for each.

    "I- …", "I- …", "III- …" is "II" read without a stroke. Only a heading between two others that
    leave no choice is changed.
    """
    notes = []
    headings = [(block, label) for block in blocks if (label := _roman(block))]
    for ((_, before), (block, label)), (_, after) in zip(
        pairwise(headings), headings[2:], strict=False
    ):
        expected = before.value + 1
        if label.value != expected and after.value == expected + 1:
            right = labels.as_roman(expected)
            _relabel(block, label, right)
            notes.append(f"Số mục “{label.text}” được đọc là “{right}” theo thứ tự các mục.")
    return notes


def _roman(block: Block) -> Label | None:
    if block.cells is not None or not is_shouted(block.text):
        return None
    found = labels.readings(block.text)
    return next((label for label in found if label.style is Style.ROMAN), None)


def _relabel(block: Block, label: Label, text: str) -> None:
    shift = len(text) - len(label.text)
    block.text = block.text.replace(label.text, text, 1)
    block.pages = [(offset and offset + shift, page) for offset, page in block.pages]
