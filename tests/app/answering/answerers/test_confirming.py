"""Whether a document is whose it is taken to be, by its header."""

import pytest

from app.answering.answerers import confirming
from app.answering.claims import Statements
from app.answering.weighing import shipped
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)


def side(question: str) -> bool | None:
    query = understand(question, LIBRARY)
    draft = confirming.answer(query, plans.shelf(HELD), shipped().certain)
    if draft is None:
        return None
    assert isinstance(draft.body, Statements)
    return draft.body.side


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kế hoạch 45 do ông Lê Văn Thuận ký phải không?", True),
        ("Kế hoạch 45 do Hoàng Thị Nhàn ký đúng không?", False),
        ("Kế hoạch 45 có phải của Yên Thượng không?", False),
        ("Kế hoạch 45 do UBND tỉnh Lạc Sơn Đông ban hành phải không?", True),
        ("Kế hoạch 45 ban hành ngày 12/3/2025 đúng không?", True),
        ("Kế hoạch 45 ban hành ngày 13/3/2025 đúng không?", False),
    ],
)
def test_the_header_says_yes_or_no(question: str, expected: bool) -> None:
    assert side(question) is expected


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 45 có sửa đường xã không?",
        "Kế hoạch 45 do Lê Văn Thuận ký có sửa cầu treo không?",
        "Ai ký kế hoạch 45?",
    ],
)
def test_what_asks_for_more_is_left(question: str) -> None:
    assert side(question) is None
