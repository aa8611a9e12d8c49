"""Which mode answers better: read from a measurement, never from taste."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import InvalidSettings
from index.question.query import AnswerKind
from ingest import refusals

FILE = "modes.toml"
"""In the data folder. One table a model and kind of question: the share of right answers of both
modes, over how many questions, and how likely so large a gain is by chance."""

_FEWEST = 20
"""Questions below which a difference says nothing."""
_CHANCE = 0.05
"""A gain likelier than this by chance is none."""


@dataclass(frozen=True, slots=True)
class Share:
    """Right answers by mode over the same questions."""

    extractive: float
    generative: float
    questions: int
    chance: float = 1.0
    """Probability that the model gains as much where it is not better."""

    @property
    def prefers_generative(self) -> bool:
        """Whether the model was better, over enough questions and by more than chance."""
        better = self.generative > self.extractive and self.chance < _CHANCE
        return better and self.questions >= _FEWEST


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of each model."""

    shares: Mapping[tuple[str, AnswerKind], Share] = field(default_factory=dict)

    def prefers(self, model: str, kind: AnswerKind) -> bool:
        """Return whether the model's answers are the better ones; unmeasured is no."""
        share = self.shares.get((model, kind))
        return share is not None and share.prefers_generative


def load(path: Path) -> Measured:
    """Return what the file records, nothing where there is none; raises InvalidSettings."""
    if not path.exists():
        return Measured()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Measured(
            {
                (model, AnswerKind(kind)): Share(
                    float(row["extractive"]),
                    float(row["generative"]),
                    int(row["questions"]),
                    float(row.get("chance", 1.0)),
                )
                for model, kinds in table.items()
                for kind, row in kinds.items()
            }
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidSettings(f"Tệp {path} không phải là kết quả đo hợp lệ.") from error
    except OSError as error:
        raise InvalidSettings(f"Không đọc được tệp {path} ({refusals.told(error)}).") from error


def write(path: Path, measured: Measured) -> None:
    """Record the measurement, replacing what the file held."""
    lines = []
    for (model, kind), share in sorted(measured.shares.items()):
        quoted = model.replace("\\", "\\\\").replace('"', '\\"')
        lines += [
            f'["{quoted}".{kind.value}]',
            f"extractive = {share.extractive:.4f}",
            f"generative = {share.generative:.4f}",
            f"questions = {share.questions}",
            f"chance = {share.chance:.4f}",
            "",
        ]
    path.write_text("\n".join(lines), encoding="utf-8")
