"""A figure that a question says a document states, and that it does not."""

import pytest

from app.answering.citations import quote
from app.answering.claims import Claim, Parts, Role, Statements
from app.answering.misquoted import found
from app.answering.presupposed import beside
from index.question.understanding import understand
from tests.app.answering import plans

BEES = plans.LAC_SON.replace(
    "2. Mọi thôn có đường cho xe ô tô đi lại được quanh năm.",
    "2. Có ít nhất 60 tổ hợp nuôi ong rừng, 25 tổ hợp làm sáp; đạt 48% diện tích hoa.",
)
HELD = plans.read(BEES)
LIBRARY = plans.library(HELD)
SAID = "Có ít nhất 60 tổ hợp nuôi ong rừng, 25 tổ hợp làm sáp; đạt 48% diện tích hoa."


def body() -> Statements:
    start = HELD[0].text.index(SAID)
    told = quote(HELD[0], start, start + len(SAID), 0.9)
    return Statements(
        (Claim(Role.STATEMENT, HELD[0].id, "", (), sentences=(SAID,), quotes=(told,)),)
    )


def told(question: str) -> dict[str, str]:
    return found(understand(question, LIBRARY), HELD[0], body())


def test_the_figure_said_of_the_same_is_told_instead() -> None:
    said = told("Kế hoạch 45 đặt mục tiêu có 90 tổ hợp nuôi ong, vậy mấy tổ hợp làm sáp?")
    assert said == {"asked": "90 tổ hợp nuôi", "told": "ít nhất 60 tổ hợp nuôi"}
    said = told("Kế hoạch 45 nói đạt 77% diện tích hoa thì có bao nhiêu tổ hợp làm sáp?")
    assert said == {"asked": "77% diện tích", "told": "48% diện tích"}


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 45 đặt mục tiêu có 60 tổ hợp nuôi ong, vậy mấy tổ hợp làm sáp?",
        "Kế hoạch 45 nói có 40 tổ hợp nuôi ong, vậy mấy tổ hợp làm sáp?",
        "Theo kế hoạch 45, đạt 77% diện tích hoa thì có bao nhiêu tổ hợp làm sáp?",
        "Kế hoạch 45 quy định nếu đạt 77% diện tích hoa thì có bao nhiêu tổ hợp?",
        "Kế hoạch 45 nói 90 tổ hợp đan lát thì bao nhiêu tổ hợp làm sáp?",
        "Kế hoạch 45 nói đạt 77% số hộ thì bao nhiêu tổ hợp làm sáp?",
    ],
)
def test_what_is_held_supposed_or_said_of_another_thing_is_left(question: str) -> None:
    assert told(question) == {}


def test_a_note_stands_beside_the_answer() -> None:
    query = understand("Kế hoạch 45 nói đạt 77% diện tích hoa thì có mấy tổ hợp?", LIBRARY)
    noted = beside(body(), query, plans.shelf(HELD))
    assert isinstance(noted, Parts)
    assert "nêu 48% diện tích, không phải 77% diện tích." in str(noted.parts[-1])
