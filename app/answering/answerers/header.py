"""Facts that stand in the header or the signature block, cited by their own spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.answering import presupposed
from app.answering.answer import Draft
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Body, Claim, Listing, Reason, Refusal, Role, Statements, joined
from app.answering.spans import trimmed
from app.answering.weighing import Certain, shipped
from app.answering.wording import day, say
from index.question.names import NUMBER, MentionKind
from index.question.phrases import pattern
from index.question.query import AnswerKind, HeaderField, Query
from ingest import naming
from ingest.document import PREAMBLE, Document, Header, Reference, Section, SectionKind, Stated
from ingest.vietnamese.clauses import end_of
from ingest.vietnamese.forms import addressees, basis_lead
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import syllables

_MOST_OTHER_WORDS = 1
_OF_SO_MANY = 3
"""Or one word of so many, where it is asked who signed a document that is named."""
_AS_ABOVE = fold("Như trên")
_SIGNING = {HeaderField.SIGNER, HeaderField.SIGNER_TITLE}
_MOST_DOCUMENTS = 8
_SEVERAL = 2
_BLOCK = 800
"""Characters of a quote that proves several recipients."""


def applies(query: Query, documents: Iterable[Document] = ()) -> bool:
    """Return whether the question is about the header and about nothing else.

    What the ``documents`` it names are about may be said with their name: "kế hoạch nước sạch".
    """
    if not query.header_fields or query.kind is AnswerKind.LOCATE:
        return False
    if _told_by_text(query):
        return False
    matter = set(query.matter) - _office(query) - _form(query)
    others = set(matter)
    for document in documents:
        others -= naming.called(document.header)
        for said in presupposed.attributed(query, document):
            others -= set(syllables(query.text[said.start : said.end]))
        if HeaderField.BASIS in query.header_fields:
            others -= _bases(document)
    signed = query.documents and _SIGNING.issuperset(query.header_fields)
    named = len(matter) // _OF_SO_MANY if signed else 0
    return len(others) <= max(_MOST_OTHER_WORDS, named)


def _told_by_text(query: Query) -> bool:
    """Return whether what is asked for is told by the text: another's number, when it holds."""
    replaced = HeaderField.NUMBER in query.header_fields and pattern("relating", "other").search(
        query.clause
    )
    return bool(replaced or pattern("relating", "force").search(query.clause))


def of_another(query: Query) -> bool:
    """Return whether a number is spoken of that names no document: it may be asked about that."""
    return any(
        not any(m.start < found.end() and found.start() < m.end for m in query.mentions)
        for found in NUMBER.finditer(query.text)
    )


def _office(query: Query) -> set[str]:
    """Return the words that say which office the signer holds: "phó chủ tịch tỉnh nào ký"."""
    match = pattern("signing", "office").search(query.clause)
    return set(syllables(match.group())) if match else set()


def _form(query: Query) -> set[str]:
    """Return the words that say how the answer is to be laid out: "ngắn gọn thôi: ai ký"."""
    match = pattern("form", "short").search(query.restored)
    return {*syllables(match.group()), "thôi"} if match else set()


def _bases(document: Document) -> set[str]:
    """Return the words in which the document says what it carries out."""
    preamble = _preamble(document)
    return set(syllables(document.text[preamble.start : preamble.end])) if preamble else set()


def answer(
    query: Query,
    candidates: Sequence[str],
    documents: Documents,
    certain: Certain | None = None,
) -> Draft:
    """Return one statement a field and document; a refusal where nothing asked for is stated.

    ``candidates`` are asked where the question names no document.
    """
    certain = certain or shipped().certain
    asked = [documents.document(d) for d in (query.documents or candidates)]
    if len(asked) > _MOST_DOCUMENTS:
        some = tuple(naming.short_name(d.header) for d in asked[:_MOST_DOCUMENTS])
        return Draft(Refusal(Reason.UNCLEAR, "which", some, tuple(d.id for d in asked)), 0.0)
    fields = _fields(query)
    if fields == (HeaderField.BASIS,) and not query.across:
        asked = _meant(asked, query)
    told = [body for d in asked for field in fields if (body := stated(d, field, query))]
    if not told:
        if len(asked) == 1:
            return Draft(_unstated(asked[0], fields[0]), certain.blank, (asked[0].id,))
        names = tuple(naming.name(d.header) for d in asked)
        ids = tuple(d.id for d in asked)
        refusal = Refusal(Reason.NOT_STATED, f"no_{fields[0]}", names, ids)
        return Draft(refusal, certain.blank, ids)
    body = joined([*told, *_left_blank(asked, fields, query)])
    stating = {claim.document_id for claim in body.claims}
    silent = tuple(d.id for d in asked if d.id not in stating)
    return Draft(body, 1.0, silent).held(certain.header)


def _left_blank(
    asked: Sequence[Document], fields: Sequence[HeaderField], query: Query
) -> Iterator[Refusal]:
    """Yield what the one document asked leaves blank, where it states another of the fields."""
    if len(asked) > 1:
        return
    for field in fields:
        if stated(asked[0], field, query) is None:
            yield _unstated(asked[0], field)


def _unstated(document: Document, field: HeaderField) -> Refusal:
    """Return that the document leaves a field blank, or what was stated of it from outside.

    What was given with a file, or corrected, has no place in the text and so no citation; to say
    that it is blank would be untrue beside the document's own name.
    """
    header, name = document.header, naming.name(document.header)
    if field in {HeaderField.SIGNER, HeaderField.SIGNER_TITLE}:
        value = header.signer.value if header.signer else ""
    elif field in {HeaderField.RECIPIENTS, HeaderField.BASIS}:
        value = ""
    else:
        value = _value(header, field)[1]
    wording, words = (f"outside_{field}", (name, value)) if value else (f"no_{field}", (name,))
    return Refusal(Reason.NOT_STATED, wording, words, (document.id,))


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
    words = set(query.matter)
    held = [
        len(words & (naming.called(document.header) | _bases(document))) for document in documents
    ]
    return [d for d, count in zip(documents, held, strict=True) if count == max(held)]


def stated(document: Document, field: HeaderField, query: Query) -> Body | None:
    """Return what the document states in a field; None where nothing, or no text proves it."""
    match field:
        case HeaderField.RECIPIENTS:
            return _recipients(document)
        case HeaderField.SIGNER | HeaderField.SIGNER_TITLE:
            claim = _signer(document)
        case HeaderField.BASIS:
            several = pattern("based", "several").search(query.clause)
            if several and (listed := _every_basis(document)):
                return listed
            claim = _basis(document, query)
        case _:
            claim = given(document, field, *_value(document.header, field))
            claim = _with_signature(claim, document, query) if claim else None
    return Statements((claim,)) if claim else None


def _with_signature(claim: Claim, document: Document, query: Query) -> Claim:
    """Return a claim with what proves that the signer named signed the document."""
    by_signer = any(
        mention.kind is MentionKind.SIGNER and document.id in mention.document_ids
        for mention in query.mentions
    )
    signed = _signer(document) if by_signer else None
    return replace(claim, quotes=(*claim.quotes, *signed.quotes)) if signed else claim


def _value(header: Header, field: HeaderField) -> tuple[Stated[str] | Stated[date] | None, str]:
    """Return a value of the header and how it is shown."""
    if field is HeaderField.ISSUED_ON:
        return header.issued_on, day(header.issued_on.value) if header.issued_on else ""
    stated = {
        HeaderField.NUMBER: header.number,
        HeaderField.ISSUER: header.issuer if header.place else None,
        HeaderField.SUBJECT: header.subject,
    }[field]
    return stated, stated.value if stated else ""


def given(
    document: Document, field: HeaderField, stated: Stated[str] | Stated[date] | None, value: str
) -> Claim | None:
    """Return a header value as a claim; None where no text proves it: absent, or from outside."""
    if stated is None or stated.start is None or stated.end is None:
        return None
    return _claim(document, field, value, value, (stated.start, stated.end))


def _claim(
    document: Document, field: HeaderField, value: str, said: str, span: tuple[int, int]
) -> Claim:
    return Claim(
        role=Role.ITEM if field is HeaderField.RECIPIENTS else Role.HEADER,
        document_id=document.id,
        document=naming.name(document.header),
        section=section_at(document, span[0])[0],
        sentences=(said,),
        quotes=(quote(document, *span, 1.0),),
        value=value,
        field=field,
    )


def _signer(document: Document) -> Claim | None:
    header = document.header
    block = next((s for s in document.sections if s.kind is SectionKind.SIGNATURE), None)
    if header.signer is None or block is None:
        return None
    said = header.signer.value
    if header.signer_title:
        said += say("header.signer_office", office=header.signer_title.value)
    if header.signing_authority:
        said += say("header.signer_authority", authority=header.signing_authority.value)
    span = (block.start, block.end)
    return _claim(document, HeaderField.SIGNER, header.signer.value, said, span)


def _recipients(document: Document) -> Listing | None:
    field = HeaderField.RECIPIENTS
    items = tuple(
        claim
        for recipient in _sent(document)
        if (claim := given(document, field, recipient, recipient.value))
    )
    if not items:
        return None
    name = naming.name(document.header)
    items = _in_blocks(items, document)
    return Listing(items, name, items[0].section, len(items), len(items), field)


def _in_blocks(items: Sequence[Claim], document: Document) -> tuple[Claim, ...]:
    """Return the items, each proved by the lines it stands among, as long as a quote may be."""
    blocks: list[list[Claim]] = []
    for item in sorted(items, key=lambda each: each.quotes[0].start):
        if blocks and _joins(document, blocks[-1], item):
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return tuple(
        replace(item, quotes=(quote(document, start, end, 1.0),))
        for block in blocks
        for start, end in [(block[0].quotes[0].start, max(i.quotes[0].end for i in block))]
        for item in block
    )


def _joins(document: Document, block: Sequence[Claim], item: Claim) -> bool:
    """Return whether an item stands in the line after a block, and the quote is not too long."""
    before, here = block[-1].quotes[0], item.quotes[0]
    between = document.text[before.end : here.start]
    return here.end - block[0].quotes[0].start <= _BLOCK and between.count("\n") <= 1


def _preamble(document: Document) -> Section | None:
    return next((s for s in document.sections if s.kind is SectionKind.PREAMBLE), None)


def _cited(document: Document) -> list[Reference]:
    """Return the documents that the preamble cites after the subject."""
    preamble = _preamble(document)
    if preamble is None:
        return []
    subject = document.header.subject
    begin = subject.end if subject and subject.end else preamble.start
    return [r for r in document.references if begin <= r.start < preamble.end]


def _every_basis(document: Document) -> Listing | None:
    """Return the clauses of the preamble that cite documents; None where fewer than two do."""
    text = document.text
    clauses = dict.fromkeys(
        (_last_break(text, r.start), end_of(text, ";\n", r.end)) for r in _cited(document)
    )
    spans = [trimmed(document, start, end) for start, end in clauses]
    if len(spans) < _SEVERAL:
        return None
    name = naming.name(document.header)
    items = tuple(
        replace(
            _claim(document, HeaderField.BASIS, "", " ".join(text[a:b].split()), (a, b)),
            role=Role.ITEM,
        )
        for a, b in spans
    )
    return Listing(items, name, (PREAMBLE,), len(items), len(items))


def _sent(document: Document) -> Iterator[Stated[str]]:
    """Yield the recipients; for "như trên" those whom the document addresses above."""
    preamble = _preamble(document)
    for recipient in document.header.recipients:
        above = preamble is not None and fold(recipient.value).startswith(_AS_ABOVE)
        spans = addressees(document.text[: preamble.end]) if preamble and above else []
        for start, end in spans:
            yield Stated(" ".join(document.text[start:end].split()), start, end)
        if not spans:
            yield recipient


def _basis(document: Document, query: Query) -> Claim | None:
    """Return the reference of the preamble that the question asks for, by its kind and issuer."""
    bases = _cited(document)
    if not bases:
        return None
    chosen = max(bases, key=lambda r: (*_fits(r, query, document.text), -r.start))
    lead = basis_lead(document.text[max(0, chosen.start - 20) : chosen.start])
    start = chosen.start - len(lead)
    return Claim(
        role=Role.STATEMENT,
        document_id=document.id,
        document=naming.name(document.header),
        section=(PREAMBLE,),
        sentences=(" ".join(document.text[start : chosen.end].split()),),
        quotes=(quote(document, start, chosen.end, 1.0),),
        field=HeaderField.BASIS,
    )


def _fits(reference: Reference, query: Query, text: str) -> tuple[int, int]:
    """Return how well kind and issuer fit the question, then how many of its words stand by."""
    asked = fold(query.focus)
    kind = fold(reference.kind or "")
    issuer = fold(reference.issuer or text[reference.end : reference.end + 40])
    named = reference.issuer is not None and issuer in asked
    before = _last_break(text, reference.start)
    around = syllables(text[before : end_of(text, ";\n", reference.end)])
    words = query.content
    return (
        2 * bool(kind and kind in asked) + bool(named or (query.level and query.level in issuer)),
        len(words.intersection(around)),
    )


def _last_break(text: str, offset: int) -> int:
    """Return where the clause that holds ``offset`` begins."""
    return max(text.rfind(mark, 0, offset) for mark in (";", "\n", ". ")) + 1
