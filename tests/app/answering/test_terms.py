"""How much of a question a text holds, and which of its values may answer."""

import pytest

from app.answering.terms import Terms
from index.question.query import Asked
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)


def terms(question: str) -> Terms:
    return Terms(understand(question, LIBRARY), LIBRARY)


def values(question: str, text: str) -> list[str]:
    """Return the values that may answer, nearest first."""
    query = understand(question, LIBRARY)
    return [text[v.start : v.end] for v in Terms(query, LIBRARY).values(query.asked, text)]


ROADS = "Bao nhiêu phần trăm đường xã được trải nhựa?"


def test_coverage_grows_with_the_questions_words_and_is_a_share() -> None:
    asked = terms(ROADS)
    nothing = asked.coverage("Trồng rừng phòng hộ.")
    some = asked.coverage("Đường xã được sửa.")
    most = asked.coverage("Bao nhiêu phần trăm đường xã được trải nhựa")
    assert nothing == 0.0
    assert 0.0 < some < most <= 1.0


def test_texts_cover_together_what_each_covers_alone() -> None:
    asked = terms(ROADS)
    both = asked.coverage("đường xã", "trải nhựa")
    assert both > max(asked.coverage("đường xã"), asked.coverage("trải nhựa"))


def test_what_asks_and_names_documents_is_no_word_of_it() -> None:
    assert terms(ROADS).coverage("là của và có không những các") == 0.0


def test_missing_is_what_no_text_holds() -> None:
    asked = terms(ROADS)
    assert asked.missing("Trồng rừng.") == 1.0
    assert 0.0 < asked.missing("Đường xã.") < 1.0
    assert asked.missing("phần trăm đường xã được trải nhựa") == 0.0


def test_the_value_nearest_to_the_questions_words_comes_first() -> None:
    text = "Có 60% hộ dùng nước máy, 87,5% đường xã được trải nhựa."
    assert values(ROADS, text) == ["87,5%", "60%"]


def test_what_the_question_says_itself_answers_nothing() -> None:
    question = "Trên 87,5% đường xã được trải nhựa hay bao nhiêu phần trăm?"
    assert values(question, "Có 87,5% đường xã, 12% đường thôn được trải nhựa.") == ["12%"]


def test_the_same_figure_otherwise_written_is_the_questions_too() -> None:
    question = "Ngoài 1.500 triệu đồng thì chi bao nhiêu tiền làm đường?"
    assert values(question, "Chi 1,5 tỷ đồng làm đường, 300 triệu đồng làm cầu.") == [
        "300 triệu đồng"
    ]


def test_where_a_day_is_asked_for_a_day_answers() -> None:
    text = "Năm 2026 sửa đường; báo cáo trước ngày 20/10/2026."
    assert values("Báo cáo trước ngày nào?", text) == ["trước ngày 20/10/2026"]
    assert values("Báo cáo trước ngày nào?", "Báo cáo trong năm 2026.") != []


def test_a_date_within_a_documents_number_is_no_date_that_is_asked_for() -> None:
    text = "Thực hiện Kết luận số 88-KL/TU ngày 02/01/2025, sửa xong trong ngày 05/6/2026."
    assert values("Sửa xong ngày nào?", text) == ["trong ngày 05/6/2026"]


def test_a_number_is_counted_in_what_the_question_counts() -> None:
    assert values("Sửa bao nhiêu cầu?", "Đắp 40 km đường, sửa 12 cầu.") == ["12 cầu"]
    assert terms("Sửa bao nhiêu cầu?").fits("12 cầu", 0, 6)
    assert not terms("Sửa bao nhiêu cầu?").fits("40 km", 0, 5)
    assert terms("Cần bao nhiêu người tán thành?").fits("2/3 hội viên", 0, 3)
    assert not terms("Sửa bao nhiêu km?").fits("2/3 cầu", 0, 3)
    assert terms("Đóng cửa từ mấy giờ?").fits("18h00", 0, 5)
    assert not terms("Lệ phí hết bao nhiêu?").fits("18h00", 0, 5)
    assert terms("Sập bao nhiêu căn nhà?").fits("12 nhà", 0, 6)


def test_what_speaks_of_another_of_its_kind_contradicts() -> None:
    asked = terms("Bao nhiêu trường trung học cơ sở đạt chuẩn?")
    assert asked.contradicts("Có 12 trường trung học phổ thông đạt chuẩn.")
    assert not asked.contradicts("Có 12 trường trung học cơ sở đạt chuẩn.")
    assert not terms(ROADS).contradicts("Có 12 trường trung học phổ thông đạt chuẩn.")


@pytest.mark.parametrize("asked", [Asked.ANYTHING, Asked.PLACE])
def test_kinds_without_a_form_have_no_values(asked: Asked) -> None:
    assert terms(ROADS).values(asked, "Ngày 20/10/2026 ở xã Thượng có 12 cầu.") == ()


def test_of_documents_those_of_the_kind_asked_for_answer_else_any() -> None:
    text = "Theo Quyết định số 7/QĐ-UBND và Nghị quyết số 12/NQ-HĐND."
    (kind,) = values("Thực hiện nghị quyết nào?", text)
    assert kind.startswith("Nghị quyết số 12/NQ-HĐND")
    assert values("Thực hiện chỉ thị nào?", text) != []


def test_a_count_goes_on_with_the_words_that_the_question_goes_on_with() -> None:
    text = "Mở lớp cho 3.000 lượt công nhân bến phà, 40 lượt công chức."
    assert values("Mở lớp cho bao nhiêu lượt công nhân bến đò?", text)[:1] == [
        "3.000 lượt công nhân bến"
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Cuộc họp về Nghị quyết 12-NQ/HU diễn ra ngày nào?", ["Ngày 28/11/2031"]),
        ("Nghị quyết 12-NQ/HU ban hành ngày nào?", ["Ngày 28/11/2031", "ngày 30/4/2031"]),
    ],
)
def test_the_day_of_a_document_cited_answers_only_where_it_is_asked_for(
    question: str, found: list[str]
) -> None:
    told = values(question, "Ngày 28/11/2031 họp về Nghị quyết số 12-NQ/HU ngày 30/4/2031.")
    assert sorted(told) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Có bao nhiêu trạm bơm điện?", ["9 trạm bơm điện"]),
        ("Có bao nhiêu trạm bơm điện, trạm bơm dầu?", ["9 trạm bơm", "40 trạm"]),
    ],
)
def test_a_count_is_of_what_the_question_counts_in_its_words(
    question: str, found: list[str]
) -> None:
    assert values(question, "Toàn tỉnh có 40 trạm, trong đó có 9 trạm bơm điện.") == found


@pytest.mark.parametrize(
    ("question", "value", "other"),
    [
        ("Đảo cách bờ bao nhiêu cây số?", "12,5 độ vĩ", True),
        ("Đảo cách bờ bao nhiêu km?", "khoảng 40 hải lý", False),
        ("Mất bao nhiêu ngày?", "3 lần", True),
        ("Có bao nhiêu trạm?", "3 lần", False),
    ],
)
def test_a_measure_is_asked_for_and_anything_else_is_none(
    question: str, value: str, *, other: bool
) -> None:
    assert terms(question).measures_otherwise(value) is other


def test_how_often_something_is_ends_the_count_before_it() -> None:
    assert values("Mấy năm họp một lần?", "Họp 5 năm một lần ở huyện.") == ["5 năm"]
