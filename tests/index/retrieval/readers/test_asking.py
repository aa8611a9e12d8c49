"""What a reader knows of a question."""

import pytest

from index.question.query import Asked
from index.question.understanding import understand
from index.retrieval.readers.asking import QUESTION_NAMES, Asking
from index.retrieval.words import held
from tests.index.library_of import invented_library

LIBRARY = invented_library()


def asking(question: str) -> Asking:
    return Asking(understand(question, LIBRARY), LIBRARY)


def column(asked: Asking, name: str) -> float:
    return asked.row[QUESTION_NAMES.index(name)]


def test_the_row_tells_kind_value_and_how_much_is_asked() -> None:
    asked = asking("Theo kế hoạch 12-KH/HU, bao nhiêu phần trăm trong 1.500 hộ dùng nước sạch?")
    assert len(asked.row) == len(QUESTION_NAMES)
    assert column(asked, "kind_fact") == 1.0
    assert column(asked, f"asked_{Asked.PERCENT}") == 1.0
    assert sum(asked.row[QUESTION_NAMES.index(f"asked_{each}")] for each in Asked) == 1.0
    assert column(asked, "documents") == column(asked, "mentions") == 1.0
    assert column(asked, "figures") == 1.0
    assert asked.figures == {"1.500"}


def test_the_name_of_a_document_is_in_one_form_of_the_question_only() -> None:
    asked = asking("Theo kế hoạch 12-KH/HU, tỷ lệ hộ dùng nước sạch là bao nhiêu?")
    name = [held("Kế hoạch 12-KH/HU")]
    assert asked.named.share(name) > asked.words.share(name)
    assert column(asked, "words") == len(asked.words.single)


def test_what_is_counted_counts_where_its_unit_stands_by_a_figure() -> None:
    asked = asking("Sửa bao nhiêu cầu?")
    assert asked.counted("Sửa 12 cầu treo.") == 1.0
    assert asked.counted("Sửa 12 chiếc cầu.") == 1.0
    assert asked.counted("Đắp 40 km đường, sửa cầu.") == 0.0
    assert asked.counted("Số cầu treo đã sửa (cầu): 12") == 1.0
    assert asked.counted("Đường đã đắp (km): 40") == 0.0
    assert asking("Ai ký?").counted("Sửa 12 cầu treo.") == 0.5


def test_a_sum_of_money_counts_in_whatever_unit_it_is_told() -> None:
    asked = asking("Sửa cầu hết bao nhiêu tỷ?")
    assert asked.counted("Sửa cầu: 850 triệu đồng.") == 1.0
    assert asked.counted("Kinh phí sửa cầu (nghìn đồng): 850.000") == 1.0
    assert asked.counted("Sửa 12 cầu treo.") == 0.0


def test_the_longest_run_of_the_questions_pairs_counts() -> None:
    asked = asking("hộ dân dùng nước sạch")
    assert asked.run(held("hộ dân dùng nước sạch")) == 4.0
    assert asked.run(held("nước sạch cho hộ dân dùng")) == 2.0
    assert asked.run(held("trồng rừng")) == 0.0


def test_values_that_the_question_says_itself_are_none() -> None:
    asked = asking("Ngoài 20% thì bao nhiêu phần trăm hộ dùng nước sạch?")
    text = "Có 20% hộ ở bản, 85% hộ ở xã."
    assert [text[a:b] for a, b in asked.values(text)] == ["85%"]


def test_kinds_without_a_form_have_no_values_and_half_hold() -> None:
    asked = asking("Vì sao phải trồng rừng?")
    assert asked.query.asked is Asked.ANYTHING
    assert asked.values("Có 85% hộ.") == []
    assert asked.holds("Có 85% hộ.") == 0.5


@pytest.mark.parametrize(
    ("question", "holding", "other"),
    [
        ("Bao nhiêu phần trăm hộ dùng nước sạch?", "Đạt 85%.", "Đạt cao."),
        ("Trước ngày nào phải báo cáo?", "Trước ngày 15/11/2026.", "Báo cáo sớm."),
    ],
)
def test_a_text_holds_the_kind_asked_for_or_does_not(
    question: str, holding: str, other: str
) -> None:
    asked = asking(question)
    assert asked.holds(holding) != 0.0
    assert bool(asked.values(holding)) > bool(asked.values(other))


def test_bodies_and_names_are_in_small_letters() -> None:
    asked = asking("Sở Y tế và ông Lò Văn Thiết làm gì?")
    assert "sở y tế" in asked.bodies
    assert all(name == name.lower() for name in (*asked.bodies, *asked.proper))
