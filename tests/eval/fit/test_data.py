import json
from pathlib import Path

import pytest

from eval.errors import DatasetInvalid
from eval.fit import data
from eval.fit.data import Letters, load, statement_spans

TEXT = (
    "Điều 1. Mục tiêu\nTỷ lệ hộ dùng nước sạch: 85 %; giảm thất thoát.\nSTT: 1; Đơn vị: Phòng Y tế"
)


def test_a_quote_is_found_by_letters_and_digits() -> None:
    [span] = Letters(TEXT).find("tỷ lệ hộ dùng\nnước sạch – 85%")
    assert TEXT[slice(*span)] == "Tỷ lệ hộ dùng nước sạch: 85"


def test_a_row_is_found_by_its_cells() -> None:
    spans = list(Letters(TEXT).find("1 | Phòng Y tế | Tỷ lệ hộ dùng nước sạch"))
    assert [TEXT[slice(*span)] for span in spans] == ["Phòng Y tế", "Tỷ lệ hộ dùng nước sạch"]


def test_a_piece_that_stands_in_two_places_tells_neither() -> None:
    assert list(Letters("Sở Y tế lập dự toán. Sở Y tế báo cáo.").find("Sở Y tế chủ trì")) == []


def test_every_evidence_of_the_sample_is_found(gold: Path, plans: Path) -> None:
    examples = [example for held in load([gold], [plans]) for example in held.examples]
    assert len(examples) > 40
    assert [
        e.id
        for e in examples
        if e.answerable and not e.evidence and e.type not in {"catalogue", "talk"}
    ] == []


def test_evidence_lies_in_a_passage_and_in_statements_of_it(gold: Path, plans: Path) -> None:
    for held in load([gold], [plans]):
        for example in held.examples:
            if example.evidence:
                holding = [passage for passage in held.passages if example.held_by(passage)]
                assert holding, example.id
                assert any(
                    example.stated_by(passage.document_id, span)
                    for passage in holding
                    for span in statement_spans(passage)
                ), example.id


def test_questions_of_one_document_stay_together(gold: Path, plans: Path) -> None:
    owners: dict[str, set[str]] = {}
    for held in load([gold], [plans]):
        for example in held.examples:
            if example.evidence:
                owners.setdefault(example.evidence[0].document_id, set()).add(held.name)
    assert len(owners) > 1
    assert all(len(names) == 1 for names in owners.values())


def test_sets_say_what_is_loaded_together(tmp_path: Path, plans: Path) -> None:
    first = sorted(path.name for path in plans.iterdir())[0]
    asked = {"id": "q", "batch": "a", "question": "Ai ký?", "type": "fact", "answerable": False}
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(asked), encoding="utf-8")
    sets = tmp_path / "sets.json"
    sets.write_text(json.dumps({"a": [first]}), encoding="utf-8")
    [held] = load([questions], [plans], sets)
    assert [document.source for document in held.documents] == [first]
    sets.write_text(json.dumps({"b": [first]}), encoding="utf-8")
    with pytest.raises(DatasetInvalid):
        load([questions], [plans], sets)


def test_a_line_that_is_no_question_is_named(tmp_path: Path, plans: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "q"}\n', encoding="utf-8")
    with pytest.raises(DatasetInvalid, match=r"questions\.jsonl"):
        data.load([path], [plans])
