"""Whether a document still holds, what ended or changed it, and since when: as others say of it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from app.answering.answer import Draft
from app.answering.answerers.carrying import meant
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Body, Claim, Note, Reason, Refusal, Role, Statements, joined
from app.answering.wording import say, spoken
from index.facts import FactRecord, number_key
from index.question.phrases import pattern
from index.question.query import AnswerKind, Inquiry, Query
from ingest import naming
from ingest.document import PREAMBLE, Document
from ingest.facts.model import Citation, Relation
from ingest.vietnamese import body_names, labels
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import normalise

CHANGES = frozenset({Relation.REPEALS, Relation.REPLACES, Relation.AMENDS})
"""What others do with a document that no longer holds, or not as it was."""
_MOST = 3
"""Sentences that change it which are quoted."""
_BESIDE = 2
"""Sentences beside that of a document that ends it: from when, and what goes on."""
_OF_PART = re.compile(
    r"\b(?:của|tại|theo|trong"
    r"|(?:điều|khoản|điểm|mục|chương|phần|phụ lục|mẫu)\s+(?:số\s+)?[\w.]+)\s*$",
    re.IGNORECASE,
)
"""What stands right before a document of which a part alone is spoken of."""
_DATED = re.compile(r"\b(?:từ|vào|sau)\s+ngày\s+(?:\d|ký)", re.IGNORECASE)


def answer(
    query: Query, inquiry: Inquiry, found: Iterable[FactRecord], documents: Documents
) -> Draft:
    """Return what documents say that they do with the one asked about, the whole before a part.

    ``found`` are citations of others that change what they cite. Of a document that none of them
    speaks of its own time is told, if it states one. Yes or no is said where all of it was ended,
    or where it is asked whether it was changed.
    """
    own = _own(query, inquiry, documents)
    records = [each for each in found if _is_of(each, inquiry, own)]
    if not records:
        return _unchanged(query, inquiry, own)
    told = list(islice(_telling(records, documents), _MOST))
    claims = [claim for record in told for claim in _claims(record, documents)]
    ended = all(_ends(record, documents) for record in told)
    side = _side(query, inquiry, ended=ended) if len(_those(told)) == 1 else None
    doubt = sum(record.fact.confidence for record in told) / len(told)
    return Draft(Statements(tuple(dict.fromkeys(claims)), side), doubt)


def _telling(records: Iterable[FactRecord], documents: Documents) -> Iterator[FactRecord]:
    """Yield what ends it all, of each document once, else what changes parts; titles last."""
    order = sorted(
        records, key=lambda each: (not _ends(each, documents), each.fact.path == (PREAMBLE,))
    )
    ending: set[str] = set()
    for record in order:
        if record.document_id in ending:
            continue
        if _ends(record, documents):
            ending.add(record.document_id)
        yield record


def _own(query: Query, inquiry: Inquiry, documents: Documents) -> Document | None:
    """Return the one document that the question names which bears the number, or begins so."""
    wanted = number_key(inquiry.number)
    named = [documents.document(key) for key in query.documents]
    numbers = [(each, each.header.number) for each in named]
    held = [each for each, n in numbers if n and number_key(n.value).startswith(wanted)]
    return held[0] if len(held) == 1 else None


def _is_of(record: FactRecord, inquiry: Inquiry, own: Document | None) -> bool:
    fact = record.fact
    if not isinstance(fact, Citation) or fact.relation not in CHANGES or not meant(fact, inquiry):
        return False
    if own is None:
        return True
    header = own.header
    if record.document_id == own.id:
        return False
    if fact.issued_on and header.issued_on:
        return fact.issued_on == header.issued_on.value
    if fact.issuer and header.issuer:
        return body_names.same(fact.issuer, header.issuer.value)
    return True


def _those(records: Iterable[FactRecord]) -> set[object]:
    """Return which documents of the number are cited: another day tells another one."""
    facts = [each.fact for each in records if isinstance(each.fact, Citation)]
    return {fact.issued_on for fact in facts if fact.issued_on} or {None}


def _ends(record: FactRecord, documents: Documents) -> bool:
    """Return whether the whole document is ended, not a part of it, and not only changed."""
    fact = record.fact
    if not isinstance(fact, Citation) or fact.relation is Relation.AMENDS:
        return False
    text = documents.document(record.document_id).text
    return _OF_PART.search(text[text.rfind("\n", 0, fact.start) + 1 : fact.start]) is None


def _side(query: Query, inquiry: Inquiry, *, ended: bool) -> bool | None:
    if query.kind is not AnswerKind.YES_NO:
        return None
    if pattern("standing", "holds").search(inquiry.words):
        return False if ended else None
    changed = pattern("standing", "changed").search(inquiry.words)
    return True if ended or changed else None


def _claims(record: FactRecord, documents: Documents) -> Iterator[Claim]:
    """Yield the sentence that speaks of it, then from when that holds and what goes on."""
    document = documents.document(record.document_id)
    said = _sentence(document, record.fact.start, record.fact.end)
    yield _claim(document, said, record.fact.confidence)
    beside = [*_since(document, said), *_goes_on(document, record, said)]
    for span in islice(dict.fromkeys(beside), _BESIDE):
        yield _claim(document, span, record.fact.confidence)


def _since(document: Document, said: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where a document tells from when it holds, unless what is said tells it."""
    if not _DATED.search(document.text[slice(*said)]):
        yield from islice(_own_force(document), 1)


def _own_force(document: Document) -> Iterator[tuple[int, int]]:
    force = pattern("relating", "own_force")
    for start, end in sentences(document.text):
        if force.search(normalise(document.text[start:end]).lower()):
            yield start, end


def _goes_on(
    document: Document, record: FactRecord, said: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield what else is said of the document in the part that ends it: what still follows it."""
    fact = record.fact
    assert isinstance(fact, Citation)  # noqa: S101 - others are not asked for
    for other in document.references:
        if number_key(other.number) != number_key(fact.number) or said[0] <= other.start < said[1]:
            continue
        if section_at(document, other.start)[0][:-1] == fact.path[:-1] and fact.path[:-1]:
            yield _sentence(document, other.start, other.end)


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that holds a span."""
    whole = ((a, b) for a, b in sentences(document.text) if a <= start and end <= b)
    a, b = next(whole, (start, end))
    return a, a + len(document.text[a:b].rstrip())


def _claim(document: Document, span: tuple[int, int], sure: float) -> Claim:
    text = document.text[span[0] : span[1]]
    return Claim(
        role=Role.STATEMENT,
        document_id=document.id,
        document=naming.name(document.header),
        section=section_at(document, span[0])[0],
        sentences=spoken(text[labels.after(text) :]),
        quotes=(quote(document, *span, sure),),
    )


def _unchanged(query: Query, inquiry: Inquiry, own: Document | None) -> Draft:
    """Return that no document changes it, beside what it says of its own time."""
    if own is None:
        typed = re.search(re.escape(inquiry.number), query.text, re.IGNORECASE)
        number = typed.group() if typed else inquiry.number
        return Draft(Refusal(Reason.NOT_FOUND, "unchanged_number", (number,)), 0.0)
    name = naming.name(own.header)
    span = next(_own_force(own), None)
    if span is None:
        return Draft(Refusal(Reason.NOT_FOUND, "unchanged", (name,), (own.id,)), 0.0)
    note = Note(say("not_found.unchanged", name=name))
    body: Body = joined([Statements((_claim(own, span, 1.0),)), note])
    return Draft(body, 1.0)
