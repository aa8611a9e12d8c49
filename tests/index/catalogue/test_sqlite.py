import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from index.catalogue.schema import MIGRATIONS
from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue
from index.errors import DocumentNotFound, InvalidCursor, StorageFailure
from index.ports import EVERYTHING, NO_FILTERS, Filters, Order, Scope, Selection, Vectors
from index.records import Tally
from ingest.document import Document, Header, Passage, Provenance, Stated
from tests.fakes import document, passage
from tests.index.catalogue.conftest import Opener

NOBODY = Scope(frozenset())


def split(whole: Document) -> list[Passage]:
    return [
        passage(f"{whole.id}-{n}", whole.id, line, ordinal=n)
        for n, line in enumerate(whole.text.splitlines())
    ]


def rows(count: int, value: float = 1.0) -> Vectors:
    return np.full((count, 4), value, np.float32)


def put(catalogue: SqlCatalogue, whole: Document, origin: str | None = None) -> None:
    passages = split(whole)
    original = whole.text.encode()
    catalogue.put(whole, passages, rows(len(passages)), original, origin or f"/{whole.id}")


SON_KHE = document(
    "d1",
    "Mục tiêu chung\nHoàn thành 80,1%",
    source="171-khhu.docx",
    kind="Kế hoạch",
    number="171-KH/HU",
    issuer="Huyện ủy Sơn Khê",
    place="Sơn Khê",
    issued_on=date(2024, 12, 2),
    signer="Nguyễn Văn Đủ",
)
HOA_GIANG = document(
    "d2",
    "Nhiệm vụ\nGiải pháp\nTổ chức thực hiện",
    source="hoa giang.pdf",
    kind="Kế hoạch",
    number="12/KH-UBND",
    issuer="UBND tỉnh Hòa Giang",
    place="Hòa Giang",
    issued_on=date(2025, 3, 11),
)
UNNAMED = document("d3", "Không có đầu đề", source="khong-ten.txt", kind="Chỉ thị")


@pytest.fixture
def three(catalogue: SqlCatalogue) -> SqlCatalogue:
    for whole in (SON_KHE, HOA_GIANG, UNNAMED):
        put(catalogue, whole)
    return catalogue


class TestContents:
    def test_gives_back_what_was_put(self, catalogue: SqlCatalogue) -> None:
        stated = Header(
            number=Stated("9-CT/TU", 3, 10),
            issued_on=Stated(date(2025, 1, 2), 0, 4, Provenance.INFERRED),
            recipients=(Stated("Như trên", 1, 5), Stated("Lưu VP", 5, 9)),
        )
        whole = replace(
            document("d1", "Số 9-CT/TU\nđến năm 2030"),
            header=stated,
            page_starts=(0, 11),
            warnings=("Trang 2 mờ.",),
        )
        passages = split(whole)
        vectors = np.random.default_rng(1).standard_normal((2, 4)).astype(np.float32)
        catalogue.put(whole, passages, vectors, b"\x00\xff original", "/a.txt")
        assert catalogue.document("d1", EVERYTHING) == whole
        assert catalogue.text("d1", EVERYTHING) == whole.text
        assert catalogue.original("d1", EVERYTHING) == b"\x00\xff original"
        assert [p.ordinal for p in catalogue.passages_of("d1")] == [0, 1]
        assert catalogue.passages_of("d1") == passages
        indexed = catalogue.indexed("d1")
        assert indexed is not None
        assert indexed[0] == passages
        np.testing.assert_array_equal(indexed[1], vectors)

    def test_records_what_a_listing_shows(self, three: SqlCatalogue) -> None:
        record = three.record("d1", EVERYTHING)
        assert (record.id, record.source) == ("d1", "171-khhu.docx")
        assert (record.kind, record.number) == ("Kế hoạch", "171-KH/HU")
        assert (record.issuer, record.place) == ("Huyện ủy Sơn Khê", "Sơn Khê")
        assert (record.issued_on, record.signer) == (date(2024, 12, 2), "Nguyễn Văn Đủ")
        assert (record.sections, record.passages, record.pages) == (1, 2, None)
        assert record.sha256 == SON_KHE.sha256
        assert record.origin == "/d1"
        assert record.warnings == 0
        assert record.title
        assert abs(datetime.now(UTC) - record.ingested_at) < timedelta(minutes=1)

    @pytest.mark.parametrize("original", [b"", b"a" * 100_000, bytes(range(256)) * 3])
    def test_keeps_originals_byte_for_byte(self, catalogue: SqlCatalogue, original: bytes) -> None:
        catalogue.put(UNNAMED, split(UNNAMED), rows(1), original, "/x")
        assert catalogue.original("d3", EVERYTHING) == original

    def test_a_document_may_have_no_passages(self, catalogue: SqlCatalogue) -> None:
        catalogue.put(UNNAMED, [], rows(0), b"", "/x")
        indexed = catalogue.indexed("d3")
        assert indexed is not None
        assert (indexed[0], indexed[1].shape) == ([], (0, 4))

    def test_putting_an_id_again_replaces_all_of_it(self, three: SqlCatalogue) -> None:
        shorter = replace(SON_KHE, text="Bản mới", sha256="f" * 64, header=Header())
        put(three, shorter)
        assert three.document("d1", EVERYTHING) == shorter
        assert three.passages(["d1-0", "d1-1"]).keys() == {"d1-0"}
        assert three.original("d1", EVERYTHING) == "Bản mới".encode()
        assert three.record("d1", EVERYTHING).number is None
        assert three.by_sha256(SON_KHE.sha256) is None
        assert len(three.document_ids()) == 3

    def test_deleting_removes_all_of_it(self, three: SqlCatalogue) -> None:
        three.delete("d1", EVERYTHING)
        for read in (three.record, three.document, three.text, three.original):
            with pytest.raises(DocumentNotFound):
                read("d1", EVERYTHING)
        assert three.passages(["d1-0"]) == {}
        assert three.passages_of("d1") == []
        assert three.indexed("d1") is None
        assert three.by_origin("/d1") is None
        assert three.by_sha256(SON_KHE.sha256) is None
        assert three.document_ids() == ["d2", "d3"]

    def test_passages_are_found_in_bulk_whatever_their_ids(self, three: SqlCatalogue) -> None:
        asked = ["d2-2", "missing", "'; DROP TABLE passages; --", "d1-0"]
        assert three.passages(asked).keys() == {"d2-2", "d1-0"}
        assert three.passages([]) == {}

    def test_vectors_must_fit_the_passages(self, catalogue: SqlCatalogue) -> None:
        with pytest.raises(ValueError, match="passages"):
            catalogue.put(UNNAMED, split(UNNAMED), rows(3), b"", "/x")
        assert catalogue.document_ids() == []
        assert catalogue.generation == 0

    def test_passages_alone_can_be_replaced(self, three: SqlCatalogue) -> None:
        before = three.record("d1", EVERYTHING)
        three.put_passages("d1", split(UNNAMED)[:0], rows(0))
        three.put_passages("gone", [], rows(0))
        assert three.passages_of("d1") == []
        assert three.record("d1", EVERYTHING) == replace(before, passages=0)
        assert three.touched_since(3) == (4, ["d1"])


class TestScope:
    def test_a_document_outside_the_scope_does_not_exist(self, three: SqlCatalogue) -> None:
        for read in (three.record, three.document, three.text, three.original, three.delete):
            with pytest.raises(DocumentNotFound):
                read("d1", Scope(frozenset({"d2"})))
        assert "d1" in three

    def test_listings_keep_to_the_scope(self, three: SqlCatalogue) -> None:
        some = Scope(frozenset({"d2", "d9"}))
        assert [record.id for record in three.records(some)[0]] == ["d2"]
        assert [whole.id for whole in three.documents(some)] == ["d2"]
        assert three.records(NOBODY) == ([], None)
        assert list(three.documents(NOBODY)) == []

    def test_documents_come_by_id(self, three: SqlCatalogue) -> None:
        assert list(three.documents(EVERYTHING)) == [SON_KHE, HOA_GIANG, UNNAMED]


class TestListing:
    def test_shows_the_newest_first(self, three: SqlCatalogue) -> None:
        records, cursor = three.records(EVERYTHING)
        assert ([record.id for record in records], cursor) == (["d3", "d2", "d1"], None)

    def test_pages_hold_every_document_once_while_others_come_and_go(
        self, catalogue: SqlCatalogue
    ) -> None:
        for number in range(10):
            put(catalogue, document(f"d{number}", f"văn bản {number}"))
        seen, cursor = [], None
        for step in range(4):
            records, cursor = catalogue.records(EVERYTHING, limit=3, cursor=cursor)
            seen += [record.id for record in records]
            put(catalogue, document(f"new{step}", f"văn bản mới {step}"))
            put(catalogue, document(f"d{9 - step}", f"bản khác {step}"), f"/d{9 - step}")
        assert seen == [f"d{number}" for number in range(9, -1, -1)]
        assert cursor is None

    def test_the_last_full_page_has_no_cursor(self, three: SqlCatalogue) -> None:
        assert three.records(EVERYTHING, limit=3)[1] is None

    @pytest.mark.parametrize("cursor", ["", "x", "-1", "1 OR 1=1", "9" * 40, "１２"])
    def test_refuses_a_foreign_cursor(self, three: SqlCatalogue, cursor: str) -> None:
        with pytest.raises(InvalidCursor):
            three.records(EVERYTHING, cursor=cursor)

    @pytest.mark.parametrize(
        ("q", "found"),
        [
            ("sơn khê", ["d1"]),
            ("SON KHE", ["d1"]),
            ("171", ["d1"]),
            ("hòa giang", ["d2"]),
            ("hoà giang", ["d2"]),
            ("giang ubnd", ["d2"]),
            ("khong-ten", ["d3"]),
            ("sơn giang", []),
            ("%", []),
            ("_", []),
            ("' OR 1=1 --", []),
            ("  ", ["d3", "d2", "d1"]),
        ],
    )
    def test_searches_what_it_shows(self, three: SqlCatalogue, q: str, found: list[str]) -> None:
        assert [record.id for record in three.records(EVERYTHING, q=q)[0]] == found

    @pytest.mark.parametrize(
        ("order", "listed"),
        [
            (Order.ADDED, ["d3", "d2", "d1"]),
            (Order.ISSUED, ["d2", "d1", "d3"]),
            (Order.TITLE, ["d3", "d2", "d1"]),
            (Order.PLACE, ["d2", "d1", "d3"]),
        ],
    )
    def test_comes_in_an_order_page_by_page(
        self, three: SqlCatalogue, order: Order, listed: list[str]
    ) -> None:
        seen, cursor = [], None
        for _ in listed:
            records, cursor = three.records(EVERYTHING, limit=1, cursor=cursor, order=order)
            seen += [record.id for record in records]
        assert (seen, cursor) == (listed, None)

    @pytest.mark.parametrize("cursor", ["", "3", "WyJ0aXRsZSIsMSwyXQ==", "bnVsbA==", "é", "W10="])
    def test_refuses_a_cursor_of_another_order(self, three: SqlCatalogue, cursor: str) -> None:
        with pytest.raises(InvalidCursor):
            three.records(EVERYTHING, cursor=cursor, order=Order.ISSUED)

    def test_is_counted_by_what_it_holds(self, three: SqlCatalogue) -> None:
        told = three.tally(EVERYTHING)
        assert told.total == 3
        assert told.places == (("Hòa Giang", 1), ("Sơn Khê", 1))
        assert told.kinds == (("Kế hoạch", 2), ("Chỉ thị", 1))
        assert sum(count for _, count in told.years) == 2
        narrowed = three.tally(EVERYTHING, Filters(place="hoa giang"), q="ubnd")
        assert (narrowed.total, narrowed.places) == (1, (("Hòa Giang", 1),))
        assert three.tally(NOBODY) == Tally(0)

    def test_takes_filters(self, three: SqlCatalogue) -> None:
        records, _ = three.records(EVERYTHING, Filters(kind="kế hoạch"), q="giang")
        assert [record.id for record in records] == ["d2"]


class TestResolve:
    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            (Filters(issuer="sơn khê"), {"d1"}),
            (Filters(issuer="ubnd tinh"), {"d2"}),
            (Filters(place="hoa giang"), {"d2"}),
            (Filters(place="hòa"), set()),
            (Filters(kind="KẾ HOẠCH"), {"d1", "d2"}),
            (Filters(number="171 - kh/hu"), {"d1"}),
            (Filters(number="171"), set()),
            (Filters(issued_from=date(2024, 12, 2)), {"d1", "d2"}),
            (Filters(issued_from=date(2024, 12, 3)), {"d2"}),
            (Filters(issued_to=date(2024, 12, 2)), {"d1"}),
            (Filters(document_ids=frozenset({"d3", "d9"})), {"d3"}),
            (Filters(document_ids=frozenset()), set()),
            (Filters(kind="kế hoạch", issuer="huyện ủy"), {"d1"}),
            (Filters(issuer="' OR '1'='1"), set()),
        ],
    )
    def test_admits_documents_by_what_they_state(
        self, three: SqlCatalogue, filters: Filters, found: set[str]
    ) -> None:
        assert three.resolve(EVERYTHING, filters) == Selection(frozenset(found))

    def test_nothing_narrowed_is_no_selection(self, three: SqlCatalogue) -> None:
        assert three.resolve(EVERYTHING, NO_FILTERS) == Selection(None)

    def test_scope_and_filters_both_narrow(self, three: SqlCatalogue) -> None:
        some = Scope(frozenset({"d1", "d3"}))
        assert three.resolve(some, NO_FILTERS) == Selection(frozenset({"d1", "d3"}))
        assert three.resolve(some, Filters(kind="kế hoạch")) == Selection(frozenset({"d1"}))
        asked = Filters(document_ids=frozenset({"d2"}))
        assert three.resolve(some, asked) == Selection(frozenset())


class TestOrigins:
    def test_finds_documents_by_origin_and_bytes(self, three: SqlCatalogue) -> None:
        found = three.by_origin("/d2")
        assert found is not None
        assert found.id == "d2"
        assert three.by_origin("/other") is None
        same = three.by_sha256(SON_KHE.sha256)
        assert same is not None
        assert same.id == "d1"

    def test_a_document_may_have_several_origins(self, three: SqlCatalogue) -> None:
        three.attach("/copy", "d1")
        three.attach("/copy", "d1")
        assert three.origins("d1") == ["/d1", "/copy"]
        assert three.generation == 3

    def test_a_document_that_lost_its_last_origin_is_dropped(self, three: SqlCatalogue) -> None:
        three.attach("/copy", "d1")
        three.attach("/d1", "d2")
        assert "d1" in three
        three.attach("/copy", "d2")
        assert "d1" not in three
        assert three.touched_since(3) == (4, ["d1"])
        assert three.origins("d2") == ["/d2", "/d1", "/copy"]


class TestChanges:
    def test_every_change_raises_the_generation_by_one(self, catalogue: SqlCatalogue) -> None:
        assert catalogue.generation == 0
        put(catalogue, SON_KHE)
        put(catalogue, HOA_GIANG)
        put(catalogue, SON_KHE)
        assert catalogue.generation == 3
        catalogue.delete("d1", EVERYTHING)
        assert catalogue.generation == 4
        with pytest.raises(DocumentNotFound):
            catalogue.delete("d1", EVERYTHING)
        assert catalogue.generation == 4

    def test_tells_what_was_touched_since(self, three: SqlCatalogue) -> None:
        assert three.touched_since(0) == (3, ["d1", "d2", "d3"])
        put(three, SON_KHE)
        three.delete("d3", EVERYTHING)
        assert three.touched_since(3) == (5, ["d1", "d3"])
        assert three.touched_since(0) == (5, ["d2", "d1", "d3"])
        assert three.touched_since(5) == (5, [])

    def test_changes_come_in_portions(self, three: SqlCatalogue) -> None:
        assert three.changes_since(0, 2) == [(1, "d1"), (2, "d2")]
        assert three.changes_since(2, 2) == [(3, "d3")]
        assert three.changes_since(3, 2) == []

    def test_another_opener_sees_changes_at_once(self, three: SqlCatalogue, opener: Opener) -> None:
        other = opener()
        assert other.document("d1", EVERYTHING) == SON_KHE
        put(three, replace(SON_KHE, text="Bản mới"))
        assert other.generation == 4
        assert other.document("d1", EVERYTHING).text == "Bản mới"
        three.delete("d1", EVERYTHING)
        with pytest.raises(DocumentNotFound):
            other.document("d1", EVERYTHING)
        other.close()

    def test_threads_write_and_read_together(self, catalogue: SqlCatalogue) -> None:
        failures: list[BaseException] = []

        def work(name: str) -> None:
            try:
                for number in range(12):
                    whole = document(f"{name}{number}", f"văn bản {name} {number}")
                    put(catalogue, whole)
                    assert catalogue.document(whole.id, EVERYTHING) == whole
                    assert len(catalogue.records(EVERYTHING, limit=100)[0]) >= number
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert catalogue.generation == len(catalogue.document_ids()) == 48


class TestFile:
    @pytest.fixture
    def catalogue(self, in_file: SqliteCatalogue) -> SqliteCatalogue:
        return in_file

    def test_makes_its_folder(self, tmp_path: Path) -> None:
        SqliteCatalogue(tmp_path / "a" / "b" / "catalogue.sqlite3").close()
        assert (tmp_path / "a" / "b" / "catalogue.sqlite3").exists()

    def test_is_durable_by_default(self, catalogue: SqlCatalogue) -> None:
        with catalogue._database.reading() as connection:
            pragmas = {
                name: connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys")
            }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}

    def test_refuses_the_file_of_a_newer_program(self, path: Path) -> None:
        SqliteCatalogue(path).close()
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.close()
        with pytest.raises(StorageFailure, match="mới hơn"):
            SqliteCatalogue(path)

    def test_refuses_a_file_that_is_no_database(self, path: Path) -> None:
        path.write_bytes(b"This is not a database, but long enough to look like one." * 50)
        with pytest.raises(StorageFailure, match="định dạng"):
            SqliteCatalogue(path)

    def test_damage_met_while_reading_is_a_storage_failure(self, path: Path) -> None:
        catalogue = SqliteCatalogue(path)
        for number in range(40):
            put(catalogue, document(f"d{number}", f"văn bản {number}\n" * 200))
        catalogue.close()
        content = bytearray(path.read_bytes())
        content[8192:] = b"\xa5" * (len(content) - 8192)
        path.write_bytes(content)
        with pytest.raises(StorageFailure):
            list(SqliteCatalogue(path).documents(EVERYTHING))

    def test_a_folder_that_cannot_be_made_is_a_storage_failure(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StorageFailure, match="Không tạo được"):
            SqliteCatalogue(tmp_path / "file" / "catalogue.sqlite3")

    def test_a_full_disk_leaves_nothing_half_written(self, three: SqlCatalogue, path: Path) -> None:
        large = document("large", "\n".join(f"dòng thứ {n}" for n in range(3000)))
        for whole in (large, replace(large, id="d1")):
            # Holds for the one connection the pool lends next; a failed one is not lent again.
            with three._database.reading() as connection:
                pages = connection.execute("PRAGMA page_count").fetchone()[0]
                connection.execute(f"PRAGMA max_page_count = {pages + 4}")
            with pytest.raises(StorageFailure, match="đầy"):
                put(three, whole)
        assert three.generation == 3
        assert list(three.documents(EVERYTHING)) == [SON_KHE, HOA_GIANG, UNNAMED]
        put(three, large)
        assert SqliteCatalogue(path).document("large", EVERYTHING) == large


def test_passages_made_anew_lose_what_another_model_made_of_them(
    catalogue: SqliteCatalogue,
) -> None:
    put(catalogue, SON_KHE)
    passages = catalogue.passages_of("d1")
    keys = [each.id for each in passages]
    catalogue.put_statement_vectors({key: np.eye(4, dtype=np.float32)[:1] for key in keys})
    put(catalogue, SON_KHE)
    assert catalogue.statement_vectors(keys).keys() == set(keys)
    catalogue.put_passages("d1", passages, rows(len(passages)))
    assert catalogue.statement_vectors(keys) == {}
    assert {each.id for each in catalogue.without_statement_vectors(9)} == set(keys)
