"""Whom a question to "các kế hoạch thực hiện Kết luận 12" asks: documents that say they do."""

from app.answering.answerers import carrying
from index.facts import FactQuery
from index.paging import every_fact
from index.ports import Facts, Scope, Selection
from index.question import carried
from index.question.library import Library
from index.question.query import Query
from index.question.understanding import understand
from ingest.facts.model import FactKind

_MOST_CITED = 2_000
"""Citations that are looked through."""


def asked_of_each(
    query: Query, facts: Facts | None, within: Selection, library: Library, scope: Scope
) -> Query:
    """Return the question to each of the documents ``within`` that carry out the one it names.

    It stays as it is where it asks otherwise, or fewer than two do, or too many for a comparison.
    """
    told = carried.each(query)
    if told is None or facts is None:
        return query
    cited = every_fact(facts, within, FactQuery(FactKind.REFERENCE), _MOST_CITED)
    found = carrying.documents(told.inquiry, cited)
    if not 1 < len(found) <= carried.MOST:
        return query
    return carried.of_each(query, understand(told.question, library, scope), found)
