"""Which other documents may be meant as well."""

from dataclasses import replace

import pytest

from app.answering.answerers import relevance
from app.answering.evidence import Evidence
from index.question.understanding import understand
from tests.app.answering import plans

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
