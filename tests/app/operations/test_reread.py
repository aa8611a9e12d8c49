"""Documents of invented plans read again from their kept files."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import System
from app.errors import TooManyJobs
from app.ingestion.intake import State
from app.settings import Settings
from index.catalogue import facts as kept
from index.errors import DocumentNotFound
from index.ports import EVERYTHING, Embedder, Selection
from ingest.parsers import ocr
from ingest.recognition import USUAL, Recognise, Wish
from tests.app.conftest import ingest
from tests.ingest.parsers.test_pdf import paper


@pytest.fixture
def system(filled: Settings, quick: Embedder) -> Iterator[System]:
    with closing(bootstrap.build(filled, embedder=quick)) as system:
        yield system


def stated(system: System) -> list[tuple[str, str]]:
    records, _ = system.register._facts.facts(Selection(), limit=10_000)
    return [(record.id, record.quote) for record in records]


def test_what_an_older_reader_read_is_read_as_now(system: System) -> None:
    ids = system.catalogue.document_ids()
    assert {o.state for o in system.rereading.run(ids, EVERYTHING)} == {State.UNCHANGED}
    generation, before = system.catalogue.generation, stated(system)
    assert len(before) > 1
    database = system.catalogue._database  # type: ignore[attr-defined]
    with database.writing() as connection:  # as if the reader had found nothing then
        for document_id in ids:
            kept.put(connection, document_id, kept.Rows([], []))
    assert stated(system) == []
    outcomes = list(system.rereading.run(ids, EVERYTHING))
    assert [outcome.document_id for outcome in outcomes] == ids
    assert {outcome.state for outcome in outcomes} == {State.REPLACED}
    assert stated(system) == before
    assert system.catalogue.document_ids() == ids
    assert system.catalogue.generation > generation


def test_what_was_given_with_the_file_stays(system: System, tmp_path: Path) -> None:
    path = tmp_path / "thông báo.txt"
    path.write_text("THÔNG BÁO\nVề lịch họp\nI. NỘI DUNG\n1. Họp ngày thứ hai.\n", "utf-8")
    (tmp_path / "thông báo.txt.meta.yaml").write_text("number: 7/TB-UBND\nissued_on: 2025-01-07\n")
    [outcome] = ingest(system, path)
    assert outcome.document_id is not None
    [again] = system.rereading.run([outcome.document_id], EVERYTHING)
    assert again.state is State.UNCHANGED
    assert system.catalogue.record(outcome.document_id, EVERYTHING).number == "7/TB-UBND"


def test_an_unknown_document_is_told_before_anything_is_read(system: System) -> None:
    with pytest.raises(DocumentNotFound):
        next(system.rereading.run([*system.catalogue.document_ids(), "unknown"], EVERYTHING))


def test_a_file_that_cannot_be_read_now_stays_as_it_was(system: System) -> None:
    [document_id, *_] = system.catalogue.document_ids()
    before = system.catalogue.document(document_id, EVERYTHING)
    database = system.catalogue._database  # type: ignore[attr-defined]
    with database.writing() as connection:
        connection.execute(
            "UPDATE originals SET data = ?, compressed = 0 WHERE document_id = ?",
            (b"\x00\x01", document_id),
        )
    [outcome] = system.rereading.run([document_id], EVERYTHING)
    assert outcome.state is State.REJECTED
    assert outcome.reason
    assert system.catalogue.document(document_id, EVERYTHING) == before


def test_one_asker_at_a_time(system: System) -> None:
    ids = system.catalogue.document_ids()
    first = system.rereading.run(ids, EVERYTHING)
    next(first)
    with pytest.raises(TooManyJobs):
        next(system.rereading.run(ids, EVERYTHING))
    first.close()
    assert next(system.rereading.run(ids, EVERYTHING)).document_id == ids[0]


def test_a_page_is_read_as_wished_from_then_on(system: System, tmp_path: Path) -> None:
    if not ocr.is_available():
        pytest.skip("tesseract with vie is absent")
    page = paper()
    page.text(70, 100, "Kế hoạch trồng cây xanh ven đường của xã.")
    page.add_page()
    page.text(70, 100, "Kinh phí thực hiện do ngân sách xã bảo đảm.")
    path = tmp_path / "cây xanh.pdf"
    path.write_bytes(bytes(page.output()))
    [outcome] = ingest(system, path)
    key = outcome.document_id or ""
    always = Wish(2, Recognise.ALWAYS)

    [again] = system.rereading.run([key], EVERYTHING, [always])

    assert (again.state, again.document_id) == (State.REPLACED, key)
    read = system.catalogue.document(key, EVERYTHING)
    assert [warning[:28] for warning in read.warnings][:1] == ["Trang 2 đọc bằng nhận dạng c"]
    assert read.wishes == (always,)
    [later] = system.rereading.run([key], EVERYTHING)
    assert later.state is State.UNCHANGED
    [refused] = system.rereading.run([key], EVERYTHING, [Wish(3, Recognise.ALWAYS)])
    assert (refused.state, refused.code) == (State.REJECTED, "no_such_page")
    [usual] = system.rereading.run([key], EVERYTHING, [USUAL])
    assert usual.state is State.REPLACED
    assert system.catalogue.document(key, EVERYTHING).wishes == ()


def test_a_file_without_pages_is_not_read_otherwise(system: System) -> None:
    [document_id, *_] = system.catalogue.document_ids()
    [outcome] = system.rereading.run([document_id], EVERYTHING, [Wish(None, Recognise.ALWAYS)])
    assert (outcome.state, outcome.code) == (State.REJECTED, "unsupported")
    assert "PDF" in (outcome.reason or "")
