"""Figures are held to what stands next to them."""

import pytest

from app.answering.generative.neighbours import counts_alike, reversed_subjects
from app.answering.generative.proof import Proof
from ingest.vietnamese.values import values


def alike(said: str, written: str) -> bool:
    """Return whether the first figure of both counts one thing."""
    return counts_alike(values(said)[0], said, values(written)[0], written)


@pytest.mark.parametrize(
    ("said", "written", "same"),
    [
        ("12 cầu treo", "sửa 12 cầu treo", True),
        ("12 trường mới", "sửa 12 cầu treo", False),
        ("12 chiếc cầu", "12 cầu treo", True),
        ("12", "12 cầu", True),
        ("ngày 20/10/2026", "12 cầu", True),
    ],
)
def test_a_figure_counts_what_stands_by_it(said: str, written: str, same: bool) -> None:
    assert alike(said, written) is same


QUOTE = "Hộ nghèo giảm 2%; diện tích chè tăng 5%."


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Hộ nghèo giảm 2%, diện tích chè tăng 5%.", False),
        ("Hộ nghèo giảm 5%, diện tích chè tăng 2%.", True),
        ("Diện tích chè tăng 5%, hộ nghèo giảm 2%.", False),
        ("Diện tích chè tăng 2%, hộ nghèo giảm 5%.", True),
        ("Hộ nghèo giảm 2%.", False),
    ],
)
def test_two_values_keep_their_owners_in_either_order(said: str, wrong: bool) -> None:
    assert reversed_subjects(said, Proof((QUOTE,), "")) is wrong


def test_values_of_different_measures_are_not_exchanged() -> None:
    held = Proof(("Xã Thượng trồng 12 ha rừng, đạt 40% kế hoạch.",), "")
    assert not reversed_subjects("Đạt 40% kế hoạch, xã Thượng trồng 12 ha.", held)
