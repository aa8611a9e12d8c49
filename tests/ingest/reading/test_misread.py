import pytest

from ingest.reading import misread
from ingest.reading.reflow import Block


def blocks(*labels: str) -> list[Block]:
    return [Block(f"{label}- NHIỆM VỤ CHUNG") for label in labels]


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (("I", "I", "III"), "II"),
        (("I", "II", "II", "IV"), "III"),
        (("III", "V", "V"), "IV"),
    ],
)
def test_a_roman_number_between_two_others_is_put_right(read: tuple[str, ...], right: str) -> None:
    some = blocks(*read)
    assert len(misread.mend(some)) == 1
    assert some[-2].text == f"{right}- NHIỆM VỤ CHUNG"


@pytest.mark.parametrize("after", [(), ("I", "II")])
def test_a_number_that_comes_twice_at_the_end_is_the_next(after: tuple[str, ...]) -> None:
    some = blocks("I", "II", "II", *after)
    assert misread.mend(some) == ["Số mục “II” được đọc là “III” theo thứ tự các mục."]
    assert some == blocks("I", "II", "III", *after)


@pytest.mark.parametrize(
    "read", [("I", "II", "III"), ("I", "II", "I", "II"), ("I", "I"), ("I", "IV", "V"), ()]
)
def test_what_leaves_a_choice_stays(read: tuple[str, ...]) -> None:
    some = blocks(*read)
    assert misread.mend(some) == []
    assert some == blocks(*read)


def test_pages_begin_where_they_did() -> None:
    some = blocks("I", "I", "III")
    some[1].pages = [(0, 1), (9, 2)]
    misread.mend(some)
    assert some[1].pages == [(0, 1), (10, 2)]
    assert some[1].text[10:] == "VỤ CHUNG"
