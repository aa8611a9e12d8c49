"""Who sees what, in the catalogue's own transactions and statements."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.catalogue.sqlite import SqliteCatalogue
from index.errors import DocumentNotFound
from index.ports import EVERYTHING, NO_FILTERS, Filters, Scope, Selection
from index.records import Marks
from tests.index.catalogue.contract import named_document


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[SqliteCatalogue]:
    with closing(SqliteCatalogue(tmp_path / "catalogue.sqlite3")) as catalogue:
        put(catalogue, "a", "x")
        put(catalogue, "b", "x", "y")
        put(catalogue, "c")
        yield catalogue


def put(catalogue: SqliteCatalogue, key: str, *shown: str) -> None:
    document = named_document(key, f"Nội dung của văn bản {key * 9}.")
    catalogue.put(document, [], np.empty((0, 4), np.float32), b"", f"/{key}", shown)


def test_the_listing_and_the_search_keep_to_the_scope(catalogue: SqliteCatalogue) -> None:
    seen = catalogue.scope(["y"])
    assert [record.id for record in catalogue.records(seen)[0]] == ["b"]
    assert catalogue.resolve(seen, NO_FILTERS) == Selection(frozenset("b"))
    asked = Filters(document_ids=frozenset("ab"))
    assert catalogue.resolve(seen, asked) == Selection(frozenset("b"))
    for read in (catalogue.document, catalogue.text, catalogue.record, catalogue.original):
        with pytest.raises(DocumentNotFound):
            read("a", seen)
    with pytest.raises(DocumentNotFound):
        catalogue.delete("a", seen)
    assert [document.id for document in catalogue.documents(seen)] == ["b"]
    assert len(catalogue.records(EVERYTHING)[0]) == 3


def test_a_document_that_goes_is_shown_to_nobody(catalogue: SqliteCatalogue) -> None:
    assert catalogue.scope(["x"]).document_ids == frozenset("ab")
    catalogue.delete("a", EVERYTHING)
    assert catalogue.scope(["x"]).document_ids == frozenset("b")
    put(catalogue, "a")
    assert catalogue.access("a") == frozenset()


def test_one_that_is_replaced_stays_shown(catalogue: SqliteCatalogue) -> None:
    put(catalogue, "a", "z")
    assert catalogue.access("a") == {"x", "z"}


def test_the_same_bytes_are_known_to_whom_they_are_shown(catalogue: SqliteCatalogue) -> None:
    def known(*access: str) -> str | None:
        record = catalogue.by_sha256("b", access)
        return None if record is None else record.id

    assert known() == known("x") == known("x", "y") == "b"
    assert known("z") is None
    assert known("x", "z") is None


def test_a_scope_that_is_not_resolved_admits_nothing_by_mistake() -> None:
    with pytest.raises(ValueError, match="resolved"):
        Scope(principals=frozenset("x")).admits("a")
    with pytest.raises(ValueError, match="resolved"):
        Selection(scope=Scope(frozenset("a"), frozenset("x"))).require_ids()


def test_marks_within_are_those_of_a_smaller_catalogue() -> None:
    marks = Marks(
        same_as={"b": "a", "c": "a", "z": "y"},
        superseded_by={"a": "d", "b": "d", "c": "d", "d": "e", "e": "f"},
    )
    assert marks.within("abcdefyz") == marks
    assert marks.within("bc").same_as == {"c": "b"}
    assert marks.within("z") == Marks()
    assert marks.within("ae") == Marks({}, {"a": "e"})
    assert marks.within("df").superseded_by == {"d": "f"}
    assert marks.within("") == Marks()


def test_a_newer_version_is_told_by_its_copy_that_is_seen() -> None:
    marks = Marks(same_as={"copy": "new"}, superseded_by={"old": "new"})
    assert marks.within(["old", "copy"]).superseded_by == {"old": "copy"}
