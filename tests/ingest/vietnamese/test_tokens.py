import re

import pytest

from ingest.vietnamese import tokens
from ingest.vietnamese.tokens import LOWER, UPPER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kế hoạch 171-kh/hu", ["kế", "hoạch", "171-kh/hu"]),
        ("số 88/2031/tt-bgdđt", ["số", "88/2031/tt-bgdđt"]),
        ("1.500,5 hộ; 80%", ["1.500,5", "hộ", "80%"]),
    ],
)
def test_the_index_holds_figures_and_numbers_whole(text: str, found: list[str]) -> None:
    assert tokens.TOKEN.findall(text) == found


def test_letters_pieces_and_stops() -> None:
    text = "Điều 5a: đạt 80%."
    assert tokens.LETTERS.findall(text) == ["Điều", "a", "đạt"]
    assert tokens.PIECE.findall(text) == ["Điều", "5a", "đạt", "80"]
    assert tokens.PIECE_OR_STOP.findall(text) == ["Điều", "5a", ":", "đạt", "80", "."]
    assert tokens.FIGURED.findall(text) == ["Điều", "5a", "đạt", "80%"]
    assert tokens.SIGNED.findall(text) == ["Điều", "5a", ":", "đạt", "80%", "."]


def test_capital_and_small_letters_are_told_apart_with_their_marks() -> None:
    assert {"A", "Đ", "Ỹ", "Ơ", "Ậ"} <= set(UPPER)
    assert {"a", "đ", "ỹ", "ơ", "ậ"} <= set(LOWER)
    assert set(UPPER).isdisjoint(LOWER)
    assert re.fullmatch(rf"[{UPPER}][{LOWER}]+", "Đặng")
    assert not re.match(rf"[{UPPER}]", "đặng")
