"""Answers made of the documents' own statements: deterministic, no language model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answering.answerers import comparison, header, listing, locating
from app.answering.answerers.draft import Draft
from app.answering.answerers.quoting import Quote, Quoting, line
from app.answering.citations import Bibliography, section_at
from app.answering.evidence import Evidence, Statement
from app.answering.polarity import decide
from app.answering.terms import Terms
from app.answering.wording import escape, same_words, say, section_name
from index.ports import ScoredPassage
from index.question.library import Library
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import RECIPIENTS, SIGNATURE
from ingest.vietnamese.text import normalise


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where an answer becomes a refusal; measured on development data."""

    confidence: float = 0.45
    """Least confidence of the best statement."""
    rival: float = 0.92
    """Another document answers too when its best statement reaches this share of the best score."""


_SEVERAL = 420
"""Characters of all quotes together where several documents answer one question."""
_SAID_BEFORE_COLON = 0.5
"""Share of the question's words from which a line that ends with a colon answers it."""
_OUTSIDE = frozenset({RECIPIENTS, SIGNATURE})
"""Sections that say nothing of the matter; what they say of the document is the header's."""
_HELD = frozenset({Asked.MONEY, Asked.PERCENT, Asked.DATE, Asked.NUMBER, Asked.NAME})
"""Without a value of this kind there is no answer."""


class ExtractiveAnswerer:
    """Words an answer from the best statements, by the kind of question."""

    def __init__(self, library: Library, thresholds: Thresholds | None = None) -> None:
        self._library = library
        self._evidence = Evidence(library)
        self._thresholds = thresholds or Thresholds()

    def answer(
        self,
        query: Query,
        passages: Sequence[ScoredPassage],
        similarities: Mapping[str, Sequence[float]],
        documents: Sequence[str],
        bibliography: Bibliography,
    ) -> Draft:
        """Return the draft answer.

        ``documents`` are those the question is about, named or, where none is, those of the
        passages; ``passages`` are ranked, best first.
        """
        if not passages:
            return Draft.refusal(say("not_found.no_documents"))
        if query.unknown_names and not query.documents:
            return Draft.refusal(say("not_found.unknown_name", name=query.unknown_names[0]))
        if header.applies(query, map(bibliography.document, query.documents)):
            return header.answer(query, documents, bibliography)
        ranked = self._evidence.rank(query, passages, similarities)
        ranked = [s for s in ranked if not _OUTSIDE.intersection(s.passage.passage.section_path)]
        if query.kind in {AnswerKind.FACT, AnswerKind.YES_NO, AnswerKind.COMPARE}:
            ranked = [statement for statement in ranked if _says(statement)]
        quoting = Quoting(Terms(query, self._library), query.asked, bibliography)
        if query.kind is AnswerKind.COMPARE:
            compared = comparison.answer(query, ranked, documents, quoting, bibliography)
            return compared or self._refuse(query, bibliography, None)
        best = ranked[0] if ranked else None
        if query.kind is AnswerKind.LOCATE and (heading := locating.headed(query, ranked)):
            return self._locate(heading, quoting, bibliography)
        if best is None or not self._stands(best, query):
            return self._refuse(query, bibliography, best)
        if query.kind is AnswerKind.LOCATE:
            return self._locate(best, quoting, bibliography)
        if query.kind is AnswerKind.YES_NO:
            return self._yes_no(query, best, quoting, bibliography)
        if query.kind is AnswerKind.LIST:
            return listing.answer(query, ranked, self._library, bibliography, best.confidence)
        return self._fact(query, ranked, quoting, bibliography)

    def _stands(self, statement: Statement, query: Query) -> bool:
        if query.asked in _HELD and query.kind is AnswerKind.FACT and not statement.holds_asked:
            return False
        if pattern("named", "asked").search(query.restored) and not pattern("named", "held").search(
            normalise(statement.text).lower()
        ):
            return False
        if pattern("symbol", "asked").search(query.restored) and not statement.values:
            return False
        if not query.documents and not _speaks_of(statement, query.proper_names):
            return False
        return statement.confidence >= self._thresholds.confidence

    def _fact(
        self,
        query: Query,
        ranked: list[Statement],
        quoting: Quoting,
        bibliography: Bibliography,
    ) -> Draft:
        best = ranked[0]
        chosen = [best]
        if not query.documents:
            chosen += self._rivals(query, ranked, best)
        if len(chosen) == 1:
            text = _attributed(best, quoting.quote(best), bibliography)
        else:
            longest = _SEVERAL // len(chosen)
            lines = [
                line(
                    escape(naming.short_name(bibliography.document(s.document_id).header)),
                    quoting.quote(s, longest),
                )
                for s in chosen
            ]
            text = "\n".join([say("claim.several_lead"), "", *lines])
        return Draft.answered(text, best.confidence)

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
            and statement.score >= self._thresholds.rival * best.score
            and self._stands(statement, query)
        ]

    def _locate(self, best: Statement, quoting: Quoting, bibliography: Bibliography) -> Draft:
        quote = quoting.quote(best)
        document = bibliography.document(best.document_id)
        path, _ = section_at(document, best.start)
        text = say(
            "claim.locate",
            section=section_name(path),
            document=escape(naming.name(document.header)),
            quote=quote.text,
            marker=quote.marker,
        )
        return Draft.answered(text, best.confidence)

    def _yes_no(
        self, query: Query, best: Statement, quoting: Quoting, bibliography: Bibliography
    ) -> Draft:
        start, end = best.sentence
        said = bibliography.document(best.document_id).text[start:end]
        side = say("claim.yes" if decide(query, said, Terms(query, self._library)) else "claim.no")
        statement = _attributed(best, quoting.quote(best), bibliography)
        return Draft.answered(side + statement[:1].lower() + statement[1:], best.confidence)

    def _refuse(self, query: Query, bibliography: Bibliography, best: Statement | None) -> Draft:
        confidence = best.confidence / 2 if best else 0.0
        if len(query.documents) == 1:
            name = naming.name(bibliography.document(query.documents[0]).header)
            key = "not_stated_money" if query.asked is Asked.MONEY else "not_stated"
            return Draft.refusal(say(f"not_found.{key}", document=escape(name)), confidence)
        key = "no_money" if query.asked is Asked.MONEY else "nothing"
        return Draft.refusal(say(f"not_found.{key}"), confidence)


def _says(statement: Statement) -> bool:
    """Return whether a statement says something itself, not only what follows it.

    "Thực hiện Kế hoạch số … ngày …, Ủy ban ban hành kế hoạch như sau:" does both.
    """
    return not statement.introduces or bool(
        statement.values and statement.coverage >= _SAID_BEFORE_COLON
    )


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


def _attributed(statement: Statement, quote: Quote, bibliography: Bibliography) -> str:
    document = bibliography.document(statement.document_id)
    path, _ = section_at(document, statement.start)
    return say(
        "claim.value" if quote.value else "claim.statement",
        value=quote.value,
        whose=quote.whose,
        document=escape(naming.name(document.header)),
        section=section_name(path),
        quote=quote.text,
        marker=quote.marker,
    )
