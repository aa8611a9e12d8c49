import pytest

from index.question.diacritics import Speller
from index.question.names import MentionKind, NameIndex
from tests.index.library_of import known

INDEX = NameIndex(
    [
        known("p", place="Hòa Giang", issuer="UBND tỉnh Hòa Giang"),
        known("s", issuer="Ban Thường vụ Huyện ủy", signer="Lê Quang Mạnh"),
        known("c", kind="Quyết định", issuer="Thủ tướng Chính phủ", place="Sông Lam"),
    ],
    Speller(),
)


@pytest.mark.parametrize(
    ("text", "kind", "ids"),
    [
        ("chỉ tiêu của Hòa Giang", MentionKind.PLACE, ("p",)),
        ("kế hoạch ông Lê Quang Mạnh ký", MentionKind.SIGNER, ("s",)),
        ("chỉ tiêu của tỉnh HG", MentionKind.INITIALS, ("p",)),
    ],
)
def test_a_name_says_of_what_kind_it_is(text: str, kind: MentionKind, ids: tuple[str, ...]) -> None:
    found = [mention for mention in INDEX.find(text) if mention.document_ids]
    assert [(mention.kind, mention.document_ids) for mention in found] == [(kind, ids)]


def test_a_central_issuer_is_found_after_its_document() -> None:
    [mention] = INDEX.issuers("quyết định của Thủ tướng giao ai")
    assert (mention.kind, mention.document_ids) == (MentionKind.ISSUER, ("c",))
    assert list(INDEX.issuers("Thủ tướng giao ai")) == []


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch của Sở Nội vụ có số bao nhiêu",
        "Sở Nội vụ tỉnh Hòa Giang ban hành kế hoạch ngày nào",
        "Sở Nội vụ đã ban hành kế hoạch nào",
    ],
)
def test_a_department_is_told_from_the_authority_of_its_place(text: str) -> None:
    own = known("d", place="Hòa Giang", issuer="Sở Nội vụ tỉnh Hòa Giang")
    authority = known("p", place="Hòa Giang", issuer="UBND tỉnh Hòa Giang")
    index = NameIndex([own, authority], Speller())
    assert [mention.document_ids for mention in index.issuers(text)] == [("d",)]
    assert list(index.issuers("Sở Nội vụ tỉnh Hòa Giang phải làm gì")) == []


def test_who_issued_it_says_how_far_a_document_reaches() -> None:
    province = known("p", place="Hòa Giang", issuer="UBND tỉnh Hòa Giang")
    assert (province.is_local, province.is_national) == (True, False)
    central = known("c", issuer="Thủ tướng Chính phủ", place="Sông Lam")
    assert (central.is_local, central.is_national) == (False, True)
    unsigned = known("u", place="Sông Lam")
    assert (unsigned.is_local, unsigned.is_national) == (True, False)
