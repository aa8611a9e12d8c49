"""Answers made of the documents' own statements: deterministic, no language model."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from app.answering import stating, totals
from app.answering.answer import Draft
from app.answering.answerers import (
    apart,
    banded,
    comparison,
    confirming,
    extremes,
    filtering,
    header,
    itemising,
    keyed,
    listing,
    locating,
    refusing,
    relevance,
    titled,
)
from app.answering.answerers.beside import Beside
from app.answering.answerers.parting import parted
from app.answering.answerers.quoting import Quoting
from app.answering.answerers.reading import Answering
from app.answering.citations import Documents
from app.answering.claims import (
    Kind,
    PerDocument,
    Refusal,
    Role,
    Statements,
    joined,
)
from app.answering.evidence import Evidence, Statement, as_read
from app.answering.polarity import decide, decided
from app.answering.selecting import Fitted
from app.answering.terms import Terms
from app.answering.weighing import Doubted, shipped
from app.answering.wording import same_words
from index.ports import ScoredPassage
from index.question.library import Library
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked, Query
from index.question.understanding import understand
from index.retrieval.readers.port import Reading
from index.retrieval.retriever import Apart
from ingest.vietnamese.text import normalise

_ROWS = (extremes, banded, filtering)
"""What answers by rows of a document's own table, whatever the passages say."""
_FIRST = 3
"""Statements, the most probable first, of which one may hold what is claimed."""
_SEVERAL = 420
"""Characters of all quotes together where several documents answer one question."""
_ITEMS = frozenset({AnswerKind.LIST, AnswerKind.TABLE, AnswerKind.SUMMARY})
"""Kinds that the items of a section answer."""
_ANY = _ITEMS | {AnswerKind.YES_NO, AnswerKind.LOCATE}
"""Kinds whose answer need not hold a value."""
_SAID = frozenset(AnswerKind) - _ITEMS - {AnswerKind.LOCATE}
"""Kinds that no heading or lead-in answers by itself."""
_HELD = frozenset({Asked.MONEY, Asked.PERCENT, Asked.DATE, Asked.NUMBER, Asked.NAME})
"""Without a value of this kind there is no answer."""


class ExtractiveAnswerer:
    """Words an answer from the best statements, by the kind of question."""

    def __init__(
        self,
        library: Library,
        fitted: Fitted | None = None,
        evidence: Evidence | None = None,
    ) -> None:
        """``fitted`` says how what a reader read is answered; without it no reading is used."""
        self._library = library
        self._weighing = fitted.weighing if fitted else shipped()
        self._evidence = evidence or Evidence(library, self._weighing)
        self._fitted = fitted

    def answer(
        self,
        query: Query,
        passages: Sequence[ScoredPassage],
        similarities: Mapping[str, Sequence[float]],
        asked: Sequence[str],
        documents: Documents,
        reading: Reading | None = None,
        alone: Sequence[Apart] = (),
    ) -> Draft:
        """Return the draft answer.

        ``alone`` is what a comparison asks of each of its documents by itself.
        ``asked`` are the documents the question is about, named or, where none is, those of the
        passages; ``passages`` are ranked, best first. Where they were read, what was read decides.
        """
        if not passages:
            return refusing.refusal("no_documents")
        if refused := refusing.beforehand(query, known=self._surely(reading)):
            return refused
        if header.applies(query, map(documents.document, query.documents)):
            return header.answer(query, asked, documents, self._weighing.certain)
        if confirmed := confirming.answer(query, documents, self._weighing.certain):
            return confirmed
        terms = self._terms(query)
        for told_by in _ROWS:
            if rows := told_by.answer(query, asked, terms, documents):
                return Draft(rows, 1.0).held(self._weighing.certain.facts)
        ranked = self._evidence.rank(query, passages, similarities)
        if reading is None or self._fitted is None:
            return self._unread(query, ranked, asked, documents)
        read = relevance.of_own_force(query, totals.first(query, as_read(ranked, reading)))
        read = relevance.to_matter(query, read, self._weighing.named, self._weighing.likely)
        together = self._of_parts(query, read, reading.answered, self._fitted, asked, documents)
        known = () if isinstance(together.body, Refusal) else read
        if row := keyed.answer(query, known, asked, terms, documents):
            return Draft(row, round(reading.answered, 4)).held(self._weighing.certain.digest)
        if not alone:
            return together
        # What repeats itself answers one thing; where several are asked each party tells them.
        if not query.parts and comparison.repeated(
            together.body, len(alone), self._weighing, documents
        ):
            return together
        each = partial(self._alone, documents=documents)
        beside = Beside(each, self._terms, self._evidence, self._weighing, documents)
        told = list(beside.each(alone, together))
        least = self._fitted.measure(Kind.COMPARE).least
        return apart.answer(query, told, together, least, documents) or together

    def _alone(self, asked: Apart, documents: Documents) -> Draft:
        query, found = asked.query, asked.retrieval
        return self.answer(
            query, found.passages, found.statements, query.documents, documents, found.reading
        )

    def _of_parts(
        self,
        query: Query,
        read: list[Statement],
        answered: float,
        fitted: Fitted,
        asked: Sequence[str],
        documents: Documents,
    ) -> Draft:
        """Return the draft by what was read, of the parts of a question that headers leave."""
        parts = parted(query, partial(understand, library=self._library), documents)
        if parts is None:
            return self._read(query, read, answered, fitted, asked, documents)
        if parts.rest is None:
            return Draft(joined(parts.stated), 1.0).held(self._weighing.certain.header)
        own = relevance.of_their_text(read, query.documents, self._weighing.named)
        return parts.with_read(self._read(parts.rest, own, answered, fitted, asked, documents))

    def _unread(
        self,
        query: Query,
        ranked: list[Statement],
        asked: Sequence[str],
        documents: Documents,
    ) -> Draft:
        """Return the draft by the statements' scores, where no reader read them."""
        ranked = [each for each in ranked if not each.aside]
        if query.kind in _SAID:
            ranked = [statement for statement in ranked if statement.says]
        quoting = Quoting(self._terms(query), query.asked, documents)
        if query.across:
            compared = comparison.answer(query, ranked, asked, quoting, documents)
            return compared or refusing.not_found(query, documents, None)
        best = ranked[0] if ranked else None
        called = self._weighing.placing.called
        if query.kind is AnswerKind.LOCATE and (heading := locating.headed(query, ranked, called)):
            return _located(heading, quoting)
        if best is None or not self._stands(best, query):
            return refusing.not_found(query, documents, best)
        if query.kind is AnswerKind.LOCATE:
            return _located(best, quoting)
        if query.kind is AnswerKind.YES_NO:
            return self._yes_no(query, best, quoting, documents)
        if query.kind in _ITEMS:
            return listing.answer(query, ranked, self._library, documents, self._weighing)
        return self._fact(query, ranked, quoting, documents)

    def _read(
        self,
        query: Query,
        ranked: list[Statement],
        answered: float,
        fitted: Fitted,
        asked: Sequence[str],
        documents: Documents,
    ) -> Draft:
        """Return the draft by what a reader made of the statements."""
        weighing = fitted.weighing
        stands = answered >= fitted.answered or self._decided(query, ranked, weighing.claimed)
        if not stands and (stated := self._stated(query, ranked, asked, documents)):
            ranked, stands = stated, True
        stands = stands or _despite_doubt(query, ranked, answered, weighing.doubted)
        unsure = not ranked or not stands or ranked[0].support < weighing.strange
        if not unsure and (which := relevance.which(query, ranked, documents)):
            return which
        sure = answered >= weighing.sure
        if unsure or relevance.elsewhere(query, ranked[0], weighing.matter, sure=sure):
            which = relevance.speaking_of(query, ranked, weighing.stated, documents)
            headed = which or titled.unread(query, self._terms(query), documents)
            draft = headed or refusing.not_found(query, documents, None)
            return replace(draft, confidence=round(answered, 4) if ranked else 0.0)
        if query.across and len(asked) > 1:
            quoting = Quoting(self._terms(query), query.asked, documents)
            if compared := comparison.answer(query, ranked, asked, quoting, documents, weighing):
                return compared
        asked_of = relevance.of_named(query, ranked, weighing.named, documents)
        if not asked_of or asked_of[0].confidence < weighing.named * ranked[0].confidence:
            draft = refusing.not_found(query, documents, None)
            return replace(draft, confidence=round(answered, 4))
        rivals = relevance.rivals(query, asked_of, weighing)
        meant = relevance.holding_names(query, [asked_of[0], *rivals], documents)
        if len(meant) > 1 and query.kind is AnswerKind.FACT:
            quoting = Quoting(self._terms(query), query.asked, documents)
            first, *others = relevance.clearest_first(meant, weighing.nearness.clearly)
            told = fitted.certainty.of(Kind.FACT, answered, first.confidence)
            return Draft(_lines([first, *others], quoting, documents), told)
        if rivals:
            document_id = relevance.fullest(meant, weighing.saying.rival).document_id
            asked_of = [each for each in asked_of if each.document_id == document_id]
        return Answering(query, self._library, fitted, documents).answer(asked_of, answered)

    def _terms(self, query: Query) -> Terms:
        return Terms(query, self._library, self._weighing)

    def _decided(self, query: Query, ranked: Sequence[Statement], least: float) -> bool:
        """Return whether a passage that speaks of most of the question holds what is claimed by it.

        "Có kinh phí 3 tỷ phải không?" is answered by any sum that is stated for it.
        """
        if query.kind is not AnswerKind.YES_NO or not query.presumed.claims:
            return False
        terms = self._terms(query)
        return any(
            each.support >= least and decided(query, each.text, terms) is not None
            for each in ranked[:_FIRST]
        )

    def _stated(
        self, query: Query, ranked: list[Statement], asked: Sequence[str], documents: Documents
    ) -> list[Statement] | None:
        """Return the statements with the one first that states in so many words what is asked.

        Only of one document, that is named or alone: a value, or what in brackets tells of what
        something consists.
        """
        of = query.documents or asked
        if len(of) != 1 or not ranked:
            return None
        terms = self._terms(query)
        if query.kind is AnswerKind.LIST:
            named = None if query.listed else itemising.in_brackets(query, ranked, terms)
            return [named, *(each for each in ranked if each is not named)] if named else None
        return stating.first(query, ranked, terms, documents.document(of[0]))

    def _surely(self, reading: Reading | None) -> bool:
        """Return whether what was read answers for sure."""
        return bool(self._fitted and reading and reading.answered >= self._weighing.sure)

    def _stands(self, statement: Statement, query: Query) -> bool:
        if query.asked in _HELD and query.kind not in _ANY and not statement.holds_asked:
            return False
        said = normalise(statement.text).lower()
        if query.asks_name and not pattern("named", "held").search(said):
            return False
        if query.asks_symbol and not statement.values:
            return False
        if not query.documents and not _speaks_of(statement, query.proper_names):
            return False
        return statement.confidence >= self._weighing.unread.confidence

    def _fact(
        self, query: Query, ranked: list[Statement], quoting: Quoting, documents: Documents
    ) -> Draft:
        best = ranked[0]
        chosen = [best]
        if not query.documents:
            chosen += self._rivals(query, ranked, best)
        if len(chosen) == 1:
            claim = quoting.claim(best, Role.STATEMENT)
            return Draft(Statements((claim,)), best.confidence)
        return Draft(_lines(chosen, quoting, documents), best.confidence)

    def _rivals(self, query: Query, ranked: list[Statement], best: Statement) -> list[Statement]:
        """Return the best statement of each other document that answers about as well."""
        first: dict[str, Statement] = {best.document_id: best}
        for statement in ranked:
            if statement.document_id not in first:
                first[statement.document_id] = statement
        return [
            statement
            for statement in list(first.values())[1:]
            if not _same_value(statement, best)
            and statement.score >= self._weighing.unread.rival * best.score
            and self._stands(statement, query)
        ]

    def _yes_no(
        self, query: Query, best: Statement, quoting: Quoting, documents: Documents
    ) -> Draft:
        start, end = best.sentence
        said = documents.document(best.document_id).text[start:end]
        side = decide(query, said, self._terms(query))
        if side is None:
            return refusing.not_found(query, documents, best)
        claim = quoting.claim(best, Role.STATEMENT)
        return Draft(Statements((claim,), side), best.confidence)


def _despite_doubt(
    query: Query, ranked: Sequence[Statement], answered: float, doubted: Doubted
) -> bool:
    """Return whether a fact is answered by what was read although all of it together is doubted.

    What joins several questions is not: each of them is asked alone then.
    """
    if query.kind is not AnswerKind.FACT or query.parts or not ranked:
        return False
    best = ranked[0]
    held = bool(best.values) and not best.counts_otherwise
    return answered >= doubted.answered or (held and best.confidence >= doubted.best)


def _lines(chosen: Sequence[Statement], quoting: Quoting, documents: Documents) -> PerDocument:
    """Return what each of several documents says, each under its name."""
    longest = _SEVERAL // len(chosen)
    names = comparison.names([each.document_id for each in chosen], documents)
    lines = (quoting.claim(each, Role.LINE, names[each.document_id], longest) for each in chosen)
    return PerDocument(tuple(lines), compared=False)


def _located(best: Statement, quoting: Quoting) -> Draft:
    return Draft(Statements((quoting.claim(best, Role.LOCATED),)), best.confidence)


def _speaks_of(statement: Statement, names: Sequence[str]) -> bool:
    """Return whether the passage or its headings hold the places that the question names.

    A place that another document only mentions has no document here. A body may be called by
    another name, and is left to the confidence.
    """
    passage = statement.passage.passage
    held = normalise(f"{passage.context} {passage.text}").lower()
    bodies = pattern("headed", "body")
    return all(bodies.search(name.lower()) or name.lower() in held for name in names)


def _same_value(statement: Statement, best: Statement) -> bool:
    """Return whether both say the same value: what all documents repeat is answered once."""
    if not statement.values or not best.values:
        return False
    first, second = (s.text[s.values[0].start : s.values[0].end] for s in (statement, best))
    return same_words(first, second)
