"""What a question takes to be so of a document that it names, and is not: whose it is, its day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.answering import misquoted, speaking
from app.answering.citations import Documents
from app.answering.claims import Body, Note, Refusal, Role, Statements, joined
from app.answering.wording import day, say
from index.question.names import NUMBERED, Mention
from index.question.numbers import misprinted
from index.question.phrases import pattern, syllable_set
from index.question.query import Party, Query
from ingest import naming
from ingest.document import Document, Stated
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.text import aligned
from ingest.vietnamese.tokens import UPPER
from ingest.vietnamese.words import syllables

_NAME = re.compile(
    rf"(?:(?i:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường)\s+)?"
    rf"[{UPPER}]\w+(?:\s+[{UPPER}]\w+)+"
)
Years = tuple[int, int]
_LED = 40
"""Characters in which the words before a span of years stand."""
_LEADING = 3
"""Words before a span of years that tell whose it is."""
_YEAR = re.compile(r"\d{4}")
_SHORT = re.compile(rf"\b(?!UBND\b|HĐND\b|TP\b)[{UPPER}]{{2,}}\b")
"""A short form, which may stand for any name."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who is taken to have issued or signed a document, as ``Query.text[start:end]``."""

    start: int
    end: int
    signed: bool


def attributed(query: Query, document: Document) -> tuple[Attributed, ...]:
    """Return to whom the question attributes the document that it names by its number.

    Right behind the number, "nghị quyết 3 của A", or before the verb, "… được A ký ngày nào".
    """
    found = (_of_party(query, party, document) for party in _numbered(query, document))
    return tuple(each for some in found for each in some)


def notes(query: Query, documents: Documents) -> tuple[Note, ...]:
    """Return what the documents named say instead of what the question takes to be so."""
    found: dict[str, Note] = {}
    for party in query.parties:
        if len(party.document_ids) != 1:
            continue
        document = documents.document(party.document_ids[0])
        said_of = (
            *_others(query, document),
            *_other_day(query, party, document),
            *_printed(query, party, document),
            *_other_years(query, document),
            *_other_subject(query, party, document),
        )
        for said in said_of:
            found.setdefault(said, Note(said))
    return tuple(found.values())


def beside(body: Body, query: Query, documents: Documents) -> Body:
    """Return a body with these notes beside it."""
    told = (
        () if _confirmed(body) else (*notes(query, documents), *_answering(body, query, documents))
    )
    if not told:
        return body
    return replace(body, notes=told) if isinstance(body, Refusal) else joined([body, *told])


def _answering(body: Body, query: Query, documents: Documents) -> Iterator[Note]:
    """Yield what the statements of a body say of what the question takes to be so."""
    if not isinstance(body, Statements):
        return
    for document_id in dict.fromkeys(claim.document_id for claim in body.claims):
        document = documents.document(document_id)
        if asked := speaking.mistaken(query, document, documents):
            yield Note(say("premise.issuer", document=naming.cited(document.header), asked=asked))
        if said := misquoted.found(query, document, body):
            yield Note(say("premise.figure", document=naming.cited(document.header), **said))


def _confirmed(body: Body) -> bool:
    """Return whether a body says yes or no by what headers state."""
    if not isinstance(body, Statements) or body.side is None:
        return False
    return all(claim.role is Role.HEADER for claim in body.claims)


def names(words: str, *told: Stated[str] | None) -> bool:
    """Return whether words name one of those told, in full or in short, perhaps with more."""
    said = f" {body_names.key(words)} "
    held = [f" {key} " for each in told if each and (key := body_names.key(each.value))]
    return any(said in each or each in said for each in held)


def _fits(words: str, document: Document) -> bool:
    """Return whether a document may be said to be of those whom words name."""
    header = document.header
    if names(words, header.issuer, header.place, header.signer, header.signer_title):
        return True
    start = header.subject.start if header.subject else None
    letterhead = Stated(document.text[: start or 0], 0, start)
    return names(words, header.subject, letterhead)


def _others(query: Query, document: Document) -> Iterator[str]:
    """Yield that the document is another's than the one it is attributed to."""
    header = document.header
    for each in attributed(query, document):
        words = query.text[each.start : each.end]
        if _SHORT.search(words) or _fits(words, document):
            continue
        name = naming.cited(header)
        if each.signed and header.signer:
            title = f"{header.signer_title.value} " if header.signer_title else ""
            signer = f"{title}{header.signer.value}"
            yield say("premise.signer", document=name, signer=signer, asked=words)
        elif header.issuer:
            yield say("premise.issuer", document=name, asked=words)


def _other_day(query: Query, party: Party, document: Document) -> Iterator[str]:
    """Yield that the document is of another day or year than the one right behind its number."""
    issued, number = document.header.issued_on, _number(party)
    if issued is None or number is None:
        return
    name = naming.cited(document.header)
    for period in periods(query.text):
        led = query.text[number.end : period.start]
        if period.bound is not Bound.EXACT:
            continue
        if period.start < number.end or not pattern("premise", "dated").fullmatch(led.lower()):
            continue
        if not _dated_so(period, issued.value, document):
            words = query.text[period.start : period.end]
            yield say("premise.issued_on", document=name, day=day(issued.value), asked=words)


def _printed(query: Query, party: Party, document: Document) -> Iterator[str]:
    """Yield the number as printed, where the question has it a letter otherwise."""
    number, told = _number(party), document.header.number
    asked = query.text[number.start : number.end] if number else ""
    if told and misprinted(asked, told.value):
        yield say("premise.number", number=told.value, asked=asked)


def _other_years(query: Query, document: Document) -> Iterator[str]:
    """Yield that a title has other years behind the words that the question has before some.

    "Bộ tiêu chí A giai đoạn 2021-2025", which is the one of 2026-2030. What the document itself
    tells of those years is none of its own.
    """
    title = naming.title(document)
    own = {led: (words, years) for led, words, years in _spans(title)}
    for led, words, years in _spans(query.text):
        told = own.get(led)
        if told is None or told[1] == years or (led, years) in _held(document):
            continue
        name = naming.cited(document.header)
        yield say("premise.years", document=name, years=told[0], asked=words)


def _other_subject(query: Query, party: Party, document: Document) -> Iterator[str]:
    """Yield that a document is about another body of a kind than the one said behind its number.

    "Tờ trình 12 về điều lệ Hiệp hội A", which is about Hiệp hội B and speaks of A nowhere.
    """
    number = _number(party)
    about = number and pattern("premise", "about").match(query.text.lower(), number.end)
    if not about:
        return
    asked, own = (_body(text) for text in (query.text[about.end() :], naming.title(document)))
    if not asked or not own or _SHORT.search(asked) or asked.split()[:2] != own.split()[:2]:
        return
    said, told = (set(body_names.key(each).split()) for each in (asked, own))
    text = f" {body_names.key(document.text)} "
    if said - told and told - said and f" {body_names.key(asked)} " not in text:
        name = naming.cited(document.header)
        yield say("premise.subject", document=name, subject=own, asked=asked)


def _body(text: str) -> str:
    """Return the first body with a name of its own; nothing where there is none."""
    named = (each.name for each in bodies.mentioned(aligned(text)) if each.kind in bodies.NAMED)
    return next(named, "")


def _held(document: Document) -> set[tuple[tuple[str, ...], Years]]:
    return {(led, years) for led, _, years in _spans(document.text)}


def _spans(text: str) -> Iterator[tuple[tuple[str, ...], str, Years]]:
    """Yield the words before each span of years, with how it is written and the years."""
    for period in periods(text):
        led = tuple(syllables(text[max(0, period.start - _LED) : period.start])[-_LEADING:])
        if period.grain is Grain.SPAN and period.first and period.last and len(led) == _LEADING:
            years = (period.first.year, period.last.year)
            yield led, text[period.start : period.end], years


def _dated_so(period: Period, issued: date, document: Document) -> bool:
    """Return whether a document may be said to be of a day or a year; of others all may."""
    if period.grain is Grain.DAY and period.first == period.last:
        return period.first == issued
    told = (document.header.number, document.header.subject)
    years = {str(issued.year), *(y for t in told if t for y in _YEAR.findall(t.value))}
    return period.grain is not Grain.YEAR or period.first is None or str(period.first.year) in years


def _numbered(query: Query, document: Document) -> Iterator[Party]:
    yield from (p for p in query.parties if p.document_ids == (document.id,) and _number(p))


def _number(party: Party) -> Mention | None:
    return next((each for each in party.mentions if each.kind in NUMBERED), None)


def _of_party(query: Query, party: Party, document: Document) -> Iterator[Attributed]:
    number = _number(party)
    if number is None:
        return
    text = query.text
    known = naming.called(document.header) | syllable_set("asking") | syllable_set("header")
    for by in pattern("premise", "by").finditer(text, number.end):
        asks = pattern("kind", "asking").search(by["who"].lower())
        if not asks and known.issuperset(syllables(text[number.end : by.start()])):
            yield Attributed(*by.span("who"), signed=by["act"].lower() == "ký")
            return
    led = pattern("premise", "of").match(text, number.end)
    if led and (end := _name_ends(text, led.end(), party)):
        yield Attributed(led.end(), end, signed=False)


def _name_ends(text: str, start: int, party: Party) -> int:
    """Return where the name of a body or place ends that begins at ``start``; 0 where none does."""
    lead = pattern("naming", "said_of")
    for mention in party.mentions:
        if mention.start >= start and lead.fullmatch(f" của {text[start : mention.start].lower()}"):
            return mention.end
    listed = bodies.listed(aligned(text[start:]))
    if listed and listed[0].start == 0 and listed[0].kind in bodies.NAMED:
        return start + listed[0].end
    name = _NAME.match(text, start)
    return name.end() if name else 0
