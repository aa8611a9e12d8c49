"""The labels of a run of text by their style: whether a list goes on further down."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from ingest.reading import foreign_labels
from ingest.reading.reflow import Block
from ingest.vietnamese import labels
from ingest.vietnamese.labels import Label, Style

_FAR = 200
"""Labels of one style among which the next of a list is looked for."""


class LabelSequences:
    """What the lines from ``start`` to ``end`` may be labelled as, and what follows what."""

    def __init__(self, blocks: Sequence[Block], start: int, end: int) -> None:
        self._blocks = blocks
        self._unlabelled = foreign_labels.positions(blocks, start, end)
        self._ahead: dict[Style, list[tuple[int, Label]]] = {}
        for position in range(start, end):
            if blocks[position].cells is None:
                for label in self.readings(position):
                    self._ahead.setdefault(label.style, []).append((position, label))

    def readings(self, position: int) -> list[Label]:
        """Return the readings of a block's label; none in a table of contents or a quotation."""
        return [] if position in self._unlabelled else labels.readings(self._blocks[position].text)

    def restarts(self, label: Label, position: int, opened: Sequence[Label]) -> bool:
        """Return whether a list opens inside one of its style: each has a second item of its own.

        ``opened`` are the labels of the sections that are open.
        """
        same = [one for one in opened if one.style is label.style and one.value == label.value]
        seconds = sum(labels.follows(other, label) for other in self._later(label, position))
        return seconds > len(same)

    def goes_on(self, label: Label, position: int) -> bool:
        """Return whether the list that the label would belong to goes on later."""
        return any(labels.follows(other, label) for other in self._later(label, position))

    def _later(self, label: Label, position: int) -> list[Label]:
        """Return the labels of a style that stand further on, as far as a list may reach."""
        ahead = self._ahead[label.style]
        first = bisect_right(ahead, position, key=itemgetter(0))
        return [other for _, other in ahead[first : first + _FAR]]
