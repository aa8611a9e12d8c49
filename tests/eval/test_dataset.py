import json
from pathlib import Path

import pytest

from eval import dataset
from eval.errors import DatasetInvalid

GOLD = {
    "id": "T1",
    "question": "Ai ký?",
    "type": "fact",
    "answer": "Lò Văn Thắm.",
    "must_include": [["Lò Văn Thắm"]],
    "evidence": [{"doc": "02", "section": "II > 2 > a", "quote": "Lò Văn Thắm"}],
    "answerable": True,
    "docs_in_question": ["02"],
}
PASSAGE = {"id": "p1", "title": "", "text": "Nước sạch."}


def write(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_gold_is_read_with_its_section_path(tmp_path: Path) -> None:
    [question] = dataset.load_gold(write(tmp_path / "gold.jsonl", GOLD))
    assert question.evidence[0].section_path == ("II", "2", "a")
    assert question.evidence_mode == "all"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"question": ""}, "question không được để trống"),
        ({"question": "a" * 2001}, "question dài quá 2000 ký tự"),
        ({"must_include": None}, "must_include phải là danh sách"),
        ({"must_include": [[]]}, "must_include"),
        ({"evidence_mode": "some"}, "evidence_mode"),
        ({"evidence": []}, "không nêu evidence"),
        ({"answerable": False}, "không trả lời được nhưng"),
        ({"evidence": [{"doc": "02", "section": "II"}]}, "quote còn thiếu"),
    ],
)
def test_a_wrong_question_is_named_by_file_and_line(
    tmp_path: Path, change: dict[str, object], problem: str
) -> None:
    path = write(tmp_path / "gold.jsonl", GOLD, GOLD | {"id": "T2"} | change)
    with pytest.raises(DatasetInvalid, match=rf"gold\.jsonl, dòng 2: .*{problem}"):
        dataset.load_gold(path)


def test_what_is_not_quoted_has_no_evidence(tmp_path: Path) -> None:
    held = GOLD | {"type": "catalogue", "evidence": []}
    [question] = dataset.load_gold(write(tmp_path / "gold.jsonl", held))
    assert question.answerable
    with pytest.raises(DatasetInvalid, match="evidence phải để trống"):
        dataset.load_gold(write(tmp_path / "gold.jsonl", GOLD | {"type": "talk"}))


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match="dòng 2: trùng id 'T1' với dòng 1"):
        dataset.load_gold(write(tmp_path / "gold.jsonl", GOLD, GOLD))


def test_what_is_not_json_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(DatasetInvalid, match="dòng 1: không phải JSON"):
        dataset.load_gold(tmp_path / "gold.jsonl")
    with pytest.raises(DatasetInvalid, match="không đọc được"):
        dataset.load_gold(tmp_path / "absent.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(DatasetInvalid, match="không có câu hỏi"):
        dataset.load_gold(tmp_path / "empty.jsonl")


def test_passage_set(tmp_path: Path) -> None:
    passages = write(tmp_path / "p.jsonl", PASSAGE)
    questions = [{"id": f"q{n}", "question": "?", "passage_id": f"p{n}"} for n in (1, 2)]
    known = write(tmp_path / "q.jsonl", questions[0])
    found = dataset.load_passage_set(passages, known)
    assert (found.path, len(found.passages), found.questions[0].answers) == (known, 1, [])
    unknown = write(tmp_path / "r.jsonl", *questions)
    with pytest.raises(DatasetInvalid, match="dòng 2: đoạn 'p2' không có"):
        dataset.load_passage_set(passages, unknown)


def test_squad_joins_equal_contexts_and_leaves_out_the_impossible(tmp_path: Path) -> None:
    def paragraph(context: str, *qas: dict[str, object]) -> dict[str, object]:
        return {"context": context, "qas": list(qas)}

    given: dict[str, object] = {"id": "1", "question": "Ở đâu?", "answers": [{"text": "Huế"}]}
    paragraphs = [
        paragraph("Ở Huế.", given),
        paragraph("Ở Huế.", given | {"id": "2"}),
        paragraph("Khác.", {"id": "3", "question": "?", "answers": [], "is_impossible": True}),
    ]
    path = write(tmp_path / "s.json", {"data": [{"title": "Huế", "paragraphs": paragraphs}]})
    found = dataset.load_squad(path)
    assert [passage.text for passage in found.passages] == ["Ở Huế.", "Khác."]
    assert [(q.id, q.passage_id, q.answers) for q in found.questions] == [
        ("1", "p00001", ["Huế"]),
        ("2", "p00001", ["Huế"]),
    ]


@pytest.mark.parametrize("shape", [{"data": [{}]}, [], {"data": [{"paragraphs": [{"qas": []}]}]}])
def test_what_is_not_squad_is_refused(tmp_path: Path, shape: object) -> None:
    with pytest.raises(DatasetInvalid, match="không theo mẫu SQuAD"):
        dataset.load_squad(write(tmp_path / "s.json", shape))
