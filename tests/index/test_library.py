import unicodedata

import pytest

from index.protocols import EVERYTHING, Scope
from tests.index.library_of import invented_library

LIBRARY = invented_library()


def named(text: str, scope: Scope = EVERYTHING) -> set[str]:
    text = unicodedata.normalize("NFC", text)
    return {d for mention in LIBRARY.mentions(text, scope) for d in mention.document_ids}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Sơn Khê phải báo cáo trước ngày nào", {"d"}),
        ("son khe phai bao cao truoc ngay nao", {"d"}),
        ("SƠN KHÊ phải báo cáo", {"d"}),
        (unicodedata.normalize("NFD", "Sơn Khê phải báo cáo"), {"d"}),
        ("Hòa Giang đặt chỉ tiêu gì", {"p", "q"}),
        ("UBND tỉnh Hòa Giang đặt chỉ tiêu gì", {"p"}),
        ("Tỉnh ủy Hòa Giang đặt chỉ tiêu gì", {"q"}),
        ("kế hoạch 12-KH/HU ký ngày nào", {"d"}),
        ("kế hoạch số 12 -KH/HU ký ngày nào", {"d"}),
        ("kế hoạch ngày 02/12/2024 nói gì", {"d"}),
        ("kế hoạch ông Lê Quang Mạnh ký", {"s"}),
        ("chỉ tiêu của tỉnh HG là bao nhiêu", {"p", "q"}),
        ("báo cáo trước ngày nào", set()),
    ],
)
def test_documents_are_recognised_by_what_they_are_called(
    question: str, documents: set[str]
) -> None:
    assert named(question) == documents


@pytest.mark.parametrize("question", ["Sớn Khế phải báo cáo", "Sơn Khe của ai", "HG làm gì"])
def test_typed_marks_count_and_bare_initials_name_nothing(question: str) -> None:
    expected = {"d"} if question.startswith("Sơn Khe ") else set()
    assert named(question) == expected


def test_a_date_in_the_matter_names_no_document() -> None:
    assert named("phải nộp trước 02/12/2024 có đúng không") == set()


def test_documents_out_of_scope_are_not_recognised() -> None:
    assert named("Sơn Khê và Hòa Giang", Scope(frozenset({"p"}))) == {"p"}


def test_names_no_document_holds_are_told() -> None:
    text = "Bình Lâm đặt chỉ tiêu nước sạch bao nhiêu"
    assert LIBRARY.unknown_names(text, LIBRARY.mentions(text, EVERYTHING)) == ("Bình Lâm",)
    text = "Sơn Khê gửi báo cáo về Sở Nội vụ khi nào"
    assert LIBRARY.unknown_names(text, LIBRARY.mentions(text, EVERYTHING)) == ()


def test_a_syllable_of_no_document_is_the_rarest() -> None:
    assert (
        LIBRARY.rarity("năm") < LIBRARY.rarity("nghề") < LIBRARY.rarity("xyz") == pytest.approx(1)
    )
