"""How questions and the statements that answer them are worded: data/questions.toml.

Reviewed as a diff; it holds no names of places, bodies or documents.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.vietnamese import kinds
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import LOWER, UPPER


@cache
def _questions() -> dict[str, dict[str, Any]]:
    text = files("index.question").joinpath("data", "questions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


_CLASSES = {r"\p{Lu}": UPPER, r"\p{Ll}": LOWER}
"""What stands in the file for letters in brackets."""
_TERMS = {"@document": f"(?:tài liệu|{kinds.ASKED})", "@typed": f"(?:{kinds.TYPED})"}
"""What the vocabulary knows, by the name that stands for it in the file."""


def _own_terms() -> dict[str, str]:
    """Return what the file's own names stand for."""
    return {f"@{name}": f"(?:{'|'.join(each)})" for name, each in _questions()["terms"].items()}


@cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """Return the pattern of questions.toml, its alternatives joined."""
    joined = "|".join(_questions()[group][name])
    for sign, stands_for in {**_own_terms(), **_CLASSES, **_TERMS}.items():
        joined = joined.replace(sign, stands_for)
    return re.compile(joined)


@cache
def names(group: str) -> tuple[str, ...]:
    """Return the names of a group of patterns, in the file's order."""
    return tuple(_questions()[group])


@cache
def syllable_set(name: str) -> frozenset[str]:
    """Return the syllables of a list in ``[words]``."""
    return frozenset(normalise(_questions()["words"][name]).split())


@cache
def contrasts() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Return the groups of ``[contrasts]``: what one member says, no other member says."""
    return tuple(
        tuple(re.compile(rf"\b(?:{normalise(member)})\b") for member in group)
        for group in _questions()["contrasts"].values()
    )


def bodies() -> tuple[str, ...]:
    """Return the kinds of issuing bodies, in lower case."""
    return tuple(normalise(body) for body in _questions()["words"]["bodies"])
