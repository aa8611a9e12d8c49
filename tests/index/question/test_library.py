import unicodedata

import pytest

from index.ports import EVERYTHING, Scope
from index.question.library import Library
from tests.app.answering import plans
from tests.index.library_of import a_document, invented_library

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
        ("kế hoạch ban hành ngày 02/12/2024 nói gì", {"d"}),
        ("kế hoạch được ký vào ngày 2 tháng 12 năm 2024 nói gì", {"d"}),
        ("kế hoạch ban hành trước ngày 02/12/2024", set()),
        ("kế hoạch 12/2024 nói gì", {"d"}),
        ("kế hoạch 12/2023 nói gì", set()),
        ("kế hoạch ông Lê Quang Mạnh ký", {"s"}),
        ("chỉ tiêu của tỉnh HG là bao nhiêu", {"p", "q"}),
        ("báo cáo trước ngày nào", set()),
    ],
)
def test_documents_are_recognised_by_what_they_are_called(
    question: str, documents: set[str]
) -> None:
    assert named(question) == documents


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Sơn Khe của ai", {"d"}),
        ("Sơn Khêê phải báo cáo", {"d"}),
        ("Sơn Kghê phải báo cáo", {"d"}),
        ("Sớn Khế phải báo cáo", set()),
        ("Sơn Khu phải báo cáo", set()),
        ("Hòa Khê phải báo cáo", set()),
    ],
)
def test_a_slip_in_a_name_is_forgiven_and_another_name_is_another(
    question: str, documents: set[str]
) -> None:
    assert named(question) == documents


@pytest.mark.parametrize("typed", ["Mỹ Tắnh", "Mỷ Tắnh", "Mỹ Tănh"])
def test_a_mark_left_out_or_hoi_for_nga_is_forgiven(typed: str) -> None:
    library = Library([a_document("k", place="Mỹ Tắnh")])
    assert library.mentions(f"{typed} giáp đâu", EVERYTHING)


def test_a_name_that_a_document_holds_as_typed_is_that_name() -> None:
    library = Library([a_document("k", place="Mỹ Tắnh", text="Huyện giáp xã Mỹ Tănh.")])
    assert library.mentions("Mỹ Tănh giáp đâu", EVERYTHING) == ()


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("HG làm gì", {"p", "q"}),
        ("chỉ tiêu ở HG", {"p", "q"}),
        ("tp hg đặt chỉ tiêu gì", {"p", "q"}),
        ("TP.HG đặt chỉ tiêu gì", {"p", "q"}),
        ("SK và HG", {"d", "p", "q"}),
        ("KH làm gì", set()),
        ("hg làm gì", set()),
    ],
)
def test_initials_name_the_only_place_that_has_them(question: str, documents: set[str]) -> None:
    assert named(question) == documents


CENTRAL = Library(
    [
        a_document(
            "decision",
            kind="Quyết định",
            number="0417/QĐ-TTg",
            issuer="Thủ tướng Chính phủ",
            place="Sông Lam",
            subject="Ban hành kế hoạch thi hành Luật Nghề cá",
        ),
        a_document(
            "water",
            number="31/KH-UBND",
            issuer="UBND thành phố Sông Lam",
            place="Sông Lam",
            subject="Cấp nước sạch nông thôn trên địa bàn thành phố Sông Lam",
        ),
        a_document(
            "radio",
            number="45/KH-UBND",
            issuer="UBND thành phố Sông Lam",
            place="Sông Lam",
            subject="Phát triển hạ tầng 6G và đài truyền thanh",
        ),
    ]
)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Sông Lam đặt chỉ tiêu gì", {"water", "radio"}),
        ("quyết định của Thủ tướng có hiệu lực khi nào", {"decision"}),
        ("QĐ của TTCP có hiệu lực khi nào", {"decision"}),
        ("Sông Lam thực hiện quyết định của Thủ tướng ra sao", {"water", "radio"}),
        ("Thủ tướng giao ai", set()),
        ("kế hoạch 31 nói gì", {"water"}),
        ("QĐ số 417 nói gì", {"decision"}),
        ("quyêt đinh 417 nói gì", {"decision"}),
        ("KH 31 và 45 do ai ký", {"water", "radio"}),
        ("kế hoạch 417 nói gì", set()),
        ("kế hoạch 31-KH/TU nói gì", set()),
        ("kế hoạch nước sạch của Sông Lam giao ai", {"water"}),
        ("kế hoạch 6G Sông Lam giao ai", {"radio"}),
        ("kế hoạch nước sạch Sông Lam với kế hoạch 6G Sông Lam", {"water", "radio"}),
        ("kế hoạch cấp nước nông thôn giao ai", {"water"}),
        ("quyết định về thi hành Luật Nghề cá giao ai", {"decision"}),
        ("kế hoạch cấp nước nông thôn của Bình Lâm giao ai", set()),
        ("cấp nước nông thôn giao ai", set()),
    ],
)
def test_documents_are_told_apart_by_issuer_number_and_subject(
    question: str, documents: set[str]
) -> None:
    mentions = CENTRAL.mentions(question, EVERYTHING)
    assert {d for mention in mentions for d in mention.document_ids} == documents


def test_each_side_of_a_comparison_has_its_own_subject() -> None:
    question = "kế hoạch nước sạch Sông Lam với kế hoạch 6G Sông Lam"
    mentions = CENTRAL.mentions(question, EVERYTHING)
    assert [mention.document_ids for mention in mentions] == [("water",), ("radio",)]


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


def test_proper_names_are_those_of_no_document() -> None:
    text = "Sông Trăng của Hòa Giang dài bao nhiêu, Sở Nội vụ có biết không?"
    assert LIBRARY.proper_names(text, LIBRARY.mentions(text, EVERYTHING)) == (
        "Sông Trăng",
        "Sở Nội",
    )


def test_a_capital_that_only_begins_the_question_is_no_name() -> None:
    assert LIBRARY.unknown_names("Bên Quốc hội giao ai theo dõi?", ()) == ()
    assert LIBRARY.unknown_names("Sông Trăng dài bao nhiêu?", ()) == ("Sông Trăng",)
    assert LIBRARY.unknown_names("Bên tôi có mấy Phó Vụ trưởng?", ()) == ()


def test_a_document_is_about_what_its_title_says_where_it_may_be_seen() -> None:
    (held,) = plans.read(plans.LAC_SON)
    library = Library([held])
    assert library.titled("giao thông nông thôn", EVERYTHING)
    assert not library.titled("nông thôn giao thông", EVERYTHING)
    assert not library.titled("giao thông nông thôn", Scope(frozenset()))
    assert library.issuer(held.id) == "UBND tỉnh Lạc Sơn Đông"
    assert library.issuer("khác") is None
