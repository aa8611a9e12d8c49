"""Figures are held to what stands next to them."""

import pytest

from app.answering.generative.neighbours import (
    counts_alike,
    counts_otherwise,
    of_another,
    reversed_subjects,
)
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


SHARES = "Có 60% mẫu được nghiệm thu đúng hạn, trong đó 15% mẫu được đăng ký bảo hộ giống."
ANNEXES = "Ghi tên trạm bơm tại Phụ lục IV. Ghi tên đội đò ngang tại Phụ lục V."
FORMS = "Mẫu số 03: dùng cho cá nhân kê khai. Mẫu số 04: dùng cho đơn vị quản lý kê khai."


@pytest.mark.parametrize(
    ("said", "quote", "wrong"),
    [
        ("Có 60% mẫu được đăng ký bảo hộ giống.", SHARES, True),
        ("Có 15% mẫu được đăng ký bảo hộ giống.", SHARES, False),
        ("Có 60% mẫu được nghiệm thu đúng hạn.", SHARES, False),
        ("Mẫu số 03 dùng cho đơn vị quản lý.", FORMS, True),
        ("Mẫu số 04 dùng cho đơn vị quản lý.", FORMS, False),
        ("Theo các điểm a và b mục này.", "Theo điểm a, b mục này; điểm c bãi bỏ.", False),
        ("Mẫu số 03 dùng cho đơn vị quản lý, Mẫu số 04 dùng cho cá nhân.", FORMS, True),
        ("Mẫu số 03 dùng cho cá nhân, Mẫu số 04 dùng cho đơn vị quản lý.", FORMS, False),
        ("Ghi tên trạm bơm tại Phụ lục IV và tên đội đò ngang tại Phụ lục V.", ANNEXES, False),
        ("Ghi tên đội đò ngang tại Phụ lục IV và tên trạm bơm tại Phụ lục V.", ANNEXES, True),
    ],
)
def test_a_value_is_told_what_its_quote_tells_of_it(said: str, quote: str, wrong: bool) -> None:
    assert of_another(said, Proof((quote,), "")) is wrong


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
