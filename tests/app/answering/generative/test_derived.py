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
