"""``hoidap train embedder``: tunes the default embedding model on questions with evidence.

One model a fold, tuned on the other folds' sets alone; their average is what ships. A fold's own
model tells how well tuning carries over to documents it did not see, and gives the similarities
that ranking and reading are fitted to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from eval.fit import folds, negatives
from eval.fit.data import DocumentSet
from eval.fit.towers import Lower, TowerEmbedder, Upper
from eval.fit.tuning import Recipe, tune
from index.embedding import tuned, weights

FOLDS = "folds"
"""Below the folder written: each fold's model, for fitting; not needed afterwards."""
FILE = "embedder.safetensors"

Tell = Callable[[str], None]


def train(
    sets: Sequence[DocumentSet], model: Path, out: Path, recipe: Recipe, count: int, tell: Tell
) -> dict[str, Any]:
    """Tune one model a fold of sets and write them and their average below ``out``.

    Returns what is to be recorded.
    """
    pairs = {held.name: negatives.mine(held) for held in sets}
    parts = folds.parted(list(pairs), count)
    lower = Lower(model, recipe.layers, recipe.longest)
    frozen = Upper(model, recipe.layers).weights()
    found: list[Mapping[str, torch.Tensor]] = []
    for number, part in enumerate(parts):
        upper = Upper(model, recipe.layers)
        others = [of for name, of in pairs.items() if name not in part or len(parts) == 1]
        tune(lower, upper, others, recipe, _watch(tell, number, recipe.steps))
        found.append(_changes(upper.weights(), frozen))
        tuned.write(fold_file(out, number), weights.SHA256, found[-1])
    average = {name: torch.stack([each[name] for each in found]).mean(0) for name in frozen}
    tuned.write(out / FILE, weights.SHA256, average)
    return {"recipe": asdict(recipe), "folds": parts, "base": weights.NAME}


def fold_file(out: Path, number: int) -> Path:
    """Return where a fold's changes are kept."""
    return out / FOLDS / f"embedder-{number}.safetensors"


def of_fold(model: Path, out: Path, number: int, recipe: Recipe, lower: Lower) -> TowerEmbedder:
    """Return the embedder that learnt nothing of a fold's documents."""
    upper = Upper(model, recipe.layers)
    changes = tuned.read(fold_file(out, number), weights.SHA256)
    upper.put({name: weight + changes[name] for name, weight in upper.weights().items()})
    return TowerEmbedder(lower, upper)


def _changes(
    now: Mapping[str, torch.Tensor], before: Mapping[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    return {name: weight - before[name] for name, weight in now.items()}


def _watch(tell: Tell, fold: int, steps: int) -> Callable[[int, float, float], None]:
    def watch(step: int, loss: float, seconds: float) -> None:
        tell(f"fold {fold} · {step}/{steps} · loss {loss:.3f} · {seconds:.1f} s")

    return watch
