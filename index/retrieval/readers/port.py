"""The port ``Reader``: passages in, for every statement the probability that it is evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.question.library import Library
from index.question.query import Query
from index.retrieval.readers.features import Read


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement of a passage, by its span in the document."""

    passage_id: str
    document_id: str
    start: int
    end: int
    probability: float
    """That it is (part of) the evidence, 0 to 1."""

    @property
    def span(self) -> tuple[str, int, int]:
        """Document, start and end."""
        return self.document_id, self.start, self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one question."""

    statements: tuple[ReadStatement, ...]
    """All of the passages read, the most probable first, ties by place."""
    answered: float
    """The probability that the passages read answer the question at all, 0 to 1."""

    def with_one(self, best: ReadStatement) -> "Reading":
        """Return this reading with a statement of another, at least as probable as there."""
        same = [each for each in self.statements if each.span == best.span]
        found = replace(best, probability=max(s.probability for s in (best, *same)))
        rest = [each for each in self.statements if each.span != best.span]
        return replace(self, statements=tuple(sorted([found, *rest], key=_order)))


def _order(statement: ReadStatement) -> tuple[float, str, int]:
    return -statement.probability, statement.document_id, statement.start


NOTHING = Reading((), 0.0)
"""What no passages say."""


class Reader(Protocol):
    """Reads the best passages; equal arguments give an equal reading."""

    def read(self, query: Query, library: Library, reads: Sequence[Read]) -> Reading:
        """Return the reading; ``reads`` are in the order ranked, ``library`` tells rare words."""
        ...
