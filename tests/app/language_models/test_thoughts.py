import pytest

from app.language_models.thoughts import Thoughts

LONG = '<think>Xem {"a": 1} rồi tính: 3 < 5.</think>{"b": 2} <b>x</b> 1 < 2'


@pytest.mark.parametrize("size", [1, 2, 3, 7, 200])
def test_thoughts_are_left_out_however_they_are_cut(size: int) -> None:
    thoughts = Thoughts()
    pieces = [LONG[at : at + size] for at in range(0, len(LONG), size)]
    said = "".join(thoughts.feed(piece) for piece in pieces) + thoughts.end()
    assert said == '{"b": 2} <b>x</b> 1 < 2'


def test_a_thought_without_an_end_is_no_text() -> None:
    thoughts = Thoughts()
    assert thoughts.feed("a<THINK>b") + thoughts.end() == "a"
