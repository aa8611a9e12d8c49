"""``make eval``: every set of questions that the machine has, one after the other.

The project's own sample first, held against its stored run; then what the folders named hold:
``gold*.jsonl`` beside a folder ``corpus``, each once more with the questions typed without
diacritics; ``NAME_passages.jsonl`` with ``NAME_questions.jsonl``; SQuAD-shaped ``*squad*.json``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app import bootstrap, settings
from eval import comparison, dataset, page, report, runs
from eval.command import LOSS
from eval.errors import PlotsUnavailable
from eval.runs import Run
from eval.trial import Trial

CORPUS = "corpus"
"""The folder of a gold file's documents: beside it, or beside the folder it is in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One set of questions and how it is run."""

    name: str
    run: Callable[[Trial], Run]


def sample() -> Part:
    """Return the project's own sample."""
    return _gold("sample", _data() / "gold.jsonl", _data() / "plans")


def found_in(folder: Path) -> Iterator[Part]:
    """Yield the sets that a folder holds, by name."""
    for gold in sorted(folder.glob("gold*.jsonl")):
        for corpus in (folder / CORPUS, folder.parent / CORPUS):
            if corpus.is_dir():
                yield _gold(gold.stem, gold, corpus)
                yield _gold(f"{gold.stem}_no_diacritics", gold, corpus, folded=True)
                break
    for passages in sorted(folder.glob("*_passages.jsonl")):
        name = passages.name.removesuffix("_passages.jsonl")
        questions = passages.with_name(f"{name}_questions.jsonl")
        if questions.is_file():
            yield _passages(name, passages, questions)
    for squad in sorted(folder.glob("*squad*.json")):
        yield _squad(squad)


def _gold(name: str, gold: Path, corpus: Path, *, folded: bool = False) -> Part:
    def run(trial: Trial) -> Run:
        options = replace(trial.options, folded=folded)
        return replace(trial, options=options).over_gold(gold, corpus)

    return Part(name, run)


def _passages(name: str, passages: Path, questions: Path) -> Part:
    return Part(
        name, lambda trial: trial.over_passages(dataset.load_passage_set(passages, questions))
    )


def _squad(path: Path) -> Part:
    return Part(path.stem, lambda trial: trial.over_passages(dataset.load_squad(path)))


def _data() -> Path:
    return Path(str(files("eval"))) / "data"


def main(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Các thư mục có thêm bộ câu hỏi.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Nơi ghi kết quả (JSON) và báo cáo (HTML).")] = Path(
        "build/eval"
    ),
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = None,
) -> None:
    """Chạy mọi bộ câu hỏi có trên máy; thoát với mã 4 nếu bộ mẫu kém đi đáng kể."""
    configured = settings.load(data_dir=data_dir)
    embedder = bootstrap.open_embedder(configured)
    trial = Trial(configured, watch=report.progress, embedder=embedder)
    out.mkdir(parents=True, exist_ok=True)
    console = Console()

    def keep(part: Part, run: Run, changed: comparison.Comparison | None = None) -> None:
        console.rule(part.name)
        runs.save(run, out / f"{part.name}.json")
        try:
            page.write(run, out / f"{part.name}.html", changed)
        except PlotsUnavailable as error:
            console.print(str(error), markup=False)
        console.print(report.render(run))

    own = sample().run(trial)
    changed = comparison.compare(runs.load(_data() / "baseline.json"), own)
    keep(sample(), own, changed)
    console.print(report.render_comparison(changed))
    for folder in folders or ():
        for part in found_in(folder):
            keep(part, part.run(trial))
    if any(changed.losses()):
        raise typer.Exit(LOSS)


if __name__ == "__main__":
    typer.run(main)
