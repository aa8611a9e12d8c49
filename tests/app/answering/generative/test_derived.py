"""Figures that follow from those of the quotes."""

import pytest

from app.answering.generative.derived import follows
from app.answering.generative.proof import Proof
from ingest.vietnamese.values import values

PROOF = Proof(("Trồng 120 ha rừng, 80 ha cây ăn quả từ ngày 01/3/2031 đến ngày 11/3/2031.",), "")


@pytest.mark.parametrize(
    ("said", "counted", "right"),
    [
        ("Diện tích chênh 40 ha.", (), True),
        ("Diện tích chênh 50 ha.", (), False),
        ("Tổng cộng 200 ha.", (), True),
        ("Có 2 nhiệm vụ.", (2,), True),
        ("Có 3 nhiệm vụ.", (2,), False),
        ("Gồm 3 xã Bầu Sen, Lạc Sơn và Yên Thượng.", (), True),
        ("Gồm 4 xã Bầu Sen, Lạc Sơn và Yên Thượng.", (), False),
        ("Mẫu gồm 3 cột: Số; Họ và tên; Nơi ở, nơi làm.", (), True),
        ("Mẫu gồm 4 cột: Số; Họ và tên; Nơi ở, nơi làm.", (), False),
    ],
)
def test_counts_sums_and_differences(said: str, counted: tuple[int, ...], right: bool) -> None:
    (value,) = values(said)
    assert follows(value, said, PROOF, counted) is right


@pytest.mark.parametrize(("last", "right"), [("20%", True), ("30%", False)])
def test_a_difference_is_of_the_values_told_beside_it(last: str, right: bool) -> None:
    said = f"Thôn Hạ đạt 80%, cao hơn thôn Trung (60%) là {last}."
    proof = Proof(("Thôn Thượng đạt 90%, thôn Hạ 80%, thôn Trung 60%.",), "")
    assert follows(values(said)[-1], said, proof, ()) is right
