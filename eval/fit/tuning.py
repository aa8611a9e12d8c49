"""Tunes the upper layers of the embedding model: questions come to lie near what answers them.

InfoNCE: of all passages of a step (and of all statements) the question's own is to be the most
similar; a step's questions are of one set of documents, so that its other passages are near
misses. Computes in bfloat16 with float32 weights.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from eval.fit.batches import Step, steps
from eval.fit.negatives import Pairs
from eval.fit.towers import Lower, Upper

Watch = Callable[[int, float, float], None]
"""Called with the step from 1, its loss and its seconds."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is tuned."""

    layers: int = 4
    """The uppermost so many are changed."""
    steps: int = 64
    questions: int = 24
    """Questions of a step."""
    rate: float = 1e-4
    temperature: float = 0.02
    statement: float = 0.5
    """What telling statements apart counts against telling passages apart."""
    longest: int = 256
    """Tokens of a passage that are read while tuning."""
    seed: int = 7


def tune(
    lower: Lower, upper: Upper, sets: Sequence[Sequence[Pairs]], recipe: Recipe, watch: Watch
) -> None:
    """Tune ``upper`` in place by the recipe's steps over the questions of ``sets``."""
    optimiser = torch.optim.AdamW(upper.parameters(), lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda done: _share(done, recipe.steps))
    chance = random.Random(recipe.seed)  # noqa: S311 - nothing secret is drawn
    for number, step in zip(
        range(1, recipe.steps + 1), steps(sets, recipe.questions, chance), strict=False
    ):
        started = time.perf_counter()
        loss = _loss(lower, upper, step, recipe)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        watch(number, float(loss.detach()), time.perf_counter() - started)


def _share(done: int, steps: int) -> float:
    """Return the share of the rate: rising for a tenth of the steps, then falling to little."""
    rise = max(1, steps // 10)
    left = (steps - done) / max(1, steps - rise)
    return min((done + 1) / rise, max(0.05, left))


def _loss(lower: Lower, upper: Upper, step: Step, recipe: Recipe) -> torch.Tensor:
    asked = [f"query: {text}" for text in step.questions]
    read = [f"passage: {text}" for text in (*step.passages, *step.statements)]
    found = upper(lower.states([*asked, *read]))
    questions, candidates = found[: len(asked)], found[len(asked) :]
    count = len(step.passages)
    passages = _contrast(questions, candidates[:count], step.also_passages, recipe)
    statements = _contrast(questions, candidates[count:], step.also_statements, recipe)
    return passages + recipe.statement * statements


def _contrast(
    questions: torch.Tensor, candidates: torch.Tensor, also: list[list[bool]], recipe: Recipe
) -> torch.Tensor:
    logits = questions @ candidates.T / recipe.temperature
    logits = logits.masked_fill(torch.tensor(also), float("-inf"))
    return functional.cross_entropy(logits, torch.arange(len(questions)))
