from ingest.facts.model import Deadline, Indicator, Task
from tests.ingest.facts.reading_of import found

_HEADS = (
    "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n"
    "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm |\n"
    "|---|---|---|---|---|---|\n"
)


def test_a_row_is_a_task_with_its_cells() -> None:
    (task,) = found(
        _HEADS + "| I | Về đào tạo | | | | |\n"
        "| 1 | Mở lớp nghề | Sở Công Thương; Sở Tài chính | các sở, ngành | Năm 2031 | 12 lớp |\n",
        Task,
    )
    assert task.what == "Mở lớp nghề"
    assert task.lead == ("Sở Công Thương", "Sở Tài chính")
    assert (task.support, task.due, task.product) == (("các sở, ngành",), "2031", "12 lớp")
    assert task.path[-1] == "I"


def test_a_row_whose_values_stand_under_other_heads_is_read_by_what_they_are() -> None:
    rows = found(
        _HEADS + "| 1 | Khảo sát đất sét | Sở Xây dựng | UBND cấp xã | Quý I/2031 | Bản đồ |\n"
        "| Lập quy hoạch cụm làng nghề | Sở Xây dựng | UBND cấp xã | Quý II/2031 | Quy hoạch | |\n",
        Task,
    )
    assert [row.what for row in rows] == ["Khảo sát đất sét", "Lập quy hoạch cụm làng nghề"]
    assert [row.due for row in rows] == ["Quý I/2031", "Quý II/2031"]
    assert rows[1].lead == ("Sở Xây dựng",)
    assert rows[1].confidence < rows[0].confidence


def test_a_group_row_that_names_a_body_leads_the_rows_below_it() -> None:
    tasks = found(
        "PHỤ LỤC\nNHIỆM VỤ\n\n| TT | Nội dung | Thời hạn |\n|---|---|---|\n"
        "| I | Sở Công Thương | |\n"
        "| 1 | Mở lớp dạy nghề | Quý II/2031 |\n",
        Task,
    )
    assert [(task.lead, task.due) for task in tasks] == [(("Sở Công Thương",), "Quý II/2031")]


def test_a_row_that_reports_is_a_deadline_too() -> None:
    (deadline,) = found(
        _HEADS + "| 1 | Báo cáo tổng kết đề án | Sở Công Thương | | Hằng năm | Báo cáo |\n",
        Deadline,
    )
    assert (deadline.who, deadline.due, deadline.recurring) == (
        ("Sở Công Thương",),
        "Hằng năm",
        True,
    )


def test_tables_of_other_things_hold_no_facts() -> None:
    text = (
        "PHỤ LỤC\nĐỊNH MỨC\n\n| Mã hiệu | Công tác | Đơn vị | Số lượng |\n|---|---|---|---|\n"
        "| B1 | Trát | công | 12 |\n"
    )
    assert not found(text, Task)


def test_a_table_of_targets_may_say_who_answers_for_them() -> None:
    body = (
        "PHỤ LỤC\nDANH MỤC CÁC CHỈ TIÊU\n\n"
        "| TT | Chỉ tiêu | Đơn vị | Kết quả | Cơ quan chủ trì theo dõi |\n|---|---|---|---|---|\n"
        "| I | Giai đoạn 2031-2033 | | | |\n"
        "| 1 | Tỉ lệ lò nung được kiểm định | % | 95% | Sở Xây dựng |\n"
        "| 2 | Số thợ được dạy nghề | người | 1.200 | Sở Nội vụ |\n"
    )
    first, second = found(body, Indicator)
    assert (first.value, first.unit, first.by) == ("95", "%", "2031 - 2033")
    assert (second.value, second.unit) == ("1.200", "người")
    assert not found(body, Task)


def test_groups_are_numbered_in_parts_and_a_lead_names_who_works_with_it() -> None:
    (task,) = found(
        "PHỤ LỤC\nNHIỆM VỤ\n\n"
        "| TT | Nhiệm vụ | Cơ quan thực hiện | Thời gian |\n|---|---|---|---|\n"
        "| | III.1.2 | Nhóm nhiệm vụ về đào tạo thợ | |\n"
        "| 1 | Mở lớp dạy nghề | Sở Nội vụ chủ trì, phối hợp với Sở Công Thương | Quý II/2031 |\n",
        Task,
    )
    assert (task.lead, task.support) == (("Sở Nội vụ",), ("Sở Công Thương",))


def test_a_table_that_charges_no_one_holds_no_tasks() -> None:
    text = (
        "PHỤ LỤC\nDỰ ÁN\n\n| TT | Tên dự án | Nội dung | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Nhà trưng bày gốm | Xây dựng 01 nhà hai tầng | 2031 - 2033 |\n"
    )
    assert not found(text, Task)


def test_a_column_of_what_was_reached_is_no_target() -> None:
    (first, _) = found(
        "PHỤ LỤC\nCHỈ TIÊU\n\n| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2030 | Đến năm 2035 |\n"
        "|---|---|---|---|---|\n| 1 | Tỷ lệ thợ qua đào tạo | % | 60 | 70 |\n"
        "| 2 | Số làng nghề | làng | 5 | 10 |\n",
        Indicator,
    )
    assert first.series == (("2035", "70"),)
