from datetime import UTC, datetime
from typing import Literal

import pytest

from eval.comparison import compare
from eval.runs import Row, Run


def run(*rows: Row, kind: Literal["answers", "retrieval"] = "answers") -> Run:
    return Run(
        kind=kind,
        created_at=datetime(2025, 1, 2, tzinfo=UTC),
        questions="gold.jsonl",
        sha256="0" * 64,
        configuration={},
        versions={},
        rows=rows,
    )


def row(number: int, **scores: float) -> Row:
    return Row(id=f"T{number}", type="fact", question=f"Câu {number}?", scores=scores)


def marks(*values: float, score: str = "correct") -> Run:
    return run(*(row(number, **{score: value}) for number, value in enumerate(values)))


def test_gained_and_lost_question_by_question() -> None:
    found = compare(marks(1, 1, 0, 0), marks(1, 0, 1, 0))
    assert [row.id for row in found.lost] == ["T1"]
    assert [row.id for row in found.gained] == ["T2"]
    assert found.p_value == pytest.approx(0.75)
    assert list(found.losses()) == []


def test_equal_runs_lose_nothing() -> None:
    same = marks(1, 0, 1)
    found = compare(same, same)
    assert (found.lost, found.gained, list(found.losses())) == ((), (), [])


@pytest.mark.parametrize(("lost", "closed"), [(4, False), (5, True)])
def test_five_losses_without_a_gain_close_the_gate(lost: int, closed: bool) -> None:
    before, after = marks(*[1] * 30), marks(*[0] * lost, *[1] * (30 - lost))
    assert bool(list(compare(before, after).losses())) is closed


def test_a_share_that_fell_for_all_closes_the_gate() -> None:
    before = marks(*[0.9] * 20, score="citation_recall")
    after = marks(*[0.8] * 20, score="citation_recall")
    [loss] = compare(before, after).losses()
    assert loss == "citation_recall đổi -0.100 (-0.100 … -0.100)"
    assert list(compare(after, before).losses()) == []


def test_one_quote_that_is_no_longer_verbatim_closes_the_gate() -> None:
    before, after = marks(*[1] * 50, score="verbatim"), marks(*[1] * 49, 0.5, score="verbatim")
    assert list(compare(before, after).losses()) == ["có trích dẫn không còn đúng nguyên văn"]


def test_only_questions_of_both_runs_with_the_same_words_count() -> None:
    before = run(row(1, correct=1), row(2, correct=1))
    reworded = row(2, correct=0).model_copy(update={"question": "Câu khác?"})
    found = compare(before, run(row(1, correct=1), reworded, row(3, correct=0)))
    assert (found.shared, found.lost) == (1, ())


def test_runs_without_a_question_in_common_do_not_pass() -> None:
    found = compare(run(row(1, correct=1)), run(row(2, correct=1)))
    assert list(found.losses()) == ["hai lần chạy không có câu hỏi chung"]


def test_rankings_are_won_by_the_first_place() -> None:
    before = run(row(1, **{"R@1": 1.0, "R@5": 1.0}), kind="retrieval")
    after = run(row(1, **{"R@1": 0.0, "R@5": 1.0}), kind="retrieval")
    assert [row.id for row in compare(before, after).lost] == ["T1"]
