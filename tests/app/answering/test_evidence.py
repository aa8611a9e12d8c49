"""Which statements bear on a question, and how sure each is."""

from dataclasses import replace

import pytest

from app.answering.evidence import Evidence, Statement, as_read
from app.answering.weighing import EvidenceWeights, shipped
from index.question.understanding import understand
from index.retrieval.readers.port import Reading, ReadStatement
from tests.app.answering import plans

TEXT = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Nhiệm vụ của các xã:\na) Huy động nhân dân góp công làm đường.\n"
    "b) Đơn vị chủ trì: Phòng Kinh tế. Đơn vị phối hợp: Hội Nông dân.",
)
HELD = plans.read(TEXT, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)
ROADS = "Bao nhiêu phần trăm đường xã được trải nhựa?"


def ranked(question: str, *near: str) -> list[Statement]:
    passages = plans.found(HELD, *near)
    query = understand(question, LIBRARY)
    return Evidence(LIBRARY).rank(query, passages, plans.alike(passages, *near))


def one(statements: list[Statement], words: str) -> Statement:
    return next(each for each in statements if words in each.text)


def test_statements_stand_where_they_say() -> None:
    texts = {plan.id: plan.text for plan in HELD}
    for each in ranked(ROADS):
        assert texts[each.document_id][each.start : each.end] == each.text
        assert each.sentence[0] <= each.start < each.end <= each.sentence[1]


def test_what_holds_words_and_value_comes_first_and_only_it_has_a_margin() -> None:
    found = ranked(ROADS, "trải nhựa")
    first = found[0]
    assert "trải nhựa" in first.text
    assert first.holds_asked
    assert first.values
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    own = [each for each in found if each.document_id == first.document_id]
    assert first.margin > 0
    assert all(each.margin <= 0 for each in own[1:] if not each.introduces)


def test_a_passage_without_similarities_is_left_out() -> None:
    passages = plans.found(HELD)
    near = plans.alike(passages)
    gone = passages[0].passage.id
    del near[gone]
    found = Evidence(LIBRARY).rank(understand(ROADS, LIBRARY), passages, near)
    assert gone not in {each.passage.passage.id for each in found}
    assert found


def test_a_heading_and_a_lead_in_introduce_and_an_item_does_not() -> None:
    found = ranked("Các xã làm gì?")
    assert one(found, "các xã:").introduces
    assert one(found, "TỔ CHỨC THỰC HIỆN").introduces
    assert not one(found, "Huy động").introduces
    assert not one(found, "các xã:").says


def test_a_line_for_who_leads_is_none_for_who_assists() -> None:
    leads = ranked("Đơn vị nào chủ trì?")
    assert one(leads, "chủ trì: Phòng").field
    assert not one(leads, "phối hợp: Hội").field
    assists = ranked("Đơn vị nào phối hợp?")
    assert one(assists, "phối hợp: Hội").field
    assert not one(assists, "chủ trì: Phòng").field


def test_what_is_counted_otherwise_is_told() -> None:
    assert one(ranked("Mỗi năm sửa bao nhiêu cầu?"), "40 km").counts_otherwise
    assert not one(ranked("Mỗi năm sửa bao nhiêu km?"), "40 km").counts_otherwise


def test_without_a_reader_more_support_and_a_value_are_surer() -> None:
    first = ranked(ROADS, "trải nhựa")[0]
    assert 0.0 < first.confidence < 1.0
    assert replace(first, support=0.0).confidence < first.confidence
    assert replace(first, contradicts=True).confidence < first.confidence
    assert replace(first, counts_otherwise=True).confidence < first.confidence


def test_a_reader_decides_where_there_is_one() -> None:
    first = ranked(ROADS, "trải nhựa")[0]
    assert replace(first, probability=0.125).confidence == 0.125


def test_what_was_read_comes_by_its_probability_and_what_was_not_is_no_evidence() -> None:
    found = ranked(ROADS, "trải nhựa")
    last = found[-1]
    read = ReadStatement(last.passage.passage.id, last.document_id, last.start, last.end, 0.75)
    sorted_anew = as_read(found, Reading((read,), 0.5))
    assert (sorted_anew[0].start, sorted_anew[0].confidence) == (last.start, 0.75)
    assert {each.confidence for each in sorted_anew[1:]} == {0.0}
    places = [(each.document_id, each.start) for each in sorted_anew[1:]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("question", "holds"), [(ROADS, True), ("Chi bao nhiêu tiền làm đường?", False)]
)
def test_only_the_kind_asked_for_is_held(question: str, holds: bool) -> None:
    assert one(ranked(question), "87,5%").holds_asked is holds


def test_what_holds_the_kind_asked_for_scores_by_its_weight() -> None:
    alone = EvidenceWeights(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, asked=0.5, own=0.0, contradicts=0.0)
    passages = plans.found(HELD)
    query = understand(ROADS, LIBRARY)
    found = Evidence(LIBRARY, replace(shipped(), evidence=alone)).rank(
        query, passages, plans.alike(passages)
    )
    assert {each.holds_asked for each in found} == {True, False}
    assert all(each.score == 0.5 * each.holds_asked for each in found)
