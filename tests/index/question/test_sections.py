import pytest

from index.question.sections import references


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Điều 5 nói gì", [("Điều 5",)]),
        ("khoản 2 Điều 5 quy định gì", [("Điều 5", "2")]),
        ("điểm a khoản 2 điều 5", [("Điều 5", "2", "a")]),
        ("điểm a1 khoản 2 Điều 5a", [("Điều 5a", "2", "a1")]),
        ("điểm đ, khoản 2 của Điều 12", [("Điều 12", "2", "đ")]),
        ("mục III.2 giao ai", [("III", "2")]),
        ("mục 2 phần III có gì", [("III", "2")]),
        ("phần iii có những mục nào", [("III",)]),
        ("phần thứ ba nói gì", [("3",)]),
        ("chương II gồm mấy điều", [("Chương II",)]),
        ("phụ lục II và phụ lục I-A", [("Phụ lục II",), ("Phụ lục I-A",)]),
        ("phụ lục số 2", [("Phụ lục 2",)]),
        ("mẫu số 03 có mấy cột", [("Mẫu 03",)]),
        ("Điều 3 và Điều 4 khác gì", [("Điều 3",), ("Điều 4",)]),
        ("mục nào, điều mấy, khoản nào", []),
        ("đạt 10 phần trăm, được 5 điểm, khoản 20 tỷ", []),
        ("điểm 10 của tiêu chí", []),
        ("mục tiêu đến năm 2030", []),
    ],
)
def test_the_parts_that_are_named(text: str, paths: list[tuple[str, ...]]) -> None:
    assert [reference.path for reference in references(text)] == paths


@pytest.mark.parametrize(
    ("text", "section_path", "fits"),
    [
        ("mục III.2", ("III", "2"), True),
        ("mục III.2", ("III", "III.2"), True),
        ("mục 2 phần III", ("III", "2"), True),
        ("phần 3", ("III",), True),
        ("Phần thứ ba", ("Phần III",), True),
        ("mục 2", ("III", "2"), True),
        ("mục 2", ("III", "2", "a"), False),
        ("khoản 2 Điều 5", ("Chương I", "Điều 5", "2"), True),
        ("khoản 2 Điều 5", ("Chương I", "Điều 6", "2"), False),
        ("điểm d khoản 2 Điều 5", ("Điều 5", "2", "đ"), False),
        ("điểm i khoản 2 Điều 5", ("Điều 5", "2", "i"), True),
        ("phụ lục II", ("Phụ lục II",), True),
    ],
)
def test_a_reference_fits_the_labels_of_a_document(
    text: str, section_path: tuple[str, ...], fits: bool
) -> None:
    [reference] = references(text)
    assert reference.fits(section_path) is fits


def test_the_words_are_those_of_the_question() -> None:
    [reference] = references("theo khoản 2 của Điều 5 thì sao")
    assert reference.words == "khoản 2 của Điều 5"
