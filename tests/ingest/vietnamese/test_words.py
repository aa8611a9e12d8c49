import pytest

from ingest.vietnamese.words import dictionary, syllables


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kế hoạch 171 -KH/HU", ["kế", "hoạch", "171-kh/hu", "171", "kh", "hu"]),
        ("ngày 05/03/2031", ["ngày", "05/03/2031", "5/3/2031"]),
        ("đạt 80%", ["đạt", "80%", "80"]),
        ("2 tỉ", ["2", "tỷ"]),
    ],
)
def test_tokens_for_matching(text: str, tokens: list[str]) -> None:
    assert syllables(text) == tokens


def test_the_dictionary_holds_words_of_several_syllables() -> None:
    assert {"kế hoạch", "học sinh"} <= set(dictionary())
