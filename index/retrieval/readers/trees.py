"""A reader by gradient-boosted trees over features (LightGBM, models as text)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.errors import WeightsDamaged
from index.question.library import Library
from index.question.query import Query
from index.retrieval.readers.features import NAMES, Features, Read, features
from index.retrieval.readers.port import NOTHING, Reading, ReadStatement
from index.retrieval.readers.whole import NAMES as WHOLE_NAMES
from index.retrieval.readers.whole import whole

if TYPE_CHECKING:
    import lightgbm

STATEMENTS, ANSWERED = "statements.txt", "answered.txt"
"""The models in the folder of trained weights."""
_DIGITS = 6


class TreeReader:
    """Implements ``Reader``. Safe between threads."""

    def __init__(self, folder: Path) -> None:
        """Load both models. Raises WeightsDamaged where one is not whole or of another version."""
        self._statements = _load(folder / STATEMENTS, NAMES)
        self._answered = _load(folder / ANSWERED, WHOLE_NAMES)

    def read(self, query: Query, library: Library, reads: Sequence[Read]) -> Reading:
        """Return the probability of every statement, and that of an answer."""
        found = features(query, library, reads)
        if not found.places:
            return NOTHING
        probabilities = predict(self._statements, found.rows)
        row = whole(query, library, reads, found, probabilities)
        answered = predict(self._answered, row[np.newaxis])[0]
        return Reading(_ordered(reads, found, probabilities), round(float(answered), _DIGITS))


def predict(model: "lightgbm.Booster", rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Return one probability a row; on one core, so that equal rows always give equal numbers."""
    return np.asarray(model.predict(rows, num_threads=1), np.float64)


def _ordered(
    reads: Sequence[Read], found: Features, probabilities: npt.NDArray[np.float64]
) -> tuple[ReadStatement, ...]:
    statements = []
    for place, probability in zip(found.places, probabilities, strict=True):
        passage = reads[place.read].candidate.passage
        span = passage.start + place.start, passage.start + place.end
        chance = round(float(probability), _DIGITS)
        statements.append(ReadStatement(passage.id, passage.document_id, *span, chance))
    return tuple(sorted(statements, key=lambda s: (-s.probability, s.document_id, s.start)))


def _load(path: Path, names: Sequence[str]) -> "lightgbm.Booster":
    import lightgbm

    try:
        text = path.read_text(encoding="utf-8")
        model = lightgbm.Booster(model_str=text)
    except (OSError, UnicodeDecodeError, lightgbm.basic.LightGBMError) as error:
        raise WeightsDamaged(f"Không đọc được mô hình đọc {path}: {error}.") from error
    if list(model.feature_name()) != list(names):
        raise WeightsDamaged(f"Mô hình đọc {path.name} thuộc một phiên bản khác của hoidap.")
    return model
