"""When something falls due, as questions tell it."""

from datetime import date

import pytest

from index.question import dues
from index.question.dues import Turn
from index.question.library import Library
from index.question.query import Matter
from index.question.understanding import understand
from tests.app.answering import plans

LIBRARY = Library(plans.read(plans.LAC_SON, plans.YEN_THUONG))
TODAY = date(2031, 5, 14)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("tháng 6/2031 có những mốc nào", date(2031, 6, 1), date(2031, 6, 30)),
        ("việc nào phải xong trong quý iii/2031", date(2031, 7, 1), date(2031, 9, 30)),
        ("hạn báo cáo trước ngày 15/12/2031", None, date(2031, 12, 15)),
        ("hạn báo cáo trước tháng 6/2031", None, date(2031, 5, 31)),
        ("việc có hạn sau ngày 01/02/2031", date(2031, 2, 2), None),
        ("từ tháng 6 đến tháng 9/2031 có hạn nào", date(2031, 6, 1), date(2031, 9, 30)),
        ("việc nào quá hạn", None, date(2031, 5, 13)),
        ("việc nào quá hạn tính đến ngày 01/02/2031", None, date(2031, 1, 31)),
        ("việc nào quá hạn trong tháng 2/2031", date(2031, 2, 1), date(2031, 2, 28)),
        ("việc nào của kế hoạch năm 2030 quá hạn", None, date(2031, 5, 13)),
        ("sắp tới phải báo cáo gì", TODAY, None),
        ("việc nào sắp đến hạn trong tháng 6/2031", date(2031, 6, 1), date(2031, 6, 30)),
        ("trong 10 ngày tới phải nộp gì", TODAY, date(2031, 5, 24)),
        ("tuần này có hạn nào", date(2031, 5, 12), date(2031, 5, 18)),
        ("tháng sau phải nộp gì", date(2031, 6, 1), date(2031, 6, 30)),
        ("quý này phải xong gì", date(2031, 4, 1), date(2031, 6, 30)),
        ("năm tới có mốc nào", date(2032, 1, 1), date(2032, 12, 31)),
        ("hôm nay có gì đến hạn", TODAY, TODAY),
    ],
)
def test_a_time_is_its_first_and_last_day(
    question: str, first: date | None, last: date | None
) -> None:
    due = dues.read(question)
    assert due is not None
    assert due.days(TODAY) == (first, last)


@pytest.mark.parametrize(
    ("question", "of_year"),
    [
        ("hạn báo cáo trước 15/12", ("01-01", "12-15")),
        ("tháng 6 có những mốc nào", ("06-01", "06-30")),
        ("việc nào phải xong trong quý iii", ("07-01", "09-30")),
        ("sau ngày 30/6 còn hạn nào", ("07-01", "12-31")),
    ],
)
def test_a_time_without_its_year_is_of_any_year(question: str, of_year: tuple[str, str]) -> None:
    due = dues.read(question)
    assert due is not None
    assert due.of_year == of_year


def test_a_question_without_a_time_tells_none() -> None:
    assert dues.read("kế hoạch nào có hạn báo cáo") is None
    assert dues.read("hằng năm phải báo cáo những gì") is None


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("Kế hoạch nào có hạn báo cáo trước 15/12?", True),
        ("Tháng 6/2031 có những mốc nào?", False),
        ("Những việc nào phải xong trong quý III/2031?", False),
        ("Việc nào quá hạn?", False),
        ("Sắp tới phải báo cáo gì?", False),
        ("Trong tháng này có những nhiệm vụ nào đến hạn?", False),
        ("Liệt kê các mốc thời gian của Lạc Sơn Đông trong năm 2031", False),
        ("viec nao qua han", False),
    ],
)
def test_what_falls_due_is_asked_for_as_a_whole(question: str, each: bool) -> None:
    found = understand(question, LIBRARY).inquiry
    assert found is not None
    assert found.matter is Matter.DUE
    assert found.due is not None
    assert found.each is each


def test_a_body_and_reports_narrow_what_falls_due() -> None:
    found = understand("Sở Giao thông vận tải có việc nào quá hạn?", LIBRARY).inquiry
    assert found is not None
    assert found.due is not None
    assert (found.body, found.due.turn) == ("Sở Giao thông vận tải", Turn.OVERDUE)
    told = understand("Tháng 10/2031 phải nộp những báo cáo nào?", LIBRARY).inquiry
    assert told is not None
    assert told.reports


@pytest.mark.parametrize(
    "question",
    [
        "Lạc Sơn Đông phải báo cáo trước ngày nào?",
        "Báo cáo trước ngày 20/10 gửi về đâu?",
        "Kế hoạch nào đặt mục tiêu trải nhựa đường xã đến năm 2030?",
        "Đến năm 2030 Lạc Sơn Đông phải trải nhựa bao nhiêu phần trăm đường xã?",
        "Lạc Sơn Đông phải báo cáo trước ngày 20/10 đúng không?",
        "Việc nâng cấp cầu treo dân sinh phải hoàn thành những hạng mục nào trước năm 2030?",
        "Kế hoạch nào được ban hành trong tháng 3/2025?",
        "So sánh: UBND huyện Lạc Sơn Đông và PCT Trần Văn An, mỗi bên làm gì trước 15/11/2031?",
    ],
)
def test_something_in_particular_is_left_to_the_passages(question: str) -> None:
    found = understand(question, LIBRARY).inquiry
    assert found is None or found.matter is not Matter.DUE
