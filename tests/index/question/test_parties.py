import pytest

from index.question.names import Mention, MentionKind
from index.question.parties import combine, of_another, of_departments, telling


def mention(text: str, words: str, kind: MentionKind, *ids: str) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), ids, kind)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tại buổi họp (thông báo 12), ông Lê Văn Bình kết luận gì", False),
        ("thông báo 12 và Lê Văn Bình yêu cầu gì", True),
        ("thông báo 12 nêu gì về quyết định của Lê Văn Bình", True),
    ],
)
def test_who_signs_others_is_somebody_of_a_numbered_document(text: str, *, kept: bool) -> None:
    number = mention(text, "thông báo 12", MentionKind.SHORT_NUMBER, "a")
    signer = mention(text, "Lê Văn Bình", MentionKind.SIGNER, "b")
    mentions = sorted((number, signer), key=lambda each: each.start)
    assert (signer in of_another(text, mentions, lambda _: frozenset())) is kept


def test_a_date_and_a_place_are_cut() -> None:
    text = "kế hoạch ngày 05/3/2031 của Sơn Khê"
    date = mention(text, "05/3/2031", MentionKind.DATE, "a", "b")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "a", "c")
    [party] = combine(text, [date, place])
    assert party.document_ids == ("a",)
    assert party.mentions == (date, place)


def test_two_places_are_joined() -> None:
    text = "Sơn Khê và Hòa Giang"
    first = mention(text, "Sơn Khê", MentionKind.PLACE, "a")
    second = mention(text, "Hòa Giang", MentionKind.PLACE, "b", "c")
    assert [party.document_ids for party in combine(text, [first, second])] == [("a",), ("b", "c")]


def test_words_that_join_keep_different_mentions_apart() -> None:
    text = "kế hoạch 12 và kế hoạch của Sơn Khê"
    number = mention(text, "kế hoạch 12", MentionKind.SHORT_NUMBER, "a")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "b")
    assert len(combine(text, [number, place])) == 2


def test_mentions_with_nothing_in_common_stay_apart() -> None:
    text = "kế hoạch 12 làm gì cho Sơn Khê"
    number = mention(text, "kế hoạch 12", MentionKind.SHORT_NUMBER, "a")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "b")
    assert [party.document_ids for party in combine(text, [number, place])] == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("kế hoạch 12 về chống lũ ở Sơn Khê yêu cầu gì", False),
        ("ông A làm việc với Sơn Khê (kế hoạch 12) kết luận gì", False),
        ("kế hoạch 12 và kế hoạch của Sơn Khê yêu cầu gì", True),
        ("kế hoạch 12 khác gì Sơn Khê", True),
    ],
)
def test_a_name_in_the_subject_of_a_numbered_document_is_no_other_document(
    text: str, *, kept: bool
) -> None:
    number = mention(text, "kế hoạch 12", MentionKind.SHORT_NUMBER, "a")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "b")
    about = {"a": frozenset({"chong", "lu", "son", "khe"})}.__getitem__
    mentions = sorted((number, place), key=lambda each: each.start)
    assert (place in of_another(text, mentions, about)) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Sơn Khê và Lái Đò phải làm gì theo kế hoạch 12", False),
        ("giá đò ở Sơn Khê so với nơi khác trong kế hoạch 12", False),
        ("kế hoạch 12 giao Sơn Khê làm gì", False),
        ("kế hoạch 12 và Sơn Khê yêu cầu gì", True),
        ("kế hoạch 12 khác gì Sơn Khê", True),
        ("theo kế hoạch 12 và kế hoạch của Sơn Khê thì sao", True),
    ],
)
def test_within_the_one_document_that_is_named_by_its_number_a_place_names_none(
    text: str, kept: bool
) -> None:
    number = mention(text, "kế hoạch 12", MentionKind.SHORT_NUMBER, "a")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "b")
    mentions = sorted((number, place), key=lambda each: each.start)
    assert (place in of_another(text, mentions, lambda _: frozenset())) is kept


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("kế hoạch 12 của UBND huyện Sơn Khê", [("a",)]),
        ("kế hoạch 12 năm 2031 của Sơn Khê", [("a",)]),
        ("kế hoạch 12 có phải của Sơn Khê không", [("a",)]),
        ("kế hoạch thực hiện kế hoạch 12 của Sơn Khê", [("a",), ("b",)]),
    ],
)
def test_whose_a_number_is_mistaken_for_is_no_second_document(
    text: str, documents: list[tuple[str, ...]]
) -> None:
    number = mention(text, "kế hoạch 12", MentionKind.SHORT_NUMBER, "a")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "b")
    parties = combine(text, [number, place])
    assert [party.document_ids for party in parties] == documents
    assert telling([number, place], parties) == (number, place)[: len(documents)]


def test_a_party_that_another_makes_precise_is_left_out() -> None:
    text = "Sơn Khê, hay bản của ông Lê Quang Mạnh"
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "a", "b")
    signer = mention(text, "Lê Quang Mạnh", MentionKind.SIGNER, "a")
    assert [party.document_ids for party in combine(text, [place, signer])] == [("a",)]


def test_no_mention_no_party() -> None:
    assert combine("ai ký", []) == ()


def test_what_two_of_three_mentions_share_is_not_shared() -> None:
    text = "kế hoạch 12 ngày 05/3/2031 của Sơn Khê"
    number = mention(text, "kế hoạch 12", MentionKind.SHORT_NUMBER, "c", "a", "b")
    date = mention(text, "05/3/2031", MentionKind.DATE, "a", "b", "c")
    place = mention(text, "Sơn Khê", MentionKind.PLACE, "b", "c", "d")
    assert [p.document_ids for p in combine(text, [number, date, place])] == [("c", "b")]


def test_a_place_after_its_department_is_that_of_its_documents() -> None:
    text = "kế hoạch của Sở Y tế tỉnh Hòa Giang và của Hòa Giang"
    issuer = mention(text, "Sở Y tế", MentionKind.ISSUER, "a")
    place = mention(text, "Hòa Giang", MentionKind.PLACE, "a", "b")
    joined = mention(text, "và của Hòa Giang", MentionKind.PLACE, "a", "b")
    found = [each.document_ids for each in of_departments(text, [issuer, place, joined])]
    assert found == [("a",), ("a",), ("a", "b")]
