"""Labels that open a line."""

import pytest

from ingest.vietnamese import labels
from ingest.vietnamese.labels import Style


@pytest.mark.parametrize(
    ("line", "style", "text"),
    [
        ("1a. Hỗ trợ giống lúa", Style.NUMBER, "1a"),
        ("2đ) hỗ trợ phân bón", Style.NUMBER_BRACKET, "2đ"),
        ("1.2a. Nội dung bổ sung", Style.DECIMAL, "1.2a"),
        ("Điều 5a. Vay vốn", Style.ARTICLE, "Điều 5a"),
        ("PHỤ LỤC I-A", Style.APPENDIX, "Phụ lục I-A"),
        ("PHỤ LỤC II-B. MỨC CHI", Style.APPENDIX, "Phụ lục II-B"),
        ("Phụ lục 02a", Style.APPENDIX, "Phụ lục 02a"),
        ("PHỤ LỤC 1-2", Style.APPENDIX, "Phụ lục 1-2"),
        ("PHỤ LỤC I-DANH MỤC", Style.APPENDIX, "Phụ lục I"),
        ("Biểu mẫu 05", Style.FORM, "Biểu mẫu 05"),
        ("Mẫu số 1a", Style.FORM, "Mẫu số 1a"),
        ("Phần thứ nhất", Style.PART, "Phần thứ nhất"),
        ("Phần thứ mười hai. Thi hành", Style.PART, "Phần thứ mười hai"),
        ("Mục 1.2.3. Cách tính", Style.DECIMAL, "Mục 1.2.3"),
    ],
)
def test_a_label_is_read_as_it_is_written(line: str, style: Style, text: str) -> None:
    (found,) = labels.readings(line)
    assert (found.style, found.text) == (style, text)


@pytest.mark.parametrize(
    "line",
    [
        "Mẫu số 02: Đơn đề nghị hỗ trợ",
        "Mẫu số 01 kèm theo Quyết định này",
        "Mẫu xe chở rác",
        "3a ngày trong tuần",
        "1.000 đồng/lượt",
    ],
)
def test_what_only_looks_like_a_label_is_none(line: str) -> None:
    assert labels.readings(line) == []


def follows(line: str, before: str) -> bool:
    return labels.follows(labels.readings(line)[0], labels.readings(before)[0])


def test_an_inserted_label_stands_between_its_neighbours() -> None:
    order = ["1. Một", "1a. Thêm", "1b. Thêm", "1đ. Thêm", "2. Hai"]
    assert [follows(one, other) for one, other in zip(order[1:], order, strict=False)] == [True] * 4
    assert not follows("1a. Thêm", "1b. Thêm")
    assert not labels.opens_list(labels.readings("1a. Thêm")[0])


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
    first = labels.readings(line)[0]
    assert (first.style, first.text, first.numbers) == (style, text, numbers)


@pytest.mark.parametrize("line", ["Điều 5 của Luật này", "điều 5. cũ", "Xã 5"])
def test_words_in_a_sentence_are_no_label(line: str) -> None:
    assert not any(label.style is Style.ARTICLE for label in labels.readings(line))


def test_what_follows_what() -> None:
    first, second, far = (labels.readings(f"{n}. Việc")[0] for n in (1, 2, 5))
    assert labels.opens_list(first)
    assert labels.follows(second, first)
    assert not labels.follows(far, second)
    e, d, g = (labels.readings(f"{letter}) Việc")[0] for letter in "edg")
    assert labels.follows(e, d)
    assert labels.follows(g, e)


@pytest.mark.parametrize(("number", "value"), [("IV", 4), ("XIX", 19), ("IIII", None), ("Q", None)])
def test_roman_numbers(number: str, value: int | None) -> None:
    assert labels.roman(number) == value
    assert value is None or labels.as_roman(value) == number


def test_bullets() -> None:
    assert labels.bullet("– Việc") == ("-", 2)
    assert labels.bullet("Việc") is None


@pytest.mark.parametrize(
    ("label", "word"),
    [("Điều 5", "điều"), ("Phụ lục II", "phụ lục"), ("Mẫu 02-ĐK", "mẫu"), ("II", ""), ("a", "")],
)
def test_a_label_is_called_by_its_word(label: str, word: str) -> None:
    assert labels.keyword(label) == word
