"""Whether a question is of what was read for it, and which other documents may be meant."""

from dataclasses import replace

import pytest

from app.answering.answerers import comparison, relevance
from app.answering.evidence import Evidence, Statement
from app.answering.weighing import shipped
from index.question.library import Library
from index.question.query import Query
from index.question.understanding import understand
from tests.app.answering import plans
from tests.index.library_of import a_document

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)


def rivals(question: str, chance: float = 0.2) -> list[str]:
    """Return what is said beside the best, where the others' statements are so probable."""
    query = understand(question, LIBRARY)
    passages = plans.found(HELD, "trải nhựa")
    ranked = Evidence(LIBRARY).rank(query, passages, plans.alike(passages, "trải nhựa"))
    first = next(each for each in ranked if "87,5%" in each.text)
    rest = [replace(each, probability=chance) for each in ranked if each is not first]
    read = [replace(first, probability=0.8), *rest]
    return [each.text[:24] for each in relevance.rivals(query, read, shipped())]


def test_another_document_that_holds_no_less_of_the_question_answers_too() -> None:
    assert rivals("Bao nhiêu phần trăm đường xã được trải nhựa?") == ["1. Đến năm 2030 có 92% đ"]


@pytest.mark.parametrize(
    ("question", "chance"),
    [
        ("Lạc Sơn Đông trải nhựa bao nhiêu phần trăm đường xã?", 0.2),
        ("Bao nhiêu phần trăm đường xã được trải nhựa?", 0.01),
    ],
)
def test_not_where_one_is_named_or_it_is_hardly_probable(question: str, chance: float) -> None:
    assert rivals(question, chance) == []


CHARTERS = plans.read(
    *(
        f"""HỘI {name}
ĐIỀU LỆ HỘI {name}
Điều 7. Sửa đổi, bổ sung Điều lệ Hội
1. {rule}
Điều 8. Các kỳ họp thường niên của hội {name.lower()}
1. Mỗi năm họp thường niên {times} lần.
"""
        for name, rule, times in [
            ("ĐAN LƯỚI", "Sửa Điều lệ cần trên 3/5 đại biểu tán thành.", "2/5"),
            ("NUÔI ONG", "Điều lệ sửa được khi 4/5 hội viên tán thành.", "1/5"),
        ]
    )
)


@pytest.mark.parametrize(
    ("question", "said", "others"),
    [
        ("Sửa điều lệ cần bao nhiêu phần tán thành?", "3/5", ["4/5"]),
        ("Hội Đan lưới sửa điều lệ cần bao nhiêu phần tán thành?", "3/5", []),
        ("Bao nhiêu đại biểu tán thành thì được sửa?", "3/5", []),
        ("các kỳ họp thường niên họp bao nhiêu lần?", "2/5", ["1/5"]),
        ("bên đan lưới họp thường niên bao nhiêu lần mỗi năm?", "2/5", []),
    ],
)
def test_what_stands_below_a_title_of_the_question_answers_in_whatever_words(
    question: str, said: str, others: list[str]
) -> None:
    library = plans.library(CHARTERS)
    query = understand(question, library)
    passages = plans.found(CHARTERS)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages))
    first = next(each for each in ranked if said in each.text)
    rest = [replace(each, probability=0.001) for each in ranked if each is not first]
    found = relevance.rivals(query, [replace(first, probability=0.8), *rest], shipped())
    assert [word for word in ("1/5", "4/5") if any(word in each.text for each in found)] == others


def test_a_title_of_many_bodies_is_not_alike_that_of_one_of_them() -> None:
    query, [one, other, *_] = read("Sở Chợ búa và Bến bãi nào giữ sổ?", "Điều 1")
    many, single = (
        "Các sở giúp việc: Đê điều, Chợ búa và Bến bãi, Cầu treo, Đò dọc, Lò gốm, Nghề cá",
        "Sở Chợ búa và Bến bãi",
    )

    def below(title: str, statement: Statement) -> Statement:
        passage = replace(statement.passage.passage, headings=(title,))
        return replace(statement, passage=replace(statement.passage, passage=passage))

    least = shipped().unread.parallel
    assert comparison.titled_alike(query, below(single, one), below(single, other), least)
    assert not comparison.titled_alike(query, below(many, one), below(single, other), least)


def test_what_holds_most_of_the_question_tells_which_document_is_meant() -> None:
    _, [best, other, *_] = read("Cầu treo giao cho ai?", "Điều 1")
    best, other = (
        replace(best, coverage=0.4, missing=0.2, probability=0.5),
        replace(other, coverage=0.4, missing=0.2, probability=0.4),
    )
    assert relevance.fullest([best, other], 0.2) is best
    assert relevance.fullest([best, fuller := replace(other, missing=0.1)], 0.2) is fuller
    assert relevance.fullest([best, fuller := replace(other, coverage=0.5)], 0.2) is fuller
    assert relevance.fullest([best, replace(fuller, probability=0.05)], 0.2) is best


MERGED = plans.read(
    *(
        f"""QUỐC HỘI
Nghị quyết số: {number}/2031/QH20
NGHỊ QUYẾT
Về việc nhập xã của tỉnh {place}
Điều 1. Nhập xã {old} vào xã bên cạnh.
Điều 2. Các xã mới hoạt động từ ngày {day} tháng 7 năm 2031.
"""
        for number, place, old, day in [(4, "Sơn Khê", "Đá Dựng", 1), (5, "Hà Lĩnh", "Cầu Mây", 2)]
    )
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Xã mới ở Hà Lĩnh hoạt động từ ngày nào?", ["ngày 2"]),
        ("Xã mới có Đá Dựng trong đó hoạt động từ ngày nào?", ["ngày 1"]),
        ("Xã mới ở Bến Tràm hoạt động từ ngày nào?", ["ngày 1", "ngày 2"]),
        ("Xã mới hoạt động từ ngày nào?", ["ngày 1", "ngày 2"]),
    ],
)
def test_of_documents_that_say_the_same_the_name_in_the_question_tells_which_is_meant(
    question: str, meant: list[str]
) -> None:
    library, passages = plans.library(MERGED), plans.found(MERGED, "hoạt động từ ngày")
    query = understand(question, library)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "hoạt động từ ngày"))
    said = [each for each in ranked if "hoạt động từ ngày" in each.text]
    kept = relevance.holding_names(query, said, plans.shelf(MERGED))
    assert sorted(day for each in kept for day in meant if day in each.text) == meant
    assert len(kept) == len(meant)


HILLS = Library([a_document("a", place="Sơn Khê", issuer="UBND huyện Sơn Khê")])


@pytest.mark.parametrize(
    ("question", "best", "support", "refused"),
    [
        ("Nấu canh chua cần nguyên liệu gì?", 0.4, 0.2, True),
        ("Trồng rừng cần giống cây gì?", 0.4, 0.9, False),
        ("Trồng rừng cần giống cây gì?", 0.8, 0.6, False),
        ("Nấu canh chua ở Sơn Khê cần nguyên liệu gì?", 0.4, 0.2, False),
    ],
)
def test_what_hardly_any_word_of_was_read_is_of_another_matter(
    question: str, best: float, support: float, *, refused: bool
) -> None:
    """A document that is named is asked of, and refuses for itself."""
    query = understand(question, HILLS)
    _, [said, *_] = read("Cầu treo giao cho ai?", "Điều 1")
    held = replace(said, probability=best, support=support, missing=0.3)
    matter = shipped().matter
    assert relevance.elsewhere(query, held, matter, sure=True) is refused
    whole = replace(held, missing=0.0)
    assert relevance.elsewhere(query, whole, matter, sure=False) is refused
    assert relevance.elsewhere(query, whole, matter, sure=True) is False


ACT = """QUỐC HỘI
Nghị quyết số: 9/2031/QH20
NGHỊ QUYẾT
Về cầu treo
Điều 1. Luật Cầu treo có hiệu lực từ ngày 01 tháng 3 năm 2031.
Điều 2. Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
Điều 3. Nghị quyết số 4/2029/QH20 ngày 02 tháng 5 năm 2029 hết hiệu lực.
"""


def read(question: str, said: str) -> tuple[Query, list[Statement]]:
    """Return what is read for a question, first the statement that holds the words ``said``."""
    held = plans.read(ACT)
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages))
    chances = [replace(each, probability=0.9 if said in each.text else 0.4) for each in ranked]
    return query, sorted(chances, key=lambda each: -each.confidence)


def test_a_document_holds_from_when_it_says_of_itself() -> None:
    question = "Nghị quyết 9/2031 có hiệu lực từ ngày nào?"
    found = relevance.of_own_force(*read(question, "Luật Cầu treo"))
    assert [each.text for each in found] == [
        "Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031."
    ]
    assert found[0].confidence == 0.9
    law = read("Nghị quyết 9/2031: Luật Cầu treo có hiệu lực từ ngày nào?", "Luật Cầu treo")
    assert relevance.of_own_force(*law) is law[1]


def test_what_no_longer_holds_does_not_tell_since_when_another_does() -> None:
    query, ranked = read("Nghị quyết 9/2031 có hiệu lực từ ngày nào?", "hết hiệu lực")
    kept = relevance.to_matter(query, ranked, 0.03, 0.15)
    assert ranked[0] not in kept
    assert kept


def test_the_day_of_a_document_that_is_cited_is_not_the_day_asked_for() -> None:
    query, ranked = read("Cầu treo khánh thành ngày nào?", "hết hiệu lực")
    cited = [each for each in ranked if "4/2029" in each.text]
    assert relevance.to_matter(query, cited, 0.03, 0.15) == []


def test_a_share_is_told_by_what_holds_one() -> None:
    query = understand("Bao nhiêu phần trăm đường xã được trải nhựa?", LIBRARY)
    passages = plans.found(HELD, "trải nhựa")
    ranked = Evidence(LIBRARY).rank(query, passages, plans.alike(passages, "trải nhựa"))
    ranked.sort(key=lambda each: bool(each.values))
    assert not ranked[0].values
    kept = relevance.to_matter(query, ranked, 0.0, 0.15)
    assert kept
    assert all(each.values for each in kept)
    ratio = understand("Tỷ lệ đường xã được trải nhựa là bao nhiêu?", LIBRARY)
    assert relevance.to_matter(ratio, ranked, 0.0, 0.15)[0] is ranked[0]


def test_what_holds_clearly_more_of_the_question_comes_first() -> None:
    _, ranked = read("Cầu treo khánh thành ngày nào?", "hết hiệu lực")
    first, second = (replace(ranked[at], coverage=held) for at, held in ((0, 0.4), (1, 0.6)))
    assert relevance.clearest_first([first, second], 1.25) == [second, first]
    assert relevance.clearest_first([first, second], 2.0) == [first, second]
