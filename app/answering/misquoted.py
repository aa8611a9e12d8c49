"""A figure that a question says a document states, where that states another."""

from collections.abc import Iterator
from itertools import pairwise

from app.answering.claims import Statements
from index.question.phrases import pattern
from index.question.query import AnswerKind, Query
from ingest.document import Document
from ingest.vietnamese.figures import COUNT, Figure, figures, function_words, kind
from ingest.vietnamese.tokens import PIECE
from ingest.vietnamese.words import syllables

_FOLLOWING = 2
"""Words behind a figure that tell of what it is."""


def found(query: Query, document: Document, body: Statements) -> dict[str, str]:
    """Return the figure ``asked`` and the one that is ``told`` instead; nothing where none is.

    Only one that the document holds nowhere, where its quotes hold one of the same measure that is
    said of the same.
    """
    if query.kind is not AnswerKind.FACT or body.side is not None:
        return {}
    for start, end, asked in _stated(query, document):
        held = {value for each in figures(document.text) for value in (each.low, each.high)}
        if asked.low in held or asked.high in held:
            continue
        for claim in body.claims:
            for quote in claim.quotes:
                if told := _instead(query.text, (start, end), asked, quote.text):
                    named = _following(query.text, asked) == _following(quote.text, told)
                    return {
                        "asked": _written(query.text, asked, named=named),
                        "told": _written(quote.text, told, named=named),
                    }
    return {}


def _stated(query: Query, document: Document) -> Iterator[tuple[int, int, Figure]]:
    """Yield the figures that a document named is said to state, with the clause around each."""
    text = query.text
    for party in query.parties:
        if party.document_ids != (document.id,):
            continue
        start = max(mention.end for mention in party.mentions)
        states = pattern("premise", "states").match(text.lower(), start)
        goes_on = states and pattern("premise", "goes_on").search(text.lower(), states.end())
        if not states or not goes_on:
            continue
        clause = text[states.end() : goes_on.start()].lower()
        if pattern("kind", "asking").search(clause):
            continue
        for figure in figures(text):
            led = text[states.end() : figure.start].lower()
            inside = states.end() <= figure.start and figure.end <= goes_on.start()
            if inside and figure.unit and not pattern("premise", "supposed").search(led):
                yield states.end(), goes_on.start(), figure


def _instead(text: str, clause: tuple[int, int], asked: Figure, quote: str) -> Figure | None:
    """Return the one figure of a quote that is of the same measure, and said of the same."""
    like = [each for each in figures(quote) if each.unit == asked.unit]
    named = _following(text, asked)
    same = [each for each in like if named and _following(quote, each) == named]
    if not same and len({(each.low, each.high) for each in like}) == 1:
        said = _pairs(text[clause[0] : clause[1]]) & _pairs(quote)
        same = like[:1] if len(said) >= _FOLLOWING or named in said else []
    return same[0] if len({(each.low, each.high) for each in same}) == 1 else None


def _unit_end(text: str, figure: Figure) -> int:
    at = text.lower().find(figure.unit, figure.start, figure.end)
    counted = kind(figure.unit) == COUNT and at >= 0
    return at + len(figure.unit) if counted else figure.end


def _following(text: str, figure: Figure) -> tuple[str, ...]:
    """Return the words right behind a figure and its unit; none where they tell of nothing."""
    words = tuple(syllables(text[_unit_end(text, figure) :])[:_FOLLOWING])
    return words if function_words().isdisjoint(words) else ()


def _written(text: str, figure: Figure, *, named: bool) -> str:
    """Return a figure as written; ``named``: with the words behind it."""
    end = _unit_end(text, figure)
    if named and _following(text, figure):
        end = [match.end() for match in PIECE.finditer(text, end)][_FOLLOWING - 1]
    return text[figure.start : end]


def _pairs(text: str) -> set[tuple[str, ...]]:
    """Return the pairs of neighbouring words that tell something."""
    common = function_words()
    return {each for each in pairwise(syllables(text.lower())) if common.isdisjoint(each)}
