"""What the lexical stores index of a passage and look for in a query."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from index.ports import LexicalQuery
from index.settings import LexicalWeights
from ingest.document import Passage
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import syllables, words

ANALYSIS_VERSION = 1
"""Raise it when what is indexed changes, so that old terms do not meet new queries."""

FIELDS = ("body", "words", "context", "folded")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a passage, field by field in the order of ``FIELDS``; repeats count."""

    body: list[str]
    words: list[str]
    context: list[str]
    folded: list[str]


def terms(passage: Passage) -> Terms:
    """Return what is indexed of a passage."""
    body = _syllables(passage.text)
    context = _syllables(passage.context)
    return Terms(
        body=body,
        words=_compounds(passage.text),
        context=context,
        folded=[fold(token) for token in body + context],
    )


def clauses(query: LexicalQuery, weights: LexicalWeights) -> dict[tuple[str, str], float]:
    """Return what a query looks for: (field, term) and its weight, never 0.

    A repeated term counts once, with its largest weight.
    """
    wanted: dict[tuple[str, str], float] = {}
    sources: Mapping[str, float] = {query.text: 1.0} | dict(query.boosts or {})
    for text, importance in sources.items():
        single = _syllables(text)
        found = (single, _compounds(text), single, [fold(s) for s in single])
        for field, tokens, weight in zip(FIELDS, found, astuple(weights), strict=True):
            for token in tokens:
                wanted[field, token] = max(wanted.get((field, token), 0.0), weight * importance)
    return {clause: weight for clause, weight in wanted.items() if weight > 0}


def _syllables(text: str) -> list[str]:
    # Terms are joined by spaces in an index, so none may hold one.
    return ["".join(token.split()) for token in syllables(text)]


def _compounds(text: str) -> list[str]:
    """Return the word segments of more than one syllable; the others are syllables already."""
    return [word for word in words(text) if "_" in word]
