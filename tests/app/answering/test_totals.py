"""Where a total is asked for, the row that states it answers."""

from dataclasses import replace

import pytest

from app.answering import totals
from app.answering.evidence import Evidence, Statement
from index.question.understanding import understand
from tests.app.answering import plans

ROWS = (
    "Nội dung: In tài liệu; Kinh phí (triệu đồng): 40; Nguồn: Ngân sách xã\n"
    "Nội dung: Thuê hội trường; Kinh phí (triệu đồng): 25; Nguồn: Ngân sách xã\n"
    "Nội dung: Tổng cộng; Kinh phí (triệu đồng): 65"
)
HELD = plans.read(
    plans.LAC_SON.replace(
        "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.", f"2. Dự toán:\n{ROWS}"
    )
)
LIBRARY = plans.library(HELD)


def first(question: str, words: str) -> str:
    """Return the statement that comes first where the one with these words was best."""
    query = understand(question, LIBRARY)
    passages = plans.found(HELD)
    found = Evidence(LIBRARY).rank(query, passages, plans.alike(passages))
    best = next(each for each in found if words in each.text)
    read = [replace(best, probability=0.5), *(each for each in found if each is not best)]
    ranked: list[Statement] = totals.first(query, read)
    assert sorted(each.start for each in ranked) == sorted(each.start for each in read)
    assert ranked[0].probability == 0.5
    return ranked[0].text


@pytest.mark.parametrize("words", ["In tài liệu", "Dự toán"])
def test_the_sum_comes_before_its_rows_and_their_title(words: str) -> None:
    assert "Tổng cộng" in first("Tổng kinh phí của Lạc Sơn là bao nhiêu tiền?", words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Kinh phí in tài liệu của Lạc Sơn là bao nhiêu tiền?", "In tài liệu"),
        ("Tổng công ty nào của Lạc Sơn in tài liệu?", "In tài liệu"),
        ("Tổng tỷ lệ đường xã được trải nhựa là bao nhiêu phần trăm?", "trải nhựa"),
    ],
)
def test_what_no_sum_is_asked_for_stays(question: str, words: str) -> None:
    assert words in first(question, words)
