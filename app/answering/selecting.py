"""Which of the statements read are said: few where one is sure, more where several may be meant."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.answering.claims import Kind
from app.answering.siding import Sides
from index.errors import WeightsDamaged

FILE = "answering.json"
"""The file in the folder of trained weights."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How many statements are said for one kind of answer."""

    most: int
    share: float
    """A further statement is said from this share of the best one's probability."""
    room: int
    """Characters of all of them together; the best one is said whatever its length."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """A logistic regression: how probable it is that an answer is right and complete."""

    base: float
    answered: float
    """For the log odds that the question is answered at all."""
    best: float
    """For the log odds of the best statement."""
    kinds: Mapping[str, float] = field(default_factory=dict)

    def of(self, kind: Kind, answered: float, best: float) -> float:
        """Return the probability, 0 to 1."""
        logit = self.base + self.answered * odds(answered) + self.best * odds(best)
        return round(1 / (1 + math.exp(-logit - self.kinds.get(kind.value, 0.0))), 4)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted of answering, by ``hoidap train answers``."""

    answered: float
    """Below this probability of being answered at all, a question is refused."""
    measures: Mapping[Kind, Measure]
    certainty: Certainty
    sides: Sides

    def measure(self, kind: Kind) -> Measure:
        """Return how much is said for a kind; the one of facts where none was fitted."""
        return self.measures.get(kind, self.measures[Kind.FACT])

    @classmethod
    def load(cls, folder: Path) -> "Fitted":
        """Read what ``save`` wrote. Raises WeightsDamaged."""
        path = folder / FILE
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            measures = {Kind(kind): Measure(**each) for kind, each in told["measures"].items()}
            certainty = Certainty(**told["certainty"])
            sides = Sides(**told["sides"])
            fitted = cls(float(told["answered"]), measures, certainty, sides)
            fitted.measure(Kind.FACT)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WeightsDamaged(f"Không đọc được trọng số trả lời {path}: {error}.") from error
        return fitted

    def save(self, folder: Path) -> None:
        """Write it as JSON."""
        told = asdict(self) | {
            "measures": {kind.value: asdict(each) for kind, each in self.measures.items()}
        }
        (folder / FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Option:
    """A statement that may be said."""

    probability: float
    length: int
    """Characters that it adds to the answer."""
    span: tuple[str, int, int]
    """Document, start and end of what would be quoted."""


def select(options: Sequence[Option], measure: Measure) -> list[int]:
    """Return which options are said, most probable first.

    ``options`` are sorted so. One that would be quoted by another's words already is passed over,
    and so is one that no longer fits.
    """
    chosen: list[int] = []
    used = 0
    for at, option in enumerate(options):
        if len(chosen) == measure.most:
            break
        if chosen and option.probability < measure.share * options[chosen[0]].probability:
            break
        if _within(option, (options[each] for each in chosen)):
            continue
        if chosen and used + option.length > measure.room:
            continue
        chosen.append(at)
        used += option.length
    return chosen


def odds(probability: float) -> float:
    """Return the log odds, bounded: no probability is wholly 0 or 1."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _within(option: Option, others: Iterable[Option]) -> bool:
    document, start, end = option.span
    return any(
        document == other and first <= start and end <= last
        for other, first, last in (each.span for each in others)
    )
