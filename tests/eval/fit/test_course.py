"""Really fits ranker and reader to the project's own sample, with an embedder that is quick."""

from pathlib import Path

import pytest

from eval.fit import course
from eval.fit.course import Fold
from eval.fit.data import DocumentSet, load
from eval.fit.found import Found, StatementVectors, find
from index.retrieval.fitted import Joining, join
from index.retrieval.ranking import TreeRanker
from index.retrieval.readers.features import Read
from index.retrieval.readers.trees import TreeReader
from tests.fakes import HashingEmbedder

pytestmark = pytest.mark.slow
EMBEDDER = HashingEmbedder(64)
JOINING = Joining(depth=12)


@pytest.fixture(scope="module")
def sets(gold: Path, plans: Path) -> list[DocumentSet]:
    return load([gold], [plans])


@pytest.fixture(scope="module")
def trained(sets: list[DocumentSet], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained")
    folds = [Fold((held,), EMBEDDER) for held in sets]
    told = course.train(folds, out, JOINING, lambda _line: None, reading=True)
    assert set(told) == {"dense", "ranking", "statements", "answered", "joined"}
    assert 0.5 < told["ranking"]["recall@10"] <= 1.0
    return out


@pytest.fixture(scope="module")
def found(sets: list[DocumentSet]) -> list[Found]:
    return list(find(sets[0], EMBEDDER))


def reads(trained: Path, found: Found) -> list[Read]:
    ordered = TreeRanker.load(trained).order(found.example.query, found.library, found.candidates)
    said = StatementVectors(EMBEDDER)
    chosen = ordered[: JOINING.depth]
    similarities = said.similarities(found.vectors, [c.passage for c, _ in chosen])
    return [Read(c, score, each) for (c, score), each in zip(chosen, similarities, strict=True)]


def test_what_was_fitted_puts_evidence_first_more_often_than_not(
    trained: Path, found: list[Found]
) -> None:
    reader = TreeReader.load(trained)
    answerable = [each for each in found if each.example.evidence]
    right = 0
    for each in answerable:
        reading = reader.read(each.example.query, each.library, reads(trained, each))
        first = reading.statements[0]
        right += each.example.stated_by(first.document_id, (first.start, first.end))
    assert right > len(answerable) / 2


def test_a_reading_tells_every_statement_and_is_the_same_again(
    trained: Path, found: list[Found]
) -> None:
    reader, each = TreeReader.load(trained), found[0]
    read = reads(trained, each)
    reading = reader.read(each.example.query, each.library, read)
    assert reading == reader.read(each.example.query, each.library, read)
    chances = [statement.probability for statement in reading.statements]
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in [*chances, reading.answered])
    assert {s.passage_id for s in reading.statements} == {r.candidate.passage.id for r in read}


def test_the_reader_moves_the_most_probable_passage_up(trained: Path, found: list[Found]) -> None:
    each = next(each for each in found if each.example.evidence)
    read = reads(trained, each)
    reading = TreeReader.load(trained).read(each.example.query, each.library, read)
    [(first, _), *_] = join(read, reading, weight=1e6)
    assert first.candidate.passage.id == reading.statements[0].passage_id
    unmoved = join(read, reading, weight=0.0)
    assert [r.candidate.passage.id for r, _ in unmoved] == [r.candidate.passage.id for r in read]


def test_nothing_read_is_nothing_said(trained: Path, found: list[Found]) -> None:
    reading = TreeReader.load(trained).read(found[0].example.query, found[0].library, [])
    assert reading.statements == ()
    assert reading.answered == 0.0
