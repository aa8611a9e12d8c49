"""Tables of this room's data folder: one row a line, columns apart by tabs, comments after "#"."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of data/``name``, without comments and blank lines."""
    table = files("index.question").joinpath("data", name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
