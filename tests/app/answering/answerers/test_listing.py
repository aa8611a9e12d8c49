"""Lists asked of the sample plans."""

import pytest

from app.answering.answer import Answer, Status
from app.bootstrap import System
from app.service import Ask
from index.ports import EVERYTHING


def ask(system: System, question: str) -> Answer:
    answer = system.answering.ask(Ask(question), EVERYTHING)
    assert answer.status is Status.ANSWERED
    return answer


def paths(answer: Answer) -> set[tuple[str, ...]]:
    return {citation.section_path for citation in answer.citations}


def test_a_bodys_tasks_are_its_own_item_of_the_part_named(system: System) -> None:
    question = "Các UBND huyện, thành phố ở Hòa Giang được giao việc gì trong tổ chức thực hiện?"
    answer = ask(system, question)
    assert paths(answer) == {("V", "8")}
    assert len(answer.citations) == 3


@pytest.mark.xfail(reason="what is read for a list of bodies stops after the first ones")
def test_which_bodies_have_tasks_is_the_whole_part(system: System) -> None:
    answer = ask(
        system, "Những cơ quan nào được giao việc trong phần tổ chức thực hiện của Hòa Giang?"
    )
    assert {("V", "1"), ("V", "8")} <= paths(answer)


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Cho xin hết các chỉ tiêu 2030 về cấp nước sạch của Hòa Giang", ("II", "2", "a")),
        ("Cho xin hết các chỉ tiêu 2030 về vệ sinh môi trường của Hòa Giang", ("II", "2", "b")),
    ],
)
def test_targets_are_those_of_the_field_named(
    system: System, question: str, path: tuple[str, ...]
) -> None:
    answer = ask(system, question)
    assert paths(answer) == {path}
    assert len(answer.citations) >= 3


def test_a_sentence_that_enumerates_names_is_shown_whole(system: System) -> None:
    answer = ask(system, "Sơn Khê làm mới những công trình liên xã nào?")
    for name in ("Nà Luông", "Khê Thượng", "Mường Chạt"):
        assert name in answer.text


@pytest.mark.parametrize("question", ["Hòa Giang gồm những nhiệm vụ, giải pháp chủ yếu nào?"])
def test_no_heading_stands_alone_as_an_item(system: System, question: str) -> None:
    answer = ask(system, question)
    assert all(len(citation.quote) > 60 for citation in answer.citations)
    assert len(answer.text) <= 3_000
