from pathlib import Path

import pytest

from app.answering.generative import measured
from app.answering.generative.measured import Measured, Share
from app.errors import InvalidSettings
from index.question.query import AnswerKind


def test_prefers_what_was_measured_to_be_better(tmp_path: Path) -> None:
    path = tmp_path / measured.FILE
    shares = {
        ('qwen "3":8b', AnswerKind.FACT): Share(0.8, 0.9, 50, chance=0.01),
        ('qwen "3":8b', AnswerKind.LIST): Share(0.9, 0.8, 50, chance=1.0),
        ('qwen "3":8b', AnswerKind.COMPARE): Share(0.0, 1.0, 3, chance=0.04),
        ("gemma", AnswerKind.FACT): Share(0.8, 0.82, 50, chance=0.5),
    }
    measured.write(path, Measured(shares))
    loaded = measured.load(path)
    assert loaded == Measured(shares)
    assert loaded.prefers('qwen "3":8b', AnswerKind.FACT)
    assert not loaded.prefers('qwen "3":8b', AnswerKind.LIST)
    assert not loaded.prefers('qwen "3":8b', AnswerKind.COMPARE)  # too few questions to tell
    assert not loaded.prefers("gemma", AnswerKind.FACT)  # one question more may be chance
    assert not loaded.prefers("khác", AnswerKind.FACT)


def test_prefers_nothing_unmeasured(tmp_path: Path) -> None:
    assert not measured.load(tmp_path / "none").prefers("m", AnswerKind.FACT)


@pytest.mark.parametrize(
    "text", ["x", "[m]\nfact = 5", "[m.poem]\nextractive = 1", "[m.fact]\nquestions = 1"]
)
def test_refuses_a_file_that_is_no_measurement(tmp_path: Path, text: str) -> None:
    path = tmp_path / measured.FILE
    path.write_text(text)
    with pytest.raises(InvalidSettings):
        measured.load(path)
