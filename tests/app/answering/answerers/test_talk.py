"""Small talk: short, calm, without quotes."""

from datetime import UTC, date, datetime

import pytest

from app.answering.answerers import talk
from app.answering.claims import Talk
from app.rendering import markdown
from index.question.library import Library
from index.question.query import AnswerKind
from index.question.understanding import understand
from index.records import DocumentRecord


def a_record(number: str, signer: str | None = None, day: date | None = None) -> DocumentRecord:
    return DocumentRecord(
        number,
        "a.txt",
        "A",
        "Kế hoạch",
        number,
        None,
        None,
        day,
        signer,
        1,
        1,
        NOW,
        "",
        None,
        "",
        "",
        0,
    )


NOW = datetime(2025, 1, 1, tzinfo=UTC)
RECORDS = (
    a_record("45/KH-UBND"),
    a_record("*7*/KH-SYT", "Lê Văn Khê"),
    a_record("8/KH-SYT", "Vũ An"),
)


def said(question: str, *documents: DocumentRecord) -> str:
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
        ("Cảm ơn bạn, vậy là tôi đủ rồi, để tôi về xem lại", "Không có gì."),
        ("Tốt lắm, cảm ơn", "Không có gì."),
        ("Thôi tôi về đây, chào bạn", "Xin chào và hẹn gặp lại"),
        (
            "Chào em. Tôi mới dùng hộp chat này, bạn giúp được tôi những việc gì?",
            "Hệ thống trả lời",
        ),
        ("Khung chat này dùng để làm gì?", "Hệ thống trả lời câu hỏi"),
        ("Bạn có phải là người thật không?", "Đây là hệ thống hỏi đáp"),
        ("ok bạn", "Vâng."),
        ("Bạn trả lời sai rồi", "Xin lỗi anh, chị."),
    ],
)
def test_each_topic_has_its_reply(question: str, begins: str) -> None:
    assert said(question).startswith(begins)


def test_an_example_asks_a_document_for_what_is_known_of_it() -> None:
    examples = [line for line in said("Chào bạn", *RECORDS).splitlines() if line.startswith("- ")]
    assert examples == [r"- Ai ký Kế hoạch số \*7\*/KH-SYT?", "- Tóm tắt Kế hoạch số 45/KH-UBND."]


def test_thanks_and_an_empty_shelf_bring_no_examples() -> None:
    assert "- " not in said("Cảm ơn bạn", *RECORDS)
    assert "- " not in said("Chào bạn")


@pytest.mark.parametrize(
    "question",
    [
        "Cảm ơn bạn, còn hạn nộp thì bao giờ?",
        "Hướng dẫn cách sử dụng con dấu của hội",
        "Ban Kiểm tra có thể làm gì?",
        "Hệ thống thông tin này dùng cho ai?",
    ],
)
def test_what_asks_of_documents_is_no_talk(question: str) -> None:
    assert understand(question, Library()).kind is not AnswerKind.TALK
