"""Ranks candidates by a weighted sum whose weights were fitted to questions.

The documents that a question names count in the sum, and shut no other out: an issuer has several
documents, a number may be that of a basis.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import WeightsDamaged
from index.retrieval.candidates import Candidate

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """What each side counts; names are those of the columns of ``table``."""

    dense: float = 10.0
    dense_named: float = 10.0
    lexical: float = 2.0
    lexical_named: float = 2.0
    both: float = 0.0
    named: float = 1.0
    share: float = 0.0
    mentioned: float = 0.0
    called: float = 0.0
    statement: float = 10.0
    statement_named: float = 0.0

    @classmethod
    def of(cls, values: Sequence[float]) -> "RankingWeights":
        """Return the weights from numbers in the order of the fields."""
        names = [field.name for field in fields(cls)]
        return cls(**dict(zip(names, map(float, values), strict=True)))

    @classmethod
    def load(cls, path: Path) -> "RankingWeights":
        """Read what ``save`` wrote. Raises WeightsDamaged."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8"))["weights"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WeightsDamaged(f"Không đọc được trọng số xếp hạng {path}: {error}.") from error

    def save(self, path: Path, **about: object) -> None:
        """Write the weights and what is told about them (JSON)."""
        content = {"weights": asdict(self), **about}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(
    candidates: Sequence[Candidate], statements: Sequence[tuple[float, float] | None] | None = None
) -> Matrix:
    """Return one row a candidate, its columns in the order of the fields of RankingWeights.

    Similarities count by their distance to the best candidate's, so that equal columns mean the
    same whatever the question. ``statements`` are the similarities of each candidate's best
    statement; where they are left out, or None, its passage's stand for them.
    """
    dense = np.array([c.dense for c in candidates], np.float64).reshape(-1, 2)
    lexical = np.array([c.lexical for c in candidates], np.float64).reshape(-1, 2)
    best = dense.copy()
    for at, found in enumerate(statements or ()):
        if found is not None:
            best[at] = found
    documents = np.array(
        [
            (c.document.named, c.document.share, c.document.mentioned, c.document.called)
            for c in candidates
        ],
        np.float64,
    ).reshape(-1, 4)
    if not len(candidates):
        return np.empty((0, 11))
    meaning = dense - dense.max(axis=0)
    words = lexical / np.maximum(lexical.max(axis=0), 1e-9)
    stated = best - best.max(axis=0)
    both = (1 + 10 * meaning[:, :1]).clip(0) * words[:, :1]
    return np.hstack([meaning, words, both, documents, stated])


def scores(rows: Matrix, weights: RankingWeights) -> npt.NDArray[np.float64]:
    """Return one score a row; only their differences within a question mean anything."""
    found: npt.NDArray[np.float64] = rows @ np.array(list(asdict(weights).values()))
    return found
