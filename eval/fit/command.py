"""``hoidap train``: fits what ranks, scores and refuses to question sets; writes one folder.

What trains is imported when it runs: the command's help is part of ``hoidap --help``.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.errors import EvalError
from index.errors import IndexFailure
from ingest.errors import IngestError

if TYPE_CHECKING:
    from eval.dataset import Question
    from eval.fit.course import Fold
    from eval.fit.data import DocumentSet

Tell = Callable[[str], None]

FAILED = 1


class Part(StrEnum):
    """What is fitted."""

    EMBEDDER = "embedder"
    RANKING = "ranking"
    READER = "reader"


def register(cli: typer.Typer) -> None:
    """Add ``train`` to the commands of ``cli``."""
    cli.command("train")(train)


def train(
    part: Annotated[
        Part,
        typer.Argument(
            metavar="PHẦN",
            help="embedder: mô hình nhúng; ranking: xếp hạng; reader: xếp hạng và mô hình đọc.",
        ),
    ],
    questions: Annotated[
        list[Path],
        typer.Option(exists=True, dir_okay=False, help="Tệp câu hỏi có dẫn chứng (JSONL)."),
    ],
    documents: Annotated[
        list[Path], typer.Option(exists=True, help="Thư mục hoặc tệp văn bản được hỏi.")
    ],
    out: Annotated[Path, typer.Option(help="Thư mục ghi trọng số và lý lịch của chúng.")],
    sets: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Tệp JSON: bộ văn bản → tên các tệp nạp cùng nhau."
        ),
    ] = None,
    whether: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="Tệp câu hỏi có–không thêm (JSONL), chỉ để học câu nào trả lời có, câu nào không.",
        ),
    ] = None,
    folds: Annotated[int, typer.Option(min=2, help="Số phần để đối chứng, chia theo văn bản.")] = 3,
    steps: Annotated[int, typer.Option(min=1, help="Số bước chỉnh mô hình nhúng.")] = 56,
    data_dir: Annotated[Path, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = Path("var"),
) -> None:
    """Huấn luyện từ các câu hỏi có dẫn chứng; ghi vào một thư mục để dịch vụ nạp."""
    from rich.console import Console

    from eval import dataset
    from eval.fit import data, provenance

    console = Console(stderr=True)

    def tell(line: str) -> None:
        console.print(line, markup=False)

    try:
        out.mkdir(parents=True, exist_ok=True)
        asked = data.load(questions, documents, sets)
        source = provenance.source(questions, documents, sets)
        if part is Part.EMBEDDER:
            told = _train_embedder(asked, out, data_dir, folds, steps, tell)
        else:
            gold = {each.id: each for path in questions for each in dataset.load_gold(path)}
            more = [each for path in whether or () for each in dataset.load_gold(path)]
            told = _train_course(asked, gold, more, out, data_dir, folds, tell, part)
        provenance.record(out, part.value, source=source, **told)
    except (EvalError, IndexFailure, IngestError, OSError) as error:
        tell(str(error))
        raise typer.Exit(FAILED) from error


def _train_embedder(
    sets: "list[DocumentSet]",
    out: Path,
    data_dir: Path,
    folds: int,
    steps: int,
    tell: Tell,
) -> dict[str, Any]:
    from eval.fit import embedder
    from eval.fit.tuning import Recipe
    from index.embedding import weights

    model = weights.build(data_dir / "models")
    return embedder.train(sets, model, out, Recipe(steps=steps), folds, tell)


def _train_course(
    sets: "list[DocumentSet]",
    gold: "dict[str, Question]",
    whether: "list[Question]",
    out: Path,
    data_dir: Path,
    folds: int,
    tell: Tell,
    part: Part,
) -> dict[str, Any]:
    from eval.fit import course
    from index.retrieval.fitted import Joining

    parted = _folds(sets, out, data_dir, folds)
    reading = part is Part.READER
    told = course.train(parted, out, Joining(), tell, reading=reading, gold=gold, whether=whether)
    return {"folds": [[held.name for held in fold.sets] for fold in parted], "scores": told}


def _folds(sets: "list[DocumentSet]", out: Path, data_dir: Path, count: int) -> "list[Fold]":
    """Return the folds that the embedder was tuned by, else new ones with the default model."""
    from eval.fit import embedder, provenance
    from eval.fit.course import Fold
    from eval.fit.folds import parted
    from eval.fit.towers import Lower
    from eval.fit.tuning import Recipe
    from index.embedding import weights
    from index.embedding.embedder import SentenceTransformerEmbedder

    by_name = {held.name: held for held in sets}
    model = weights.build(data_dir / "models")
    told = provenance.read(out).get("embedder")
    if told is None:
        plain = SentenceTransformerEmbedder(model)
        parts = parted(list(by_name), count)
        return [Fold(tuple(by_name[name] for name in part), plain) for part in parts]
    recipe = Recipe(**told["recipe"])
    lower = Lower(model, recipe.layers, recipe.longest)
    return [
        Fold(
            tuple(by_name[name] for name in part if name in by_name),
            embedder.of_fold(model, out, number, recipe, lower),
        )
        for number, part in enumerate(told["folds"])
    ]
