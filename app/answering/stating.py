"""What a document states in so many words: then no doubt of a reader makes a refusal of it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from app.answering import mistaken
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.values import Term
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.figures import AMOUNTS
from ingest.vietnamese.words import syllables

_VALUED = frozenset({Asked.MONEY, Asked.PERCENT, Asked.NUMBER, Asked.DATE})
_READ = 8
"""Statements, the most probable first, of which one may state it."""
_ASKING = {Asked.MONEY: AMOUNTS, Asked.PERCENT: frozenset({"phần", "trăm"})}
"""Words that ask for a value by its unit: a sign or another word may stand for it."""
_SPENT = "chi"
"""A word that asks ("làm chi"), but never beside a sum of money: "đã chi bao nhiêu"."""
_EXACT = re.compile(r".*\d.*|[ivxlc]+")
"""Years, numbers and quarters: another one is another matter."""


def first(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> list[Statement] | None:
    """Return the statements with one first that states what is asked of the document.

    It holds a value of the kind asked, counted as asked, and with its headings at least the share
    ``stated`` of the words that the question says beside what the document is called: words that
    name a document, its subject's too, need not stand in what it states. Where a part of it is
    named the statement stands there. None where none does.
    """
    if query.kind is not AnswerKind.FACT or query.asked not in _VALUED or query.unknown_names:
        return None
    words = _beside(query, terms, document)
    if not words and not query.sections:
        return None
    told = [each for each in ranked[:_READ] if each.document_id == document.id]
    weighing = terms.weighing
    held = {
        at: _share(_of_actor(words, query, each, document), each)
        for at, each in enumerate(told)
        if _answers(query, each, weighing.likely)
    }
    if not held or max(held.values()) < weighing.stated:
        return None
    best = told[max(held, key=lambda at: (held[at], -at))]
    rest = (each for each in ranked if each is not best)
    return [replace(best, probability=ranked[0].probability), *rest]


def _beside(query: Query, terms: Terms, document: Document) -> dict[Term, float]:
    """Return the words that the question says beside the document's name, and the part's."""
    names = naming.called(document.header) | _leading(query, document)
    names |= {s for each in query.sections for s in syllables(each.words)}
    names |= _ASKING.get(query.asked, frozenset())
    return terms.beside(names, *([_SPENT] if query.asked is Asked.MONEY else []))


def _leading(query: Query, document: Document) -> set[str]:
    """Return the words that only lead to what is asked: the document's day, "… nói", "… nêu"."""
    text, issued = query.text, document.header.issued_on
    states = pattern("premise", "states")
    said = (states.match(text.lower(), mention.end) for mention in query.mentions)
    days = (p for p in periods(text) if issued and _is_day(p, issued.value))
    led = (*(text[slice(*m.span())] for m in said if m), *(text[p.start : p.end] for p in days))
    return {syllable for each in led for syllable in syllables(each)}


def _is_day(period: Period, day: date) -> bool:
    return period.grain is Grain.DAY and period.first == period.last == day


def _of_actor(
    words: dict[Term, float], query: Query, statement: Statement, document: Document
) -> dict[Term, float]:
    """Return the words without the name of a body that is taken to act where another one does."""
    other = mistaken.found(query, document, statement.start)
    name = set(syllables(other.asked.lower())) if other else ()
    return {word: weight for word, weight in words.items() if word not in name}


def _answers(query: Query, statement: Statement, likely: float) -> bool:
    """Return whether a statement holds a value as asked, and stands in the part asked about."""
    if not statement.values or statement.text.endswith(":") or statement.contradicts:
        return False
    if query.asked is Asked.NUMBER and statement.counts_otherwise:
        return False
    path = statement.passage.passage.section_path
    if query.sections:
        return any(each.fits(path) for each in query.sections)
    return statement.confidence >= likely


def _share(words: dict[Term, float], statement: Statement) -> float:
    """Return the share of the words that a statement and its headings hold; 0 of other figures."""
    held = _held(statement)
    if not words:
        return 1.0
    if any(_EXACT.fullmatch(str(word)) and word not in held for word in words):
        return 0.0
    return Terms.share(words, statement.text, *statement.passage.passage.headings)


def _held(statement: Statement) -> Collection[str]:
    return set(syllables(" ".join((statement.text, *statement.passage.passage.headings))))
