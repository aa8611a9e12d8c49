"""Tunes the upper layers of an embedding model so that questions lie near what answers them.

InfoNCE: of all passages of a step (and of all statements) the question's own is to be the most
similar; a step's questions are of one set of documents, so that its other passages are near
misses. Computes in bfloat16 with float32 weights.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from eval.fit.batches import Step, steps
from eval.fit.negatives import Pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

Weights = "Mapping[str, torch.Tensor]"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is tuned."""

    layers: int = 6
    """The uppermost so many are changed."""
    steps: int = 240
    questions: int = 24
    """Questions of a step."""
    rate: float = 5e-5
    temperature: float = 0.02
    statement: float = 0.5
    """What telling statements apart counts against telling passages apart."""
    longest: int = 256
    """Tokens of a passage."""
    seed: int = 7


class Tuner:
    """A model being tuned."""

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModel.from_pretrained(folder, dtype=torch.float32)
        self._model.requires_grad_(False)
        self._tuned = {
            f"encoder.layer.{number}.{name}": weight
            for number, layer in list(enumerate(self._model.encoder.layer))[-recipe.layers :]
            for name, weight in layer.named_parameters()
        }
        for weight in self._tuned.values():
            weight.requires_grad_(True)

    def tune(
        self, sets: Sequence[Sequence[Pairs]], watch: Callable[[int, float, float], None]
    ) -> None:
        """Run the recipe's steps; ``watch`` gets the step from 1, its loss and its seconds."""
        recipe = self._recipe
        optimiser = torch.optim.AdamW(self._tuned.values(), lr=recipe.rate, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, self._share)
        source = steps(sets, recipe.questions, random.Random(recipe.seed))
        self._model.train()
        for number, step in zip(range(1, recipe.steps + 1), source, strict=False):
            started = time.perf_counter()
            loss = self._loss(step)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._tuned.values(), 1.0)
            optimiser.step()
            schedule.step()
            watch(number, float(loss.detach()), time.perf_counter() - started)

    def weights(self) -> dict[str, torch.Tensor]:
        """Return the changed weights by their names in the model."""
        return {name: weight.detach().clone() for name, weight in self._tuned.items()}

    def _share(self, done: int) -> float:
        """Return the share of the rate: rising for a tenth of the steps, then falling to none."""
        rise = max(1, self._recipe.steps // 10)
        left = (self._recipe.steps - done) / max(1, self._recipe.steps - rise)
        return min((done + 1) / rise, max(0.02, left))

    def _loss(self, step: Step) -> torch.Tensor:
        questions = self._embed([f"query: {text}" for text in step.questions])
        texts = [*step.passages, *step.statements]
        found = self._embed([f"passage: {text}" for text in texts])
        passages, statements = found[: len(step.passages)], found[len(step.passages) :]
        return self._contrast(
            questions, passages, step.also_passages
        ) + self._recipe.statement * self._contrast(questions, statements, step.also_statements)

    def _contrast(
        self, questions: torch.Tensor, candidates: torch.Tensor, also: list[list[bool]]
    ) -> torch.Tensor:
        logits = questions @ candidates.T / self._recipe.temperature
        logits = logits.masked_fill(torch.tensor(also), float("-inf"))
        return functional.cross_entropy(logits, torch.arange(len(questions)))

    def _embed(self, texts: Sequence[str]) -> torch.Tensor:
        """Return unit vectors in order, computed in groups of like length."""
        encoded = self._tokenizer(list(texts), truncation=True, max_length=self._recipe.longest)
        rows: list[torch.Tensor | None] = [None] * len(texts)
        for group in _alike([len(ids) for ids in encoded["input_ids"]]):
            part = {key: [encoded[key][at] for at in group] for key in ("input_ids", "attention_mask")}
            padded = self._tokenizer.pad(part, return_tensors="pt")
            for at, vector in zip(group, self._pooled(padded), strict=True):
                rows[at] = vector
        return torch.stack([row for row in rows if row is not None])

    def _pooled(self, padded: "Mapping[str, torch.Tensor]") -> torch.Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self._model(**padded).last_hidden_state
        mask = padded["attention_mask"].unsqueeze(-1).float()
        means = (hidden.float() * mask).sum(1) / mask.sum(1)
        return functional.normalize(means, dim=-1)


def _alike(lengths: Sequence[int], most: int = 4_096) -> Iterator[list[int]]:
    """Yield the positions in groups of like length, each of at most ``most`` tokens filled up."""
    group: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        longest = lengths[group[0]] if group else lengths[at]
        if group and (longest * (len(group) + 1) > most or lengths[at] < 0.7 * longest):
            yield group
            group = []
        group.append(at)
    if group:
        yield group
