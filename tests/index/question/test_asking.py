import pytest

from index.question.asking import header_fields, leans, outright, parts, times, value_asked
from index.question.query import AnswerKind, Asked, HeaderField


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("phải nộp trước ngày nào", Asked.DATE),
        ("đạt bao nhiêu phần trăm", Asked.PERCENT),
        ("chi bao nhiêu tỷ", Asked.MONEY),
        ("ngân sách của kế hoạch là bao nhiêu", Asked.MONEY),
        ("vốn bố trí là bao nhiêu", Asked.MONEY),
        ("ngân sách chi cho chợ ít nhất bao nhiêu?", Asked.NUMBER),
        ("ngân sách chi cho chợ ít nhất bao nhiêu tỷ?", Asked.MONEY),
        ("thu ngân sách đạt bao nhiêu phần trăm", Asked.PERCENT),
        ("ngân sách là bao nhiêu % tổng vốn", Asked.PERCENT),
        ("chi trả không dùng tiền mặt cộng nhiều nhất là bao nhiêu", Asked.NUMBER),
        ("có mấy giếng", Asked.NUMBER),
        ("cần bao nhiêu người đồng ý", Asked.NUMBER),
        ("xã cũ sau sắp xếp có tên là gì", Asked.NAME),
        ("chủ tịch hội của tỉnh tên gì", Asked.PERSON),
        ("làm trong giai đoạn nào", Asked.DATE),
        ("nộp hồ sơ hạn nào", Asked.DATE),
        ("trong đó xong đúng hạn mấy việc", Asked.NUMBER),
        ("ai là đầu mối tổng hợp", Asked.BODY),
        ("hồ sơ tính tiền thuê sạp giải quyết trong bao nhiêu ngày", Asked.NUMBER),
        ("tiền thuê sạp là bao nhiêu một tháng", Asked.MONEY),
        ("thuyền viên được phụ cấp bao nhiêu mỗi tháng", Asked.MONEY),
        ("thuyền viên được phụ cấp ít nhất bao nhiêu", Asked.NUMBER),
        ("muốn dời chợ phải bao nhiêu người đồng ý", Asked.NUMBER),
        ("chợ được mở bao nhiêu tỷ lệ số sạp", Asked.NUMBER),
        ("giữ bí mật luật nghề muối từ khi nào", Asked.DATE),
        ("phải báo trước bao lâu", Asked.NUMBER),
        ("chậm nhất sau bao lâu phải trả lời", Asked.NUMBER),
        ("chậm nhất bao nhiêu ngày sau khi nhận", Asked.NUMBER),
        ("chậm nhất phải nộp khi nào", Asked.DATE),
        ("họp bao lâu một lần", Asked.ANYTHING),
        ("phương châm ra sao", Asked.ANYTHING),
    ],
)
def test_what_the_answer_must_hold(text: str, asked: Asked) -> None:
    assert value_asked(text, AnswerKind.FACT, across=False)[0] is asked


def test_of_compared_documents_a_figure_of_each_is_asked() -> None:
    assert value_asked("nơi nào cao hơn", AnswerKind.COMPARE, across=True)[0] is Asked.NUMBER
    assert value_asked("mấy ngành nào", AnswerKind.LIST, across=False)[0] is Asked.ANYTHING


def test_header_facts_with_their_words() -> None:
    fields, words = header_fields("ai ký và ký ngày nào")
    assert set(fields) == {HeaderField.SIGNER, HeaderField.ISSUED_ON}
    assert words == "ai ký"


def test_a_question_of_two_parts_is_two() -> None:
    first, second = parts("xã phải nộp báo cáo trước ngày nào và nộp cho ai")
    assert (first.text, first.asked) == ("xã phải nộp báo cáo trước ngày nào", Asked.DATE)
    assert second.asked is Asked.BODY
    header = parts("kế hoạch ban hành ngày nào, ai ký")
    assert [part.header_fields for part in header] == [
        (HeaderField.ISSUED_ON,),
        (HeaderField.SIGNER,),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ai ký",
        "sở y tế và sở nội vụ phải làm gì",
        "cơ quan nào và ai",
        "hạn nộp là ngày nào",
        "",
    ],
)
def test_one_question_has_no_parts(text: str) -> None:
    assert parts(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("hỗ trợ mấy phần trăm trong mấy năm", 2),
        ("ai ký và ký ngày nào", 2),
        ("hỗ trợ bao nhiêu phần trăm", 1),
        ("có hỗ trợ không", 0),
    ],
)
def test_how_many_things_are_asked_for(text: str, count: int) -> None:
    assert times(text) == count


def test_a_part_that_says_too_little_leans_on_another() -> None:
    first, second = parts("ban nào họp dày hơn ở đồi chè, mấy tháng một lần")
    assert not leans(first)
    assert leans(second)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "bao nhiêu xã, phường có trạm, và bao nhiêu trạm có bác sĩ",
            "bao nhiêu xã, phường có trạm",
        ),
        (
            "sở nào trình quy trình rà soát, bổ sung, số mấy",
            "sở nào trình quy trình rà soát, bổ sung",
        ),
        ("nhà làm mấy ngày và kho, bếp làm mấy ngày", "nhà làm mấy ngày"),
        ("một nửa về đâu và phần còn lại về đâu", "một nửa về đâu"),
    ],
)
def test_a_question_ends_where_the_next_is_joined_to_it(text: str, first: str) -> None:
    assert parts(text)[0].text == first


def test_what_asks_how_it_is_of_another_asks_for_the_same() -> None:
    _, second = parts("mỗi hộ được giảm bao nhiêu phần trăm, hộ nghèo thì sao")
    assert second.asked is Asked.PERCENT


def test_each_of_two_that_ask_whether_is_asked_of_the_same() -> None:
    first, second = parts("đội viên mới có phải nộp phí không, có được bỏ phiếu không")
    assert second.text == "đội viên mới có được bỏ phiếu không"
    assert {first.kind, second.kind} == {AnswerKind.YES_NO}


@pytest.mark.parametrize(
    ("text", "matter", "asked"),
    [
        (
            "Đề án A về cơ quan chủ trì ?",
            "cơ quan chủ trì",
            "Đề án A, cơ quan chủ trì là cơ quan nào ?",
        ),
        ("Đề án A: Ngày ra mắt", "ngày ra mắt", "Đề án A, ngày ra mắt là ngày nào"),
        ("Đề án A về người trực?", "người trực", "Đề án A, người trực là người nào?"),
        ("ngày họp", "ngày họp", "ngày họp là ngày nào"),
        ("Đề án A", "ngày họp", "Đề án A"),
        ("Đề án A về số người ?", "số người", "Đề án A về số người ?"),
        ("Đề án A về cách làm ?", "cách làm", "Đề án A về cách làm ?"),
        ("Đề án A, ai là cơ quan chủ trì?", "cơ quan chủ trì", "Đề án A, ai là cơ quan chủ trì?"),
    ],
)
def test_a_matter_that_is_only_named_is_asked_for_by_what_it_is(
    text: str, matter: str, asked: str
) -> None:
    assert outright(text, matter) == asked
