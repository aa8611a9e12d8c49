from dataclasses import replace
from datetime import date

import pytest

from index.ports import EVERYTHING, Scope
from index.question.keystrokes import Method
from index.question.library import Library
from index.question.names import MentionKind
from index.question.query import AnswerKind, Asked, Form, HeaderField, Language, Limit, Suggestion
from index.question.understanding import understand
from ingest.document import Abbreviation
from ingest.vietnamese.text import fold
from tests.index.library_of import a_document, invented_library

LIBRARY = invented_library()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Sơn Khê phải báo cáo trước ngày nào?", AnswerKind.FACT),
        ("Chào bạn, tôi mới dùng. Bạn giúp tôi được gì?", AnswerKind.TALK),
        ("Những văn bản, điều khoản nào hết hiệu lực?", AnswerKind.LIST),
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
        ("cần bao nhiêu phần hội viên tán thành", Asked.PERCENT),
        ("dat bao nhieu phan tram", Asked.PERCENT),
        ("chi bao nhiêu tỷ để xây", Asked.MONEY),
        ("có mấy nhà máy nước", Asked.NUMBER),
        ("đánh giá công chức trong tháng mấy", Asked.DATE),
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


def test_a_question_typed_without_its_input_method_is_read() -> None:
    query = understand("hooj daan owr Sown Khee dungf nuwowcs sachj ddatj bao nhieeu", LIBRARY)
    assert query.text == "hộ dân ở Sơn Khê dùng nước sạch đạt bao nhiêu"
    assert query.typed.startswith("hooj daan")
    assert query.method is Method.TELEX
    assert query.documents == ("d",)


def test_a_question_in_english_is_asked_in_vietnamese_or_told() -> None:
    query = understand("Who signed plan 12-KH/HU?", LIBRARY)
    assert query.language is Language.ENGLISH
    assert query.documents == ("d",)
    assert query.header_fields == (HeaderField.SIGNER,)
    report = understand("Which report has the form of this tax?", LIBRARY)
    assert (report.language, report.method) == (Language.ENGLISH, None)


def test_an_english_word_is_read_as_the_administrative_one() -> None:
    query = understand("Budget của kế hoạch Sơn Khê là bao nhiêu?", LIBRARY)
    assert query.asked is Asked.MONEY
    assert "kinh phí" in query.focus


def test_a_date_narrows_a_place_and_two_places_are_two() -> None:
    library = Library(
        [
            a_document("a", place="Tân Mai", issued_on=date(2031, 3, 5)),
            a_document("b", place="Tân Mai", issued_on=date(2031, 6, 1)),
            a_document("c", place="Hòa Giang", issued_on=date(2031, 3, 5)),
        ]
    )
    one = understand("Kế hoạch ngày 05/3/2031 của Tân Mai có số bao nhiêu?", library)
    assert one.documents == ("a",)
    assert [len(party.mentions) for party in one.parties] == [2]
    assert {m.kind for m in one.mentions} == {MentionKind.DATE, MentionKind.PLACE}
    both = understand("Tân Mai và Hòa Giang nộp trước ngày nào?", library)
    assert set(both.documents) == {"a", "b", "c"}
    assert both.across


def test_a_name_no_document_holds_brings_the_nearest() -> None:
    query = understand("Hòa Gian đặt chỉ tiêu nước sạch bao nhiêu?", LIBRARY)
    assert query.suggestions == (Suggestion("Hòa Gian", ("Hòa Giang",)),)
    only = Scope(frozenset({"d"}))
    assert understand("Hòa Gian đặt chỉ tiêu bao nhiêu?", LIBRARY, only).suggestions == ()


def test_what_is_bounded_and_presumed() -> None:
    query = understand("Đến năm 2030 Sơn Khê cấp nước tối thiểu bao nhiêu hộ?", LIBRARY)
    assert [period.year for period in query.periods] == [2030]
    assert query.limit is Limit.LEAST
    assert query.unit == "hộ"
    presumed = understand("Sơn Khê không cấp nước cho 85% hộ dân phải không?", LIBRARY)
    assert presumed.negated
    assert presumed.figures == {"85"}


def test_a_part_of_a_document_is_read_as_a_whole() -> None:
    query = understand("Khoản 2 Điều 5 quy định gì?", LIBRARY)
    assert [reference.path for reference in query.sections] == [("Điều 5", "2")]
    assert query.reads_section
    where = understand("Việc kiểm tra nằm ở mục nào của phần III?", LIBRARY)
    assert where.kind is AnswerKind.LOCATE
    assert not where.reads_section


def test_each_decision_has_its_words() -> None:
    query = understand("Lập bảng ba nhiệm vụ nào phải xong chậm nhất khi nào?", LIBRARY)
    assert query.kind is AnswerKind.TABLE
    assert query.form is Form.TABLE
    assert query.because["kind"] == "lập bảng"
    assert query.because["limit"].startswith("chậm nhất")
    assert (query.count, query.because["count"]) == (3, "ba nhiệm vụ nào")
    assert "agreement" not in query.because


def test_the_bodies_spoken_of() -> None:
    query = understand("Sở Nội vụ và Công an tỉnh phối hợp làm gì?", LIBRARY)
    assert query.bodies == ("sở nội vụ", "công an tỉnh")
    assert query.assists
    [body] = understand("UBND tỉnh Sơn Khê yêu cầu gì?", LIBRARY).bodies
    assert body == "ubnd tỉnh sơn khê"


def test_a_place_is_found_by_its_name_of_before_the_merger() -> None:
    library = Library([a_document("v", place="Vĩnh Long", issuer="UBND tỉnh Vĩnh Long")])
    query = understand("Bến Tre phải báo cáo trước ngày nào?", library)
    assert query.documents == ("v",)
    assert query.unknown_names == ()
    assert [place.other for place in query.old_places] == ["Vĩnh Long"]
    assert understand("Bến Tre giao ai?", library, Scope(frozenset())).documents == ()


def test_the_budget_of_something_is_what_it_costs() -> None:
    assert "kinh phí" in understand("Ngân sách của lớp học là bao nhiêu?", LIBRARY).boosts
    assert "kinh phí" not in understand("Thu ngân sách đạt bao nhiêu?", LIBRARY).boosts


@pytest.mark.parametrize(
    ("question", "acts"),
    [
        ("Sở nào chủ trì sửa cầu treo?", True),
        ("Việc sửa cầu treo giao cho ai?", True),
        ("Lực lượng nào gác cầu?", True),
        ("Báo cáo gửi cho ai?", False),
        ("Phối hợp với sở nào?", False),
        ("Ai làm trưởng ban chỉ đạo?", False),
    ],
)
def test_who_acts_is_told_from_to_whom_and_with_whom(question: str, *, acts: bool) -> None:
    assert understand(question, Library([])).asks_actor == acts


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Ngân sách của kế hoạch Sơn Khê là bao nhiêu?", "kinh phí của kế hoạch Sơn Khê là"),
        ("Ngân sách huyện của kế hoạch Sơn Khê là bao nhiêu?", "Ngân sách huyện của kế hoạch"),
        ("Ngân quỹ của kế hoạch Sơn Khê?", "kinh phí của kế hoạch Sơn Khê"),
        ("Kế hoạch Sơn Khê tổng cộng mấy tỉ?", "Kế hoạch Sơn Khê tổng kinh phí mấy tỷ"),
        ("Kế hoạch Sơn Khê hết bao nhiêu tiền?", "Kế hoạch Sơn Khê cần kinh phí bao nhiêu tiền"),
        ("Vốn vay của Sơn Khê tổng cộng mấy tỷ?", "Vốn vay của Sơn Khê tổng cộng mấy tỷ"),
        ("Sơn Khê trồng tổng cộng mấy nghìn cây?", "Sơn Khê trồng tổng cộng mấy nghìn cây"),
    ],
)
def test_the_money_of_a_plan_is_called_what_plans_call_it(question: str, read: str) -> None:
    assert understand(question, LIBRARY).text.startswith(read)


def test_a_misspelt_place_is_read_as_the_one_that_is_held_and_it_is_said() -> None:
    query = understand("Kế hoạch của Xơn Khê do ai ký?", LIBRARY)
    assert query.text == "Kế hoạch của Sơn Khê do ai ký?"
    assert query.typed == "Kế hoạch của Xơn Khê do ai ký?"
    assert query.documents
    assert not query.unknown_names


def test_another_province_is_no_misspelt_one() -> None:
    library = Library([a_document("a", place="Ninh Bình")])
    assert library.meant("Ninh Bínhh", EVERYTHING) == "Ninh Bình"
    assert library.meant("Quảng Bình", EVERYTHING) is None
