"""What a search runs over when a question says at which time it is to hold."""

from collections.abc import Iterable
from dataclasses import replace

from app.facts.chain import Chains
from app.facts.standing import Standings
from index.ports import Catalogue, Facts, Scope, Selection
from index.question.query import Query

_CHECKED = 100
"""Documents each of which is asked whether it still held, about a thousandth of a second each."""


class Moments:
    """Leaves out what no longer held at a question's moment. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, facts: Facts | None) -> None:
        """Without ``facts`` nothing is known of what documents say of one another."""
        self._catalogue = catalogue
        self._standings: Standings | None = None
        if facts is not None:
            self._standings = Standings(catalogue, Chains(catalogue, facts))

    def narrowed(self, query: Query, selection: Selection, scope: Scope) -> tuple[Query, Selection]:
        """Leave out what no longer held; of very many documents nothing, until they are found."""
        every = [] if query.moment is None else self._catalogue.document_ids()
        admitted = [d for d in every if scope.admits(d) and selection.admits(d)]
        if len(admitted) > _CHECKED:
            return query, selection
        return without(query, selection, self.ended(query, admitted, scope))

    def ended(self, query: Query, among: Iterable[str], scope: Scope) -> frozenset[str]:
        """Return which of the documents, unless named, no longer held at the query's moment."""
        if self._standings is None or query.moment is None:
            return frozenset()
        day = query.moment.day
        return frozenset(
            key
            for key in among
            if key not in query.documents
            and self._standings.ended(self._catalogue.record(key, scope), day, scope)
        )


def without(query: Query, selection: Selection, ended: frozenset[str]) -> tuple[Query, Selection]:
    """Return what is searched without documents that no longer hold, and the query that says so."""
    if query.moment is None or not ended:
        return query, selection
    left_out = tuple(sorted({*query.moment.left_out, *ended}))
    query = replace(query, moment=replace(query.moment, left_out=left_out))
    if selection.document_ids is None:
        return query, replace(selection, excluded=selection.excluded | ended)
    return query, replace(selection, document_ids=selection.document_ids - ended)
