"""What is asked for as a whole, of invented plans."""

import pytest

from index.question import inquiry
from index.question.library import Library
from index.question.query import Inquiry, Matter
from index.question.understanding import understand
from tests.app.answering import plans

LIBRARY = Library(plans.read(plans.LAC_SON, plans.YEN_THUONG))


def asked(question: str) -> Inquiry | None:
    return understand(question, LIBRARY).inquiry


@pytest.mark.parametrize(
    ("question", "matter", "body"),
    [
        ("Tóm tắt kế hoạch của Lạc Sơn Đông", Matter.SUMMARY, None),
        ("tom tat ke hoach yen thuong", Matter.SUMMARY, None),
        ("Tóm tắt kế hoạch của Lạc Sơn Đông về đường giao thông nông thôn", Matter.SUMMARY, None),
        ("Lập bảng các chỉ tiêu của Lạc Sơn Đông", Matter.TARGETS, None),
        ("Hạn báo cáo của từng kế hoạch?", Matter.DEADLINES, None),
        ("Yên Thượng phải báo cáo trước ngày nào, gửi cho ai?", Matter.DEADLINES, None),
        ("Sở Giao thông vận tải có nhiệm vụ gì?", Matter.TASKS, "Sở Giao thông vận tải"),
        (
            "Sở Giao thông vận tải được giao những việc gì trong kế hoạch của Yên Thượng?",
            Matter.TASKS,
            "Sở Giao thông vận tải",
        ),
        (
            "Sở Xây dựng Yên Thượng có nhiệm vụ gì trong kế hoạch nâng cấp đường nông thôn?",
            Matter.TASKS,
            "Sở Xây dựng",
        ),
    ],
)
def test_all_facts_of_a_kind_are_asked_for(question: str, matter: Matter, body: str | None) -> None:
    found = asked(question)
    assert found is not None
    assert (found.matter, found.body) == (matter, body)


def test_whose_document_it_is_is_no_body_that_is_asked_of() -> None:
    said = "Liệt kê tất cả mốc thời gian trong kế hoạch của UBND tỉnh Yên Thượng"
    for question in (said, said.replace("UBND", "Ủy ban nhân dân")):
        found = asked(question)
        assert found is not None
        assert (found.matter, found.body) == (Matter.DEADLINES, None)
    tasks = asked("UBND tỉnh Yên Thượng phải làm gì theo Kế hoạch 9/KH-UBND?")
    assert tasks is None or tasks.body is not None


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Theo Kế hoạch 9/KH-UBND, Sở Y tế phải làm gì?", "Sở Y tế"),
        ("Theo Kế hoạch 9/KH-UBND, tóm tắt xã phường phải làm những việc gì?", "UBND cấp xã"),
        ("Các xã, phường phải làm gì theo Kế hoạch 9/KH-UBND?", "UBND cấp xã"),
        ("Nhiệm vụ của cấp xã trong Kế hoạch 9/KH-UBND", "UBND cấp xã"),
        ("Xã Lũng Hạ phải làm gì theo Kế hoạch 9/KH-UBND?", None),
        ("Theo Kế hoạch 9/KH-UBND, huyện làm gì ở xã?", None),
    ],
)
def test_a_body_or_communes_in_general_are_asked_of_a_document_by_its_number(
    question: str, body: str | None
) -> None:
    found = asked(question)
    assert (found and found.body) == body
    assert found is None or found.number == ""


def test_facts_are_asked_of_those_that_carry_out_a_document() -> None:
    found = asked("Lập bảng so sánh chỉ tiêu của các kế hoạch thực hiện Kết luận 88")
    assert found is not None
    assert (found.matter, found.kind, found.number) == (Matter.TARGETS, "ket luan", "88")


def test_a_document_is_asked_for_by_what_it_carries_out() -> None:
    found = asked("Những kế hoạch nào thực hiện Kết luận 88?")
    assert found is not None
    assert (found.matter, found.kind, found.number) == (Matter.BASIS, "ket luan", "88")


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ tiêu đường xã trải nhựa của Lạc Sơn Đông là bao nhiêu?",
        "Tóm tắt quy trình sửa cầu treo dân sinh của Lạc Sơn Đông",
        "Tóm tắt kế hoạch của Lạc Sơn Đông về nuôi trồng thủy sản",
        "Sở Xây dựng Yên Thượng có nhiệm vụ gì trong việc sửa cầu treo dân sinh?",
        "Ai ký kế hoạch của Yên Thượng?",
        "Sở Giao thông vận tải và Sở Tài chính mỗi bên làm gì?",
        "So sánh: UBND huyện Lạc Sơn Đông và PCT Trần Văn An, mỗi bên phải làm gì?",
        "Sở Giao thông vận tải chủ trì sửa chữa những tuyến đường ven sông nào?",
        "Mục II của kế hoạch Yên Thượng giao những nhiệm vụ gì?",
    ],
)
def test_something_in_particular_is_no_such_question(question: str) -> None:
    assert asked(question) is None


def test_a_summary_means_the_one_document_that_is_about_its_words() -> None:
    query = understand("Tóm tắt kế hoạch trồng rừng ngập mặn", Library([]))
    subjects = {"a": frozenset({"trong", "rung", "ngap", "man"}), "b": frozenset({"nuoc", "sach"})}
    found = inquiry.summed_up(query, subjects)
    assert found.documents == ("a",)
    assert found.inquiry is not None
    assert found.inquiry.matter is Matter.SUMMARY
    assert inquiry.summed_up(query, {**subjects, "c": subjects["a"]}) == query
    assert inquiry.summed_up(query, {"b": subjects["b"]}) == query


def test_which_documents_charge_a_body_asks_for_its_tasks_in_all() -> None:
    query = understand("Những văn bản nào giao việc cho Sở Tài chính?", Library([]))
    assert query.inquiry is not None
    assert query.inquiry.matter is Matter.TASKS
    assert query.inquiry.body == "Sở Tài chính"


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Kinh phí nâng cấp đường nông thôn của Lạc Sơn Đông lấy từ đâu?", Matter.FUNDS),
        ("kinh phí thế nào", Matter.FUNDS),
        ("So sánh nguồn kinh phí của Lạc Sơn Đông và Yên Thượng", Matter.FUNDS),
        ("Kinh phí của Lạc Sơn Đông là bao nhiêu tiền?", None),
        ("Kinh phí mua xe cứu hỏa của Lạc Sơn Đông lấy từ nguồn nào?", None),
        ("Kế hoạch 45 và kế hoạch 9 khác nhau thế nào?", Matter.SUBJECTS),
        ("Kế hoạch 45 và kế hoạch 9 đặt tỷ lệ trải nhựa khác nhau thế nào?", None),
        ("So sánh mục tiêu của kế hoạch 45 và kế hoạch 9", Matter.TARGETS),
        ("Kế hoạch 45 của Lạc Sơn Đông thay thế kế hoạch nào?", Matter.DONE),
        ("Kế hoạch nào thay thế Kế hoạch số 45/KH-UBND?", Matter.BASIS),
        ("Kế hoạch 45/KH-UBND của Lạc Sơn Đông còn hiệu lực không?", Matter.STANDING),
        ("Quyết định 31/2019/QĐ-UBND bị quyết định nào bãi bỏ, từ ngày nào?", Matter.STANDING),
        ("Thẻ cấp theo Quyết định 31/2019/QĐ-UBND còn hiệu lực không?", None),
        ("Kế hoạch 45 có hiệu lực từ ngày nào?", None),
        ("Tóm tắt kế hoạch 45 của UBND tỉnh Lạc Sơn Đông", Matter.SUMMARY),
        ("Tóm tắt kế hoạch 45 đường giao thông nông thôn Lạc Sơn Đông", Matter.SUMMARY),
        ("Kế hoạch đường nông thôn của Lạc Sơn Đông nói về cái gì, tóm tắt giúp", Matter.SUMMARY),
        ("Tóm tắt kế hoạch 45 của Lạc Sơn Đông: các chỉ tiêu, kinh phí", Matter.SUMMARY),
        ("Kế hoạch 45 nói gì về việc đổ nhựa đường giao thông nông thôn? Tóm tắt", Matter.SUMMARY),
        ("Tóm tắt các chỉ tiêu của kế hoạch 45 đường nông thôn, Lạc Sơn Đông", Matter.TARGETS),
        (
            "So sánh hạn báo cáo của kế hoạch nâng cấp đường Lạc Sơn Đông và của Yên Thượng",
            Matter.DEADLINES,
        ),
    ],
)
def test_money_differences_and_what_is_replaced_are_matters(
    question: str, matter: Matter | None
) -> None:
    found = asked(question)
    assert (found and found.matter) == matter


def test_tasks_of_a_body_are_asked_of_the_one_document_about_the_words() -> None:
    query = understand("Sở Nội vụ chủ trì việc gì trong kế hoạch trồng rừng ngập mặn?", Library([]))
    subjects = {"a": frozenset({"trong", "rung", "ngap", "man"}), "b": frozenset({"nuoc", "sach"})}
    found = inquiry.of_subject(query, subjects)
    assert found.documents == ("a",)
    assert found.inquiry is not None
    assert (found.inquiry.matter, found.inquiry.body) == (Matter.TASKS, "Sở Nội vụ")
    assert inquiry.of_subject(query, {**subjects, "c": subjects["a"]}) == query
    assert inquiry.of_subject(query, {"b": subjects["b"]}) == query


def test_deadlines_are_asked_of_the_one_document_that_its_subject_names() -> None:
    question = "Kế hoạch trồng rừng ngập mặn có những mốc thời hạn nào?"
    subjects = {"a": frozenset({"trong", "rung", "ngap", "man"}), "b": frozenset({"trong", "cay"})}
    found = inquiry.of_subject(understand(question, Library([])), subjects)
    assert found.documents == ("a",)
    assert found.inquiry is not None
    assert found.inquiry.matter is Matter.DEADLINES


@pytest.mark.parametrize(
    "question",
    [
        "Tóm tắt kế hoạch 45 của Lạc Sơn Đông để tôi báo cáo lãnh đạo tỉnh",
        "Cho xin ý chính của kế hoạch 45 Lạc Sơn Đông, chừng 5 gạch đầu dòng",
    ],
)
def test_what_a_summary_is_for_and_how_long_it_may_be_is_no_matter(question: str) -> None:
    found = asked(question)
    assert found is not None
    assert found.matter is Matter.SUMMARY


def test_whom_a_document_is_about_is_not_asked_of_in_its_summary() -> None:
    told = plans.LAC_SON.replace("đường giao thông", "đường của Bộ Giao thông vận tải ở")
    library = Library(plans.read(told))
    found = understand(
        "Tóm tắt ý của Bộ Giao thông vận tải về đường nông thôn (kế hoạch 45)", library
    )
    assert found.inquiry is not None
    assert (found.inquiry.matter, found.inquiry.body) == (Matter.SUMMARY, None)
    tasks = understand("Tóm tắt việc Bộ Giao thông vận tải phải làm gì (kế hoạch 45)", library)
    assert tasks.inquiry is None or tasks.inquiry.body is not None
