"""Things told apart by numbers."""

import pytest

from ingest.vietnamese.ordinals import labels, ordinals, unplaced


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Khoản 8 Điều 7", [("khoản", "8"), ("điều", "7")]),
        (
            "các điểm a, b và c khoản 01",
            [("điểm", "a"), ("điểm", "b"), ("điểm", "c"), ("khoản", "1")],
        ),
        ("kỳ họp thứ 10 của khóa XV", [("kỳ họp", "10"), ("khóa", "xv")]),
        ("Mẫu số 04, chú thích [4]", [("mẫu", "4"), ("chú thích", "4")]),
        ("mục II.2 và ý (5)", [("mục", "ii"), ("ý", "5")]),
        ("công trình cấp III trở xuống", [("cấp", "iii")]),
        ("tăng 2 điểm phần trăm, cấp 70% kinh phí", []),
    ],
)
def test_a_noun_with_its_number(text: str, wanted: list[tuple[str, str]]) -> None:
    found = [(each.noun, each.number) for each in ordinals(text)]
    assert found == wanted


def test_a_part_of_a_document_is_told_from_another_thing() -> None:
    assert [each.section for each in ordinals("Điều 9, tiêu chí 4")] == [True, False]


def test_the_labels_that_open_lines() -> None:
    assert labels("5. Thu phí\n(6) Miễn phí\na) Hộ nghèo\nnăm 2031") == {"5", "6", "a"}


def test_parts_of_documents_may_be_left_out() -> None:
    assert (
        unplaced("Nêu tại Điều 9 Chương II Quy chế, tiêu chí 4")
        == "Nêu tại , , Quy chế, tiêu chí 4"
    )
