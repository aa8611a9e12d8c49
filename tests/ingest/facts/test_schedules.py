from ingest.facts.model import Deadline, Task
from tests.ingest.facts.reading_of import found


def test_a_time_before_a_colon_is_when_an_item_is_due() -> None:
    deadlines = found(
        "III. LỘ TRÌNH\n1. Tháng 8 năm 2031: hoàn thiện đề án, gửi các làng nghề.\n"
        "2. Năm 2032: xây dựng thương hiệu gốm Hòa Giang.\n"
        "3. Giai đoạn 2033 - 2035 và định hướng đến năm 2040: mở rộng khu trưng bày gốm.\n"
        "4. Năm 2036: hai lò nung mới.\n",
        Deadline,
    )
    assert [(each.what, each.due) for each in deadlines] == [
        ("hoàn thiện đề án, gửi các làng nghề", "Tháng 8/2031"),
        ("xây dựng thương hiệu gốm Hòa Giang", "2032"),
        ("mở rộng khu trưng bày gốm", "Giai đoạn 2033 - 2035 và định hướng đến năm 2040"),
    ]


def test_an_aim_whose_time_stands_before_it_is_due_then() -> None:
    (told,) = found(
        "I. MỤC TIÊU\n- Năm 2032: xây dựng thương hiệu gốm.\n- Năm 2033: hai lò mới.\n", Deadline
    )
    assert told.due == "2032"


def test_a_sentence_between_two_times_is_no_title() -> None:
    told = found(
        "III. LỘ TRÌNH\n1. Tháng 10/2031 rà soát lò, báo cáo vào tháng 11/2031.\n", Deadline
    )
    assert [each.due for each in told] == ["tháng 11/2031"]


def test_months_that_head_items_are_when_each_is_due() -> None:
    deadlines = found(
        "III. LỘ TRÌNH\n1. Tháng 10, tháng 11 năm 2031:\n- Lấy ý kiến các làng nghề;\n"
        "- Tổng hợp ý kiến của thợ gốm.\n2. Chọn đất sét\n- Khảo sát ba bãi sông.\n",
        Deadline,
    )
    assert [each.due for each in deadlines] == ["Tháng 10, tháng 11/2031"] * 2


def test_a_time_in_a_line_of_its_own_is_that_of_the_task_above() -> None:
    text = (
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\n- Thành lập tổ khảo sát nguồn đất sét.\n"
        "Thời gian hoàn thành: Trước ngày 15/11/2031.\n- Mở lớp dạy nghề cho thợ trẻ.\n"
        "Thời gian thực hiện: Từ tháng 3/2032 đến khi hết kinh phí.\n"
    )
    tasks = found(text, Task)
    assert [(task.what, task.due) for task in tasks] == [
        ("Thành lập tổ khảo sát nguồn đất sét", "15/11/2031"),
        ("Mở lớp dạy nghề cho thợ trẻ", "Từ tháng 3/2032 đến khi hết kinh phí"),
    ]
    (deadline,) = found(text, Deadline)
    assert (deadline.what, deadline.who, deadline.due) == (
        "Thành lập tổ khảo sát nguồn đất sét",
        ("Sở Công Thương",),
        "15/11/2031",
    )


def test_a_line_that_orders_or_reports_is_no_part_of_the_task_above() -> None:
    tasks = found(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\n- Mở lớp dạy nghề cho thợ trẻ.\n"
        "- Xây khu trưng bày tại làng Mây (thời gian hoàn thành: trước ngày 20/12/2031).\n"
        "Thời gian gửi báo cáo: trước ngày 15/12 hằng năm.\n",
        Task,
    )
    assert [task.due for task in tasks] == [None, "20/12/2031"]


def test_a_sentence_that_is_only_a_time_is_of_the_order_before_it() -> None:
    (deadline,) = found(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương tổng hợp kết quả khảo sát đất sét. Thời gian hoàn"
        " thành: trước ngày 31/5/2032.\n",
        Deadline,
    )
    assert (deadline.what, deadline.who, deadline.due) == (
        "tổng hợp kết quả khảo sát đất sét",
        ("Sở Công Thương",),
        "31/5/2032",
    )
