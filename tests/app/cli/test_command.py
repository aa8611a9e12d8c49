"""The command as a person runs it: a process of its own, on the real parts."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.settings import Settings
from app.wire.answers import AnswerOut, PassagesOut
from app.wire.documents import DocumentDetail, DocumentsOut
from app.wire.facts import FactsOut

HOIDAP = (sys.executable, "-m", "app.cli.command")
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Arguments|Show|default|required)\b")
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def environment(model: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOIDAP_EMBEDDING_MODEL": str(model),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HOIDAP, *arguments],
        env=environment,
        cwd=environment.get("CWD", "."),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )


def test_ingest_reports_every_file(
    environment: dict[str, str], tmp_path: Path, plans: Path
) -> None:
    folder = tmp_path / "vào"
    folder.mkdir()
    (folder / "1.txt").write_bytes((plans / "01_ke_hoach_hoa_giang.txt").read_bytes())
    (folder / "2.txt").write_bytes(b"")
    data = ("--data-dir", str(tmp_path / "data"))
    partly = run(environment, "ingest", str(folder), *data, "--json")
    assert partly.returncode == 3, partly.stderr
    lines = [json.loads(line) for line in partly.stdout.splitlines()]
    assert [(line["source"], line["state"]) for line in lines] == [
        ("1.txt", "added"),
        ("2.txt", "rejected"),
    ]
    assert lines[1]["reason"]
    assert "Traceback" not in partly.stderr

    (folder / "2.txt").unlink()
    again = run(environment, "ingest", str(folder), *data)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "1 tệp: 0 mới, 0 thay bản cũ, 1 không đổi, 0 bị từ chối.\n"

    listed = run(environment, "documents", "list", *data, "--json")
    (entry,) = DocumentsOut.model_validate_json(listed.stdout).documents
    assert entry.id == lines[0]["document_id"]


@pytest.mark.slow
def test_a_document_is_reread_corrected_tagged_and_deleted_here(
    environment: dict[str, str], tmp_path: Path, plans: Path
) -> None:
    data = ("--data-dir", str(tmp_path / "data"))
    run(environment, "ingest", str(plans / "01_ke_hoach_hoa_giang.txt"), *data)
    listed = run(environment, "documents", "list", *data, "--json")
    (entry,) = DocumentsOut.model_validate_json(listed.stdout).documents
    again = run(environment, "reread", entry.id, "--json", *data)
    assert json.loads(again.stdout)["state"] == "unchanged"
    otherwise = run(environment, "reread", entry.id, "--ocr", "always", "--pages", "1", *data)
    assert (otherwise.returncode, "Chỉ tệp PDF" in otherwise.stderr) == (3, True)
    told = run(environment, "documents", "set", entry.id, "--number", "9/KH-HU", *data)
    assert "9/KH-HU" in told.stdout
    shown = run(environment, "documents", "show", entry.id, "--json", *data)
    detail = DocumentDetail.model_validate_json(shown.stdout)
    assert (detail.number, detail.corrections[0].read) == ("9/KH-HU", entry.number)
    itself = run(environment, "documents", "supersede", entry.id, entry.id, *data)
    assert (itself.returncode, itself.stderr[:5]) == (1, "Lỗi: ")
    undone = run(environment, "documents", "supersede", entry.id, entry.id, "--undo", *data)
    assert undone.stdout.startswith("Đã bỏ xác nhận")
    tagged = run(environment, "documents", "tag", entry.id, "--add", "Nước sạch", *data)
    assert tagged.stdout == "Đã đổi nhãn của 1 văn bản.\n"
    text = run(environment, "documents", "show", entry.id, "--text", *data).stdout
    subject = next(value for value in detail.header if value.field == "subject")
    assert text[subject.start : subject.end].split() == subject.value.split()
    deleted = run(environment, "documents", "delete", entry.id, "--json", *data)
    assert (deleted.returncode, deleted.stdout) == (0, "")
    gone = run(environment, "documents", "show", entry.id, *data)
    assert gone.returncode == 1
    assert gone.stderr.startswith("Lỗi: ")
    assert (
        DocumentsOut.model_validate_json(
            run(environment, "documents", "list", *data, "--json").stdout
        ).documents
        == []
    )


def test_facts_are_listed(environment: dict[str, str], loaded: Settings) -> None:
    data = ("--data-dir", str(loaded.data_dir))
    read = run(environment, "facts", "--kind", "definition", "--json", *data)
    facts = FactsOut.model_validate_json(read.stdout).facts
    assert {fact.kind for fact in facts} == {"definition"}
    told = run(environment, "facts", "--kind", "definition", *data)
    assert told.stdout.endswith(f"{len(facts)} mục.\n")
    table = run(environment, "facts", "--csv", "--document", facts[0].document_id, *data)
    assert table.stdout.startswith("\ufeffkind,")
    feed = run(environment, "facts", "--ics", "--place", "Không Đâu", *data)
    assert feed.stdout.startswith("BEGIN:VCALENDAR")
    assert "VEVENT" not in feed.stdout
    assert run(environment, "facts", "--document", "unknown", *data).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Cách dùng: hoidap"),
        (("ingest",), "Lỗi: Thiếu ĐƯỜNG_DẪN."),
        (("ingest", "/khong/co"), "Lỗi: Không có tệp hoặc thư mục “/khong/co”."),
        (("nạp",), "Lỗi: Không có lệnh “nạp”."),
        (("ask", "a", "b"), "Lỗi: Thừa tham số: b."),
        (("ask", ""), "Lỗi: Câu hỏi không được để trống."),
        (("ask", "x" * 2001), "Lỗi: Câu hỏi dài quá 2000 ký tự."),
        (("facts", "--kind", "lạ"), "Lỗi: --kind phải là một trong: 'indicator', "),
        (("facts", "--due-to", "mai"), "Lỗi: --due-to phải là ngày như 2025-03-11"),
        (("ask", "x", "--top-k", "51"), "Lỗi: --top-k phải từ 50 trở xuống."),
        (("serve", "--port", "cao"), "Lỗi: --port phải là số nguyên."),
        (("documents", "list", "--lạ"), "Lỗi: Không có tùy chọn “--lạ”."),
        (("documents", "show", "x", "--data-dir"), "Lỗi: Tùy chọn --data-dir cần một giá trị."),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(
    environment: dict[str, str], arguments: tuple[str, ...], told: str
) -> None:
    result = run(environment, *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(told)


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("ingest",),
        ("serve",),
        ("ask",),
        ("search",),
        ("reindex",),
        ("documents",),
        ("facts",),
        ("reread",),
    ]
    + [("documents", action) for action in ("list", "show", "set", "tag", "supersede", "delete")],
)
def test_help_is_in_vietnamese(environment: dict[str, str], command: tuple[str, ...]) -> None:
    result = run(environment, *command, "--help")
    assert result.returncode == 0
    assert result.stdout.startswith("Cách dùng: hoidap")
    assert not re.search(
        r"\b(Usage|Options|Commands|Arguments|Show|default|required)\b", result.stdout
    )


@pytest.mark.slow
def test_a_small_command_starts_sooner_than_the_model_libraries(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """The best of two: others may be using the machine."""
    heavy = _quickest([sys.executable, "-c", "import sentence_transformers"], environment)
    for arguments in (("serve", "--help"), ("documents", "list", "--data-dir", str(tmp_path))):
        assert _quickest([*HOIDAP, *arguments], environment) < heavy / 2, arguments


def _quickest(command: list[str], environment: dict[str, str]) -> float:
    taken = []
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def test_the_catalogue_needs_no_model(
    environment: dict[str, str], loaded: Settings, tmp_path: Path
) -> None:
    for heavy in ("torch", "faiss", "tantivy", "sentence_transformers", "underthesea"):
        (tmp_path / f"{heavy}.py").write_text("raise ImportError('not needed')")
    without = {**environment, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    data = ("--data-dir", str(loaded.data_dir))
    listed = run(without, "documents", "list", *data, "--json")
    assert listed.returncode == 0, listed.stderr
    entries = DocumentsOut.model_validate_json(listed.stdout).documents
    assert len(entries) == 4
    shown = run(without, "documents", "show", entries[0].id, *data, "--json")
    assert DocumentDetail.model_validate_json(shown.stdout).id == entries[0].id
    readable = run(without, "documents", "show", entries[0].id, *data)
    assert entries[0].title in readable.stdout


def test_ask_and_search_answer_without_a_server(
    environment: dict[str, str], loaded: Settings
) -> None:
    data = ("--data-dir", str(loaded.data_dir))
    question = "Hòa Giang phải gửi báo cáo kết quả trước ngày nào?"
    asked = run(environment, "ask", question, *data, "--json", "--top-k", "3")
    assert (asked.returncode, asked.stderr) == (0, "")
    answer = AnswerOut.model_validate_json(asked.stdout)
    assert "15/11" in answer.answer
    assert len(answer.passages) == 3
    readable = run(environment, "ask", question, *data)
    shown = re.sub(r"\\(?=\W)|\*\*", "", answer.answer)  # a terminal shows no Markdown
    assert readable.stdout.startswith(shown)
    assert "\n[1] " in readable.stdout
    searched = run(environment, "search", "báo cáo", *data, "--json")
    assert len(PassagesOut.model_validate_json(searched.stdout).passages) == 8


def test_a_wrong_setting_and_an_unknown_one_are_named(
    environment: dict[str, str], tmp_path: Path
) -> None:
    wrong = run({**environment, "HOIDAP_PORT": "x"}, "documents", "list")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("Lỗi: Cấu hình không hợp lệ: HOIDAP_PORT")
    unknown = {**environment, "HOIDAP_DATADIR": "x", "HOIDAP_DATA_DIR": str(tmp_path)}
    warned = run(unknown, "documents", "list")
    assert warned.returncode == 0
    assert "HOIDAP_DATADIR" in warned.stderr


def test_a_data_folder_that_cannot_be_made_is_told(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "tep").write_text("")
    result = run(environment, "documents", "list", "--data-dir", str(tmp_path / "tep" / "data"))
    assert result.returncode == 1
    assert result.stderr.startswith("Lỗi: Không tạo được thư mục dữ liệu")


def test_a_defect_shows_no_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "tantivy.py").write_text("raise RuntimeError('a defect')")
    broken = {**environment, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    result = run(broken, "search", "x", "--data-dir", str(tmp_path / "data"))
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("Lỗi: chương trình gặp sự cố")
    assert "Traceback" not in result.stderr
    assert "a defect" in (tmp_path / "data" / "hoidap.log").read_text(encoding="utf-8")


def test_the_help_loads_nothing_that_scores(environment: dict[str, str]) -> None:
    program = (
        "import sys\n"
        "import app.cli, eval.command\n"
        "heavy = ('eval.trial', 'app.bootstrap', 'fastapi', 'httpx', 'torch')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
    )
    assert loaded.stdout == "[]\n"


@pytest.mark.slow
def test_accounts_groups_and_keys_are_managed_here(
    environment: dict[str, str], tmp_path: Path, plans: Path
) -> None:
    data = ("--data-dir", str(tmp_path / "data"))

    def told(*arguments: str, status: int = 0) -> str:
        done = run(environment, *arguments, *data)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    told("groups", "add", "van-phong", "--title", "Văn phòng")
    made = told("users", "add", "an", "--role", "editor", "--group", "van-phong")
    assert "Mật khẩu dùng một lần" in made
    assert "an  -  editor  van-phong" in told("users", "list")
    assert "hd_" in told("tokens", "add", "báo cáo", "--group", "van-phong", "--days", "7")
    plan = str(plans / "01_ke_hoach_hoa_giang.txt")
    report = run(environment, "ingest", plan, "--group", "van-phong", "--json", *data)
    document_id = json.loads(report.stdout)["document_id"]
    assert told("groups", "of", document_id).strip() == "van-phong"
    assert "Không có nhóm" in told("groups", "show", "--all", "--group", "khac", status=1)
    trail = [json.loads(line)["action"] for line in told("audit").splitlines()]
    assert trail == ["tokens add", "users add", "groups add"]
