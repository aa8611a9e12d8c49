"""Whether a question is of what was read for it."""

import pytest

from app.answering.answerers.relevance import elsewhere
from app.answering.weighing import shipped
from index.question.library import Library
from index.question.understanding import understand
from tests.index.library_of import a_document

LIBRARY = Library([a_document("a", place="Sơn Khê", issuer="UBND huyện Sơn Khê")])


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
    query = understand(question, LIBRARY)
    assert elsewhere(query, best, support, shipped().matter) is refused
