"""Chooses how much of the text is quoted for a statement: whole sentences, else whole clauses."""

import re
from dataclasses import dataclass

from app.answering.citations import Bibliography, chain_at
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.values import Value
from app.answering.wording import escape, marked, say, sentence_case
from index.question.query import Asked
from ingest.document import Document, Section

_LONGEST = 420
"""Characters of a quote; only a clause that is longer by itself makes a longer one."""
_CLEARLY = 1.25
"""A value is put first where it is so many times nearer to the question's words than the next."""
_ASKED_TO = re.compile(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[,;:])\s+|\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """What is shown of a statement."""

    value: str
    """The figure or name that answers, fit to be put first; empty where none is certain."""
    whose: str
    """The value's own marker, after a space; empty where the quote holds it."""
    text: str
    """The quote, the marker after each of its sentences but the last."""
    marker: str


class Quoting:
    """Quotes statements for one question."""

    def __init__(self, terms: Terms, asked: Asked, bibliography: Bibliography) -> None:
        self._terms = terms
        self._asked = asked
        self._bibliography = bibliography

    def quote(self, statement: Statement, longest: int = _LONGEST) -> Quote:
        """Return what to show of ``statement`` in about ``longest`` characters."""
        document = self._bibliography.document(statement.document_id)
        if statement.headed and (section := _headed_by(statement, document)):
            return self._under(section, statement, document, longest)
        value = _certain(statement)
        start, end = self._span(statement, value, document, longest)
        text, marker = self._cited(document, start, end, statement)
        shown = _shown(statement.text[value.start : value.end]) if value else ""
        return Quote(shown, "", text, marker)

    def _under(
        self, section: Section, statement: Statement, document: Document, longest: int
    ) -> Quote:
        """Quote a task with the heading that says whose it is."""
        start, end = self._span(statement, None, document, longest)
        value = _shown(_ASKED_TO.sub("", section.title.rstrip(" :.")))
        if end - section.start <= longest:
            text, marker = self._cited(document, section.start, end, statement)
            return Quote(value, "", text, marker)
        line = document.text.index("\n", section.start, start)
        _, whose = self._cited(document, section.start, line, statement)
        text, marker = self._cited(document, start, end, statement)
        return Quote(value, f" {whose}", text, marker)

    def _cited(
        self, document: Document, start: int, end: int, statement: Statement
    ) -> tuple[str, str]:
        marker = self._bibliography.cite(document.id, start, end, statement.confidence)
        return marked(document.text[start:end], marker), marker

    def _span(
        self, statement: Statement, value: Value | None, document: Document, longest: int
    ) -> tuple[int, int]:
        start, end = statement.sentence
        if end - start <= longest:
            return start, end
        if statement.end - statement.start <= longest:
            return statement.start, statement.end
        return self._clauses(statement, value, document.text, longest)

    def _clauses(
        self, statement: Statement, value: Value | None, text: str, longest: int
    ) -> tuple[int, int]:
        """Return the clauses around the value, or around the one that holds most of the question.

        What leads up to it comes before what follows.
        """
        cuts = [m.end() for m in _CLAUSE.finditer(text, statement.start, statement.end)]
        starts = [statement.start, *cuts]
        ends = [*cuts, statement.end]
        clauses = list(zip(starts, ends, strict=True))
        if value:
            first = max(i for i, a in enumerate(starts) if a <= statement.start + value.start)
        else:
            covered = [self._terms.coverage(text[a:b]) for a, b in clauses]
            first = covered.index(max(covered))
        last = first
        while first > 0 and ends[last] - starts[first - 1] <= longest:
            first -= 1
        while last + 1 < len(clauses) and ends[last + 1] - starts[first] <= longest:
            last += 1
        piece = text[starts[first] : ends[last]]
        return starts[first], starts[first] + len(piece.rstrip())


def line(name: str, quote: Quote) -> str:
    """Word what one of several documents says; ``name`` is fit to be shown."""
    return say(
        "claim.line_value" if quote.value else "claim.line",
        name=name,
        value=quote.value,
        whose=quote.whose,
        quote=quote.text,
        marker=quote.marker,
    )


def _certain(statement: Statement) -> Value | None:
    """Return the value that answers, None where two are about as near.

    Of several, one must be told apart by words of its own clause.
    """
    match statement.values:
        case (only,):
            return only
        case (best, *others):
            rival = max(value.own for value in others)
            if best.own > _CLEARLY * rival and best.nearness > others[0].nearness:
                return best
    return None


def _headed_by(statement: Statement, document: Document) -> Section | None:
    """Return the section whose heading is the body asked for, if the heading has its own line.

    A statement that begins with a body has its own.
    """
    if any(value.start == 0 for value in statement.values):
        return None
    chain = [s for s in chain_at(document, statement.start) if s.title]
    for section in reversed(chain):
        if section.title == statement.passage.passage.section_title:
            apart = "\n" in document.text[section.start : statement.start]
            return section if apart else None
    return None


def _shown(value: str) -> str:
    return escape(sentence_case(" ".join(value.split())))
