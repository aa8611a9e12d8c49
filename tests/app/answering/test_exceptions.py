"""What a statement leaves out is answered by that."""

import pytest

from app.answering import exceptions
from index.question.library import Library
from index.question.understanding import understand

OFFICES = "Người đứng đầu phải có bằng quản lý bến đò, trừ kiểm soát viên làm theo mùa vụ."
BOATS = "Không thu phí bến đò của hộ dân, trừ trường hợp chở hàng hóa qua đêm."


@pytest.mark.parametrize(
    ("question", "statement", "side"),
    [
        ("Kiểm soát viên theo mùa vụ có phải có bằng quản lý bến đò không?", OFFICES, False),
        ("Bằng quản lý bến đò có bỏ ra kiểm soát viên theo mùa vụ không?", OFFICES, True),
        ("Chở hàng hóa qua đêm có bị thu phí không?", BOATS, True),
        ("Người đứng đầu có phải có bằng quản lý bến đò không?", OFFICES, None),
        ("Luật có quy định khác thì có thu không?", "Không thu, trừ khi luật quy định khác.", None),
        ("Có được khấu trừ phí chở hàng không?", "Được khấu trừ phí chở hàng hóa.", None),
    ],
)
def test_the_side_of_what_is_left_out(question: str, statement: str, *, side: bool | None) -> None:
    assert exceptions.side(understand(question, Library([])), statement) is side
