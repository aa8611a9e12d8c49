"""Which form of answer a question gets, and what it is refused for: without a model."""

from dataclasses import replace
from datetime import date

import pytest

from app.answering.answer import Draft, Status
from app.answering.answerers.extractive import ExtractiveAnswerer
from app.answering.answerers.parting import parted
from app.answering.claims import (
    Claim,
    Listing,
    PerDocument,
    Reason,
    Refusal,
    Role,
    Silent,
    Statements,
)
from app.answering.coverage import cover
from app.answering.selecting import Fitted
from app.rendering import markdown
from index import trained
from index.question.understanding import understand
from index.retrieval.readers.port import Reading, ReadStatement
from index.retrieval.statements import split
from ingest.document import Document, Provenance, Stated
from tests.app.answering import plans

BOTH = plans.read(plans.LAC_SON, plans.YEN_THUONG)


def ask(question: str, *words: str, held: list[Document] | None = None) -> Draft:
    """Return the draft where the statements that hold the words are the nearest."""
    texts = BOTH if held is None else held
    library = plans.library(texts)
    query = understand(question, library)
    passages = plans.found([t for t in texts if t.id in query.documents] or texts, *words)
    asked = query.documents or tuple(dict.fromkeys(p.passage.document_id for p in passages))
    near = plans.alike(passages, *words)
    return ExtractiveAnswerer(library).answer(query, passages, near, asked, plans.shelf(texts))


def test_a_fact_is_one_claim_with_its_value_and_its_quote() -> None:
    draft = ask("Đến năm 2030 Lạc Sơn Đông trải nhựa bao nhiêu phần trăm đường xã?", "87,5%")
    assert isinstance(draft.body, Statements)
    (claim,) = draft.body.claims
    assert (claim.role, claim.value, claim.section) == (Role.STATEMENT, "87,5%", ("I", "1"))
    (quote,) = claim.quotes
    assert BOTH[0].text[quote.start : quote.end] == quote.text
    assert "87,5%" in quote.text


def test_yes_or_no_is_a_side_beside_the_claim() -> None:
    draft = ask("Lạc Sơn Đông có trải nhựa đường xã không?", "87,5%")
    assert isinstance(draft.body, Statements)
    assert draft.body.side is True
    assert not draft.body.claims[0].text.startswith("Có")


def test_a_comparison_is_a_line_for_each_document() -> None:
    draft = ask("So sánh tỷ lệ đường xã trải nhựa của Lạc Sơn Đông và Yên Thượng", "đường xã được")
    assert isinstance(draft.body, PerDocument)
    assert draft.body.compared
    assert [line.document for line in draft.body.lines] == ["Lạc Sơn Đông", "Yên Thượng"]
    assert [claim.value for claim in draft.body.claims] == ["87,5%", "92%"]


def test_a_document_without_a_statement_is_silent_but_only_not_found() -> None:
    other = plans.LAC_SON.replace("đường xã được trải nhựa hoặc bê tông", "hộ có nước máy")
    texts = plans.read(other, plans.YEN_THUONG)
    draft = ask(
        "So sánh tỷ lệ đường xã trải nhựa của Lạc Sơn Đông và Yên Thượng",
        "đường xã được",
        held=texts,
    )
    assert isinstance(draft.body, PerDocument)
    silent, stated = draft.body.lines
    assert isinstance(silent, Silent)
    assert isinstance(stated, Claim)
    coverage = cover(draft.body, [], draft.silent)
    assert (coverage.stated, coverage.not_found) == ((stated.document_id,), (silent.document_id,))


def test_a_list_is_a_lead_in_and_items() -> None:
    draft = ask("Liệt kê các mục tiêu của kế hoạch Lạc Sơn Đông", "MỤC TIÊU")
    assert isinstance(draft.body, Listing)
    assert draft.body.total >= len(draft.body.claims) >= 2
    assert {claim.role for claim in draft.body.claims} == {Role.ITEM}


def test_where_gives_the_place_of_the_statement() -> None:
    draft = ask("Việc báo cáo kết quả của Lạc Sơn Đông nằm ở mục nào?", "báo cáo kết quả")
    assert isinstance(draft.body, Statements)
    (claim,) = draft.body.claims
    assert (claim.role, claim.section) == (Role.LOCATED, ("II", "1"))


def test_a_header_that_was_read_and_is_blank_does_not_state_it() -> None:
    blank = plans.read(plans.LAC_SON.replace("Số: 45/KH-UBND", "Số:     /KH-UBND"))
    draft = ask("Cho xin số hiệu của kế hoạch Lạc Sơn Đông", held=blank)
    assert isinstance(draft.body, Refusal)
    assert (draft.body.reason, draft.silent) == (Reason.NOT_STATED, (blank[0].id,))


def test_what_was_stated_from_outside_is_told_and_not_called_blank() -> None:
    (read,) = plans.read(plans.LAC_SON)
    day = Stated(date(2025, 2, 4), None, None, Provenance.CORRECTED)
    corrected = replace(read, header=replace(read.header, issued_on=day))
    draft = ask("Kế hoạch của Lạc Sơn Đông ban hành ngày nào?", held=[corrected])
    assert isinstance(draft.body, Refusal)
    assert draft.body.reason is Reason.NOT_STATED
    said = markdown.answer(draft.body)
    assert "04/02/2025" in said
    assert "không ghi" not in said


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("Lạc Sơn Đông chi bao nhiêu tỷ đồng để làm đường?", "not_found_money"),
        ("Giá vàng hôm nay bao nhiêu?", "no_money"),
        ("Ai vô địch bóng đá năm 2022?", "nothing"),
        ("Bình Lâm Thượng trải nhựa bao nhiêu phần trăm đường?", "unknown_name"),
    ],
)
def test_what_is_not_found_is_no_more_than_that(question: str, wording: str) -> None:
    draft = ask(question, "chữ không có")
    assert isinstance(draft.body, Refusal)
    assert (draft.status, draft.body.reason) == (Status.NOT_FOUND, Reason.NOT_FOUND)
    assert draft.body.wording == wording


def of_place(place: str, said: str, own: str = "") -> Document:
    """Return a plan of a place that states so much of its roads; ``own`` is added to it."""
    text = plans.LAC_SON.replace("LẠC SƠN ĐÔNG", place.upper()).replace("Lạc Sơn Đông", place)
    return plans.read(text.replace("87,5%", said).replace("II. TỔ CHỨC", f"{own}\nII. TỔ CHỨC"))[0]


def read_as(
    question: str, held: list[Document], probable: str, answered: float = 0.95, best: float = 0.9
) -> Draft:
    """Return the draft where a reader gives ``best`` to the statement that holds the words."""
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held)
    statements = [
        ReadStatement(
            p.passage.id,
            p.passage.document_id,
            p.passage.start + s.start,
            p.passage.start + s.end,
            best if probable in p.passage.text[s.start : s.end] else 0.001,
        )
        for p in passages
        for s in split(p.passage.text)
    ]
    reading = Reading(tuple(sorted(statements, key=lambda each: -each.probability)), answered)
    answerer = ExtractiveAnswerer(library, fitted=Fitted.load(trained.FOLDER))
    near = plans.alike(passages, probable)
    return answerer.answer(query, passages, near, query.documents, plans.shelf(held), reading)


def test_a_signature_answers_who_signed_and_nothing_else() -> None:
    draft = read_as("Lạc Sơn Đông làm bao nhiêu đường xã?", BOTH, "Lê Văn Thuận")
    assert isinstance(draft.body, Refusal)
    signed = read_as("Vị nào ký kế hoạch làm đường xã của Lạc Sơn Đông?", BOTH, "Lê Văn Thuận")
    assert "Lê Văn Thuận" in markdown.answer(signed.body)


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Vì sao Lạc Sơn Đông hoãn việc trải nhựa đường xã?", True),
        ("Lạc Sơn Đông hoãn trải nhựa đường xã từ khi nào?", True),
        ("Vì sao Lạc Sơn Đông trải nhựa đường xã?", False),
    ],
)
def test_that_something_is_put_off_is_told_by_what_speaks_of_that(
    question: str, *, refused: bool
) -> None:
    draft = read_as(question, BOTH, "đường xã được trải nhựa")
    assert isinstance(draft.body, Refusal) is refused


def test_hardly_a_word_of_what_several_documents_speak_of_asks_which() -> None:
    held = [of_place(place, "9%") for place in ("An Khê Thượng", "Bình Lâm", "Cao Xá Đông")]
    draft = read_as("mục tiêu thế nào?", held, "đường xã được trải nhựa")
    assert isinstance(draft.body, Refusal)
    assert (draft.body.reason, draft.body.wording) == (Reason.UNCLEAR, "which_of")
    assert set(draft.body.documents) == {document.id for document in held}


def test_what_several_documents_hold_every_word_of_asks_which_where_nothing_answers() -> None:
    held = [of_place(place, "9%") for place in ("An Khê Thượng", "Bình Lâm")]
    asked, words = "Đường xã được trải nhựa từ khi nào?", "đường xã được"
    draft = read_as(asked, held, words, answered=0.1, best=0.2)
    assert isinstance(draft.body, Refusal)
    assert (draft.body.reason, draft.body.wording) == (Reason.UNCLEAR, "which_of")
    alone = read_as(asked, held[:1], words, answered=0.1, best=0.2)
    assert isinstance(alone.body, Refusal)
    assert alone.body.reason is Reason.NOT_FOUND


@pytest.mark.parametrize(
    "question", ["Trình bày lại câu trả lời vừa rồi thành bảng", "Viết gọn lại còn một câu thôi"]
)
def test_an_answer_before_it_is_asked_for_where_there_is_none(question: str) -> None:
    draft = read_as(question, BOTH, "đường xã")
    assert isinstance(draft.body, Refusal)
    assert (draft.body.reason, draft.body.wording) == (Reason.UNCLEAR, "which_answer")


@pytest.mark.parametrize(
    ("question", "best", "refused"),
    [
        ("Lạc Sơn Đông trải nhựa bao nhiêu phần trăm đường xã?", 0.5, False),
        ("Lạc Sơn Đông trải nhựa bao nhiêu phần trăm đường xã?", 0.1, True),
        ("Lạc Sơn Đông trải nhựa đường xã bao nhiêu tiền?", 0.5, True),
        ("Lạc Sơn Đông trải nhựa mấy phần trăm đường xã và góp công ngày nào?", 0.5, True),
        ("Kể các việc trải nhựa đường xã của Lạc Sơn Đông?", 0.5, True),
    ],
)
def test_a_fact_whose_statement_is_probable_is_answered_despite_doubt(
    question: str, best: float, *, refused: bool
) -> None:
    draft = read_as(question, BOTH, "đường xã được trải nhựa", answered=0.1, best=best)
    assert isinstance(draft.body, Refusal) is refused


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Kế hoạch 45/KH-UBND coi những cơ quan nào là cơ quan giữ bến?", False),
        ("Kế hoạch 45/KH-UBND coi những cơ quan nào là cơ quan chữa cháy rừng?", True),
    ],
)
def test_what_a_line_names_in_brackets_is_told_despite_doubt(
    question: str, *, refused: bool
) -> None:
    led = "2. Các cơ quan giữ bến (Sở A, Ban B, Chi cục C):\na) Giữ bến sạch.\n3. Ủy ban"
    held = plans.read(plans.LAC_SON.replace("2. Ủy ban", led, 1))
    draft = _read_for(question, held, "(Sở A", answered=0.1)
    assert isinstance(draft.body, Refusal) is refused


QUESTION = "Đến năm 2030 Yên Thượng trải nhựa bao nhiêu phần trăm đường xã?"


def test_what_another_place_says_of_itself_is_no_answer() -> None:
    silent = of_place("Yên Thượng", "nhiều")
    draft = read_as(QUESTION, [silent, of_place("Lạc Sơn Đông", "87,5%")], "87,5%")
    assert isinstance(draft.body, Refusal)
    assert draft.body.documents == (silent.id,)


def test_what_another_document_says_of_the_place_is() -> None:
    about = of_place("Lạc Sơn Đông", "87,5%", "3. Huyện Yên Thượng trải nhựa 92% đường xã.")
    draft = read_as(QUESTION, [of_place("Yên Thượng", "nhiều"), about], "92%")
    assert isinstance(draft.body, Statements)
    assert "92%" in markdown.answer(draft.body)


def test_what_holds_for_the_whole_country_is_an_answer_for_a_place() -> None:
    national = plans.read(
        "CHÍNH PHỦ\nSố: 12/NQ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 1 tháng 2 năm"
        " 2025\nNGHỊ QUYẾT\nVề đường giao thông nông thôn\n"
        "I. MỤC TIÊU\n1. Đến năm 2030 có 95% đường xã được trải nhựa.\n"
    )[0]
    draft = read_as(QUESTION, [of_place("Yên Thượng", "nhiều"), national], "95%")
    assert isinstance(draft.body, Statements)
    assert "95%" in markdown.answer(draft.body)


def test_what_the_header_states_of_a_question_stands_beside_what_was_read() -> None:
    text = plans.LAC_SON.replace("Mỗi năm sửa 40 km.", "Kế hoạch có hiệu lực từ ngày 01/5/2025.")
    held = plans.read(text)
    draft = _read_for("Kế hoạch 45/KH-UBND có hiệu lực ngày nào và ai ký?", held, "hiệu lực")
    said = markdown.answer(draft.body)
    assert "Lê Văn Thuận" in said
    assert "01/5/2025" in said


def test_a_part_that_is_not_found_leaves_what_the_header_states() -> None:
    held = plans.read(plans.LAC_SON)
    draft = _read_for("Kế hoạch 45/KH-UBND tốn bao nhiêu tiền và ai ký?", held, "", answered=0.0)
    said = markdown.answer(draft.body)
    assert "Lê Văn Thuận" in said
    assert draft.status is Status.ANSWERED
    assert any(isinstance(part, Refusal) for part in getattr(draft.body, "parts", ()))


def test_a_question_of_two_facts_of_the_header_needs_no_reading() -> None:
    held = plans.read(plans.LAC_SON)
    draft = _read_for("Kế hoạch 45/KH-UBND ra ngày nào, về việc gì?", held, "", answered=0.0)
    said = markdown.answer(draft.body)
    assert "12/03/2025" in said
    assert "đường giao thông" in said


def test_a_document_that_is_only_cited_has_no_header_here() -> None:
    text = plans.LAC_SON.replace("Mỗi năm sửa 40 km.", "Sở gửi Quyết định số 8/QĐ-SGT.")
    held = plans.read(text)
    draft = _read_for(
        "Sở Giao thông vận tải gửi Lạc Sơn Đông quyết định nào và ký ngày nào?", held, "Quyết định"
    )
    assert "12/03/2025" not in markdown.answer(draft.body)


def test_a_question_of_parts_of_which_nothing_was_read_tells_what_is_missing() -> None:
    held = plans.read(plans.LAC_SON)
    library = plans.library(held)
    query = understand("Kế hoạch 45/KH-UBND tốn bao nhiêu tiền và ai ký?", library)
    passages = plans.found(held)
    draft = ExtractiveAnswerer(library, fitted=Fitted.load(trained.FOLDER)).answer(
        query, passages, {}, query.documents, plans.shelf(held), Reading((), 0.9)
    )
    assert "Lê Văn Thuận" in markdown.answer(draft.body)
    assert any(isinstance(part, Refusal) for part in getattr(draft.body, "parts", ()))


def test_no_part_takes_a_document_that_the_question_does_not_name() -> None:
    query = understand("Kế hoạch 45/KH-UBND tốn bao nhiêu tiền và ai ký?", plans.library(BOTH))
    other = understand("ai ký kế hoạch 9/KH-UBND", plans.library(BOTH))
    assert other.documents == (BOTH[1].id,)
    found = parted(query, lambda _: other, plans.shelf(BOTH))
    assert found is not None
    assert {claim.document_id for body in found.stated for claim in body.claims} == {BOTH[0].id}


def _read_for(question: str, held: list[Document], words: str, answered: float = 0.9) -> Draft:
    """Return the draft where a reader found the statement that holds the words."""
    library = plans.library(held)
    passages = plans.found(held)
    told = tuple(
        ReadStatement(
            each.passage.id,
            each.passage.document_id,
            each.passage.start + part.start,
            each.passage.start + part.end,
            0.9 if words and words in each.passage.text[part.start : part.end] else 0.01,
        )
        for each in passages
        for part in split(each.passage.text)
    )
    query = understand(question, library)
    return ExtractiveAnswerer(library, fitted=Fitted.load(trained.FOLDER)).answer(
        query,
        passages,
        plans.alike(passages),
        query.documents,
        plans.shelf(held),
        Reading(tuple(sorted(told, key=lambda s: -s.probability)), answered),
    )
