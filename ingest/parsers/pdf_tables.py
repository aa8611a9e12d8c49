"""Ruled tables of a page: the grid that its lines draw, and the words in each cell."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.lines import Line
from ingest.parsers import layout
from ingest.parsers.tables import Cell, Table

_SNAP = 3.0
"""Lines nearer than this are one line."""
_MIN_SIDE = 8.0
"""A column or row is wider than this; less is a drawing."""
_MAX_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line: horizontal at height ``at``, or vertical at distance ``at`` from the left."""

    horizontal: bool
    at: float
    low: float
    high: float


@dataclass(slots=True)
class Grid:
    """A ruled table: the lines between its columns and rows, and which of them are drawn where."""

    xs: list[float]
    ys: list[float]
    edges: list[Edge]
    cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """For each unit (row, column) the upper left unit of the cell that it belongs to."""

    def holds(self, word: layout.Word) -> bool:
        """Tell whether the middle of ``word`` is within the table."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1


def grids(edges: Sequence[Edge]) -> list[Grid]:
    """Return the ruled tables that the lines draw, from top to bottom."""
    merged = _merged([e for e in edges if e.horizontal]) + _merged(
        [e for e in edges if not e.horizontal]
    )
    if len(merged) > _MAX_LINES:
        return []
    found = []
    for group in _touching(merged):
        ys = _levels(edge.at for edge in group if edge.horizontal)
        xs = _levels(edge.at for edge in group if not edge.horizontal)
        if len(xs) >= 2 and len(ys) >= 2 and (len(xs) > 2 or len(ys) > 2):
            grid = Grid(xs, ys, group)
            _join(grid)
            found.append(grid)
    return sorted(found, key=lambda grid: grid.ys[0])


def _merged(edges: list[Edge]) -> list[Edge]:
    """Return the lines with those on one level that touch or overlap made one."""
    result: list[Edge] = []
    levels: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.at):
        if levels and edge.at - levels[-1][-1].at <= _SNAP:
            levels[-1].append(edge)
        else:
            levels.append([edge])
    for level in levels:
        at = sum(edge.at for edge in level) / len(level)
        low = high = None
        for edge in sorted(level, key=lambda edge: edge.low):
            if low is None or high is None:
                low, high = edge.low, edge.high
            elif edge.low <= high + _SNAP:
                high = max(high, edge.high)
            else:
                result.append(Edge(edge.horizontal, at, low, high))
                low, high = edge.low, edge.high
        if low is not None and high is not None:
            result.append(Edge(level[0].horizontal, at, low, high))
    return result


def _touching(edges: list[Edge]) -> list[list[Edge]]:
    """Return the lines in groups that hang together."""
    parent = list(range(len(edges)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = [i for i, edge in enumerate(edges) if edge.horizontal]
    down = sorted((edge.at, j) for j, edge in enumerate(edges) if not edge.horizontal)
    for i in across:
        h = edges[i]
        first = bisect_left(down, (h.low - _SNAP, -1))
        for at, j in down[first:]:
            if at > h.high + _SNAP:
                break
            if edges[j].low - _SNAP <= h.at <= edges[j].high + _SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, list[Edge]] = {}
    for index, edge in enumerate(edges):
        groups.setdefault(root(index), []).append(edge)
    return [group for group in groups.values() if len(group) > 2]


def _levels(values: Iterable[float]) -> list[float]:
    levels: list[float] = []
    for at in sorted(values):
        if not levels or at - levels[-1] > _MIN_SIDE:
            levels.append(at)
    return levels


def _join(grid: Grid) -> None:
    """Find which units have no line between them: they are one cell, a rectangle."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    across, down = _drawn_at(grid, grid.ys, across=True), _drawn_at(grid, grid.xs, across=False)
    rows = [(low + high) / 2 for low, high in pairwise(grid.ys)]
    columns = [(low + high) / 2 for low, high in pairwise(grid.xs)]
    for row in range(height):
        for column in range(width):
            if (row, column) in grid.cells:
                continue
            right = column
            while right + 1 < width and not _reaches(down[right + 1], rows[row]):
                right += 1
            low = row
            while low + 1 < height and not any(
                _reaches(across[low + 1], columns[at]) for at in range(column, right + 1)
            ):
                low += 1
            for y in range(row, low + 1):
                for x in range(column, right + 1):
                    grid.cells.setdefault((y, x), (row, column))


Spans = list[tuple[float, float]]


def _drawn_at(grid: Grid, levels: Sequence[float], *, across: bool) -> list[Spans]:
    """Return for each level from where to where lines are drawn along it."""
    return [
        [
            (edge.low - _SNAP, edge.high + _SNAP)
            for edge in grid.edges
            if edge.horizontal is across and abs(edge.at - at) <= _MIN_SIDE
        ]
        for at in levels
    ]


def _reaches(spans: Spans, at: float) -> bool:
    return any(low <= at <= high for low, high in spans)


def read_table(
    grid: Grid,
    words: Iterable[layout.Word],
    read: Callable[[list[layout.Word], float, float], tuple[Line, ...]],
) -> Table:
    """Return the table of a grid; ``read`` makes lines of a cell's words, given its edges."""
    within: dict[tuple[int, int], list[layout.Word]] = {}
    for word in words:
        unit = (
            _unit(grid.ys, (word.top + word.bottom) / 2),
            _unit(grid.xs, (word.x0 + word.x1) / 2),
        )
        within.setdefault(grid.cells[unit], []).append(word)
    ends: dict[tuple[int, int], int] = {}
    for (_, column), origin in grid.cells.items():
        ends[origin] = max(ends.get(origin, 0), column)
    cells = {
        origin: Cell(
            read(within.get(origin, []), grid.xs[origin[1]], grid.xs[end + 1]),
            origin[1],
            end - origin[1] + 1,
        )
        for origin, end in ends.items()
    }
    table = Table()
    for row in range(len(grid.ys) - 1):
        origins = dict.fromkeys(grid.cells[row, column] for column in range(len(grid.xs) - 1))
        table.rows.append([cells[origin] for origin in origins])
    return table


def _unit(levels: list[float], at: float) -> int:
    index = 0
    while index + 2 < len(levels) and at >= levels[index + 1]:
        index += 1
    return index
