"""What several documents are about, where nothing else of them is compared."""

from collections.abc import Sequence

from app.answering.answer import Draft
from app.answering.answerers import comparison
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Claim, PerDocument, Role
from app.answering.wording import clean_quote
from ingest.document import Document

_MOST_DOCUMENTS = 8


def answer(asked: Sequence[str], documents: Documents) -> Draft | None:
    """Return a line of each document with its subject; None where one of them states none."""
    if len(asked) > _MOST_DOCUMENTS:
        return None
    called = comparison.names(asked, documents)
    lines = tuple(line for key in asked if (line := _line(documents.document(key), called[key])))
    if len(lines) < len(asked):
        return None
    return Draft(PerDocument(lines, compared=True), 1.0)


def _line(document: Document, name: str) -> Claim | None:
    subject = document.header.subject
    if subject is None or subject.start is None or subject.end is None:
        return None
    span = (subject.start, subject.end)
    return Claim(
        role=Role.LINE,
        document_id=document.id,
        document=name,
        section=section_at(document, span[0])[0],
        sentences=(clean_quote(subject.value),),
        quotes=(quote(document, *span, 1.0),),
    )
