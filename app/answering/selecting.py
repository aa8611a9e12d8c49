"""Which of the statements read are said: few where one is sure, more where several may be meant."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.answering.claims import Kind
from app.answering.siding import Sides
from app.answering.weighing import FILE, Weighing, shipped
from index.errors import WeightsDamaged


@dataclass(frozen=True, slots=True)
class Measure:
    """How many statements are said for one kind of answer."""

    most: int
    reach: float
    """How much what is left out counts beside what is said too much: the weight of recall."""
    least: float
    """A further statement is said from this probability."""
    room: int
    """Characters of all of them together; the best one is said whatever its length."""
    led: float = 0.0
    """What a lead-in introduces is at least this share as probable as it is."""
    fewest: int = 1
    """So many are said where there are so many that fit: a comparison has two sides."""
    second: float = 0.3
    """Those are said from this share of the least probability."""
    whole: float = 2.0
    """Of a level of items all are said where this share of them is, two at least; above 1 never."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """A logistic regression: how probable it is that an answer is right and complete."""

    base: float
    answered: float
    """For the log odds that the question is answered at all."""
    best: float
    """For the log odds of the best statement."""
    kinds: Mapping[str, float] = field(default_factory=dict)
    side: float = 0.0
    """For the log odds of the side that is taken, yes or no."""

    def of(self, kind: Kind, answered: float, best: float, side: float = 0.0) -> float:
        """Return the probability, 0 to 1; ``side`` are the log odds of the side taken."""
        logit = self.base + self.answered * odds(answered) + self.best * odds(best)
        logit += self.side * side
        return round(1 / (1 + math.exp(-logit - self.kinds.get(kind.value, 0.0))), 4)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted of answering, by ``hoidap train answers``."""

    answered: float
    """Below this probability of being answered at all, a question is refused."""
    measures: Mapping[Kind, Measure]
    certainty: Certainty
    sides: Sides
    weighing: Weighing = field(default_factory=shipped)

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
            weighing = Weighing.of(told.get("weighing", {}))
            fitted = cls(float(told["answered"]), measures, certainty, sides, weighing)
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

    ``options`` are sorted so, the first is said. A further one is said as long as that raises the
    F-measure expected of what is said, by probabilities. One that would be quoted by another's
    words already is passed over, and so is one that no longer fits.
    """
    chosen: list[int] = []
    used = 0
    wanted = measure.reach * sum(option.probability for option in options)
    held = 0.0
    for at, option in enumerate(options):
        if len(chosen) == measure.most:
            break
        worth = option.probability * (len(chosen) + wanted)
        enough = (
            len(chosen) >= measure.fewest or option.probability < measure.second * measure.least
        )
        if chosen and enough and (option.probability < measure.least or worth <= held):
            break
        if _overlaps(option, (options[each] for each in chosen)):
            continue
        if chosen and used + option.length > measure.room:
            continue
        chosen.append(at)
        used += option.length
        held += option.probability
    return chosen


def odds(probability: float) -> float:
    """Return the log odds, bounded: no probability is wholly 0 or 1."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _overlaps(option: Option, others: Iterable[Option]) -> bool:
    """Return whether one of the others holds the option, or is held by it."""
    document, start, end = option.span
    return any(
        document == other and ((first <= start and end <= last) or (start <= first and last <= end))
        for other, first, last in (each.span for each in others)
    )
