"""``hoidap eval``: score a corpus and a gold file, or a passage set; save, compare, gate.

The command's help is part of ``hoidap --help``: what scores is imported when it runs.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.answering.answer import Mode
from app.errors import AppError
from eval.errors import EvalError, WrongUsage
from index.errors import IndexFailure

if TYPE_CHECKING:
    from eval.comparison import Comparison
    from eval.dataset import PassageSet
    from eval.runs import Run

FAILED = 1
WRONG_USAGE = 2
LOSS = 4
"""Exit status when the gate finds a significant loss."""


def register(cli: typer.Typer) -> None:
    """Add ``eval`` to the commands of ``cli``."""
    cli.command("eval")(evaluate)


def _existing(text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(exists=True, dir_okay=False, help=text)
    return option


Gold = Annotated[Path | None, _existing("Tệp câu hỏi có đáp án (JSONL).")]
Corpus = Annotated[
    Path | None, typer.Option(exists=True, help="Nạp thư mục này vào kho tạm rồi chấm.")
]
Url = Annotated[
    str | None, typer.Option(help="Hỏi một máy chủ đang chạy, ví dụ http://127.0.0.1:8080.")
]
Passages = Annotated[Path | None, _existing("Tệp đoạn văn (JSONL), cùng --questions.")]
Questions = Annotated[Path | None, _existing("Câu hỏi của --passages (JSONL).")]
Squad = Annotated[Path | None, _existing("Bộ câu hỏi theo mẫu SQuAD (JSON).")]
ShortAnswers = Annotated[
    bool, typer.Option("--answers", help="Với bộ đoạn văn: chấm cả câu trả lời ngắn.")
]
Facts = Annotated[Path | None, _existing("Dữ kiện đọc bằng tay (JSONL), cùng --documents.")]
Documents = Annotated[
    list[Path] | None,
    typer.Option(exists=True, file_okay=False, help="Thư mục văn bản của --facts (nhiều lần)."),
]
Developing = Annotated[
    list[str] | None,
    typer.Option(help="Đầu tên văn bản được xem khi phát triển; các văn bản khác chỉ để đo."),
]
AnswerMode = Annotated[Mode, typer.Option(help="Cách soạn câu trả lời.")]
NoDiacritics = Annotated[
    bool, typer.Option("--no-diacritics", help="Bỏ hết dấu của câu hỏi trước khi hỏi.")
]
Limit = Annotated[int | None, typer.Option(min=1, help="Chỉ hỏi ngần này câu đầu.")]
Failures = Annotated[bool, typer.Option("--failures", help="In từng câu chưa đạt.")]
Save = Annotated[
    Path | None, typer.Option("--json", "--save", help="Ghi kết quả đầy đủ ra tệp JSON.")
]
Html = Annotated[Path | None, typer.Option(help="Ghi báo cáo có biểu đồ ra tệp HTML.")]
Baseline = Annotated[Path | None, _existing("So với kết quả đã lưu.")]
Gate = Annotated[Path | None, _existing("Như --baseline; kém đi đáng kể thì thoát với mã 4.")]
DataDir = Annotated[Path | None, typer.Option(help="Thư mục dữ liệu.")]


def evaluate(
    gold: Gold = None,
    corpus: Corpus = None,
    url: Url = None,
    passages: Passages = None,
    questions: Questions = None,
    squad: Squad = None,
    short_answers: ShortAnswers = False,
    facts: Facts = None,
    documents: Documents = None,
    developing: Developing = None,
    mode: AnswerMode = Mode.AUTO,
    no_diacritics: NoDiacritics = False,
    limit: Limit = None,
    failures: Failures = False,
    save: Save = None,
    html: Html = None,
    baseline: Baseline = None,
    gate: Gate = None,
    data_dir: DataDir = None,
) -> None:
    """Chấm điểm hệ thống trên bộ câu hỏi có đáp án."""
    from rich.console import Console

    from app import settings
    from eval import comparison, report, runs
    from eval.trial import Options, Trial

    if facts is not None:
        _score_facts(facts, documents or (), developing or (), save, failures=failures)
        return
    try:
        earlier = runs.load(held) if (held := gate or baseline) else None
        options = Options(mode, no_diacritics, limit)
        trial = Trial(settings.load(data_dir=data_dir), options, report.progress)
        if gold is not None:
            run = trial.over_gold(gold, corpus, url)
        else:
            chosen = _passage_set(passages, questions, squad)
            run = trial.over_passages(chosen, short_answers=short_answers)
        changed = comparison.compare(earlier, run) if earlier else None
        _keep(run, changed, save, html)
    except (EvalError, AppError, IndexFailure) as error:
        Console(stderr=True).print(str(error), markup=False)
        raise typer.Exit(WRONG_USAGE if isinstance(error, WrongUsage) else FAILED) from error
    _show(run, changed, failures=failures)
    if changed and gate and any(changed.losses()):
        raise typer.Exit(LOSS)


def _score_facts(
    gold: Path,
    folders: Sequence[Path],
    developing: Sequence[str],
    save: Path | None,
    *,
    failures: bool,
) -> None:
    from rich.console import Console

    from eval import facts_report

    try:
        groups = facts_report.score(gold, folders, developing)
    except EvalError as error:
        Console(stderr=True).print(str(error), markup=False)
        raise typer.Exit(WRONG_USAGE if isinstance(error, WrongUsage) else FAILED) from error
    if save is not None:
        facts_report.save(groups, save)
    Console().print(facts_report.render(groups, failures=failures))


def _passage_set(passages: Path | None, questions: Path | None, squad: Path | None) -> "PassageSet":
    from eval import dataset

    if squad is not None:
        return dataset.load_squad(squad)
    if passages is None or questions is None:
        raise WrongUsage("Cần --gold, hoặc --passages cùng --questions, hoặc --squad.")
    return dataset.load_passage_set(passages, questions)


def _keep(run: "Run", changed: "Comparison | None", save: Path | None, html: Path | None) -> None:
    from eval import page, runs

    if save is not None:
        runs.save(run, save)
    if html is not None:
        page.write(run, html, changed)


def _show(run: "Run", changed: "Comparison | None", *, failures: bool) -> None:
    from rich.console import Console

    from eval import report

    console = Console()
    if failures:
        console.print(report.render_failures(run))
    console.print(report.render(run))
    if changed is not None:
        console.print(report.render_comparison(changed))
