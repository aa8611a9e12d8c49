"""Fits the score that says whether quotes bear a statement out, by folds of documents.

    python -m eval.fit.entailment --sayings FILE.jsonl --write

Data: eval/data/paraphrases.jsonl, our own quotes of invented documents with true and false sayings
of each, and files of the same form about real ones, which stay out of the repository (a row's
"quotes" is a list, its "question" and "long_forms" may be left out). All are written by hand: edits
that a rule makes of true sayings are told from them by other signs than what a model gets wrong.

What is held to be shown, and from which probability on, comes from predictions for documents that
the weights were not fitted on: from where on no more of the false sayings are shown than are
allowed, and a stricter one for those whose figures may be confused with others of their quotes.
What the checks of wording stop before takes no part in the fit, but in the result; a statement in a
quote's own words needs no judge.
"""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer

from app.answering.generative import checks, edits, entailment, evident, weights
from app.answering.generative.entailment import NAMES
from app.answering.generative.proof import Proof
from app.answering.generative.weights import Weights
from eval.fit import folds
from eval.fit.growing import Growth, chances
from index.retrieval.trees import Trees

PAIRS = Path(__file__).parents[1] / "data" / "paraphrases.jsonl"
ALLOWED = 0.02
"""Share of the false sayings that may be shown."""
_CONFUSED = 0.005
"""The same of those whose figures may be confused."""
_FOLDS = 6
_STRENGTH = 0.05
"""The less, the nearer the weights are kept to none."""
_GROWTH = Growth(rounds=220, leaves=8, rate=0.04, least=15, features=0.4, smooth=10.0)
_LEAST_DOCUMENTS = 2
"""Documents in which a word must have been edited so that it counts."""

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
_Counts = dict[tuple[str, str], tuple[set[str], set[str]]]
"""Way and word → documents of which true sayings, and false ones, edit it so."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with what it is held to."""

    document: str
    proof: Proof
    question: str
    said: str
    faithful: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """A saying with all that does not hang on what is fitted."""

    document: str
    faithful: bool
    fault: checks.Fault | None
    verbatim: bool
    features: tuple[float, ...]
    edits: edits.Edited

    @property
    def learnt(self) -> bool:
        """Whether it is left to the score."""
        return self.fault is None and not self.verbatim


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights, and what they come to on documents they were not fitted on."""

    weights: Weights
    trees: Trees
    lost: float
    """Share of the true sayings that fall at first, the checks of wording included."""
    shown: float
    """Share of the false ones that are shown."""
    guessed: Numbers
    """Of each saying the logit that it is true; infinite where no score is asked."""


def load(path: Path = PAIRS) -> list[Saying]:
    """Return the sayings of a file, in its order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for row in rows:
        quotes = tuple(row["quotes"]) if "quotes" in row else (row["quote"],)
        forms = tuple((short, full) for short, full in row.get("long_forms", ()))
        sides = tuple((name, quote) for name, quote in row.get("sides", ()))
        held = Proof(quotes, row["names"], forms, sides)
        asked, said = row.get("question", ""), row["said"]
        found.append(Saying(row["document"], held, asked, said, row["faithful"]))
    return found


def examine(saying: Saying) -> Examined:
    """Return what the checks and the features say of a saying."""
    proof, question = saying.proof, saying.question
    counted = (len(proof.quotes),) if len(proof.quotes) > 1 else ()
    fault, _ = checks.faults(saying.said, proof, counted, question)
    said = evident.this(saying.said, proof)
    found, edited = entailment.examined(said, proof, question)
    verbatim = evident.holds(said, proof, question)
    return Examined(saying.document, saying.faithful, fault, verbatim, found, edited)


def fit(found: Sequence[Examined]) -> Fitted:
    """Fit on all sayings; thresholds and scores come from folds that leave documents out."""
    truth = np.array([each.faithful for each in found])
    rivalled = np.array([each.features[NAMES.index("rivalled")] > 0 for each in found])
    guessed = _guess(found)
    threshold = _least(guessed, truth, ALLOWED)
    above = max(threshold, _least(guessed[rivalled], truth[rivalled], _CONFUSED))
    shows = guessed >= np.where(rivalled, above, threshold)
    learnt = [each for each in found if each.learnt]
    counts = _counted(learnt)
    linear, intercept, trees = _learn(learnt, counts)
    held = Weights(
        round(intercept, 4),
        {name: round(float(weight), 4) for name, weight in zip(NAMES, linear, strict=True)},
        _table(counts),
        round(1 / (1 + math.exp(-threshold)), 4),
        round(above - threshold, 4),
        weights.fitted().wording,
    )
    lost, shown = float(1 - shows[truth].mean()), float(shows[~truth].mean())
    return Fitted(held, trees, lost, shown, guessed)


def _guess(found: Sequence[Examined]) -> Numbers:
    """Return the logits that each saying is true, by what was fitted on other documents."""
    guessed = np.array([-np.inf if each.fault else np.inf for each in found])
    documents = sorted({each.document for each in found})
    for names in folds.parted(documents, _FOLDS):
        learnt = [each for each in found if each.learnt and each.document not in names]
        left = [at for at, each in enumerate(found) if each.learnt and each.document in names]
        counts = _counted(learnt)
        linear, intercept, trees = _learn(learnt, counts)
        table = _table(counts)
        rows = np.array([_row(found[at], table) for at in left])
        chance = trees.judge(rows.astype(np.float32))
        guessed[left] = (rows @ linear + intercept + np.log(chance / (1 - chance))) / 2
    return guessed


def _learn(learnt: Sequence[Examined], counts: _Counts) -> tuple[Numbers, float, Trees]:
    """Return the weights and the intercept of a regression, and trees, over the same features.

    What a word counts for in a saying comes from other documents than its own.
    """
    tables = {each.document: each for each in learnt}
    own = {name: _table(counts, without=name) for name in tables}
    rows = np.array([_row(each, own[each.document]) for each in learnt])
    truth = np.array([each.faithful for each in learnt])
    linear, intercept = _regress(rows, truth)
    return linear, intercept, chances(rows.astype(np.float32), truth, NAMES, _GROWTH)


def _row(each: Examined, table: edits.Table) -> tuple[float, ...]:
    return (*each.features, *edits.features(each.edits, table))


def _counted(learnt: Sequence[Examined]) -> _Counts:
    counts: _Counts = defaultdict(lambda: (set(), set()))
    for each in learnt:
        for way, edited in each.edits.items():
            for word in edited:
                counts[way, word][not each.faithful].add(each.document)
    return counts


def _table(counts: _Counts, without: str = "") -> dict[str, dict[str, float]]:
    """Return what words count for, a document left out."""
    found: dict[str, dict[str, float]] = {way: {} for way in edits.WAYS}
    for (way, word), (true, false) in sorted(counts.items()):
        upheld, refuted = len(true - {without}), len(false - {without})
        if upheld + refuted >= _LEAST_DOCUMENTS:
            found[way][word] = round(math.log((upheld + 1) / (refuted + 1)), 3)
    return found


def _least(guessed: Numbers, truth: Truths, allowed: float) -> float:
    """Return the least logit from which on no more of the false are shown than are allowed."""
    false = np.sort(guessed[~truth])[::-1]
    most = int(allowed * len(false))
    return float(np.nextafter(false[most], np.inf)) if most < len(false) else float(false[-1])


def _regress(rows: Numbers, truth: Truths) -> tuple[Numbers, float]:
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
    found = [examine(each) for path in (PAIRS, *(sayings or ())) for each in load(path)]
    fitted = fit(found)
    true = sum(each.faithful for each in found)
    typer.echo(f"{len(found)} câu, {true} đúng; mất {fitted.lost:.3f}, lọt {fitted.shown:.3f}")
    held = asdict(fitted.weights)
    if write:
        folder = Path(str(files("app.answering.generative")))
        text = json.dumps(held, indent=1, ensure_ascii=False)
        (folder / weights.FILE).write_text(f"{text}\n", encoding="utf-8")
        fitted.trees.save(folder / weights.TREES)


if __name__ == "__main__":
    typer.run(run)
