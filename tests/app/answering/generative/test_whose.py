"""A value is told of what its own item and clause tell."""

import pytest

from app.answering.generative.proof import Proof
from app.answering.generative.whose import astray

QUOTE = "Hộ nghèo giảm 2%; diện tích chè tăng 5%."


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Hộ nghèo giảm 2%, diện tích chè tăng 5%.", False),
        ("Hộ nghèo giảm 5%, diện tích chè tăng 2%.", True),
        ("Diện tích chè tăng 5%, hộ nghèo giảm 2%.", False),
        ("Diện tích chè tăng 2%, hộ nghèo giảm 5%.", True),
        ("Hộ nghèo giảm 2%.", False),
    ],
)
def test_two_values_keep_their_owners_in_either_order(said: str, wrong: bool) -> None:
    assert astray(said, Proof((QUOTE,), "")) is wrong


def test_values_of_different_measures_are_not_exchanged() -> None:
    held = Proof(("Xã Thượng trồng 12 ha rừng, đạt 40% kế hoạch.",), "")
    assert not astray("Đạt 40% kế hoạch, xã Thượng trồng 12 ha.", held)


SHARES = "Có 60% mẫu được nghiệm thu đúng hạn, trong đó 15% mẫu được đăng ký bảo hộ giống."
ANNEXES = "Ghi tên trạm bơm tại Phụ lục IV. Ghi tên đội đò ngang tại Phụ lục V."
FORMS = "Mẫu số 03: dùng cho cá nhân kê khai. Mẫu số 04: dùng cho đơn vị quản lý kê khai."


@pytest.mark.parametrize(
    ("said", "quote", "wrong"),
    [
        ("Có 60% mẫu được đăng ký bảo hộ giống.", SHARES, True),
        ("Có 15% mẫu được đăng ký bảo hộ giống.", SHARES, False),
        ("Có 60% mẫu được nghiệm thu đúng hạn.", SHARES, False),
        ("Mẫu số 03 dùng cho đơn vị quản lý.", FORMS, True),
        ("Mẫu số 04 dùng cho đơn vị quản lý.", FORMS, False),
        ("Theo các điểm a và b mục này.", "Theo điểm a, b mục này; điểm c bãi bỏ.", False),
        ("Mẫu số 03 dùng cho đơn vị quản lý, Mẫu số 04 dùng cho cá nhân.", FORMS, True),
        ("Mẫu số 03 dùng cho cá nhân, Mẫu số 04 dùng cho đơn vị quản lý.", FORMS, False),
        ("Ghi tên trạm bơm tại Phụ lục IV và tên đội đò ngang tại Phụ lục V.", ANNEXES, False),
        ("Ghi tên đội đò ngang tại Phụ lục IV và tên trạm bơm tại Phụ lục V.", ANNEXES, True),
    ],
)
def test_a_value_is_told_what_its_quote_tells_of_it(said: str, quote: str, wrong: bool) -> None:
    assert astray(said, Proof((quote,), "")) is wrong


PERIODS = """- Giai đoạn 2031-2033
+ 70% số thôn có nhà văn hóa.
+ 85% người dân hài lòng khi làm thủ tục.
- Giai đoạn 2034-2036
+ 95% người dân hài lòng khi làm thủ tục."""
TASKS = """a) Phòng Văn hóa chủ trì đối với lễ hội, đình làng; hát then, hát ru;
b) Phòng Y tế chủ trì đối với tiêm chủng; khám sức khỏe, phát thuốc bổ cho cụ già, sữa học đường."""
RATES = "Hộ nghèo vay với lãi suất 4%/năm, hộ khá vay với lãi suất 6%/năm."
PART = "Kinh phí sửa nhà văn hóa thôn 240 triệu đồng, trong đó thị xã cấp 160 triệu đồng."
FORCE = "Quyết định có hiệu lực từ ngày 20/6/2032, thay thế Quyết định số 7/QĐ-HU ngày 09/4/2027."


@pytest.mark.parametrize(
    ("said", "quote", "wrong"),
    [
        ("Giai đoạn 2031-2033, 85% người dân hài lòng khi làm thủ tục.", PERIODS, False),
        ("Giai đoạn 2031-2033, 95% người dân hài lòng khi làm thủ tục.", PERIODS, True),
        ("70% người dân hài lòng khi làm thủ tục.", PERIODS, True),
        ("Phòng Y tế chủ trì khám sức khỏe, phát thuốc bổ cho cụ già.", TASKS, False),
        ("Phòng Văn hóa chủ trì khám sức khỏe, phát thuốc bổ cho cụ già.", TASKS, True),
        ("Phòng Văn hóa lo hát then, Phòng Y tế lo sữa học đường.", TASKS, False),
        ("Hộ nghèo vay 4%/năm, hộ khá vay 6%/năm.", RATES, False),
        ("Hộ nghèo vay 6%/năm.", RATES, True),
        ("Thị xã cấp 160 triệu đồng để sửa nhà văn hóa thôn.", PART, False),
        ("Thị xã cấp 240 triệu đồng để sửa nhà văn hóa thôn.", PART, True),
        ("Từ ngày 20/6/2032 quyết định này thay thế Quyết định số 7/QĐ-HU.", FORCE, False),
    ],
)
def test_items_clauses_and_leads_tell_whose_a_value_is(said: str, quote: str, wrong: bool) -> None:
    assert astray(said, Proof((quote,), "")) is wrong


def test_what_all_are_told_of_and_what_the_headings_say_decides_nothing() -> None:
    held = Proof(("Đợt 1 trồng 30 ha rừng; đợt 2 trồng 45 ha rừng.",), "Rừng phòng hộ ven sông")
    assert not astray("Trồng 30 ha rừng phòng hộ ven sông.", held)
