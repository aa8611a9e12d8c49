"""Makes claims of statements: how much is quoted, whole sentences, else whole clauses."""

import re

from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import Claim, Quote, Role
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.values import Value
from app.answering.wording import sentence_case, spoken
from index.question.query import Asked
from ingest import naming
from ingest.document import SIGNATURE, Document, Section
from ingest.vietnamese.clauses import breaks

_LONGEST = 420
"""Characters of a quote; only a clause that is longer by itself makes a longer one."""
_CLEARLY = 1.25
"""A value is put first where it is so many times nearer to the question's words than the next."""
_ASKED_TO = re.compile(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", re.IGNORECASE)
_WHOLE = 800
"""Characters of a signature block that is one statement."""
_LABEL = re.compile(r"\s*(?:Điều\s+\d+\w?|\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+|[-–+•*])[.)]?\s*")


class Quoting:
    """Quotes statements for one question."""

    def __init__(self, terms: Terms, asked: Asked, documents: Documents) -> None:
        self._terms = terms
        self._asked = asked
        self._documents = documents

    def claim(
        self, statement: Statement, role: Role, name: str | None = None, longest: int = _LONGEST
    ) -> Claim:
        """Return what ``statement`` says in about ``longest`` characters.

        ``name`` is what its document is called, its full name where none is given.
        """
        document = self._documents.document(statement.document_id)
        value, value_quotes, said = self._said(statement, document, longest)
        path, _ = section_at(document, statement.start)
        return Claim(
            role=role,
            document_id=document.id,
            document=naming.name(document.header) if name is None else name,
            section=path,
            sentences=spoken(said.text),
            quotes=(said,),
            value=value,
            value_quotes=value_quotes,
        )

    def _said(
        self, statement: Statement, document: Document, longest: int
    ) -> tuple[str, tuple[Quote, ...], Quote]:
        """Return the value, what proves it where the quote does not, and the quote."""
        if statement.headed and (section := _headed_by(statement, document)):
            return self._under(section, statement, document, longest)
        value = _certain(statement)
        start, end = self._span(statement, value, document, longest)
        shown = _shown(statement.text[value.start : value.end]) if value else ""
        return shown, (), quote(document, *whole_line(document, start, end), statement.confidence)

    def _under(
        self, section: Section, statement: Statement, document: Document, longest: int
    ) -> tuple[str, tuple[Quote, ...], Quote]:
        """Quote a task with the heading that says whose it is."""
        start, end = self._span(statement, None, document, longest)
        value = _shown(_ASKED_TO.sub("", section.title.rstrip(" :.")))
        if end - section.start <= longest:
            return value, (), quote(document, section.start, end, statement.confidence)
        line = document.text.index("\n", section.start, start)
        heading = quote(document, section.start, line, statement.confidence)
        return value, (heading,), quote(document, start, end, statement.confidence)

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
        cuts = [begins for _, begins in breaks(text, ",;:\n", statement.start, statement.end)]
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


def whole_line(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the span with the label that opens its line; of a bare label, with its line's words.

    A signature block is one statement, however many lines it has.
    """
    chain = chain_at(document, start)
    if chain and chain[0].path == (SIGNATURE,) and chain[0].end - chain[0].start <= _WHOLE:
        piece = document.text[chain[0].start : chain[0].end]
        return chain[0].start, chain[0].start + len(piece.rstrip())
    line = document.text.rfind("\n", 0, start) + 1
    if line < start and _LABEL.fullmatch(document.text, line, start):
        start = line
    if _LABEL.fullmatch(document.text, start, end):
        stop = document.text.find("\n", end)
        end = len(document.text) if stop < 0 else stop
    return start, end


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
    return sentence_case(" ".join(value.split()))
