"""All facts of a store, page after page."""

from collections.abc import Iterator
from itertools import islice

from index.facts import FactQuery, FactRecord
from index.ports import Facts, Selection

_PAGE = 2_000


def every_fact(
    facts: Facts, selection: Selection, query: FactQuery, most: int | None = None
) -> Iterator[FactRecord]:
    """Yield the facts asked for in the order of the pages, at most so many; None: all."""
    return islice(_pages(facts, selection, query), most)


def _pages(facts: Facts, selection: Selection, query: FactQuery) -> Iterator[FactRecord]:
    cursor: str | None = None
    while True:
        page, cursor = facts.facts(selection, query, _PAGE, cursor)
        yield from page
        if cursor is None:
            return
