"""Small talk: short, calm, without quotes."""

import pytest

from app.answering.answerers import talk
from app.answering.claims import Talk
from app.rendering import markdown
from index.question.library import Library
from index.question.query import AnswerKind
from index.question.understanding import understand

NAMES = ("Kế hoạch số 45/KH-UBND", "Quyết định *7*/QĐ-SYT")


def said(question: str, *documents: str) -> str:
    query = understand(question, Library())
    assert query.kind is AnswerKind.TALK
    draft = talk.answer(query, documents)
    assert isinstance(draft.body, Talk)
    assert draft.confidence == 1.0
    return markdown.answer(draft.body)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Chào bạn", "Xin chào."),
        ("Bạn là ai?", "Đây là hệ thống hỏi đáp"),
        ("Bạn làm được gì?", "Hệ thống trả lời câu hỏi"),
        ("Hướng dẫn sử dụng", "Hệ thống trả lời câu hỏi"),
        ("ban lam duoc gi", "Hệ thống trả lời câu hỏi"),
        ("Cảm ơn em nhiều", "Không có gì."),
        ("Tạm biệt", "Xin chào và hẹn gặp lại"),
    ],
)
def test_each_topic_has_its_reply(question: str, begins: str) -> None:
    assert said(question).startswith(begins)


def test_examples_name_documents_that_are_held() -> None:
    text = said("Chào bạn", *NAMES)
    examples = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(examples) == talk.EXAMPLES
    assert examples[0] == "- Ai ký Kế hoạch số 45/KH-UBND?"
    assert r"Quyết định \*7\*/QĐ-SYT" in examples[1]


def test_thanks_and_an_empty_shelf_bring_no_examples() -> None:
    assert "- " not in said("Cảm ơn bạn", *NAMES)
    assert "- " not in said("Chào bạn")
