"""Which side the answer to a yes-or-no question takes, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.answering import deciding, exceptions, polarity
from app.answering.citations import Documents
from app.answering.evidence import Statement
from app.answering.presuming import Leading, leading
from app.answering.selecting import Fitted, odds
from app.answering.terms import Terms
from index.question.phrases import pattern
from index.question.query import Query

_READ = 3
"""Statements that may tell yes from no, the best first."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A side, and the statements with the one first that takes it."""

    ranked: Sequence[Statement]
    side: bool
    odds: float
    """The log odds of the side, given the statement."""
    leading: Leading | None = None
    """Who leads, where that decides."""


def take(
    query: Query, ranked: Sequence[Statement], terms: Terms, fitted: Fitted, documents: Documents
) -> Taken:
    """Return the side that the probable statements take.

    That a document speaks of something is shown by what it says. Who leads decides where somebody
    is taken to, and what does not apply to a body. Else the first that holds values such as are
    claimed, or the condition; else words do, and what they leave out.
    """
    sure = odds(fitted.weighing.sure)
    if pattern("polarity", "exists").search(query.restored):
        return Taken(ranked, True, sure)
    if told := leading(query, ranked, documents):
        return Taken(_first(told.statement, ranked), told.side, sure, told)
    document = documents.document(ranked[0].document_id)
    if out := deciding.excluding(query, ranked) or deciding.left_out(query, ranked, document):
        return Taken(out, query.negated, sure)
    ranked = deciding.first(query, ranked)
    for each in ranked[:_READ]:
        said = _sentence(each, documents)
        if (side := polarity.decided(query, said, terms)) is not None:
            # Values that are borne out may but name what is asked about; others deny it.
            doubtful = side or polarity.may_bear_out(query, said)
            return Taken(_first(each, ranked), side, 0.0 if doubtful else sure)
    said = _sentence(ranked[0], documents)
    if polarity.forbids(query, said):
        return Taken(ranked, True, 0.0)
    if polarity.names_it(query, said):
        return Taken(ranked, not query.negated, sure)
    if (side := exceptions.side(query, said)) is not None:
        return Taken(ranked, side, sure)
    yes = fitted.sides.yes(query.restored, said, query.bodies)
    side = yes >= fitted.weighing.saying.even
    doubtful = deciding.of_others(query, ranked[0])
    return Taken(ranked, side, 0.0 if doubtful else odds(yes if side else 1 - yes))


def _first(statement: Statement, ranked: Sequence[Statement]) -> list[Statement]:
    return [statement, *(each for each in ranked if each is not statement)]


def _sentence(statement: Statement, documents: Documents) -> str:
    return documents.document(statement.document_id).text[slice(*statement.sentence)]
