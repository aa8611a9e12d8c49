"""Comparisons of the sample plans."""

from app.answering.answer import Answer, Status
from app.bootstrap import System
from app.service import Ask
from index.ports import EVERYTHING


def ask(system: System, question: str) -> Answer:
    return system.answering.ask(Ask(question), EVERYTHING)


def test_documents_are_quoted_where_they_say_the_same(system: System) -> None:
    answer = ask(system, "Tỷ lệ thất thoát nước của Hòa Giang với Sơn Khê chênh nhau thế nào?")
    assert "18%" in answer.text
    assert "22%" in answer.text


def test_the_highest_is_named_first_with_its_citation(system: System) -> None:
    answer = ask(
        system,
        "Tỷ lệ nhà có hố xí hợp vệ sinh: Hòa Giang, Sơn Khê và Tân Bình Nam nơi nào đặt cao nhất?",
    )
    assert answer.text.startswith("**Tân Bình Nam** cao nhất: 99% [3].")
    assert len({citation.document_id for citation in answer.citations}) == 3


def test_a_sentence_that_ends_with_a_colon_may_hold_the_answer(system: System) -> None:
    answer = ask(
        system,
        "Kế hoạch 318-KH/TU được Sơn Khê và bản ông Trịnh Quốc Lâm ký dẫn ra với ngày nào?",
    )
    assert "05/8/2024" in answer.text
    assert "20/8/2024" in answer.text


def test_a_document_that_does_not_say_it_is_said_to_be_silent(system: System) -> None:
    answer = ask(system, "Về xâm nhập mặn thì Hòa Giang ghi sao, Sơn Khê ghi sao?")
    assert answer.status is Status.ANSWERED
    assert "**Sơn Khê**: chưa tìm thấy." in answer.text
    assert {citation.source[:2] for citation in answer.citations} == {"01"}


def test_every_plan_is_asked_where_all_are_meant(system: System) -> None:
    answer = ask(system, "Gắn đồng hồ thông minh: những kế hoạch nào có nói?")
    assert {"01", "02", "03"} <= {citation.source[:2] for citation in answer.citations}
    assert len(answer.text) <= 1_800
