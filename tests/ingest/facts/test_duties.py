import pytest

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


def test_a_title_of_rooms_tells_no_one_to_act() -> None:
    assert not found(
        "II. NỘI DUNG\n1. Các phòng chức năng\n"
        "- Phòng nghỉ: đủ chỗ cho thợ gốm, thoáng mát về mùa hè.\n"
        "- Kho đất sét có mái che, xa lò nung và nguồn nước.\n",
        Task,
    )


def test_a_duty_of_an_article_with_only_a_time_limit_is_a_deadline() -> None:
    text = (
        "Điều 1. Cấp thẻ\n1. Trong thời hạn 05 ngày kể từ ngày nhận đơn, Sở Công Thương cấp thẻ"
        " cho thợ gốm.\n2. Sở Công Thương kiểm tra tay nghề thợ gốm.\nĐiều 2. Hiệu lực\n"
    )
    assert len(found(text, Deadline)) == 1
    assert [task.what for task in found(text, Task)] == ["kiểm tra tay nghề thợ gốm"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Tùy theo quy mô lò, Sở Xây dựng kiểm tra ống khói.", "Sở Xây dựng"),
        ("Lực lượng tuần tra chủ trì chữa cháy lò nung.", "Lực lượng tuần tra"),
        (
            "Đơn vị kiểm định lò nung cấp xã có trách nhiệm lưu kết quả.",
            "Đơn vị kiểm định lò nung cấp xã",
        ),
        ("Ngân hàng Chính sách xã hội khoanh nợ cho thợ gốm.", "Ngân hàng Chính sách xã hội"),
    ],
)
def test_who_acts_is_told_with_the_words_that_say_which(sentence: str, lead: str) -> None:
    (task,) = found(f"II. NHIỆM VỤ\n1. {sentence}\n", Task)
    assert task.lead == (lead,)


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


@pytest.mark.parametrize(
    ("order", "dues"),
    [
        ("sửa xong lò trước 15 tháng 6 năm 2031.", ["15/6/2031"]),
        ("hoàn thành lò trước 01/5/2031; xây nhà trước 01/9/2031.", ["01/5/2031", "01/9/2031"]),
        ("báo cáo Hội đồng nhân dân tỉnh tại kỳ họp cuối năm.", ["kỳ họp cuối năm"]),
        ("báo cáo kết quả trước 15:00 ngày thứ Sáu hằng tuần.", ["15:00 ngày thứ Sáu hằng tuần"]),
        ("gửi danh sách trước 17 giờ ngày 12/12/2031.", ["17 giờ ngày 12/12/2031"]),
        ("định kỳ 03 năm một lần điều tra nguồn đất sét.", []),
        ("trả lời trong vòng 05 ngày kể từ khi nhận.", ["trong vòng 05 ngày kể từ khi nhận"]),
        ("trao quà cho thợ gốm trước Tết Nguyên đán năm 2032.", ["trước Tết Nguyên đán năm 2032"]),
        ("hoàn thành vượt mức chỉ tiêu, kế hoạch năm 2031.", []),
        ("thẩm định trong 10 ngày, có thể kéo dài không quá 15 ngày.", ["trong 10 ngày"]),
        ("bồi dưỡng thợ trẻ trong 02 năm.", []),
    ],
)  # fmt: skip
def test_times_by_which_an_order_is_to_be_carried_out(order: str, dues: list[str]) -> None:
    deadlines = found(f"II. NHIỆM VỤ\n1. Sở Công Thương {order}\n", Deadline)
    assert [each.due for each in deadlines] == dues


def test_a_year_that_opens_a_sentence_is_when_it_is_finished() -> None:
    (deadline,) = found(
        "II. NHIỆM VỤ\n1. Làng nghề\nTrước năm 2033, cơ bản hoàn thành khu trưng bày gốm.\n",
        Deadline,
    )
    assert deadline.due == "trước năm 2033"


def test_the_limit_of_a_lead_in_is_a_deadline() -> None:
    (deadline,) = found(
        "II. NHIỆM VỤ\n1. Định kỳ (trước ngày 14 tháng 5 hằng năm), Ủy ban nhân dân cấp xã có trách"
        " nhiệm:\na) Rà soát số lò nung trên địa bàn.\n",
        Deadline,
    )
    assert (deadline.who, deadline.due) == (("Ủy ban nhân dân cấp xã",), "14/5 hằng năm")


def test_a_long_order_is_quoted_by_the_part_that_tells_the_time() -> None:
    end = " để bảo đảm nguồn nguyên liệu ổn định cho các hộ làm nghề trong nhiều năm tới" * 2
    body = (
        "II. NHIỆM VỤ\n1. Sở Công Thương khảo sát các bãi đất sét ven sông và vùng đồi, hoàn thành"
        f" trước ngày 01/9/2031, đồng thời xây dựng phương án khai thác{end}.\n"
    )
    (deadline,) = found(body, Deadline)
    read = document(body)
    assert read.text[deadline.start : deadline.end] == "hoàn thành trước ngày 01/9/2031,"


def test_what_was_done_praised_agreed_or_may_be_done_orders_nothing() -> None:
    assert not found(
        "II. NHIỆM VỤ\n1. Sở Công Thương trong thời gian ngắn đã hoàn thành hồ sơ làng nghề.\n"
        "2. Ban Chỉ đạo cơ bản nhất trí với đề xuất của các làng nghề.\n"
        "3. Thay mặt Ủy ban nhân dân tỉnh, ghi nhận nỗ lực của Sở Công Thương, các làng nghề.\n"
        "4. Giám đốc Sở Công Thương có thẩm quyền kiểm tra các lò nung.\n"
        "5. Sở Công Thương triển khai thực hiện nghiêm túc, có hiệu quả Nghị quyết này.\n",
        Task,
    )


def test_a_title_says_whose_duties_stand_below_it_by_any_name() -> None:
    tasks = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Trách nhiệm của chủ lò nung:\n- Lắp đồng hồ đo khí thải.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("chủ lò nung",)]


def test_what_a_dossier_is_made_of_is_no_duty() -> None:
    tasks = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương có trách nhiệm lập hồ sơ. Hồ sơ gồm các văn"
        " bản sau đây:\na) Báo cáo kết quả khảo sát;\nb) Quyết định công nhận.\n",
        Task,
    )
    assert [task.what for task in tasks] == ["lập hồ sơ"]


def test_blank_forms_behind_the_signature_order_nothing() -> None:
    tasks = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương tổ chức lớp dạy nghề gốm.\n\nNơi nhận:\n"
        "- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Gốm\n\nPHỤ LỤC\nBIỂU MẪU\n"
        "Mẫu số 01: Quyết định kiểm tra\n1. Sở Công Thương kiểm tra lò nung tại …… trong … ngày.\n",
        Task,
    )
    assert [task.what for task in tasks] == ["tổ chức lớp dạy nghề gốm"]


def test_bodies_that_are_instructed_may_be_listed_behind_a_semicolon() -> None:
    tasks = found(
        "II. NHIỆM VỤ\n1. Sở Nội vụ theo dõi, đôn đốc, hướng dẫn các sở, Hội Nông dân tỉnh;"
        " các xã, phường tổ chức triển khai phong trào; thẩm định hồ sơ khen thưởng.\n",
        Task,
    )
    assert {task.lead for task in tasks} == {("Sở Nội vụ",)}


def test_a_lead_in_that_names_no_one_goes_on_for_those_told_before() -> None:
    tasks = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Ủy ban nhân dân các xã bố trí kinh phí cho làng nghề;\n"
        "tập trung một số nhiệm vụ cụ thể sau:\n- Tổ chức lớp dạy nghề;\n- Trồng rừng lấy củi.\n",
        Task,
    )
    assert [task.what for task in tasks] == [
        "bố trí kinh phí cho làng nghề",
        "Tổ chức lớp dạy nghề",
        "Trồng rừng lấy củi",
    ]
    assert {task.lead for task in tasks} == {("Ủy ban nhân dân các xã",)}


def test_those_whom_another_is_asked_to_direct_are_told_too() -> None:
    tasks = found(
        "Để giữ nghề gốm, Ủy ban nhân dân tỉnh đề nghị Ủy ban nhân dân các huyện chỉ đạo"
        " Phòng Kinh tế thực hiện các nội dung công việc sau:\n1. Rà soát các lò nung.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Ủy ban nhân dân các huyện", "Phòng Kinh tế")]


def test_a_name_that_a_line_breaks_off_is_put_together() -> None:
    tasks = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Giao Sở\nCông Thương là cơ quan đầu mối, tổ chức thực hiện các"
        " nhiệm vụ sau:\n- Tổ chức lớp dạy nghề.\n",
        Task,
    )
    assert ("Sở Công Thương",) in {task.lead for task in tasks if "lớp dạy nghề" in task.what}


def test_what_those_who_issue_decide_is_no_duty_of_theirs() -> None:
    assert not found(
        "Điều 1. Sắp xếp các làng nghề\nTrên cơ sở đề án, Ủy ban nhân dân tỉnh quyết định sắp xếp"
        " các làng nghề như sau:\n1. Sắp xếp toàn bộ các lò của thôn Thượng thành làng Thượng.\n",
        Task,
    )


def test_what_a_body_may_do_or_has_is_no_duty() -> None:
    assert not found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Thanh tra Sở: 02 vạch;\n2. Các xã phía Nam có thể chuyển đổi lò"
        " nung để phù hợp với thời tiết.\n3. Quỹ 20% đất ở là quỹ đất phải bàn giao cho tỉnh.\n",
        Task,
    )


def test_a_duty_may_stand_behind_what_it_is_about_and_a_colon() -> None:
    tasks = found(
        "II. NHIỆM VỤ\n1. Về hỗ trợ lò nung: Giao Sở Tài chính bố trí kinh phí theo quy định.\n"
        "2. Đối với lò đã cũ: Sở Xây dựng kiểm tra việc di dời.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Sở Tài chính",), ("Sở Xây dựng",)]


def test_a_year_within_which_it_is_to_be_done_is_a_limit() -> None:
    (deadline,) = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương xây dựng tiêu chí để trình Ủy ban nhân dân tỉnh"
        " phê duyệt trong năm 2032;\n2. Sở Tài chính bố trí kinh phí năm 2032 cho làng nghề.\n",
        Deadline,
    )
    assert (deadline.who, deadline.due) == (("Sở Công Thương",), "2032")


def test_the_part_that_reports_is_quoted_though_another_word_of_reporting_comes_before() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Giao Sở Y tế, Sở Nội vụ nghiên cứu các kiến nghị của làng nghề có liên"
        " quan đến chức năng, nhiệm vụ được giao để xem xét lồng ghép vào chương trình của tỉnh,"
        " báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2031.\n"
    )
    (deadline,) = found(body, Deadline)
    text = document(body).text
    assert text[deadline.start : deadline.end].startswith("báo cáo Ủy ban nhân dân tỉnh")


def test_a_report_is_due_in_the_years_of_summing_up_and_after_an_event() -> None:
    deadlines = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ tham mưu UBND tỉnh sơ kết vào năm 2033, tổng kết vào"
        " năm 2035.\n2. Sở Y tế báo cáo UBND tỉnh ngay sau khi kết thúc đợt mưa lũ.\n"
        "3. Sở Nội vụ trình UBND tỉnh ban hành quy chế trong quý I năm 2032.\n",
        Deadline,
    )
    assert [(each.who, each.due) for each in deadlines] == [
        (("Sở Nội vụ",), "2033"),
        (("Sở Nội vụ",), "2035"),
        (("Sở Y tế",), "ngay sau khi kết thúc đợt mưa lũ"),
        (("Sở Nội vụ",), "quý I/2032"),
    ]


def test_what_arises_and_what_has_to_happen_before_call_for_a_report() -> None:
    deadlines = found(
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Công Thương báo cáo các vấn đề phát sinh trong quá trình thực hiện với UBND tỉnh.\n"
        "2. Sở Xây dựng tổng hợp, báo cáo những khó khăn, vướng mắc (nếu có).\n"
        "3. Sau khi phương án được thông qua, Sở Nội vụ báo cáo UBND tỉnh danh sách thợ.\n"
        "4. Sau khi nghe ý kiến các đơn vị, Sở Tài chính kết luận như sau.\n",
        Deadline,
    )
    assert [(each.who, each.due) for each in deadlines] == [
        (("Sở Công Thương",), "khi có phát sinh"),
        (("Sở Xây dựng",), "khi có khó khăn, vướng mắc"),
        (("Sở Nội vụ",), "Sau khi phương án được thông qua"),
    ]


def test_those_who_are_reported_to_are_not_told_by_it() -> None:
    (deadline,) = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị triển khai Kế hoạch này; trong quá trình thực hiện,"
        " nếu có vướng mắc, kịp thời báo cáo UBND tỉnh, Chủ tịch UBND tỉnh (qua Sở Tài chính).\n",
        Deadline,
    )
    assert deadline.who == ("Các đơn vị",)
    assert deadline.to == ("UBND tỉnh", "Chủ tịch UBND tỉnh")


def test_those_asked_in_the_opening_are_told_by_a_numbered_paragraph() -> None:
    long = "các biện pháp phòng cháy tại lò nung, kho củi và nơi phơi gốm trong mùa khô năm nay"
    (task,) = found(f"Sở Công Thương yêu cầu các cơ quan, đơn vị:\n1. Kiểm tra {long}.\n", Task)
    assert task.lead == ("các cơ quan, đơn vị",)


def test_the_letterhead_of_an_attached_part_names_no_one() -> None:
    assert not found(
        "Điều 1. Hiệu lực\n1. Từ ngày ký.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Gốm\n\n"
        "BỘ CÔNG THƯƠNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUY CHẾ\nQuản lý lò nung\n"
        "Điều 1. Lò nung đạt chuẩn\n1. Tường lò đủ dày và kín theo mẫu của làng nghề gốm.\n",
        Task,
    )


def test_items_below_a_dated_lead_in_are_due_then() -> None:
    tasks = found(
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Trước ngày 01 tháng 11 hằng năm Sở Công Thương có trách nhiệm:\n"
        "a) Lập danh sách lò nung;\nb) Kiểm tra kho củi trước ngày 15/9.\n",
        Task,
    )
    assert [(task.lead, task.due) for task in tasks] == [
        (("Sở Công Thương",), "01/11 hằng năm"),
        (("Sở Công Thương",), "15/9"),
    ]


def test_how_a_council_meets_and_works_is_no_duty() -> None:
    assert not found(
        "Điều 1. Nhiệm vụ của Hội đồng nghề gốm\n1. Hội đồng họp khi có ít nhất hai phần ba dự.\n"
        "2. Hội đồng làm việc theo nguyên tắc tập trung dân chủ.\nĐiều 2. Hiệu lực\n",
        Task,
    )


def test_bare_duties_below_a_sentence_are_for_those_whom_it_tells() -> None:
    tasks = found(
        "II. NHIỆM VỤ\n1. Sở Công Thương chỉ đạo các làng nghề nâng cao tay nghề cho thợ gốm.\n"
        "- Tổ chức hội thi tay nghề.\n- Thợ giỏi được thưởng.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Sở Công Thương",)] * 2


def test_a_lead_in_may_end_with_a_full_stop() -> None:
    tasks = found(
        "Điều 1. Trách nhiệm của các sở, ngành\n1. Sở Công Thương quản lý lò, có trách nhiệm.\n"
        "a) Lập danh sách lò nung;\nb) Kiểm tra kho củi.\nĐiều 2. Hiệu lực\n1. Từ ngày ký.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Sở Công Thương",)] * 2
