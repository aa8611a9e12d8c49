"""What decides beside probabilities is fitted, and kept where nothing is clearly better."""

from dataclasses import replace

from app.answering.siding import Sides
from app.answering.weighing import shipped
from eval.dataset import Question
from eval.fit.answers import START, Remembered, Replayed, fit, fit_sides
from index.question.understanding import understand
from index.retrieval.readers.port import Reading, ReadStatement
from index.retrieval.statements import split
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)


ROADS = "Ở Lạc Sơn Đông có bao nhiêu phần trăm đường xã được trải nhựa?"


def replayed(own: float, other: float, at: int = 0) -> Replayed:
    """Return a question of one plan, and how probable its statement and the other plan's are."""
    query = understand(ROADS, LIBRARY)
    found = plans.found(HELD, "trải nhựa")
    told = []
    for scored in found:
        passage = scored.passage
        for part in split(passage.text):
            text = passage.text[part.start : part.end]
            chance = own if "87,5%" in text else other if "92%" in text else 0.001
            span = passage.start + part.start, passage.start + part.end
            told.append(ReadStatement(passage.id, passage.document_id, *span, chance))
    told.sort(key=lambda each: -each.probability)
    quote = "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông."
    question = {
        "id": f"T{at}",
        "question": ROADS,
        "type": "fact",
        "answer": "87,5%.",
        "must_include": [["87,5%"]],
        "evidence": [{"doc": "so-0", "section": "I > 1", "quote": quote}],
        "answerable": True,
    }
    return Replayed(
        Question.model_validate(question),
        f"g{at % 2}",
        query,
        LIBRARY,
        {plan.id: plan for plan in HELD},
        tuple(found),
        plans.alike(found, "trải nhựa"),
        Reading(tuple(told), 0.95),
        Remembered(LIBRARY),
    )


def test_another_share_is_taken_where_it_answers_clearly_better() -> None:
    """Named documents whose statement is a fiftieth as probable are right after all."""
    fitted, scores = fit([replayed(0.018, 0.9, at) for at in range(4)])
    assert fitted.weighing.named == 0.01
    assert scores["correct"] == 1.0
    assert replace(fitted.weighing, named=shipped().named) == shipped()


def test_what_stands_is_kept_where_nothing_is_better() -> None:
    fitted, scores = fit([replayed(0.5, 0.9, at) for at in range(4)], START)
    assert fitted.weighing == shipped()
    assert scores["correct"] == 1.0


def test_further_questions_tell_yes_from_no() -> None:
    asked = [
        ("Hộ bán đất có được vay không?", "Không.", "Hộ đã bán đất không được vay vốn."),
        ("Hộ nghèo có được vay không?", "Có.", "Hộ nghèo được vay vốn làm nhà."),
    ]
    whether = [
        Question.model_validate(
            {
                "id": f"W{at}",
                "question": question,
                "type": "yes_no",
                "answer": answer,
                "must_include": [],
                "evidence": [{"doc": "so-0", "section": "I", "quote": quote}],
                "answerable": True,
            }
        )
        for at, (question, answer, quote) in enumerate(asked)
    ]
    told = fit_sides([], whether)
    assert told.yes(*asked[1][::2]) > told.yes(*asked[0][::2])
    assert fit_sides([], whether[:1]) == Sides(0.0, {})
