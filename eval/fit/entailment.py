"""Fits the score that says whether quotes bear a statement out, by folds of documents.

    python -m eval.fit.entailment --write

Data: eval/data/paraphrases.jsonl, our own quotes of four invented documents with true and false
sayings of each, and edits made of the true ones here: another year, figure, body, place or duty, a
denial put in or taken out. The threshold comes from predictions for documents that the weights were
not fitted on. What the checks of wording stop before the score is asked takes no part in the fit,
but in the result.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer

from app.answering.generative import checks
from app.answering.generative.entailment import NAMES, Entailment, Weights
from app.answering.generative.proof import Proof
from app.bootstrap import open_embedder
from app.settings import Settings

PAIRS = Path(__file__).parents[1] / "data" / "paraphrases.jsonl"
_LOST = 0.06
"""Share of the faithful statements that may fall at first; they go back to the model once."""
_DUTIES = (
    ("chủ trì", "phối hợp"),
    ("phê duyệt", "thẩm định"),
    ("hỗ trợ", "thu phí"),
    ("bố trí", "thu hồi"),
    ("kiểm tra", "miễn kiểm tra"),
    ("tuyên truyền", "nghiên cứu"),
    ("trồng", "chặt"),
    ("lập hồ sơ", "hủy hồ sơ"),
    ("lập biên bản", "hủy biên bản"),
    ("mở", "đóng"),
    ("bị khóa", "được mở"),
    ("được miễn", "phải nộp"),
)
_NAME = re.compile(
    r"(?:Sở|Phòng|Ban|Hội|Trạm|Trung tâm|Ủy ban|Đội|Huyện đoàn|Công an)(?: [^\W\d_]+){0,3}"
)
_BODIES = ("Sở Ngoại vụ", "Phòng Dân tộc", "Hội Làm vườn", "Trạm Thủy nông", "Ban Dân nguyện")


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with what it is held to."""

    document: str
    proof: Proof
    said: str
    faithful: bool
    change: str = ""
    """What was changed in a faithful one; empty: written as it is."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights, and what they come to on documents they were not fitted on."""

    weights: Weights
    lost: float
    """Share of the faithful statements that fall, the checks of wording included."""
    shown: float
    """Share of the unfaithful ones that are shown."""
    by_change: dict[str, tuple[int, int]]
    """Change → how many of how many are shown."""


def load(path: Path = PAIRS) -> list[Pair]:
    """Return the pairs of the file and the edits made of them, in a fixed order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [
        Pair(
            row["document"],
            Proof((row["quote"],), row["names"]),
            row["said"],
            row["faithful"],
            "" if row["faithful"] else "written",
        )
        for row in rows
    ]
    return [*pairs, *(edit for pair in pairs if pair.faithful for edit in _edits(pair))]


def _edits(pair: Pair) -> Iterator[Pair]:
    """Yield what a faithful statement becomes by one change."""
    chance = random.Random(pair.said)  # noqa: S311 - the same edits each time
    for year in re.findall(r"\b20\d\d\b", pair.said)[:1]:
        yield _changed(pair, year, str(int(year) + chance.choice((-1, 1))), "year")
    for figure in re.findall(r"(?<![\d/.,-])\d{1,3}(?![\d/.,-])", pair.said)[:1]:
        yield _changed(pair, figure, str(int(figure) + chance.randint(1, 9)), "figure")
    for body in _NAME.findall(pair.said)[:1]:
        yield _changed(pair, body, chance.choice(_BODIES), "body")
    for duty, other in _DUTIES:
        if duty in pair.said:
            yield _changed(pair, duty, other, "duty")
            break
    if " không " in pair.said and not pair.said.startswith("Không"):
        yield _changed(pair, " không ", " ", "denial")
    elif " được " in pair.said and not pair.said.startswith("Không"):
        yield _changed(pair, " được ", " không được ", "denial")
    yield _changed(pair, "", "Ở xã Phú Cường Hạ, ", "place")


def _changed(pair: Pair, old: str, new: str, change: str) -> Pair:
    return replace(pair, said=pair.said.replace(old, new, 1), faithful=False, change=change)


def fit(pairs: Sequence[Pair], entailment: Entailment) -> Fitted:
    """Fit on all pairs; threshold and scores come from folds that leave a document out."""
    stopped = [checks.faults(pair.said, pair.proof)[0] is not None for pair in pairs]
    rows = np.array([entailment.features(pair.said, pair.proof, "") for pair in pairs])
    truth = np.array([pair.faithful for pair in pairs])
    free = np.array([not each for each in stopped])
    guessed = np.zeros(len(pairs))
    documents = np.array([pair.document for pair in pairs])
    for document in sorted(set(documents)):
        inside = (documents != document) & free
        weights, intercept = _regress(rows[inside], truth[inside])
        guessed[documents == document] = rows[documents == document] @ weights + intercept
    probable = 1 / (1 + np.exp(-guessed))
    threshold = float(np.quantile(probable[truth & free], _LOST))
    shows = free & (probable >= threshold)
    weights, intercept = _regress(rows[free], truth[free])
    changes = sorted({pair.change for pair in pairs if not pair.faithful})
    by_change = {
        change: (
            int(sum(s for s, p in zip(shows, pairs, strict=True) if p.change == change)),
            sum(p.change == change for p in pairs),
        )
        for change in changes
    }
    return Fitted(
        Weights(intercept, tuple(map(float, weights)), threshold),
        lost=float(1 - shows[truth].mean()),
        shown=float(shows[~truth].mean()),
        by_change=by_change,
    )


def _regress(
    rows: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.float64], float]:
    """Return the weights of a logistic regression, for the features as they are."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2_000)
    model.fit((rows - mean) / spread, truth)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def run(
    write: Annotated[bool, typer.Option(help="Ghi trọng số vào gói.")] = False,
) -> None:
    """Fit, print what it comes to and, if told so, write the weights."""
    embedder = open_embedder(Settings(_env_file=None))
    pairs = load()
    fitted = fit(pairs, Entailment(embedder))
    faithful = sum(pair.faithful for pair in pairs)
    typer.echo(f"{len(pairs)} cặp, {faithful} đúng; mất {fitted.lost:.3f}, lọt {fitted.shown:.3f}")
    for change, (shown, count) in fitted.by_change.items():
        typer.echo(f"  {change}: lọt {shown}/{count}")
    weights = dict(zip(NAMES, [round(w, 4) for w in fitted.weights.weights], strict=True))
    held = {
        "intercept": round(fitted.weights.intercept, 4),
        "weights": weights,
        "threshold": round(fitted.weights.threshold, 4),
    }
    typer.echo(json.dumps(held, indent=1))
    if write:
        path = Path(str(files("app.answering.generative").joinpath("entailment.json")))
        path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(run)
