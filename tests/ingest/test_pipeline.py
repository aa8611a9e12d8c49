from pathlib import Path

import pytest

from ingest import pipeline, sidefile
from ingest.errors import FileTooLarge, IngestError
from ingest.parsers.limits import Limits as Parsing
from ingest.settings import Limits


def test_files_are_found_in_order_without_hidden_and_unknown_ones(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        ".hidden.txt",
        "c.exe",
        "sub/d.txt",
        ".git/e.txt",
        "a.md.meta.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Kế hoạch")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in pipeline.files([tmp_path])]
    assert found == ["a.md", "b.txt", "sub/d.txt"]
    assert [(path.name, why) for path, why in pipeline.left_out([tmp_path])] == [
        (".git", "tên bắt đầu bằng dấu chấm (ẩn)"),
        (".hidden.txt", "tên bắt đầu bằng dấu chấm (ẩn)"),
        ("c.exe", "loại tệp chưa đọc được"),
        ("link.txt", "liên kết"),
    ]
    assert list(pipeline.files([tmp_path / "c.exe"])) == [tmp_path / "c.exe"]


def test_ids_follow_name_and_content() -> None:
    first = pipeline.parse("a.txt", b"Ke hoach")
    assert first == pipeline.parse("a.txt", b"Ke hoach")
    assert first.id != pipeline.parse("b.txt", b"Ke hoach").id
    assert first.id != pipeline.parse("a.txt", b"Ke hoach.").id


@pytest.mark.parametrize(
    ("name", "data", "limits"),
    [
        ("a.txt", b"Ke hoach", Limits(max_bytes=7)),
        ("a.txt", b"Ke hoach", Limits(max_characters=7)),
        ("a.csv", b"a,b,c,d\n1,2,3,4\n", Limits(parsing=Parsing(columns=3))),
        ("a.html", b"<table><tr><td>1<td>2<td>3<td>4</table>", Limits(parsing=Parsing(columns=3))),
    ],
)
def test_a_file_past_its_limits_is_refused(name: str, data: bytes, limits: Limits) -> None:
    pipeline.parse(name, data)
    with pytest.raises(FileTooLarge):
        pipeline.parse(name, data, limits=limits)


def test_side_files(tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    assert sidefile.given(plan) == {}
    (tmp_path / "plan.meta.yaml").write_text("number: 12-KH/HU\nissued_on: 2025-03-11\nsigner:\n")
    assert sidefile.given(plan) == {"number": "12-KH/HU", "issued_on": "2025-03-11"}
    (tmp_path / "plan.pdf.meta.yaml").write_text("number: 13-KH/HU\n")
    assert sidefile.given(plan) == {"number": "13-KH/HU"}


@pytest.mark.parametrize(
    "text", ["- a\n- b\n", "a: [1, 2]", "a: {b: c}", "a: !!python/object:os.x {}", "\t: ["]
)
def test_bad_side_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.meta.yaml").write_text(text)
    with pytest.raises(IngestError, match=r"plan\.meta\.yaml"):
        sidefile.given(tmp_path / "plan.txt")
