"""Names held to the quotes, also where one side writes them short."""

import pytest

from app.answering.generative.names import strange
from app.answering.generative.proof import Proof

DEFINED = (("Công ty", "Công ty cổ phần Bầu Sen"),)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Giao Vụ Kênh Mương Lúa Nước lưu.", "Lưu: VT, Vụ KMLN."),
        ("Vụ KMLN lưu hồ sơ.", "Vụ Kênh Mương Lúa Nước lưu hồ sơ."),
        ("Công ty cổ phần Bầu Sen nạo vét kênh.", "Công ty nạo vét kênh."),
        ("Riêng Sở Thủy Nông báo cáo.", "Sở Thủy Nông báo cáo."),
    ],
)
def test_a_name_may_stand_in_short_form(said: str, quote: str) -> None:
    assert not list(strange(said, Proof((quote,), "", DEFINED)))


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Giao Vụ Kênh Mương Lúa Khô lưu.", "Lưu: VT, Vụ KMLN."),
        ("Ban An Ninh họp.", "Tổ kmln và ban văn nghệ họp."),
        ("Công ty cổ phần Gò Mít nạo vét kênh.", "Công ty nạo vét kênh."),
    ],
)
def test_another_name_stands_nowhere(said: str, quote: str) -> None:
    assert list(strange(said, Proof((quote,), "", DEFINED)))
