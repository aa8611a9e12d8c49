from ingest.facts.model import Deadline, Task
from ingest.facts.reading import facts
from tests.ingest.facts.reading_of import HEAD, document, found


def test_items_under_a_title_that_names_a_body_are_its_tasks() -> None:
    tasks = found(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\n"
        "- Chủ trì, phối hợp với Sở Tài chính, UBND cấp xã xây dựng vùng nguyên liệu đất sét.\n"
        "- Mở các lớp dạy nghề cho người lao động nông thôn.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Sở Công Thương",)] * 2
    assert tasks[0].support == ("Sở Tài chính", "UBND cấp xã")
    assert tasks[0].what == "xây dựng vùng nguyên liệu đất sét"
    assert tasks[0].path == ("I", "1")


def test_a_sentence_tells_the_bodies_it_begins_with() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Giao Sở Tài chính chủ trì tham mưu bố trí kinh phí hằng năm;"
        " thường xuyên kiểm tra việc sử dụng kinh phí.\n"
        "2. Căn cứ tình hình thực tế, các địa phương tổ chức hội thi tay nghề cho thợ giỏi.\n"
    )
    tasks = found(text, Task)
    assert [task.lead for task in tasks] == [
        ("Sở Tài chính",),
        ("Sở Tài chính",),
        ("các địa phương",),
    ]
    assert tasks[1].confidence < tasks[0].confidence


def test_a_lead_in_tells_those_of_the_items_below_it() -> None:
    tasks = found(
        "II. NHIỆM VỤ\n1. Đào tạo nghề\nGiao các sở, ngành:\n"
        "- Rà soát nhu cầu học nghề của lao động.\n"
        "- Xây dựng giáo trình dạy nghề gốm.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("các sở, ngành",)] * 2


def test_purpose_past_and_closing_formulas_order_nothing() -> None:
    assert not found(
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Yêu cầu\nCác sở, ban, ngành xác định rõ trách nhiệm được giao.\n"
        "II. NHIỆM VỤ\n1. Sở Công Thương đã tổ chức 12 lớp dạy nghề cho lao động.\n"
        "2. Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành Quyết định này.\n",
        Task,
    )


def test_reports_are_deadlines_with_who_to_whom_and_when() -> None:
    deadlines = found(
        "V. CHẾ ĐỘ BÁO CÁO\n"
        "1. Các sở, ngành báo cáo kết quả về Sở Công Thương trước ngày 20/11 hằng năm.\n"
        "2. Trong quá trình thực hiện nếu có khó khăn, vướng mắc, đề nghị các đơn vị phản ánh về"
        " Sở Công Thương để tổng hợp.\n",
        Deadline,
    )
    assert [(d.who, d.to, d.due, d.recurring) for d in deadlines] == [
        (("Các sở, ngành",), ("Sở Công Thương",), "20/11 hằng năm", True),
        (("các đơn vị",), ("Sở Công Thương",), "nếu có khó khăn, vướng mắc", True),
    ]


def test_a_dated_duty_is_a_task_and_a_deadline() -> None:
    text = (
        "II. NHIỆM VỤ\n"
        "1. Sở Xây dựng hoàn thành quy hoạch cụm làng nghề trước ngày 30 tháng 6 năm 2032.\n"
    )
    (task,) = found(text, Task)
    (deadline,) = found(text, Deadline)
    assert task.due == deadline.due == "30/6/2032"


def test_what_a_portal_puts_before_the_letterhead_is_left_out() -> None:
    summary = "Sở Công Thương mở lớp\n1. Sở Công Thương tổ chức mở lớp dạy nghề gốm trong năm.\n"
    body = "II. NHIỆM VỤ\n1. Sở Công Thương tổ chức mở lớp dạy nghề gốm trong năm.\n"
    from ingest.pipeline import parse

    read = parse("plan.md", (summary + HEAD + body).encode())
    tasks = [fact for fact in facts(read) if isinstance(fact, Task)]
    assert len(tasks) == 1
    assert tasks[0].start > len(summary)


def test_tasks_told_part_by_part() -> None:
    text = (
        "II. NỘI DUNG\n1. Tổ chức hội chợ làng nghề hằng năm\n- Cơ quan chủ trì: Sở Công Thương.\n"
        "- Cơ quan phối hợp: UBND cấp xã.\n- Thời gian thực hiện: Quý IV/2031.\n"
        "- Sản phẩm: Hội chợ.\n"
        "2. Khảo sát nguồn đất sét"
        " (Cơ quan chủ trì: Sở Xây dựng; thời gian: trước ngày 15/9/2031).\n"
    )
    tasks = found(text, Task)
    assert [(task.lead, task.support, task.due, task.product) for task in tasks] == [
        (("Sở Công Thương",), ("UBND cấp xã",), "Quý IV/2031", "Hội chợ"),
        (("Sở Xây dựng",), (), "15/9/2031", None),
    ]


def test_words_keep_the_spelling_of_the_document() -> None:
    read = document(
        "II. NHIỆM VỤ\n1. Uỷ ban nhân dân xã xây dựng khu trưng bày hoà hợp cảnh quan.\n"
    )
    (task,) = [fact for fact in facts(read) if isinstance(fact, Task)]
    assert task.lead == ("Uỷ ban nhân dân xã",)
    assert "hoà hợp" in task.what
