"""Records which mode answers better, for ``auto``: from two runs of the same questions.

``python -m eval.modes EXTRACTIVE.json GENERATIVE.json --model NAME --data-dir DIR``
"""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer

from app.answer import Mode
from app.answerers import measured
from app.answerers.measured import Measured, Share
from app.errors import AppError
from eval import runs
from eval.errors import EvalError, WrongUsage
from eval.runs import Run
from index.query import AnswerKind

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


def compare(extractive: Run, generative: Run) -> dict[AnswerKind, Share]:
    """Return both modes' shares of right answers by kind of question.

    Raises WrongUsage unless both runs asked the same questions, each in its mode.
    """
    if extractive.sha256 != generative.sha256:
        raise WrongUsage("Hai kết quả không chấm cùng một tệp câu hỏi.")
    for run, mode in ((extractive, Mode.EXTRACTIVE), (generative, Mode.GENERATIVE)):
        if run.configuration.get("mode") != mode.value:
            raise WrongUsage(f"Kết quả thứ tự không đúng: cần một lần chấm ở chế độ {mode.value}.")
    other = {row.id: row.scores["correct"] for row in generative.rows}
    pairs: dict[AnswerKind, list[tuple[float, float]]] = defaultdict(list)
    for row in extractive.rows:
        if row.type in _KINDS and row.id in other:
            pairs[_KINDS[row.type]].append((row.scores["correct"], other[row.id]))
    return {
        kind: Share(
            sum(first for first, _ in found) / len(found),
            sum(second for _, second in found) / len(found),
            len(found),
        )
        for kind, found in pairs.items()
    }


def record(extractive: Run, generative: Run, model: str, path: Path) -> Measured:
    """Write the comparison for one model, keeping what the file says of others."""
    shares = {key: share for key, share in measured.load(path).shares.items() if key[0] != model}
    shares |= {(model, kind): share for kind, share in compare(extractive, generative).items()}
    made = Measured(shares)
    measured.write(path, made)
    return made


def main(
    extractive: Annotated[Path, typer.Argument(exists=True, help="Kết quả ở chế độ extractive.")],
    generative: Annotated[Path, typer.Argument(exists=True, help="Kết quả ở chế độ generative.")],
    model: Annotated[str, typer.Option(help="Tên mô hình, như trong HOIDAP_LLM_MODEL.")],
    data_dir: Annotated[Path, typer.Option(help="Thư mục dữ liệu.")] = Path("var"),
) -> None:
    """Ghi lại chế độ nào trả lời tốt hơn, để chế độ auto chọn theo."""
    path = data_dir / measured.FILE
    try:
        made = record(runs.load(extractive), runs.load(generative), model, path)
    except (EvalError, AppError) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    for (name, kind), share in sorted(made.shares.items()):
        if name == model:
            better = "generative" if share.prefers_generative else "extractive"
            typer.echo(
                f"{kind.value}: extractive {share.extractive:.3f}, "
                f"generative {share.generative:.3f}, {share.questions} câu → {better}"
            )


if __name__ == "__main__":
    typer.run(main)
