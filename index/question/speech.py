"""How a question is spoken: particles and everyday forms of what asks, and the story around it."""

import re
from functools import cache
from itertools import pairwise

from index.question.phrases import pattern
from index.question.tables import rows
from ingest.vietnamese.clauses import asked
from ingest.vietnamese.text import fold, normalise

_RAMBLING = 26
"""Syllables from which a question may have a story around it."""
_FEWEST = 2
"""Syllables of a clause that asks for itself."""


_LAST = r"(?=\s*(?:[?,.;!…]|\Z|(?:vậy|rứa|hè|đó|ta|không|thế|hả|ạ|nhỉ|mà|nữa|ơi)\b))"
"""What follows a word that ends a clause: a mark, or particles."""


@cache
def _spoken() -> dict[str, str]:
    return {_form(said): normalise(meant) for said, meant in rows("spoken.tsv")}


def _form(said: str) -> str:
    return normalise(said.rstrip("*"))


@cache
def _said() -> re.Pattern[str]:
    last = {_form(said) for said, _ in rows("spoken.tsv") if said.endswith("*")}
    longest = sorted(_spoken(), key=len, reverse=True)
    forms = (re.escape(form) + (_LAST if form in last else "") for form in longest)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")


def plain(restored: str) -> str:
    """Return what is asked in standard words, without those who are spoken to and polite words.

    Only for telling how a question is asked: the words of the matter may be changed too.
    """
    text = _said().sub(lambda match: _standard(match), restored)
    text = pattern("noise", "polite").sub(" ", text)
    while (ended := pattern("noise", "ending").sub("", text)) != text:
        text = ended
    return " ".join(text.split())


def _standard(match: re.Match[str]) -> str:
    """Return the standard form; "bao nhiêu" is not "bao bao nhiêu"."""
    if match.group() == "nhiêu" and match.string[: match.start()].endswith("bao "):
        return match.group()
    return _spoken()[match.group()]


def asking_clause(text: str) -> str:
    """Return the clauses of a long text that ask, from the first to the last; else all of it."""
    if len(text.split()) < _RAMBLING:
        return text
    bounds = [0, *asked(text), len(text)]
    clauses = [text[start:end] for start, end in pairwise(bounds)]
    clauses = [clause.strip() for clause in clauses if clause.strip()]
    asks = [at for at, clause in enumerate(clauses) if _asks(clause)]
    if not asks:
        return text
    first = last = asks[-1]
    while first - 1 in asks or first - 2 in asks:
        first = first - 1 if first - 1 in asks else first - 2
    return " ".join(clauses[first : last + 1]) or text


def _asks(clause: str) -> bool:
    return len(clause.split()) >= _FEWEST and bool(
        pattern("kind", "asking").search(clause) or pattern("conclusion", "whether").search(clause)
    )


def unmarked(text: str) -> bool:
    """Return whether a text was typed without any diacritics."""
    return text.lower() == fold(text)
