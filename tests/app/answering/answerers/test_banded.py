"""The row, or the part of a cell, of an invented table in whose range a figure lies."""

import pytest

from app.answering.answerers import banded
from app.answering.claims import Statements
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

TABLE = """Bảng tra cấp lún

| Cấp lún | Chỉ số K | Đặc trưng |
| --- | --- | --- |
| A | K > 4,0 | Ít lún |
| B | 2,0 < K ≤ 4,0 | Lún vừa |
| C | K ≤ 2,0 | Lún nặng |

| TT | Hạng mục | Thông số |
| --- | --- | --- |
| 1 | Tỷ lệ chi phí sửa chữa | |
| 1.1 | Trạm bơm từ 150 MW trở xuống | 1,2% |
| 1.2 | Trạm bơm từ 151 MW đến 300 MW | 0,9% |
| 2 | Tỷ lệ chi phí nhân công | |
| 2.1 | Trạm bơm từ 150 MW trở xuống | 0,8% |
| 2.2 | Trạm bơm từ 151 MW đến 300 MW | 0,5% |

| Tiêu chí | Chấm điểm |
| --- | --- |
| Thôn có tỷ lệ hộ nuôi ong | Từ 80 - 90% cộng 02 điểm; từ 90 - dưới 95% cộng 03 điểm |
"""
HELD = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{TABLE}".encode())]
LIBRARY = plans.library(HELD)


def row(question: str) -> Statements | None:
    query = understand(question, LIBRARY)
    return banded.answer(query, [HELD[0].id], Terms(query, LIBRARY), plans.shelf(HELD))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Chỉ số K bằng 3,1 thì là cấp lún nào?", "B, Lún vừa"),
        ("Trạm bơm 200 MW có tỷ lệ chi phí nhân công bao nhiêu?", "0,5%"),
        ("Thôn có 92% hộ nuôi ong thì được cộng mấy điểm?", "Từ 90 - dưới 95% cộng 03 điểm"),
    ],
)
def test_what_stands_for_the_range_is_said(question: str, value: str) -> None:
    found = row(question)
    assert found is not None
    [claim] = found.claims
    assert claim.value == value


@pytest.mark.parametrize(
    "question",
    [
        "Trạm bơm 200 MW có tỷ lệ bao nhiêu?",
        "Trạm bơm 400 MW có tỷ lệ chi phí nhân công bao nhiêu?",
        "Thôn có 92 hộ nuôi ong thì được cộng mấy điểm?",
        "Thôn có trên 92% hộ nuôi ong thì được cộng mấy điểm?",
        "Kho chứa 200 MW pin mặt trời đặt ở đâu, giao ai trông coi?",
    ],
)
def test_no_one_range_or_another_measure_is_left_to_what_is_read(question: str) -> None:
    assert row(question) is None
