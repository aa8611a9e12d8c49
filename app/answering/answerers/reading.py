"""Answers from what a reader made of the passages: the probable statements, by the kind asked."""

from collections.abc import Sequence
from dataclasses import replace

from app.answering import exceptions, timing
from app.answering.acting import actor
from app.answering.answer import Draft
from app.answering.answerers import (
    columns,
    comparison,
    fielding,
    itemising,
    locating,
    parting,
    quantified,
    tabulating,
    titled,
    twins,
    whether,
)
from app.answering.answerers.offering import Offer, of_body, of_number, offers, whole
from app.answering.answerers.quoting import Quoting, disputed, of_span, once, whole_line
from app.answering.answerers.spreading import aspects, halves, led
from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import Body, Claim, Kind, Listing, PerDocument, Role, Statements
from app.answering.completing import above, below, cells_of_row, completed
from app.answering.evidence import Statement
from app.answering.fitting import even, fitted, shortened, without_heading
from app.answering.selecting import Fitted, Measure, Option, select
from app.answering.spans import common_path
from app.answering.terms import Terms
from app.answering.wording import sentence_case
from index.question.library import Library
from index.question.phrases import names
from index.question.query import Asked, Query
from ingest import naming
from ingest.document import Document, Section, SectionKind

_SAID = 800
"""Characters of a quote: a statement, an item, a row; a longer one is cut to its clauses."""
_LEAD = 60
"""Characters before the first quote apart from the document's name: its section, the value."""
_FURTHER = 25
"""The same before a further one of the same document, and its marker."""
_TOGETHER = 500
"""Characters of an answer to several parts that is one statement."""
_SHORTEST = 200
"""Least characters that a quote is cut to."""
_OFFERED = 60
"""Statements, from the best, that may be said."""
_FEW = 3
"""More than these are said one a line, whatever is asked."""
_LINE = 400
"""Characters of a quote beside those of other documents."""
_TITLE = 90
"""Characters of a heading; a longer line that others go on from says something itself."""
_SHOWN = {Kind.FACT: 160, Kind.LOCATE: 100}
"""Characters of a longer quote that are said."""
_LED = frozenset({Asked.DATE})
"""What a title or lead-in tells of all that stands below it."""
_VALUED = frozenset({Kind.FACT, Kind.TABLE})
_ITEMISED = frozenset({Kind.LIST, Kind.SUMMARY, Kind.COMPARE, Kind.TABLE})
"""Kinds whose statements are said one a line."""
_PARTS = (columns, tabulating, quantified, twins, titled)


class Answering:
    """Says what was read for one question."""

    def __init__(
        self, query: Query, library: Library, fitted: Fitted, documents: Documents
    ) -> None:
        self._query = query
        self._library = library
        self._fitted = fitted
        self._documents = documents
        self._weighing = fitted.weighing
        self._terms = Terms(query, library, fitted.weighing)
        self._quoting = Quoting(self._terms, query.asked, documents)
        self._kind = Kind(query.kind.value)

    def answer(self, ranked: Sequence[Statement], answered: float) -> Draft:
        """Return the draft; ``ranked`` are statements by probability, at least one."""
        if self._kind is Kind.YES_NO:
            return self._yes_no(ranked, answered)
        confidence = self._fitted.certainty.of(self._kind, answered, ranked[0].confidence)
        called = self._weighing.placing.called
        if self._kind is Kind.LOCATE and (heading := locating.headed(self._query, ranked, called)):
            return Draft(Statements((self._claim(heading, _SAID, Role.LOCATED),)), confidence)
        if self._kind is Kind.LOCATE:
            return Draft(Statements(self._located(ranked)), confidence)
        if told := itemising.in_brackets(self._query, ranked, self._terms):
            return Draft(Statements((self._claim(told, _SAID, Role.STATEMENT),)), confidence)
        document = self._documents.document(ranked[0].document_id)
        if whole_part := self._part(ranked, document):
            return Draft(whole_part, confidence)
        measure = self._measure()
        longest = measure.room - self._lead(document.id)
        ranked = timing.first(self._query, ranked, self._terms, document, longest)
        chosen = self._chosen(ranked, measure)
        if len({each.span[0] for each in chosen}) == 1:
            chosen = whole(chosen, measure.whole, self._documents)
        else:
            return Draft(self._lines(chosen), confidence)
        chosen = fielding.together(chosen, self._query, document)
        if len(chosen) > 1 and (self._kind in _ITEMISED or len(chosen) > _FEW):
            said = itemising.without_leads(chosen, self._documents)
            return Draft(self._items(said, measure.room), confidence)
        return Draft(Statements(self._said(chosen, measure.room)), confidence)

    def _part(self, ranked: Sequence[Statement], document: Document) -> Body | None:
        """Return the document's own table, or the part that is asked for by its heading."""
        told = (each.answer(self._query, ranked, self._terms, document) for each in _PARTS)
        return next(filter(None, told), None)

    def _several(self) -> bool:
        """Return whether several documents may answer together."""
        asked = self._query
        return asked.across or self._kind is Kind.COMPARE or len(asked.parties) > 1

    def _measure(self) -> Measure:
        """Return how much is said; of each of several parts or sides something."""
        measure = self._fitted.measure(self._kind)
        parts = len(aspects(self._query))
        return replace(measure, fewest=max(measure.fewest, parts)) if parts > 1 else measure

    def _chosen(self, ranked: Sequence[Statement], measure: Measure) -> list[Offer]:
        """Return what is said, of one document where not several are asked."""
        if not self._several():
            ranked = [each for each in ranked if each.document_id == ranked[0].document_id]
        ranked = ranked[:_OFFERED]
        spans = [self._span(each) for each in ranked]
        plain = self._kind not in _ITEMISED and self._kind is not Kind.LOCATE
        lead = self._weighing.saying.led if plain and self._bare(ranked[0]) else measure.led
        offered = offers(ranked, spans, lead, self._terms, self._documents)
        if not self._query.across and not self._query.sections:
            offered = of_number(offered, self._query, self._weighing.about, self._documents)
        offered = of_body(offered, self._query, self._weighing.about, self._documents)
        if plain:
            offered = self._saying(offered)
        room = measure.room - self._lead(ranked[0].document_id)
        share = room
        if plain and self._query.parts and not self._query.across:
            first = halves(offered, self._query, measure, self._terms, self._documents)
            offered = [*first, *(each for each in offered if each not in first)]
            measure, share = replace(measure, fewest=len(first)), room // len(first)
        else:
            offered = led(offered, self._query, measure, self._terms, self._documents)
        lengths = [each.span[2] - each.span[1] + _FURTHER for each in offered]
        options = [
            Option(each.probability, min(n, share) if at < measure.fewest else n, each.span)
            for at, (each, n) in enumerate(zip(offered, lengths, strict=True))
        ]
        return [offered[at] for at in select(options, replace(measure, room=room))]

    def _saying(self, offered: list[Offer]) -> list[Offer]:
        """Return the offers, a heading or lead-in after what it introduces: that answers.

        Where nothing below it may be said it stays: it is all that the section says.
        """
        head = offered[0]
        if head.statement is None or not self._bare(head.statement):
            return offered
        section = self._headed(head.statement)
        below = [
            each
            for each in offered[1:]
            if section
            and each.span[0] == head.span[0]
            and head.span[2] <= each.span[1] < section.end
            and not (each.statement and self._bare(each.statement))
        ]
        if not below:
            return offered
        below.sort(key=lambda each: not self._holds(each))
        first = replace(below[0], probability=head.probability)
        return [first, *(each for each in offered if each not in (head, below[0]))]

    def _bare(self, statement: Statement) -> bool:
        """Return whether a statement only introduces others: the title of an item may be all."""
        start, end = self._span(statement)
        if not statement.introduces or statement.values or end - start > _TITLE:
            return False
        section = self._headed(statement)
        titled = section is not None and section.kind is SectionKind.HEADING
        return statement.text.endswith(":") or titled

    def _headed(self, statement: Statement) -> Section | None:
        """Return the labelled section that a heading opens, or that a lead-in stands in."""
        document = self._documents.document(statement.document_id)
        chain = [s for s in chain_at(document, statement.start) if s.label is not None]
        return chain[-1] if chain else None

    def _holds(self, offer: Offer) -> bool:
        """Return whether an offer holds a value of the kind asked for; true where any will do."""
        document_id, start, end = offer.span
        text = self._documents.document(document_id).text[start:end]
        asked = self._query.asked
        return asked not in names("values") or bool(self._terms.values(asked, text))

    def _lead(self, document_id: str) -> int:
        return len(naming.cited(self._documents.document(document_id).header)) + _LEAD

    def _span(self, statement: Statement) -> tuple[int, int]:
        start, end = statement.sentence
        if end - start > _SAID:
            start, end = statement.start, statement.end
        return whole_line(self._documents.document(statement.document_id), start, end)

    def _said(
        self, chosen: Sequence[Offer], room: int, role: Role = Role.STATEMENT
    ) -> tuple[Claim, ...]:
        """Return what is said in the order of its probability, the first as long as fits."""
        together = len(self._query.parts) > 1 and len(chosen) == 1
        room = max(room, _TOGETHER * together)
        longest = max(_SHORTEST, room - self._lead(chosen[0].span[0]))
        lengths = [each.span[2] - each.span[1] + _FURTHER for each in chosen]
        left = longest - sum(lengths[1:])
        share = even(lengths, longest) if len(self._query.parts) > 1 else longest
        claims = tuple(
            self._claim(each.statement or each, share, role, through=left if not at else 0)
            for at, each in enumerate(chosen)
        )
        if together and parting.cut_off(self._query.parts, claims[0]):
            claims = (self._claim(chosen[0].statement or chosen[0], _SAID, role),)
        if chosen[0].statement and self._kind in _VALUED:
            claims = (self._completed(chosen[0].statement, share, role), *claims[1:])
        claims = once(claims)
        several = self._query.several
        assisting = self._query.assists and self._query.asked is Asked.BODY and not several
        if assisting or several or disputed(claims):  # who leads, or one of them, is no answer
            claims = tuple(replace(each, value="", value_quotes=()) for each in claims)
        if self._query.asks_actor and not assisting and self._kind is not Kind.YES_NO:
            acting = claims if several else claims[:1]
            acted = (self._acted(each) if len(each.quotes) == 1 else each for each in acting)
            claims = (*acted, *claims[len(acting) :])
            if len(claims) == 1 and claims[0].value and len(claims[0].sentences) == 1:
                claims = (shortened(claims[0], longest - len(claims[0].value)),)
        return claims

    def _completed(self, statement: Statement, longest: int, role: Role) -> Claim:
        """Return the claim with the value that stands beside the statement, if there it does."""
        document = self._documents.document(statement.document_id)
        done = completed(statement, self._terms, document, longest)
        cells = cells_of_row(statement, self._query, document)
        if not (cells or done.values):
            cells = below(statement, self._query, self._terms, document)
        if not cells:
            claim = self._claim(done, longest, role)
            return claim if done.values else self._led(claim, statement, document)
        claim = self._claim(statement, longest, role)
        said = claim.quotes[0]
        others = [cell for cell in cells if not said.start <= cell.start < said.end]
        # The head too: it may hold a figure, "Năm 2026".
        starts = [cell.start - len(f"{cell.head}: ") for cell in others]
        proof = [
            quote(document, start, cell.end, statement.confidence)
            for start, cell in zip(starts, others, strict=True)
        ]
        claim = replace(claim, quotes=(*claim.quotes, *proof), value_quotes=())
        if len(cells) == 1 and not self._query.several:
            return replace(claim, value=sentence_case(cells[0].text))
        told = (f"{cell.head}: {cell.text}" for cell in others)
        return replace(claim, sentences=(*claim.sentences, *told))

    def _led(self, claim: Claim, statement: Statement, document: Document) -> Claim:
        """Return the claim with the time that the line above it says, which proves it too."""
        found = above(statement, self._terms, document) if self._query.asked in _LED else None
        if found is None:
            return claim
        value, start, end = found
        line = quote(document, start, end, statement.confidence)
        quotes = (*claim.quotes, line)
        if self._query.several:
            return replace(claim, heading=value, quotes=quotes)
        return replace(claim, value=sentence_case(value), heading="", quotes=quotes)

    def _acted(self, claim: Claim) -> Claim:
        """Return the claim with who acts as its value; of two things asked, beside the section."""
        told = claim.quotes[0]
        document = self._documents.document(claim.document_id)
        acting = actor(document, told.start, told.end)
        if acting is None:
            return claim
        name = " ".join(document.text[acting.start : acting.end].split())
        if self._terms.asked_of(name):
            return claim
        if acting.line:
            title = quote(document, *acting.line, told.score)
            claim = replace(claim, quotes=(*claim.quotes, title), value_quotes=())
        if self._query.several:
            return replace(claim, heading=name) if acting.line else claim
        return replace(claim, value=sentence_case(name), heading="")

    def _shown(self) -> int | None:
        """Return how much of a quote is said; all of it where several things are asked."""
        return None if self._query.several else _SHOWN.get(self._kind)

    def _claim(
        self, said: Statement | Offer, longest: int, role: Role, through: int | None = None
    ) -> Claim:
        if isinstance(said, Statement):
            shown = self._shown() if role is not Role.ITEM else None
            return self._quoting.claim(said, role, longest=longest, shown=shown, through=through)
        document_id, start, end = said.span
        return of_span(self._documents.document(document_id), start, end, said.probability, role)

    def _yes_no(self, ranked: Sequence[Statement], answered: float) -> Draft:
        taken = whether.take(self._query, ranked, self._terms, self._fitted, self._documents)
        claims = self._sided(taken.ranked)
        if taken.leading:
            claims = (taken.leading.proving(claims[0], self._documents), *claims[1:])
        certain = self._fitted.certainty.of(self._kind, answered, ranked[0].confidence, taken.odds)
        return Draft(Statements(claims, taken.side), certain)

    def _sided(self, ranked: Sequence[Statement]) -> tuple[Claim, ...]:
        measure = self._fitted.measure(Kind.YES_NO)
        said = self._said(self._chosen(ranked, measure), measure.room)
        room = measure.room - self._lead(said[0].document_id)
        return without_heading(exceptions.beside(said, self._documents), room)

    def _located(self, ranked: Sequence[Statement]) -> tuple[Claim, ...]:
        """Return the section that answers by its heading, and the statement in it that does."""
        document = self._documents.document(ranked[0].document_id)
        own = [each for each in ranked[:_OFFERED] if each.document_id == document.id]
        place = locating.placed(self._query, own, self._terms, document)
        if place is None:
            return self._places(ranked)
        told = of_span(document, place.start, place.end, place.probability, Role.LOCATED)
        told = replace(told, sentences=(" ".join(told.quotes[0].text.split()),))
        room = self._fitted.measure(Kind.LOCATE).room - 2 * self._lead(document.id)
        room -= place.end - place.start
        apart = not place.start <= own[0].start < place.end
        least = self._weighing.saying.beside
        if not apart or own[0].confidence < least or room < _SHOWN[Kind.LOCATE]:
            return (told,)
        return told, self._claim(own[0], max(room, _SHORTEST), Role.LOCATED)

    def _places(self, ranked: Sequence[Statement]) -> tuple[Claim, ...]:
        """Return the places, each once, by their headings where these have a line of their own."""
        measure = self._fitted.measure(Kind.LOCATE)
        placed: dict[tuple[str, tuple[str, ...]], Offer] = {}
        for each in self._chosen(ranked, measure):
            document_id, start, _ = each.span
            document = self._documents.document(document_id)
            placed.setdefault((document_id, section_at(document, start)[0]), each)
        return self._said(tuple(placed.values()), measure.room, Role.LOCATED)

    def _items(self, chosen: Sequence[Offer], room: int) -> Listing:
        """Return what is said one a line: what stands together in the order of the document.

        Of what stands apart the more probable comes first: it is cited first. All of it together
        in ``room`` characters.
        """
        document = self._documents.document(chosen[0].span[0])
        if self._kind is Kind.LIST:
            chosen = itemising.of_one_list(chosen, document)
        placed = [each for run in itemising.runs(chosen) for each in run]
        claims = [self._claim(each.statement or each, _SAID, Role.ITEM) for each in placed]
        claims = itemising.titled(claims, self._query, document)
        paths = [section_at(document, c.span[1])[0] for c in chosen if c.span[0] == document.id]
        path = common_path(paths)
        name = naming.cited(document.header)
        heading = itemising.heading(document, [each.span for each in placed], path)
        said = tuple(fitted(claims, room))
        return Listing(said, name, path, len(said), len(claims), heading=heading)

    def _lines(self, chosen: Sequence[Offer]) -> PerDocument:
        """Return what several documents say, each under its name, the most probable first."""
        order = {each.span[0]: at for at, each in reversed(list(enumerate(chosen)))}
        names = comparison.names(list(order), self._documents)
        lines = tuple(
            replace(self._claim(each.statement or each, _LINE, Role.LINE), document=names[key])
            for each in sorted(chosen, key=lambda offer: (order[offer.span[0]], offer.span[1]))
            for key in each.span[:1]
        )
        return PerDocument(lines, compared=self._kind is Kind.COMPARE)
