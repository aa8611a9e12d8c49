"""Header fields that a person puts right, beside what was read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.catalogue import integrity
from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue
from index.errors import DocumentNotFound
from index.learned import Called
from index.ports import EVERYTHING, Filters, Scope
from ingest import passages as splitter
from ingest.document import Document, Provenance
from tests.fakes import document
from tests.index.catalogue.conftest import Opener

PLAN = document(
    "kh", "Trồng 15 ha rừng.", number="1Z/KH-UBND", issuer="UBND xã Tân Lập",
    issued_on=date(2025, 3, 1), kind="Kế hoạch", place="Tân Lập", subject="Trồng rừng",
)  # fmt: skip


def put(catalogue: SqlCatalogue, whole: Document) -> None:
    passages = splitter.split(catalogue.corrected(whole))
    rows = np.ones((len(passages), 4), np.float32)
    catalogue.put(whole, passages, rows, whole.text.encode(), "/kh")


def correct(catalogue: SqlCatalogue, **changes: str | None) -> None:
    passages = splitter.split(catalogue.corrected(catalogue.as_read("kh", EVERYTHING), changes))
    catalogue.correct("kh", changes, passages, np.ones((len(passages), 4), np.float32))


@pytest.fixture
def catalogue(opener: Opener) -> Iterator[SqlCatalogue]:
    catalogue = opener()
    put(catalogue, PLAN)
    yield catalogue
    catalogue.close()


def test_a_correction_is_used_everywhere(catalogue: SqlCatalogue) -> None:
    generation = catalogue.generation
    correct(catalogue, number="12/KH-UBND", issued_on="2025-03-11", place="", signer="Lê Văn Đủ")
    record = catalogue.record("kh", EVERYTHING)
    assert (record.number, record.issued_on) == ("12/KH-UBND", date(2025, 3, 11))
    assert (record.place, record.signer) == (None, "Lê Văn Đủ")
    header = catalogue.document("kh", EVERYTHING).header
    assert header.number is not None
    assert header.number.provenance is Provenance.CORRECTED
    assert header.place is None
    for filters, found in ((Filters(number="12/kh-ubnd"), 1), (Filters(number="1Z/KH-UBND"), 0)):
        assert len(catalogue.records(EVERYTHING, filters)[0]) == found
    assert list(catalogue.called()) == [Called.of(catalogue.document("kh", EVERYTHING))]
    assert "12/KH-UBND" in catalogue.passages_of("kh")[0].context
    assert catalogue.generation > generation
    assert catalogue.as_read("kh", EVERYTHING) == PLAN


def test_a_title_is_what_it_is_called(catalogue: SqlCatalogue) -> None:
    correct(catalogue, title="Kế hoạch Trồng rừng năm 2025")
    assert catalogue.record("kh", EVERYTHING).title == "Kế hoạch Trồng rừng năm 2025"
    correct(catalogue, title=None)
    assert catalogue.record("kh", EVERYTHING).title == "Kế hoạch trồng rừng"


def test_what_was_read_holds_again(catalogue: SqlCatalogue) -> None:
    correct(catalogue, number="12/KH-UBND")
    correct(catalogue, number="12/KH-UBND")
    correct(catalogue, number=None, signer=None)
    assert catalogue.document("kh", EVERYTHING) == PLAN
    history = catalogue.corrections("kh", EVERYTHING)
    assert [(entry.field, entry.read, entry.value) for entry in history] == [
        ("number", "1Z/KH-UBND", "12/KH-UBND"),
        ("number", "1Z/KH-UBND", None),
    ]
    assert history[0].at <= history[1].at


def test_a_correction_outlives_a_new_reading(catalogue: SqlCatalogue) -> None:
    ingested_at = catalogue.record("kh", EVERYTHING).ingested_at
    correct(catalogue, number="12/KH-UBND")
    put(catalogue, replace(PLAN, warnings=("Trang 1 mờ.",)))
    record = catalogue.record("kh", EVERYTHING)
    assert (record.number, record.warnings) == ("12/KH-UBND", 1)
    assert record.ingested_at == ingested_at
    assert catalogue.holds(replace(PLAN, warnings=("Trang 1 mờ.",)))
    assert not catalogue.holds(PLAN)


def test_two_files_are_told_apart_by_what_was_corrected(catalogue: SqlCatalogue) -> None:
    copy = replace(PLAN, id="copy", sha256="copy")
    passages = splitter.split(copy)
    catalogue.put(copy, passages, np.ones((len(passages), 4), np.float32), b"copy", "/copy")
    assert catalogue.marks().same_as == {"copy": "kh"}
    correct(catalogue, number="12/KH-UBND")
    assert not catalogue.marks()


def test_a_correction_goes_with_its_document(catalogue: SqlCatalogue) -> None:
    correct(catalogue, number="12/KH-UBND")
    catalogue.delete("kh", EVERYTHING)
    put(catalogue, PLAN)
    assert catalogue.corrections("kh", EVERYTHING) == []
    assert catalogue.record("kh", EVERYTHING).number == "1Z/KH-UBND"


@pytest.mark.parametrize("changes", [{"issued_on": "11/3/2025"}, {"recipients": "x"}])
def test_what_cannot_be_corrected_is_refused(
    catalogue: SqlCatalogue, changes: dict[str, str | None]
) -> None:
    with pytest.raises(ValueError, match=r"corrected|isoformat"):
        correct(catalogue, **changes)
    with pytest.raises(ValueError, match=r"corrected|isoformat"):
        catalogue.correct("kh", changes, [], np.empty((0, 4), np.float32))
    assert catalogue.corrections("kh", EVERYTHING) == []
    assert catalogue.document("kh", EVERYTHING) == PLAN


def test_what_is_not_seen_is_not_told(catalogue: SqlCatalogue) -> None:
    nobody = Scope(frozenset())
    for read in (catalogue.corrections, catalogue.as_read):
        with pytest.raises(DocumentNotFound):
            read("kh", nobody)
    with pytest.raises(DocumentNotFound):
        catalogue.correct("other", {}, [], np.empty((0, 4), np.float32))


def test_corrections_are_checked_like_other_rows(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    catalogue = SqliteCatalogue(path)
    put(catalogue, PLAN)
    correct(catalogue, number="12/KH-UBND")
    catalogue.close()
    with closing(sqlite3.connect(path)) as connection:
        integrity.register(connection)
        assert list(integrity.damages(connection)) == []
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DROP TRIGGER checksum_corrections_update")
        connection.execute("UPDATE corrections SET value = '13/KH-UBND'")
        connection.commit()
        assert "corrections" in {damage.table for damage in integrity.damages(connection)}
