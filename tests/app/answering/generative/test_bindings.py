"""Parts that stand in the quotes, joined as the quotes do not join them."""

import pytest

from app.answering.generative import bindings
from app.answering.generative.proof import Proof

QUOTE = (
    "7. Thay thế Quyết định số 12/QĐ-UBND ngày 05/3/2031 của UBND xã Bầu Sen và Chỉ thị số "
    "8/CT-SNV ngày 06/4/2032 của Sở Nội vụ, theo khoản 8 Điều 7 Luật Đê điều và tiêu chí 4."
)
NAMES = "Kế hoạch số 9/KH-UBND ngày 02/01/2033 ; Điều 5. Hiệu lực"
SIGNED = "Phó Chủ tịch Lê Văn Mướp giao ông Đỗ Bí, Giám đốc Sở Nội vụ."


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Theo khoản 8 Điều 7 Luật Đê điều.", False),
        ("Theo khoản 7 Điều 8 Luật Đê điều.", True),
        ("Khoản 7 Điều 5 thay thế Quyết định số 12/QĐ-UBND.", False),
        ("Khoản 6 Điều 5 thay thế Quyết định số 12/QĐ-UBND.", True),
        ("Theo khoản 5 Điều 7 Luật Đê điều.", True),
        ("Theo tiêu chí 5.", True),
        ("Theo tiêu chí 7.", True),
    ],
)
def test_a_number_is_of_its_noun(said: str, wrong: bool) -> None:
    assert bindings.misnumbered(said, Proof((QUOTE,), NAMES), "") is wrong


@pytest.mark.parametrize(
    ("said", "wrong"), [("Điều 7.", True), ("Điều 4.", False), ("Mục 7.", False)]
)
def test_an_item_is_no_article(said: str, wrong: bool) -> None:
    proof = Proof(("7. Sơn lại lan can cầu.",), "Quy chế của xã Bầu Sen\nĐiều 4")
    assert bindings.misnumbered(said, proof, "") is wrong


def test_what_the_question_numbers_may_be_called_so() -> None:
    assert bindings.misnumbered("Mẫu số 3 dùng cho hộ nghèo.", Proof((QUOTE,), NAMES), "")
    asked = "Mẫu 3 dùng cho ai?"
    assert not bindings.misnumbered("Mẫu số 3 dùng cho hộ nghèo.", Proof((QUOTE,), NAMES), asked)


def test_a_date_is_of_its_document() -> None:
    proof = Proof((QUOTE,), NAMES)
    assert not bindings.misdated("Quyết định 12/QĐ-UBND ngày 5 tháng 3 năm 2031", proof)
    assert bindings.misdated("Quyết định số 12/QĐ-UBND ngày 06/4/2032", proof)
    assert not bindings.misdated("Chỉ thị số 8/CT-SNV; ngày 05/3/2031 là hạn cuối", proof)


def test_a_document_is_of_its_issuer() -> None:
    proof = Proof((QUOTE,), NAMES)
    assert not bindings.misissued("Quyết định 12/QĐ-UBND của Ủy ban nhân dân xã Bầu Sen", proof)
    assert bindings.misissued("Quyết định số 12/QĐ-UBND của Sở Nội vụ", proof)
    assert bindings.misissued("Chỉ thị số 8/CT-SNV ngày 06/4/2032 của UBND xã Bầu Sen", proof)


def test_an_office_is_of_its_holder() -> None:
    proof = Proof((SIGNED,), NAMES)
    assert not bindings.mistitled("Phó Chủ tịch Lê Văn Mướp giao việc.", proof)
    assert bindings.mistitled("Chủ tịch Lê Văn Mướp giao việc.", proof)
    assert bindings.mistitled("Giám đốc Lê Văn Mướp giao việc.", proof)
    assert not bindings.mistitled("Trưởng phòng Trần Thị Bưởi giao việc.", proof)
    assert bindings.mistitled("Chủ tịch giao việc.", proof), "only the deputy does"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Hỗ trợ con thứ tư.", True),
        ("Hỗ trợ con thứ ba.", False),
        ("Hỗ trợ con thứ 3.", False),
        ("Họp vào thứ tư.", False),
    ],
)
def test_a_thing_keeps_its_place_in_a_row(said: str, wrong: bool) -> None:
    assert (
        bindings.misordered(said, Proof(("Hỗ trợ hộ sinh con thứ ba.",), ""), "Hỗ trợ ai?") is wrong
    )
