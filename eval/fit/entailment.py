"""Fits the score that says whether quotes bear a statement out, by folds of documents.

    python -m eval.fit.entailment --sayings FILE.jsonl --write

Data: eval/data/paraphrases.jsonl, our own quotes of invented documents with true and false sayings
of each, and files of the same form about real ones, which stay out of the repository (a row's
"quotes" is a list, its "question" and "long_forms" may be left out). All are written by hand: edits
that a rule makes of true sayings are told from them by other signs than what a model gets wrong.

What is held to be shown, and from which probability on, comes from predictions for documents that
the weights were not fitted on: from where as great a share of the true sayings falls as of the
false ones is shown. What the checks of wording stop before takes no part in the fit, but in the
result; a statement in a quote's own words needs no judge.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer

from app.answering.generative import checks, entailment, weights
from app.answering.generative.entailment import NAMES, features
from app.answering.generative.proof import Proof
from app.answering.generative.weights import Weights
from eval.fit import folds

PAIRS = Path(__file__).parents[1] / "data" / "paraphrases.jsonl"
_FOLDS = 6
_STRENGTH = 0.3
"""The less, the nearer the weights are kept to none."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with what it is held to."""

    document: str
    proof: Proof
    question: str
    said: str
    faithful: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights, and what they come to on documents they were not fitted on."""

    weights: Weights
    lost: float
    """Share of the true sayings that fall at first, the checks of wording included."""
    shown: float
    """Share of the false ones that are shown."""
    guessed: npt.NDArray[np.float64]
    """Of each saying how probable it is held to be; 0 where the checks stop it."""


def load(path: Path = PAIRS) -> list[Saying]:
    """Return the sayings of a file, in its order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for row in rows:
        quotes = tuple(row["quotes"]) if "quotes" in row else (row["quote"],)
        forms = tuple((short, full) for short, full in row.get("long_forms", ()))
        held = Proof(quotes, row["names"], forms)
        asked, said = row.get("question", ""), row["said"]
        found.append(Saying(row["document"], held, asked, said, row["faithful"]))
    return found


def fit(found: Sequence[Saying]) -> Fitted:
    """Fit on all sayings; threshold and scores come from folds that leave documents out."""
    truth = np.array([each.faithful for each in found])
    free = np.array([_free(each) for each in found])
    texts = [entailment.this(each.said, each.proof) for each in found]
    said = np.array([entailment.verbatim(t, e.proof) for t, e in zip(texts, found, strict=True)])
    rows = np.array([features(t, e.proof, e.question) for t, e in zip(texts, found, strict=True)])
    documents = np.array([each.document for each in found])
    learnt = free & ~said
    guessed = np.zeros(len(found))
    for names in folds.parted(sorted(set(documents)), _FOLDS):
        inside = np.isin(documents, names)
        slopes, intercept = _regress(rows[learnt & ~inside], truth[learnt & ~inside])
        guessed[inside] = 1 / (1 + np.exp(-(rows[inside] @ slopes + intercept)))
    guessed[said] = 1.0
    guessed[~free] = 0.0
    threshold = _even(guessed, truth)
    slopes, intercept = _regress(rows[learnt], truth[learnt])
    shows = guessed >= threshold
    return Fitted(
        Weights(
            round(intercept, 4),
            {name: round(float(weight), 4) for name, weight in zip(NAMES, slopes, strict=True)},
            round(threshold, 4),
            weights.fitted().wording,
        ),
        lost=float(1 - shows[truth].mean()),
        shown=float(shows[~truth].mean()),
        guessed=guessed,
    )


def _free(saying: Saying) -> bool:
    """Return whether the checks of wording let a saying through."""
    fault, _ = checks.faults(saying.said, saying.proof, (), saying.question)
    return fault is None


def _even(guessed: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float:
    """Return from where on as great a share of the true falls as of the false is shown."""
    steps = np.linspace(0.01, 0.99, 99)
    apart = [abs((guessed[truth] < t).mean() - (guessed[~truth] >= t).mean()) for t in steps]
    return float(steps[int(np.argmin(apart))])


def _regress(
    rows: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.float64], float]:
    """Return the weights of a logistic regression, for the features as they are."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=3_000)
    model.fit((rows - mean) / spread, truth)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def run(
    sayings: Annotated[list[Path] | None, typer.Option(help="Thêm câu về văn bản thật.")] = None,
    write: Annotated[bool, typer.Option(help="Ghi trọng số vào gói.")] = False,
) -> None:
    """Fit, print what it comes to and, if told so, write the weights."""
    found = [each for path in (PAIRS, *(sayings or ())) for each in load(path)]
    fitted = fit(found)
    true = sum(each.faithful for each in found)
    typer.echo(f"{len(found)} câu, {true} đúng; mất {fitted.lost:.3f}, lọt {fitted.shown:.3f}")
    held = asdict(fitted.weights)
    typer.echo(json.dumps(held, indent=1))
    if write:
        path = Path(str(files("app.answering.generative").joinpath(weights.FILE)))
        path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(run)
