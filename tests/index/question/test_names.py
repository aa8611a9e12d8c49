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
    [mention] = INDEX.central("quyết định của Thủ tướng giao ai")
    assert (mention.kind, mention.document_ids) == (MentionKind.ISSUER, ("c",))
    assert list(INDEX.central("Thủ tướng giao ai")) == []


def test_who_issued_it_says_how_far_a_document_reaches() -> None:
    province = known("p", place="Hòa Giang", issuer="UBND tỉnh Hòa Giang")
    assert (province.is_local, province.is_national) == (True, False)
    central = known("c", issuer="Thủ tướng Chính phủ", place="Sông Lam")
    assert (central.is_local, central.is_national) == (False, True)
    unsigned = known("u", place="Sông Lam")
    assert (unsigned.is_local, unsigned.is_national) == (True, False)
