"""Parts of a question that are asked alone."""

from dataclasses import replace

import pytest

from app.answering.answer import Draft
from app.answering.answerers import parting
from app.answering.claims import Claim, Parts, Quote, Reason, Refusal, Role, Statements
from index.question.library import Library
from index.question.understanding import understand

NOTHING = Draft(Refusal(Reason.NOT_FOUND, "nothing"), 0.3)
QUERY = understand("Mỗi năm sửa bao nhiêu km đường và trồng mấy cây xoan?", Library())
ROADS, TREES = QUERY.parts


def said(text: str) -> Draft:
    quote = Quote("a", 0, len(text), text, 0.8)
    claim = Claim(Role.STATEMENT, "a", "Kế hoạch", (), (text,), (quote,))
    return Draft(Statements((claim,)), 0.8)


@pytest.mark.parametrize(
    ("draft", "left"),
    [
        (NOTHING, (ROADS, TREES)),
        (said("Mỗi năm sửa 40 km đường."), (TREES,)),
        (said("Mỗi năm sửa 40 km đường, trồng 90 cây."), ()),
        (Draft(Refusal(Reason.UNCLEAR, "which"), 0.0), ()),
    ],
)
def test_parts_without_their_value_are_asked_alone(draft: Draft, left: tuple[object, ...]) -> None:
    assert parting.left_over(QUERY, draft) == left


@pytest.mark.parametrize(
    "question",
    [
        "Hộ đủ ăn được vay bao nhiêu tiền, hộ nghèo thì sao?",
        "Nước giếng làng Đoài được lấy mẫu ở đâu, mấy lần một tháng?",
        "Cây xoan của xã nằm ở dòng thứ mấy và mã gì?",
    ],
)
def test_a_part_that_leans_on_another_is_not_asked_alone(question: str) -> None:
    query = understand(question, Library())
    assert len(query.parts) > 1
    assert parting.left_over(query, NOTHING) == ()


def test_documents_that_are_compared_are_asked_together() -> None:
    assert parting.left_over(replace(QUERY, across=True), NOTHING) == ()


def test_what_is_not_found_is_said_of_its_part() -> None:
    roads = said("Mỗi năm sửa 40 km đường.")
    draft = parting.put_together(NOTHING, [(ROADS, roads), (TREES, NOTHING)])
    assert isinstance(draft.body, Parts)
    assert draft.body.parts == (roads.body, Refusal(Reason.NOT_FOUND, "part", (TREES.text,)))
    assert draft.confidence == 1 - NOTHING.confidence
    surely = replace(NOTHING, confidence=0.1)
    draft = parting.put_together(surely, [(ROADS, roads), (TREES, surely)])
    assert draft.confidence == roads.confidence


def test_what_is_not_found_is_called_as_it_was_typed() -> None:
    typed = "Xã Lạc Sơn trồng bao nhiêu cây xoan, sửa bao nhiêu km đường?"
    missing, roads = understand(typed, Library()).parts
    told = [(missing, NOTHING), (roads, said("Mỗi năm sửa 40 km đường."))]
    draft = parting.put_together(NOTHING, told, typed)
    assert isinstance(draft.body, Parts)
    refusal = draft.body.parts[0]
    assert isinstance(refusal, Refusal)
    assert refusal.names == ("Xã Lạc Sơn trồng bao nhiêu cây xoan",)


def test_a_part_is_not_said_to_be_missing_where_another_tells_its_value() -> None:
    query = understand("Bao nhiêu % thành viên tán thành và sửa điều lệ thế nào?", Library())
    agreed, changed = query.parts
    told = said("Điều lệ được sửa khi 75% thành viên tán thành.")
    draft = parting.put_together(NOTHING, [(agreed, NOTHING), (changed, told)])
    assert draft.body == told.body


def test_what_is_found_for_no_part_or_is_said_already_changes_nothing() -> None:
    roads = said("Mỗi năm sửa 40 km đường.")
    assert parting.put_together(NOTHING, [(ROADS, NOTHING)]) is NOTHING
    assert parting.put_together(roads, [(TREES, roads)]) is roads
    trees = replace(said("Trồng 90 cây xoan dọc đường."), confidence=0.4)
    assert parting.put_together(roads, [(TREES, trees)]).confidence == trees.confidence
    assert parting.put_together(roads, [(TREES, trees)]).body.claims == (
        *roads.body.claims,
        *trees.body.claims,
    )


def test_of_two_parts_that_ask_for_a_day_each_has_its_own() -> None:
    query = understand("Xã nộp báo cáo trước ngày nào, huyện tổng hợp trước ngày nào?", Library())
    assert parting.left_over(query, said("Xã nộp hằng năm trước ngày 20/11.")) == query.parts
    assert parting.left_over(query, said("Xã nộp trước ngày 20/11, huyện trước 30/11.")) == ()


def test_a_part_of_which_no_word_is_told_is_asked_alone() -> None:
    query = understand("Đường xã do ai sửa và cây xoan ven hồ trồng thế nào?", Library())
    assert parting.left_over(query, said("Đường xã do Ủy ban nhân dân xã sửa.")) == query.parts[1:]


def test_what_a_header_states_leaves_nothing_to_be_asked() -> None:
    query = understand("Ai ký và chức vụ gì thế?", Library())
    signed = said("Lê Văn Thuận")
    (claim,) = signed.body.claims
    signed = replace(signed, body=Statements((replace(claim, role=Role.HEADER),)))
    assert parting.left_over(query, signed) == ()


def test_a_value_of_the_other_part_is_not_cut_off() -> None:
    query = understand("Bao nhiêu % trạm và bao nhiêu % trường có nước sạch?", Library())
    assert query.several
    (claim,) = said("100% trạm, 80% trường có nước sạch.").body.claims
    assert parting.cut_off(query.parts, replace(claim, sentences=("… 80% trường có nước sạch",)))
    assert not parting.cut_off(query.parts, claim)


def test_what_one_document_says_of_two_parts_is_one_paragraph() -> None:
    roads, trees = said("Mỗi năm sửa 40 km đường."), said("Mỗi năm trồng 90 cây sau khi sửa đường.")
    joined = parting.put_together(NOTHING, [(ROADS, roads), (TREES, trees)]).body
    assert isinstance(joined, Statements)
    assert joined.claims == (*roads.body.claims, *trees.body.claims)


def test_a_claim_whose_value_its_words_do_not_hold_stays_by_itself() -> None:
    roads, trees = said("Mỗi năm sửa 40 km đường."), said("Mỗi năm trồng 90 cây.")
    named = replace(trees.body.claims[0], value="Đội cây")
    whose = replace(trees, body=Statements((named,)))
    joined = parting.put_together(NOTHING, [(ROADS, roads), (TREES, whose)]).body
    assert joined == Parts((roads.body, whose.body))


def test_a_year_is_no_day_that_a_part_asks_for() -> None:
    query = understand("Thôn báo cáo trước ngày nào, xã báo cáo trước ngày nào?", Library())
    assert parting.left_open(query.parts[1], query.parts, ["Trước ngày 20/11, đến năm 2030."])
    both = ["Thôn trước ngày 20/11.", "Xã trước ngày 30/11."]
    assert not parting.left_open(query.parts[1], query.parts, both)


def test_more_is_told_of_a_part_by_a_value_that_is_not_said() -> None:
    texts = ["Sửa 40 km đường.", "Trồng 90 cây xoan.", "Giữ gìn cây xoan."]
    assert parting.tells_more(TREES, texts[:1], texts) == [False, True, False]
    assert parting.tells_more(TREES, texts[:1], texts[2:]) == [True]


def test_each_part_that_asks_whether_has_its_own_side() -> None:
    query = understand("Đội viên có phải nộp phí không, có được bỏ phiếu không?", Library())
    no, yes = said("Đội viên không phải nộp phí."), said("Đội viên được bỏ phiếu.")
    no = replace(no, body=Statements(no.body.claims, side=False))
    yes = replace(yes, body=Statements(yes.body.claims, side=True))
    assert parting.left_over(query, no) == query.parts
    told = parting.put_together(no, list(zip(query.parts, (no, yes), strict=True)))
    assert told.body == Parts((no.body, yes.body))
