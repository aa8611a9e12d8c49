"""The adapters of the catalogue's smaller ports, and how they stay right while documents change."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.catalogue import integrity
from index.catalogue import names as sqlite_names
from index.catalogue.database import Database
from index.catalogue.memory import (
    MemoryAccess,
    MemoryFacts,
    MemoryNames,
    MemoryOriginals,
    MemoryStatementVectors,
    MemoryTags,
)
from index.catalogue.schema import MIGRATIONS
from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue
from index.ports import EVERYTHING, NO_FILTERS, Filters, Scope, Selection
from index.records import Marks
from index.spelling import Spelling
from ingest.document import Document, Passage
from tests import postgres
from tests.index.catalogue.conftest import Opener, in_postgres
from tests.index.catalogue.contract import (
    PASSAGES,
    AccessListsContract,
    FactsContract,
    NameIndexContract,
    OriginalsContract,
    StatementVectorsContract,
    TagsContract,
    named_document,
    stated,
    unit_rows,
)


def put(catalogue: SqlCatalogue, document: Document, passages: list[Passage] | None = None) -> None:
    rows = np.ones((len(passages or []), 4), np.float32)
    catalogue.put(document, passages or [], rows, b"\x00 one", f"/{document.id}")


class TestMemoryAccess(AccessListsContract):
    @pytest.fixture
    def lists(self) -> MemoryAccess:
        return MemoryAccess(["a", "b", "c"])


class TestSqliteAccess(AccessListsContract):
    @pytest.fixture
    def lists(self, catalogue: SqliteCatalogue) -> SqliteCatalogue:
        for key in "abc":
            put(catalogue, named_document(key, f"Văn bản {key}."))
        return catalogue


class TestMemoryTags(TagsContract):
    @pytest.fixture
    def tags(self) -> MemoryTags:
        return MemoryTags(["a", "b", "c"])


class TestKeptTags(TagsContract):
    @pytest.fixture
    def tags(self, catalogue: SqlCatalogue) -> SqlCatalogue:
        for key in "abc":
            put(catalogue, named_document(key, f"Văn bản {key}."))
        return catalogue


def test_tags_narrow_and_are_told_of_what_the_asker_sees(catalogue: SqlCatalogue) -> None:
    for key in "abc":
        put(catalogue, named_document(key, f"Văn bản {key * 9}."))
    before = catalogue.generation
    catalogue.tag("ab", ["Nước sạch"])
    catalogue.tag("c", ["Kín"])
    assert catalogue.generation == before  # no passage is read anew for it
    put(catalogue, named_document("a", "Văn bản viết lại."))
    assert catalogue.record("a", EVERYTHING).tags == ("Nước sạch",)
    own = Scope(frozenset("bc"))
    clean = Filters(tag="nuoc sach")
    assert [record.id for record in catalogue.records(own, clean)[0]] == ["b"]
    assert catalogue.resolve(EVERYTHING, clean) == Selection(frozenset("ab"))
    assert catalogue.tally(EVERYTHING).tags == (("Nước sạch", 2), ("Kín", 1))
    assert catalogue.tally(Scope(frozenset("ab"))).tags == (("Nước sạch", 2),)
    catalogue.delete("c", EVERYTHING)
    assert catalogue.tally(EVERYTHING).tags == (("Nước sạch", 2),)


class TestMemoryOriginals(OriginalsContract):
    @pytest.fixture
    def originals(self) -> MemoryOriginals:
        return MemoryOriginals({"a": b"\x00 one"})


class TestKeptOriginals(OriginalsContract):
    @pytest.fixture
    def originals(self, catalogue: SqlCatalogue) -> SqlCatalogue:
        put(catalogue, named_document("a", "Một"))
        return catalogue


class TestMemoryStatementVectors(StatementVectorsContract):
    @pytest.fixture
    def kept(self) -> MemoryStatementVectors:
        return MemoryStatementVectors(PASSAGES)


class TestKeptStatementVectors(StatementVectorsContract):
    @pytest.fixture
    def kept(self, catalogue: SqlCatalogue) -> SqlCatalogue:
        put(catalogue, named_document("d", "Câu"), PASSAGES)
        return catalogue


class TestMemoryNames(NameIndexContract):
    @pytest.fixture
    def names(self) -> MemoryNames:
        return MemoryNames(self.DOCUMENTS, Marks(same_as={"c": "a"}))


class TestKeptNames(NameIndexContract):
    @pytest.fixture
    def names(self, catalogue: SqlCatalogue) -> SqlCatalogue:
        for document in self.DOCUMENTS:
            put(catalogue, document)
        with catalogue._database.writing() as connection:
            connection.execute("UPDATE documents SET same_as = 'a' WHERE id = 'c'")
            sqlite_names.settle(connection)
        return catalogue


def same(one: Spelling, other: Spelling, texts: list[str]) -> bool:
    syllables = {syllable for text in texts for syllable in text.lower().split()}
    return (one.total, one.starts) == (other.total, other.starts) and all(
        one.count(first) == other.count(first)
        and one.followers(first) == other.followers(first)
        and one.pair(first, second) == other.pair(first, second)
        for first in syllables
        for second in syllables
    )


@pytest.mark.parametrize("lessons", [3, 1_000])
def test_documents_that_come_and_go_leave_the_counts_of_those_that_stay(
    catalogue: SqlCatalogue, monkeypatch: pytest.MonkeyPatch, lessons: int
) -> None:
    monkeypatch.setattr(sqlite_names, "LESSONS", lessons)
    chance = np.random.default_rng(3)
    words = ["nước", "sạch", "nông", "thôn", "đê", "điều", "dê", "núi"]
    texts: dict[str, str] = {}
    known = catalogue.spelling()
    for step in range(40):
        document_id = f"d{chance.integers(8)}"
        if document_id in texts and chance.integers(3) == 0:
            catalogue.delete(document_id, EVERYTHING)
            del texts[document_id]
        else:
            texts[document_id] = " ".join([f"văn bản {step}", *chance.choice(words, 12)])
            put(catalogue, named_document(document_id, texts[document_id]))
        known = catalogue.spelling(known)
    exact = MemoryNames(named_document(key, text) for key, text in texts.items()).spelling()
    assert same(known, exact, [*texts.values(), " ".join(words)])
    assert same(catalogue.spelling(), exact, [*texts.values(), " ".join(words)])


def test_a_copy_teaches_nothing_until_it_answers_for_itself(catalogue: SqlCatalogue) -> None:
    text = "Cấp nước sạch cho mọi hộ dân ở các xã vùng cao trong mùa khô. " * 4
    for document_id in ("x", "y"):
        document = named_document("1", text)
        put(catalogue, replace(document, id=document_id))
    assert catalogue.marks().same_as == {"y": "x"}
    assert catalogue.spelling().starts == 1
    catalogue.delete("x", EVERYTHING)
    assert catalogue.spelling().starts == 1
    assert [key for key, _ in catalogue.phrases(10**6)] == ["y"]


def test_data_of_an_earlier_format_are_taken_over(tmp_path: Path) -> None:
    documents = [named_document(key, f"Cấp nước sạch cho xã {key} năm 2030") for key in "pq"]
    passages = [replace(p, id=f"p-{p.ordinal}", document_id="p") for p in PASSAGES]
    present = SqliteCatalogue(tmp_path / "present.sqlite3")
    put(present, documents[0], passages)
    put(present, documents[1])
    present.close()
    earlier = tmp_path / "earlier.sqlite3"
    rows = unit_rows(5)
    database = Database(earlier, MIGRATIONS[:3])
    with database.reading() as connection:
        connection.execute("ATTACH ? AS present", (str(tmp_path / "present.sqlite3"),))
        for table in ("documents", "origins", "bodies", "passages", "vectors", "originals"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM present.{table}")
        connection.execute("INSERT INTO changes SELECT * FROM present.changes")
        connection.execute(
            "INSERT INTO signatures SELECT document_id, scanned, minhash FROM present.signatures"
        )
        connection.execute(
            "INSERT INTO statements VALUES ('p-0', ?, ?)", (rows.shape[1], rows.tobytes())
        )
        connection.execute("DETACH present")
    database.close()
    lifted = SqliteCatalogue(earlier)
    assert list(lifted.documents(EVERYTHING)) == documents
    assert lifted.generation == 2
    kept = lifted.statement_vectors(["p-0"])["p-0"]
    assert np.abs(kept - rows).max() < 5e-3
    assert [p.id for p in lifted.without_statement_vectors(9)] == ["p-2", "p-1"]
    assert same(lifted.spelling(), MemoryNames(documents).spelling(), [d.text for d in documents])
    put(lifted, replace(documents[0], id="copy"))
    assert lifted.marks().same_as == {"copy": "p"}
    lifted.close()
    assert SqliteCatalogue(earlier).generation == 3


class TestMemoryFacts(FactsContract):
    @pytest.fixture(scope="class")
    @classmethod
    def facts(cls) -> MemoryFacts:
        return MemoryFacts(cls.DOCUMENTS, stated)


class TestKeptFacts(FactsContract):
    @pytest.fixture(scope="class")
    @classmethod
    def facts(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteCatalogue]:
        catalogue = SqliteCatalogue(tmp_path_factory.mktemp("facts") / "c.sqlite3", stated)
        for each in cls.DOCUMENTS:
            put(catalogue, each)
        yield catalogue
        catalogue.close()


class TestPostgresFacts(FactsContract):
    @pytest.fixture(scope="class")
    @classmethod
    def facts(cls, postgres_server: str) -> Iterator[SqlCatalogue]:
        postgres.empty(postgres_server)
        catalogue = in_postgres(postgres_server, stated)
        for each in cls.DOCUMENTS:
            put(catalogue, each)
        yield catalogue
        catalogue.close()


@pytest.fixture
def reading(opener: Opener) -> Iterator[SqlCatalogue]:
    """Return a catalogue whose documents state facts of our own making."""
    catalogue = opener(stated)
    for each in FactsContract.DOCUMENTS:
        put(catalogue, each)
    yield catalogue
    catalogue.close()


def test_facts_go_with_their_document(reading: SqlCatalogue) -> None:
    reading.delete("d2", EVERYTHING)
    assert {record.document_id for record in reading.facts(Selection())[0]} == {"d1"}
    reading.delete("d1", EVERYTHING)
    with reading._database.reading() as connection:
        for table in ("facts", "dues", "readings"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_facts_of_a_replaced_document_are_its_new_ones(reading: SqlCatalogue) -> None:
    before = {record.quote: record.id for record in reading.facts(Selection())[0]}
    kept, *_ = FactsContract.DOCUMENTS[0].text.splitlines()
    text = f"task|Việc mới|Sở Nội vụ|\n{kept}"
    put(reading, replace(FactsContract.DOCUMENTS[0], text=text))
    after, _ = reading.facts(Selection(frozenset({"d1"})))
    assert [record.quote for record in after] == text.splitlines()
    assert after[1].id == before[kept]
    assert after[0].id not in before.values()


def test_facts_of_an_older_file_are_read_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    catalogue = SqliteCatalogue(path, stated)
    put(catalogue, FactsContract.DOCUMENTS[0])
    before, _ = catalogue.facts(Selection())
    catalogue.close()
    with closing(sqlite3.connect(path)) as connection:
        for table in re.findall(r"CREATE TABLE (\w+)", str(MIGRATIONS[5:])):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        for table, old, new in re.findall(
            r"ALTER TABLE (\w+) RENAME COLUMN (\w+) TO (\w+)", str(MIGRATIONS[5:])
        ):
            connection.execute(f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}")
        # What a later one made anew is again as it was.
        connection.execute("DROP TABLE bands")
        for statement in MIGRATIONS[4][:2]:
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 5")
        connection.commit()
    catalogue = SqliteCatalogue(path, stated)
    after, _ = catalogue.facts(Selection())
    assert after == before
    catalogue.close()
    with closing(sqlite3.connect(path)) as connection:
        integrity.register(connection)
        assert list(integrity.damages(connection)) == []


def test_equal_facts_of_one_document_have_ids_of_their_own(tmp_path: Path) -> None:
    line = "task|Việc|Sở Y tế|"
    document = replace(FactsContract.DOCUMENTS[0], text=f"{line}\n{line}")
    records, _ = MemoryFacts([document], stated).facts(Selection())
    assert len({record.id for record in records}) == 2


def test_facts_of_a_copy_are_found_once(reading: SqlCatalogue) -> None:
    copy = replace(FactsContract.DOCUMENTS[0], id="d3", sha256="d3")
    put(reading, copy)
    found, _ = reading.facts(reading.resolve(EVERYTHING, NO_FILTERS))
    assert len({record.document_id for record in found} & {"d1", "d3"}) == 1
