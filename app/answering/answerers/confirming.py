"""Whether a document is whose a question takes it to be: "nghị quyết 3 do A ký phải không?"."""

from collections.abc import Iterator

from app.answering import presupposed
from app.answering.answer import Draft
from app.answering.answerers import header
from app.answering.citations import Documents
from app.answering.claims import Claim, Statements
from app.answering.weighing import Certain
from index.question.names import MentionKind
from index.question.phrases import pattern, syllable_set
from index.question.query import AnswerKind, HeaderField, Query
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.dates import Grain, Period
from ingest.vietnamese.words import syllables

_Told = tuple[HeaderField, bool]
"""What is presumed of a header, and whether it is so."""


def answer(query: Query, documents: Documents, certain: Certain) -> Draft | None:
    """Return whether what is presumed of the header is so, and what it states.

    None where nothing is presumed of it, or anything else is asked.
    """
    if query.kind is not AnswerKind.YES_NO or len(query.documents) != 1:
        return None
    document = documents.document(query.documents[0])
    told = [*_when(query, document), *_whose(query, document)]
    if len(told) > 1:
        told = [each for each in told if each != (HeaderField.ISSUER, True)]  # it only names
    if not told or _others(query, document):
        return None
    claims = [c for field, _ in told for c in _claims(document, field, query)]
    if len(claims) < len(told):
        return None
    side = all(holds for _, holds in told) is not query.negated
    return Draft(Statements(tuple(dict.fromkeys(claims)), side), 1.0).held(certain.header)


def _claims(document: Document, field: HeaderField, query: Query) -> tuple[Claim, ...]:
    body = header.stated(document, field, query)
    if body is None and field is HeaderField.ISSUER and (issuer := document.header.issuer):
        central = header.given(document, field, issuer, issuer.value)
        return (central,) if central else ()
    return body.claims if body else ()


def _whose(query: Query, document: Document) -> Iterator[_Told]:
    told = document.header
    for each in presupposed.attributed(query, document):
        words = query.text[each.start : each.end]
        if each.signed:
            yield HeaderField.SIGNER, presupposed.names(words, told.signer, told.signer_title)
        else:
            yield HeaderField.ISSUER, presupposed.names(words, told.issuer, told.place)


def _when(query: Query, document: Document) -> Iterator[_Told]:
    issued = document.header.issued_on
    if issued is None or not pattern("catalogue", "issued").search(query.clause):
        return
    if any(mention.kind is MentionKind.DATE for mention in query.mentions):
        yield HeaderField.ISSUED_ON, True
    for period in (*query.presumed.claims, *query.presumed.conditions):
        if isinstance(period, Period) and period.grain is Grain.DAY:
            yield HeaderField.ISSUED_ON, period.first == period.last == issued.value


def _others(query: Query, document: Document) -> set[str]:
    """Return the words that tell something beside the header."""
    told = syllable_set("header") | syllable_set("asking") | naming.called(document.header)
    for each in presupposed.attributed(query, document):
        told |= set(syllables(query.text[each.start : each.end]))
    return {word for word in syllables(query.assertion) if word.isalpha() and word not in told}
