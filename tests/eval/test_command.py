import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval import command, runs


@pytest.fixture
def cli(configured: object, monkeypatch: pytest.MonkeyPatch, model: Path) -> typer.Typer:
    monkeypatch.setenv("HOIDAP_EMBEDDING_MODEL", str(model))
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)
    return app


def run(cli: typer.Typer, *arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["eval", *map(str, arguments)])
    return result.exit_code, result.output


def test_it_writes_the_run_and_the_page(
    cli: typer.Typer, tmp_path: Path, small_gold: Path, small_corpus: Path
) -> None:
    saved, page = tmp_path / "run.json", tmp_path / "run.html"
    asked = ("--gold", small_gold, "--corpus", small_corpus, "--limit", "3")
    code, shown = run(cli, *asked, "--json", saved, "--html", page)
    assert code == 0
    assert "small.jsonl: 3 câu" in shown
    assert json.loads(saved.read_text())["summary"]["overall"]["verbatim"]["value"] == 1.0
    assert str(tmp_path) not in saved.read_text(), "a run must not say where things are kept"
    assert page.read_text().startswith("<!doctype html>")


def test_the_gate_closes_on_a_significant_loss(
    cli: typer.Typer, tmp_path: Path, small_gold: Path, small_corpus: Path
) -> None:
    small_gold.write_text(small_gold.read_text().replace('[["72%"]]', '[["không ai viết thế"]]'))
    saved = tmp_path / "run.json"
    asked = ("--gold", small_gold, "--corpus", small_corpus)
    code, shown = run(cli, *asked, "--save", saved, "--failures")
    assert code == 0
    assert "thiếu “không ai viết thế”" in shown

    code, shown = run(cli, *asked, "--gate", saved)
    assert code == 0
    assert "Mất: 0 câu" in shown

    before = runs.load(saved)
    right = [row.model_copy(update={"scores": row.scores | {"correct": 1}}) for row in before.rows]
    runs.save(before.model_copy(update={"rows": tuple(right)}), saved)
    code, shown = run(cli, *asked, "--gate", saved)
    assert code == command.LOSS
    assert "Kém đi đáng kể: mất 6 câu, được 0 câu (p = 0.016)" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), command.WRONG_USAGE, "Cần --gold"),
        (("--gold", "{gold}", "--baseline", "{gold}"), command.FAILED, "không phải kết quả"),
        (("--squad", "{gold}"), command.FAILED, "không phải JSON"),
        (("--gold", "absent.jsonl"), command.WRONG_USAGE, "absent.jsonl"),
    ],
)
def test_what_does_not_go_together_is_told(
    cli: typer.Typer, gold: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    found, shown = run(cli, *(argument.format(gold=gold) for argument in arguments))
    assert found == code
    assert told in shown
