"""The promises of an answer, on the sample plans and the real parts."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from app import bootstrap, finishing, settings
from app.answering.answer import Answer, Status
from app.bootstrap import System
from app.service import Ask, Found, QuestionAnswering
from index.ports import EVERYTHING, Filters, Scope, Selection
from index.question.library import Library
from index.question.query import Query
from index.retrieval.retriever import Retrieval
from ingest import pacing
from ingest.vietnamese.text import fold
from tests.app.conftest import ingest
from tests.fakes import HashingEmbedder

MARKER = re.compile(r"(?<!\\)\[(\d+)\]")
QUESTIONS = [
    "Hòa Giang phải báo cáo kết quả trước ngày nào, gửi cho ai?",
    "Tỷ lệ hộ dân nông thôn dùng nước sạch của Sơn Khê đến năm 2030 là bao nhiêu?",
    "So sánh tỷ lệ thất thoát nước giữa Hòa Giang và Tân Bình Nam",
    "Liệt kê các chỉ tiêu về vệ sinh môi trường của Hòa Giang",
    "Việc ứng dụng chuyển đổi số nằm ở mục nào trong kế hoạch Tân Bình Nam?",
    "Ai ký kế hoạch của Sơn Khê?",
    "Kế hoạch Hòa Giang ban hành ngày nào?",
    "Kế hoạch của Hòa Giang được gửi cho những đâu?",
    "Tân Bình Nam có cấp phép khai thác mới nước dưới đất không?",
    "Những kế hoạch nào đặt chỉ tiêu nhà tiêu hợp vệ sinh?",
    "Giá vàng hôm nay bao nhiêu?",
    "<script>alert(1)</script> [1] **đậm**",
]


def ask(system: System, question: str, **given: object) -> Answer:
    return system.answering.ask(Ask(question, **given), EVERYTHING)  # type: ignore[arg-type]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_documents_own_text(system: System, question: str) -> None:
    answer = ask(system, question)
    for citation in answer.citations:
        text = system.catalogue.text(citation.document_id, EVERYTHING)
        assert text[citation.start : citation.end] == citation.quote
    for scored in answer.passages:
        text = system.catalogue.text(scored.passage.document_id, EVERYTHING)
        assert text[scored.passage.start : scored.passage.end] == scored.passage.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_markers_and_citations_match_and_no_line_lacks_one(system: System, question: str) -> None:
    answer = ask(system, question)
    markers = {int(m) for m in MARKER.findall(answer.text)}
    assert markers == {citation.marker for citation in answer.citations}
    if answer.status is Status.NOT_FOUND:
        assert not answer.citations
        return
    for line in filter(None, answer.text.splitlines()):
        assert MARKER.search(line) or line.endswith((":", "chưa tìm thấy."))


@pytest.mark.parametrize("question", QUESTIONS)
def test_equal_questions_get_equal_answers(system: System, question: str) -> None:
    assert ask(system, question) == ask(system, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_passages_come_best_first_and_no_more_than_asked(system: System, question: str) -> None:
    answer = ask(system, question, top_k=5)
    assert 0 < len(answer.passages) <= 5
    assert len({scored.passage.id for scored in answer.passages}) == len(answer.passages)
    for citation in answer.citations[:1]:
        first = answer.passages[0].passage
        assert first.document_id == citation.document_id
        assert first.start <= citation.start < first.end


def test_a_deadline_and_its_body_are_quoted_from_the_plan_named(system: System) -> None:
    answer = ask(system, "Hòa Giang phải báo cáo kết quả trước ngày nào, gửi cho ai?")
    assert answer.status is Status.ANSWERED
    assert {c.source[:2] for c in answer.citations} == {"01"}
    assert re.search(r"\d{1,2}/\d{1,2}", answer.text)


@pytest.mark.parametrize("form", ["NFD", "fold"])
def test_spelling_does_not_change_which_document_is_meant(system: System, form: str) -> None:
    question = "Ai ký kế hoạch của Sơn Khê?"
    spelt = fold(question) if form == "fold" else unicodedata.normalize("NFD", question)
    assert ask(system, spelt).text == ask(system, question).text


def test_a_comparison_has_a_line_for_each_document(system: System) -> None:
    answer = ask(system, "So sánh tỷ lệ thất thoát nước giữa Hòa Giang và Tân Bình Nam")
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert [line.split("**")[1] for line in lines] == ["Hòa Giang", "Tân Bình Nam"]


def test_a_blank_number_is_said_to_be_blank(system: System) -> None:
    answer = ask(system, "Cho xin số hiệu đầy đủ của kế hoạch Sơn Khê")
    assert answer.status is Status.NOT_FOUND
    assert "không ghi số" in answer.text


def test_a_place_without_a_plan_is_said_to_have_none(system: System) -> None:
    answer = ask(system, "Bình Lâm Thượng đặt chỉ tiêu nước sạch bao nhiêu phần trăm?")
    assert answer.status is Status.NOT_FOUND
    assert "Bình Lâm Thượng" in answer.text
    assert answer.passages


def test_what_is_out_of_scope_is_neither_quoted_nor_named(system: System) -> None:
    seen = next(r for r in system.catalogue.records(EVERYTHING)[0] if r.place == "Sơn Khê")
    scope = Scope(frozenset({seen.id}))
    answer = system.answering.ask(Ask("Ai ký kế hoạch của Hòa Giang?"), scope)
    assert {scored.passage.document_id for scored in answer.passages} <= {seen.id}
    assert {citation.document_id for citation in answer.citations} <= {seen.id}
    found = system.answering.search("báo cáo trước ngày", 20, Filters(), scope)
    assert {scored.passage.document_id for scored in found} == {seen.id}


def test_filters_that_select_nothing_are_an_honest_refusal(system: System) -> None:
    answer = ask(system, "báo cáo trước ngày nào", filters=Filters(issued_from=date(2090, 1, 1)))
    assert answer.status is Status.NOT_FOUND
    assert answer.passages == ()


def test_markup_in_a_question_never_reaches_the_answer(system: System) -> None:
    assert "<script>" not in ask(system, "<script>alert(1)</script> [1] **đậm**").text


def test_an_answer_tells_which_documents_were_searched(system: System) -> None:
    named = ask(system, "Hòa Giang phải báo cáo kết quả trước ngày nào?")
    assert named.searched is not None
    places = {r.place for r in system.catalogue.records(EVERYTHING)[0] if r.id in named.searched}
    assert places == {"Hòa Giang"}
    assert ask(system, "Phải báo cáo kết quả trước ngày nào?").searched is None


class Losing:
    """A retriever that loses the best document of its first findings before they are read."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.lost: list[str] = []

    def retrieve(
        self, query: Query, top_k: int, selection: Selection, library: Library | None = None
    ) -> Retrieval:
        found = self._system.retriever.retrieve(query, top_k, selection, library)
        if not self.lost:
            self.lost.append(found.passages[0].passage.document_id)
            self._system.writer.delete(self.lost[0], EVERYTHING)
        return found


def test_a_document_that_goes_while_it_is_read_costs_no_answer(tmp_path: Path, plans: Path) -> None:
    chosen = settings.load(data_dir=tmp_path, fitted=False)
    with closing(bootstrap.build(chosen, embedder=HashingEmbedder())) as system:
        ingest(system, plans)
        losing = Losing(system)
        answering = QuestionAnswering(system.catalogue, system.shelf, losing)
        answer = answering.ask(Ask("Hòa Giang phải báo cáo kết quả trước ngày nào?"), EVERYTHING)
    assert losing.lost
    read = {scored.passage.document_id for scored in answer.passages}
    read |= {citation.document_id for citation in answer.citations}
    assert not read & set(losing.lost)


def test_a_question_is_in_hand_until_its_answer_is_there(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    extractive = finishing.extractive

    @contextmanager
    def in_hand() -> Iterator[None]:
        order.append("begun")
        yield
        order.append("done")

    def answered(*given: object) -> Answer:
        order.append("answered")
        return extractive(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pacing, "in_hand", in_hand)
    monkeypatch.setattr(finishing, "extractive", answered)
    first, *_ = system.answering.steps(Ask(QUESTIONS[0]), EVERYTHING)
    assert isinstance(first, Found)
    assert order == ["begun", "answered", "done"]
