from pathlib import Path

import pytest
import typer

from eval import runs
from eval.changes import BROKEN, Change, changes, main
from eval.runs import Row
from tests.eval.test_comparison import row, run


def answered(number: int, answer: str, *, correct: float) -> Row:
    return row(number, correct=correct).model_copy(update={"answer": answer})


BEFORE = run(
    answered(0, "Có", correct=1),
    answered(1, "80%", correct=0),
    answered(2, "12 hộ", correct=1),
    answered(3, "Tổ 3", correct=1),
)
AFTER = run(
    answered(0, "Có.", correct=1),
    answered(1, "85%", correct=1),
    answered(2, "13 hộ", correct=0),
    answered(3, "Tổ 3", correct=1),
    answered(4, "mới", correct=0),
)


def test_losses_come_first_and_equal_answers_are_left_out() -> None:
    found = changes(BEFORE, AFTER)
    assert [(each.change, each.after.id) for each in found] == [
        (Change.LOST, "T2"),
        (Change.GAINED, "T1"),
        (Change.OTHERWISE, "T0"),
    ]
    assert (found[0].before.answer, found[0].after.answer) == ("12 hộ", "13 hộ")


def test_every_change_has_its_reason() -> None:
    lost = AFTER.rows[2].model_copy(update={"failures": ("thiếu 12 hộ",)})
    surer = BEFORE.rows[3].model_copy(update={"confidence": 0.5})
    found = changes(BEFORE, run(AFTER.rows[0], lost, surer))
    assert [each.reason for each in found] == ["thiếu 12 hộ", "lời", "độ tin cậy None → 0.5"]


def test_a_run_equals_itself() -> None:
    assert changes(AFTER, AFTER) == []


def test_a_loss_is_told_by_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    runs.save(BEFORE, before)
    runs.save(AFTER, after)
    with pytest.raises(typer.Exit) as exit_:
        main(before, after)
    assert exit_.value.exit_code == BROKEN
    assert "1 câu từ đúng thành sai" in capsys.readouterr().out
    main(before, before)
    assert "0 câu đổi" in capsys.readouterr().out
