from pathlib import Path

import numpy as np
import pytest

from index.engines.blocks import Blocks
from index.ports import Vectors


def rows_of(generator: np.random.Generator, count: int) -> Vectors:
    rows = generator.standard_normal((count, 8)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_rows_keep_their_place_and_freed_ones_are_given_again() -> None:
    generator = np.random.default_rng(1)
    blocks, held = Blocks(8), {}
    for round_ in range(6):
        vectors = rows_of(generator, 5_000)
        for row, vector in zip(blocks.put(vectors).tolist(), vectors, strict=True):
            assert row not in held
            held[row] = vector
        gone = generator.choice(sorted(held), 1_500, replace=False)
        blocks.free(gone)
        for row in gone.tolist():
            del held[row]
        assert len(held) == (round_ + 1) * 3_500
        asked = generator.permutation(sorted(held))
        assert np.array_equal(blocks.read(asked), np.stack([held[row] for row in asked.tolist()]))
    assert len(blocks) < 1.5 * len(held)


@pytest.mark.parametrize("k", [1, 10, 4_000])
def test_the_nearest_are_those_of_the_rows_in_use_and_admitted(k: int) -> None:
    generator = np.random.default_rng(2)
    blocks = Blocks(8)
    rows = blocks.put(rows_of(generator, 3_000))
    blocks.free(rows[::3])
    used = np.sort(np.concatenate([rows[1::3], rows[2::3]]))
    queries = rows_of(generator, 3)
    admitted = np.zeros(len(blocks), np.bool_)
    admitted[used[::2]] = True
    for among, of in ((None, used), (admitted, used[::2])):
        for query, found in zip(queries, blocks.nearest(queries, k, among), strict=True):
            scores = blocks.read(of) @ query
            right = of[np.argsort(-scores)[:k]]
            assert set(right.tolist()) <= set(found.tolist()) <= set(of.tolist())
            assert len(found) == min(k, len(of))  # no two score alike here
            assert sorted(blocks.nearest_of(of, query, k).tolist()) == found.tolist()


def test_what_is_mapped_stays_as_it_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    kept = rows_of(np.random.default_rng(3), 100)
    kept.tofile(path)
    blocks = Blocks.over(np.memmap(path, np.float32, "c", shape=kept.shape), np.arange(0, 100, 2))
    assert np.array_equal(blocks.read(np.array([4, 98])), kept[[4, 98]])
    taken = blocks.put(kept[:50])
    assert set(taken.tolist()) == set(range(1, 100, 2))  # the free ones first
    blocks.free(np.array([0]))
    assert np.array_equal(blocks.read(taken), kept[:50])
    assert not blocks.read(np.array([0])).any()
    assert np.array_equal(np.fromfile(path, np.float32).reshape(100, 8), kept)


def test_nothing_is_near_where_nothing_is() -> None:
    blocks = Blocks(8)
    query = rows_of(np.random.default_rng(4), 1)
    assert blocks.nearest(query, 5)[0].tolist() == []
    blocks.free(blocks.put(query))
    assert blocks.nearest(query, 5)[0].tolist() == []
    assert blocks.read(np.empty(0, np.int64)).shape == (0, 8)
