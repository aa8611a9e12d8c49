import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index import manifest
from index import writer as writing
from index.catalogue.sqlite import SqliteCatalogue
from index.engines import open_stores
from index.engines.memory import MemoryLexicalStore, MemoryVectorStore
from index.errors import DocumentNotFound, ManifestMismatch
from index.incoming import Change, Incoming, State
from index.ports import EVERYTHING, LexicalQuery, LexicalStore, Scope, Selection, Vectors
from index.settings import Folders
from index.writer import Writer
from ingest.document import Document
from tests.fakes import HashingEmbedder, document

DIMENSION = 32


class RecordingEmbedder(HashingEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__(DIMENSION)
        self.calls: list[list[str]] = []

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        self.calls.append(list(passages))
        return super().embed_passages(passages)


@dataclass
class Office:
    """A data folder as one process has it open."""

    catalogue: SqliteCatalogue
    embedder: RecordingEmbedder
    vectors: MemoryVectorStore
    lexical: MemoryLexicalStore
    writer: Writer

    def found(self, text: str) -> list[str]:
        hits = self.lexical.search(LexicalQuery(text), 10, Selection())
        passages = self.catalogue.passages([hit.passage_id for hit in hits])
        return sorted({passage.document_id for passage in passages.values()})

    def agree(self) -> None:
        ids = [
            passage.id
            for document_id in self.catalogue.document_ids()
            for passage in self.catalogue.passages_of(document_id)
        ]
        assert len(self.vectors) == len(self.lexical) == len(ids)
        assert None not in self.vectors.similarities(np.ones(DIMENSION, np.float32), ids)
        assert self.vectors.generation == self.lexical.generation == self.catalogue.generation


def open_office(folder: Path) -> Office:
    catalogue, embedder = SqliteCatalogue(folder / "catalogue.sqlite3"), RecordingEmbedder()
    vectors, lexical = MemoryVectorStore(DIMENSION), MemoryLexicalStore()
    writer = Writer(catalogue, embedder, vectors, lexical, folder / "writer.lock")
    return Office(catalogue, embedder, vectors, lexical, writer)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path)
    yield office
    office.catalogue.close()


def incoming(whole: Document, origin: str | None = None) -> Incoming:
    return Incoming(whole, whole.text.encode(), origin or f"/{whole.id}")


def write(office: Office, whole: Document, origin: str | None = None) -> Change:
    item = incoming(whole, origin)
    return office.writer.write(item.document, item.original, item.origin)


def test_whoever_names_documents_hears_of_a_change_before_the_index_has_it(
    tmp_path: Path,
) -> None:
    office = open_office(tmp_path)
    told: list[tuple[int, int]] = []
    writer = Writer(
        office.catalogue,
        office.embedder,
        office.vectors,
        office.lexical,
        tmp_path / "writer.lock",
        told=lambda: told.append((office.catalogue.generation, office.vectors.generation)),
    )
    writer.write(SWIMMING, b"", "/d1")
    writer.delete("d1", EVERYTHING)
    writer.catch_up()
    assert told == [(1, 0), (2, 1)]
    office.catalogue.close()


SWIMMING = document("d1", "Tổ chức lớp học bơi cho trẻ em.\n")
DYKES = document("d2", "Gia cố đê trước mùa mưa bão.\n")


class TestIdentity:
    def test_a_new_file_is_added(self, office: Office) -> None:
        assert write(office, SWIMMING) == Change(State.ADDED, "d1")
        assert office.catalogue.document("d1", EVERYTHING) == SWIMMING
        assert office.catalogue.original("d1", EVERYTHING) == SWIMMING.text.encode()
        assert office.found("học bơi") == ["d1"]
        office.agree()

    def test_the_same_bytes_again_change_nothing(self, office: Office) -> None:
        write(office, SWIMMING)
        generation, calls = office.catalogue.generation, len(office.embedder.calls)
        assert write(office, SWIMMING) == Change(State.UNCHANGED, "d1")
        assert write(office, SWIMMING, "/elsewhere") == Change(State.UNCHANGED, "d1")
        assert office.catalogue.generation == generation
        assert not any(office.embedder.calls[calls:])

    def test_a_changed_file_replaces_its_old_self_and_keeps_the_id(self, office: Office) -> None:
        write(office, SWIMMING, "/plan.txt")
        assert write(office, DYKES, "/plan.txt") == Change(State.REPLACED, "d1")
        assert office.catalogue.document_ids() == ["d1"]
        assert office.catalogue.text("d1", EVERYTHING) == DYKES.text
        assert office.catalogue.document("d1", EVERYTHING).id == "d1"
        assert all(p.document_id == "d1" for p in office.catalogue.passages_of("d1"))
        assert office.found("học bơi") == []
        assert office.found("gia cố đê") == ["d1"]
        office.agree()

    def test_the_old_bytes_at_a_new_place_do_not_overwrite_who_took_their_id(
        self, office: Office
    ) -> None:
        write(office, SWIMMING, "/plan.txt")
        write(office, DYKES, "/plan.txt")
        change = write(office, SWIMMING, "/old.txt")
        assert change.state is State.ADDED
        assert change.document_id != "d1"
        assert office.catalogue.text("d1", EVERYTHING) == DYKES.text
        assert office.catalogue.text(change.document_id, EVERYTHING) == SWIMMING.text
        office.agree()

    def test_a_change_to_one_of_two_equal_files_keeps_the_other(self, office: Office) -> None:
        write(office, SWIMMING, "/a.txt")
        write(office, SWIMMING, "/b.txt")
        assert write(office, DYKES, "/a.txt") == Change(State.ADDED, "d2")
        assert office.catalogue.origins("d1") == ["/b.txt"]
        assert office.found("học bơi") == ["d1"]
        assert office.found("gia cố đê") == ["d2"]
        office.agree()

    def test_a_file_that_became_equal_to_another_drops_its_old_self(self, office: Office) -> None:
        write(office, SWIMMING, "/a.txt")
        write(office, DYKES, "/b.txt")
        assert write(office, SWIMMING, "/b.txt") == Change(State.UNCHANGED, "d1")
        assert office.catalogue.document_ids() == ["d1"]
        assert office.found("gia cố đê") == []
        office.agree()

    def test_a_deleted_file_can_come_back(self, office: Office) -> None:
        write(office, SWIMMING)
        office.writer.delete("d1", EVERYTHING)
        assert office.found("học bơi") == []
        office.agree()
        assert write(office, SWIMMING) == Change(State.ADDED, "d1")
        assert office.found("học bơi") == ["d1"]

    def test_only_who_may_see_a_document_deletes_it(self, office: Office) -> None:
        write(office, SWIMMING)
        with pytest.raises(DocumentNotFound):
            office.writer.delete("d1", Scope(frozenset({"d2"})))
        assert office.found("học bơi") == ["d1"]


class TestBatches:
    def test_embeds_across_documents_with_the_context_in_front(self, office: Office) -> None:
        changes = list(office.writer.write_many([incoming(SWIMMING), incoming(DYKES)]))
        assert [change.document_id for change in changes] == ["d1", "d2"]
        [texts] = office.embedder.calls
        passages = [p for key in ("d1", "d2") for p in office.catalogue.passages_of(key)]
        assert texts == [f"{p.context}\n{p.text}" for p in passages]
        for document_id in ("d1", "d2"):
            indexed = office.catalogue.indexed(document_id)
            assert indexed is not None
            expected = [f"{p.context}\n{p.text}" for p in indexed[0]]
            np.testing.assert_array_equal(
                indexed[1], HashingEmbedder(DIMENSION).embed_passages(expected)
            )

    def test_repeats_within_a_batch_are_told_apart_in_order(self, office: Office) -> None:
        changes = office.writer.write_many(
            [
                incoming(SWIMMING, "/a"),
                incoming(SWIMMING, "/b"),
                incoming(DYKES, "/c"),
                incoming(document("d3", "Bản sửa lần hai.\n"), "/c"),
            ]
        )
        assert list(changes) == [
            Change(State.ADDED, "d1"),
            Change(State.UNCHANGED, "d1"),
            Change(State.ADDED, "d2"),
            Change(State.REPLACED, "d2"),
        ]
        assert office.catalogue.text("d2", EVERYTHING) == "Bản sửa lần hai.\n"
        office.agree()

    def test_nothing_to_write_is_fine(self, office: Office) -> None:
        assert list(office.writer.write_many([])) == []
        assert office.embedder.calls == []

    def test_a_file_that_fails_to_be_read_keeps_those_before_it(self, office: Office) -> None:
        def files() -> Iterator[Incoming]:
            yield incoming(SWIMMING)
            yield incoming(SWIMMING, "/again")  # ends the first batch
            raise RuntimeError("the disk went away")

        with pytest.raises(RuntimeError, match="went away"):
            list(office.writer.write_many(files()))
        assert office.catalogue.document_ids() == ["d1"]
        office.agree()

    def test_many_documents_are_seen_by_the_stores_at_the_end(self, office: Office) -> None:
        wholes = [document(f"d{n:03}", f"Nhiệm vụ số {n} của kế hoạch.\n") for n in range(150)]
        changes = list(office.writer.write_many(map(incoming, wholes)))
        assert [change.document_id for change in changes] == [whole.id for whole in wholes]
        office.agree()


class TestPipeline:
    def test_the_next_documents_are_embedded_while_these_are_written(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "BATCH_PASSAGES", 1)
        begun = threading.Event()
        embed = office.embedder.embed_passages

        def second_tells(passages: Sequence[str]) -> Vectors:
            if office.embedder.calls:
                begun.set()
            return embed(passages)

        monkeypatch.setattr(office.embedder, "embed_passages", second_tells)
        changes = office.writer.write_many(map(incoming, (SWIMMING, DYKES)))
        assert next(changes).document_id == "d1"
        assert begun.wait(10)
        assert [change.document_id for change in changes] == ["d2"]
        office.agree()

    def test_a_document_sees_those_that_are_still_embedded(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "BATCH_PASSAGES", 1)
        again = replace(DYKES, id="d3", sha256=SWIMMING.sha256)
        files = [incoming(SWIMMING), incoming(DYKES), incoming(again), incoming(SWIMMING, "/b")]
        changes = list(office.writer.write_many(files))
        assert [(change.state, change.document_id) for change in changes] == [
            (State.ADDED, "d1"),
            (State.ADDED, "d2"),
            (State.UNCHANGED, "d1"),
            (State.UNCHANGED, "d1"),
        ]
        office.agree()

    def test_where_files_are_long_in_coming_each_is_written_at_once(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "SLOW_SECONDS", 0.0)

        def files() -> Iterator[Incoming]:
            for number in range(3):
                assert len(office.catalogue.document_ids()) == number
                yield incoming(document(f"d{number}", f"Nhiệm vụ số {number}.\n"))

        assert len(list(office.writer.write_many(files()))) == 3
        office.agree()

    def test_large_files_are_not_gathered(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "BATCH_BYTES", 10)
        assert len(list(office.writer.write_many(map(incoming, (SWIMMING, DYKES))))) == 2
        assert [len(call) for call in office.embedder.calls] == [1, 1]

    def test_a_long_document_is_embedded_in_pieces(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "BATCH_PASSAGES", 2)
        text = "".join(f"{n}. {'Nâng cấp trạm y tế xã. ' * 40}\n" for n in range(1, 6))
        write(office, document("d1", text))
        assert len(office.catalogue.passages_of("d1")) > 4
        assert {len(call) for call in office.embedder.calls} <= {1, 2}
        office.agree()

    def test_who_stops_early_leaves_whole_documents(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "BATCH_PASSAGES", 1)
        changes = office.writer.write_many(map(incoming, (SWIMMING, DYKES)))
        next(changes)
        changes.close()  # type: ignore[attr-defined]  # a generator
        assert office.catalogue.document_ids() == ["d1"]
        office.agree()


class TestCatchUp:
    def test_nothing_new_changes_nothing(self, office: Office) -> None:
        assert office.writer.catch_up() is False
        write(office, SWIMMING)
        assert office.writer.catch_up() is False

    def test_another_process_is_seen(self, office: Office, tmp_path: Path) -> None:
        server = open_office(tmp_path)
        write(office, SWIMMING)
        write(office, DYKES)
        assert server.found("học bơi") == []
        assert server.writer.catch_up() is True
        assert server.found("học bơi") == ["d1"]
        office.writer.delete("d1", EVERYTHING)
        write(office, replace(DYKES, text="Trồng rừng.\n", sha256="0" * 64), "/d2")
        assert server.writer.catch_up() is True
        assert server.found("học bơi gia cố đê") == []
        assert server.found("trồng rừng") == ["d2"]
        server.agree()
        server.catalogue.close()

    def test_a_catalogue_put_back_from_a_copy_is_followed(
        self, office: Office, tmp_path: Path
    ) -> None:
        write(office, SWIMMING)
        write(office, DYKES)
        other = open_office(tmp_path / "older")
        write(other, DYKES)
        restored = Writer(
            other.catalogue, other.embedder, office.vectors, office.lexical, tmp_path / "lock"
        )
        assert restored.catch_up() is True
        assert len(office.vectors) == len(other.vectors)
        assert office.lexical.search(LexicalQuery("học bơi"), 5, Selection()) == []
        other.catalogue.close()

    def test_does_not_wait_for_another_process(self, office: Office, tmp_path: Path) -> None:
        writer = open_office(tmp_path)
        write(writer, SWIMMING)
        with FileLock(tmp_path / "writer.lock"):
            office.writer.catch_up()
            assert len(office.lexical) == 0
            assert len(office.vectors) > 0
        assert office.writer.catch_up() is True
        office.agree()
        writer.catalogue.close()

    def test_threads_catch_up_together(self, office: Office, tmp_path: Path) -> None:
        server = open_office(tmp_path)
        for number in range(40):
            write(office, document(f"d{number}", f"Nhiệm vụ {number}.\n"))
        threads = [
            threading.Thread(target=server.writer.catch_up, kwargs={"patience": 30})
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.agree()
        server.catalogue.close()


class TestDerivedStores:
    """The real adapters on one folder, opened by two "processes"."""

    @pytest.fixture
    def folders(self, tmp_path: Path) -> Folders:
        return Folders(tmp_path)

    def open(self, folders: Folders) -> Writer:
        vectors, lexical = open_stores(folders, DIMENSION)
        embedder = HashingEmbedder(DIMENSION)
        return Writer(SqliteCatalogue(folders.catalogue), embedder, vectors, lexical, folders.lock)

    def found(self, writer: Writer, text: str) -> int:
        lexical: LexicalStore = writer._lexical
        return len(lexical.search(LexicalQuery(text), 10, Selection()))

    def test_a_running_server_sees_an_ingest(self, folders: Folders) -> None:
        server, ingest = self.open(folders), self.open(folders)
        ingest.write(SWIMMING, b"1", "/a")
        assert server.catch_up() is True
        assert self.found(server, "học bơi") > 0
        ingest.delete("d1", EVERYTHING)
        assert server.catch_up() is True
        assert self.found(server, "học bơi") == 0

    def test_lost_stores_are_rebuilt_from_the_catalogue(self, folders: Folders) -> None:
        first = self.open(folders)
        first.write(SWIMMING, b"1", "/a")
        first._vectors.close()
        for file in [*folders.vectors.iterdir(), *folders.lexical.glob("*.term")]:
            file.unlink()
        again = self.open(folders)
        assert len(again._vectors) == len(again._lexical) == 0
        assert again.catch_up() is True
        assert len(again._vectors) == len(again._lexical) > 0
        assert self.found(again, "học bơi") > 0


class TestReindex:
    def test_embeds_everything_again_with_another_model(self, tmp_path: Path) -> None:
        old = open_office(tmp_path)
        for whole in (SWIMMING, DYKES):
            write(old, whole)
        ingested_at = old.catalogue.record("d1", EVERYTHING).ingested_at
        embedder = HashingEmbedder(8)
        vectors, lexical = MemoryVectorStore(8), MemoryLexicalStore()
        writer = Writer(old.catalogue, embedder, vectors, lexical, tmp_path / "writer.lock")
        assert list(writer.reindex()) == ["d1", "d2"]
        assert len(vectors) == len(lexical) == len(old.vectors)
        assert vectors.generation == lexical.generation == old.catalogue.generation
        assert old.catalogue.record("d1", EVERYTHING).ingested_at == ingested_at
        assert old.catalogue.original("d1", EVERYTHING) == SWIMMING.text.encode()
        old.catalogue.close()

    def test_a_server_with_the_old_model_takes_nothing_in(
        self, office: Office, tmp_path: Path
    ) -> None:
        kept = manifest.ManifestFile(tmp_path / "manifest.json")

        def opened(embedder: HashingEmbedder) -> tuple[Writer, MemoryVectorStore]:
            vectors = MemoryVectorStore(DIMENSION)
            stores = (vectors, MemoryLexicalStore())
            return Writer(office.catalogue, embedder, *stores, tmp_path / "lock", kept), vectors

        server, vectors = opened(HashingEmbedder(DIMENSION, "old"))
        server.write(SWIMMING, b"1", "/a")
        ids = [passage.id for passage in office.catalogue.passages_of("d1")]
        before = vectors.similarities(np.ones(DIMENSION, np.float32), ids)
        assert None not in before
        rebuilding = opened(HashingEmbedder(DIMENSION, "new"))[0].reindex()
        assert next(rebuilding) == "d1"
        with pytest.raises(ManifestMismatch, match="chưa xong"):
            server.catch_up()
        assert list(rebuilding) == []
        with pytest.raises(ManifestMismatch, match="mô hình nhúng"):
            server.catch_up()
        with pytest.raises(ManifestMismatch, match="mô hình nhúng"):
            server.write(DYKES, b"2", "/b")
        assert office.catalogue.document_ids() == ["d1"]
        assert vectors.similarities(np.ones(DIMENSION, np.float32), ids) == before

    def test_an_interrupted_reindex_is_noticed_and_can_be_run_again(
        self, office: Office, tmp_path: Path
    ) -> None:
        kept = manifest.ManifestFile(tmp_path / "manifest.json")
        stores = (office.vectors, office.lexical)
        writer = Writer(office.catalogue, office.embedder, *stores, tmp_path / "lock", kept)
        list(writer.write_many([incoming(SWIMMING), incoming(DYKES)]))
        now = manifest.expected(office.embedder)
        interrupted = writer.reindex()
        next(interrupted)
        del interrupted
        with pytest.raises(ManifestMismatch, match="hoidap reindex"):
            manifest.check(kept, now, empty=False)
        assert list(writer.reindex()) == ["d1", "d2"]
        manifest.check(kept, now, empty=False)
        office.agree()


def test_a_correction_embeds_what_is_called_otherwise(office: Office) -> None:
    plan = document("d1", "Mở lớp bơi.", number="1Z/KH-UBND", kind="Kế hoạch", signer="Lê Đủ")
    list(office.writer.write_many([incoming(plan)]))
    before = len(office.embedder.calls)
    office.writer.correct("d1", {"signer": "Lê Văn Đủ"}, EVERYTHING)
    assert len(office.embedder.calls) == before
    office.writer.correct("d1", {"number": "12/KH-UBND"}, EVERYTHING)
    [[embedded]] = office.embedder.calls[before:]
    assert "12/KH-UBND" in embedded
    office.agree()
    with pytest.raises(DocumentNotFound):
        office.writer.correct("d1", {"number": "x"}, Scope(frozenset()))
    [change] = office.writer.write_many([incoming(plan)])
    assert change.state is State.UNCHANGED
    assert office.catalogue.record("d1", EVERYTHING).number == "12/KH-UBND"


def test_a_new_reading_changes_what_reads_otherwise(office: Office) -> None:
    plan = document("d1", "Mở lớp bơi.", number="1/KH-UBND")
    list(office.writer.write_many([incoming(plan)]))
    office.writer.correct("d1", {"number": "12/KH-UBND"}, EVERYTHING)
    generation, calls = office.catalogue.generation, len(office.embedder.calls)
    assert office.writer.reread(plan, b"file") is State.UNCHANGED
    assert office.catalogue.generation == generation
    [kept] = office.catalogue.passages_of("d1")
    longer = replace(document("d1", "Mở lớp bơi.\nXây bể bơi."), sha256=plan.sha256)
    first = longer.sections[0]
    longer = replace(
        longer,
        sections=(
            replace(first, end=11),
            replace(first, label="II", path=("II",), start=12, end=len(longer.text)),
        ),
    )
    assert office.writer.reread(longer, b"file") is State.REPLACED
    assert office.catalogue.passages_of("d1")[0].id == kept.id
    [[embedded]] = office.embedder.calls[calls:]
    assert embedded.endswith("Xây bể bơi.")
    assert office.catalogue.record("d1", EVERYTHING).number == "12/KH-UBND"
    office.agree()
    with pytest.raises(DocumentNotFound):
        office.writer.reread(replace(plan, id="d2"), b"file")
