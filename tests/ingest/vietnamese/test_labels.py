import pytest

from ingest.vietnamese.labels import Style, as_roman, bullet, follows, opens_list, readings, roman


@pytest.mark.parametrize(
    ("line", "style", "text", "numbers"),
    [
        ("Điều 5. Phạm vi", Style.ARTICLE, "Điều 5", (5,)),
        ("Chương II", Style.CHAPTER, "Chương II", (2,)),
        ("1.2.3. Việc", Style.DECIMAL, "1.2.3", (1, 2, 3)),
        ("đ) Việc", Style.LETTER, "đ", (5,)),
    ],
)
def test_a_label_is_read(line: str, style: Style, text: str, numbers: tuple[int, ...]) -> None:
    first = readings(line)[0]
    assert (first.style, first.text, first.numbers) == (style, text, numbers)


@pytest.mark.parametrize("line", ["Điều 5 của Luật này", "điều 5. cũ", "Xã 5"])
def test_words_in_a_sentence_are_no_label(line: str) -> None:
    assert not any(label.style is Style.ARTICLE for label in readings(line))


def test_what_follows_what() -> None:
    first, second, far = (readings(f"{n}. Việc")[0] for n in (1, 2, 5))
    assert opens_list(first)
    assert follows(second, first)
    assert not follows(far, second)
    e, d, g = (readings(f"{letter}) Việc")[0] for letter in "edg")
    assert follows(e, d)
    assert follows(g, e)


@pytest.mark.parametrize(("number", "value"), [("IV", 4), ("XIX", 19), ("IIII", None), ("Q", None)])
def test_roman_numbers(number: str, value: int | None) -> None:
    assert roman(number) == value
    assert value is None or as_roman(value) == number


def test_bullets() -> None:
    assert bullet("– Việc") == ("-", 2)
    assert bullet("Việc") is None
