"""Whether a question is of what was read for it, and which other documents may be meant."""

from dataclasses import replace

import pytest

from app.answering.answerers import relevance
from app.answering.evidence import Evidence
from app.answering.weighing import shipped
from index.question.library import Library
from index.question.understanding import understand
from tests.app.answering import plans
from tests.index.library_of import a_document

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)


def rivals(question: str, chance: float = 0.2) -> list[str]:
    """Return what is said beside the best, where the others' statements are so probable."""
    query = understand(question, LIBRARY)
    passages = plans.found(HELD, "trải nhựa")
    ranked = Evidence(LIBRARY).rank(query, passages, plans.alike(passages, "trải nhựa"))
    first = next(each for each in ranked if "87,5%" in each.text)
    rest = [replace(each, probability=chance) for each in ranked if each is not first]
    read = [replace(first, probability=0.8), *rest]
    return [each.text[:24] for each in relevance.rivals(query, read, 0.03)]


def test_another_document_that_holds_no_less_of_the_question_answers_too() -> None:
    assert rivals("Bao nhiêu phần trăm đường xã được trải nhựa?") == ["1. Đến năm 2030 có 92% đ"]


@pytest.mark.parametrize(
    ("question", "chance"),
    [
        ("Lạc Sơn Đông trải nhựa bao nhiêu phần trăm đường xã?", 0.2),
        ("Có 87,5% đường xã được trải nhựa không?", 0.2),
        ("Bao nhiêu phần trăm đường xã được trải nhựa?", 0.01),
    ],
)
def test_not_where_one_is_named_or_a_side_is_asked_or_it_is_hardly_probable(
    question: str, chance: float
) -> None:
    assert rivals(question, chance) == []


HILLS = Library([a_document("a", place="Sơn Khê", issuer="UBND huyện Sơn Khê")])


@pytest.mark.parametrize(
    ("question", "best", "support", "refused"),
    [
        ("Nấu canh chua cần nguyên liệu gì?", 0.4, 0.2, True),
        ("Trồng rừng cần giống cây gì?", 0.4, 0.9, False),
        ("Trồng rừng cần giống cây gì?", 0.8, 0.6, False),
        ("Nấu canh chua ở Sơn Khê cần nguyên liệu gì?", 0.4, 0.2, False),
    ],
)
def test_what_hardly_any_word_of_was_read_is_of_another_matter(
    question: str, best: float, support: float, *, refused: bool
) -> None:
    """A document that is named is asked of, and refuses for itself."""
    query = understand(question, HILLS)
    assert relevance.elsewhere(query, best, support, shipped().matter) is refused
