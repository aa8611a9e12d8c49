"""The retriever over weights really fitted to the project's own sample."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.fit import course
from eval.fit.course import Fold
from eval.fit.data import DocumentSet, load
from index.catalogue.sqlite import SqliteCatalogue
from index.engines.memory import MemoryLexicalStore, MemoryVectorStore
from index.ports import Selection
from index.question.understanding import understand
from index.retrieval.fitted import FittedRetriever, Joining
from index.retrieval.gathering import Gathering
from index.retrieval.ranking import TreeRanker
from index.retrieval.readers.trees import TreeReader
from index.retrieval.statements import StatementIndex
from ingest import passages
from tests.fakes import HashingEmbedder

pytestmark = pytest.mark.slow
EMBEDDER = HashingEmbedder(64)
QUESTION = "Tỷ lệ người dân được quản lý sức khỏe là bao nhiêu?"


@pytest.fixture(scope="module")
def held(gold: Path, plans: Path) -> DocumentSet:
    return load([gold], [plans])[0]


@pytest.fixture(scope="module")
def trained(gold: Path, plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained")
    folds = [Fold((each,), EMBEDDER) for each in load([gold], [plans])]
    course.train(folds, out, Joining(depth=8), lambda _line: None, reading=True)
    return out


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> SqliteCatalogue:
    return SqliteCatalogue(tmp_path_factory.mktemp("data") / "catalogue.sqlite3")


@pytest.fixture(scope="module")
def stores(held: DocumentSet, catalogue: SqliteCatalogue) -> Gathering:
    dense, lexical = MemoryVectorStore(EMBEDDER.dimension), MemoryLexicalStore()
    for document in held.documents:
        found = passages.split(document)
        vectors = EMBEDDER.embed_passages([f"{p.context}\n{p.text}" for p in found])
        catalogue.put(document, found, vectors, document.text.encode(), document.source)
        dense.add(found, vectors)
        lexical.add(found)
    return Gathering(dense, lexical, catalogue.passages)


Opening = Callable[[bool], FittedRetriever]


@pytest.fixture
def opened(
    held: DocumentSet, trained: Path, catalogue: SqliteCatalogue, stores: Gathering
) -> Opening:
    def opened(reading: bool) -> FittedRetriever:
        return FittedRetriever(
            lambda: held.library,
            stores,
            EMBEDDER,
            StatementIndex(catalogue, EMBEDDER),
            TreeRanker.load(trained),
            TreeReader.load(trained) if reading else None,
            Joining.load(trained),
        )

    return opened


def test_what_is_read_leads_and_comes_with_its_reading(held: DocumentSet, opened: Opening) -> None:
    retriever = opened(True)
    query = understand(QUESTION, held.library)
    found = retriever.retrieve(query, 10, Selection())
    assert len(found.passages) == 10
    fused = [scored.scores.fused for scored in found.passages]
    assert fused == sorted(fused, reverse=True)
    assert fused[0] == 1.0
    assert fused[8:] == [0.0, 0.0]
    assert found.reading is not None
    assert {s.passage_id for s in found.reading.statements} == found.statements.keys()
    again = retriever.retrieve(query, 10, Selection())
    assert (again.passages, again.reading) == (found.passages, found.reading)


def test_without_a_reader_the_rankers_order_stands(held: DocumentSet, opened: Opening) -> None:
    query = understand(QUESTION, held.library)
    found = opened(False).retrieve(query, 5, Selection())
    assert found.reading is None
    assert len(found.passages) == 5


def test_only_what_is_selected_is_found(held: DocumentSet, opened: Opening) -> None:
    query = understand(QUESTION, held.library)
    only = frozenset({held.documents[0].id})
    found = opened(True).retrieve(query, 50, Selection(only))
    assert {scored.passage.document_id for scored in found.passages} == only
    nothing = opened(True).retrieve(query, 5, Selection(frozenset()))
    assert nothing.passages == []
    assert nothing.reading is not None
    assert nothing.reading.answered == 0.0
