"""What answering from facts first gains and loses: each question asked with it, and without.

``python -m eval.gains GOLD CORPUS [--type list]… [--failures] [--data-dir DIR]``
"""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from app import bootstrap, settings
from app.answering.answer import Mode
from app.errors import AppError
from app.settings import Settings
from eval import answers, asking, comparison, dataset, report, runs
from eval.asking import InProcess
from eval.comparison import Comparison
from eval.dataset import Question
from eval.errors import EvalError, WrongUsage
from eval.runs import Row, Run
from eval.trial import Watch, temporary, unwatched
from index.errors import IndexFailure
from index.ports import EVERYTHING, Embedder
from index.question.understanding import understand

TYPES = ("list", "table", "compare", "summary")
"""Types of questions that facts may answer."""


def both(
    chosen: Settings,
    gold: Path,
    corpus: Path,
    types: Collection[str] = TYPES,
    watch: Watch[Any] = unwatched,
    embedder: Embedder | None = None,
) -> tuple[Run, Run]:
    """Return the runs over one folder without facts first, and with them, in that order.

    Only questions of the ``types`` are asked, without a language model; of those, only what asks
    for all facts of a kind is asked anew without them: the others are answered alike. Raises
    EvalError, IndexFailure.
    """
    questions = [each for each in dataset.load_gold(gold) if each.type in types]
    if not questions:
        raise WrongUsage(f"Không có câu hỏi thuộc loại: {', '.join(types)}.")
    embedder = embedder or bootstrap.open_embedder(chosen)
    with temporary(chosen.model_copy(update={"facts_first": True}), embedder) as first:
        for _ in watch(asking.take_in(first, corpus), "Nạp", asking.count(corpus)):
            pass
        after = _asked(InProcess(first), gold, questions, watch)
        library = first.answering.library(EVERYTHING)
        anew = [q for q in questions if understand(q.question, library, EVERYTHING).inquiry]
        other = first.settings.model_copy(update={"facts_first": False})
        with closing(bootstrap.build(other, embedder=embedder, kept=chosen.data_dir)) as second:
            before = _asked(InProcess(second), gold, anew, watch)
    again = {row.id: row for row in before.rows}
    rows = tuple(again.get(row.id, row) for row in after.rows)
    return before.model_copy(update={"rows": rows}), after


def _asked(system: InProcess, gold: Path, questions: list[Question], watch: Watch[Any]) -> Run:
    answers.require_sources(questions, system.sources())
    asked = answers.ask_all(system, questions, Mode.EXTRACTIVE)
    rows = list(watch(asked, "Hỏi", len(questions)))
    configuration = {"mode": Mode.EXTRACTIVE.value, "system": system.describe()}
    return runs.produced("answers", gold, configuration, rows)


def render(before: Run, after: Run, *, failures: bool = False) -> RenderableType:
    """Return by type how many are right without and with facts, what was gained and what lost."""
    changed = comparison.compare(before, after)
    table = Table("Loại", "Câu", "Không có dữ kiện", "Có dữ kiện", "Được", "Mất", "Trả lời khác")
    for name in (*dict.fromkeys(row.type for row in after.rows), None):
        table.add_row("tất cả" if name is None else name, *_cells(before, after, changed, name))
    return Group(table, *_told(before, changed)) if failures else table


def _cells(before: Run, after: Run, changed: Comparison, name: str | None) -> list[str]:
    def of(rows: tuple[Row, ...]) -> list[Row]:
        return [row for row in rows if name in (None, row.type)]

    pairs = list(zip(of(before.rows), of(after.rows), strict=True))
    right = [sum(row.scores["correct"] for row in side) for side in zip(*pairs, strict=True)]
    counts = [len(pairs), *map(int, right), len(of(changed.gained)), len(of(changed.lost))]
    return list(map(str, (*counts, sum(one.answer != other.answer for one, other in pairs))))


def _told(before: Run, changed: Comparison) -> list[Text]:
    """Return each question that changed sides, with both answers."""
    earlier = {row.id: row for row in before.rows}
    return [
        Text(
            f"{said} · {row.id} · {row.type} · {row.question}\n  không: {earlier[row.id].answer}\n"
            f"  có: {row.answer}\n  {'; '.join((*row.failures, *earlier[row.id].failures))}"
        )
        for said, rows in (("được", changed.gained), ("mất", changed.lost))
        for row in rows
    ]


def main(
    gold: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Câu hỏi (JSONL).")],
    corpus: Annotated[Path, typer.Argument(exists=True, help="Thư mục văn bản.")],
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Loại câu hỏi (nhiều lần).")
    ] = None,
    failures: Annotated[bool, typer.Option("--failures", help="In từng câu đổi kết quả.")] = False,
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi có mô hình.")] = None,
) -> None:
    """Đo được và mất khi trả lời từ dữ kiện trước: hỏi mỗi câu hai lần, có và không."""
    console = Console()
    try:
        chosen = settings.load(data_dir=data_dir)
        before, after = both(chosen, gold, corpus, types or TYPES, report.progress)
    except (EvalError, AppError, IndexFailure) as error:
        Console(stderr=True).print(str(error), markup=False)
        raise typer.Exit(1) from error
    console.print(render(before, after, failures=failures))


if __name__ == "__main__":
    typer.run(main)
