"""In what a statement differs from the nearest sentences of its quotes."""

import pytest

from app.answering.generative.differences import NAMES, features
from app.answering.generative.laying import lay
from app.answering.generative.proof import Proof

QUOTE = (
    "Hộ nghèo được vay 50 triệu đồng; hộ cận nghèo được vay 30 triệu đồng; các hộ nộp sổ trước "
    "ngày 15/9/2031 nếu đã vay. Khuyến khích các thôn tăng số trạm bơm."
)


def found(said: str, question: str = "") -> dict[str, float]:
    proof = Proof((QUOTE,), "Kế hoạch của xã Bầu Sen")
    held = features(lay(said, proof), proof, question)
    return dict(zip(NAMES, held, strict=True))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Chỉ hộ nghèo được vay 50 triệu đồng.", "adds_scope_only"),
        ("Các hộ nộp sổ trước ngày 15/9/2031.", "omits_condition_if"),
        ("Các thôn tăng số trạm bơm.", "omits_duty_urged"),
        ("Khuyến khích các thôn giảm số trạm bơm.", "opposed"),
        ("Hộ nghèo không được vay.", "denials"),
    ],
)
def test_a_sense_added_left_out_or_turned_round(said: str, name: str) -> None:
    assert found(said)[name] == 1
    assert found("Hộ nghèo được vay 50 triệu đồng.")[name] == 0


def test_words_that_the_quotes_lack_by_kind() -> None:
    told = found("Hộ nghèo ở Lạc Sơn được vay máy cày tại Bầu Sen 7 lần.")
    assert (told["strange_names"], told["strange_figures"]) == (2, 1)
    assert told["strange_words"] > 0
    assert told["of_names"] == 2


def test_a_value_with_a_rival_nearer_to_the_question_is_told_apart() -> None:
    asked = "Hộ cận nghèo được vay bao nhiêu?"
    wrong, right = found("50 triệu đồng.", asked), found("30 triệu đồng.", asked)
    assert wrong["rivalled"] == right["rivalled"] == 1
    assert wrong["asked_of_another_value"] > right["asked_of_another_value"]
    assert found("Trước ngày 15/9/2031.", asked)["rivalled"] == 0
