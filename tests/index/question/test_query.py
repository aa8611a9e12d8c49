from dataclasses import replace

import pytest

from index.question.library import Library
from index.question.query import AnswerKind, Asked, HeaderField, understand
from ingest.document import Abbreviation
from ingest.vietnamese.text import fold
from tests.index.library_of import a_document, invented_library

LIBRARY = invented_library()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Sơn Khê phải báo cáo trước ngày nào?", AnswerKind.FACT),
        ("Tỷ lệ hộ dân dùng nước sạch ở Sơn Khê là bao nhiêu?", AnswerKind.FACT),
        ("Liệt kê các nhiệm vụ của Sở Nội vụ", AnswerKind.LIST),
        ("Kế hoạch Sơn Khê gồm những nội dung nào?", AnswerKind.LIST),
        ("Sở Nội vụ phải làm những gì?", AnswerKind.LIST),
        ("Việc kiểm tra nguồn nước nằm ở mục nào của kế hoạch Sơn Khê?", AnswerKind.LOCATE),
        ("So sánh chỉ tiêu nước sạch giữa Sơn Khê và Hòa Giang", AnswerKind.COMPARE),
        ("Sơn Khê với Hòa Giang bên nào cao hơn?", AnswerKind.COMPARE),
        ("Trong cả bốn bản kế hoạch, bản nào không nêu chỉ tiêu nước sạch?", AnswerKind.COMPARE),
        ("Cấp bồn nước: những kế hoạch nào có nói?", AnswerKind.COMPARE),
        ("Trong bốn bản, bản nào giao Công an?", AnswerKind.COMPARE),
        ("Sơn Khê giao những kế hoạch nào có nêu chỉ tiêu?", AnswerKind.LIST),
        ("Sơn Khê có miễn phí nước cho hộ nghèo không?", AnswerKind.YES_NO),
        ("Sơn Khê có công trình nào được miễn phí không?", AnswerKind.YES_NO),
        ("Chỗ nào thiếu nước thì Sơn Khê có cho khoan giếng không?", AnswerKind.YES_NO),
        ("Sơn Khê hẹn năm nào xong, 2026 phải không?", AnswerKind.YES_NO),
        ("Cơ quan nào của Sơn Khê cho biết giếng được dùng hay không?", AnswerKind.FACT),
        ("Sơn Khê không ghi là đồng ý hay không thì bị coi là sao?", AnswerKind.FACT),
    ],
)
def test_the_kind_of_answer(question: str, kind: AnswerKind) -> None:
    assert understand(question, LIBRARY).kind is kind


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("phải nộp trước ngày nào", Asked.DATE),
        ("hạn chót là hôm nào", Asked.DATE),
        ("đạt bao nhiêu phần trăm", Asked.PERCENT),
        ("dat bao nhieu phan tram", Asked.PERCENT),
        ("chi bao nhiêu tỷ để xây", Asked.MONEY),
        ("có mấy nhà máy nước", Asked.NUMBER),
        ("gửi báo cáo cho cơ quan nào", Asked.BODY),
        ("thực hiện kế hoạch số mấy của tỉnh", Asked.DOCUMENT),
        ("lấy phương châm gì", Asked.ANYTHING),
    ],
)
def test_what_a_fact_must_hold(question: str, asked: Asked) -> None:
    assert understand(question, LIBRARY).asked is asked


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Ai ký kế hoạch của Sơn Khê?", HeaderField.SIGNER),
        ("Kế hoạch Sơn Khê ký ban hành ngày nào?", HeaderField.ISSUED_ON),
        ("Cho xin số hiệu đầy đủ của kế hoạch Sơn Khê", HeaderField.NUMBER),
        ("Kế hoạch Sơn Khê được gửi cho những đâu?", HeaderField.RECIPIENTS),
        ("Ông Lê Quang Mạnh ký trên cương vị nào?", HeaderField.SIGNER_TITLE),
        ("Kế hoạch Sơn Khê căn cứ vào văn bản nào?", HeaderField.BASIS),
    ],
)
def test_header_facts(question: str, field: HeaderField) -> None:
    assert field in understand(question, LIBRARY).header_fields


def test_the_focus_leaves_the_names_of_documents_out() -> None:
    query = understand(
        "Theo kế hoạch của Huyện ủy Sơn Khê thì hộ dân dùng nước sạch đạt bao nhiêu?", LIBRARY
    )
    assert query.documents == ("d",)
    assert "sơn khê" not in query.focus
    assert "nước sạch" in query.focus


def test_the_focus_is_the_same_without_marks() -> None:
    asked = "Kế hoạch của Huyện ủy Sơn Khê giao cho ai?"
    assert understand(fold(asked), LIBRARY).focus == understand(asked, LIBRARY).focus


def test_a_question_without_marks_is_restored() -> None:
    query = understand("son khe dat chi tieu nuoc sach bao nhieu phan tram", LIBRARY)
    assert query.documents == ("d",)
    assert "nước sạch" in query.focus
    assert query.asked is Asked.PERCENT


def test_general_abbreviations_are_written_out_and_names_are_not() -> None:
    query = understand("KH của UBND tỉnh Hòa Giang giao CNTT cho ai?", LIBRARY)
    assert query.documents == ("p",)
    assert "công nghệ thông tin" in query.focus


def test_everyday_words_bring_their_administrative_wording() -> None:
    assert "giáo dục nghề nghiệp" in understand("chỉ tiêu dạy nghề là bao nhiêu", LIBRARY).boosts
    assert "giáo dục nghề nghiệp" in understand("chi tieu day nghe la bao nhieu", LIBRARY).boosts


def test_any_text_is_understood() -> None:
    for text in ("?", "   ", "\u202e", "'; DROP TABLE documents; --", "<b>" * 50, "12-KH/HU" * 20):
        assert understand(text, LIBRARY).kind is not None


def test_what_a_document_defines_is_written_out() -> None:
    document = replace(
        a_document("k", text="Quỹ bảo trợ rừng (BTR) chi 5%."),
        abbreviations=(Abbreviation("BTR", "Quỹ bảo trợ rừng", 0, 0),),
    )
    assert "quỹ bảo trợ rừng" in understand("BTR chi mấy phần trăm", Library([document])).focus


def test_unmarked_so_nao_is_a_department_unless_a_document_is_spoken_of() -> None:
    department = understand("so nao chu tri viec nay", LIBRARY)
    assert department.restored.startswith("sở nào")
    assert department.asked is Asked.BODY
    number = understand("can cu nghi quyet so nao", LIBRARY)
    assert "số nào" in number.restored
    assert "số nào" in understand("số nào chủ trì", LIBRARY).restored
