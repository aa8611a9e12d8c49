"""Labels that recognition misread, put right by their place in the order."""

from collections.abc import Sequence

from ingest.reading.capitals import is_shouted
from ingest.reading.reflow import Block
from ingest.vietnamese import labels
from ingest.vietnamese.labels import Label, Style


def mend(blocks: Sequence[Block]) -> list[str]:
    """Write the Roman number that headings in capitals skip, and say so in a note for each.

    "I- …", "I- …", "III- …" is "II" read without a stroke; so is "I", "II", "II" at a list's end.
    Only a heading whose neighbours leave no choice is changed.
    """
    notes = []
    headings = [(block, label) for block in blocks if (label := _roman(block))]
    values = [label.value for _, label in headings]
    for at, (block, label) in enumerate(headings):
        expected = values[at - 1] + 1 if at else 0
        after = values[at + 1] if at + 1 < len(values) else None
        if label.value == expected or not at:
            continue
        repeated = label.value == values[at - 1] and _is_anchored(values, at - 1)
        if after == expected + 1 or (repeated and after in {None, 1}):
            right = labels.as_roman(expected)
            values[at] = expected
            _relabel(block, label, right)
            notes.append(f"Số mục “{label.text}” được đọc là “{right}” theo thứ tự các mục.")
    return notes


def _is_anchored(values: Sequence[int], at: int) -> bool:
    """Tell whether the number before bears a number out: a second after a first."""
    return at > 0 and values[at] == values[at - 1] + 1


def _roman(block: Block) -> Label | None:
    if block.cells is not None or not is_shouted(block.text):
        return None
    found = labels.readings(block.text)
    return next((label for label in found if label.style is Style.ROMAN), None)


def _relabel(block: Block, label: Label, text: str) -> None:
    shift = len(text) - len(label.text)
    block.text = block.text.replace(label.text, text, 1)
    block.pages = [(offset and offset + shift, page) for offset, page in block.pages]
