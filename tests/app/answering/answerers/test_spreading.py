"""One statement for each of the things asked about."""

from dataclasses import replace

from app.answering.answerers.offering import Offer
from app.answering.answerers.spreading import adding, aspects, halves, led, of_sides, spread
from app.answering.selecting import Measure
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest.document import SectionKind
from tests.app.answering import plans

TICKETS = plans.LAC_SON.replace(
    "2. Mọi thôn có đường cho xe ô tô đi lại được quanh năm.",
    "2. Thẻ bạc được giảm một phần năm giá vé đò.\n"
    "3. Người gác đò ghi sổ thẻ bạc mỗi tối.\n"
    "4. Thẻ vàng được giảm một nửa.\n\n"
    "| Bến đò | Vé thẻ bạc | Vé thẻ vàng |\n|---|---|---|\n"
    "| Bến Trên | 4.000 đồng | 2.500 đồng |\n| Bến Dưới | 8.000 đồng | 5.000 đồng |",
)
(HELD,) = plans.read(TICKETS)
SHELF = plans.shelf([HELD])
LIBRARY = plans.library([HELD])


def offer(said: str, probability: float) -> Offer:
    start = HELD.text.index(said)
    return Offer((HELD.id, start, start + len(said)), probability)


SILVER = offer("Thẻ bạc được giảm một phần năm giá vé đò.", 0.8)
BOOK = offer("Người gác đò ghi sổ thẻ bạc mỗi tối.", 0.3)
GOLD = offer("Thẻ vàng được giảm một nửa.", 0.2)


def said(question: str, *offers: Offer, least: float = 0.1) -> list[Offer]:
    query = understand(question, LIBRARY)
    return spread(offers, aspects(query), least, Terms(query, LIBRARY), SHELF)


def test_what_answers_the_other_side_comes_before_what_is_more_probable() -> None:
    found = said("Thẻ bạc và thẻ vàng được giảm khác nhau thế nào?", SILVER, BOOK, GOLD)
    assert found == [SILVER, GOLD, BOOK]


def test_a_row_that_tells_of_both_sides_has_nothing_beside_it() -> None:
    query = understand("Vé thẻ bạc và vé thẻ vàng ở Bến Trên khác nhau thế nào?", LIBRARY)
    (row,) = (
        section
        for section in HELD.walk()
        if section.kind is SectionKind.ROW and "Bến Trên" in HELD.text[section.start : section.end]
    )
    at = Offer((HELD.id, row.start, row.end), 0.8)
    measure = Measure(reach=8, least=0.1, most=6, room=900, fewest=2)
    terms = Terms(query, LIBRARY)
    assert led([at, SILVER, GOLD], query, measure, terms, SHELF) == [at]
    assert len(led([SILVER, at, GOLD], query, measure, terms, SHELF)) == 3


def of_cards(*offers: Offer, least: float = 0.1) -> list[Offer] | None:
    query = understand("Thẻ bạc và thẻ vàng được giảm khác nhau thế nào?", LIBRARY)
    return of_sides(offers, query.sides, least, Terms(query, LIBRARY), SHELF)


def test_each_side_has_first_what_is_worded_as_the_other_sides() -> None:
    alike = replace(BOOK, probability=0.85)
    assert of_cards(alike, SILVER, GOLD) == [SILVER, GOLD, alike]
    assert of_cards(SILVER, BOOK, GOLD) == [SILVER, GOLD, BOOK]
    assert of_cards(SILVER, BOOK) is None


def test_a_side_told_in_the_same_words_need_not_be_probable() -> None:
    found = of_cards(SILVER, BOOK, GOLD, least=0.25)
    assert found is not None
    assert [each.span for each in found] == [SILVER.span, GOLD.span, BOOK.span]
    assert found[1].probability == 0.25
    assert of_cards(BOOK, GOLD, least=0.25) is None


def test_what_is_hardly_probable_answers_no_side() -> None:
    question = "Thẻ bạc và thẻ vàng được giảm khác nhau thế nào?"
    assert said(question, SILVER, BOOK, GOLD, least=0.25) == [SILVER, BOOK, GOLD]


def test_the_parts_of_a_question_are_its_aspects_else_its_sides() -> None:
    two = understand("Thẻ bạc giảm bao nhiêu phần trăm và ai ghi sổ mỗi tối?", LIBRARY)
    assert aspects(two) == ("thẻ bạc giảm bao nhiêu phần trăm", "ai ghi sổ mỗi tối")
    compared = understand("Thẻ bạc và thẻ vàng được giảm khác nhau thế nào?", LIBRARY)
    assert aspects(compared)[1] == "thẻ vàng"
    assert aspects(understand("Thẻ bạc giảm bao nhiêu?", LIBRARY)) == ()


def test_without_aspects_the_second_adds_most_of_the_question() -> None:
    query = understand("Giá vé đò của thẻ bạc, thẻ vàng?", LIBRARY)
    assert adding([SILVER, BOOK, GOLD], Terms(query, LIBRARY), SHELF)[1] == GOLD


def told(question: str, *offers: Offer) -> list[Offer]:
    query = understand(question, LIBRARY)
    measure = Measure(most=3, reach=0.5, least=0.5, room=490)
    return halves(offers, query, measure, Terms(query, LIBRARY), SHELF)


def test_each_part_has_a_statement_where_the_first_leaves_it_open() -> None:
    question = "Thẻ bạc được giảm thế nào và thẻ vàng được giảm bao nhiêu?"
    assert told(question, SILVER, BOOK, GOLD) == [SILVER, GOLD]


def test_what_tells_all_parts_has_no_second_beside_it() -> None:
    question = "Người gác đò ghi gì và ghi thẻ nào mỗi tối?"
    assert told(question, BOOK, SILVER, GOLD) == [BOOK]


def test_a_part_that_leans_on_the_first_has_no_second_for_its_few_words() -> None:
    question = "Thẻ vàng được giảm bao nhiêu và ghi ở đâu?"
    assert told(question, GOLD, SILVER, BOOK) == [GOLD]
