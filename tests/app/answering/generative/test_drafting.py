"""A strong model's answer while it is written, statement by statement."""

import json

from app.answering.claims import Role
from app.answering.generative import structured
from app.answering.generative.checks import Fault
from app.answering.generative.context import Context, show
from app.answering.generative.drafting import Drafting
from app.answering.generative.entailment import Entailment
from app.answering.generative.structured import Cited, Said, Written
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
PLAN, OTHER = HELD
FACT = "Bao nhiêu phần trăm đường xã ở Lạc Sơn Đông được trải nhựa?"
ROADS = "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông."
PAVED = "đường xã được trải nhựa hoặc bê tông"
CARS = "Mọi thôn có đường cho xe ô tô đi lại được quanh năm."
WORK = "Ủy ban nhân dân các xã huy động nhân dân góp công làm đường."


def drafting(question: str = FACT) -> Drafting:
    library = plans.library(HELD)
    query = understand(question, library)
    goals = [show(plan, plan.text.index("1. Đến năm"), plan.text.index("II. TỔ")) for plan in HELD]
    return Drafting(
        query,
        Context((PLAN, OTHER), tuple(goals)),
        plans.shelf(HELD),
        Entailment(),
        Terms(query, library),
    )


def said(text: str, passage: int = 1, quote: str | None = None) -> Said:
    return Said(text, (Cited(passage, text if quote is None else quote),))


def test_what_its_quote_says_stands() -> None:
    draft = drafting()
    draft.take(Written(answer=said(ROADS)), ended=True)
    body = draft.body
    assert body is not None
    (claim,) = body.claims
    assert (claim.role, claim.text, claim.section) == (Role.WORDED, ROADS, ("I", "1"))
    assert ROADS in claim.quotes[0].text
    assert 0 < draft.confidence <= 1
    assert not draft.failed


def test_what_does_not_stand_falls_with_its_fault_and_lowers_confidence() -> None:
    draft = drafting()
    draft.take(Written(answer=said(ROADS)), ended=True)
    before = draft.confidence
    wrong = said(ROADS.replace("87,5%", "97,5%"), quote=ROADS)
    lost = said("Trồng 12 ha rừng phòng hộ ở Mường Lót.")
    draft.take(Written(answer=said(ROADS), items=(wrong, lost)), ended=True)
    assert [(n, each.fault) for n, each in draft.failed] == [(2, Fault.FIGURE), (3, Fault.QUOTE)]
    assert draft.confidence < before
    assert draft.body is not None
    assert len(draft.body.claims) == 1


def test_nothing_is_released_from_the_first_that_falls_on() -> None:
    draft = drafting()
    wrong = said(ROADS.replace("87,5%", "97,5%"), quote=ROADS)
    draft.take(Written(answer=said(ROADS), items=(wrong, said(CARS))), ended=True)
    assert draft.released is not None
    assert draft.body is not None
    assert [claim.text for claim in draft.released.claims] == [ROADS]
    assert [claim.text for claim in draft.body.claims] == [ROADS, CARS]


def test_what_fell_may_be_put_right_once_with_more_passages() -> None:
    draft = drafting()
    draft.take(Written(items=(said(CARS), said(WORK, 1))), ended=True)
    ((number, fallen),) = draft.failed
    assert (number, fallen.fault) == (2, Fault.QUOTE)
    more = show(PLAN, PLAN.text.index("II. TỔ"), PLAN.text.index("Nơi nhận"))
    draft.correct(2, said(WORK, 3), [more])
    assert not draft.failed
    assert draft.checked[1].corrected
    assert draft.body is not None
    assert [claim.text for claim in draft.body.items] == [CARS, WORK]


def test_a_row_that_fell_is_put_right_cell_by_cell() -> None:
    def row(share: str) -> Said:
        return Said(f"{share}; {PAVED}", (Cited(1, ROADS),), (share, PAVED))

    draft = drafting("Lập bảng tỷ lệ đường được trải nhựa ở Lạc Sơn Đông.")
    draft.take(Written(columns=("Tỷ lệ", "Đường"), rows=(row("97,5%"),)), ended=True)
    assert [(n, each.fault) for n, each in draft.failed] == [(1, Fault.FIGURE)]
    reply = {"id": 1, "cells": ["87,5%", PAVED], "quotes": [{"passage": 1, "quote": ROADS}]}
    fixed = structured.fixed(json.dumps({"fixed": [reply]}))
    draft.correct(1, fixed[1], [])
    assert not draft.failed
    assert draft.checked[0].corrected


def test_for_what_fell_its_quote_speaks_once_and_never_for_the_wrong_side() -> None:
    draft = drafting()
    wrong = said(ROADS.replace("87,5%", "97,5%"), quote=ROADS)
    draft.take(Written(items=(wrong, wrong, said(CARS))), ended=True)
    draft.quote()
    assert draft.body is not None
    assert [claim.text for claim in draft.body.items] == [ROADS, CARS]
    assert [each.replaced for each in draft.checked] == [True, False, False]
    draft = drafting("Lạc Sơn Đông có 97,5% đường xã được trải nhựa đúng không?")
    draft.take(Written(side=True, answer=wrong), ended=True)
    draft.quote()
    assert draft.body is None


def test_a_quote_that_stands_in_another_passage_is_found_there() -> None:
    draft = drafting("Bao nhiêu phần trăm đường xã được trải nhựa?")
    draft.take(Written(answer=said(ROADS.replace("87,5%", "92%"), passage=1)), ended=True)
    (claim,) = draft.checked[0].claims
    assert claim.document_id == OTHER.id
    assert draft.checked[0].repaired


def test_what_another_place_says_of_itself_proves_nothing_of_the_one_named() -> None:
    draft = drafting("Lạc Sơn Đông trải nhựa bao nhiêu phần trăm đường xã?")
    draft.take(Written(answer=said(ROADS.replace("87,5%", "92%"), passage=2)), ended=True)
    draft.quote()
    assert [each.fault for each in draft.checked] == [Fault.QUOTE]
    assert draft.body is None


def test_a_lead_in_is_proved_by_what_follows_and_alone_is_no_answer() -> None:
    draft = drafting("Liệt kê các mục tiêu của Lạc Sơn Đông")
    lead = Said("Các mục tiêu gồm:")
    draft.take(Written(answer=lead), ended=False)
    assert draft.checked == []
    draft.take(Written(answer=lead, items=(said(ROADS), said(CARS))), ended=True)
    assert draft.body is not None
    assert draft.body.head[0].role is Role.LEAD
    assert draft.body.head[0].text == "Các mục tiêu gồm"
    assert len(draft.body.items) == 2


def test_a_lead_in_with_a_quote_only_has_to_say_nothing_new() -> None:
    draft = drafting("Liệt kê các mục tiêu của Lạc Sơn Đông")
    lead = said("Các mục tiêu của Lạc Sơn Đông gồm:", quote=ROADS)
    strange = said("Các mục tiêu vay vốn của Lạc Sơn Đông gồm:", quote=ROADS)
    draft.take(Written(answer=lead, items=(said(CARS),)), ended=True)
    assert [each.fault for each in draft.checked] == [None, None]
    draft = drafting("Liệt kê các mục tiêu của Lạc Sơn Đông")
    draft.take(Written(answer=lead), ended=True)
    assert draft.body is None, "alone it is no answer"
    draft = drafting("Liệt kê các mục tiêu của Lạc Sơn Đông")
    draft.take(Written(answer=strange, items=(said(CARS),)), ended=True)
    draft.quote()
    assert draft.body is not None
    assert not draft.body.head, "what leads in is replaced by no quote"
    assert [claim.text for claim in draft.body.items] == [CARS]


def test_a_place_that_is_told_is_not_told_again() -> None:
    asked = "Mục tiêu về đường xã của Lạc Sơn Đông nằm ở mục nào?"
    draft = drafting(asked)
    draft.take(Written(answer=said(ROADS)), ended=True)
    assert draft.checked[0].claims[0].role is Role.LOCATED
    draft = drafting(asked)
    draft.take(Written(answer=said("Mục 1.", quote=f"1. {ROADS}")), ended=True)
    assert [claim.role for claim in draft.checked[0].claims] == [Role.WORDED]


def test_yes_against_the_figures_falls() -> None:
    draft = drafting("Lạc Sơn Đông có 97,5% đường xã được trải nhựa đúng không?")
    draft.take(Written(side=True, answer=said(ROADS)), ended=True)
    assert draft.checked[0].fault is Fault.SIDE
    draft = drafting("Lạc Sơn Đông có 97,5% đường xã được trải nhựa đúng không?")
    draft.take(Written(side=False, answer=said(ROADS)), ended=True)
    assert draft.body is not None
    assert draft.body.side is False


def test_a_side_is_not_said_twice() -> None:
    draft = drafting("Lạc Sơn Đông có 87,5% đường xã được trải nhựa đúng không?")
    told = said(f"Có, {ROADS[0].lower()}{ROADS[1:]}", quote=ROADS)
    draft.take(Written(side=True, answer=told), ended=True)
    assert draft.body is not None
    assert draft.body.head[0].text == ROADS


def test_of_documents_asked_the_one_that_says_nothing_is_told() -> None:
    draft = drafting("So sánh tỷ lệ trải nhựa của Lạc Sơn Đông và Yên Thượng")
    draft.take(Written(answer=said(ROADS), silent=(1, 2, 7)), ended=True)
    assert draft.body is not None
    assert [line.document_id for line in draft.body.silent] == [OTHER.id]
