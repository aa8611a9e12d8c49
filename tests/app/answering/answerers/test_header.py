"""Facts of headers, asked of the sample plans."""

import pytest

from app.answering.answer import Answer, Status
from app.answering.answerers import header
from app.answering.claims import Listing
from app.bootstrap import System
from app.service import Ask
from index.ports import EVERYTHING
from index.question.understanding import understand
from tests.app.answering import plans


def ask(system: System, question: str) -> Answer:
    answer = system.answering.ask(Ask(question), EVERYTHING)
    assert answer.status is Status.ANSWERED
    return answer


def test_two_facts_asked_at_once_are_both_given(system: System) -> None:
    text = ask(system, "Kế hoạch Hòa Giang số mấy, ban hành ngày nào?").text
    assert "247/KH-UBND" in text
    assert "ban hành ngày 18/09/2024" in text


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 247/KH-UBND ban hành ngày nào, người ký là ai?",
        "Phó chủ tịch huyện nào ký kế hoạch nước sạch của Hòa Giang?",
    ],
)
def test_the_words_of_kind_and_office_are_no_other_matter(system: System, question: str) -> None:
    assert "Đinh Hữu Phước" in ask(system, question).text


@pytest.mark.parametrize(
    ("question", "of_header"),
    [
        ("Kế hoạch Lạc Sơn Đông dạy nghề hàn vác dệt rèn ai ký?", False),
        ("Cho hỏi đấy ai ký kế hoạch Lạc Sơn Đông nâng cấp đường nông thôn?", True),
    ],
)
def test_a_slip_or_two_beside_a_name_do_not_hide_who_signed(question: str, of_header: bool) -> None:
    held = plans.read(plans.LAC_SON)
    query = understand(question, plans.library(held))
    assert header.applies(query, held) is of_header


def test_which_document_is_replaced_is_no_fact_of_the_header() -> None:
    held = plans.read(plans.LAC_SON)
    library = plans.library(held)
    query = understand("Kế hoạch Lạc Sơn Đông thay thế quyết định số mấy?", library)
    assert not header.applies(query, held)


def test_several_documents_get_their_facts_each(system: System) -> None:
    answer = ask(system, "Kế hoạch của Hòa Giang và Sơn Khê do ai ký?")
    assert {citation.section_path for citation in answer.citations} == {("Ký",)}
    assert {citation.source[:2] for citation in answer.citations} == {"01", "02"}


def test_who_signed_each_of_all_plans(system: System) -> None:
    answer = ask(system, "Trong bốn bản kế hoạch, bản nào do cấp trưởng ký?")
    assert len({citation.document_id for citation in answer.citations}) == 4
    assert "Phó Bí thư Thường trực" in answer.text


@pytest.mark.parametrize(
    "question",
    ["Bà Hoàng Ngọc Diễm ký kế hoạch về việc gì?", "Kế hoạch số 247/KH-UBND nói về việc gì?"],
)
def test_what_a_plan_is_about(system: System, question: str) -> None:
    answer = ask(system, question)
    assert "nước sạch" in answer.text.lower()
    assert answer.citations[0].section_path == ("Mở đầu",)


@pytest.mark.parametrize(
    "question",
    [
        "Hòa Giang thực hiện kế hoạch số mấy của Tỉnh ủy?",
        "Kế hoạch của Hòa Giang thực hiện kế hoạch được Tỉnh ủy ban hành tại văn bản nào?",
    ],
)
def test_the_basis_is_quoted_with_its_date(system: System, question: str) -> None:
    answer = ask(system, question)
    assert "318-KH/TU" in answer.citations[0].quote
    assert "5/8/2024" in answer.citations[0].quote


def test_recipients_of_two_documents(system: System) -> None:
    answer = ask(system, "Kế hoạch Hòa Giang và Sơn Khê gửi cho cơ quan nào?")
    assert {citation.section_path for citation in answer.citations} == {("Nơi nhận",)}
    assert len({citation.document_id for citation in answer.citations}) == 2


def test_a_number_asked_of_the_content_is_not_the_headers(system: System) -> None:
    answer = ask(system, "Hòa Giang phân cấp quản lý công trình nước theo quyết định số mấy?")
    assert "1095/QĐ-UBND" in answer.text


def test_what_is_left_blank_is_said_beside_what_is_stated(system: System) -> None:
    text = ask(system, "Ai ký và ký ngày nào kế hoạch của Sơn Khê?").text
    assert "Người ký" in text
    assert "không ghi ngày ban hành" in text


@pytest.mark.parametrize(
    "question",
    ["Ông Lê Văn Thuận là người ký kế hoạch của đơn vị nào?", "Ông Lê Văn Thuận ký ngày nào?"],
)
def test_who_is_named_as_signer_is_proved_by_the_signature(question: str) -> None:
    held = plans.read(plans.LAC_SON, plans.YEN_THUONG)
    draft = header.answer(understand(question, plans.library(held)), (), plans.shelf(held))
    (claim,) = draft.body.claims
    assert [quote.text.splitlines()[-1] for quote in claim.quotes[1:]] == ["Lê Văn Thuận"]


def test_who_is_not_named_is_not_proved() -> None:
    held = plans.read(plans.LAC_SON)
    query = understand("Kế hoạch của Lạc Sơn Đông ban hành ngày nào?", plans.library(held))
    (claim,) = header.answer(query, (), plans.shelf(held)).body.claims
    assert len(claim.quotes) == 1


LETTER = """SỞ Y TẾ TỈNH YÊN THƯỢNG
Số: 12/SYT-NVY
Yên Thượng, ngày 4 tháng 6 năm 2025
{}
Để phòng bệnh mùa hè, Sở Y tế đề nghị các đơn vị phun thuốc diệt muỗi trước ngày 20/6/2025.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Lê Văn Thuận
"""


@pytest.mark.parametrize(
    ("addressed", "told"),
    [
        ("Kính gửi:\n- Phòng Y tế các huyện;\n- Bệnh viện tỉnh.", 2),
        ("Kính gửi: Phòng Y tế các huyện.", 1),
        (
            "SỞ Y TẾ điện:\n- Phòng Y tế các huyện: Thượng,\nHạ, Trung;\n- Bệnh viện tỉnh.",
            2,
        ),
    ],
)
def test_those_addressed_above_are_told_by_name(addressed: str, told: int) -> None:
    held = plans.read(LETTER.format(addressed))
    query = understand("Công văn 12/SYT-NVY gửi những nơi nào?", plans.library(held))
    body = header.answer(query, [held[0].id], plans.shelf(held)).body
    assert isinstance(body, Listing)
    values = [claim.value for claim in body.claims]
    assert [values[0][:17], values[-1], len(values)] == ["Phòng Y tế các hu", "Lưu: VT", told + 1]
    for claim in body.claims:
        assert all(claim.value[:5] in held[0].text[q.start : q.end] for q in claim.quotes)


def test_all_that_a_document_is_based_on_is_listed_where_several_are_asked_for() -> None:
    based = plans.LAC_SON.replace(
        "I. MỤC TIÊU\n",
        "Căn cứ Quyết định số 77/QĐ-UBND ngày 2/2/2025 của Ủy ban nhân dân tỉnh;\n"
        "Thực hiện Kết luận số 5-KL/TU ngày 3/3/2025 của Tỉnh ủy, Ủy ban lập kế hoạch như sau:\n"
        "I. MỤC TIÊU\n",
    )
    held = plans.read(based)
    query = understand("Kế hoạch Lạc Sơn Đông căn cứ những văn bản nào?", plans.library(held))
    said = [claim.text for claim in header.answer(query, (), plans.shelf(held)).body.claims]
    assert len(said) == 2
    assert said[0].startswith("Căn cứ Quyết định số 77/QĐ-UBND")
    assert "5-KL/TU" in said[1]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Kế hoạch 45 Lạc Sơn Đông nhắc Đề án 03-ĐA/HU, đề án đó ban hành ngày nào?", True),
        ("Kế hoạch số 45/KH-UBND của Lạc Sơn Đông ban hành ngày nào?", False),
    ],
)
def test_the_number_of_another_document_is_told(question: str, *, other: bool) -> None:
    query = understand(question, plans.library(plans.read(plans.LAC_SON)))
    assert header.of_another(query) is other


def test_how_short_it_is_to_be_is_no_other_matter() -> None:
    held = plans.read(plans.LAC_SON)
    query = understand("Ngắn gọn thôi: ai ký kế hoạch 45?", plans.library(held))
    assert header.applies(query, held)
