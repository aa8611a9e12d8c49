import pytest

from ingest.facts.model import Deadline, Task
from tests.ingest.facts.reading_of import document, found

_WORK = "I. TỔ CHỨC THỰC HIỆN\n1. "


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        (
            "Chậm nhất 10 ngày sau khi kết thúc đợt kiểm tra, Sở Y tế gửi báo cáo về UBND tỉnh.",
            "Chậm nhất 10 ngày sau khi kết thúc đợt kiểm tra",
        ),
        (
            "Các đơn vị gửi danh sách về Sở Nội vụ trước ngày khai mạc ít nhất 05 ngày làm việc.",
            "trước ngày khai mạc ít nhất 05 ngày làm việc",
        ),
        (
            "Sở Công Thương báo cáo UBND tỉnh định kỳ hằng tháng, quý, 6 tháng, năm.",
            "định kỳ hằng tháng, quý, 6 tháng, năm",
        ),
        ("Sở Công Thương định kỳ 6 tháng, năm báo cáo UBND tỉnh.", "định kỳ 6 tháng, năm"),
        ("Thời hạn gửi báo cáo: ngày 20 của tháng cuối quý.", "ngày 20 của tháng cuối quý"),
        (
            "Sau khi kết thúc đợt kiểm tra, Sở Nội vụ báo cáo kết quả về UBND tỉnh.",
            "Sau khi kết thúc đợt kiểm tra",
        ),
        (
            "Khi xảy ra sự cố lò nung thì Ban Chỉ đạo phòng, chống cháy nổ tỉnh báo cáo UBND tỉnh.",
            "Khi xảy ra sự cố lò nung",
        ),
        (
            "Sở Xây dựng báo cáo UBND tỉnh phương án trước khi phê duyệt dự án.",
            "trước khi phê duyệt dự án",
        ),
        (
            "Quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về Sở Công Thương.",
            "nếu có vướng mắc",
        ),
        ("Giao Sở Xây dựng rà soát quy hoạch. Hạn cuối: 30/6/2032.", "30/6/2032"),
        ("Đến ngày 31/12/2031, hoàn thành việc giải ngân vốn đầu tư.", "31/12/2031"),
        ("Phải khánh thành nhà trưng bày vào ngày 02 tháng 9 năm 2031.", "02/9/2031"),
        (
            "Kết thúc đợt khảo sát, thành viên Tổ khảo sát có trách nhiệm báo cáo Tổ trưởng.",
            "Kết thúc đợt khảo sát",
        ),
        ("Sở Y tế hoàn thành việc cấp đổi thẻ vào cuối năm 2032.", "2032"),
        ("Sở Y tế báo cáo UBND tỉnh theo định kỳ tháng, quý, năm.", "định kỳ tháng, quý, năm"),
        ("Những khó khăn, vướng mắc kịp thời phản ánh về Sở Y tế.", "những khó khăn, vướng mắc"),
        (
            "Khi phát hiện lò nung hư hỏng, có nguy cơ cháy phải báo cáo ngay Sở Công Thương.",
            "Khi phát hiện lò nung hư hỏng, có nguy cơ cháy",
        ),
        (
            "Các hộ phải báo cáo ít nhất sau mười (10) ngày làm việc kể từ ngày nhận hỗ trợ.",
            "ít nhất sau mười (10) ngày làm việc kể từ ngày nhận hỗ trợ",
        ),
        ("Thời hạn nộp mẫu gốm dự thi tối đa là 15 ngày.", "tối đa là 15 ngày"),
        (
            "Sở Xây dựng kè bờ sông, hoàn thành các đoạn xung yếu trước khi có lũ về.",
            "trước khi có lũ về",
        ),
        (
            "Chủ lò báo cáo kịp thời những khó khăn, vướng mắc cho UBND cấp xã.",
            "khi có khó khăn, vướng mắc",
        ),
        (
            "Trường hợp lò nứt, hỏng nhiều thì Sở Xây dựng báo cáo UBND tỉnh.",
            "Trường hợp lò nứt, hỏng nhiều",
        ),
        ("Sở Y tế báo cáo UBND tỉnh kết quả thực hiện theo quy định.", "theo quy định"),
        ("Sở Y tế tổng hợp, báo cáo tình hình lò nung theo yêu cầu.", "theo yêu cầu"),
        (
            "UBND cấp xã sửa các lò hỏng, hoàn thành theo chỉ đạo của UBND tỉnh.",
            "theo chỉ đạo của UBND tỉnh",
        ),
        (
            "Trong thời hạn 30 (ba mươi) ngày sau Đại hội, Hội Nông dân tỉnh gửi hồ sơ.",
            "Trong thời hạn 30 (ba mươi) ngày sau Đại hội",
        ),
        (
            "Trong thời hạn 07 ngày làm việc, kể từ ngày nhận đơn, Sở Nội vụ trả lời chủ lò.",
            "Trong thời hạn 07 ngày làm việc, kể từ ngày nhận đơn",
        ),
        (
            "Sở Nội vụ trả lời chủ lò trong 03 ngày làm việc (24 giờ làm việc) kể từ khi nhận đơn.",
            "trong 03 ngày làm việc (24 giờ làm việc) kể từ khi nhận đơn",
        ),
        (
            "Trong 30 ngày kể từ khi nhận tờ trình, hồ sơ của lò, cấp có thẩm quyền phải đáp.",
            "Trong 30 ngày kể từ khi nhận tờ trình, hồ sơ của lò",
        ),
        ("Sở Tài chính nghiên cứu, trong năm 2032 điều chỉnh mức hỗ trợ.", "2032"),
        ("Chủ lò thông báo cho UBND cấp xã trước 01 (một) tháng.", "trước 01 (một) tháng"),
        (
            "Trước ngày 01 tháng 11 hằng năm Sở Công Thương báo cáo UBND tỉnh.",
            "01/11 hằng năm",
        ),
        ("Sau khi chữa cháy xong, chủ lò phải báo cáo UBND cấp xã.", "Sau khi chữa cháy xong"),
        (
            "Trước khi mở lò, Sở Công Thương kiểm tra, lập biên bản và gửi UBND cấp xã.",
            "Trước khi mở lò",
        ),
        (
            "Sau thời hạn niêm yết, UBND cấp xã lập biên bản và gửi Sở Công Thương.",
            "Sau thời hạn niêm yết",
        ),
        ("Sở Y tế gửi kết quả cho chủ lò theo đúng thời hạn quy định.", "đúng thời hạn quy định"),
        (
            "Quá thời hạn quy định, đơn vị chưa nộp phải có văn bản báo cáo Sở Y tế.",
            "Quá thời hạn quy định",
        ),
        ("Sở Y tế định kỳ báo cáo UBND tỉnh kết quả theo quy định.", "định kỳ"),
        ("Sở Y tế kịp thời báo cáo UBND tỉnh các vấn đề đột xuất, phát sinh.", "kịp thời"),
        (
            "Trong quá trình làm, nếu cần sửa quy chế, các sở đề xuất gửi Sở Nội vụ để báo cáo"
            " UBND tỉnh.",
            "nếu cần sửa quy chế",
        ),
        (
            "Chủ lò lấy ý kiến của Sở Xây dựng trước khi sửa lò nung.",
            "trước khi sửa lò nung",
        ),
        (
            "Cao điểm trong 10 ngày làm việc (từ ngày 20/11/2031 đến ngày 03/12/2031).",
            "từ 20/11/2031 đến 03/12/2031",
        ),
        ("Hằng năm, Sở Y tế rà soát trong Quý I và báo cáo UBND tỉnh.", "Quý I hằng năm"),
    ],
)
def test_a_deadline_is_told_in_many_ways(sentence: str, due: str) -> None:
    assert due in [deadline.due for deadline in found(_WORK + sentence + "\n", Deadline)]


def test_the_period_of_a_report_is_not_when_it_is_due() -> None:
    told = found(_WORK + "Các xã báo cáo 6 tháng đầu năm (trước ngày 15/6) về Sở Y tế.\n", Deadline)
    assert [deadline.due for deadline in told] == ["15/6"]


def test_reports_of_more_than_one_day_are_each_a_deadline() -> None:
    told = found(
        _WORK + "Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12), UBND cấp xã báo"
        " cáo Sở Công Thương.\n2. Sở Tài chính báo cáo giữa kỳ vào năm 2033, tổng kết vào năm"
        " 2035.\n",
        Deadline,
    )
    assert [deadline.due.split()[0] for deadline in told] == ["15/6", "15/12", "2033", "2035"]


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND cấp xã rà soát các hộ có hợp đồng ký trước ngày 01/7/2025.",
        "Sở Tài chính rà soát các dự án được phê duyệt trước ngày 01/01/2031 nhưng chưa khởi công.",
        "Sở Công Thương phổ biến các nghị quyết được thông qua tại kỳ họp thứ 3 của HĐND tỉnh.",
        "Trung tâm quan trắc đất sét; thời gian từ tháng 3 đến tháng 10 năm 2031.",
        "Ngày 25/02/2030, UBND tỉnh đã phê duyệt quy hoạch làng nghề gốm.",
        "UBND cấp xã niêm yết danh sách thợ gốm trong thời gian 05 ngày tại nhà văn hóa thôn.",
        "Lý lịch thợ gốm được xác nhận trong thời gian 03 tháng tính đến ngày nộp hồ sơ.",
        "Sở Công Thương tập trung các nhiệm vụ trọng tâm từ nay đến tháng 6/2032.",
        "Sở Tài chính thúc đẩy tiến độ các dự án có kế hoạch hoàn thành năm 2032.",
        "Sở Công Thương thống kê số liệu đến ngày 31/12/2030.",
        "Tính từ ngày 15 của tháng trước đến ngày 14 của tháng báo cáo.",
        "Sở Công Thương vận hành lò mẫu 24 giờ trong 01 ngày.",
        "Sở Nội vụ mở lớp dạy nghề tối thiểu là 01 tuần, tối đa là 02 tuần.",
        "Hộ xây lò trước ngày 30/6/2031 thì không phải đăng ký.",
        "Hội đồng thẩm định họp thường kỳ 3 tháng/lần.",
        "Họp Tổ khảo sát định kỳ: 06 tháng một lần.",
        "Sở Y tế nhận báo cáo sau khi chủ lò sửa xong lò nung.",
        "Mức phí có hiệu lực từ ngày 01/7/2031 đến hết ngày 31/12/2031.",
        "Hội đồng định kỳ đánh giá tay nghề của thợ gốm.",
        "UBND tỉnh phê duyệt báo cáo quyết toán hằng năm của Quỹ.",
        "Sở Công Thương quản lý các lò được giao trong năm 2032, tiếp tục rà soát.",
        "Trong ba năm gần nhất (tính từ ngày ban hành), các đơn vị rà soát hồ sơ.",
    ],
)
def test_a_time_that_tells_which_things_are_meant_is_no_deadline(sentence: str) -> None:
    assert not found(_WORK + sentence + "\n", Deadline)


def test_a_day_of_an_aim_is_a_deadline_and_its_year_is_none() -> None:
    told = found(
        "I. MỤC TIÊU\n- Phấn đấu đến 30/9/2031 hoàn thành cắm mốc ranh giới.\n"
        "- Đến năm 2035 làng nghề phát triển bền vững.\n",
        Deadline,
    )
    assert [deadline.due for deadline in told] == ["30/9/2031"]


def test_the_quote_of_a_long_sentence_is_the_part_that_tells_the_time() -> None:
    (told,) = found(
        _WORK + "Tài liệu của các phiên họp được gửi đến các đại biểu cùng dự thảo nghị quyết, tờ"
        " trình và các văn bản kèm theo đã được thẩm tra, bổ sung theo ý kiến của các cơ quan,"
        " hoàn thành trước ngày 20/11/2031.\n",
        Deadline,
    )
    assert told.end - told.start < 160


def test_a_report_in_a_case_is_a_deadline_and_another_duty_a_task() -> None:
    text = (
        "Điều 1. Vốn\n1. Trường hợp thiếu vốn, Sở Tài chính báo cáo UBND tỉnh xem xét, bổ sung.\n"
        "2. Trường hợp lò đã cũ, UBND cấp xã hướng dẫn chủ lò sửa chữa.\nĐiều 2. Hiệu lực\n"
    )
    (deadline,) = found(text, Deadline)
    assert (deadline.who, deadline.due) == (("Sở Tài chính",), "Trường hợp thiếu vốn")
    (task,) = found(text, Task)
    assert task.lead == ("UBND cấp xã",)


def test_a_report_that_is_only_not_to_wait_is_a_task_too() -> None:
    text = _WORK + "Sở Y tế kịp thời báo cáo UBND tỉnh số lò nung.\n"
    assert [each.due for each in found(text, Deadline)] == ["kịp thời"]
    assert len(found(text, Task)) == 1


def test_an_article_of_principles_tells_by_when_someone_has_to_act_and_no_task() -> None:
    text = (
        "Điều 1. Nguyên tắc phối hợp\n1. Các sở phải trả lời chủ lò trong thời hạn 03 ngày.\n"
        "2. Các sở tôn trọng lẫn nhau.\nĐiều 2. Hiệu lực\n"
    )
    assert [each.due for each in found(text, Deadline)] == ["trong thời hạn 03 ngày"]
    assert not found(text, Task)


def test_the_quote_of_a_time_that_opens_a_part_goes_on_with_what_is_to_be_done() -> None:
    body = (
        _WORK + "Trong 03 ngày kể từ ngày nhận kết quả khảo sát, thẩm tra và các tài liệu bổ sung"
        " của chủ lò nung (nếu có), Sở Công Thương công nhận làng nghề và gửi quyết định cho chủ"
        " lò nung, UBND cấp xã.\n"
    )
    (deadline,) = found(body, Deadline)
    assert "công nhận làng nghề" in document(body).text[deadline.start : deadline.end]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        (
            "Sở Công Thương gửi dự toán về Bộ Kế hoạch và Đầu tư trước ngày 25 tháng 9 hằng năm.",
            "25/9 hằng năm",
        ),
        ("Các sở báo cáo kết quả thực hiện kế hoạch trước ngày 15/12 hằng năm.", "15/12 hằng năm"),
        ("Việc chấm men phải được hoàn thành trước thời điểm mở lò.", "trước thời điểm mở lò"),
        ("Kiểm kê lò nung được tổ chức vào ngày 14 tháng 01 hằng năm.", "14/01 hằng năm"),
        ("Tổng kết vào tháng 9 năm 2032.", "tháng 9/2032"),
        (
            "Khi thay đổi chủ lò, các hộ phải có văn bản gửi Sở Công Thương để cập nhật.",
            "Khi thay đổi chủ lò",
        ),
        (
            "Các đơn vị kịp thời thông báo cho Sở Công Thương khi có thay đổi về công suất.",
            "khi có thay đổi về công suất",
        ),
        (
            "Sở Công Thương thông báo cho các hộ trước khi tiến hành sửa lò.",
            "trước khi tiến hành sửa lò",
        ),
        (
            "Các sở gửi hồ sơ về Hội đồng trước khi trình Ủy ban nhân dân tỉnh 20 ngày.",
            "trước khi trình Ủy ban nhân dân tỉnh 20 ngày",
        ),
        (
            "Trong quá trình thực hiện, các đơn vị phát hiện các vấn đề về men, báo cáo Sở"
            " Công Thương để xem xét.",
            "phát hiện các vấn đề",
        ),
    ],
)
def test_a_time_is_told_by_the_year_by_an_event_or_by_what_has_to_come_after(
    sentence: str, due: str
) -> None:
    assert [each.due for each in found(_WORK + sentence + "\n", Deadline)] == [due]


def test_the_time_in_which_a_body_decides_is_a_deadline_and_its_power_no_task() -> None:
    text = (
        "Điều 1. Công nhận\n1. Trong thời hạn 15 ngày làm việc kể từ ngày nhận đủ hồ sơ, UBND cấp"
        " xã quyết định công nhận lò nung.\n2. UBND tỉnh quyết định mức hỗ trợ.\nĐiều 2. Hiệu lực\n"
    )
    (deadline,) = found(text, Deadline)
    assert deadline.due.startswith("Trong thời hạn 15 ngày làm việc")
    assert deadline.who == ("UBND cấp xã",)
    assert not found(text, Task)


def test_days_below_a_title_of_time_are_deadlines_each() -> None:
    told = found(
        "Điều 1. Thời gian trả lời kiến nghị\n1. Năm (05) ngày làm việc đối với kiến nghị về men.\n"
        "2. 07 ngày làm việc đối với kiến nghị về lò nung.\nĐiều 2. Hiệu lực\n",
        Deadline,
    )
    assert [each.due for each in told] == ["Năm (05) ngày làm việc", "07 ngày làm việc"]


def test_a_title_of_whom_and_when_does_not_hide_the_time() -> None:
    (told,) = found(
        "I. ĐỐI TƯỢNG VÀ THỜI GIAN THI ĐUA\n1. Thời gian xếp hạng trước ngày 31/12/2031.\n",
        Deadline,
    )
    assert told.due == "31/12/2031"


def test_shares_and_days_that_something_lasts_are_no_deadline() -> None:
    assert not found(
        _WORK + "Hội đồng họp khi có ít nhất 2/3 (hai phần ba) ủy viên Hội đồng dự.\n"
        "2. Cao điểm trong 10 ngày làm việc (từ tháng 11 năm 2031).\n",
        Deadline,
    )
