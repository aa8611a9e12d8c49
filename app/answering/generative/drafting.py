"""A strong model's answer while it is written: each statement is checked once it is whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.answering import speaking, verification
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import (
    Claim,
    Quote,
    Role,
    Row,
    Silent,
    Table,
    Worded,
)
from app.answering.generative import (
    alignment,
    checks,
    citing,
    evident,
    locating,
    proof,
    quoting,
)
from app.answering.generative.checks import Fault
from app.answering.generative.context import Context, Shown
from app.answering.generative.entailment import Entailment
from app.answering.generative.structured import Cited, Said, Written
from app.answering.polarity import decide
from app.answering.terms import Terms
from app.answering.verification import Unproved
from app.answering.wording import clean_quote, section_name, sentence_case, spoken, template
from index.question.query import AnswerKind, Query
from ingest import naming
from ingest.vietnamese.ordinals import Ordinal, ordinals
from ingest.vietnamese.text import normalise

_MOST_QUOTES = 8
_MOST_STATEMENTS = 60
_SIDED = re.compile(
    r"^\s*(?:có|không|đúng|chưa|sai|phải|không phải|không đúng)\s*(?:[,.:;–—-]\s*|$)", re.I
)


@dataclass(slots=True)
class Checked:
    """A statement and what became of it; without a claim it fell, for ``fault``."""

    said: Said
    role: Role
    claims: tuple[Claim, ...] = ()
    fault: Fault | None = None
    strange: tuple[str, ...] = ()
    """Its words that its quotes do not hold, where it fell for want of support."""
    probability: float = 0.0
    repaired: bool = False
    """A quote stood in another passage than it said, or not to the letter."""
    corrected: bool = False
    """It passed only when it was sent back."""
    withdrawn: bool = False
    """The model took it back when it was sent back."""
    replaced: bool = False
    """It fell, and what is shown is the sentence of its quotes that it tells."""


@dataclass(slots=True)
class _Found:
    quotes: list[Quote] = field(default_factory=list)
    repaired: bool = False


class Drafting:
    """One answer while it is written; what is released only grows."""

    def __init__(
        self,
        query: Query,
        context: Context,
        documents: Documents,
        entailment: Entailment,
        terms: Terms,
    ) -> None:
        self._query = query
        self._documents = documents
        self._entailment = entailment
        self._terms = terms
        self._context = context
        self._shown = list(context.shown)
        self._asked_of = speaking.places(query, documents)
        self._written = Written()
        self.checked: list[Checked] = []

    @property
    def body(self) -> Worded | None:
        """The answer of the statements that stand, None where none does."""
        return self._body(self.checked)

    @property
    def released(self) -> Worded | None:
        """The same up to the first that does not stand: it may yet be put right."""
        standing: list[Checked] = []
        for each in self.checked:
            if not each.claims:
                break
            standing.append(each)
        return self._body(standing)

    @property
    def failed(self) -> list[tuple[int, Checked]]:
        """The statements that do not stand, with their numbers from 1."""
        return [(n, each) for n, each in enumerate(self.checked, 1) if not each.claims]

    @property
    def confidence(self) -> float:
        """How probable the least certain statement is, less where statements fell."""
        standing = [each.probability for each in self.checked if each.claims]
        return min(standing) * len(standing) / len(self.checked) if standing else 0.0

    def take(self, written: Written, *, ended: bool) -> None:
        """Check what has been written since; at the end again what failed for want of the rest."""
        self._written = written
        if not ended and self._query.kind is AnswerKind.YES_NO and written.side is None:
            return
        statements = list(_roles(written))[:_MOST_STATEMENTS]
        for at, (said, role) in enumerate(statements):
            known = self.checked[at] if at < len(self.checked) else None
            if known is not None and (known.claims or not ended):
                continue
            if not ended and not said.quotes and role is Role.WORDED and at == 0:
                return  # it leads in what is not written yet
            checked = self._check(said, role)
            self.checked[at : at + 1] = [checked]

    def correct(self, number: int, said: Said | None, more: Sequence[Shown]) -> None:
        """Check a statement that was sent back, with what was shown with it; None takes it back."""
        self._shown = [*self._context.shown, *more]
        before = self.checked[number - 1]
        before.withdrawn = said is None
        if said is None:
            return
        if before.said.cells and len(said.cells) != len(before.said.cells):
            return
        checked = self._check(said, before.role)
        if checked.claims or checked.fault is not Fault.QUOTE:
            checked.corrected = bool(checked.claims)
            self.checked[number - 1] = checked

    def quote(self) -> None:
        """Let the quotes of what does not stand speak for themselves, where one sentence does."""
        for _, fallen in self.failed:
            if fallen.role not in (Role.WORDED, Role.ITEM) or fallen.withdrawn:
                continue
            if fallen.role is Role.WORDED and _leads(fallen.said):
                continue
            quotes = self._located(fallen.said).quotes
            held = quoting.sentence(fallen.said.text, quotes, self._query.text)
            if held is None or not self._sides(held.text, fallen.role):
                continue
            said = replace(fallen.said, text=clean_quote(held.text))
            if any(said.text in claim.text for each in self.checked for claim in each.claims):
                continue
            fallen.probability = max(fallen.probability, self._entailment.threshold)
            fallen.claims = self._claims(said, fallen.role, [held], (), fallen.probability)
            fallen.replaced = True

    def _sides(self, text: str, role: Role) -> bool:
        """Return whether a sentence says yes or no as the answer does, where it must say either."""
        side = self._side if role is Role.WORDED else None
        return side is None or decide(self._query, text, self._terms) is side

    def sections(self, statement: Checked) -> Iterator[Quote]:
        """Yield where a statement that fell may have come from."""
        found = self._located(statement.said)
        yield from found.quotes
        for cited in statement.said.quotes:
            if 0 < cited.passage <= len(self._context.shown) and not found.quotes:
                shown = self._context.shown[cited.passage - 1]
                yield Quote(shown.document_id, shown.start, shown.end, shown.text, 0.0)

    def _check(self, said: Said, role: Role) -> Checked:
        found = self._located(said)
        unquoted = not found.quotes and not said.quotes and role is Role.WORDED
        if unquoted:
            later = (each for each in self._written.statements if each is not said)
            found.quotes = [q for each in later for q in self._located(each).quotes]
        if not found.quotes:
            return Checked(said, role, fault=Fault.QUOTE)
        said = self._without_side(said, found) if role is Role.WORDED else said
        lead = unquoted or (role is Role.WORDED and _leads(said))
        all_quotes, found.quotes = (
            found.quotes,
            citing.needed(said.text, found.quotes, self._documents),
        )
        checked, derived = self._judged(said, role, found, lead=lead)
        if checked.fault is not None and len(found.quotes) < len(all_quotes):
            found.quotes = all_quotes
            checked, derived = self._judged(said, role, found, lead=lead)
        if checked.fault is not None:
            return checked
        kept = Role.LEAD if unquoted else role
        claims = self._claims(said, kept, found.quotes, tuple(derived), checked.probability)
        try:
            verification.check(Worded(head=claims), self._documents)
        except Unproved:
            return replace(checked, fault=Fault.FIGURE)
        return replace(checked, claims=claims)

    def _judged(
        self, said: Said, role: Role, found: _Found, *, lead: bool
    ) -> tuple[Checked, list[str]]:
        """Return the statement with its fault, if it has one; and its derived figures."""
        held = proof.of(found.quotes, self._documents)
        counts, part = self._counts(found.quotes), role in (Role.ITEM, Role.CELL) or lead
        question = self._query.text
        side = self._side if role is Role.WORDED else None
        fault, derived = checks.faults(said.text, held, counts, question, part=part, side=side)
        checked = Checked(said, role, fault=fault, repaired=found.repaired)
        if fault is None and self._contradicts_side(role, found.quotes):
            checked.fault = Fault.SIDE
        if checked.fault is not None:
            return checked, derived
        strange = alignment.strange(said.text, held, question)
        if (lead and not strange) or evident.row(said.cells, held):  # a lead repeats the question
            checked.probability = 1.0
            return checked, derived
        checked.probability = self._entailment.probability(said.text, held, question)
        if checked.probability < self._entailment.threshold:
            checked.fault, checked.strange = Fault.SUPPORT, strange
        return checked, derived

    def _located(self, said: Said) -> _Found:
        found = _Found()
        for cited in said.quotes[:_MOST_QUOTES]:
            for span, shown, exact in self._places(cited, said.text):
                if not self._speaks(shown):
                    continue
                document = self._documents.document(shown.document_id)
                start, end = locating.whole(span, shown)
                made = quote(document, start, end, 1.0)
                quoting.add(made, found.quotes, document)
                found.repaired |= not exact
        return found

    def _speaks(self, shown: Shown) -> bool:
        """Return whether a passage may answer about the document that the question names."""
        query, told = self._query, self._asked_of
        text = f"{' '.join(shown.headings)} {shown.text}"
        every = query.across or not told
        return every or speaking.speaks_for(shown.document_id, text, query, told, self._documents)

    def _places(self, cited: Cited, said: str) -> list[tuple[locating.Span, Shown, bool]]:
        """Return where a quote stands, first in the passage it names; and whether it does there."""
        named = self._shown[cited.passage - 1 : cited.passage] if cited.passage else []
        if not cited.text.strip():
            likest = [(locating.likest(said, each), each) for each in named]
            return [(span, each, False) for span, each in likest if span]
        for shown in (*named, *(each for each in self._shown if each not in named)):
            if spans := locating.find(cited.text, shown):
                return [(span, shown, shown in named) for span in spans]
        return []

    def _counts(self, quotes: Sequence[Quote]) -> list[int]:
        """Return the numbers of things that the answer itself shows."""
        written = self._written
        documents = {quote.document_id for quote in quotes}
        return [
            n for n in (len(written.items), len(written.rows), len(quotes), len(documents)) if n > 1
        ]

    def _without_side(self, said: Said, found: _Found) -> Said:
        """Return what is said without "Có," or "Không,", which are said before it anyway."""
        if self._side is None:
            return said
        text = _SIDED.sub("", said.text, count=1)
        if not text.strip(" .,;"):
            text = clean_quote(found.quotes[0].text)
        return replace(said, text=sentence_case(text))

    @property
    def _side(self) -> bool | None:
        return self._written.side if self._query.kind is AnswerKind.YES_NO else None

    def _contradicts_side(self, role: Role, quotes: Sequence[Quote]) -> bool:
        """Return whether the figures that a question claims are borne out otherwise than said."""
        side = self._side
        if role is not Role.WORDED or side is None or not self._query.presumed.claims:
            return False
        said = {decide(self._query, each.text, self._terms) for each in quotes}
        return said == {not side}

    def _claims(
        self,
        said: Said,
        role: Role,
        quotes: Sequence[Quote],
        derived: tuple[str, ...],
        probability: float,
    ) -> tuple[Claim, ...]:
        quotes = citing.ordered(said.text, quotes)
        first = quotes[0]
        document = self._documents.document(first.document_id)
        made = Claim(
            role=role,
            document_id=document.id,
            document=naming.name(document.header),
            section=section_at(document, first.start)[0],
            sentences=spoken(said.text),
            quotes=tuple(replace(each, score=round(probability, 4)) for each in quotes),
            derived=derived,
        )
        if role is Role.LEAD:
            return (replace(made, sentences=(said.text.rstrip(" .:;"),)),)
        if role is Role.CELL:
            return tuple(replace(made, sentences=(cell,)) for cell in said.cells[1:] if cell)
        if role is Role.WORDED and self._query.kind is AnswerKind.LOCATE:
            return (_placed(made, said.text, self._query.text),)
        return (made,)

    def _body(self, checked: Sequence[Checked]) -> Worded | None:
        of = {
            role: [each for each in checked if each.role is role and each.claims] for role in Role
        }
        head = tuple(claim for each in of[Role.WORDED] for claim in each.claims)
        items = tuple(claim for each in of[Role.ITEM] for claim in each.claims)
        rows = of[Role.CELL]
        if not head and not items and not rows:
            return None
        leads = all(claim.role is Role.LEAD or claim.text.endswith(":") for claim in head)
        if leads and not items and not rows:
            return None
        complete = len(checked) == len(self.checked)
        cited = {q.document_id for each in checked for claim in each.claims for q in claim.quotes}
        return Worded(
            head=head,
            items=items,
            table=self._table(rows) if rows else None,
            silent=tuple(self._silent(cited)) if complete else (),
            side=self._side if head and head[0].role is not Role.LEAD else None,
        )

    def _table(self, rows: Sequence[Checked]) -> Table:
        width = max(len(each.said.cells) for each in rows)
        held = proof.of(
            (q for each in rows for c in each.claims for q in c.quotes), self._documents
        )
        held = replace(held, names=f"{held.names} \n{self._query.text}")
        heads = [*self._written.columns, *([""] * width)][:width]
        named = [
            h if checks.faults(h, held)[0] is None else template("table.matter") for h in heads
        ]
        return Table(tuple(named), tuple(_row(each, width) for each in rows))

    def _silent(self, cited: set[str]) -> Iterator[Silent]:
        """Yield the documents asked that were shown and do not state it, as the model finds."""
        asked = self._query.documents
        if len(asked) < 2 and not self._query.across:
            return
        for number in dict.fromkeys(self._written.silent):
            if not 0 < number <= len(self._context.documents):
                continue
            document = self._context.documents[number - 1]
            if document.id not in cited and (not asked or document.id in asked):
                yield Silent(document.id, naming.short_name(document.header))


def _roles(written: Written) -> Iterator[tuple[Said, Role]]:
    if written.answer:
        yield written.answer, Role.WORDED
    for said in written.items:
        yield said, Role.ITEM
    for said in written.rows:
        yield said, Role.CELL


def _leads(said: Said) -> bool:
    """Return whether a statement leads in what follows it."""
    return said.text.rstrip().endswith(":")


def _placed(claim: Claim, text: str, question: str) -> Claim:
    """Return a claim that names its section, unless it tells one: it is what was asked for."""
    said = normalise(text).lower()
    if {*_sections(text)} - {*_sections(question)}:
        return claim
    labels = [label for label in claim.section if label.lower() in said]
    if section_name(claim.section).lower() in said or (labels and labels[-1] == claim.section[-1]):
        return claim
    return replace(claim, role=Role.LOCATED)


def _sections(text: str) -> Iterator[Ordinal]:
    return (each for each in ordinals(text) if each.section)


def _row(checked: Checked, width: int) -> Row:
    name, *cells = [*checked.said.cells, *([""] * width)][:width]
    claims = iter(checked.claims)
    return Row(None, name, tuple((next(claims),) if cell else () for cell in cells))
