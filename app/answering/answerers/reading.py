"""Answers from what a reader made of the passages: the probable statements, by the kind asked."""

from collections.abc import Sequence

from app.answering.answer import Draft
from app.answering.answerers import listing
from app.answering.answerers.quoting import Quoting
from app.answering.citations import Documents, section_at
from app.answering.claims import Claim, Kind, Listing, Role, Statements
from app.answering.evidence import Statement
from app.answering.polarity import decide
from app.answering.selecting import Fitted, Measure, Option, select
from app.answering.terms import Terms
from index.question.library import Library
from index.question.query import Query
from ingest import naming

_SAID = 800
"""Characters of a quote: a statement, an item, a row; a longer one is cut to its clauses."""
_LED = 110
"""Characters that name document and section before the first quote."""
_FURTHER = 25
"""The same before a further one of the same document, and its marker."""
_SIDES = 3
"""Statements that may tell yes from no, the best first."""
_ITEMISED = frozenset({Kind.LIST, Kind.SUMMARY, Kind.COMPARE, Kind.TABLE})
"""Kinds whose statements are said one a line."""


class Answering:
    """Says what was read for one question."""

    def __init__(
        self, query: Query, library: Library, fitted: Fitted, documents: Documents
    ) -> None:
        self._query = query
        self._library = library
        self._fitted = fitted
        self._documents = documents
        self._terms = Terms(query, library)
        self._quoting = Quoting(self._terms, query.asked, documents)
        self._kind = Kind(query.kind.value)

    def answer(self, ranked: Sequence[Statement], answered: float) -> Draft:
        """Return the draft; ``ranked`` are statements by probability, at least one."""
        confidence = self._fitted.certainty.of(self._kind, answered, ranked[0].confidence)
        if self._kind is Kind.YES_NO:
            return Draft(self._yes_no(ranked), confidence)
        if self._kind is Kind.LOCATE:
            chosen = self._chosen(ranked, self._fitted.measure(self._kind))
            claims = tuple(self._quoting.claim(each, Role.LOCATED) for each in chosen)
            return Draft(Statements(claims), confidence)
        if self._kind is Kind.LIST and (listed := self._listed(ranked)):
            return Draft(listed, confidence)
        chosen = self._chosen(ranked, self._fitted.measure(self._kind))
        if self._kind in _ITEMISED and len(chosen) > 1:
            return Draft(self._items(chosen), confidence)
        return Draft(Statements(self._said(chosen)), confidence)

    def _chosen(self, ranked: Sequence[Statement], measure: Measure) -> list[Statement]:
        options = [
            Option(
                each.confidence,
                min(each.sentence[1] - each.sentence[0], _SAID) + (_FURTHER if at else _LED),
                (each.document_id, *self._span(each)),
            )
            for at, each in enumerate(ranked)
        ]
        return [ranked[at] for at in select(options, measure)]

    def _span(self, statement: Statement) -> tuple[int, int]:
        start, end = statement.sentence
        return (start, end) if end - start <= _SAID else (statement.start, statement.end)

    def _said(self, chosen: Sequence[Statement]) -> tuple[Claim, ...]:
        return tuple(self._quoting.claim(each, Role.STATEMENT) for each in chosen)

    def _yes_no(self, ranked: Sequence[Statement]) -> Statements:
        """Return the statement that takes a side, else the best one without."""
        for each in ranked[:_SIDES]:
            if each.confidence < ranked[0].confidence / 2:
                break
            start, end = each.sentence
            text = self._documents.document(each.document_id).text[start:end]
            side = decide(self._query, text, self._terms)
            if side is not None:
                rest = [other for other in ranked if other is not each]
                measure = self._fitted.measure(Kind.YES_NO)
                return Statements(self._said(self._chosen([each, *rest], measure)), side)
        return Statements(self._said(self._chosen(ranked, self._fitted.measure(Kind.YES_NO))))

    def _listed(self, ranked: Sequence[Statement]) -> Listing | None:
        """Return the items of the section that holds the probable statements, if it has any."""
        body = listing.answer(self._query, ranked, self._library, self._documents).body
        if not isinstance(body, Listing) or len(body.claims) < 2:
            return None
        quotes = [quote for claim in body.claims for quote in claim.quotes]
        held = any(
            quote.document_id == ranked[0].document_id
            and quote.start <= ranked[0].start < quote.end
            for quote in quotes
        )
        return body if held else None

    def _items(self, chosen: Sequence[Statement]) -> Listing:
        """Return the statements one a line, in the order of their documents."""
        first = chosen[0]
        order = {each.document_id: at for at, each in reversed(list(enumerate(chosen)))}
        placed = sorted(chosen, key=lambda each: (order[each.document_id], each.start))
        claims = tuple(self._quoting.claim(each, Role.ITEM, longest=_SAID) for each in placed)
        document = self._documents.document(first.document_id)
        paths = [section_at(document, c.start)[0] for c in chosen if c.document_id == document.id]
        return Listing(claims, naming.name(document.header), _common(paths), len(claims))


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the labels that all paths begin with; the first path where they share none."""
    shared = tuple(labels[0] for labels in zip(*paths, strict=False) if len(set(labels)) == 1)
    return shared or paths[0]
