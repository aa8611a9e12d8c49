import json
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.faiss import FaissVectorStore
from index.engines.memory import MemoryVectorStore
from index.errors import StorageFailure
from index.ports import Selection, Vectors
from tests.fakes import passage
from tests.index.engines.contract import ALL, VectorStoreContract, ids, only, unit


class TestFaissVectorStore(VectorStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[FaissVectorStore]:
        store = FaissVectorStore(tmp_path / "vectors", 3)
        yield store
        store.close()


def random_rows(generator: np.random.Generator, count: int, dimension: int) -> Vectors:
    rows = generator.standard_normal((count, dimension)).astype(np.float32)
    unit_rows: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit_rows


def test_agrees_with_the_exact_store(tmp_path: Path) -> None:
    generator = np.random.default_rng(20241202)
    dimension, documents = 48, [f"d{n}" for n in range(40)]
    exact, store = MemoryVectorStore(dimension), FaissVectorStore(tmp_path, dimension)
    for generation in range(1, 9):
        rows = random_rows(generator, 200, dimension)
        rows[150:] = rows[:50]  # ties within the batch
        added = [
            passage(f"p{generator.integers(900)}", str(generator.choice(documents)))
            for _ in range(200)
        ]
        gone = [str(name) for name in generator.choice(documents, 3)]
        for each in (exact, store):
            each.remove_documents(gone)
            each.add(added, rows)
            each.commit(generation)
        assert len(store) == len(exact)
        queries = [rows[3], rows[170], *random_rows(generator, 4, dimension)]
        for selection in (ALL, only(*documents[:5]), only(*documents[5:35]), only("d1")):
            for k in (1, 7, 60, 5000):
                for query in queries:
                    assert store.search(query, k, selection) == exact.search(query, k, selection)
        asked = [f"p{n}" for n in range(0, 900, 37)]
        assert store.similarities(queries[0], asked) == exact.similarities(queries[0], asked)


VALUES = st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0])
ROW = st.tuples(VALUES, VALUES, VALUES).filter(any)
ADDED = st.tuples(st.integers(0, 9), st.sampled_from("abcd"), ROW)


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(st.one_of(st.lists(ADDED, max_size=6), st.sampled_from("abcd")), max_size=8),
    query=ROW,
    k=st.integers(0, 12),
    chosen=st.none() | st.frozensets(st.sampled_from("abcde")),
)
def test_agrees_with_the_exact_store_on_few_and_equal_rows(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[list[tuple[int, str, tuple[float, float, float]]] | str],
    query: tuple[float, float, float],
    k: int,
    chosen: frozenset[str] | None,
) -> None:
    store = FaissVectorStore(tmp_path_factory.mktemp("vectors"), 3)
    exact = MemoryVectorStore(3)
    for each in (exact, store):
        for generation, step in enumerate(steps, start=1):
            if isinstance(step, str):
                each.remove_documents([step])
            elif step:
                each.add(
                    [passage(f"p{n}", owner) for n, owner, _ in step],
                    np.stack([unit(*row) for _, _, row in step]),
                )
            each.commit(generation)
    found = store.search(unit(*query), k, Selection(chosen))
    assert found == exact.search(unit(*query), k, Selection(chosen))


def filled(folder: Path) -> FaissVectorStore:
    store = FaissVectorStore(folder, 3)
    store.add([passage("a1", "a"), passage("b1", "b")], np.stack([unit(1, 0, 0), unit(0, 1, 0)]))
    store.commit(4)
    return store


def test_a_closed_store_opens_as_it_was(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.remove_documents(["b"])
    store.commit(5)
    store.close()
    again = FaissVectorStore(tmp_path, 3)
    assert (len(again), again.generation) == (1, 5)
    assert ids(again.search(unit(1, 0, 0), 5, ALL)) == ["a1"]
    again.add([passage("c1", "c")], np.stack([unit(0, 0, 1)]))
    assert ids(again.search(unit(0, 0, 1), 1, ALL)) == ["c1"]


def test_a_crash_leaves_an_older_whole_snapshot(tmp_path: Path) -> None:
    rows = random_rows(np.random.default_rng(1), 400, 3)
    store = FaissVectorStore(tmp_path, 3)
    store.add([passage(f"p{n}", f"d{n}") for n in range(400)], rows)
    store.commit(400)
    store.add([passage("late", "late")], rows[:1])
    store.commit(401)
    crashed = FaissVectorStore(tmp_path, 3)
    assert (len(crashed), crashed.generation) == (400, 400)


def test_changes_without_commit_are_not_in_the_snapshot(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.remove_documents(["a"])
    crashed = FaissVectorStore(tmp_path, 3)
    assert (len(crashed), crashed.generation) == (2, 4)


@pytest.mark.parametrize("damage", ["cut", "altered", "empty", "foreign"])
def test_a_damaged_snapshot_starts_anew(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path).close()
    [file] = tmp_path.iterdir()
    content = file.read_bytes()
    middle = len(content) // 2
    file.write_bytes(
        {
            "cut": content[:-20],
            "altered": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
            "foreign": b"PK\x03\x04 something else",
        }[damage]
    )
    with caplog.at_level(logging.WARNING):
        store = FaissVectorStore(tmp_path, 3)
    assert (len(store), store.generation) == (0, 0)
    assert "starting anew" in caplog.text


def test_a_snapshot_of_another_dimension_starts_anew(tmp_path: Path) -> None:
    filled(tmp_path).close()
    store = FaissVectorStore(tmp_path, 4)
    assert (len(store), store.generation) == (0, 0)


def test_clear_forgets_the_snapshot(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.clear()
    assert FaissVectorStore(tmp_path, 3).generation == 0


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    filled(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.faiss"]


def test_files_of_killed_processes_are_cleared_away(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".snapshot-old", tmp_path / ".snapshot-fresh"
    for left in (old, fresh):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    filled(tmp_path)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_folder_that_cannot_be_written_is_a_storage_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    store = FaissVectorStore(blocked, 3)
    store.add([passage("a1", "a")], np.stack([unit(1, 0, 0)]))
    with pytest.raises(StorageFailure, match="Không ghi được"):
        store.commit(1)


def clustered(generator: np.random.Generator, count: int, dimension: int) -> Vectors:
    """Return vectors as texts have them: many near each other, around a few matters."""
    centres = random_rows(generator, 40, dimension)
    rows = centres[generator.integers(40, size=count)]
    rows = rows + 0.06 * generator.standard_normal((count, dimension)).astype(np.float32)
    unit_rows: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit_rows


def test_many_vectors_are_found_by_candidates_with_the_recall_it_tells(tmp_path: Path) -> None:
    generator = np.random.default_rng(7)
    dimension = 32
    exact = FaissVectorStore(tmp_path / "exact", dimension)
    quick = FaissVectorStore(tmp_path / "quick", dimension, exact_up_to=1_000)
    rows = clustered(generator, 4_060, dimension)
    rows, queries = rows[:4_000], rows[4_000:]
    for each in (exact, quick):
        each.add([passage(f"p{n}", f"d{n // 10}") for n in range(4_000)], rows)
        each.commit(1)
        each.remove_documents(["d7", "d8"])
        each.add([passage("late", "late")], rows[75:76])
        each.commit(2)
    assert exact.recall == 1.0
    assert quick.recall == pytest.approx(1.0, abs=0.02)
    told = json.loads((tmp_path / "quick" / "quick.json").read_text())
    assert (told["vectors"], told["recall"]) == (4_000, quick.recall)
    assert 0 < told["looked_through"] <= told["lists"]
    assert ids(quick.search(rows[75], 1, ALL)) == ["late"]
    for selection in (ALL, Selection(excluded=frozenset({"d1", "d2"}))):
        shared = 0
        for query in queries:
            right, found = exact.search(query, 10, selection), quick.search(query, 10, selection)
            shared += len(set(right) & set(found))
        assert shared >= 0.97 * 600
    few = only("d3", "d300")
    assert quick.search(queries[0], 10, few) == exact.search(queries[0], 10, few)
    quick.close()
    before = (tmp_path / "quick" / "quick.faiss").stat()
    again = FaissVectorStore(tmp_path / "quick", dimension, exact_up_to=1_000)
    assert again.recall == quick.recall
    assert (tmp_path / "quick" / "quick.faiss").stat() == before  # read, not made anew
    assert ids(again.search(rows[75], 1, ALL)) == ["late"]
    for query in queries[:9]:
        assert again.search(query, 10, ALL) == quick.search(query, 10, ALL)


@pytest.mark.parametrize("damage", ["quick.faiss", "quick.json", "older"])
def test_a_quick_index_that_is_not_the_snapshots_is_made_anew(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = clustered(np.random.default_rng(8), 600, 16)
    store = FaissVectorStore(tmp_path, 16, exact_up_to=300)
    store.add([passage(f"p{n}", f"d{n // 10}") for n in range(500)], rows[:500])
    store.commit(1)
    kept = {name: (tmp_path / name).read_bytes() for name in ("quick.faiss", "quick.json")}
    store.add([passage(f"p{n}", f"d{n // 10}") for n in range(500, 600)], rows[500:])
    store.close()
    if damage == "older":  # another process kept its own meanwhile
        for name, content in kept.items():
            (tmp_path / name).write_bytes(content)
    else:
        content = (tmp_path / damage).read_bytes()
        (tmp_path / damage).write_bytes(content[: len(content) // 2])
    with caplog.at_level(logging.INFO):
        again = FaissVectorStore(tmp_path, 16, exact_up_to=300)
    assert "600 vectors sorted into lists" in caplog.text
    for number in (3, 555):
        assert again.search(rows[number], 3, ALL) == store.search(rows[number], 3, ALL)


def test_rows_that_deletions_left_free_do_not_stay_for_ever(tmp_path: Path) -> None:
    rows = random_rows(np.random.default_rng(9), 400, 8)
    store = FaissVectorStore(tmp_path, 8)
    store.add([passage(f"p{n}", f"d{n}") for n in range(400)], rows)
    store.commit(1)
    large = (tmp_path / "vectors.faiss").stat().st_size
    store.remove_documents([f"d{n}" for n in range(390)])
    store.commit(2)
    FaissVectorStore(tmp_path, 8)  # starts without the free ones
    again = FaissVectorStore(tmp_path, 8)
    again.add([passage("late", "late")], rows[:1])
    again.commit(3)
    again.close()
    assert (tmp_path / "vectors.faiss").stat().st_size < large / 4
    last = FaissVectorStore(tmp_path, 8)
    assert len(last) == 11
    assert ids(last.search(rows[395], 1, ALL)) == ["p395"]
    assert ids(last.search(rows[0], 1, ALL)) == ["late"]


def test_searches_run_side_by_side_while_vectors_change(tmp_path: Path) -> None:
    generator = np.random.default_rng(2)
    rows = random_rows(generator, 300, 8)
    store = FaissVectorStore(tmp_path, 8)
    store.add([passage(f"p{n}", f"d{n}") for n in range(300)], rows)
    together = threading.Barrier(2)
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            with store._gate.reading():
                together.wait(10)  # both are inside at once, or this breaks
            for at in range(100):
                assert ids(store.search(rows[at], 1, ALL)) == [f"p{at}"]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(100, 300):
        store.remove_documents([f"d{number}"])
        store.commit(number)
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store) == 100
