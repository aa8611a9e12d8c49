"""Features of whether quotes bear a statement out, those that take no model."""

import pytest

from app.answering.generative.entailment import NAMES, lexical
from app.answering.generative.proof import Proof


def roles(said: str, quote: str) -> float:
    found = dict(zip(NAMES[1:], lexical(said, Proof((quote,), ""), ""), strict=True))
    return found["role"]


def test_a_deed_is_told_of_the_body_that_does_it() -> None:
    quote = "Phòng Thủy lợi lập sổ; Phòng Khuyến học duyệt chi."
    assert roles("Phòng Thủy lợi duyệt chi.", quote) == 1
    assert roles("Phòng Thủy lợi lập sổ.", quote) == 0


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        (
            "Nơi nhận gồm Sở Thủy lợi, Sở Khuyến học.",
            "Gửi: Sở Khuyến học, Sở Thủy lợi.",
        ),
        (
            "Phòng Thủy lợi quản lý dữ liệu kênh mương.",
            "STT: 3; Dữ liệu: quản lý dữ liệu kênh mương; Nơi giữ: Phòng Thủy lợi",
        ),
        ("Công văn 12 yêu cầu lập sổ.", "Yêu cầu lập sổ theo Công văn 12."),
        ("Phó Chủ tịch Lê Văn Mướp ký.", "PHÓ CHỦ TỊCH\nLê Văn Mướp ký"),
    ],
)
def test_lists_rows_letters_and_signatures_tell_no_deed(said: str, quote: str) -> None:
    assert roles(said, quote) == 0
