import math

import pytest

from eval import retrieval
from eval.dataset import PassageQuestion, PassageText


def test_measures_by_hand() -> None:
    qrels = {"q1": {"d1": 1}, "q2": {"d1": 1}, "q3": {"d1": 1}}
    run = {"q1": ["d1", "d2"], "q2": ["d2", "d3", "d1"], "q3": ["d2"]}
    found = retrieval.measure(qrels, run)
    assert found["q1"] == {"R@1": 1, "R@5": 1, "R@10": 1, "RR": 1, "nDCG@10": 1}
    third = {"R@1": 0, "R@5": 1, "R@10": 1, "RR": 1 / 3, "nDCG@10": 1 / math.log2(4)}
    assert found["q2"] == pytest.approx(third)
    assert set(found["q3"].values()) == {0.0}


def test_a_query_that_found_nothing_scores_0() -> None:
    found = retrieval.measure({"q1": {"d1": 1}}, {"q1": []})
    assert set(found["q1"].values()) == {0.0}


def test_passages_are_judged_as_the_documents_they_became() -> None:
    questions = [
        PassageQuestion(id="q1", question="Một?", passage_id="p1"),
        PassageQuestion(id="q2", question="Hai?", passage_id="p2"),
    ]
    found = [(questions[0], ("d2", "d1")), (questions[1], ("d3",))]
    first, second = retrieval.judge(found, {"p1": "d1", "p2": "d2"})
    assert (first.ranks, first.scores["RR"]) == ((2,), 0.5)
    assert (second.ranks, second.scores["R@10"]) == ((None,), 0.0)


def test_a_passage_becomes_one_section_with_its_title_first() -> None:
    document = retrieval.as_document(PassageText(id="p1", title="Lớp học", text="Mở khi đủ người."))
    assert document.text == "Lớp học\nMở khi đủ người."
    [section] = document.sections
    assert (section.start, section.end) == (0, len(document.text))
    assert document.header.subject is not None
    assert document.header.subject.value == "Lớp học"
    assert retrieval.as_document(PassageText(id="p2", text="Trần.")).text == "Trần."
