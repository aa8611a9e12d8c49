"""The row of an invented table that has the most, or the least."""

import pytest

from app.answering.answerers import extremes
from app.answering.claims import Statements
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

TABLE = """| STT | Thôn | Số đội tuần tra | Kinh phí (triệu đồng) | Hoàn thành |
| --- | --- | --- | --- | --- |
| 1 | Đồi Sim | 12 | 1.250 | 30/6/2027 |
| 2 | Khe Nứa | 7 | 980 | 15/3/2027 |
| 3 | Bãi Trầu | 9 | 980 | 30/9/2027 |
|  | Tổng cộng | 28 | 3.210 |  |
"""
HELD = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{TABLE}".encode())]
LIBRARY = plans.library(HELD)


def row(question: str) -> Statements | None:
    query = understand(question, LIBRARY)
    return extremes.answer(query, [HELD[0].id], Terms(query, LIBRARY), plans.shelf(HELD))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Thôn nào có nhiều đội tuần tra nhất?", "Đồi Sim"),
        ("Thôn nào có ít đội tuần tra nhất?", "Khe Nứa"),
        ("Thôn nào được phân bổ kinh phí nhiều nhất?", "Đồi Sim"),
        ("Thôn nào hoàn thành muộn nhất?", "Bãi Trầu"),
    ],
)
def test_the_row_is_named_and_its_sum_is_none(question: str, name: str) -> None:
    found = row(question)
    assert found is not None
    [claim] = found.claims
    assert claim.value == name
    assert name in claim.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Thôn nào có đội tuần tra?",
        "Thôn nào được phân bổ kinh phí ít nhất?",
        "Xã nào có nhiều đội tuần tra nhất?",
        "Thôn nào có nhiều cầu treo nhất?",
    ],
)
def test_two_alike_or_another_measure_are_left_to_what_is_read(question: str) -> None:
    assert row(question) is None


def test_a_row_that_titles_others_is_not_compared_with_them() -> None:
    table = """| STT | Thôn | Số đội tuần tra |
| --- | --- | --- |
| I | Thôn ven sông | 21 |
| 1 | Khe Nứa | 9 |
| 2 | Bãi Trầu | 12 |
"""
    held = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{table}".encode())]
    library = plans.library(held)
    query = understand("Thôn nào có nhiều đội tuần tra nhất?", library)
    terms = Terms(query, library)
    found = extremes.answer(query, [held[0].id], terms, plans.shelf(held))
    assert found is not None
    assert [claim.value for claim in found.claims] == ["Bãi Trầu"]
