"""Gradient-boosted trees (LightGBM), kept as text: the one importer of the library at run time."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.errors import WeightsDamaged

if TYPE_CHECKING:
    import lightgbm

Table = npt.NDArray[np.float32]
"""One row a thing that is judged, one column a feature."""
Judged = npt.NDArray[np.float64]
"""One number a row."""

_ADVICE = "Hãy cài lại hoidap, hoặc huấn luyện lại bằng lệnh hoidap train."


class Trees:
    """A model whose features have names. Safe between threads."""

    def __init__(self, model: "lightgbm.Booster") -> None:
        self._model = model

    @classmethod
    def load(cls, path: Path, names: Sequence[str]) -> "Trees":
        """Read a model over the features ``names``.

        Raises WeightsDamaged where the file is not whole or its features are others.
        """
        import lightgbm

        try:
            model = lightgbm.Booster(model_str=path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, lightgbm.basic.LightGBMError) as error:
            raise WeightsDamaged(f"Không đọc được mô hình {path}: {error}. {_ADVICE}") from error
        if list(model.feature_name()) != list(names):
            raise WeightsDamaged(f"Mô hình {path.name} thuộc một phiên bản khác. {_ADVICE}")
        return cls(model)

    def save(self, path: Path) -> None:
        """Write the model as text."""
        path.write_text(self._model.model_to_string(), encoding="utf-8")

    def judge(self, rows: Table) -> Judged:
        """Return one number a row; on one core, so that equal rows always give equal numbers."""
        return np.asarray(self._model.predict(rows, num_threads=1), np.float64)
