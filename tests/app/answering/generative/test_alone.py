"""A value told alone is the one that is asked for."""

import pytest

from app.answering.generative.alone import astray
from app.answering.generative.proof import Proof

MERGED = "Nhập thôn Gò Mít, thôn Bầu Sen và thôn Lạc Sơn thành thôn mới có tên gọi là thôn Lạc Sơn."
LED = "Phòng Thủy lợi chủ trì, phối hợp với Phòng Nội vụ và Phòng Kế toán lập sổ kênh."
FEES = "Thuyền dài nộp 300 nghìn đồng mỗi quý; thuyền thúng nộp 90 nghìn đồng mỗi quý."


@pytest.mark.parametrize(
    ("said", "question", "wrong"),
    [
        ("Thôn Bầu Sen.", "Thôn Gò Mít nhập thành thôn nào?", True),
        ("Thôn Bầu Sen.", "thon go mit nhap thanh thon nao", True),
        ("Thôn Lạc Sơn.", "Thôn Gò Mít nhập thành thôn nào?", False),
        ("Thôn Bầu Sen và thôn Lạc Sơn.", "Thôn Gò Mít nhập với những thôn nào?", False),
    ],
)
def test_what_is_listed_with_what_the_question_names_is_not_the_answer(
    said: str, question: str, wrong: bool
) -> None:
    assert astray(said, Proof((MERGED,), ""), question) is wrong


def test_a_list_that_holds_all_there_is_may_be_asked_for() -> None:
    held = Proof(("Các thôn nhập lại: thôn Gò Mít, thôn Bầu Sen.",), "")
    assert not astray("Thôn Bầu Sen.", held, "Ngoài thôn Gò Mít còn thôn nào nhập lại?")


@pytest.mark.parametrize(
    ("said", "question", "wrong"),
    [
        ("Phòng Nội vụ.", "Ai chủ trì lập sổ kênh?", True),
        ("Phòng Kế toán.", "Ai chủ trì lập sổ kênh?", True),
        ("Phòng Thủy lợi.", "Ai chủ trì lập sổ kênh?", False),
        ("Phòng Kế toán.", "Phòng Thủy lợi phối hợp với ai?", False),
    ],
)
def test_who_only_joins_in_is_not_who_acts(said: str, question: str, wrong: bool) -> None:
    assert astray(said, Proof((LED,), ""), question) is wrong


@pytest.mark.parametrize(
    ("said", "question", "wrong"),
    [
        ("300 nghìn đồng.", "Thuyền thúng loại nhỏ nộp mấy đồng?", True),
        ("90 nghìn đồng.", "Thuyền thúng loại nhỏ nộp mấy đồng?", False),
        ("300 nghìn đồng.", "Thuyền dài nộp bao nhiêu, thuyền thúng nộp bao nhiêu?", True),
        ("Thuyền dài nộp 300 nghìn đồng mỗi quý.", "Thuyền thúng nộp mấy đồng?", False),
    ],
)
def test_a_figure_is_that_of_what_the_question_tells(said: str, question: str, wrong: bool) -> None:
    assert astray(said, Proof((FEES,), ""), question) is wrong


def test_what_is_no_value_of_the_quotes_is_left_to_other_checks() -> None:
    held = Proof((MERGED,), "")
    assert not astray("Thôn Đồng Gò.", held, "Thôn Gò Mít nhập thành thôn nào?")
    assert not astray("", held, "Thôn Gò Mít nhập thành thôn nào?")
