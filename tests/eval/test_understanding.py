import json
from pathlib import Path

import pytest
from pydantic import ValidationError
from rich.console import Console

from eval import understanding
from eval.understanding import Judgement, Labelled, judge, read_documents, read_questions
from index.question.names import MentionKind
from index.question.query import AnswerKind
from tests.index.library_of import invented_library

LIBRARY = invented_library()
SOURCES = {document_id: f"{document_id}.txt" for document_id in "pqds"}


def asked(question: str, type_: str, *docs: str, style: str = "plain") -> Labelled:
    evidence = [{"doc": doc} for doc in docs]
    return Labelled.model_validate(
        {"question": question, "type": type_, "style": style, "evidence": evidence}
    )


QUESTIONS = [
    asked("Sơn Khê phải báo cáo trước ngày nào?", "fact", "d"),
    asked("Sơn Khê giao những nhiệm vụ nào?", "list", "d", style="long"),
    asked("Sơn Khê đạt bao nhiêu phần trăm?", "table", "p"),
    asked("Sơn Khê gửi báo cáo cho ai?", "list"),
]


def test_kinds_are_counted_by_type() -> None:
    judgement = judge(QUESTIONS, LIBRARY, SOURCES)
    assert judgement.kinds["fact", AnswerKind.FACT] == 1
    assert judgement.kinds["list", AnswerKind.FACT] == 1
    assert judgement.right == pytest.approx(0.75)
    assert judgement.styles["long", True] == 1
    assert judgement.styles["plain", False] == 1


def test_what_is_named_is_right_where_the_evidence_stands() -> None:
    judgement = judge(QUESTIONS, LIBRARY, SOURCES)
    assert judgement.named[MentionKind.PLACE, True] == 2
    assert judgement.named[MentionKind.PLACE, False] == 1


def test_no_question_is_no_share() -> None:
    assert Judgement().right == 0.0


def test_questions_are_read_and_a_broken_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"question": "Ai ký?", "type": "fact"}) + "\n\n", encoding="utf-8")
    assert [question.question for question in read_questions(path)] == ["Ai ký?"]
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ValidationError):
        read_questions(path)


def test_the_program_prints_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(
        "KẾ HOẠCH\nCấp nước sạch năm 2031\nI. MỤC TIÊU\n1. Đạt 85%.\n", encoding="utf-8"
    )
    (tmp_path / "hong.docx").write_bytes(b"")
    assert [document.source for document in read_documents([tmp_path])] == ["ke-hoach.txt"]
    path = tmp_path / "q.jsonl"
    line = {"question": "Đạt mấy phần trăm?", "type": "fact", "batch": "b", "evidence": []}
    path.write_text(json.dumps(line), encoding="utf-8")
    batches = tmp_path / "batches.json"
    batches.write_text(json.dumps({"b": ["ke-hoach.txt"]}), encoding="utf-8")
    understanding.main(path, [plan], batches)
    assert "1.000" in capsys.readouterr().out


def test_the_confusion_has_a_row_for_every_type() -> None:
    console = Console(record=True, width=120)
    console.print(understanding.confusion(judge(QUESTIONS, LIBRARY, SOURCES)))
    text = console.export_text()
    assert "0.750" in text
    assert all(f" {type_} " in text for type_ in ("fact", "list", "table"))
