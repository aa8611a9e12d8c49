"""What a question sets against one another."""

import pytest

from index.question.sides import questions, sides


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "thẻ bạc và thẻ vàng khác nhau thế nào về mức giảm vé?",
            ("thẻ bạc", "thẻ vàng"),
        ),
        ("giờ trực của cấp 2 so với của cấp 3 ra sao?", ("cấp 2", "cấp 3")),
        ("vé của cụ già khác gì vé của trẻ nhỏ?", ("vé của cụ già", "vé của trẻ nhỏ")),
        (
            "phí nộp tại chợ, nộp tại xã với nộp qua mạng lệch nhau bao nhiêu?",
            ("nộp tại chợ", "nộp tại xã", "nộp qua mạng"),
        ),
        ("mức thuê sạp là bao nhiêu?", ()),
    ],
)
def test_the_sides_begin_with_one_word(text: str, found: tuple[str, ...]) -> None:
    assert sides(text) == found


def test_sides_of_different_words_are_those_next_to_the_joint() -> None:
    text = "hạn nộp của hội người mù với đoàn thanh niên khác nhau ra sao?"
    first, second = sides(text)
    assert first.endswith("hội người mù")
    assert second == "đoàn thanh niên"


def test_each_side_is_asked_for_without_the_other() -> None:
    text = "thẻ bạc và thẻ vàng khác nhau thế nào về mức giảm vé?"
    first, second = questions(text, sides(text))
    assert first == "thẻ bạc khác nhau thế nào về mức giảm vé?"
    assert second == "thẻ vàng khác nhau thế nào về mức giảm vé?"
    assert questions("mức thuê sạp là bao nhiêu?", ()) == ()
