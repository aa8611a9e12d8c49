import pytest

from index.question import kinds
from index.question.query import AnswerKind


def decided(text: str, parties: int = 0) -> AnswerKind:
    return kinds.of_question(text, text, parties, text)[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tóm tắt kế hoạch cấp nước", AnswerKind.SUMMARY),
        ("nói gọn các việc của phòng", AnswerKind.SUMMARY),
        ("lập bảng chỉ tiêu từng năm", AnswerKind.TABLE),
        ("lập bảng các bến: ai giữ bến, khi nào mở bến", AnswerKind.TABLE),
        ("đặt mục tiêu gì cho bến đò", AnswerKind.LIST),
        ("các loại vé đò trong ngày hội là gì?", AnswerKind.LIST),
        ("các bước lập bến đò theo quy chế", AnswerKind.LIST),
        ("việc giữ bến đò phân cho ai làm phần nào?", AnswerKind.LIST),
        ("đề nghị sửa những điều, khoản nào của quy chế", AnswerKind.LIST),
        ("có kế hoạch gì?", AnswerKind.CATALOGUE),
        ("nói về những gì?", AnswerKind.SUMMARY),
        ("lập bảng so sánh mức hỗ trợ của hai xã", AnswerKind.COMPARE),
        ("chào bạn", AnswerKind.TALK),
        ("hôm nay trời có mưa không?", AnswerKind.TALK),
        ("bến đò có được nghỉ khi trời mưa to không?", AnswerKind.YES_NO),
        ("nộp hồ sơ trước ngày nào?", AnswerKind.FACT),
        ("bạn làm được gì", AnswerKind.TALK),
        ("cảm ơn em nhiều", AnswerKind.TALK),
        ("xin chào, tôi mới dùng lần đầu thì hỏi thế nào", AnswerKind.TALK),
        ("chào anh, em giúp được anh những việc gì?", AnswerKind.TALK),
        ("tỉnh cấp cho trẻ em hỗ trợ những gì?", AnswerKind.LIST),
        ("khơi rãnh mấy năm một lần và do cơ quan nào làm?", AnswerKind.FACT),
        ("lấy mẫu ở bao nhiêu cống và bao nhiêu bến?", AnswerKind.FACT),
        ("trạm bơm dựng hồi tháng 11 ở bến đò tên gì?", AnswerKind.FACT),
        ("alo ai ở đó, em mới về trạm, phần mềm này dùng để làm gì thế", AnswerKind.TALK),
        ("cảm ơn nhé, hôm nay vậy là đủ rồi, chào bạn", AnswerKind.TALK),
        ("chào bạn, cho biết hạn nộp báo cáo của xã ngày nào", AnswerKind.FACT),
        ("phần mềm quản lý bến đò dùng để làm gì", AnswerKind.LIST),
        ("liệt kê giúp các văn bản ký ngày 5/3/2031", AnswerKind.CATALOGUE),
        ("nguyên tắc giữ bến đò là gì", AnswerKind.LIST),
        ("quy chế bến đò áp dụng cho ai", AnswerKind.LIST),
        ("xã thử những cách bán vé, soát vé và đếm khách qua đò nào", AnswerKind.LIST),
        ("phạt những chủ đò chở quá số khách cho phép như thế nào", AnswerKind.FACT),
        ("chủ đò bị thu giấy phép khi nào", AnswerKind.LIST),
        ("chào bạn, hạn nộp báo cáo là ngày nào", AnswerKind.FACT),
        ("hệ thống có bao nhiêu kế hoạch", AnswerKind.CATALOGUE),
        ("văn bản mới nhất là văn bản nào", AnswerKind.CATALOGUE),
        ("văn bản nào mới ban hành nhất", AnswerKind.CATALOGUE),
        ("kế hoạch nào ký tháng 12/2031", AnswerKind.CATALOGUE),
        ("huyện có bao nhiêu kế hoạch trồng rừng chắn sóng", AnswerKind.FACT),
        ("văn bản số 12-kh/hu có trong kho không", AnswerKind.CATALOGUE),
        ("có những kế hoạch nào do sở y tế ban hành", AnswerKind.CATALOGUE),
        ("đã nạp quyết định nào chưa", AnswerKind.CATALOGUE),
        ("ngày 5/3/2031 huyện ban hành kế hoạch gì", AnswerKind.CATALOGUE),
        ("huyện phải ban hành kế hoạch gì", AnswerKind.FACT),
        ("có bao nhiêu kế hoạch nói về kè sông", AnswerKind.FACT),
        ("kế hoạch này thực hiện nghị quyết nào ban hành năm 2031", AnswerKind.FACT),
        ("mẫu đơn là mẫu số mấy", AnswerKind.LOCATE),
        ("bảng chỉ tiêu nằm ở phụ lục nào", AnswerKind.LOCATE),
        ("chỗ nào trong kế hoạch nói về giếng khoan", AnswerKind.LOCATE),
        ("vào thời điểm nào", AnswerKind.FACT),
        ("mức hỗ trợ của hộ nghèo và hộ cận nghèo chênh nhau thế nào", AnswerKind.COMPARE),
        ("hạn nộp của xã và của huyện lần lượt là ngày nào", AnswerKind.COMPARE),
        ("hộ nghèo và hộ cận nghèo được vay bao nhiêu", AnswerKind.COMPARE),
        ("tàu của hội đò và của tổ phà cách bến bao xa", AnswerKind.COMPARE),
        ("thuyền nan được mấy điểm ở nhóm nhỏ so với nhóm lớn", AnswerKind.COMPARE),
        ("thiếu phao với thiếu áo, bên nào bị huyện phạt nặng hơn", AnswerKind.COMPARE),
        ("phân biệt bến do xã quản với bến do hội quản", AnswerKind.COMPARE),
        ("hạn của hội và hạn của xã có khác nhau không", AnswerKind.COMPARE),
        ("hội và xã khác nhau ở chỗ nào khi ký kế hoạch", AnswerKind.COMPARE),
        ("ban quản lý các khu đò và khu phà ký với ai", AnswerKind.FACT),
        ("xã cho vay không và cho vay tối đa bao nhiêu", AnswerKind.FACT),
        ("chấm trong khung điểm nào", AnswerKind.FACT),
        ("có bao nhiêu hộ được cấp bồn, kế hoạch có ghi không", AnswerKind.FACT),
        ("hộ cận nghèo có được cấp bồn không, hay chỉ hộ nghèo", AnswerKind.YES_NO),
        ("chưa có giấy phép mà khoan luôn được không", AnswerKind.YES_NO),
        ("bến đò cũ còn chạy không, hay nghỉ luôn", AnswerKind.YES_NO),
        ("mấy bến đò đó có được chạy đêm không", AnswerKind.YES_NO),
        ("mấy bến được sửa, có cấp tiền không", AnswerKind.FACT),
        ("nộp bằng mấy cách", AnswerKind.LIST),
        ("hai đơn vị phối hợp nào", AnswerKind.LIST),
        ("kể đủ các nhóm", AnswerKind.LIST),
    ],
)
def test_the_kind_of_answer(text: str, kind: AnswerKind) -> None:
    assert decided(text) is kind


def test_a_place_that_is_none_s_may_be_asked_for() -> None:
    text = "có bao nhiêu văn bản của kim bôi hạ"
    named = kinds.of_question(text, text, 0, text, ("Kim Bôi Hạ",))
    assert named[0] is AnswerKind.CATALOGUE
    assert decided(text) is AnswerKind.FACT


def test_several_documents_are_compared_and_one_is_asked() -> None:
    assert decided("hạn nộp là ngày nào", parties=2) is AnswerKind.COMPARE
    assert decided("hạn nộp là ngày nào", parties=1) is AnswerKind.FACT


def test_only_documents_are_set_against_each_other_across() -> None:
    assert kinds.compares_documents("hạn nộp là ngày nào", 2)
    assert kinds.compares_documents("những kế hoạch nào có nói", 0)
    assert not kinds.compares_documents("hộ nghèo và hộ cận nghèo khác nhau thế nào", 1)


def test_a_kind_is_given_with_its_words() -> None:
    assert kinds.of_part("tóm tắt mục tiêu") == (AnswerKind.SUMMARY, "tóm tắt")
    assert kinds.of_part("ai ký") == (AnswerKind.FACT, "ai")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("có kế hoạch nào về kè sông không", "kè sông"),
        ("liệt kê các văn bản về giống lúa", "giống lúa"),
        ("văn bản mới nhất về giống lúa", "giống lúa"),
        ("kế hoạch về giống lúa", ""),
        ("mục tiêu của các kế hoạch về giống lúa", ""),
        ("những kế hoạch nào nói về kè sông", ""),
    ],
)
def test_which_documents_are_about_something_is_asked(text: str, topic: str) -> None:
    assert kinds.topic(text) == topic
