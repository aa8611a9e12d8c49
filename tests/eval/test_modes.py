from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer import Typer
from typer.testing import CliRunner

from app.answering.answer import Mode
from app.answering.generative import measured
from app.answering.generative.measured import Share
from eval import modes, runs
from eval.errors import WrongUsage
from eval.generation import Generated, Outcome
from eval.runs import Row, Run
from index.question.query import AnswerKind


def run(mode: Mode, *rights: tuple[str, float], sha256: str = "a", model: str | None = None) -> Run:
    made = Generated(outcome=Outcome.FIXED)
    if model is not None:
        kept = {"kept": 1, "replaced": 2, "tokens": 30, "seconds": 2.0}
        made = Generated(outcome=Outcome.KEPT, model=model, **kept)
    rows = tuple(
        Row(
            id=str(at),
            type=kind,
            question="?",
            scores={"correct": right, "verbatim": 1.0},
            latency_ms=40.0,
            generated=made,
        )
        for at, (kind, right) in enumerate(rights)
    )
    return Run(
        kind="answers",
        created_at=datetime.now(UTC),
        questions="gold.jsonl",
        sha256=sha256,
        configuration={"mode": mode.value},
        versions={},
        rows=rows,
    )


FIRST = run(Mode.EXTRACTIVE, ("fact", 1), ("no_diacritics", 0), ("list", 1), ("unanswerable", 1))
RIGHTS = ("fact", 1), ("no_diacritics", 1), ("list", 0), ("unanswerable", 1)
SECOND = run(Mode.GENERATIVE, *RIGHTS, model="one")


def test_compares_by_the_kind_of_answer() -> None:
    assert modes.compare(FIRST, SECOND) == {
        AnswerKind.FACT: Share(0.5, 1.0, 2, chance=0.5),
        AnswerKind.LIST: Share(1.0, 0.0, 1, chance=1.0),
    }


def test_records_one_model_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / measured.FILE
    modes.record(FIRST, SECOND, path)
    modes.record(FIRST, run(Mode.GENERATIVE, *[("fact", 0.0)] * 4, model="two"), path)
    shares = measured.load(path).shares
    assert shares["one", AnswerKind.FACT] == Share(0.5, 1.0, 2, chance=0.5)
    assert shares["two", AnswerKind.FACT].generative == 0.0


@pytest.mark.parametrize(
    ("first", "second"),
    [(SECOND, FIRST), (FIRST, FIRST), (FIRST, run(Mode.GENERATIVE, ("fact", 1), sha256="b"))],
    ids=["swapped", "the same", "other questions"],
)
def test_refuses_what_cannot_be_compared(first: Run, second: Run) -> None:
    with pytest.raises(WrongUsage):
        modes.compare(first, second)


def test_records_no_run_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        modes.record(FIRST, run(Mode.GENERATIVE, *RIGHTS), tmp_path / measured.FILE)


def test_the_table_sets_the_runs_side_by_side() -> None:
    console = Console(width=120, record=True)
    console.print(modes.table([FIRST, SECOND]))
    lines = {
        cells[1].strip(): [cell.strip() for cell in cells[2:4]]
        for line in console.export_text().splitlines()
        if len(cells := line.split("│")) == 5
    }
    assert lines["trả lời đúng"] == ["0.750", "0.750"]
    assert lines["trích đúng nguyên văn"] == ["1.000", "1.000"]
    assert lines["p50, ms"] == ["40", "40"]
    assert lines["token/giây"] == ["–", "15.0"]
    assert lines["câu trả lời: giữ nguyên"] == ["0", "4"]
    assert lines["câu trả lời: không hỏi mô hình"] == ["4", "0"]
    assert lines["câu mô hình viết: thay bằng nguyên văn"] == ["0", "8"]


def test_the_command_prints_and_records(tmp_path: Path) -> None:
    paths = [tmp_path / "first.json", tmp_path / "second.json"]
    for made, path in zip((FIRST, SECOND), paths, strict=True):
        runs.save(made, path)
    cli = Typer()
    cli.command()(modes.main)
    result = CliRunner().invoke(cli, [*map(str, paths), "--record", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "one, fact: extractive 0.500, generative 1.000, 2 câu" in result.output
    assert "→ extractive" in result.output  # two questions are too few
    assert measured.load(tmp_path / measured.FILE).shares
    refused = CliRunner().invoke(cli, [str(paths[0]), "--record", str(tmp_path)])
    assert refused.exit_code == 1
