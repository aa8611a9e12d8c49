"""One statement for each of the things that a question asks about, before further ones of any."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.answerers.offering import Offer
from app.answering.citations import Documents, chain_at
from app.answering.terms import Terms
from index.question.query import Asked, Query

_LOOKED = 40
"""Offers, from the best, of which one may answer a further thing."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the things asked about."""

    text: str
    asked: Asked


def aspects(query: Query) -> tuple[Aspect, ...]:
    """Return what is asked about, one by one: the parts of a question, else its sides."""
    if query.parts:
        return tuple(Aspect(part.text, part.asked) for part in query.parts)
    return tuple(Aspect(side, query.asked) for side in query.sides)


def spread(
    offered: Sequence[Offer],
    asked: Sequence[Aspect],
    least: float,
    terms: Terms,
    documents: Documents,
) -> list[Offer]:
    """Return the offers, first the best, then for each other aspect the one that answers it.

    An offer answers an aspect by the words that it alone has, its own and those of the headings
    above it, where it is at least ``least`` probable.
    """
    import os
    mode=os.environ.get("MODE","a"); A=float(os.environ.get("ADDS",terms.weighing.saying.adds)); B=float(os.environ.get("BETA","0.5"))
    looked = [each for each in offered[:_LOOKED] if each.probability >= least or each is offered[0]]
    own = [terms.telling(each.text, [o.text for o in asked if o is not each]) for each in asked]
    texts = [_told(each, documents) for each in looked]
    covers = [[terms.share(words, *text) for words in own] for text in texts]
    alls = [terms.coverage(*texts[0], *text) for text in texts]
    first = max(range(len(asked)), key=lambda k: covers[0][k])
    chosen = [0]
    for k in range(len(asked)):
        if k == first:
            continue
        worth = [
            offer.probability * max(0.0, A + B*(cover[k] - max(covers[c][k] for c in chosen)) + (1-B)*(al-alls[0]))
            if at not in chosen and _says(offer)
            else 0.0
            for at, (offer, cover, al) in enumerate(zip(looked, covers, alls, strict=True))
        ]
        best = max(range(len(looked)), key=worth.__getitem__)
        if worth[best] > 0:
            chosen.append(best)
    said = [looked[at] for at in chosen]
    return [*said, *(each for each in offered if each not in said)]


def _told(offer: Offer, documents: Documents) -> tuple[str, str]:
    """Return the words of an offer, and those of the headings above it."""
    document_id, start, end = offer.span
    document = documents.document(document_id)
    above = " ".join(section.title for section in chain_at(document, start))
    return document.text[start:end], above


def _says(offer: Offer) -> bool:
    return offer.statement is None or offer.statement.says
