"""The modes side by side, from a run of each; and which answers better, recorded for ``auto``.

``python -m eval.modes RUN.json… [--record DIR]``
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.answering.answer import Mode
from app.answering.generative import measured
from app.answering.generative.measured import Measured, Share
from app.errors import AppError
from eval import generation, runs
from eval.errors import EvalError, WrongUsage
from eval.generation import NAMES_OF_SENTENCES, SENTENCES, Generated, Outcome
from eval.report import NAMES
from eval.runs import Run
from eval.statistics import mcnemar
from index.question.query import AnswerKind

_KINDS = {
    "fact": AnswerKind.FACT,
    "abbreviation": AnswerKind.FACT,
    "no_diacritics": AnswerKind.FACT,
    "reference": AnswerKind.FACT,
    "list": AnswerKind.LIST,
    "compare": AnswerKind.COMPARE,
    "yes_no": AnswerKind.YES_NO,
    "locate": AnswerKind.LOCATE,
}
"""Types of gold questions by the kind of answer they want; others do not tell."""
_SCORES = (
    "correct",
    "citation_recall",
    "citation_precision",
    "section",
    "verbatim",
    "refused",
    "false_refusal",
)
_NONE = "–"


def compare(extractive: Run, generative: Run) -> dict[AnswerKind, Share]:
    """Return both modes' shares of right answers by kind of question.

    Raises WrongUsage unless both runs asked the same questions, each in its mode.
    """
    _same_questions([extractive, generative])
    for run, mode in ((extractive, Mode.EXTRACTIVE), (generative, Mode.GENERATIVE)):
        if _mode(run) is not mode:
            raise WrongUsage(f"Cần một lần chấm ở chế độ {mode.value}.")
    other = {row.id: row.scores["correct"] for row in generative.rows}
    pairs: dict[AnswerKind, list[tuple[float, float]]] = defaultdict(list)
    for row in extractive.rows:
        if row.type in _KINDS and row.id in other:
            pairs[_KINDS[row.type]].append((row.scores["correct"], other[row.id]))
    return {kind: _share(found) for kind, found in pairs.items()}


def _share(pairs: Sequence[tuple[float, float]]) -> Share:
    gained = sum(second > first for first, second in pairs)
    lost = sum(second < first for first, second in pairs)
    return Share(
        extractive=sum(first for first, _ in pairs) / len(pairs),
        generative=sum(second for _, second in pairs) / len(pairs),
        questions=len(pairs),
        chance=mcnemar(gained, lost),
    )


def record(extractive: Run, generative: Run, path: Path) -> Measured:
    """Write the comparison for the model that worded, keeping what the file says of others.

    Raises WrongUsage where no model was asked, or several were.
    """
    models = {row.generated.model for row in generative.rows if row.generated} - {None}
    if len(models) != 1:
        raise WrongUsage("Lần chấm ở chế độ generative phải dùng đúng một mô hình.")
    (model,) = models
    assert model is not None  # noqa: S101 - taken out above
    shares = {key: share for key, share in measured.load(path).shares.items() if key[0] != model}
    found = compare(extractive, generative)
    made = Measured(shares | {(model, kind): share for kind, share in found.items()})
    measured.write(path, made)
    return made


def table(compared: Sequence[Run]) -> Table:
    """Return the runs side by side, in the order given; raises WrongUsage as ``compare`` does."""
    _same_questions(compared)
    shown = Table(title=f"{compared[0].questions}: {len(compared[0].rows)} câu")
    shown.add_column("")
    for run in compared:
        shown.add_column(str(run.configuration.get("mode", run.kind)), justify="right")
    for name, value in _values().items():
        shown.add_row(name, *(value(run) for run in compared))
    return shown


def _values() -> Mapping[str, Callable[[Run], str]]:
    """Return the lines of the table: how each is called and read off a run."""
    return {
        **{NAMES[score]: partial(_mean, score) for score in _SCORES},
        "câu không có căn cứ mà vẫn hiện": _unsupported,
        **{f"{rank}, ms": partial(_latency, rank) for rank in ("p50", "p95")},
        "token/giây": _speed,
        **{f"câu trả lời: {generation.NAMES[way]}": partial(_answers, way) for way in Outcome},
        **{f"câu mô hình viết: {NAMES_OF_SENTENCES[n]}": partial(_sentences, n) for n in SENTENCES},
    }


def _mean(score: str, run: Run) -> str:
    means = run.summary.overall
    return f"{means[score].value:.3f}" if score in means else _NONE


def _unsupported(run: Run) -> str:
    return str(sum(len(row.unsupported) for row in run.rows))


def _latency(rank: str, run: Run) -> str:
    spread = run.summary.latency_ms
    return f"{spread[rank]:.0f}" if spread else _NONE


def _speed(run: Run) -> str:
    tokens = generation.speed(_generated(run))
    return f"{tokens:.1f}" if tokens else _NONE


def _answers(way: Outcome, run: Run) -> str:
    return str(generation.outcomes(_generated(run))[way])


def _sentences(field: str, run: Run) -> str:
    return str(sum(getattr(made, field) for made in _generated(run)))


def _generated(run: Run) -> list[Generated]:
    return [row.generated for row in run.rows if row.generated is not None]


def _mode(run: Run) -> Mode | None:
    stated = run.configuration.get("mode")
    return Mode(stated) if stated in list(Mode) else None


def _same_questions(compared: Sequence[Run]) -> None:
    if len({run.sha256 for run in compared}) != 1:
        raise WrongUsage("Các kết quả không chấm cùng một tệp câu hỏi.")


def main(
    saved: Annotated[list[Path], typer.Argument(exists=True, help="Kết quả đã lưu (--json).")],
    record_in: Annotated[
        Path | None,
        typer.Option("--record", help="Thư mục dữ liệu, nơi ghi chế độ nào tốt hơn cho auto."),
    ] = None,
) -> None:
    """Đặt các lần chấm cạnh nhau; ghi lại chế độ nào trả lời tốt hơn, để auto chọn theo."""
    console = Console()
    try:
        compared = [runs.load(path) for path in saved]
        console.print(table(compared))
        if record_in is not None:
            _record(compared, record_in / measured.FILE, console)
    except (EvalError, AppError) as error:
        Console(stderr=True).print(str(error), markup=False)
        raise typer.Exit(1) from error


def _record(compared: Sequence[Run], path: Path, console: Console) -> None:
    by_mode = {_mode(run): run for run in compared}
    if not by_mode.keys() >= {Mode.EXTRACTIVE, Mode.GENERATIVE}:
        raise WrongUsage("Cần kết quả ở cả hai chế độ extractive và generative.")
    made = record(by_mode[Mode.EXTRACTIVE], by_mode[Mode.GENERATIVE], path)
    for (model, kind), share in sorted(made.shares.items()):
        better = "generative" if share.prefers_generative else "extractive"
        console.print(
            f"{model}, {kind.value}: extractive {share.extractive:.3f}, generative "
            f"{share.generative:.3f}, {share.questions} câu, p = {share.chance:.3f} → {better}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


if __name__ == "__main__":
    typer.run(main)
