"""Fits the weights that rank candidates: the right passages are to come before the wrong ones.

For every right passage the cross-entropy of choosing it among itself and the wrong ones, with a
little weight decay. Twice: before any statement is known, for which candidates are read at all;
then with the best statement of each, for their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from eval.fit.found import Found
from index.retrieval.ranking import Matrix, RankingWeights, scores, table

CUTS = (1, 5, 10, 20)
_STATEMENTS = 2
"""The last so many columns are of statements."""
_ROUNDS = 60
_DECAY = 1e-3
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question's candidates as rows, and which of them hold its evidence."""

    rows: Matrix
    held: npt.NDArray[np.bool_]
    evidences: npt.NDArray[np.bool_]
    """Shape (evidences, candidates): which candidates hold each of them."""


def first_stage(found: Sequence[Found]) -> list[Ranked]:
    """Return the candidates of every question that has evidence, without their statements."""
    return [
        _ranked(each, table(each.candidates), range(len(each.candidates)))
        for each in found
        if each.example.evidence
    ]


def second_stage(found: Sequence[Found], weights: RankingWeights, depth: int) -> list[Ranked]:
    """Return the ``depth`` best candidates of each question, with their best statements."""
    ranked = []
    for each in found:
        if each.example.evidence:
            chosen = best(each, weights, depth)
            rows = table(
                [each.candidates[at] for at in chosen], [strongest(each, at) for at in chosen]
            )
            ranked.append(_ranked(each, rows, chosen))
    return ranked


def best(found: Found, weights: RankingWeights, depth: int) -> list[int]:
    """Return the places of the best candidates, best first, ties by passage id."""
    ordered = scores(table(found.candidates), weights)
    places = range(len(found.candidates))
    return sorted(places, key=lambda at: (-ordered[at], found.candidates[at].passage.id))[:depth]


def strongest(found: Found, at: int) -> tuple[float, float] | None:
    """Return the highest similarity of any statement of a candidate to each form, if known."""
    similarities = found.statements[at]
    if not similarities:
        return None
    return max(a for a, _ in similarities), max(b for _, b in similarities)


def fit(ranked: Sequence[Ranked], *, statements: bool) -> RankingWeights:
    """Return the fitted weights; those of statements are 0 where ``statements`` is false."""
    known = [each for each in ranked if each.held.any() and not each.held.all()]
    width = known[0].rows.shape[1]
    spread = np.concatenate([each.rows for each in known]).std(axis=0).clip(_LEAST)
    used = np.ones(width)
    if not statements:
        used[-_STATEMENTS:] = 0
    groups = [
        (torch.tensor(each.rows / spread * used, dtype=torch.float64), torch.tensor(each.held))
        for each in known
    ]
    weights = torch.zeros(width, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=_ROUNDS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        total = torch.stack([_choosing(rows @ weights, held) for rows, held in groups]).mean()
        total = total + _DECAY * (weights**2).sum()
        torch.autograd.backward(total)
        return total

    optimiser.step(loss)
    return RankingWeights.of((weights.detach().numpy() / spread * used).tolist())


def recall(ranked: Sequence[Ranked], weights: RankingWeights) -> dict[str, float]:
    """Return the mean share of evidences held by the first 1, 5, 10, 20 candidates."""
    found: dict[str, float] = {}
    for cut in CUTS:
        shares = []
        for each in ranked:
            order = np.argsort(-scores(each.rows, weights), kind="stable")[:cut]
            shares.append(each.evidences[:, order].any(axis=1).mean())
        found[f"recall@{cut}"] = float(np.mean(shares))
    return found


def _choosing(scored: torch.Tensor, held: torch.Tensor) -> torch.Tensor:
    wrong = torch.logsumexp(scored[~held], 0)
    right = scored[held]
    return (torch.logaddexp(right, wrong) - right).mean()


def _ranked(found: Found, rows: Matrix, places: Sequence[int]) -> Ranked:
    example = found.example
    passages = [found.candidates[at].passage for at in places]
    held = np.array([example.held_by(passage) for passage in passages], np.bool_)
    evidences = np.array(
        [[evidence.held_by(passage) for passage in passages] for evidence in example.evidence],
        np.bool_,
    )
    return Ranked(rows, held, evidences)
