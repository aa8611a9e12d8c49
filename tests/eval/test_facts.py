import json
from pathlib import Path

import pytest

from eval import facts, facts_report
from eval.errors import CorpusRejected, DatasetInvalid, WrongUsage
from ingest.facts.model import FactKind
from tests.ingest.facts.reading_of import HEAD

_BODY = (
    "II. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2035\n- Tỷ lệ lò nung bằng khí đạt 80,5%.\n"
    "III. NHIỆM VỤ\n1. Sở Công Thương chủ trì mở lớp dạy nghề; kiểm tra chất lượng lớp học.\n"
    "2. Sở Xây dựng hoàn thành quy hoạch cụm làng nghề trước ngày 30/6/2032.\n"
    "3. Sở Y tế tổ chức khám sức khỏe cho thợ gốm tại các làng nghề.\n"
)
_FACTS: list[dict[str, object]] = [
    {"kind": "indicator", "value": "80,5", "quote": "Tỷ lệ lò nung bằng khí đạt 80,5%."},
    {"kind": "task", "lead": ["Sở Công Thương"], "quote": "Sở Công Thương chủ trì mở lớp dạy nghề"},
    {
        "kind": "task",
        "lead": ["Sở Xây dựng"],
        "quote": "Sở Xây dựng hoàn thành quy hoạch cụm làng nghề trước ngày 30/6/2032.",
    },
    {"kind": "deadline", "due": "30/6/2032", "quote": "cụm làng nghề trước ngày 30/6/2032."},
    {"kind": "deadline", "due": "15/12 hằng năm", "quote": "Sở Công Thương chủ trì"},
]  # fmt: skip


def _written(folder: Path, name: str = "plan.md") -> Path:
    (folder / name).write_text(HEAD + _BODY, encoding="utf-8")
    gold = folder / "facts.jsonl"
    lines = [json.dumps({"doc": name, **fact}, ensure_ascii=False) for fact in _FACTS]
    gold.write_text("\n".join(lines), encoding="utf-8")
    return gold


def test_facts_are_scored_by_kind(tmp_path: Path) -> None:
    gold = facts.load(_written(tmp_path))
    (result,) = facts.score(gold, [tmp_path])
    indicator, task, deadline = (result.scores[kind.value] for kind in facts.SCORED)
    assert (indicator.precision, indicator.recall) == (1.0, 1.0)
    assert (task.gold, task.right) == (2, 2)
    assert task.predicted == 3, "the task of no gold counts, the further clause of one does not"
    assert (deadline.gold, deadline.right, deadline.predicted) == (2, 1, 1)
    assert {(wrong.kind, wrong.missed) for wrong in result.wrong} == {
        (FactKind.TASK, False),
        (FactKind.DEADLINE, True),
    }


def test_a_quote_much_longer_than_the_gold_one_meets_nothing(tmp_path: Path) -> None:
    gold = facts.load(_written(tmp_path))
    wanted = gold["plan.md"][1]
    wanted["quote"] = "Sở Công Thương"
    (result,) = facts.score({"plan.md": [wanted]}, [tmp_path])
    assert result.scores["task"].right == 1
    long = facts.Gold("plan.md", FactKind.TASK, wanted, ((0, 10),), in_row=False)
    from ingest.facts.model import Task

    task = Task(start=0, end=10 * 2 + 100, path=(), lead=("Sở Công Thương",), what="")
    assert facts.meets(long, task)
    assert not facts.meets(long, Task(start=0, end=121, path=(), lead=task.lead, what=""))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("trong 05 (năm) ngày làm việc (40 giờ làm việc)", "trong 05 ngày làm việc", True),
        ("trước ngày 05/12/2031", "5/12/2031", True),
        ("15/12 hằng năm", "ngày 15/12 hàng năm", True),
        ("hằng năm", "20/11 hằng năm", False),
        ("Quý II/2031", "Quý III/2031", False),
        ("nếu có khó khăn, vướng mắc", "khi có vướng mắc", True),
    ],
)
def test_times_are_the_same_however_written(one: str, other: str, *, same: bool) -> None:
    assert facts.same_time(one, other) is same


def test_documents_that_only_measure_tell_no_errors(tmp_path: Path) -> None:
    gold = _written(tmp_path)
    groups = facts_report.score(gold, [tmp_path], ["other"])
    assert set(groups) == {facts_report.MEASURING}
    assert not groups[facts_report.MEASURING].wrong
    facts_report.save(groups, tmp_path / "scores.json")
    saved = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert saved[facts_report.MEASURING]["shares"]["indicator"]["recall"] == 1.0


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    gold = _written(tmp_path)
    with pytest.raises(WrongUsage):
        facts_report.score(gold, [], [])
    (tmp_path / "plan.md").unlink()
    with pytest.raises(CorpusRejected):
        facts_report.score(gold, [tmp_path], [])
    gold.write_text('{"doc": "x"}\n', encoding="utf-8")
    with pytest.raises(DatasetInvalid):
        facts.load(gold)


@pytest.mark.parametrize(("shifted", "found"), [(True, 1), (False, 0)])
def test_a_row_below_wrong_heads_is_found_by_its_values(
    tmp_path: Path, *, shifted: bool, found: int
) -> None:
    rows = "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Xây lò nung bằng khí | Sở Y tế |\n"
    text = f"{HEAD}{_BODY}\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{rows}"
    (tmp_path / "plan.md").write_text(text, encoding="utf-8")
    gold = {
        "kind": "task",
        "lead": ["Sở Y tế"],
        "quote": "Nhiệm vụ: 1; Chủ trì: Xây lò nung bằng khí; Sản phẩm: Sở Y tế",
        "shifted_row": shifted,
    }
    (result,) = facts.score({"plan.md": [gold]}, [tmp_path])
    assert result.scores["task"].right == found
