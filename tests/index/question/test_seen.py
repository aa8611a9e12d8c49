"""The library of a part of the documents is that of a catalogue which never held any other."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING
from index.question.library import Library
from index.question.shelf import Shelf
from index.question.understanding import understand
from ingest.document import Document
from tests.index.library_of import a_document

TEXTS = {
    "a": "Bảo vệ rừng khộp Khượng Xẩng. Hội đồng thẩm định khảo nghiệm, gọi là HĐTĐKN.",
    "b": "Nạo vét kênh Ngoảng Vẹt trước mùa mưa. Hội đồng thẩm định khảo nghiệm họp hằng quý.",
    "c": "Trồng quế ở Trếch Ruỗm. Hội đồng thẩm định khảo nghiệm họp hằng tháng.",
}
PLACES = {"a": "Khượng Xẩng", "b": "Ngoảng Vẹt", "c": "Trếch Ruỗm"}
QUESTIONS = (
    "bao ve rung khop o Khuong Xang",
    "nao vet kenh Ngoang Vet",
    "Trech Ruom trong que",
    "Kế hoạch 12 của Ngoảng Vet",
    "HĐTĐKN họp khi nào",
)


def document(key: str) -> Document:
    return a_document(key, text=TEXTS[key], place=PLACES[key], number=f"{ord(key)}/KH-UBND")


def put(catalogue: SqliteCatalogue, held: Document, *shown: str) -> None:
    nothing = np.empty((0, 4), np.float32)
    catalogue.put(held, [], nothing, held.text.encode(), f"/{held.id}", shown)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[SqliteCatalogue]:
    with closing(SqliteCatalogue(tmp_path / "catalogue.sqlite3")) as catalogue:
        put(catalogue, document("a"), "mot")
        put(catalogue, document("b"), "mot", "hai")
        put(catalogue, document("c"), "ba")
        yield catalogue


def alone(tmp_path: Path, *keys: str) -> Library:
    """Return the library of a catalogue that holds these documents and never held others."""
    path = tmp_path / f"{''.join(keys)}.sqlite3"
    with closing(SqliteCatalogue(path)) as catalogue:
        for key in keys:
            if document(key).id not in catalogue:
                put(catalogue, document(key))
        return Shelf(catalogue, catalogue).library()


def assert_same(library: Library, other: Library) -> None:
    for question in QUESTIONS:
        assert understand(question, library) == understand(question, other)
    for syllable in ("khượng", "kênh", "quế", "vệ"):
        assert library.rarity(syllable) == other.rarity(syllable)
    assert library.long_form("HĐTĐKN") == other.long_form("HĐTĐKN")


@pytest.mark.parametrize(
    ("principals", "keys"), [(["mot"], "ab"), (["hai"], "b"), (["ba", "hai"], "bc"), (["x"], "")]
)
def test_knows_what_is_seen_and_nothing_else(
    catalogue: SqliteCatalogue, tmp_path: Path, principals: list[str], keys: str
) -> None:
    shelf = Shelf(catalogue, catalogue)
    library = shelf.library(catalogue.scope(principals))
    assert_same(library, alone(tmp_path, *keys))
    for key in TEXTS:
        assert (key in library) == (key in keys)


def test_follows_what_is_shown_and_what_is_shown_no_more(
    catalogue: SqliteCatalogue, tmp_path: Path
) -> None:
    shelf = Shelf(catalogue, catalogue)
    assert_same(shelf.library(catalogue.scope(["hai"])), alone(tmp_path, "b"))
    catalogue.show(["a"], ["hai"])
    assert_same(shelf.library(catalogue.scope(["hai"])), alone(tmp_path, "a", "b"))
    catalogue.show(["b"], ["mot"])
    assert_same(shelf.library(catalogue.scope(["hai"])), alone(tmp_path, "a"))
    catalogue.delete("a", EVERYTHING)
    assert_same(shelf.library(catalogue.scope(["hai"])), alone(tmp_path))


def test_an_older_scope_gets_no_newer_library(catalogue: SqliteCatalogue, tmp_path: Path) -> None:
    shelf = Shelf(catalogue, catalogue)
    before = catalogue.scope(["hai"])
    catalogue.show(["c"], ["hai"])
    shelf.library(catalogue.scope(["hai"]))
    assert_same(shelf.library(before), alone(tmp_path, "b"))


def test_a_copy_teaches_where_what_it_copies_is_not_seen(
    catalogue: SqliteCatalogue, tmp_path: Path
) -> None:
    copy = a_document("z", text=TEXTS["a"], place=PLACES["a"], number="97/KH-UBND")
    put(catalogue, copy, "ba")
    assert catalogue.marks().same_as
    library = Shelf(catalogue, catalogue).library(catalogue.scope(["ba"]))
    with closing(SqliteCatalogue(tmp_path / "cz.sqlite3")) as other:
        put(other, document("c"))
        put(other, copy)
        assert_same(library, Shelf(other, other).library())
