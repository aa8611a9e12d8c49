import json
from pathlib import Path

import pytest
from rich.console import Console

from app.settings import Settings
from eval import gains
from eval.errors import WrongUsage
from tests.fakes import HashingEmbedder

_PLAN = (
    "KẾ HOẠCH\nVề nước sạch\n\nI. MỤC TIÊU\n1. Mục tiêu đến năm 2035\n"
    "- Đạt 72% hộ dân dùng nước sạch.\n- Đạt 95% trường học có nước sạch.\n"
    "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế báo cáo trước ngày 15/11 hằng năm.\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "01_nuoc.txt").write_text(_PLAN, encoding="utf-8")
    return folder


def _gold(folder: Path, kind: str) -> Path:
    question = {
        "id": "1",
        "question": "Lập bảng các chỉ tiêu của kế hoạch",
        "type": kind,
        "answer": "72%; 95%.",
        "must_include": [["72%"], ["95%"]],
        "evidence": [{"doc": "01", "quote": "Đạt 72% hộ dân dùng nước sạch."}],
        "answerable": True,
    }
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(question, ensure_ascii=False), encoding="utf-8")
    return path


def test_each_question_is_asked_without_facts_and_with_them(
    configured: Settings, corpus: Path, tmp_path: Path
) -> None:
    gold = _gold(tmp_path, "table")
    plain = configured.model_copy(update={"fitted": False})
    before, after = gains.both(plain, gold, corpus, embedder=HashingEmbedder())
    first = [run.configuration["system"]["settings"]["facts_first"] for run in (before, after)]
    assert first == [False, True]
    assert "| 95% [" in after.rows[0].answer
    assert before.rows[0].answer != after.rows[0].answer
    console = Console(record=True, width=200)
    console.print(gains.render(before, after, failures=True))
    assert "table" in console.export_text()


def test_a_file_without_such_questions_is_refused(
    configured: Settings, corpus: Path, tmp_path: Path
) -> None:
    with pytest.raises(WrongUsage, match="table"):
        gains.both(configured, _gold(tmp_path, "fact"), corpus, ["table"])
