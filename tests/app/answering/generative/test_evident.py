"""What needs no judge: a quote's own words, alone, under their heading, or with their place."""

import pytest

from app.answering.generative.evident import holds, row, this, verbatim
from app.answering.generative.proof import Proof

NAME = "Quyết định số 12/QĐ-UBND ngày 05/03/2031 của UBND xã Bầu Sen"
NAMES = f"{NAME} ; Quyết định 12 ; Bầu Sen"
HEAD = "Điều 7. Sổ theo dõi kênh"


def test_a_quotes_own_words_need_no_judge_unless_they_are_excepted() -> None:
    proof = Proof(("Thu phí của mọi hộ, trừ hộ có ruộng dưới 2 sào; hộ nghèo nộp một nửa.",), "")
    assert verbatim("Thu phí của mọi hộ", proof)
    assert not verbatim("hộ có ruộng dưới 2 sào", proof)
    assert not verbatim("dưới 2 sào; hộ nghèo nộp một nửa", proof)
    assert not verbatim("mọi hộ trừ hộ có ruộng", proof), "a comma keeps them apart"
    assert verbatim("Tỷ lệ giữ lại 60%", Proof(("Tỷ lệ giữ lại: 60%; nộp quỹ: 40%.",), ""))


def test_a_document_called_by_its_name_is_this_one() -> None:
    quote = "Quyết định này có hiệu lực từ ngày 01 tháng 4 năm 2031."
    said = "Quyết định số 12/QĐ-UBND của UBND xã Bầu Sen có hiệu lực từ ngày 01 tháng 4 năm 2031."
    assert this(said, Proof((quote,), NAMES)) == quote
    other = NAMES.replace("12/QĐ", "13/QĐ")
    assert this(said, Proof((quote,), f"{NAMES}\n{other}")) == said
    assert this(said, Proof((quote,), other)) == said
    bare = "Quyết định có hiệu lực từ ngày 01 tháng 4 năm 2031."
    assert this(said, Proof((bare,), NAMES)) == bare
    assert this(said, Proof(("Theo Quyết định có hiệu lực ấy.",), NAMES)) == said


def test_a_row_of_the_document_that_it_names_needs_no_judge() -> None:
    names = "Kế hoạch số 12/KH-UBND ngày 05/03/2031 của UBND xã Bầu Sen ; Bầu Sen"
    quote = "mức hỗ trợ không quá 3 triệu đồng/hộ"
    assert row(("Bầu Sen", "không quá 3 triệu đồng/hộ"), Proof((quote,), names))
    assert not row(("Bầu Sen", "3 triệu đồng"), Proof((quote, "Bầu Sen khác"), names))
    assert not row(("Đồng Gò", "không quá 3 triệu đồng/hộ"), Proof((quote,), names))
    assert not row((), Proof((quote,), names))


@pytest.mark.parametrize(
    ("said", "evident"),
    [
        ("Sổ theo dõi kênh bìa cứng, khổ 20 x 30 cm", True),
        ("Sổ theo dõi kênh khổ 20 x 30 cm, có mục lục.", False),
        ("Sổ ghi chép kênh bìa cứng, khổ 20 x 30 cm", False),
        ("Sổ kênh bìa cứng, khổ 20 x 30 cm", False),
        ("Sổ theo dõi kênh là bìa cứng, khổ 20 x 30 cm", True),
        ("Sổ theo dõi đê là bìa cứng, khổ 20 x 30 cm", False),
    ],
)
def test_a_heading_tells_what_the_run_under_it_is_of(said: str, evident: bool) -> None:
    proof = Proof(("1. Sổ bìa cứng, khổ 20 x 30 cm, đóng dấu giáp lai.",), f"{NAMES}\n{HEAD}")
    assert holds(said, proof) is evident


def test_a_body_named_below_a_heading_is_whose_the_run_is() -> None:
    heads = "Điều 7. Trạm Thủy nông Bầu Sen\n2. Phòng Kinh tế"
    quote = "Lập sổ theo dõi kênh trước mùa mưa."
    said = "Trạm Thủy nông Bầu Sen lập sổ theo dõi kênh trước mùa mưa."
    assert holds(said, Proof((quote,), f"{NAMES}\n{heads.splitlines()[0]}"))
    assert not holds(said, Proof((quote,), f"{NAMES}\n{heads}"))


@pytest.mark.parametrize(
    ("said", "evident"),
    [
        (f"Sổ theo dõi kênh được quy định tại Điều 7 Chương II {NAME}.", True),
        ("Sổ theo dõi kênh Bầu Sen nằm ở Điều 7 Chương II.", True),
        (f"Nội dung này nằm ở Điều 7 (Sổ theo dõi kênh) của {NAME}.", True),
        (f"Nội dung này nằm ở Điều 7 (Sổ theo dõi đê) của {NAME}.", False),
        (f"Điều 7 {NAME} quy định về sổ theo dõi kênh.", True),
        ("Điều 7.", True),
        ("Khoản 2 Điều 7.", False),
        ("Khoản 7 Điều 2.", False),
        ("Điều 2.", False),
        ("Theo dõi kênh được quy định tại Điều 7.", False),
        ("Sổ theo dõi đê được quy định tại Điều 7.", False),
    ],
)
def test_where_a_quote_stands_is_told_by_its_heading(said: str, evident: bool) -> None:
    names = f"{NAMES}\nĐiều 7\nChương II Điều 7\nChương II. QUY ĐỊNH CỤ THỂ\n{HEAD}"
    assert holds(said, Proof((f"{HEAD}\nSổ bìa cứng.",), names)) is evident


@pytest.mark.parametrize(
    ("said", "evident"),
    [
        ("Người ký là Lê Văn Mướp, Phó Chủ tịch.", True),
        (f"Lê Văn Mướp, chức vụ Phó Chủ tịch, ký {NAME}.", True),
        ("Người ký là Lê Văn Mướp, Chủ tịch.", False),
        ("Người ký là Lê Văn Bầu, Phó Chủ tịch.", False),
        ("Lê Văn Mướp, Phó Chủ tịch, ký thay ông Bí thư.", False),
    ],
)
def test_who_signed_is_told_with_the_office_before_the_name(said: str, evident: bool) -> None:
    quote = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mướp"
    assert holds(said, Proof((quote,), f"{NAMES}\nphần ký"), "Ai ký?") is evident
    assert not holds(said, Proof((quote,), NAMES), "Ai ký?"), "not a signature"
