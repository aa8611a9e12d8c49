"""Whether quotes bear a statement out."""

import pytest

from app.answering.generative.entailment import NAMES, Entailment, features
from app.answering.generative.proof import Proof
from app.answering.generative.weights import fitted


def roles(said: str, quote: str) -> float:
    found = features(said, Proof((quote,), ""), "", fitted().words)
    return dict(zip(NAMES, found, strict=True))["role"]


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


def test_what_is_evident_needs_no_judge() -> None:
    proof = Proof(("Thu phí của mọi hộ, trừ hộ có ruộng dưới 2 sào.",), "")
    assert Entailment().probability("Thu phí của mọi hộ", proof, "") == 1.0
    assert Entailment().probability("hộ có ruộng dưới 2 sào", proof, "") < 1.0


def test_a_statement_shortened_is_likelier_than_one_turned_round() -> None:
    proof = Proof(("Trạm Thủy nông lập sổ theo dõi kênh Bầu Sen, gửi Phòng Kinh tế.",), "")
    judge = Entailment()
    shortened = judge.probability("Trạm Thủy nông lập sổ, gửi Phòng Kinh tế.", proof, "")
    turned = judge.probability("Phòng Kinh tế lập sổ, gửi Trạm Thủy nông.", proof, "")
    assert shortened > turned
    assert turned < judge.threshold
