"""What tells a time: where one is asked for, it answers before what tells none."""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.completing import above, below, cells_of_row, completed
from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.question.query import AnswerKind, Asked, Query
from ingest.document import Document
from ingest.vietnamese import labels


def first(
    query: Query,
    ranked: Sequence[Statement],
    terms: Terms,
    document: Document,
    longest: int,
) -> list[Statement]:
    """Return the statements with the most probable one first that tells a time by its figures.

    Only where a time is asked for, nothing told with the first statement in ``longest`` characters
    or above it tells one, and the other is ``saying.told`` times as probable; it is then as
    probable as that one.
    """
    found = list(ranked)
    if query.kind is not AnswerKind.FACT or query.asked is not Asked.DATE or query.parts:
        return found
    best = found[0]
    if best.values or _beside(best, query, terms, document, longest):
        return found
    least = terms.weighing.saying.told * best.confidence
    told = next((s for s in found if _tells(s, document) and s.confidence >= least), None)
    if told is None:
        return found
    found.remove(told)
    return [replace(told, probability=best.probability), *found]


def _beside(
    statement: Statement, query: Query, terms: Terms, document: Document, longest: int
) -> bool:
    """Return whether a time is told beside a statement, above or below it."""
    return bool(
        completed(statement, terms, document, longest).values
        or above(statement, terms, document)
        or cells_of_row(statement, query, document)
        or below(statement, query, terms, document)
    )


def _tells(statement: Statement, document: Document) -> bool:
    """Return whether a statement tells a time in figures; its label, "3.2.", is none."""
    text = statement.text
    begins = labels.after(text)
    return statement.document_id == document.id and any(
        value.start >= begins and any(map(str.isdigit, text[value.start : value.end]))
        for value in statement.values
    )
