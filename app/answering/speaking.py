"""Which documents may speak for those that a question names."""

from itertools import pairwise, takewhile

from app.answering.citations import Documents
from index.learned import Called
from index.question.names import Known, MentionKind
from index.question.phrases import pattern
from index.question.query import Query
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_TOLD = 4
"""Words of a title that tell which document is meant."""
_FOLLOWED = 5
"""Pairs of them in its order, where nothing tells which word is the last of the title."""
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


def titled(query: Query, document: Document) -> str:
    """Return whose the question takes a document to be that it calls by its title; "" for none.

    "Kế hoạch phát triển A của UBND tỉnh B": where the title, which is perhaps another place's,
    holds all words between its kind and "của". Or "kế hoạch của B về phát triển A …": where it
    holds more of those that follow, in their order.
    """
    header = document.header
    mention = next((each for each in query.mentions if each.kind in _PLACES), None)
    if mention is None or header.kind is None or header.place is None:
        return ""
    before = query.text[: mention.start].lower()
    _, kind, led = before.partition(header.kind.value.lower())
    of = next((m for m in pattern("naming", "said_of").finditer(led) if m.end() == len(led)), None)
    if not kind or of is None:
        return ""
    _, whose = query.text[mention.start - len(of.group()) : mention.end].split(maxsplit=1)
    held, words = _words(document), syllables(led[: of.start()])
    if words:
        return whose if len(set(words)) >= _TOLD and held.issuperset(words) else ""
    behind = query.text[mention.end :].lower().lstrip()
    lead = pattern("naming", "subject_lead").match(behind)
    follow = behind[lead.end() :] if lead else ""
    pairs = set(pairwise(syllables(naming.title(document))))
    said = list(takewhile(pairs.__contains__, pairwise(syllables(follow))))
    return whose if len(said) >= _FOLLOWED else ""


def mistaken(query: Query, document: Document, documents: Documents) -> str:
    """Return what ``titled`` does of another's document, where none of those named is titled so."""
    if document.id in query.documents:
        return ""
    others = any(titled(query, documents.document(each)) for each in query.documents)
    return "" if others else titled(query, document)


def _words(document: Document) -> frozenset[str]:
    return frozenset(syllables(naming.title(document)))


def speaks_for(
    document_id: str, text: str, query: Query, told: frozenset[str], documents: Documents
) -> bool:
    """Return whether what a document says may answer about those that are named by ``told`` places.

    They may themselves, what speaks of the places, and what holds for the whole country. So may
    one that is called by its title and only taken to be theirs.
    """
    if document_id in query.documents:
        return True
    held = normalise(text).lower()
    if any(place in held for place in told):
        return True
    document = documents.document(document_id)
    called = bool(mistaken(query, document, documents))
    return called or Known.of(Called.of(document)).is_national
