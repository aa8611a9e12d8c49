"""A statement laid over its quotes."""

from app.answering.generative.laying import lay
from app.answering.generative.proof import Proof

QUOTE = "Trạm Thủy nông lập sổ kênh Bầu Sen trước ngày 05/03/2031; UBND xã thu 40.000.000 đồng."


def test_runs_are_the_longest_and_stay_in_one_sentence() -> None:
    laid = lay("Trạm Thủy nông lập sổ thu phí.", Proof((QUOTE,), ""))
    told = [(run.said, run.length) for run in laid.runs]
    assert told == [(0, 5), (5, 1)]
    assert laid.covered == {0, 1, 2, 3, 4, 5}
    assert laid.held[laid.runs[0].held].part != laid.held[laid.runs[1].held].part


def test_days_figures_and_short_forms_are_laid_in_one_spelling() -> None:
    said = "trước ngày 5 tháng 3 năm 2031; ủy ban nhân dân xã thu 40 triệu đồng"
    laid = lay(said, Proof((QUOTE,), ""))
    assert len(laid.covered) == len(laid.own)


def test_nothing_lies_over_nothing() -> None:
    laid = lay("", Proof((), ""))
    assert (laid.own, laid.held, laid.runs) == ((), (), ())
