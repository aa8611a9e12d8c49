import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import bootstrap
from app.bootstrap import System
from app.ingestion.files import NAME_BYTES, SourceFile, clean_name, file_at
from app.ingestion.intake import Ingestion, State
from app.settings import Settings
from index.errors import StorageFailure
from index.incoming import Change, Incoming
from index.incoming import State as Written
from index.ports import EVERYTHING, Embedder
from ingest.document import Document
from ingest.settings import Limits
from tests.app.conftest import ingest

TEXT = "KẾ HOẠCH\nNâng cấp trạm y tế xã\n\nI. MỤC TIÊU\n1. Đến năm 2030 có {} trạm đạt chuẩn.\n"


@pytest.fixture
def fresh(empty: Settings, embedder: Embedder) -> Iterator[System]:
    system = bootstrap.build(empty, embedder=embedder)
    yield system
    system.close()


def source(name: str, data: bytes) -> SourceFile:
    return SourceFile(name, f"/{name}", lambda: data)


def test_a_bad_file_is_refused_and_the_rest_taken_in(fresh: System, tmp_path: Path) -> None:
    def forbidden() -> bytes:
        raise PermissionError(13, "Permission denied")

    files = [
        source("a.txt", TEXT.format(1).encode()),
        source("rong.txt", b""),
        SourceFile("cam.txt", "/cam.txt", forbidden),
        file_at(tmp_path / "mat.txt"),
        source("b.txt", TEXT.format(2).encode()),
        source("trang.txt", b" \n \n"),
    ]
    outcomes = list(fresh.ingestion.run(files))
    assert [outcome.source for outcome in outcomes] == [file.source for file in files]
    assert [(outcome.state.value, outcome.code) for outcome in outcomes] == [
        ("added", None),
        ("rejected", "empty"),
        ("rejected", "unreadable"),
        ("rejected", "unreadable"),
        ("added", None),
        ("rejected", "empty"),
    ]
    for outcome in outcomes:
        assert (outcome.document_id is None) == (outcome.reason is not None)
    assert len(fresh.catalogue.document_ids()) == 2
    assert len(fresh.vectors) == len(fresh.lexical) > 0


def test_what_a_path_holds_now_replaces_what_it_held(fresh: System, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT.format(10))
    (first,) = ingest(fresh, path)
    (same,) = ingest(fresh, path)
    path.write_text(TEXT.format(25))
    (changed,) = ingest(fresh, path)
    assert [first.state, same.state, changed.state] == ["added", "unchanged", "replaced"]
    assert first.document_id == same.document_id == changed.document_id
    assert changed.document_id is not None
    assert "25 trạm" in fresh.catalogue.text(changed.document_id, EVERYTHING)


def test_a_file_that_becomes_another_takes_its_document(fresh: System, tmp_path: Path) -> None:
    one, two = tmp_path / "1.txt", tmp_path / "2.txt"
    one.write_text(TEXT.format(1))
    two.write_text(TEXT.format(2))
    kept = ingest(fresh, one, two)[1].document_id
    one.write_bytes(two.read_bytes())
    (outcome,) = ingest(fresh, one)
    assert (outcome.state, outcome.document_id) == ("unchanged", kept)
    assert fresh.catalogue.document_ids() == [kept]


def test_a_side_file_wins_and_takes_effect_when_it_changes(fresh: System, tmp_path: Path) -> None:
    path, side = tmp_path / "ke-hoach.txt", tmp_path / "ke-hoach.meta.yaml"
    path.write_text(TEXT.format(10))

    def number() -> str | None:
        (outcome,) = ingest(fresh, path)
        states.append(outcome.state.value)
        assert outcome.document_id is not None
        stated = fresh.catalogue.document(outcome.document_id, EVERYTHING).header.number
        return stated.value if stated else None

    states: list[str] = []
    assert number() is None
    side.write_text("number: 12-KH/HU\n")
    assert [number(), number()] == ["12-KH/HU", "12-KH/HU"]
    side.write_text("number: 13-KH/HU\n")
    assert number() == "13-KH/HU"
    side.unlink()
    assert number() is None
    assert states == ["added", "replaced", "unchanged", "replaced", "replaced"]
    assert len(fresh.catalogue.document_ids()) == 1


def test_a_copy_without_side_file_takes_nothing_back(fresh: System, tmp_path: Path) -> None:
    path, copy = tmp_path / "a.txt", tmp_path / "b.txt"
    for each in (path, copy):
        each.write_text(TEXT.format(10))
    (tmp_path / "a.meta.yaml").write_text("number: 12-KH/HU\n")
    first, second = ingest(fresh, path, copy)
    (again,) = ingest(fresh, copy)
    assert [first.state, second.state, again.state] == ["added", "unchanged", "unchanged"]
    assert first.document_id is not None
    assert fresh.catalogue.record(first.document_id, EVERYTHING).number == "12-KH/HU"


def test_a_bad_side_file_refuses_its_file(fresh: System, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT.format(10))
    (tmp_path / "ke-hoach.meta.yaml").write_text("so: 12\n")
    (outcome,) = ingest(fresh, path)
    assert outcome.state == State.REJECTED
    assert "so" in (outcome.reason or "")


def test_a_large_file_is_refused_before_it_is_read(fresh: System, tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    path.write_bytes(b"x" * 101)
    ingestion = Ingestion(fresh.catalogue, fresh.writer, Limits(max_bytes=100))

    def never() -> bytes:
        raise AssertionError("read")

    told = SourceFile("lon.txt", "/lon.txt", never, size=101)
    for file in (told, file_at(path), source("lon.txt", b"x" * 101)):
        (outcome,) = ingestion.run([file])
        assert (outcome.state, outcome.code) == (State.REJECTED, "too_large")


class _Stumbling:
    """A writer that breaks on documents of one name, and on every batch that holds one."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write_many(self, incoming: Iterable[Incoming]) -> Iterator[Change]:
        batch = list(incoming)
        if any(item.document.source == "hong.txt" for item in batch):
            raise ValueError("a defect")
        yield from (self.write(item.document, item.original, item.origin) for item in batch)

    def write(self, document: Document, original: bytes, origin: str) -> Change:
        if document.source == "hong.txt":
            raise ValueError("a defect")
        self.written.append(document.source)
        return Change(Written.ADDED, document.id)


def test_a_defect_in_writing_costs_one_file(
    fresh: System, caplog: pytest.LogCaptureFixture
) -> None:
    writer = _Stumbling()
    ingestion = Ingestion(fresh.catalogue, writer)  # type: ignore[arg-type]
    names = ["a.txt", "rong.txt", "hong.txt", "b.txt"]
    data = [TEXT.format(1).encode(), b"", TEXT.format(2).encode(), TEXT.format(3).encode()]
    outcomes = list(ingestion.run(map(source, names, data)))
    assert [outcome.source for outcome in outcomes] == names
    assert [outcome.code for outcome in outcomes] == [None, "empty", "internal", None]
    assert writer.written == ["a.txt", "b.txt"]
    assert "a defect" in caplog.text


def test_many_files_keep_their_order_and_a_slow_one_costs_itself(fresh: System) -> None:
    ingestion = Ingestion(fresh.catalogue, fresh.writer, processes=2, parse_seconds=1)
    names = [f"{n:02}.txt" for n in range(12)]
    data = [TEXT.format(n).encode() for n in range(12)]
    data[5], data[7] = b"", TEXT.encode() * 100_000
    outcomes = list(ingestion.run(map(source, names, data)))
    ingestion.close()
    assert [outcome.source for outcome in outcomes] == names
    codes = {5: "empty", 7: "too_slow"}
    assert [outcome.code for outcome in outcomes] == [codes.get(n) for n in range(12)]


def test_a_failing_data_folder_stops_the_run(fresh: System) -> None:
    class Full(_Stumbling):
        def write_many(self, incoming: Iterable[Incoming]) -> Iterator[Change]:
            yield from ()
            raise StorageFailure("Đĩa đã đầy.")

    ingestion = Ingestion(fresh.catalogue, Full())  # type: ignore[arg-type]
    with pytest.raises(StorageFailure):
        list(ingestion.run([source("a.txt", TEXT.format(1).encode())]))


@given(st.text(max_size=400))
def test_a_clean_name_is_a_safe_base_name(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned
    assert not {"/", "\\", "\n", "\x00"} & set(cleaned)
    assert cleaned not in (".", "..")
    assert len(cleaned.encode()) <= NAME_BYTES
    assert all(unicodedata.category(character)[0] != "C" for character in cleaned)
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Kế hoạch 12.docx", "Kế hoạch 12.docx"),
        ("../../a.txt", "a.txt"),
        ("\u202egpj.exe", "gpj.exe"),
        ("  a\t b .txt ", "a b.txt"),
        ("", "tai-lieu"),
        ("...", "tai-lieu"),
        (".a.txt", ".a.txt"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        (unicodedata.normalize("NFD", "Kế hoạch.txt"), "Kế hoạch.txt"),
    ],
)
def test_names_are_kept_where_they_are_harmless(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned
