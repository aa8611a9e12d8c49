"""The register of facts: a page of them, or all, of the documents that the asker may see."""

from collections.abc import Iterator

from app.errors import NothingAsked
from index.facts import FactQuery, FactRecord
from index.ports import Catalogue, Facts, Filters, Scope

_PAGE = 1_000


class Register:
    """Looks facts up. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, facts: Facts) -> None:
        self._catalogue = catalogue
        self._facts = facts

    def page(
        self,
        query: FactQuery,
        filters: Filters,
        scope: Scope,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[FactRecord], str | None]:
        """Return a page of facts, and the next one's cursor. Raises InvalidCursor, NothingAsked.

        Documents that another one answers for are left out unless ``filters`` names them.
        """
        _check(query)
        selection = self._catalogue.resolve(scope, filters)
        return self._facts.facts(selection, query, limit, cursor)

    def every(
        self,
        query: FactQuery,
        filters: Filters,
        scope: Scope,
        most: int,
        cursor: str | None = None,
    ) -> Iterator[FactRecord]:
        """Yield the facts, at most so many, in the order of the pages. Raises as ``page`` does."""
        _check(query)
        selection = self._catalogue.resolve(scope, filters)
        while most > 0:
            page, cursor = self._facts.facts(selection, query, min(most, _PAGE), cursor)
            yield from page
            most -= len(page)
            if cursor is None:
                return


def _check(query: FactQuery) -> None:
    first, last = query.due_from, query.due_to
    if first is not None and last is not None and first > last:
        raise NothingAsked(
            f"Khoảng hạn không có ngày nào: từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Hãy đổi lại."
        )
