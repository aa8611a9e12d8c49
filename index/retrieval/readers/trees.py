"""A reader by gradient-boosted trees over features."""

from collections.abc import Sequence
from pathlib import Path

from index.question.library import Library
from index.question.query import Query
from index.retrieval.readers.features import NAMES, Features, Read, features
from index.retrieval.readers.port import NOTHING, Reading, ReadStatement
from index.retrieval.readers.whole import NAMES as WHOLE_NAMES
from index.retrieval.readers.whole import whole
from index.retrieval.trees import Judged, Trees

STATEMENTS, ANSWERED = "statements.txt", "answered.txt"
"""The models in the folder of trained weights."""
_DIGITS = 6


class TreeReader:
    """Implements ``Reader``. Safe between threads."""

    def __init__(self, statements: Trees, answered: Trees) -> None:
        self._statements = statements
        self._answered = answered

    @classmethod
    def load(cls, folder: Path) -> "TreeReader":
        """Read both trained models. Raises WeightsDamaged."""
        return cls(
            Trees.load(folder / STATEMENTS, NAMES), Trees.load(folder / ANSWERED, WHOLE_NAMES)
        )

    def read(self, query: Query, library: Library, reads: Sequence[Read]) -> Reading:
        """Return the probability of every statement, and that of an answer."""
        found = features(query, library, reads)
        if not found.places:
            return NOTHING
        chances = self._statements.judge(found.rows)
        answered = self._answered.judge(whole(query, library, reads, found, chances))[0]
        return Reading(_ordered(reads, found, chances), round(float(answered), _DIGITS))


def _ordered(reads: Sequence[Read], found: Features, chances: Judged) -> tuple[ReadStatement, ...]:
    statements = []
    for place, chance in zip(found.places, chances, strict=True):
        passage = reads[place.read].candidate.passage
        span = passage.start + place.start, passage.start + place.end
        probability = round(float(chance), _DIGITS)
        statements.append(ReadStatement(passage.id, passage.document_id, *span, probability))
    return tuple(sorted(statements, key=lambda s: (-s.probability, s.document_id, s.start)))
