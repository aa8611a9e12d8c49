"""Tables that end with their sum: where a total is asked for, its row answers before the others."""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.evidence import Statement
from index.question.phrases import pattern
from index.question.query import Query
from ingest.vietnamese.text import normalise


def first(query: Query, ranked: Sequence[Statement]) -> list[Statement]:
    """Return the statements with the sum before the rows that it sums up, and their title.

    Only where a total is asked for and the first statement is a row of the table that the sum
    belongs to, or holds no value; the sum is then as probable as that one.
    """
    found = list(ranked)
    if not found or not pattern("total", "asked").search(normalise(query.asking).lower()):
        return found
    best = found[0]
    if _sums(best) or (best.values and not _is_row(best)):
        return found
    total = next((each for each in found if _sums(each) and _of_one_table(each, best)), None)
    if total is None:
        return found
    found.remove(total)
    return [replace(total, probability=best.probability), *found]


def _is_row(statement: Statement) -> bool:
    return bool(pattern("total", "row").match(normalise(statement.text).lower()))


def _sums(statement: Statement) -> bool:
    return bool(pattern("total", "sum").search(normalise(statement.text).lower()))


def _of_one_table(one: Statement, other: Statement) -> bool:
    ours, theirs = one.passage.passage, other.passage.passage
    return (ours.document_id, ours.section_path) == (theirs.document_id, theirs.section_path)
