"""Figures are held to what they count."""

import pytest

from app.answering.generative.neighbours import counts_alike, counts_otherwise
from app.answering.generative.proof import Proof
from ingest.vietnamese.figures import Figure
from ingest.vietnamese.values import values


def alike(said: str, written: str) -> bool:
    """Return whether the first figure of both counts one thing."""
    return counts_alike(values(said)[0], said, values(written)[0], written)


@pytest.mark.parametrize(
    ("said", "written", "same"),
    [
        ("12 cầu treo", "sửa 12 cầu treo", True),
        ("12 trường mới", "sửa 12 cầu treo", False),
        ("12 trạm", "sửa 12 cầu, do Trạm trưởng coi", False),
        ("12 chiếc cầu", "12 cầu treo", True),
        ("12", "12 cầu", True),
        ("ngày 20/10/2026", "12 cầu", True),
    ],
)
def test_a_figure_counts_what_stands_by_it(said: str, written: str, same: bool) -> None:
    assert alike(said, written) is same


@pytest.mark.parametrize(
    ("said", "quote", "otherwise"),
    [
        ("3 người", "Tổ có từ 1 đến 3 phòng được cử 1 người.", True),
        ("3 phòng", "Tổ có từ 1 đến 3 phòng được cử 1 người.", False),
        ("3 người", "Cử 3 cán bộ là người trong thôn.", False),
    ],
)
def test_digits_that_count_another_thing_do_not_stand_for_it(
    said: str, quote: str, otherwise: bool
) -> None:
    value = values(said)[0]
    assert isinstance(value, Figure)
    assert counts_otherwise(value, "3", Proof((quote,), "")) is otherwise
