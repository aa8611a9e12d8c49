"""The reader by trees: those that ship, and what it makes of what they judge."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from index import trained
from index.errors import WeightsDamaged
from index.retrieval.readers import trees
from index.retrieval.readers.features import NAMES
from index.retrieval.readers.port import Reader
from index.retrieval.readers.trees import TreeReader
from index.retrieval.readers.whole import NAMES as WHOLE_NAMES
from index.retrieval.trees import Judged, Table, Trees
from tests.index.retrieval.readers.reading_contract import ReaderContract, asked, reads


@cache
def shipped() -> TreeReader:
    return TreeReader.load(trained.FOLDER)


class TestTreeReader(ReaderContract):
    """The weights that ship."""

    def reader(self) -> Reader:
        return shipped()


class _Column(Trees):
    """Judges by one of the columns."""

    def __init__(self, at: int) -> None:
        """Needs no model."""
        self._at = at
        self.shapes: list[tuple[int, ...]] = []

    def judge(self, rows: Table) -> Judged:
        self.shapes.append(rows.shape)
        return np.asarray(rows[:, self._at], np.float64) / 7


def test_statements_have_what_their_rows_are_judged_and_the_whole_one_row() -> None:
    each, all_of_them = _Column(NAMES.index("label")), _Column(WHOLE_NAMES.index("passages_read"))
    reading = TreeReader(each, all_of_them).read(*asked(), reads())
    assert each.shapes == [(5, len(NAMES))]
    assert all_of_them.shapes == [(1, len(WHOLE_NAMES))]
    assert reading.answered == round(2 / 7, 6)
    first = reading.statements[:2]
    assert {each.probability for each in first} == {round(1 / 7, 6)}
    assert [each.passage_id for each in first] == ["p0", "p0"]
    assert {each.probability for each in reading.statements[2:]} == {0.0}


@pytest.mark.parametrize("gone", [trees.STATEMENTS, trees.ANSWERED])
def test_both_models_are_needed(gone: str, tmp_path: Path) -> None:
    for name in (trees.STATEMENTS, trees.ANSWERED):
        if name != gone:
            (tmp_path / name).symlink_to(trained.FOLDER / name)
    with pytest.raises(WeightsDamaged):
        TreeReader.load(tmp_path)
