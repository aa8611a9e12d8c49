"""How ranking and reading are joined."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import trained
from index.catalogue.memory import MemoryStatementVectors
from index.engines.memory import MemoryLexicalStore, MemoryVectorStore
from index.errors import WeightsDamaged
from index.ports import Selection
from index.question.names import Mention
from index.question.query import Asked, Party, Query
from index.question.understanding import understand
from index.retrieval.candidates import Candidate, DocumentPrior
from index.retrieval.fitted import FittedRetriever, Joining, join
from index.retrieval.fusion import FILE, FusionWeights, shipped
from index.retrieval.gathering import Gathering
from index.retrieval.ranking import TreeRanker
from index.retrieval.readers.features import Read
from index.retrieval.readers.port import NOTHING, Reading, ReadStatement
from index.retrieval.readers.trees import TreeReader
from index.retrieval.statements import StatementIndex
from tests.fakes import HashingEmbedder, passage
from tests.index.library_of import invented_library


def read(key: str, score: float) -> Read:
    prior = DocumentPrior(0.0, 0.0, 0.0, 0.0)
    return Read(Candidate(passage(key, key[0]), (0.5, 0.5), (1.0, 1.0), prior), score, [])


READS = [read("a1", 2.0), read("b1", 1.0), read("c1", 0.0)]


def reading(**chances: tuple[float, ...]) -> Reading:
    """Return what was read: of each passage the probabilities of its statements."""
    told = [
        ReadStatement(key, key[0], at, at + 1, chance)
        for key, each in chances.items()
        for at, chance in enumerate(each)
    ]
    return Reading(tuple(told), 0.5)


def order(told: Reading, weight: float) -> list[str]:
    return [each.candidate.passage.id for each, _ in join(READS, told, weight)]


def test_the_rankers_order_stands_where_nothing_was_read() -> None:
    assert [score for _, score in join(READS, NOTHING, 5.0)] == [2.0, 1.0, 0.0]


def test_what_was_read_leads_by_its_weight() -> None:
    told = reading(a1=(0.1,), b1=(0.2,), c1=(0.9,))
    assert order(told, 2.0)[0] == "c1"
    assert order(told, 0.01) == ["a1", "b1", "c1"]


def test_several_statements_together_are_more_than_the_best_alone() -> None:
    told = reading(a1=(0.01,), b1=(0.5,), c1=(0.5, 0.5, 0.5))
    assert order(told, 5.0)[0] == "c1"


def test_what_no_statement_stands_for_falls_and_certainty_does_not_run_away() -> None:
    told = reading(a1=(0.0,), b1=(1.0,))
    (first, best), *_, (last, least) = join(READS, told, 1.0)
    assert (first.candidate.passage.id, last.candidate.passage.id) == ("b1", "c1")
    assert best < 20
    assert least > -20


def test_equal_scores_stay_as_ranked() -> None:
    reads = [read("b1", 1.0), read("a1", 1.0)]
    assert [each for each, _ in join(reads, NOTHING, 1.0)] == reads


def test_settings_are_read_as_they_were_kept(tmp_path: Path) -> None:
    told = Joining(reader=1.25, depth=7, fusion=FusionWeights(0.25, 0.75))
    told.save(tmp_path)
    assert Joining.load(tmp_path) == told


def test_a_folder_of_an_older_version_joins_both_sides_as_shipped(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"reader": 1.5, "depth": 3}', encoding="utf-8")
    assert Joining.load(tmp_path) == Joining(1.5, 3, shipped())


@pytest.mark.parametrize("text", ["", "{}", '{"reader": "x", "depth": 3}', '{"reader": 1}', "[]"])
def test_settings_that_are_not_whole_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(WeightsDamaged):
        Joining.load(tmp_path)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(WeightsDamaged, match=FILE):
        Joining.load(tmp_path)


EMBEDDER = HashingEmbedder()
LIBRARY = invented_library()
MANY = [
    passage(f"p{at}", "p", f"Tỷ lệ hộ dân dùng nước sạch đạt {at}5%.", ordinal=at, context="Một")
    for at in range(8)
]
FEW = [passage(f"d{at}", "d", f"Họp lần {at} ở xã.", ordinal=at, context="Hai") for at in range(3)]


def retriever(depth: int, reader: bool = False) -> FittedRetriever:
    """Return the retriever with the weights that ship, over passages kept in memory."""
    held = [*MANY, *FEW]
    dense, lexical = MemoryVectorStore(EMBEDDER.dimension), MemoryLexicalStore()
    dense.add(held, EMBEDDER.embed_passages([each.text for each in held]))
    lexical.add(held)
    by_id = {each.id: each for each in held}
    return FittedRetriever(
        lambda: LIBRARY,
        Gathering(dense, lexical, lambda ids: {i: by_id[i] for i in ids if i in by_id}),
        EMBEDDER,
        StatementIndex(MemoryStatementVectors(held), EMBEDDER),
        TreeRanker.load(trained.FOLDER),
        TreeReader.load(trained.FOLDER) if reader else None,
        Joining(depth=depth),
    )


def asked(**given: object) -> Query:
    query = understand("Tỷ lệ hộ dân dùng nước sạch là bao nhiêu?", LIBRARY)
    return replace(query, **given)  # type: ignore[arg-type]


def test_what_is_read_stands_before_what_is_not() -> None:
    found = retriever(depth=4, reader=True).retrieve(asked(), 11, Selection())
    fused = [each.scores.fused for each in found.passages]
    assert fused[0] == 1.0
    assert fused == sorted(fused, reverse=True)
    assert fused[4:] == [0.0] * 7
    assert found.reading is not None
    assert len(found.statements) == 4
    assert {each.passage_id for each in found.reading.statements} == found.statements.keys()


def test_of_documents_compared_each_is_read() -> None:
    one = retriever(depth=4).retrieve(asked(documents=("p", "d")), 11, Selection())
    each = retriever(depth=4).retrieve(asked(documents=("p", "d"), across=True), 11, Selection())
    assert {key[0] for key in one.statements} == {"p"}
    assert sum(key[0] == "d" for key in each.statements) == 3
    assert sum(key[0] == "p" for key in each.statements) == 5


def test_without_a_reader_nothing_was_read() -> None:
    assert retriever(depth=4).retrieve(asked(), 3, Selection()).reading is None


def test_of_documents_compared_each_is_asked_for_by_itself() -> None:
    names = Mention(0, 6, ("p",)), Mention(10, 16, ("d",))
    parties = tuple(Party((name,), name.document_ids) for name in names)
    text = "ấp Một và ấp Hai họp mấy lần?"
    query = replace(understand(text, LIBRARY), documents=("p", "d"), across=True, parties=parties)
    found = retriever(depth=4, reader=True).retrieve(query, 11, Selection())
    assert [each.query.documents for each in found.apart] == [("p",), ("d",)]
    for each in found.apart:
        held = {scored.passage.document_id for scored in each.retrieval.passages}
        assert held == set(each.query.documents)
    assert not retriever(depth=4).retrieve(replace(query, across=False), 3, Selection()).apart


def test_of_a_party_alone_what_leans_on_another_part_is_asked_with_it() -> None:
    names = Mention(3, 9, ("p",)), Mention(17, 23, ("d",))
    parties = tuple(Party((name,), name.document_ids) for name in names)
    text = "Đội ấp Một và đội ấp Hai, bên nào họp dày hơn, mấy tháng một lần?"
    query = replace(understand(text, LIBRARY), documents=("p", "d"), across=True, parties=parties)
    found = retriever(depth=1).retrieve(query, 1, Selection())
    leaning = found.apart[1::2]
    assert all(each.query.text.startswith(("Đội ấp", "đội ấp")) for each in leaning)
    assert all(each.query.asked is Asked.NUMBER for each in leaning)


def test_a_party_is_asked_for_the_kind_of_each_matter_that_is_only_named() -> None:
    names = Mention(0, 6, ("p",)), Mention(10, 16, ("d",))
    parties = tuple(Party((name,), name.document_ids) for name in names)
    text = "ấp Một và ấp Hai khác nhau thế nào về đơn vị chủ trì và ngày họp?"
    query = replace(understand(text, LIBRARY), documents=("p", "d"), across=True, parties=parties)
    found = retriever(depth=1).retrieve(query, 1, Selection())
    assert [each.query.asked for each in found.apart] == [Asked.BODY, Asked.DATE] * 2
