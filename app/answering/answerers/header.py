"""Facts that stand in the header or the signature block, cited by their own spans."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.answering.answerers.draft import Draft
from app.answering.citations import Bibliography
from app.answering.wording import day, escape, say
from index.question.phrases import syllable_set
from index.question.query import AnswerKind, HeaderField, Query
from ingest import naming
from ingest.document import Document, Reference, SectionKind, Stated
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import syllables

_SURE = 0.95
"""Confidence of what a form states in the place made for it."""
_MOST_OTHER_WORDS = 1
_MOST_DOCUMENTS = 8
_LEVELS = (
    "tinh uy",
    "trung uong",
    "bo chinh tri",
    "huyen uy",
    "thanh uy",
    "chinh phu",
    "thu tuong",
)
_CLAUSE_END = re.compile(r"[;\n]")
_LEAD = re.compile(
    r"(?:Thực hiện|Căn cứ|Quán triệt|Triển khai|Cụ thể hóa)(?:\s+theo)?\s+$", re.IGNORECASE
)


def applies(query: Query, documents: Iterable[Document] = ()) -> bool:
    """Return whether the question is about the header and about nothing else.

    What the ``documents`` it names are about may be said with their name: "kế hoạch nước sạch".
    """
    if not query.header_fields or query.kind is AnswerKind.LOCATE:
        return False
    others = set(syllables(query.focus)) - syllable_set("header")
    for document in documents:
        others -= _called(document)
        if HeaderField.BASIS in query.header_fields:
            others -= _bases(document)
    return len(others) <= _MOST_OTHER_WORDS


def _called(document: Document) -> set[str]:
    """Return the words the document may be called by, other than names: subject and number."""
    header = document.header
    return {s for it in (header.subject, header.number) if it for s in syllables(it.value)}


def _bases(document: Document) -> set[str]:
    """Return the words in which the document says what it carries out."""
    preamble = next((s for s in document.sections if s.kind is SectionKind.PREAMBLE), None)
    return set(syllables(document.text[preamble.start : preamble.end])) if preamble else set()


def answer(query: Query, documents: Sequence[str], bibliography: Bibliography) -> Draft:
    """Return one statement a field and document; a refusal where nothing asked for is stated."""
    asked = [bibliography.document(d) for d in (query.documents or documents)]
    if len(asked) > _MOST_DOCUMENTS:
        names = "; ".join(escape(naming.short_name(d.header)) for d in asked[:_MOST_DOCUMENTS])
        return Draft.refusal(say("not_found.which", names=names))
    fields = _fields(query)
    if fields == (HeaderField.BASIS,) and query.kind is not AnswerKind.COMPARE:
        asked = _meant(asked, query)
    lines = [
        line for d in asked for field in fields if (line := _line(d, field, query, bibliography))
    ]
    if not lines:
        document = "; ".join(escape(naming.name(d.header)) for d in asked)
        return Draft.refusal(say(f"not_found.no_{fields[0]}", document=document), 0.1)
    return Draft.answered("\n\n".join(dict.fromkeys(lines)), _SURE)


def _fields(query: Query) -> tuple[HeaderField, ...]:
    """Return the fields asked for, without those that others imply or that name the document."""
    fields = query.header_fields
    implied: set[HeaderField] = set()
    if HeaderField.ISSUER in fields:
        implied |= {HeaderField.SIGNER, HeaderField.SIGNER_TITLE, HeaderField.BASIS}
    if HeaderField.SIGNER in fields:
        implied.add(HeaderField.SIGNER_TITLE)
    if HeaderField.BASIS in fields:
        implied |= {HeaderField.NUMBER, HeaderField.ISSUED_ON, HeaderField.SUBJECT}
    return tuple(field for field in fields if field not in implied) or fields


def _meant(documents: Sequence[Document], query: Query) -> list[Document]:
    """Return those whose bases hold most of the question's words: one place may have more plans."""
    words = set(syllables(query.focus)) - syllable_set("header")
    held = [len(words & (_called(document) | _bases(document))) for document in documents]
    return [d for d, count in zip(documents, held, strict=True) if count == max(held)]


def _line(
    document: Document, field: HeaderField, query: Query, bibliography: Bibliography
) -> str | None:
    header = document.header
    name = escape(naming.name(header))
    match field:
        case HeaderField.SIGNER | HeaderField.SIGNER_TITLE:
            return _signer(document, name, bibliography)
        case HeaderField.ISSUED_ON:
            if header.issued_on is None:
                return None
            value = day(header.issued_on.value)
            return _stated("header.issued_on", document, header.issued_on, value, bibliography)
        case HeaderField.NUMBER | HeaderField.ISSUER:
            stated = header.number if field is HeaderField.NUMBER else header.issuer
            if stated is None or (field is HeaderField.ISSUER and header.place is None):
                return None
            value = escape(stated.value)
            return _stated(f"header.{field}", document, stated, value, bibliography)
        case HeaderField.SUBJECT:
            if header.subject is None:
                return None
            value = escape(header.subject.value)
            return _stated("header.subject", document, header.subject, value, bibliography)
        case HeaderField.RECIPIENTS:
            return _recipients(document, name, bibliography)
        case HeaderField.BASIS:
            return _basis(document, query, bibliography)


def _stated(
    template: str,
    document: Document,
    stated: Stated[str] | Stated[date],
    value: str,
    bibliography: Bibliography,
) -> str | None:
    """Word a header value; None where it was given from outside: no text proves it."""
    if stated.start is None or stated.end is None:
        return None
    marker = bibliography.cite(document.id, stated.start, stated.end, _SURE)
    name = escape(naming.name(document.header))
    return say(template, document=name, value=value, marker=marker)


def _signer(document: Document, name: str, bibliography: Bibliography) -> str | None:
    header = document.header
    block = next((s for s in document.sections if s.kind is SectionKind.SIGNATURE), None)
    if header.signer is None or block is None:
        return None
    office = ""
    if header.signer_title:
        office = say("header.signer_office", office=escape(header.signer_title.value))
    if header.signing_authority:
        office += say("header.signer_authority", authority=escape(header.signing_authority.value))
    marker = bibliography.cite(document.id, block.start, block.end, _SURE)
    return say(
        "header.signer_title",
        document=name,
        value=escape(header.signer.value),
        office=office,
        marker=marker,
    )


def _recipients(document: Document, name: str, bibliography: Bibliography) -> str | None:
    lines = [
        line
        for recipient in document.header.recipients
        if (
            line := _stated(
                "header.recipient", document, recipient, escape(recipient.value), bibliography
            )
        )
    ]
    if not lines:
        return None
    return "\n".join([say("header.recipients_lead", document=name), "", *lines])


def _basis(document: Document, query: Query, bibliography: Bibliography) -> str | None:
    """Return the reference of the preamble that the question asks for, by its kind and issuer."""
    preamble = next((s for s in document.sections if s.kind is SectionKind.PREAMBLE), None)
    if preamble is None:
        return None
    subject = document.header.subject
    begin = subject.end if subject and subject.end else preamble.start
    bases = [r for r in document.references if begin <= r.start < preamble.end]
    if not bases:
        return None
    chosen = max(bases, key=lambda r: (*_fits(r, query, document.text), -r.start))
    lead = _LEAD.search(document.text[max(0, chosen.start - 20) : chosen.start])
    start = chosen.start - (len(lead.group()) if lead else 0)
    marker = bibliography.cite(document.id, start, chosen.end, _SURE)
    quote = escape(" ".join(document.text[start : chosen.end].split()))
    return say(
        "claim.statement",
        document=escape(naming.name(document.header)),
        section="phần mở đầu",
        quote=quote,
        marker=marker,
    )


def _fits(reference: Reference, query: Query, text: str) -> tuple[int, int]:
    """Return how well kind and issuer fit the question, then how many of its words stand by."""
    asked = fold(query.focus)
    kind = fold(reference.kind or "")
    issuer = fold(reference.issuer or text[reference.end : reference.end + 40])
    named = reference.issuer is not None and issuer in asked
    level = next((each for each in _LEVELS if each in asked), "")
    before = _last_break(text, reference.start)
    after = _CLAUSE_END.search(text, reference.end)
    around = syllables(text[before : after.start() if after else len(text)])
    words = set(syllables(query.focus)) - syllable_set("asking")
    return (
        2 * bool(kind and kind in asked) + bool(named or (level and level in issuer)),
        len(words.intersection(around)),
    )


def _last_break(text: str, offset: int) -> int:
    """Return where the clause that holds ``offset`` begins."""
    return max(text.rfind(mark, 0, offset) for mark in (";", "\n", ". ")) + 1
