"""The default embedding model in two parts: lower layers that stay, upper layers that are tuned.

What the lower layers make of a text never changes, so it is computed once and kept: after the
first pass over the texts a step costs the upper layers alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from index.ports import Vectors

_MOST = 4_096
"""Tokens computed together, filled up to the longest text among them."""
_CHUNK = 256
"""Texts whose states are held at once while vectors are made."""
_ALIKE = 0.75
"""Least length of a text computed with others, by the longest of them."""


class Lower:
    """Embeddings and lower layers, frozen; remembers what it made of each text."""

    def __init__(self, folder: Path, upper: int, longest: int) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._longest = longest
        model = _model(folder)
        self._embeddings = model.embeddings
        self.dimension: int = model.config.hidden_size
        self._layers = model.encoder.layer[:-upper]
        self._known: dict[str, torch.Tensor] = {}

    def states(self, texts: Sequence[str]) -> list[torch.Tensor]:
        """Return for each text, prefix included, its states: bfloat16, (tokens, hidden)."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._compute(missing)
        return [self._known[text] for text in texts]

    @torch.no_grad()
    def _compute(self, texts: Sequence[str]) -> None:
        ids = self._tokenizer(list(texts), truncation=True, max_length=self._longest)["input_ids"]
        for group in groups([len(each) for each in ids]):
            rows = [torch.tensor(ids[at]) for at in group]
            padded = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
            mask = _mask([len(row) for row in rows])
            with torch.autocast("cpu", torch.bfloat16):
                hidden = self._embeddings(input_ids=padded).to(torch.bfloat16)
                for layer in self._layers:
                    hidden = layer(hidden, mask)
            for at, states, row in zip(group, hidden, rows, strict=True):
                self._known[texts[at]] = states[: len(row)].to(torch.bfloat16).clone()


class Upper(torch.nn.Module):
    """The uppermost layers, mean pooling and unit length."""

    def __init__(self, folder: Path, layers: int) -> None:
        super().__init__()
        found = _model(folder).encoder.layer
        self.first = len(found) - layers
        self.layers = found[-layers:]

    def forward(self, states: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return unit vectors, float32, one row a text, in order."""
        rows: list[torch.Tensor | None] = [None] * len(states)
        for group in groups([len(each) for each in states]):
            part = [states[at] for at in group]
            for at, vector in zip(group, self._pooled(part), strict=True):
                rows[at] = vector
        return torch.stack([row for row in rows if row is not None])

    def weights(self) -> dict[str, torch.Tensor]:
        """Return the weights by their names in the whole model."""
        return {
            f"encoder.layer.{self.first + number}.{name}": weight.detach().clone()
            for number, layer in enumerate(self.layers)
            for name, weight in layer.named_parameters()
        }

    def put(self, weights: dict[str, torch.Tensor]) -> None:
        """Take over weights that ``weights`` returned."""
        for number, layer in enumerate(self.layers):
            lead = f"encoder.layer.{self.first + number}."
            layer.load_state_dict({n: weights[f"{lead}{n}"] for n, _ in layer.named_parameters()})

    def _pooled(self, states: Sequence[torch.Tensor]) -> torch.Tensor:
        lengths = [len(each) for each in states]
        hidden = torch.nn.utils.rnn.pad_sequence(list(states), batch_first=True)
        mask = _mask(lengths)
        with torch.autocast("cpu", torch.bfloat16):
            for layer in self.layers:
                hidden = layer(hidden, mask)
        counted = (mask[:, 0, 0, :] == 0).unsqueeze(-1).float()
        means = (hidden.float() * counted).sum(1) / counted.sum(1)
        return functional.normalize(means, dim=-1)


class TowerEmbedder:
    """Implements ``Embedder`` by both parts; remembers the vectors it made."""

    def __init__(self, lower: Lower, upper: Upper) -> None:
        self._lower = lower
        self._upper = upper
        self.known: dict[str, Vectors] = {}
        """Vectors by text, prefix included."""

    @property
    def name(self) -> str:
        """No name to keep an index by: the model is being made."""
        return "being tuned"

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._lower.dimension

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return one unit vector a query, in order."""
        return self._embed([f"query: {text}" for text in queries])

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return one unit vector a passage, in order."""
        return self._embed([f"passage: {text}" for text in passages])

    @torch.no_grad()
    def _embed(self, texts: Sequence[str]) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in self.known]
        for at in range(0, len(missing), _CHUNK):
            part = missing[at : at + _CHUNK]
            self.known |= zip(part, self._upper(self._lower.states(part)).numpy(), strict=True)
        rows = [self.known[text] for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), np.float32)


def groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions in groups of like length, the longest first."""
    group: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        longest = lengths[group[0]] if group else lengths[at]
        if group and (longest * (len(group) + 1) > _MOST or lengths[at] < _ALIKE * longest):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _mask(lengths: Iterable[int]) -> torch.Tensor:
    """Return what attention adds: 0 for a token, the least number for filling."""
    sizes = torch.tensor(list(lengths))
    filled = torch.arange(int(sizes.max())) >= sizes.unsqueeze(1)
    return (filled * torch.finfo(torch.bfloat16).min).to(torch.bfloat16)[:, None, None, :]


def _model(folder: Path) -> Any:  # noqa: ANN401 - the library's classes have no types
    """Load the model without dropout, which costs the CPU more than it gives here."""
    return AutoModel.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    ).eval()
