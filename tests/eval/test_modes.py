from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.answer import Mode
from app.answerers import measured
from app.answerers.measured import Share
from eval import modes
from eval.errors import WrongUsage
from eval.runs import Row, Run
from index.query import AnswerKind


def run(mode: Mode, *rights: tuple[str, float], sha256: str = "a") -> Run:
    rows = tuple(
        Row(id=str(at), type=kind, question="?", scores={"correct": right})
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
SECOND = run(Mode.GENERATIVE, ("fact", 1), ("no_diacritics", 1), ("list", 0), ("unanswerable", 1))


def test_compares_by_the_kind_of_answer() -> None:
    assert modes.compare(FIRST, SECOND) == {
        AnswerKind.FACT: Share(0.5, 1.0, 2),
        AnswerKind.LIST: Share(1.0, 0.0, 1),
    }


def test_records_one_model_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / measured.FILE
    modes.record(FIRST, SECOND, "one", path)
    modes.record(FIRST, run(Mode.GENERATIVE, *[("fact", 0.0)] * 4), "two", path)
    shares = measured.load(path).shares
    assert shares["one", AnswerKind.FACT] == Share(0.5, 1.0, 2)
    assert shares["two", AnswerKind.FACT].generative == 0.0


@pytest.mark.parametrize(
    ("first", "second"),
    [(SECOND, FIRST), (FIRST, FIRST), (FIRST, run(Mode.GENERATIVE, ("fact", 1), sha256="b"))],
    ids=["swapped", "the same", "other questions"],
)
def test_refuses_what_cannot_be_compared(first: Run, second: Run) -> None:
    with pytest.raises(WrongUsage):
        modes.compare(first, second)
