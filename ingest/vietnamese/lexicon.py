"""General vocabulary of administrative Vietnamese: abbreviations, everyday wordings.

Data files, reviewed as diffs; they hold no names of places, bodies or documents.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ingest.vietnamese.text import normalise


def _rows(name: str) -> Iterator[tuple[str, str]]:
    table = files("ingest.vietnamese").joinpath("data", name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            left, right = line.split("\t")
            yield left, right


@cache
def abbreviations() -> dict[str, str]:
    """Return short form as written → long form in lower case."""
    return {short: normalise(long) for short, long in _rows("abbreviations.tsv")}


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Return everyday wording → administrative wordings, both in lower case."""
    return {
        normalise(plain).lower(): tuple(normalise(form).lower() for form in forms.split("|"))
        for plain, forms in _rows("synonyms.tsv")
    }


@cache
def opposites() -> tuple[tuple[str, str], ...]:
    """Return pairs of words that speak of the opposite of one another, in lower case."""
    return tuple(
        (normalise(one).lower(), normalise(other).lower()) for one, other in _rows("opposites.tsv")
    )


def background() -> tuple[str, ...]:
    """Return ordinary sentences with all their diacritics."""
    text = files("ingest.vietnamese").joinpath("data", "background.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))
