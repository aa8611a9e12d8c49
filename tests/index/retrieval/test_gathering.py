from collections.abc import Sequence

from index.engines.memory import MemoryLexicalStore, MemoryVectorStore
from index.ports import Selection
from index.question.understanding import understand
from index.retrieval.candidates import Candidate
from index.retrieval.gathering import Gathering, forms
from ingest.document import Passage
from tests.fakes import HashingEmbedder, passage
from tests.index.library_of import invented_library

EMBEDDER = HashingEmbedder()
LIBRARY = invented_library()
EVERYWHERE = Selection()
PASSAGES = [
    passage("p1", "p", "Tỷ lệ hộ dân dùng nước sạch đạt 85%.", context="Kế hoạch 12/KH-UBND"),
    passage("q1", "q", "Giáo dục nghề nghiệp.", context="Kế hoạch 12-KH/TU"),
    passage("d1", "d", "Tỷ lệ hộ dân dùng nước sạch đạt 70%.", context="Kế hoạch 12-KH/HU"),
]


def gather(
    question: str, selection: Selection = EVERYWHERE, held: Sequence[Passage] = PASSAGES
) -> dict[str, Candidate]:
    dense, lexical = MemoryVectorStore(EMBEDDER.dimension), MemoryLexicalStore()
    dense.add(held, EMBEDDER.embed_passages([f"{p.context}\n{p.text}" for p in held]))
    lexical.add(held)
    by_id = {p.id: p for p in held}
    gathering = Gathering(dense, lexical, lambda ids: {i: by_id[i] for i in ids if i in by_id})
    query = understand(question, LIBRARY)
    vectors = EMBEDDER.embed_queries(list(forms(query)))
    found = gathering.gather(query, vectors, LIBRARY, selection)
    return {candidate.passage.id: candidate for candidate in found}


def test_a_document_that_is_named_weighs_and_shuts_no_other_out() -> None:
    found = gather("Theo kế hoạch 12-KH/HU, tỷ lệ hộ dân dùng nước sạch là bao nhiêu?")
    assert found.keys() == {"p1", "q1", "d1"}
    assert found["d1"].document.named == found["d1"].document.share == 1.0
    assert found["p1"].document.named == 0.0


def test_a_place_names_all_its_documents_a_little() -> None:
    found = gather("Ở Hòa Giang tỷ lệ hộ dân dùng nước sạch là bao nhiêu?")
    assert found["p1"].document.share == found["q1"].document.share == 0.5
    assert found["d1"].document.share == 0.0


def test_both_forms_of_the_question_are_scored() -> None:
    found = gather("Theo kế hoạch 12-KH/HU, tỷ lệ hộ dân dùng nước sạch là bao nhiêu?")
    without, with_names = found["d1"].lexical
    assert with_names > without > 0
    assert found["q1"].lexical[0] == 0.0


def test_what_is_not_selected_is_not_found() -> None:
    found = gather("nước sạch theo kế hoạch 12-KH/HU", Selection(frozenset({"p", "q"})))
    assert found.keys() == {"p1", "q1"}


def test_a_passage_that_is_gone_is_left_out() -> None:

    assert gather("nước sạch", held=PASSAGES[:1]).keys() == {"p1"}
