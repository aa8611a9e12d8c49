"""Whether quotes bear a statement out."""

import pytest

from app.answering.generative.entailment import NAMES, Entailment, features, row, this, verbatim
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


def test_a_quotes_own_words_need_no_judge_unless_they_are_excepted() -> None:
    proof = Proof(("Thu phí của mọi hộ, trừ hộ có ruộng dưới 2 sào; hộ nghèo nộp một nửa.",), "")
    assert verbatim("Thu phí của mọi hộ", proof)
    assert not verbatim("hộ có ruộng dưới 2 sào", proof)
    assert not verbatim("dưới 2 sào; hộ nghèo nộp một nửa", proof)
    assert not verbatim("mọi hộ trừ hộ có ruộng", proof), "a comma keeps them apart"
    assert Entailment().probability("Thu phí của mọi hộ", proof, "") == 1.0


def test_a_statement_shortened_is_likelier_than_one_turned_round() -> None:
    proof = Proof(("Trạm Thủy nông lập sổ theo dõi kênh Bầu Sen, gửi Phòng Kinh tế.",), "")
    judge = Entailment()
    shortened = judge.probability("Trạm Thủy nông lập sổ, gửi Phòng Kinh tế.", proof, "")
    turned = judge.probability("Phòng Kinh tế lập sổ, gửi Trạm Thủy nông.", proof, "")
    assert shortened > turned
    assert turned < judge.threshold


def test_a_document_called_by_its_name_is_this_one() -> None:
    names = "Quyết định số 12/QĐ-UBND ngày 05/03/2031 của UBND xã Bầu Sen ; UBND xã Bầu Sen"
    quote = "Quyết định này có hiệu lực từ ngày 01 tháng 4 năm 2031."
    said = "Quyết định số 12/QĐ-UBND của UBND xã Bầu Sen có hiệu lực từ ngày 01 tháng 4 năm 2031."
    assert this(said, Proof((quote,), names)) == quote
    assert Entailment().probability(said, Proof((quote,), names), "") == 1.0
    other = names.replace("12/QĐ", "13/QĐ")
    assert this(said, Proof((quote,), f"{names}\n{other}")) == said
    assert this(said, Proof((quote,), other)) == said


def test_a_row_of_the_document_that_it_names_needs_no_judge() -> None:
    names = "Kế hoạch số 12/KH-UBND ngày 05/03/2031 của UBND xã Bầu Sen ; Bầu Sen"
    quote = "mức hỗ trợ không quá 3 triệu đồng/hộ"
    assert row(("Bầu Sen", "không quá 3 triệu đồng/hộ"), Proof((quote,), names))
    assert not row(("Bầu Sen", "3 triệu đồng"), Proof((quote, "Bầu Sen khác"), names))
    assert not row(("Đồng Gò", "không quá 3 triệu đồng/hộ"), Proof((quote,), names))
    assert not row((), Proof((quote,), names))
