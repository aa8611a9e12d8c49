"""Questions to each of the documents that carry one out."""

import pytest

from index.question import carried
from index.question.library import Library
from index.question.query import AnswerKind, Asked
from index.question.understanding import understand


@pytest.mark.parametrize("which", ["Các kế hoạch", "Kế hoạch"])
def test_which_documents_are_meant_is_told_apart_from_what_is_asked_of_them(which: str) -> None:
    question = f"{which} thực hiện Kết luận 77 đặt chỉ tiêu cầu treo bao nhiêu?"
    query = understand(question, Library([]))
    told = carried.each(query)
    assert told is not None
    assert (told.inquiry.kind, told.inquiry.number) == ("ket luan", "77")
    assert told.question == "đặt chỉ tiêu cầu treo bao nhiêu"
    asked = carried.of_each(query, understand(told.question, Library([])), ("a", "b"))
    assert (asked.kind, asked.across, asked.documents) == (AnswerKind.COMPARE, True, ("a", "b"))
    assert asked.text == question
    assert asked.asked is Asked.NUMBER


@pytest.mark.parametrize(
    "question",
    [
        "Một kế hoạch thực hiện Kết luận 77 đặt chỉ tiêu bao nhiêu?",
        "Các kế hoạch thực hiện Kết luận 77",
        "Các kế hoạch thực hiện chương trình sửa cầu treo có gì?",
    ],
)
def test_one_document_or_nothing_asked_is_no_such_question(question: str) -> None:
    assert carried.each(understand(question, Library([]))) is None
