import pytest

from index.question.diacritics import Speller
from index.question.suggestions import marked, misspelt, nearest

NAMES = ["Hòa Giang", "Sơn Khê", "Hòa Bàng", "Lê Quang Mạnh", "Hòa Giang"]


def test_a_near_name_is_suggested_the_nearest_first() -> None:
    assert nearest("Hòa Gian", NAMES) == ("Hòa Giang",)
    assert nearest("Hoà Giăng", NAMES) == ("Hòa Giang",)
    assert nearest("Hòa Bang", NAMES) == ("Hòa Bàng",)


def test_another_name_is_not() -> None:
    assert nearest("Sông Trăng", NAMES) == ()
    assert nearest("Hòa", NAMES) == ()
    assert nearest("", NAMES) == ()


SPELLER = Speller.of(["Sở Nội vụ làm việc này.", "Hòa Giang và Sơn Khê gần nhau, sông đầy."])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Xơn Khê", "Sơn Khê"),
        ("Hòa Giangk", "Hòa Giang"),
        ("Hóà Giang", "Hòa Giang"),
        ("Sơn Khê", "Sơn Khê"),
        ("Sông Khê", None),
        ("Hòa", None),
    ],
)
def test_what_only_misspells_a_name_is_it(typed: str, meant: str | None) -> None:
    assert misspelt(typed, NAMES, SPELLER) == meant


def test_a_body_gets_the_marks_that_documents_write_it_with() -> None:
    assert marked("Sở Nội Vũ", SPELLER) == "Sở Nội Vụ"
    assert marked("Sở Ngoại Vũ", SPELLER) is None
    assert marked("Nội Vũ", SPELLER) is None
