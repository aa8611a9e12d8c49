"""``hoidap train`` from question files to a folder that the service answers with."""

from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import bootstrap, settings
from app.answering.answer import Status
from app.answering.selecting import Fitted
from app.cli.command import app
from app.ingestion.files import file_at
from app.service import Ask
from eval import dataset
from eval.fit import provenance
from index.ports import EVERYTHING
from index.retrieval.fitted import Joining
from ingest import pipeline

pytestmark = pytest.mark.slow
QUESTIONS = 30
"""Of the sample, spread over its plans."""


@pytest.fixture
def questions(gold: Path, tmp_path: Path) -> Path:
    lines = gold.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines[:: len(lines) // QUESTIONS]) + "\n", encoding="utf-8")
    return path


def train(part: str, *options: str) -> None:
    result = CliRunner().invoke(app, ["train", part, *options])
    assert result.exit_code == 0, result.output


def test_what_was_trained_is_what_the_service_answers_with(
    questions: Path, plans: Path, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "trained"
    options = ["--questions", str(questions), "--documents", str(plans), "--out", str(out)]
    options += ["--folds", "2", "--data-dir", str(model.parent.parent)]
    train("embedder", *options, "--steps", "1")
    train("reader", *options)

    told = provenance.read(out)
    assert set(told) == {"version", "embedder", "reader"}
    assert told["reader"]["source"]["questions"].keys() == {questions.name}
    assert {"ranking", "statements", "joined", "answers"} <= told["reader"]["scores"].keys()
    assert 0.0 < Fitted.load(out).answered < 1.0
    assert Joining.load(out).depth > 0

    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(model.parent)
    with closing(bootstrap.build(settings.load(data_dir=data, trained_dir=out))) as system:
        list(system.ingestion.run(file_at(path) for path in pipeline.files([plans])))
        asked = [each for each in dataset.load_gold(questions) if each.answerable]
        answers = [system.answering.ask(Ask(each.question), EVERYTHING) for each in asked[:5]]
    assert any(answer.status is Status.ANSWERED for answer in answers)
    assert all(answer.passages for answer in answers)
