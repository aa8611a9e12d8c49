"""The retriever over real stores and invented documents, many of them at one place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.catalogue.sqlite import SqliteCatalogue
from index.engines.memory import MemoryLexicalStore, MemoryVectorStore
from index.ports import EVERYTHING, NO_FILTERS, Selection
from index.question.query import AnswerKind, Asked, Query
from index.retrieval.retriever import COMPARED, HybridRetriever
from index.retrieval.statements import StatementIndex
from tests.fakes import HashingEmbedder, document, passage

TASKS = ("nước sạch", "đường xã", "trường học", "chợ quê")


@dataclass(frozen=True, slots=True)
class Index:
    catalogue: SqliteCatalogue
    retriever: HybridRetriever


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("index")
    embedder = HashingEmbedder()
    catalogue = SqliteCatalogue(folder / "catalogue.sqlite3")
    vectors, lexical = MemoryVectorStore(embedder.dimension), MemoryLexicalStore()
    for number in range(COMPARED + 4):
        key = f"d{number:02}"
        texts = [f"Xây dựng {task} ở xã số {number}." for task in TASKS]
        texts[0] += " Khơi thông kênh mương." * (number % 5 == 0)
        split = [passage(f"{key}-{n}", key, text, ordinal=n) for n, text in enumerate(texts)]
        rows = embedder.embed_passages(texts)
        catalogue.put(document(key, "\n".join(texts)), split, rows, b"", f"/{key}")
        vectors.add(split, rows)
        lexical.add(split)
    statements = StatementIndex(catalogue, embedder, limit=1_000)
    yield Index(catalogue, HybridRetriever(catalogue, embedder, vectors, lexical, statements))
    catalogue.close()


def comparing(documents: list[str]) -> Query:
    text = "khơi thông kênh mương"
    return Query(
        text,
        text,
        text,
        AnswerKind.COMPARE,
        Asked.ANYTHING,
        documents=tuple(documents),
        across=True,
    )


def test_each_document_of_a_comparison_is_ranked_as_if_it_were_alone(index: Index) -> None:
    documents = ["d03", "d05", "d11"]
    found = index.retriever.retrieve(comparing(documents), 12, Selection())
    assert found.left_out == ()
    assert [s.passage.document_id for s in found.passages[:3]] == documents
    for key in documents:
        alone = index.retriever.retrieve(comparing([key]), 12, Selection(frozenset({key})))
        assert [s for s in found.passages if s.passage.document_id == key] == alone.passages


def test_of_too_many_documents_the_nearest_are_read_and_the_rest_are_told(index: Index) -> None:
    documents = index.catalogue.document_ids()
    everything = index.catalogue.resolve(EVERYTHING, NO_FILTERS)
    found = index.retriever.retrieve(comparing(documents), 40, everything)
    read = {scored.passage.document_id for scored in found.passages}
    assert (len(read), len(found.left_out)) == (COMPARED, 4)
    assert read.isdisjoint(found.left_out)
    assert read | set(found.left_out) == set(documents)
    assert read >= {key for key in documents if int(key[1:]) % 5 == 0}


def test_documents_left_out_of_the_selection_are_not_compared(index: Index) -> None:
    without = Selection(excluded=frozenset({"d03"}))
    found = index.retriever.retrieve(comparing(["d03", "d05", "d11"]), 4, without)
    assert {scored.passage.document_id for scored in found.passages} == {"d05", "d11"}
