"""What each document of a comparison answers to its own question, side by side."""

from dataclasses import replace

from app.answering.answer import Draft
from app.answering.answerers import apart, comparison
from app.answering.claims import (
    Claim,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Silent,
    Statements,
)
from app.answering.evidence import Evidence
from app.answering.weighing import shipped
from index.question.names import Mention
from index.question.query import Asked, Party
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG, plans.LAC_SON.replace("LẠC SƠN ĐÔNG", "ĐÈO CẢ"))
FIRST, SECOND, THIRD = (plan.id for plan in HELD)
QUERY = understand("Lạc Sơn Đông và Yên Thượng trải nhựa bao nhiêu đường?", plans.library(HELD[:2]))
LEAST = 0.1
NOTHING = Draft(Refusal(Reason.NOT_FOUND, "nothing"), 0.2)


def claim(document_id: str, text: str, role: Role = Role.STATEMENT) -> Claim:
    quote = Quote(document_id, 0, len(text), text, 0.9)
    return Claim(role, document_id, "Kế hoạch", ("I",), (text,), (quote,), value="")


def party(*document_ids: str) -> Party:
    return Party((Mention(0, 12, document_ids),), document_ids)


def said(document_id: str, *texts: str) -> Draft:
    return Draft(Statements(tuple(claim(document_id, text) for text in texts)), 0.8)


def test_each_party_has_its_line_and_who_says_nothing_is_silent() -> None:
    told = [(party(FIRST), said(FIRST, "Trải 87,5%.")), (party(SECOND), NOTHING)]
    draft = apart.answer(QUERY, told, NOTHING, LEAST, plans.shelf(HELD))
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    first, second = draft.body.lines
    assert isinstance(first, Claim)
    assert (first.role, first.document) == (Role.LINE, "Lạc Sơn Đông")
    assert second == Silent(SECOND, "Yên Thượng")


def test_a_comparison_is_as_sure_as_its_least_sure_line_also_that_nothing_is_found() -> None:
    stated = (party(FIRST), said(FIRST, "Trải 87,5%."))
    doubtful = replace(NOTHING, confidence=0.6)
    drafts = (
        apart.answer(QUERY, [stated, (party(SECOND), other)], NOTHING, LEAST, plans.shelf(HELD))
        for other in (NOTHING, doubtful)
    )
    assert [draft.confidence for draft in drafts if draft] == [stated[1].confidence, 0.4]


def test_what_a_party_does_not_answer_alone_is_taken_from_the_whole() -> None:
    together = PerDocument((claim(SECOND, "Trải 92%.", Role.LINE),), compared=True)
    told = [(party(FIRST), said(FIRST, "Trải 87,5%.")), (party(SECOND), NOTHING)]
    draft = apart.answer(QUERY, told, Draft(together, 0.5), LEAST, plans.shelf(HELD))
    assert draft is not None
    assert [each.text for each in draft.body.claims] == ["Trải 87,5%.", "Trải 92%."]
    unsure = apart.answer(QUERY, told, Draft(together, 0.5), 0.95, plans.shelf(HELD))
    assert unsure is not None
    assert [each.text for each in unsure.body.claims] == ["Trải 87,5%."]


def test_a_party_of_several_documents_is_silent_once_and_long_ones_are_cut() -> None:
    many = [f"{at}. " + "Mở lớp dạy nghề cho thanh niên xã. " * 8 for at in range(9)]
    told = [(party(FIRST), said(FIRST, *many)), (party(SECOND, THIRD), NOTHING)]
    draft = apart.answer(QUERY, told, NOTHING, LEAST, plans.shelf(HELD))
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    assert 1 <= len(draft.body.claims) < 3
    assert [line for line in draft.body.lines if isinstance(line, Silent)] == [
        Silent(SECOND, "Lạc Sơn Đông")
    ]


def test_where_none_answers_nothing_is_said() -> None:
    told = [(party(FIRST), NOTHING), (party(SECOND), NOTHING)]
    assert apart.answer(QUERY, told, NOTHING, LEAST, plans.shelf(HELD)) is None


def test_documents_repeat_one_another_where_their_sentences_are_alike() -> None:
    words = "có {} đường xã được trải nhựa hoặc bê tông"
    lines = [
        claim(FIRST, words.format("87,5%"), Role.LINE),
        claim(SECOND, words.format("92%"), Role.LINE),
    ]
    other = claim(SECOND, "xã huy động nhân dân góp công làm cầu", Role.LINE)
    shelf = plans.shelf(HELD)
    assert comparison.repeated(PerDocument(tuple(lines), compared=True), 2, shipped(), shelf)
    for body in (PerDocument((lines[0], other), compared=True), PerDocument((lines[0],), True)):
        assert not comparison.repeated(body, 2, shipped(), shelf)


def test_what_titles_say_repeats_nothing() -> None:
    titles = [
        claim(each, "Kế hoạch nâng cấp đường giao thông nông thôn", Role.LINE)
        for each in (FIRST, SECOND)
    ]
    body = PerDocument(tuple(titles), compared=True)
    assert not comparison.repeated(body, 2, shipped(), plans.shelf(HELD))


def test_a_heading_alone_says_nothing_of_a_party() -> None:
    text = HELD[0].text
    start, stop = text.index("I. MỤC TIÊU"), text.index("\n1. Đến năm")
    quote = Quote(FIRST, start, stop, text[start:stop], 0.9)
    heading = Claim(Role.STATEMENT, FIRST, "Kế hoạch", ("I",), (quote.text,), (quote,))
    together = PerDocument((claim(FIRST, "Trải 87,5%.", Role.LINE),), compared=True)
    headed = Draft(Statements((heading,)), 0.8)
    told = [(party(FIRST), headed), (party(SECOND), said(SECOND, "Trải 92%."))]
    draft = apart.answer(QUERY, told, Draft(together, 0.5), LEAST, plans.shelf(HELD))
    assert draft is not None
    assert [each.text for each in draft.body.claims] == ["Trải 87,5%.", "Trải 92%."]


def test_a_further_thing_that_is_told_already_is_left_out() -> None:
    first = said(FIRST, "Báo cáo trước ngày 20/10 về Sở Nội vụ.")
    other = replace(claim(FIRST, "Gửi Sở Tài chính."), value="Sở Tài chính")
    unsure = Draft(Statements((other,)), 0.4)
    surer = replace(unsure, confidence=0.9)
    same = Draft(Statements((replace(other, value="Sở Nội vụ"),)), 0.9)
    assert apart.untold(first, [(Asked.BODY, unsure), (Asked.BODY, same)]) == [first]
    assert apart.untold(first, [(Asked.BODY, surer)]) == [first, surer]
    assert apart.untold(first, [(Asked.MONEY, unsure)]) == [first, unsure]
    signer = claim(FIRST, "Người ký kế hoạch của Sở Nội vụ: Lê An.", Role.HEADER)
    header = Draft(Statements((signer,)), 1.0)
    assert apart.untold(header, [(Asked.BODY, unsure)]) == [header, unsure]
    assert apart.untold(NOTHING, [(Asked.BODY, NOTHING), (Asked.BODY, same)]) == [same]


def test_what_repeats_another_documents_sentence_is_its_answer_where_it_has_a_value_too() -> None:
    library = plans.library(HELD)
    query = understand("Yên Thượng có bao nhiêu phần trăm đường xã được trải nhựa?", library)
    passages = plans.found(HELD[1:2])
    ranked = Evidence(library).rank(query, passages, plans.alike(passages))
    stated = claim(FIRST, "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông.")
    alike = comparison.alike([replace(stated, value="87,5%")], ranked, shipped())
    assert alike is not None
    assert "92%" in alike.text
    other = claim(FIRST, "Mọi hộ nuôi cá lồng ký cam kết giữ sạch bến nước.")
    assert comparison.alike([other], ranked, shipped()) is None
    unvalued = [each for each in ranked if not each.values]
    assert comparison.alike([replace(stated, value="87,5%")], unvalued, shipped()) is None


def test_what_two_parties_say_in_the_same_words_is_matched() -> None:
    library = plans.library(HELD)
    query = understand("Bao nhiêu phần trăm đường xã được trải nhựa?", library)
    read = []
    for held in HELD[:2]:
        passages = plans.found([held])
        ranked = Evidence(library).rank(query, passages, plans.alike(passages))
        read.append([replace(each, probability=0.1) for each in ranked])
    first, second = comparison.matched(query, read, shipped())
    assert first is not None
    assert second is not None
    assert ("87,5%" in first.text, "92%" in second.text) == (True, True)
    assert comparison.matched(query, [read[0], []], shipped()) == [None, None]
    doubted = [[replace(each, probability=0.0) for each in own] for own in read]
    assert comparison.matched(query, doubted, shipped()) == [None, None]


def test_of_several_things_asked_each_has_a_claim() -> None:
    long = "Mở lớp dạy nghề cho thanh niên xã, " * 20
    parts = Parts((said(FIRST, long, "Cấp chứng chỉ.").body, said(FIRST, "Trước ngày 20/10.").body))
    told = [(party(FIRST), Draft(parts, 0.8)), (party(SECOND), said(SECOND, "Trải 92%."))]
    draft = apart.answer(QUERY, told, NOTHING, LEAST, plans.shelf(HELD))
    assert draft is not None
    first, second, third = draft.body.claims
    assert first.text.endswith(" …")
    assert (second.text, third.text) == ("Trước ngày 20/10.", "Trải 92%.")


def test_a_thing_not_found_is_left_open_unless_a_value_as_it_asks_for_is_told() -> None:
    told = [said(FIRST, "Họp ngày 15/6.")]
    assert apart.left_open(told, Asked.BODY, NOTHING)
    assert not apart.left_open(told, Asked.DATE, NOTHING)
    assert not apart.left_open(told, Asked.BODY, said(FIRST, "Đội thủy lợi chủ trì."))
