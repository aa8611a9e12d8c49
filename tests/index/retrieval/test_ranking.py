from dataclasses import replace

import numpy as np
import pytest

from index.errors import WeightsDamaged
from index.question.understanding import understand
from index.retrieval.candidates import Candidate, DocumentPrior
from index.retrieval.ranking import FILE, NAMES, TreeRanker, table
from index.retrieval.trees import Judged, Table, Trees
from tests.fakes import passage
from tests.index.library_of import invented_library

LIBRARY = invented_library()
QUERY = understand("Tỷ lệ hộ dân dùng nước sạch là bao nhiêu?", LIBRARY)
NOT_NAMED = DocumentPrior(0.0, 0.0, 0.0, 0.0)


def a_candidate(key: str, text: str, dense: float, lexical: float, ordinal: int = 0) -> Candidate:
    held = passage(key, key[0], text, ordinal=ordinal)
    return Candidate(held, (dense, dense), (lexical, lexical), NOT_NAMED)


CANDIDATES = [
    a_candidate("p1", "Tỷ lệ hộ dân dùng nước sạch đạt 85%.", 0.9, 7.0),
    a_candidate("p2", "Giáo dục nghề nghiệp.", 0.7, 1.0, ordinal=1),
    a_candidate("q1", "Nước sạch.", 0.8, 3.0),
]


def column(rows: Table, name: str) -> list[float]:
    return [float(value) for value in rows[:, NAMES.index(name)]]


def test_scores_are_seen_by_their_distance_to_the_best() -> None:
    rows = table(QUERY, LIBRARY, CANDIDATES)
    assert rows.shape == (3, len(NAMES))
    assert column(rows, "dense_behind") == pytest.approx([0, -0.2, -0.1])
    assert column(rows, "lexical_rank") == [0, 2, 1]
    assert column(rows, "document_dense_behind") == pytest.approx([0, 0, -0.1])


def test_words_and_neighbours_are_seen() -> None:
    rows = table(QUERY, LIBRARY, CANDIDATES)
    first, second, third = column(rows, "words")
    assert first > third > second
    assert column(rows, "after_dense") == pytest.approx([0.7, 0, 0])
    assert column(rows, "before_dense") == pytest.approx([0, 0.9, 0])


def test_a_row_does_not_depend_on_the_order_of_the_others() -> None:
    rows = table(QUERY, LIBRARY, CANDIDATES)
    turned = table(QUERY, LIBRARY, CANDIDATES[::-1])
    assert np.array_equal(rows, turned[::-1])


class _Equal(Trees):
    """Finds all rows equal."""

    def __init__(self) -> None:
        """Needs no model."""

    def judge(self, rows: Table) -> Judged:
        return np.zeros(len(rows))


def test_ties_go_by_passage_id() -> None:
    ordered = TreeRanker(_Equal()).order(QUERY, LIBRARY, CANDIDATES[::-1])
    assert [candidate.passage.id for candidate, _ in ordered] == ["p1", "p2", "q1"]
    assert TreeRanker(_Equal()).order(QUERY, LIBRARY, []) == []


def test_named_documents_are_seen() -> None:
    named = replace(CANDIDATES[0], document=DocumentPrior(1.0, 0.5, 1.0, 0.25))
    rows = table(QUERY, LIBRARY, [named])
    seen = [column(rows, name)[0] for name in ("named", "share", "mentioned", "called")]
    assert seen == [1.0, 0.5, 1.0, 0.25]


def test_a_model_that_is_not_whole_is_refused(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    with pytest.raises(WeightsDamaged):
        TreeRanker.load(folder)
    (folder / FILE).write_text("tree\n", encoding="utf-8")
    with pytest.raises(WeightsDamaged):
        TreeRanker.load(folder)
