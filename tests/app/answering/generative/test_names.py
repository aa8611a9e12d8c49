"""Names held to the quotes, also where one side writes them short."""

import pytest

from app.answering.generative.names import misranked, strange, unknown
from app.answering.generative.proof import Proof

DEFINED = (("Công ty", "Công ty cổ phần Bầu Sen"),)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Giao Vụ Kênh Mương Lúa Nước lưu.", "Lưu: VT, Vụ KMLN."),
        ("Vụ KMLN lưu hồ sơ.", "Vụ Kênh Mương Lúa Nước lưu hồ sơ."),
        ("Công ty cổ phần Bầu Sen nạo vét kênh.", "Công ty nạo vét kênh."),
        ("Riêng Sở Thủy Nông báo cáo.", "Sở Thủy Nông báo cáo."),
        ("Nêu tại Điều 3 Chương II Quyết định Bầu Sen.", "Quyết định Bầu Sen"),
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


def test_a_body_is_known_by_its_whole_name() -> None:
    proof = Proof(
        ("Sở Nội vụ báo cáo các Bộ: Thủy lợi, Khuyến học; UBND xã Bầu Sen họp.",), "Lạc Sơn"
    )
    assert list(unknown("Sở Nội vụ báo cáo Bộ Khuyến học.", proof)) == []
    assert list(unknown("Bộ Nội vụ báo cáo.", proof)) == ["Bộ Nội vụ"]
    assert list(unknown("Chủ tịch Lê Văn Mướp và các sở, ngành họp.", proof)) == []


@pytest.mark.parametrize(
    ("said", "quote", "wrong"),
    [
        ("Do UBND cấp xã bổ nhiệm.", "Do UBND cấp tỉnh bổ nhiệm.", True),
        ("Do UBND cấp xã bổ nhiệm.", "Do Ủy ban nhân dân xã, phường bổ nhiệm.", False),
        ("Do UBND cấp xã bổ nhiệm.", "Do UBND các xã, phường, đặc khu bổ nhiệm.", False),
        ("Do UBND các tỉnh bổ nhiệm.", "Do UBND cấp tỉnh bổ nhiệm.", False),
        ("Do UBND bổ nhiệm.", "Do UBND cấp tỉnh bổ nhiệm.", False),
    ],
)
def test_a_body_is_of_the_level_that_stands_there(said: str, quote: str, wrong: bool) -> None:
    assert misranked(said, Proof((quote,), ""), "Do ai bổ nhiệm?") is wrong
    assert not misranked(said, Proof((quote,), ""), "Có phải do UBND cấp xã, cấp tỉnh không?")
