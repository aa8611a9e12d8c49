import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING, Vectors
from index.retrieval.statements import StatementIndex, split
from ingest import passages, pipeline
from tests.fakes import HashingEmbedder

PLAN = """KẾ HOẠCH
Cấp nước sạch

I. MỤC TIÊU
1. Đến năm 2030 có 85% hộ dân dùng nước sạch. Giảm thất thoát nước xuống dưới 18%.
"""


def a_catalogue(folder: Path, embedder: HashingEmbedder) -> SqliteCatalogue:
    catalogue = SqliteCatalogue(folder / "catalogue.sqlite3")
    document = pipeline.parse("plan.txt", PLAN.encode())
    found = passages.split(document)
    vectors = embedder.embed_passages([passage.text for passage in found])
    catalogue.put(document, found, vectors, PLAN.encode(), "plan.txt")
    return catalogue


def held(catalogue: SqliteCatalogue) -> list[str]:
    [document] = catalogue.documents(EVERYTHING)
    return [passage.id for passage in catalogue.passages_of(document.id)]


def test_a_long_sentence_is_offered_clause_by_clause() -> None:
    short = "Đạt 85%; giảm còn 18%."
    assert [(s.start, s.end) for s in split(short)] == [(0, len(short))]
    first = "Xây dựng công trình cấp nước " + "tập trung " * 20 + "tại các xã;"
    second = "bố trí vốn hằng năm."
    text = f"{first} {second}"
    found = split(text)
    assert [text[s.start : s.end] for s in found] == [first, second]
    assert {s.sentence for s in found} == {(0, len(text))}


def test_each_statement_is_compared_by_its_own_vector(tmp_path: Path) -> None:
    embedder = HashingEmbedder()
    catalogue = a_catalogue(tmp_path, embedder)
    index = StatementIndex(catalogue, embedder)
    read = list(catalogue.passages(held(catalogue)).values())
    target = next(p for p in read if "18%" in p.text)
    statement = next(s for s in split(target.text) if "18%" in target.text[s.start : s.end])
    vector = embedder.embed_passages([target.text[statement.start : statement.end]])[0]
    [similarities] = index.similarities(vector, [target])
    assert len(similarities) == len(split(target.text))
    assert max(similarities) == similarities[split(target.text).index(statement)]


def test_vectors_are_made_once_and_kept(tmp_path: Path) -> None:
    made: list[int] = []

    class Counting(HashingEmbedder):
        def embed_passages(self, passages: Sequence[str]) -> Vectors:
            made.append(len(passages))
            return super().embed_passages(passages)

    embedder = Counting()
    catalogue = a_catalogue(tmp_path, embedder)
    made.clear()
    assert StatementIndex(catalogue, embedder).warm(100) == len(held(catalogue)) > len(made) == 1
    assert StatementIndex(catalogue, embedder).warm(100) == 0
    read = list(catalogue.passages(held(catalogue)).values())
    vector = np.ones(embedder.dimension, np.float32)
    first = StatementIndex(catalogue, embedder).similarities(vector, read)
    assert len(made) == 1
    assert first == StatementIndex(catalogue, embedder).similarities(vector, read)


def test_vectors_go_with_their_passage(tmp_path: Path) -> None:
    embedder = HashingEmbedder()
    catalogue = a_catalogue(tmp_path, embedder)
    ids = held(catalogue)
    StatementIndex(catalogue, embedder).warm(100)
    [document] = catalogue.documents(EVERYTHING)
    catalogue.delete(document.id, EVERYTHING)
    assert catalogue.statement_vectors(ids) == {}
    catalogue.put_statement_vectors({ids[0]: np.ones((1, embedder.dimension), np.float32)})
    assert catalogue.statement_vectors(ids) == {}


def test_a_question_waits_for_so_many_cold_passages_and_the_rest_are_warmed_first(
    tmp_path: Path,
) -> None:
    embedder = HashingEmbedder()
    catalogue = a_catalogue(tmp_path, embedder)
    read = list(catalogue.passages(held(catalogue)).values())
    index = StatementIndex(catalogue, embedder, limit=1)
    vector = np.ones(embedder.dimension, np.float32)
    assert [bool(found) for found in index.similarities(vector, read)] == [True, False, False]
    assert index.warm(1) == 1
    assert [bool(found) for found in index.similarities(vector, read[:2])] == [True, True]


def test_who_made_a_vector_with_which_others_changes_no_similarity(tmp_path: Path) -> None:
    class Restless(HashingEmbedder):
        """Gives a text another vector, in its last digits, with every call."""

        calls = 0

        def embed_passages(self, passages: Sequence[str]) -> Vectors:
            self.calls += 1
            return super().embed_passages(passages) * np.float32(1 + 1e-3 * self.calls)

    embedder = Restless()
    catalogue = a_catalogue(tmp_path, embedder)
    read = list(catalogue.passages(held(catalogue)).values())
    vector = np.ones(embedder.dimension, np.float32)
    first, second = StatementIndex(catalogue, embedder), StatementIndex(catalogue, embedder)
    alone = [first.similarities(vector, [passage])[0] for passage in read]
    assert second.similarities(vector, read) == alone
    catalogue.put_statement_vectors({p.id: np.ones((1, 32), np.float32) for p in read})
    assert StatementIndex(catalogue, embedder).similarities(vector, read) == alone


def test_equal_work_in_flight_is_done_once(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(HashingEmbedder):
        texts = 0

        def embed_passages(self, passages: Sequence[str]) -> Vectors:
            self.texts += len(passages)
            begun.set()
            assert go_on.wait(10)
            return super().embed_passages(passages)

    catalogue = a_catalogue(tmp_path, HashingEmbedder())
    read = list(catalogue.passages(held(catalogue)).values())
    embedder = Slow()
    index = StatementIndex(catalogue, embedder)
    vector = np.ones(embedder.dimension, np.float32)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(index.similarities, vector, read)
        assert begun.wait(10)
        second = pool.submit(index.similarities, vector, read)
        go_on.set()
        assert first.result(10) == second.result(10)
    assert embedder.texts == sum(len(split(passage.text)) for passage in read)
