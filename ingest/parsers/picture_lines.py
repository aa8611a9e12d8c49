"""The ruled tables of a picture: where their lines run, and the picture without them.

Lines are read as letters, and figures between two of them are lost, where they are left in.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.parsers.pdf_tables import Edge, Grid, grids

_POINTS_PER_INCH = 72.0
_DARK = 150
_SHORTEST = 0.3
"""Inches: no letter has so long a stroke."""
_WHOLE = 0.97
"""Share of a line that a scan leaves dark."""
_MOST = 0.1
"""A picture with lines on more of its rows or columns is a photograph, or its border is black."""
_AROUND = 2
"""Points of the picture beside a line that are part of it."""

_Places = list[tuple[int, int, int]]
"""Row (or column), first and last point of each run of dark ones."""


def ruled(grey: Image.Image, dpi: float) -> tuple[list[Edge], Image.Image]:
    """Return the lines of the tables in a level picture, in points, and it without them."""
    points = np.asarray(grey)
    dark = points < _DARK
    across, down = _runs(dark, dpi), _runs(np.ascontiguousarray(dark.T), dpi)
    if not across or not down:
        return [], grey
    scale = _POINTS_PER_INCH / dpi
    edges = [Edge(True, at * scale, low * scale, high * scale) for at, low, high in across]
    edges += [Edge(False, at * scale, low * scale, high * scale) for at, low, high in down]
    tables = grids(edges)
    if not tables:
        return [], grey
    clean = points.copy()
    for table in tables:
        _erase(clean, table, across, scale)
        _erase(clean.T, table, down, scale, across=False)
    return [edge for table in tables for edge in table.edges], Image.fromarray(clean)


def _runs(dark: NDArray[np.bool_], dpi: float) -> _Places:
    """Return where rows of points are dark for long; nothing where too many are."""
    length = max(2, round(_SHORTEST * dpi))
    if dark.shape[1] <= length:
        return []
    sums = np.cumsum(dark, axis=1, dtype=np.int32)
    full = sums[:, length:] - sums[:, :-length] >= _WHOLE * length
    rows = np.flatnonzero(full.any(axis=1))
    if rows.size > _MOST * dark.shape[0]:
        return []
    return [(int(row), low, high + length) for row in rows for low, high in _spans(full[row])]


def _spans(row: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each run of True."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    for first, after in zip(steps[::2], steps[1::2], strict=True):
        yield int(first), int(after) - 1


def _erase(
    points: NDArray[np.uint8], table: Grid, runs: _Places, scale: float, *, across: bool = True
) -> None:
    """Whiten the runs that are lines of a table; ``points`` lie so that runs go along rows."""
    first, last = (table.ys[0], table.ys[-1]) if across else (table.xs[0], table.xs[-1])
    left, right = (table.xs[0], table.xs[-1]) if across else (table.ys[0], table.ys[-1])
    for at, low, high in runs:
        within = first - _AROUND <= at * scale <= last + _AROUND
        if within and low * scale < right + _AROUND and high * scale > left - _AROUND:
            points[max(at - _AROUND, 0) : at + _AROUND + 1, max(low - 1, 0) : high + 1] = 255
