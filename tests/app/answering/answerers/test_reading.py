"""What is said of statements whose probabilities are known, by the kind of question."""

from dataclasses import replace

from app.answering.answer import Draft
from app.answering.answerers.reading import Answering
from app.answering.claims import Claim, Kind, Listing, PerDocument, Role, Statements
from app.answering.evidence import Evidence
from app.answering.selecting import Certainty, Fitted, Measure
from app.answering.siding import Sides
from index.question.understanding import understand
from ingest.document import Document
from tests.app.answering import plans

TASKS = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Ủy ban nhân dân các xã thực hiện:\na) Lập sổ theo dõi;\nb) Mở lớp dạy nghề;\n"
    "c) Thay cống gỗ.\n3. Phòng Kinh tế không hỗ trợ hộ đã bán đất.",
)
FITTED = Fitted(
    answered=0.5,
    measures={
        Kind.FACT: Measure(3, 1.0, 0.15, 490),
        Kind.YES_NO: Measure(2, 1.0, 0.25, 490),
        Kind.LOCATE: Measure(2, 4.0, 0.15, 490),
        Kind.LIST: Measure(16, 2.0, 0.1, 2_300, led=0.8),
        Kind.COMPARE: Measure(6, 8.0, 0.1, 1_150, fewest=2),
    },
    certainty=Certainty(0.0, 0.5, 0.5),
    sides=Sides(0.0, {"denies": -2.0, "negations": -1.0, "covered": 1.0}),
)


def answered(question: str, *texts: str, **chances: float) -> Draft:
    """Answer from statements that are as probable as the words in them; "_" stands for blanks."""
    held: list[Document] = plans.read(*(texts or (TASKS,)))
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held)
    ranked = [
        replace(each, probability=_chance(each.text, chances))
        for each in Evidence(library).rank(query, passages, plans.alike(passages))
    ]
    ranked.sort(key=lambda each: -each.confidence)
    return Answering(query, library, FITTED, plans.shelf(held)).answer(ranked, 0.9)


def _chance(text: str, chances: dict[str, float]) -> float:
    return max((p for words, p in chances.items() if words.replace("_", " ") in text), default=0.01)


ROADS = "Bao nhiêu phần trăm đường xã được trải nhựa?"


def test_a_fact_is_said_with_its_value_first_and_alone_where_it_is_sure() -> None:
    draft = answered(ROADS, trải_nhựa=0.95)
    assert isinstance(draft.body, Statements)
    (claim,) = draft.body.claims
    assert (claim.value, claim.section) == ("87,5%", ("I", "1"))


def test_what_is_about_as_probable_is_said_too() -> None:
    draft = answered(ROADS, trải_nhựa=0.4, ô_tô=0.38)
    assert isinstance(draft.body, Statements)
    assert len(draft.body.claims) == 2


def test_what_is_less_than_probable_is_not_said() -> None:
    assert len(answered(ROADS, trải_nhựa=0.4, ô_tô=0.14).body.claims) == 1


def test_how_sure_an_answer_is_falls_with_its_best_statement() -> None:
    sure, unsure = (answered(ROADS, trải_nhựa=p).confidence for p in (0.95, 0.3))
    assert sure > unsure


def test_a_list_says_the_items_of_its_lead_in_one_a_line_in_order() -> None:
    draft = answered("Liệt kê việc của các xã ở Lạc Sơn Đông", các_xã_thực_hiện=0.7)
    assert isinstance(draft.body, Listing)
    said = [claim.text for claim in draft.body.claims]
    assert [text.split(")")[0] for text in said] == ["a", "b", "c"]
    assert {claim.role for claim in draft.body.claims} == {Role.ITEM}
    assert draft.body.section == ("II", "2")


def test_a_list_is_headed_by_its_section_and_a_statement_has_no_label_of_its_own() -> None:
    texts = TASKS.replace("thực hiện:\na)", "\na)")
    draft = answered("Liệt kê việc của các xã ở Lạc Sơn Đông", texts, sổ=0.6, dạy_nghề=0.5)
    assert isinstance(draft.body, Listing)
    assert draft.body.heading == "Ủy ban nhân dân các xã"
    fact = answered("Phòng Kinh tế làm gì?", không_hỗ_trợ=0.9)
    assert fact.body.claims[0].text.startswith("Phòng Kinh tế")


def test_of_plain_questions_a_bare_heading_gives_way_to_what_it_introduces() -> None:
    draft = answered("Các xã thực hiện việc gì đầu tiên?", các_xã_thực_hiện=0.7, Lập_sổ=0.2)
    assert "Lập sổ" in draft.body.claims[0].text


def test_one_document_answers_where_not_several_are_asked() -> None:
    question = "Ở Lạc Sơn Đông bao nhiêu phần trăm đường xã được trải nhựa?"
    draft = answered(question, plans.LAC_SON, plans.YEN_THUONG, trải_nhựa=0.6)
    assert len({claim.document_id for claim in draft.body.claims}) == 1


def test_a_comparison_says_each_document_under_its_name() -> None:
    question = "So sánh tỷ lệ đường xã trải nhựa của Lạc Sơn Đông và Yên Thượng"
    texts = plans.LAC_SON, plans.YEN_THUONG
    for first, second in ((0.7, 0.6), (0.6, 0.7)):
        draft = answered(question, *texts, **{"87,5%": first, "92%": second})
        assert isinstance(draft.body, PerDocument)
        assert draft.body.compared
        names = [line.document for line in draft.body.lines]
        assert names == sorted(["Lạc Sơn Đông", "Yên Thượng"], reverse=second > first)


def test_a_denial_takes_the_other_side() -> None:
    draft = answered("Hộ đã bán đất có được hỗ trợ không?", không_hỗ_trợ=0.9)
    assert isinstance(draft.body, Statements)
    assert draft.body.side is False


def test_the_figure_that_is_claimed_decides_the_side() -> None:
    for percent, side in (("87,5%", True), ("97,5%", False)):
        draft = answered(f"Có {percent} đường xã được trải nhựa đúng không?", trải_nhựa=0.9)
        assert isinstance(draft.body, Statements)
        assert draft.body.side is side


def test_where_gives_the_place_and_its_words() -> None:
    draft = answered("Việc thay cống gỗ nằm ở mục nào?", Thay_cống=0.9)
    claim = draft.body.claims[0]
    assert isinstance(claim, Claim)
    assert (claim.role, claim.section) == (Role.LOCATED, ("II", "2", "c"))


def test_a_statement_shows_that_a_document_speaks_of_it() -> None:
    question = "Có kế hoạch nào nói đến hộ đã bán đất không?"
    body = answered(question, không_hỗ_trợ=0.9).body
    assert isinstance(body, Statements)
    assert body.side is True


def test_what_is_said_beside_who_acts_leaves_room_for_the_name() -> None:
    name = "Phòng Nông nghiệp và Môi trường"
    tail = ", ".join(f"rà soát tuyến mương số {at}" for at in range(1, 13))
    text = plans.LAC_SON.replace(
        "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
        f"2. Việc nạo vét kênh chính do {name} thực hiện, {tail}.",
    )
    draft = answered("Ai nạo vét kênh chính?", text, nạo_vét=0.95)
    (claim,) = draft.body.claims
    assert claim.value == name
    assert claim.text.endswith("…")
    assert len(claim.value) + len(claim.text) < len(claim.quotes[0].text)
