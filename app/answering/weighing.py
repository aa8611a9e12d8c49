"""What decides beside probabilities: fitted, or kept as it was, by ``hoidap train``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from index import trained

FILE = "answering.json"
"""The file in the folder of trained weights."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Shares and probabilities from which something is said; each 0 to 1."""

    named: float
    """The documents that a question names answer alone where their best statement is this
    probable, against the best of all: plans that carry out one decision repeat its sentences, and
    only the name tells them apart."""
    strange: float
    """A passage that holds less than this share of the question's words answers another one."""
    sure: float
    """Probability of an answer from which a name that no document holds is no obstacle."""
    alike: float
    """What it adds to a statement of a comparison to say the same as another document's."""
    stating: float
    """Least probability of a statement that says what its document does."""
    further: float
    """Least probability of a second statement of a document."""
    about: float
    """The same, against that of the first."""
    cell: float
    """Least certainty of an answer that fills the cell of a table of topics."""
    claimed: float
    """Share of a question's words, by rarity, with which a passage surely speaks of its matter: a
    figure that is claimed is then held against what it states, whatever else was read."""
    suggested: float
    """Least certainty of the answer to a question that is offered."""

    @classmethod
    def of(cls, told: Mapping[str, float]) -> "Weighing":
        """Return what is told; what a folder of an older version does not tell is as shipped.

        Raises TypeError or ValueError where it tells anything else.
        """
        if not isinstance(told, Mapping):
            raise TypeError("weighing is no table")
        own = {name: float(value) for name, value in told.items()}
        known = {field.name for field in fields(cls)}
        if own.keys() >= known:
            return cls(**own)
        return cls(**(_told(Path(trained.FOLDER)) | own))


@cache
def shipped() -> Weighing:
    """Return what ships."""
    return Weighing.of(_told(Path(trained.FOLDER)))


def _told(folder: Path) -> dict[str, float]:
    told: dict[str, float] = json.loads((folder / FILE).read_text(encoding="utf-8"))["weighing"]
    return told
