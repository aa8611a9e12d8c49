"""What a statement leaves out is answered by that."""

import pytest

from app.answering import exceptions
from app.answering.citations import quote
from app.answering.claims import Claim, Role
from index.question.library import Library
from index.question.understanding import understand
from tests.app.answering import plans

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


SCHOOL = """ỦY BAN NHÂN DÂN
TỈNH LẠC SƠN ĐÔNG
Số: 45/2025/QĐ-UBND
Lạc Sơn Đông, ngày 12 tháng 3 năm 2025
QUYẾT ĐỊNH
Quy định về bến đò
Điều 3. Giờ chạy đò
1. Giờ chạy đò trong tháng:
a) Không quá 200 giờ, trừ trường hợp quy định tại điểm b khoản này;
b) Quá 200 giờ khi nước lớn, chủ bến báo Ủy ban nhân dân xã.
2. Đò nghỉ khi có bão, trừ trường hợp pháp luật quy định khác.
3. Đò sơn màu vàng.
"""


@pytest.mark.parametrize(
    ("said", "told"),
    [("Không quá 200 giờ", ["Không quá 200 giờ", "Quá 200 giờ khi nước lớn"]), ("Đò nghỉ", ["Đò"])],
)
def test_an_exception_that_another_part_states_is_said_beside(said: str, told: list[str]) -> None:
    (held,) = plans.read(SCHOOL)
    start = held.text.index(said)
    quoted = quote(held, start, held.text.index("\n", start), 0.9)
    claim = Claim(Role.STATEMENT, held.id, "Quyết định", (), (quoted.text,), (quoted,))
    found = exceptions.beside((claim,), plans.shelf([held]))
    assert all(each.text.startswith(words) for each, words in zip(found, told, strict=True))
