"""What is stated in so many words is said, however doubtful a reader is."""

from dataclasses import replace

import pytest

from app.answering import stating
from app.answering.evidence import Evidence, Statement
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

FORM = """ỦY BAN NHÂN DÂN
XÃ LŨNG HẠ
Số: 8/BC-UBND
Lũng Hạ, ngày 3 tháng 7 năm 2031
BÁO CÁO
Kết quả giảm nghèo quý II năm 2031
I. KẾT QUẢ
1. Số hộ thoát nghèo (hộ): 37
2. Kinh phí đã chi (triệu đồng): 268,5
3. Ngày họp đánh giá: 28/6/2031
"""
HELD = plans.read(FORM)
LIBRARY = plans.library(HELD)


def first(question: str, *, probability: float = 0.3) -> str | None:
    """Return the statement that comes first, where each is thought to be as probable."""
    query = understand(question, LIBRARY)
    passages = plans.found(HELD)
    ranked = Evidence(LIBRARY).rank(query, passages, plans.alike(passages))
    read = [replace(each, probability=probability) for each in ranked]
    terms = Terms(query, LIBRARY)
    found: list[Statement] | None = stating.first(query, read, terms, HELD[0])
    if found is None:
        return None
    assert sorted(each.start for each in found) == sorted(each.start for each in read)
    return found[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Xã Lũng Hạ có bao nhiêu hộ thoát nghèo trong quý II năm 2031?", "37"),
        ("Xã Lũng Hạ đã chi mấy tỷ giảm nghèo quý II năm 2031?", "268,5"),
        ("Báo cáo giảm nghèo của Lũng Hạ: ngày họp đánh giá là ngày nào?", "28/6/2031"),
        ("Mục I.2 báo cáo số 8/BC-UBND là bao nhiêu?", "268,5"),
        ("Báo cáo số 8/BC-UBND ngày 03/7/2031 nói có bao nhiêu hộ thoát nghèo?", "37"),
    ],
)
def test_what_is_asked_beside_the_name_of_the_document_is_stated(question: str, words: str) -> None:
    stated = first(question)
    assert stated is not None
    assert words in stated


@pytest.mark.parametrize(
    "question",
    [
        "Xã Lũng Hạ có bao nhiêu hộ thoát nghèo trong quý III năm 2031?",
        "Xã Lũng Hạ có bao nhiêu hộ cận nghèo được vay vốn trong quý II năm 2031?",
        "Xã Lũng Hạ có bao nhiêu người thoát nghèo trong quý II năm 2031?",
        "Ai ký báo cáo giảm nghèo của Lũng Hạ?",
        "Xã Lũng Hạ có thoát nghèo không?",
    ],
)
def test_another_quarter_word_or_unit_and_what_is_no_value_is_not(question: str) -> None:
    assert first(question) is None


def test_what_a_reader_thinks_hardly_possible_is_not() -> None:
    question = "Xã Lũng Hạ có bao nhiêu hộ thoát nghèo trong quý II năm 2031?"
    assert first(question, probability=0.05) is None
