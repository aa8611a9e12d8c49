"""What a question says of the documents of what is found."""

import pytest

from index.question.query import AnswerKind, Asked
from index.question.understanding import understand
from index.retrieval.candidates import ASKED, KINDS, DocumentPrior, priors
from index.retrieval.words import QuestionWords
from tests.fakes import passage
from tests.index.library_of import invented_library

LIBRARY = invented_library()
PASSAGES = [
    passage("p1", "p", context="Kế hoạch 12/KH-UBND tỉnh Hòa Giang › I. Mục tiêu"),
    passage("p2", "p", context="Kế hoạch 12/KH-UBND tỉnh Hòa Giang › II. Việc làm"),
    passage("q1", "q", context="Kế hoạch 12-KH/TU"),
    passage("d1", "d", context="Kế hoạch 12-KH/HU › Nước sạch nông thôn"),
]


def known(question: str) -> dict[str, DocumentPrior]:
    query = understand(question, LIBRARY)
    return dict(priors(query, QuestionWords(query, LIBRARY, query.restored), PASSAGES))


def test_each_document_is_judged_once_however_many_passages_it_has() -> None:
    assert known("Tỷ lệ nước sạch?").keys() == {"p", "q", "d"}


def test_a_question_that_names_none_says_nothing_of_any() -> None:
    for prior in known("Trồng rừng ở đâu?").values():
        assert (prior.named, prior.share, prior.mentioned) == (0.0, 0.0, 0.0)


def test_the_one_that_is_named_is_named_alone() -> None:
    found = known("Theo kế hoạch 12-KH/HU, tỷ lệ nước sạch là bao nhiêu?")
    assert (found["d"].named, found["d"].share, found["d"].mentioned) == (1.0, 1.0, 1.0)
    assert (found["p"].named, found["p"].share, found["p"].mentioned) == (0.0, 0.0, 0.0)


def test_several_that_are_named_share() -> None:
    found = known("Ở Hòa Giang tỷ lệ hộ dân dùng nước sạch là bao nhiêu?")
    assert found["p"].share == found["q"].share == 0.5
    assert found["p"].named == found["q"].named == 1.0
    assert found["d"].share == 0.0


def test_a_name_calls_its_document_by_its_words_and_headings_do_not() -> None:
    found = known("Kế hoạch 12/KH-UBND của tỉnh Hòa Giang viết gì?")
    assert found["p"].called > found["q"].called
    heading = known("Nước sạch nông thôn?")
    assert heading["d"].called == 0.0


@pytest.mark.parametrize("kind", [k for k in AnswerKind if k.value not in {"catalogue", "talk"}])
def test_models_know_every_kind_that_is_searched_for(kind: AnswerKind) -> None:
    assert kind in KINDS


def test_models_know_every_kind_of_value() -> None:
    assert set(ASKED) == set(Asked)
