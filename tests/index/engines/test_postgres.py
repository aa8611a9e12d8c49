from collections.abc import Callable, Iterator

import numpy as np
import pytest

from index.engines.memory import MemoryVectorStore
from index.ports import Selection, VectorStore
from tests.fakes import passage
from tests.index.engines.contract import ALL, VectorStoreContract, ids, only, unit
from tests.index.engines.test_faiss import clustered

Opener = Callable[..., VectorStore]


@pytest.fixture
def opener(postgres_url: str) -> Iterator[Opener]:
    """What opens the store of the one database, once and again."""
    from index.engines.postgres import PostgresVectorStore
    from index.postgres.database import PostgresDatabase

    database = PostgresDatabase(postgres_url)
    yield lambda *how: PostgresVectorStore(database, *how)
    database.close()


class TestPostgresVectorStore(VectorStoreContract):
    @pytest.fixture
    def store(self, opener: Opener) -> VectorStore:
        return opener(3)


def test_what_was_not_committed_is_gone_and_the_rest_durable(opener: Opener) -> None:
    store = opener(3)
    store.add([passage("a1", "a")], np.stack([unit(1, 0, 0)]))
    store.commit(4)
    store.remove_documents(["a"])
    store.close()
    again = opener(3)
    assert (len(again), again.generation) == (1, 4)
    assert len(opener(4)) == 0  # another model's vectors do not fit


def test_vectors_left_out_of_a_backup_are_made_again(opener: Opener, postgres_url: str) -> None:
    import psycopg

    store = opener(3)
    store.add([passage("a1", "a")], np.stack([unit(1, 0, 0)]))
    store.commit(4)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DELETE FROM passage_vectors")
        connection.execute("DELETE FROM following")
    again = opener(3)
    assert (len(again), again.generation) == (0, 0)  # the writer replays from here


def test_of_two_processes_that_take_the_same_in_one_counts(opener: Opener) -> None:
    one, other = opener(3), opener(3)
    for store, vector in ((one, unit(1, 0, 0)), (other, unit(0, 1, 0))):
        store.add([passage("a1", "a")], np.stack([vector]))
    one.commit(1)
    other.commit(1)
    assert (len(other), other.generation) == (1, 1)
    assert other.similarities(unit(1, 0, 0), ["a1"]) == [1.0]
    other.remove_documents(["a"])
    other.commit(2)
    assert (len(one), one.generation) == (0, 2)


def test_many_vectors_are_found_by_candidates_with_the_recall_it_tells(opener: Opener) -> None:
    generator = np.random.default_rng(7)
    rows = clustered(generator, 1_530, 32)
    rows, queries = rows[:1_500], rows[1_500:]
    quick, exact = opener(32, 500), MemoryVectorStore(32)
    stores: tuple[VectorStore, VectorStore] = (exact, quick)
    for each in stores:
        each.add([passage(f"p{n}", f"d{n // 10}") for n in range(1_500)], rows)
        each.commit(1)
        each.remove_documents(["d7", "d8"])
        each.add([passage("late", "late")], rows[75:76])
        each.commit(2)
    from index.engines.postgres import PostgresVectorStore

    assert isinstance(quick, PostgresVectorStore)
    assert 0.98 < quick.recall <= 1.0
    assert quick._effort() is not None
    assert ids(quick.search(rows[75], 1, ALL)) == ["late"]
    for selection in (ALL, Selection(excluded=frozenset({"d1", "d2"}))):
        shared = 0
        for query in queries:
            right, found = exact.search(query, 10, selection), quick.search(query, 10, selection)
            shared += len(set(right) & set(found))
        assert shared >= 0.97 * 300
    few = only("d3", "d100")
    assert quick.search(queries[0], 10, few) == exact.search(queries[0], 10, few)


def test_lists_are_made_anew_where_the_vectors_outgrow_them(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.engines import postgres

    monkeypatch.setattr(postgres, "_MEASURED", 1)
    rows = clustered(np.random.default_rng(7), 400, 32)
    store = opener(32, 50)
    assert isinstance(store, postgres.PostgresVectorStore)

    def grown(start: int, end: int, generation: int) -> tuple[int, str]:
        store.add([passage(f"p{n}", f"d{n // 10}") for n in range(start, end)], rows[start:end])
        store.commit(generation)
        with store._database.reading() as connection:
            made_of = connection.execute("SELECT sorted FROM following").fetchone()[0]
            [option] = connection.execute(
                "SELECT reloptions FROM pg_class WHERE relname = 'passage_vectors_near'"
            ).fetchone()[0]
        return made_of, option

    assert grown(0, 100, 1) == (100, "lists=10")
    assert grown(100, 200, 2) == (100, "lists=10")
    assert grown(200, 400, 3) == (400, "lists=20")


def test_a_million_vectors_are_sorted_with_little_memory() -> None:
    from index.engines.postgres import _building

    assert 2**28 < _building(1_000_000, 384) < 2**29
