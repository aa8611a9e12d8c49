"""Texts shown to readers and models, reviewed as diffs."""

from importlib.resources import files


def load(name: str) -> str:
    """Return the text file ``name`` of this package.

    Raises FileNotFoundError for a name that is not here.
    """
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
