from typing import Any

import pytest

from app.wire.answers import AnswerOut
from eval import answers
from eval.dataset import Question
from eval.errors import CorpusRejected
from eval.runs import SCORES, Row
from tests.eval.replies import BESIDE

TEXT = "1. Đạt 72% hộ dân.\n2. Báo cáo trước ngày 15/11 hằng năm."
FIRST = ("II", "1")
SECOND = ("II", "2")


def question(**change: Any) -> Question:  # noqa: ANN401 - any field of a question
    given: dict[str, Any] = {
        "id": "T1",
        "question": "Bao nhiêu hộ?",
        "type": "fact",
        "answer": "72%.",
        "must_include": [["72%"]],
        "evidence": [{"doc": "01", "section": "II > 1", "quote": "Đạt 72% hộ dân."}],
        "answerable": True,
    }
    return Question.model_validate(given | change)


SILENT = {
    "must_include": [["không nêu"]],
    "evidence": [],
    "answerable": False,
    "type": "unanswerable",
}


def citation(quote: str, path: tuple[str, ...], source: str = "01.txt") -> dict[str, Any]:
    start = TEXT.index(quote)
    return {
        "marker": 1,
        "document_id": "d1",
        "source": source,
        "title": "Kế hoạch",
        "number": None,
        "issuer": None,
        "issued_on": None,
        "section_path": path,
        "section_title": "",
        "page": None,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "score": 0.5,
    }


def passage(text: str, path: tuple[str, ...], source: str = "01.txt") -> dict[str, Any]:
    start = TEXT.index(text)
    return {
        "passage_id": f"p{start}",
        "document_id": "d1",
        "source": source,
        "section_path": path,
        "section_title": "",
        "page": None,
        "text": text,
        "start": start,
        "end": start + len(text),
        "scores": {"dense": None, "lexical": None, "fused": 1.0},
    }


ONE, TWO = TEXT.split("\n")


def reply(**change: Any) -> AnswerOut:  # noqa: ANN401 - any field of an answer
    given: dict[str, Any] = {
        "id": "a1",
        "question": "?",
        "status": "answered",
        "mode": "extractive",
        "answer": "**72%** hộ dân [1].",
        "confidence": 0.8,
        "citations": [citation("Đạt 72% hộ dân.", FIRST)],
        "passages": [passage(TWO, SECOND), passage(ONE, FIRST)],
        "timings_ms": {"embed": 4.0},
    }
    return AnswerOut.model_validate(BESIDE | given | change)


NOT_FOUND = {"status": "not_found", "answer": "Văn bản không nêu.", "citations": []}


def judge(asked: Question, replied: AnswerOut) -> Row:
    def text_of(document_id: str) -> str:
        assert document_id == "d1"
        return TEXT

    return answers.judge(asked, replied, 12.0, text_of)


def test_a_right_answer_has_every_score() -> None:
    row = judge(question(), reply())
    assert row.scores == {
        "evidence_recall@1": 0.0,  # the evidence stands in the second passage
        "evidence_recall@5": 1.0,
        "evidence_recall@10": 1.0,
        "mrr": 0.5,
        "citation_recall": 1.0,
        "citation_precision": 1.0,
        "first_citation": 1.0,
        "contained": 1.0,
        "section": 1.0,
        "false_refusal": 0.0,
        "correct": 1.0,
        "verbatim": 1.0,
    }
    assert (row.failures, row.latency_ms, row.embed_ms) == ((), 12.0, 4.0)


def test_every_score_is_explained() -> None:
    scores = judge(question(), reply()).scores | judge(question(**SILENT), reply()).scores
    assert set(scores) <= set(SCORES)


def test_the_same_words_in_another_document_are_no_evidence() -> None:
    other = "02.txt"
    row = judge(
        question(),
        reply(
            citations=[citation("Đạt 72% hộ dân.", FIRST, other)],
            passages=[passage(ONE, FIRST, other)],
        ),
    )
    assert row.scores["evidence_recall@10"] == 0.0
    assert row.scores["citation_recall"] == 0.0
    assert row.scores["citation_precision"] == 0.0
    assert "section" not in row.scores
    assert row.failures == ("không trích bằng chứng", "không có bằng chứng trong 10 đoạn đầu")


TWO_EVIDENCES = [
    {"doc": "01", "section": "II > 1", "quote": "Đạt 72% hộ dân."},
    {"doc": "01", "section": "II > 2", "quote": "trước ngày 15/11 hằng năm"},
]


@pytest.mark.parametrize(("mode", "recall", "at_1"), [("all", 0.5, 0.5), ("any", 1.0, 1.0)])
def test_evidence_mode(mode: str, recall: float, at_1: float) -> None:
    asked = question(evidence=TWO_EVIDENCES, evidence_mode=mode)
    scores = judge(asked, reply()).scores
    assert scores["citation_recall"] == recall
    assert scores["evidence_recall@1"] == at_1
    assert scores["evidence_recall@5"] == 1.0


def test_precision_and_section_are_of_the_citations() -> None:
    cited = [citation("Đạt 72% hộ dân.", SECOND), citation("Báo cáo trước", SECOND)]
    scores = judge(question(), reply(citations=cited)).scores
    assert scores["citation_precision"] == 0.5
    assert scores["section"] == 0.0


def test_a_false_refusal() -> None:
    row = judge(question(), reply(**NOT_FOUND))
    assert (row.scores["false_refusal"], row.scores["correct"]) == (1.0, 0.0)
    assert row.scores["citation_recall"] == 0.0
    assert "citation_precision" not in row.scores
    assert row.failures == ("từ chối dù văn bản có nêu", "thiếu “72%”")


@pytest.mark.parametrize(
    ("change", "refused", "correct"),
    [
        (NOT_FOUND, 1.0, 1.0),
        (NOT_FOUND | {"answer": "Xin lỗi."}, 1.0, 0.0),
        ({"answer": "Văn bản không nêu [1]."}, 0.0, 0.0),
    ],
)
def test_a_question_without_answer(change: dict[str, Any], refused: float, correct: float) -> None:
    scores = judge(question(**SILENT), reply(**change)).scores
    assert scores == {"refused": refused, "correct": correct, "verbatim": 1.0}


@pytest.mark.parametrize(
    ("kind", "length", "correct"),
    [
        ("fact", 500, 1.0),
        ("fact", 501, 0.0),
        ("locate", 501, 0.0),
        ("compare", 1_200, 1.0),
        ("compare", 1_201, 0.0),
        ("summary", 2_001, 0.0),
        ("list", 2_500, 1.0),
        ("list", 2_501, 0.0),
    ],
)
def test_longer_than_a_reader_accepts_is_wrong(kind: str, length: int, correct: float) -> None:
    row = judge(question(type=kind), reply(answer="72% " + "a" * (length - 4)))
    assert row.scores["correct"] == correct


@pytest.mark.parametrize(("path", "correct"), [(FIRST, 1.0), (("II",), 0.0), (SECOND, 0.0)])
def test_where_is_right_only_with_its_section(path: tuple[str, ...], correct: float) -> None:
    asked = question(type="locate")
    row = judge(asked, reply(citations=[citation("Đạt 72% hộ dân.", path)]))
    assert row.scores["correct"] == correct


def test_yes_no_is_right_only_on_its_side() -> None:
    asked = question(type="yes_no", answer="Có, 72%.")
    assert judge(asked, reply(answer="**Có**, 72% [1].")).scores["correct"] == 1.0
    assert judge(asked, reply(answer="Không, 72% [1].")).scores["correct"] == 0.0


def test_a_quote_that_is_not_the_text_is_found_out() -> None:
    shifted = citation("Đạt 72% hộ dân.", FIRST) | {"start": 0, "end": 15}
    row = judge(question(), reply(citations=[shifted]))
    assert row.scores["verbatim"] == pytest.approx(2 / 3)  # one citation of three claims
    assert row.failures == ("có trích dẫn không đúng nguyên văn",)


def test_a_pasted_passage_finds_and_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONGEST_PASSAGE", len(ONE) - 1)
    monkeypatch.setattr(answers, "LONGEST_QUOTE", len("Đạt 72% hộ dân.") - 1)
    row = judge(question(), reply())
    assert row.scores["evidence_recall@10"] == 0.0
    assert row.scores["first_citation"] == 0.0
    assert "không trích bằng chứng" in row.failures


def test_an_evidence_without_a_section_is_not_scored_for_it() -> None:
    asked = question(evidence=[{"doc": "01", "quote": "Đạt 72% hộ dân."}], type="locate")
    row = judge(asked, reply())
    assert "section" not in row.scores
    assert row.scores["correct"] == 1.0


def test_a_corpus_without_the_file_is_refused() -> None:
    answers.require_sources([question(), question(**SILENT)], ["01_ke_hoach.txt"])
    with pytest.raises(CorpusRejected, match=r"T1.*“01”"):
        answers.require_sources([question()], ["02_ke_hoach.txt"])
