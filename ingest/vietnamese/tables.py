"""Reads the tables of ``data/``: rows of tabbed text, comments and blank lines apart."""

from collections.abc import Iterable, Iterator
from importlib.resources import files

from ingest.vietnamese.text import normalise


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table ``data/NAME``, in one tone-mark style, in the file's order."""
    text = files("ingest.vietnamese").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(normalise(cell) for cell in line.split("\t"))


def alternatives(forms: Iterable[str]) -> str:
    r"""Return a pattern of any of the forms, the longest first; a space stands for any blanks."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(_escaped(form) for form in ordered)


def _escaped(form: str) -> str:
    signs = ("\\" + sign if sign in r"\.+*?()[]{}|^$" else sign for sign in form)
    return r"\s+".join("".join(signs).split())
