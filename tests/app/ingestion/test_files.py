"""Files in archives, taken in as files of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import System
from app.ingestion.files import SourceFile, Unpacker, file_at
from app.settings import Settings
from index.ports import EVERYTHING, Embedder
from ingest.errors import FileTooLarge
from ingest.parsers.limits import Limits as Parsing
from ingest.settings import DEFAULT_LIMITS, Limits
from tests.app.conftest import ingest
from tests.ingest.parsers.building import packed

TEXT = "KẾ HOẠCH\nNâng cấp trạm y tế xã\n\nI. MỤC TIÊU\n1. Đến năm 2030 có {} trạm đạt chuẩn.\n"


@pytest.fixture
def fresh(empty: Settings, embedder: Embedder) -> Iterator[System]:
    system = bootstrap.build(empty, embedder=embedder)
    yield system
    system.close()


def unpacked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[SourceFile]:
    return list(Unpacker(limits).files(SourceFile("goi.zip", "/goi.zip", lambda: data)))


def test_the_files_of_an_archive_are_files_of_their_own(fresh: System, tmp_path: Path) -> None:
    inner = packed({"c.txt": TEXT.format(3)})
    files: dict[str, str | bytes] = {
        "xa/a.txt": TEXT.format(1),
        "rong.txt": "",
        "xa/a.txt.meta.yaml": "number: 12-KH/HU",
        "b.xyz": "x",
        "trong.zip": inner,
        "hong.zip": "PK",
    }
    (tmp_path / "goi.zip").write_bytes(packed(files))
    outcomes = ingest(fresh, tmp_path)
    assert [(outcome.source, outcome.state.value, outcome.code) for outcome in outcomes] == [
        ("a.txt", "added", None),
        ("rong.txt", "rejected", "empty"),
        ("b.xyz", "rejected", "unsupported"),
        ("c.txt", "added", None),
        ("hong.zip", "rejected", "undecodable"),
    ]
    first, last = outcomes[0].document_id, outcomes[3].document_id
    assert first is not None
    assert last is not None
    archive = (tmp_path / "goi.zip").resolve()
    assert fresh.catalogue.record(first, EVERYTHING).number == "12-KH/HU"
    assert fresh.catalogue.origins(first) == [f"{archive}!xa/a.txt"]
    assert fresh.catalogue.origins(last) == [f"{archive}!trong.zip!c.txt"]

    (tmp_path / "goi.zip").write_bytes(packed(files | {"xa/a.txt": TEXT.format(25)}))
    again = ingest(fresh, tmp_path)
    assert [outcome.state for outcome in again[:1] + again[3:4]] == ["replaced", "unchanged"]
    assert "25 trạm" in fresh.catalogue.text(first, EVERYTHING)


def test_a_bad_archive_is_refused_by_name(fresh: System, tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(b"PK\x03\x04 hong")
    (tmp_path / "a.txt").write_text(TEXT.format(1))
    outcomes = ingest(fresh, tmp_path)
    assert [(outcome.source, outcome.code) for outcome in outcomes] == [
        ("a.txt", None),
        ("goi.zip", "undecodable"),
    ]


def test_what_an_archive_unpacks_to_is_limited_in_all() -> None:
    # Each archive keeps to the limit by itself; the archives within one do not together.
    data = packed({f"{n}.zip": packed({"1.txt": "x" * 1000}) for n in range(2)})
    first, second = unpacked(data, Limits(parsing=Parsing(unpacked_bytes=1500)))
    assert len(first.read()) == 1000
    with pytest.raises(FileTooLarge, match="cộng lại"):
        second.read()


def test_the_files_of_an_archive_are_counted_in_all() -> None:
    limits = Limits(parsing=Parsing(members=2))
    many = packed({f"{n}.zip": packed({"1.txt": "a", "2.txt": "b"}) for n in range(2)})
    files = unpacked(many, limits)
    assert [file.source for file in files] == ["1.txt", "2.txt", "goi.zip"]
    with pytest.raises(FileTooLarge, match="2 tệp con"):
        files[-1].read()


def test_a_plain_file_stays_as_it_is(tmp_path: Path) -> None:
    file = file_at(tmp_path / "a.txt")
    assert list(Unpacker(DEFAULT_LIMITS).files(file)) == [file]
