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
        ("Thuyền dài nộp 300 nghìn đồng mỗi quý.", "Thuyền thúng nộp mấy đồng?", True),
    ],
)
def test_a_figure_is_that_of_what_the_question_tells(said: str, question: str, wrong: bool) -> None:
    assert astray(said, Proof((FEES,), ""), question) is wrong


def test_what_is_no_value_of_the_quotes_is_left_to_other_checks() -> None:
    held = Proof((MERGED,), "")
    assert not astray("Thôn Đồng Gò.", held, "Thôn Gò Mít nhập thành thôn nào?")
    assert not astray("", held, "Thôn Gò Mít nhập thành thôn nào?")


EXEMPT = "Dân phòng không phải góp gạo. Đội trưởng không góp củi."
BUOYS = "Cầu bến rộng cho mọi thuyền, sạch và thoáng, mỗi bến có 2 phao."
HEADED = "Điều 7. Sơn lại cầu gỗ\nĐiều 8. Nạo vét mương làng"
BOOKED = "Ban Cầu phà lập sổ bến, Đội Đo đạc vẽ lại toàn bộ bản đồ lòng sông, kèm sơ đồ mốc."
CHIEF = "a) Đối với Trưởng bến: 400.000 đồng một tháng."
DATED = "Theo Công văn số 31/CV-BCP ngày 05/3/2031 và Tờ trình số 7/TTr-BCP ngày 12/4/2031 về bến."


@pytest.mark.parametrize(
    ("said", "quote", "question", "wrong"),
    [
        ("Dân phòng không phải góp gạo.", EXEMPT, "Dân phòng có phải góp gạo hông?", False),
        ("Mỗi bến có 2 phao.", BUOYS, "Bến rộng cho mọi thuyền có mấy phao mỗi bến?", False),
        ("Đội trưởng không góp củi.", EXEMPT, "Dân phòng có phải góp gạo hông?", True),
        ("Điều 8.", HEADED, "Sơn lại cầu gỗ quy định ở điều nào?", True),
        ("Điều 7.", HEADED, "Sơn lại cầu gỗ quy định ở điều nào?", False),
        ("Đội Đo đạc.", BOOKED, "Ai lập sổ bến?", False),
        ("Đội Đo đạc.", HEADED + "\n" + BOOKED, "Ai sơn lại cầu gỗ trên sông?", True),
        ("Đội Đo đạc.", BOOKED, "Ai vẽ lại bản đồ lòng sông?", False),
        ("400.000 đồng.", CHIEF, "Phó trưởng bến mỗi tháng được bao nhiêu?", True),
        ("400.000 đồng.", CHIEF, "Trưởng bến mỗi tháng được bao nhiêu?", False),
        ("Ngày 05/3/2031.", DATED, "Tờ trình số 7/TTr-BCP về bến đề ngày nào?", True),
        ("Ngày 12/4/2031.", DATED, "Tờ trình số 7/TTr-BCP về bến đề ngày nào?", False),
    ],
)
def test_a_value_alone_stands_where_the_question_does(
    said: str, quote: str, question: str, wrong: bool
) -> None:
    assert astray(said, Proof((quote,), ""), question) is wrong


def test_a_part_of_a_list_is_led_in_by_what_it_is() -> None:
    held = Proof((HEADED,), "")
    assert astray("Nạo vét mương làng.", held, "Năm nay thôn sơn lại cầu gỗ nào?")
    assert not astray("Nạo vét mương làng.", held, "Năm nay thôn sơn lại cầu gỗ nào?", part=True)
