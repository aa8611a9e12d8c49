"""Makes claims of statements: how much is quoted, whole sentences, else whole clauses."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import Claim, Quote, Role
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.values import Value
from app.answering.wording import sentence_case, spoken
from index.question.query import Asked
from ingest import naming
from ingest.document import SIGNATURE, Document, Section, SectionKind
from ingest.facts import addressing
from ingest.vietnamese import labels
from ingest.vietnamese.clauses import breaks, end_of
from ingest.vietnamese.words import syllables

_LONGEST = 420
"""Characters that are said of a quote; only a clause that is longer by itself makes more."""
_ASKED_TO = re.compile(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", re.IGNORECASE)
_SPARED = 48
"""A quote that is longer by no more than so many characters is said whole."""
_WHOLE = 800
"""Characters that can be read: of a sentence, or of a signature block, that is one statement."""
_LINE = 240
"""Characters of a line that a quote is lengthened by."""
_FULL = 60
"""Characters of a line that was broken for want of room."""
_RUNNING = frozenset(
    {
        SectionKind.HEADING,
        SectionKind.ITEM,
        SectionKind.BULLET,
        SectionKind.CLOSING,
        SectionKind.PREAMBLE,
    }
)
_POINT = re.compile(r"[a-zđ][.)]")
_OPENS = '“"('
_ENDED = tuple(".;:!?…")
_JOINED = (" -", " –")
"""A line that ends so was broken between the two ends of a range."""
_ABOVE = 2
"""Headings above a statement that may hold what is asked for, less one."""
_HEADING = 90
"""Characters of a heading that is said with its section."""
_PLACED = frozenset({Role.STATEMENT, Role.LINE})
"""Roles said after their section, or apart from it."""
_LABEL = re.compile(r"\s*(?:Điều\s+\d+\w?|\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+|[-–+•*])[.)]?\s*")


class Quoting:
    """Quotes statements for one question."""

    def __init__(self, terms: Terms, asked: Asked, documents: Documents) -> None:
        self._terms = terms
        self._asked = asked
        self._documents = documents

    def claim(
        self,
        statement: Statement,
        role: Role,
        name: str | None = None,
        longest: int = _LONGEST,
        shown: int | None = None,
        through: int | None = None,
    ) -> Claim:
        """Return what ``statement`` says, quoted whole where that is no more than can be read.

        Of a longer quote about ``longest`` characters are said, whole clauses, and ``shown`` where
        a value is certain. It goes on through its line where that makes ``through`` characters at
        most, ``longest`` where not given. ``name`` is what its document is called, its full name
        where none is given.
        """
        document = self._documents.document(statement.document_id)
        value, value_quotes, said = self._said(statement, document, max(longest, _WHOLE))
        if role is Role.STATEMENT and not value and self._asked is Asked.ANYTHING:
            said = _gone_through(document, said, longest if through is None else through)
        path, _ = section_at(document, statement.start)
        return Claim(
            role=role,
            document_id=document.id,
            document=naming.cited(document.header) if name is None else name,
            section=path,
            sentences=spoken(
                _unlabelled(self._told(statement, said, document, role, longest, shown), role)
            ),
            quotes=(said,),
            value=value,
            value_quotes=value_quotes,
            heading="" if value else self._heading(statement, document),
        )

    def _certain(self, statement: Statement) -> Value | None:
        """Return the value that answers; None where it is of another unit or counts otherwise."""
        value = _certain(statement, self._terms.weighing.nearness.clearly)
        if value is None:
            return None
        said = statement.text[value.start : value.end]
        counted = self._asked is not Asked.NUMBER or self._terms.fits(
            statement.text, value.start, value.end
        )
        return value if counted and not self._terms.measures_otherwise(said) else None

    def _told(
        self,
        statement: Statement,
        said: Quote,
        document: Document,
        role: Role,
        longest: int,
        shown: int | None,
    ) -> str:
        """Return the clauses of a long quote that hold what answers, "…" where others are left out.

        ``shown`` characters of them where a value is certain or the place is the answer.
        """
        value = self._certain(statement)
        if shown and (value is not None or role is Role.LOCATED):
            longest = shown
        if len(said.text) <= longest + _SPARED or statement.start < said.start:
            return said.text
        onward = value is None and role is not Role.LOCATED
        start, end = self._clauses(statement, value, document.text, longest, onward=onward)
        start, end = max(start, said.start), min(end, said.end)
        before = "" if not document.text[said.start : start].strip() else "… "
        after = "" if not document.text[end : said.end].strip(" .;,\n") else " …"
        return f"{before}{document.text[start:end].rstrip(' ,')}{after}"

    def _heading(self, statement: Statement, document: Document) -> str:
        """Return the heading above that holds what is asked for where the statement does not.

        A statement that goes on from its heading leaves its subject there.
        """
        if statement.values:
            return ""
        own = set(syllables(statement.text))
        for at, section in enumerate(reversed(chain_at(document, statement.start))):
            shown = " ".join(section.title.split()).rstrip(" :.;")
            if section.label is None or not shown or len(shown) > _HEADING:
                continue
            if own.issuperset(syllables(shown)):
                return ""
            if self._asked is Asked.ANYTHING:
                return shown if statement.text[:1].islower() else ""
            if self._terms.values(self._asked, shown):
                return shown
            if at > _ABOVE:
                break
        return ""

    def _said(
        self, statement: Statement, document: Document, longest: int
    ) -> tuple[str, tuple[Quote, ...], Quote]:
        """Return the value, what proves it where the quote does not, and the quote."""
        if statement.headed and (section := _headed_by(statement, document)):
            return self._under(section, statement, document, longest)
        value = self._certain(statement)
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
        return self._clauses(statement, value, document.text, longest, onward=value is None)

    def _clauses(
        self, statement: Statement, value: Value | None, text: str, longest: int, *, onward: bool
    ) -> tuple[int, int]:
        """Return the clauses around the value, or around the one that holds most of the question.

        ``onward``: first those after it, as words of the question lead up to what answers. What
        leads up to a value, or opens a place, tells what it is.
        """
        cuts = [begins for _, begins in breaks(text, ",;:\n", statement.start, statement.end)]
        starts = [statement.start, *cuts]
        ends = [*cuts, statement.end]
        if value:
            middle = max(i for i, a in enumerate(starts) if a <= statement.start + value.start)
        else:
            covered = [self._terms.coverage(text[a:b]) for a, b in zip(starts, ends, strict=True)]
            middle = covered.index(max(covered))
        start, end = _row(starts, ends, middle, longest, onward=onward)
        return start, start + len(text[start:end].rstrip())


def _row(
    starts: Sequence[int], ends: Sequence[int], middle: int, longest: int, *, onward: bool
) -> tuple[int, int]:
    """Return the span of the clauses in a row around one that fit, those after it first or last."""
    first = last = middle
    for after in (onward, not onward):
        if after:
            while last + 1 < len(ends) and ends[last + 1] - starts[first] <= longest:
                last += 1
        else:
            while first > 0 and ends[last] - starts[first - 1] <= longest:
                first -= 1
    return starts[first], ends[last]


def _unlabelled(told: str, role: Role) -> str:
    """Return what is said without the label that opens it: the section before it names that."""
    begins = labels.after(told) if role in _PLACED else 0
    return told[begins:] if told[begins:].strip() else told


def _gone_through(document: Document, said: Quote, longest: int) -> Quote:
    """Return the quote to the end of its line, where what goes on there is short enough to say.

    How something is done is told in more sentences than the one that answers best.
    """
    stop = document.text.find("\n", said.end)
    end = said.end + len(document.text[said.end : stop if stop >= 0 else None].rstrip())
    return quote(document, said.start, end, said.score) if end - said.start <= longest else said


def of_span(document: Document, start: int, end: int, score: float, role: Role) -> Claim:
    """Return the claim of a span of a document, said and quoted whole."""
    return Claim(
        role=role,
        document_id=document.id,
        document=naming.cited(document.header),
        section=section_at(document, start)[0],
        sentences=spoken(document.text[start:end]),
        quotes=(quote(document, start, end, score),),
    )


def of_row(document: Document, row: Section, value: str) -> Claim:
    """Return the claim of a row of a table, said and quoted whole, with the value that answers."""
    end = row.start + len(document.text[row.start : row.end].rstrip())
    return replace(of_span(document, row.start, end, 1.0, Role.STATEMENT), value=value)


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
    return _gone_on(document, start, end)


def _gone_on(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the span with the line that it goes on from, and what goes on after it."""
    text = document.text
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    if start and text[start - 1] == "\n":
        line = text[before:start].strip()
        if 0 < len(line) <= _LINE and _goes_on(document, line, start):
            start = before
    if text.startswith("\n", end):
        stop = text.find("\n", end + 1)
        line = text[end + 1 : len(text) if stop < 0 else stop]
        length = min(len(line), end_of(line, ".;", 0) + 1)
        if length <= _LINE and _goes_on(document, text[start:end], end + 1):
            end += 1 + length
    return start, end


def _goes_on(document: Document, before: str, at: int) -> bool:
    """Return whether the line that begins at ``at`` goes on from ``before``, which has no end.

    One that begins in a small letter or a quotation mark does; any other after a long line, where
    it opens no section.
    """
    text = document.text
    first = text[at : at + 1]
    if not first.strip() or before.endswith(_ENDED):
        return False
    if (
        first in _OPENS
        or before.endswith(_JOINED)
        or (first.islower() and not _POINT.match(text, at))
    ):
        return True
    line = before[before.rfind("\n") + 1 :]
    held = chain_at(document, at)
    opens = not held or held[-1].start == at or held[-1].kind not in _RUNNING
    return len(line) >= _FULL and not opens


def _certain(statement: Statement, clearly: float) -> Value | None:
    """Return the value that answers, None where two are about as near.

    Of several, one must be told apart by words of its own clause, ``clearly`` times as many.
    """
    match statement.values:
        case (only,):
            return only
        case (best, *others):
            rival = max(value.own for value in others)
            shared = statement.asked is Asked.DATE and best.rivalled
            told = best.own > clearly * rival and not shared
            if told and best.nearness > others[0].nearness:
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
            if not (addressing.addressed(section.title) or addressing.heading(section.title)):
                return None
            apart = "\n" in document.text[section.start : statement.start]
            return section if apart else None
    return None


def _shown(value: str) -> str:
    return sentence_case(" ".join(value.split()))


def once(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims without those that an earlier one says, as it goes on through them."""
    held: list[Claim] = []
    for claim in claims:
        if not any(_says(told, claim) for told in held):
            held.append(claim)
    return tuple(held)


def _says(claim: Claim, other: Claim) -> bool:
    first, second = claim.quotes[0], other.quotes[0]
    within = first.start <= second.start and second.end <= first.end
    return claim.document_id == other.document_id and within and other.text in claim.text


def disputed(claims: Sequence[Claim]) -> bool:
    """Return whether the first says what another says too, in the same words with other figures."""
    told = [[word for word in syllables(claim.text) if not word[0].isdigit()] for claim in claims]
    values = [claim.value for claim in claims]
    return any(
        words == told[0] and value and value != values[0]
        for words, value in zip(told[1:], values[1:], strict=True)
    )
