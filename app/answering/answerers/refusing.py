"""Refusals: what no document says, and what has to be asked otherwise."""

from app.answering.answer import Draft
from app.answering.citations import Documents
from app.answering.claims import Reason, Refusal
from app.answering.evidence import Statement
from index.question.phrases import pattern
from index.question.query import Asked, Language, Query
from ingest import naming


def refusal(
    wording: str,
    names: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    confidence: float = 0.0,
) -> Draft:
    """Return a refusal that claims no more than that nothing was found."""
    return Draft(Refusal(Reason.NOT_FOUND, wording, names, documents), confidence)


def not_found(query: Query, documents: Documents, best: Statement | None) -> Draft:
    """Return that the documents, or the one named, do not say it; ``best`` comes nearest."""
    confidence = best.confidence / 2 if best else 0.0
    if len(query.documents) == 1:
        name = naming.name(documents.document(query.documents[0]).header)
        wording = "not_found_money" if query.asked is Asked.MONEY else "not_found_in"
        return refusal(wording, (name,), query.documents, confidence)
    wording = "no_money" if query.asked is Asked.MONEY else "nothing"
    return refusal(wording, (), query.documents, confidence)


def beforehand(query: Query, *, known: bool) -> Draft | None:
    """Return why a question is not answered whatever the passages say; None where it may be.

    ``known``: what was read surely answers, so that a name that no document holds is another's
    writing of one that some do.
    """
    if query.language is Language.ENGLISH and query.text == query.typed:
        return _unclear("in_vietnamese")
    earlier = pattern("form", "earlier").search(query.restored)
    if not query.documents and (earlier or pattern("form", "again").search(query.restored)):
        return _unclear("which_answer")
    if query.unknown_names and not query.documents and not known:
        return _unknown(query)
    return None


def _unknown(query: Query) -> Draft:
    """Return that a name is in no document, and the names that may be meant."""
    name = query.unknown_names[0]
    near = next((each.names for each in query.suggestions if each.typed == name), ())
    if not near:
        return refusal("unknown_name", (name,))
    return _unclear("unknown_name_near", (name, *near))


def _unclear(wording: str, names: tuple[str, ...] = ()) -> Draft:
    """Return that the question has to be put otherwise."""
    return Draft(Refusal(Reason.UNCLEAR, wording, names), 0.0)
