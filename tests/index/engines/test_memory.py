import pytest

from index.engines.memory import MemoryLexicalStore, MemoryVectorStore
from index.ports import LexicalQuery, Selection
from index.settings import LexicalWeights
from tests.fakes import passage
from tests.index.engines.contract import LexicalStoreContract, VectorStoreContract


class TestMemoryVectorStore(VectorStoreContract):
    @pytest.fixture
    def store(self) -> MemoryVectorStore:
        return MemoryVectorStore(3)


class TestMemoryLexicalStore(LexicalStoreContract):
    @pytest.fixture
    def store(self) -> MemoryLexicalStore:
        return MemoryLexicalStore()

    def test_scores_are_bm25(self) -> None:
        store = MemoryLexicalStore(LexicalWeights(body=1, words=0, context=0, folded=0))
        store.add([passage("a", "a", "dê dê đồi cao"), passage("b", "b", "đê")])
        # ln(1 + 1.5 / 1.5) · 2 · 2.2 / (2 + 1.2 · (0.25 + 0.75 · 4 / 2.5))
        [hit] = store.search(LexicalQuery("dê"), 5, Selection())
        assert hit.score == pytest.approx(0.693147 * 4.4 / 3.74, abs=1e-5)
