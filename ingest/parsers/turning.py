"""Places on a page that is turned so that lines running up, down or on their head are level."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.parsers.layout import Word
from ingest.parsers.pdf_tables import Edge, Grid, grids

Box = tuple[float, float, float, float]


def upright(box: Box, turn: int) -> Box:
    """Return where a box stands once the page is turned back by ``turn`` degrees."""
    x0, top, x1, bottom = box
    if turn == 90:
        return -bottom, x0, -top, x1
    if turn == 180:
        return -x1, -bottom, -x0, -top
    if turn == 270:
        return top, -x1, bottom, -x0
    return box


def turned_back(box: Box, turn: int) -> Box:
    """Return the box on the page as shown of one that ``upright`` gave."""
    return upright(box, (360 - turn) % 360)


def level(words: Iterable[Word], turn: int) -> list[Word]:
    """Return the words on the page turned back by ``turn`` degrees."""
    if not turn:
        return list(words)
    return [_turned(word, turn) for word in words]


def _turned(word: Word, turn: int) -> Word:
    x0, top, x1, bottom = upright((word.x0, word.top, word.x1, word.bottom), turn)
    left = (word.turn - turn) % 360
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom, turn=left)


def level_edges(edges: Iterable[Edge], turn: int) -> list[Edge]:
    """Return the ruled lines on the page turned back by ``turn`` degrees."""
    if not turn:
        return list(edges)
    return [_edge(edge, turn) for edge in edges]


def _edge(edge: Edge, turn: int) -> Edge:
    ends = (edge.low, edge.at, edge.high, edge.at)
    if not edge.horizontal:
        ends = (edge.at, edge.low, edge.at, edge.high)
    x0, top, x1, bottom = upright(ends, turn)
    if edge.horizontal == (turn == 180):
        return Edge(True, top, x0, x1)
    return Edge(False, x0, top, bottom)


def flows(
    words: Sequence[Word], edges: Sequence[Edge]
) -> list[tuple[Sequence[Word], Sequence[Edge]]]:
    """Return the words of a page by the way they stand, each level, those of most letters first.

    A word that stands otherwise than most of its table, as a narrow column's head does, stays
    with the table.
    """
    if not any(word.turn for word in words):
        return [(words, edges)]
    main = _usual_turn(words)
    words, edges = level(words, main), level_edges(edges, main)
    if not any(word.turn for word in words):
        return [(words, edges)]
    return _parted(words, edges)


def _usual_turn(words: Iterable[Word]) -> int:
    letters: Counter[int] = Counter()
    for word in words:
        letters[word.turn] += len(word.text)
    return max(sorted(letters), key=lambda turn: letters[turn])


def _parted(
    words: Sequence[Word], edges: Sequence[Edge]
) -> list[tuple[Sequence[Word], Sequence[Edge]]]:
    tables = grids(edges)
    homes = [next((g for g in tables if g.holds(word)), None) for word in words]
    turns = {
        id(grid): _usual_turn(w for w, home in zip(words, homes, strict=True) if home is grid)
        for grid in tables
        if any(home is grid for home in homes)
    }
    stands = [
        turns[id(home)] if home is not None else word.turn
        for word, home in zip(words, homes, strict=True)
    ]
    found: list[tuple[Sequence[Word], Sequence[Edge]]] = []
    for turn in sorted(set(stands)):
        some = [word for word, its in zip(words, stands, strict=True) if its == turn]
        others = [grid for grid in tables if turns.get(id(grid), turn) != turn]
        own = [edge for edge in edges if not any(_draws(edge, grid) for grid in others)]
        found.append((level(some, turn), level_edges(own, turn)))
    return found


def _draws(edge: Edge, grid: Grid) -> bool:
    """Tell whether a line is one of a table's."""
    x, y = (edge.low + edge.high) / 2, edge.at
    if not edge.horizontal:
        x, y = y, x
    return grid.xs[0] - 3 <= x <= grid.xs[-1] + 3 and grid.ys[0] - 3 <= y <= grid.ys[-1] + 3
