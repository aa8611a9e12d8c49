"""One statement for each of the things that a question asks about, before further ones of any."""

from collections.abc import Sequence

from app.answering.answerers.offering import Offer
from app.answering.citations import Documents, chain_at
from app.answering.terms import Terms
from index.question.query import Query

_NEAR = 12
"""Of the best ones, the one that adds most is one."""
_LOOKED = 40
"""Offers, from the best, of which one may answer a further thing."""


def aspects(query: Query) -> tuple[str, ...]:
    """Return what is asked about, one by one: the parts of a question, else its sides."""
    return tuple(part.text for part in query.parts) or query.sides


def spread(
    offered: Sequence[Offer],
    asked: Sequence[str],
    least: float,
    terms: Terms,
    documents: Documents,
) -> list[Offer]:
    """Return the offers, first the best, then for each other aspect the one that answers it.

    An offer answers an aspect by the words that it alone has, its own and those of the headings
    above it, where it is at least ``least`` probable.
    """
    adds = terms.weighing.saying.adds
    looked = [each for each in offered[:_LOOKED] if each.probability >= least or each is offered[0]]
    words = [terms.telling(each, [other for other in asked if other != each]) for each in asked]
    texts = [_told(each, documents) for each in looked]
    covers = [[terms.share(own, *text) for own in words] for text in texts]
    chosen = [0]
    for k in sorted(range(len(asked)), key=lambda k: -covers[0][k])[1:]:
        known = max(covers[at][k] for at in chosen)
        worth = [
            0.0
            if at in chosen or not says(offer)
            else offer.probability * max(0.0, adds + cover[k] - known)
            for at, (offer, cover) in enumerate(zip(looked, covers, strict=True))
        ]
        best = max(range(len(looked)), key=worth.__getitem__)
        if worth[best] > 0:
            chosen.append(best)
    said = [looked[at] for at in chosen]
    return [*said, *(each for each in offered if each not in said)]


def adding(offered: Sequence[Offer], terms: Terms, documents: Documents) -> list[Offer]:
    """Return the offers, second the one that adds most of the question's words to the best."""
    texts = [" ".join(_told(each, documents)) for each in offered[:_NEAR]]
    covered = terms.coverage(texts[0])
    adds = terms.weighing.saying.adds
    added = [
        each.probability * (adds + terms.coverage(texts[0], text) - covered) if says(each) else 0.0
        for each, text in zip(offered, texts, strict=False)
    ]
    second = max(range(1, len(texts)), key=lambda at: added[at], default=0)
    if not second or not added[second]:
        return list(offered)
    return [offered[0], offered[second], *offered[1:second], *offered[second + 1 :]]


def _told(offer: Offer, documents: Documents) -> tuple[str, str]:
    """Return the words of an offer, and those of the headings above it."""
    document_id, start, end = offer.span
    document = documents.document(document_id)
    above = " ".join(section.title for section in chain_at(document, start))
    return document.text[start:end], above


def says(offer: Offer) -> bool:
    """Return whether an offer says something itself, as no heading or lead-in does."""
    return offer.statement is None or offer.statement.says
