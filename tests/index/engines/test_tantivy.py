import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.engines import tantivy
from index.engines.memory import MemoryLexicalStore
from index.engines.tantivy import TantivyLexicalStore
from index.errors import StorageFailure
from index.ports import LexicalQuery
from tests.fakes import passage
from tests.index.engines.contract import ALL, LexicalStoreContract, ids, only


class TestTantivyLexicalStore(LexicalStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[TantivyLexicalStore]:
        store = TantivyLexicalStore(tmp_path / "lexical")
        yield store
        store.close()


SYLLABLES = ["trẻ", "em", "học", "bơi", "đê", "dê", "trường", "lớp", "giáo", "mục", "tiêu", "năm"]


def test_ranks_as_the_exact_store(tmp_path: Path) -> None:
    generator = np.random.default_rng(7)
    exact, store = MemoryLexicalStore(), TantivyLexicalStore(tmp_path)
    passages = [
        passage(
            f"p{n:03}",
            f"d{n % 20}",
            " ".join(generator.choice(SYLLABLES, int(generator.integers(3, 30)))),
            context=" ".join(generator.choice(SYLLABLES, 3)),
        )
        for n in range(300)
    ]
    for each in (exact, store):
        each.add(passages)
        each.commit(1)
    for text in ("trẻ em học bơi", "giao vien", "đê", "mục tiêu năm 2030"):
        for selection in (ALL, only("d1", "d2", "d3")):
            wanted = exact.search(LexicalQuery(text), 300, selection)
            found = store.search(LexicalQuery(text), 300, selection)
            scores = {
                hit.passage_id: pytest.approx(hit.score, rel=0.02, abs=0.01) for hit in wanted
            }
            assert {hit.passage_id: hit.score for hit in found} == scores


def filled(folder: Path) -> TantivyLexicalStore:
    store = TantivyLexicalStore(folder)
    store.add([passage("a1", "a", "trẻ em học bơi"), passage("b1", "b", "gia cố đê")])
    store.commit(4)
    return store


def test_committed_passages_are_durable_with_their_generation(tmp_path: Path) -> None:
    filled(tmp_path).close()
    again = TantivyLexicalStore(tmp_path)
    assert (len(again), again.generation) == (2, 4)
    assert ids(again.search(LexicalQuery("bơi"), 5, ALL)) == ["a1"]


def test_what_was_not_committed_is_gone_after_a_crash(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.remove_documents(["a"])
    store.add([passage("c1", "c", "chăn nuôi dê")])
    store.close()
    crashed = TantivyLexicalStore(tmp_path)
    assert (len(crashed), crashed.generation) == (2, 4)
    assert ids(crashed.search(LexicalQuery("bơi"), 5, ALL)) == ["a1"]


def test_another_opener_sees_commits_through_the_generation(tmp_path: Path) -> None:
    writing = filled(tmp_path)
    reading = TantivyLexicalStore(tmp_path)
    assert ids(reading.search(LexicalQuery("đê"), 5, ALL)) == ["b1"]
    writing.remove_documents(["a"])
    writing.add([passage("c1", "c", "sửa đê")])
    writing.commit(5)
    assert reading.generation == 5
    assert len(reading) == 2
    assert reading.search(LexicalQuery("bơi"), 5, ALL) == []
    assert set(ids(reading.search(LexicalQuery("đê"), 5, ALL))) == {"b1", "c1"}


def test_ids_are_let_go_of_once_too_many_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy, "_REMEMBERED", 1)
    store = filled(tmp_path)
    for _ in range(2):
        assert ids(store.search(LexicalQuery("trẻ đê"), 5, ALL)) == ["b1", "a1"]


def test_many_small_commits_are_merged(tmp_path: Path) -> None:
    store = TantivyLexicalStore(tmp_path)
    for number in range(1, 60):
        store.add([passage(f"p{number}", f"d{number}", "trẻ em")])
        store.commit(number)
        found = ids(store.search(LexicalQuery("em"), 60, ALL))  # ids outlive commits, by segment
        assert set(found) == {f"p{n}" for n in range(1, number + 1)}
    assert len(store) == 59
    assert len(list(tmp_path.glob("*.term"))) < 30


def damage_segment(folder: Path) -> None:
    file = max(folder.glob("*.term"))
    content = bytearray(file.read_bytes())
    content[2] ^= 0xFF
    file.chmod(0o644)
    file.write_bytes(content)


def cut_segment(folder: Path) -> None:
    file = max(folder.glob("*.store"))
    file.write_bytes(file.read_bytes()[:5])


def lose_segment(folder: Path) -> None:
    for file in folder.glob("*.*"):
        if file.suffix in {".term", ".idx", ".store", ".fast", ".fieldnorm", ".pos"}:
            file.unlink()


def lose_part(folder: Path) -> None:
    max(folder.glob("*.idx")).unlink()


def garble_meta(folder: Path) -> None:
    (folder / "meta.json").write_text("{")


def foreign_meta(folder: Path) -> None:
    (folder / "meta.json").write_text("[]")


@pytest.mark.parametrize(
    "damage", [damage_segment, cut_segment, lose_segment, lose_part, garble_meta, foreign_meta]
)
def test_a_damaged_folder_starts_anew(
    tmp_path: Path,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    filled(tmp_path).close()
    damage(tmp_path)
    with caplog.at_level(logging.WARNING):
        store = TantivyLexicalStore(tmp_path)
    assert (len(store), store.generation) == (0, 0)
    assert "starting anew" in caplog.text
    store.add([passage("a1", "a", "trẻ em")])
    store.commit(9)
    assert ids(TantivyLexicalStore(tmp_path).search(LexicalQuery("trẻ"), 5, ALL)) == ["a1"]


def test_a_folder_that_cannot_be_made_is_a_storage_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StorageFailure, match="chỉ mục từ"):
        TantivyLexicalStore(blocked / "lexical")
