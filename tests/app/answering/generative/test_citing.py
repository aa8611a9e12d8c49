"""Which quotes of a statement are cited, and in what order."""

from app.answering.citations import quote
from app.answering.claims import Quote
from app.answering.generative.citing import needed, ordered
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
PLAN, OTHER = HELD
ROADS = "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông."


def found(words: str) -> Quote:
    at = PLAN.text.index(words)
    return quote(PLAN, at, at + len(words), 1.0)


def test_what_the_quote_stands_under_is_not_cited_beside_it() -> None:
    heading = found(PLAN.text[PLAN.text.index("I. ") :].split("\n")[0])
    title = found(PLAN.text.strip().split("\n")[0])
    goal = found(ROADS)
    documents = plans.shelf(HELD)
    assert needed(ROADS, [heading, goal], documents) == [goal]
    assert needed(ROADS, [title, goal], documents) == [goal]
    assert needed(ROADS, [heading], documents) == [heading], "alone it is what is cited"


def test_what_another_document_says_is_cited_too() -> None:
    at = OTHER.text.index("I. ")
    heading = quote(OTHER, at, OTHER.text.index("\n", at), 1.0)
    goal = found(ROADS)
    assert needed(ROADS, [heading, goal], plans.shelf(HELD)) == [heading, goal]


def test_the_best_comes_first_where_the_first_tells_little() -> None:
    little, much = Quote("d", 0, 9, "Trải nhựa:", 1), Quote("d", 10, 99, ROADS, 1)
    assert ordered(ROADS, [little, much]) == [much, little]
    half = Quote("d", 0, 9, ROADS[:45], 1)
    assert ordered(ROADS, [half, much]) == [half, much]
