"""Which documents may speak for those that a question names."""

from app.answering.citations import Documents
from index.learned import Called
from index.question.names import Known, MentionKind
from index.question.query import Query
from ingest.vietnamese.text import normalise

_PLACES = frozenset({MentionKind.PLACE, MentionKind.INITIALS})
"""Kinds of names of a document that are names of its place."""


def places(query: Query, documents: Documents) -> frozenset[str]:
    """Return the places that documents are named by, as they are compared."""
    by_place = {
        document_id
        for mention in query.mentions
        if mention.kind in _PLACES
        for document_id in mention.document_ids
    }
    headers = (documents.document(each).header for each in by_place & {*query.documents})
    return frozenset(normalise(each.place.value).lower() for each in headers if each.place)


def speaks_for(
    document_id: str, text: str, query: Query, told: frozenset[str], documents: Documents
) -> bool:
    """Return whether what a document says may answer about those that are named by ``told`` places.

    They may themselves, what speaks of the places, and what holds for the whole country.
    """
    if document_id in query.documents:
        return True
    held = normalise(text).lower()
    if any(place in held for place in told):
        return True
    return Known.of(Called.of(documents.document(document_id))).is_national
