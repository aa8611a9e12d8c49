"""Answers from what a reader made of the passages: the probable statements, by the kind asked."""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.answer import Draft
from app.answering.answerers import listing, locating
from app.answering.answerers.quoting import Quoting, whole_line
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
_LEAD = 60
"""Characters before the first quote apart from the document's name: its section, the value."""
_FURTHER = 25
"""The same before a further one of the same document, and its marker."""
_SHORTEST = 200
"""Least characters that a quote is cut to."""
_OFFERED = 60
"""Statements, from the best, that may be said."""
_EVEN = 0.5
_FEWEST = 2
"""Items that make a list."""
_HELD = 0.5
"""A section is listed where it holds at least this share of the best probability."""
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
        if self._kind is Kind.LOCATE and (heading := locating.headed(self._query, ranked)):
            return Draft(Statements(self._said([heading], _SAID, Role.LOCATED)), confidence)
        if self._kind is Kind.LOCATE:
            return Draft(Statements(self._located(ranked)), confidence)
        if self._kind is Kind.LIST and (listed := self._listed(ranked)):
            return Draft(listed, confidence)
        chosen = self._chosen(ranked, self._fitted.measure(self._kind))
        if self._kind in _ITEMISED and len(chosen) > 1:
            return Draft(self._items(chosen), confidence)
        measure = self._fitted.measure(self._kind)
        return Draft(Statements(self._said(chosen, measure.room)), confidence)

    def _chosen(self, ranked: Sequence[Statement], measure: Measure) -> list[Statement]:
        """Return the statements that are said, of one document where not several are asked."""
        if not self._query.across:
            ranked = [each for each in ranked if each.document_id == ranked[0].document_id]
        options = [
            Option(each.confidence, end - start + _FURTHER, (each.document_id, start, end))
            for each in ranked[:_OFFERED]
            for start, end in [self._span(each)]
        ]
        room = measure.room - self._lead(ranked[0])
        return [ranked[at] for at in select(options, replace(measure, room=room))]

    def _lead(self, first: Statement) -> int:
        header = self._documents.document(first.document_id).header
        return len(naming.name(header)) + _LEAD

    def _span(self, statement: Statement) -> tuple[int, int]:
        start, end = statement.sentence
        if end - start > _SAID:
            start, end = statement.start, statement.end
        return whole_line(self._documents.document(statement.document_id), start, end)

    def _said(
        self, chosen: Sequence[Statement], room: int, role: Role = Role.STATEMENT
    ) -> tuple[Claim, ...]:
        """Return the statements in the order of their probability, the first as long as fits."""
        longest = max(_SHORTEST, room - self._lead(chosen[0]))
        claims = tuple(self._quoting.claim(each, role, longest=longest) for each in chosen)
        if len(self._query.parts) > 1:  # one value would answer one of them
            claims = tuple(replace(each, value="") for each in claims if not each.value_quotes)
        return claims

    def _yes_no(self, ranked: Sequence[Statement]) -> Statements:
        """Return the probable statements with the side that they take.

        Where figures are claimed, the first statement that holds such figures takes it.
        """
        if self._claims_values():
            for each in ranked[:_SIDES]:
                side = decide(self._query, self._sentence(each), self._terms)
                if side is not None:
                    rest = [other for other in ranked if other is not each]
                    return Statements(self._sided([each, *rest]), side)
        yes = self._fitted.sides.yes(self._query.restored, self._sentence(ranked[0]))
        return Statements(self._sided(ranked), yes >= _EVEN)

    def _claims_values(self) -> bool:
        asked = self._query
        return bool(asked.presumed.claims or asked.presumed.conditions or asked.agreement)

    def _sentence(self, statement: Statement) -> str:
        start, end = statement.sentence
        return self._documents.document(statement.document_id).text[start:end]

    def _sided(self, ranked: Sequence[Statement]) -> tuple[Claim, ...]:
        measure = self._fitted.measure(Kind.YES_NO)
        return self._said(self._chosen(ranked, measure), measure.room)

    def _located(self, ranked: Sequence[Statement]) -> tuple[Claim, ...]:
        """Return the places, each once, by their headings where these have a line of their own."""
        measure = self._fitted.measure(Kind.LOCATE)
        chosen = self._chosen(ranked, measure)
        placed: dict[tuple[str, tuple[str, ...]], Statement] = {}
        for each in chosen:
            document = self._documents.document(each.document_id)
            placed.setdefault((each.document_id, section_at(document, each.start)[0]), each)
        return self._said(tuple(placed.values()), measure.room, Role.LOCATED)

    def _listed(self, ranked: Sequence[Statement]) -> Listing | None:
        """Return the items of the section that holds most of what is probable, if any has.

        Sections are pointed to by the probable statements, and by those that say the question's
        words: a body or a part of the document may be named.
        """
        by_words = sorted(ranked, key=lambda each: (-each.score, each.document_id, each.start))
        if listing.names_section(self._query, by_words, self._documents):
            _, named = self._section(ranked, by_words)
            if named is not None:
                return named
        found = [self._section(ranked, each) for each in (ranked, by_words)]
        listed = [(mass, body) for mass, body in found if body is not None]
        if not listed:
            return None
        mass, body = max(listed, key=lambda pair: pair[0])
        return body if mass >= _HELD * ranked[0].confidence else None

    def _section(
        self, ranked: Sequence[Statement], pointing: Sequence[Statement]
    ) -> tuple[float, Listing | None]:
        """Return the items that are pointed to, and the probability of the statements in them."""
        body = listing.answer(self._query, pointing, self._library, self._documents).body
        if not isinstance(body, Listing) or len(body.claims) < _FEWEST:
            return 0.0, None
        quotes = [quote for claim in body.claims for quote in claim.quotes]
        held = (
            each.confidence
            for each in ranked[:_OFFERED]
            if any(
                quote.document_id == each.document_id and quote.start <= each.start < quote.end
                for quote in quotes
            )
        )
        return sum(held), body

    def _items(self, chosen: Sequence[Statement]) -> Listing:
        """Return the statements one a line, in the order of their documents."""
        first = chosen[0]
        order = {each.document_id: at for at, each in reversed(list(enumerate(chosen)))}
        placed = sorted(chosen, key=lambda each: (order[each.document_id], each.start))
        claims = tuple(self._quoting.claim(each, Role.ITEM, longest=_SAID) for each in placed)
        document = self._documents.document(first.document_id)
        paths = [section_at(document, c.start)[0] for c in chosen if c.document_id == document.id]
        return Listing(
            claims, naming.name(document.header), _common(paths), len(claims), len(claims)
        )


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the labels that all paths begin with; the first path where they share none."""
    shared = tuple(labels[0] for labels in zip(*paths, strict=False) if len(set(labels)) == 1)
    return shared or paths[0]
