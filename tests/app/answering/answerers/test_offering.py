"""What may be said: statements, and what a probable lead-in introduces."""

from dataclasses import replace

from app.answering.answerers.offering import Offer, of_body, of_number, offers, whole
from app.answering.evidence import Evidence, Statement
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

TASKS = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã",
    "2. Ủy ban nhân dân các xã thực hiện:\na) Lập sổ theo dõi;\nb) Mở lớp tập huấn.\n3. Các thôn",
)
LEAD = "các xã thực hiện:"


def offered(led: float, chances: dict[str, float]) -> list[Offer]:
    """Return what is offered where the statements with these words are so probable."""
    held = plans.read(TASKS)
    library = plans.library(held)
    query = understand("Các xã thực hiện những việc gì?", library)
    passages = plans.found(held, "Lập sổ", "tập huấn", LEAD)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, LEAD))
    read = [replace(each, probability=_chance(each, chances)) for each in ranked]
    read.sort(key=lambda each: -each.confidence)
    spans = [(each.start, each.end) for each in read]
    return offers(read, spans, led, Terms(query, library), plans.shelf(held))


def _chance(statement: Statement, chances: dict[str, float]) -> float:
    return max((p for words, p in chances.items() if words in statement.text), default=0.01)


def test_items_are_as_probable_as_what_introduces_them() -> None:
    found = offered(0.8, {LEAD: 0.5})
    items = [each for each in found if each.statement is None]
    assert [each.probability for each in items] == [0.4, 0.4]
    assert found[0].statement is not None  # the lead-in itself
    assert LEAD in found[0].statement.text


def test_an_item_more_probable_by_itself_stays_so() -> None:
    found = offered(0.8, {LEAD: 0.5, "tập huấn": 0.9})
    assert found[0].probability == 0.9


def test_without_that_share_only_statements_are_offered() -> None:
    assert all(each.statement is not None for each in offered(0.0, {LEAD: 0.5}))


DUTIES = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã",
    "2. Các xã:\na) Lập sổ theo dõi;\nb) Mở lớp tập huấn;\nc) Đắp lại lề đường.\n3. Các thôn",
)


def said(*words: str) -> list[Offer]:
    """Return offers of the items that hold the words."""
    (document,) = plans.read(DUTIES)
    starts = [document.text.index(each) for each in words]
    ends = [document.text.index("\n", start) for start in starts]
    return [
        Offer((document.id, start, end), 0.5 - at / 10)
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def test_a_list_of_which_half_is_said_is_said_whole() -> None:
    held = plans.shelf(plans.read(DUTIES))
    found = whole(said("a) Lập", "c) Đắp"), 0.5, held)
    text = held.document(found[0].span[0]).text
    added = found[-1]
    assert text[added.span[1] : added.span[2]] == "b) Mở lớp tập huấn;"
    assert added.probability == 0.4


def test_one_item_or_too_little_room_adds_nothing() -> None:
    held = plans.shelf(plans.read(DUTIES))
    assert len(whole(said("a) Lập"), 0.1, held)) == 1
    assert len(whole(said("a) Lập", "c) Đắp"), 0.9, held)) == 2


def test_of_numbered_kinds_only_the_one_asked_about_is_offered() -> None:
    roads = "2. Mọi thôn có đường"
    groups = "2. Xã nhóm 1 ở ven sông.\n3. Xã nhóm 2 ở trên núi.\n4. Mọi thôn có đường"
    text = plans.LAC_SON.replace(roads, groups)
    held = plans.read(text)
    query = understand("Xã nhóm 2 là xã như thế nào?", plans.library(held))
    (plan,) = held
    lines = groups.split("\n")
    spans = [(plan.id, plan.text.index(each), plan.text.index(each) + len(each)) for each in lines]
    every = [Offer(span, 0.9 - at / 10) for at, span in enumerate(spans)]
    assert of_number(every, query, 0.5, plans.shelf(held)) == every[1:]
    other = understand("Xã nhóm 7 là xã như thế nào?", plans.library(held))
    assert of_number(every, other, 0.5, plans.shelf(held)) == every
    both = understand("Xã nhóm 2 và nhóm 3 khác nhau thế nào?", plans.library(held))
    assert of_number(every, both, 0.5, plans.shelf(held)) == every[1:]


def test_of_what_stands_under_bodies_only_the_one_asked_about_is_offered() -> None:
    lines = ("a) Giữ bến sạch.", "a) Sơn lan can.", "4. Mọi nhà treo đèn.")
    duties = f"2. Sở Nội vụ\n{lines[0]}\n3. Sở Xây dựng\n{lines[1]}\n{lines[2]}"
    held = plans.read(
        plans.LAC_SON.replace("2. Ủy ban nhân dân các xã huy động", f"{duties}\n5. Xã")
    )
    (plan,) = held
    spans = [(plan.id, plan.text.index(each), plan.text.index(each) + len(each)) for each in lines]
    every = [Offer(span, 0.9 - at / 10) for at, span in enumerate(spans)]

    def kept(question: str) -> list[Offer]:
        query = understand(question, plans.library(held))
        return of_body(every, query, 0.5, plans.shelf(held))

    assert kept("Sở Xây dựng làm những việc gì?") == every[1:]
    assert kept("Sở Y tế làm những việc gì?") == every
    assert kept("Những đơn vị nào làm việc với Sở Xây dựng?") == every
