"""Fields of a section that are asked for together."""

import pytest

from app.answering.answerers import fielding
from app.answering.answerers.offering import Offer
from index.question.understanding import understand
from tests.app.answering import plans

(PLAN,) = plans.read(
    plans.LAC_SON.replace(
        "2. Mọi thôn có",
        "2. Kích thước biển báo\n- Chiều cao: 30 cm.\n- Chiều rộng: 45 cm.\n- Màu nền: xanh.\n"
        "Biển ở ngã ba như sau:\n- Chiều cao: 60 cm.\n- Chiều rộng: 90 cm.\n3. Mọi thôn có",
    )
)


def offer(words: str, probability: float = 0.5) -> Offer:
    start = PLAN.text.index(words)
    return Offer((PLAN.id, start, PLAN.text.index("\n", start)), probability)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Biển báo chiều cao chiều rộng bao nhiêu?", ["30", "45", "", "60", "90"]),
        ("Biển báo chiều rộng bao nhiêu, màu nền gì?", ["45", "", "", "90"]),
        ("Biển báo chiều rộng bao nhiêu?", ["45"]),
        ("Liệt kê chiều cao, chiều rộng của biển báo.", ["45"]),
    ],
)
def test_fields_that_are_named_together_are_said_together(
    question: str, figures: list[str]
) -> None:
    query = understand(question, plans.library([PLAN]))
    said = fielding.together([offer("- Chiều rộng")], query, PLAN)
    texts = [PLAN.text[start:end] for _, start, end in (each.span for each in said)]
    assert ["".join(filter(str.isdigit, text)) for text in texts] == figures


def test_what_is_no_field_is_said_alone() -> None:
    query = understand("Chiều cao, chiều rộng của ô tô là bao nhiêu?", plans.library([PLAN]))
    chosen = [offer("Mọi thôn")]
    assert fielding.together(chosen, query, PLAN) is chosen
