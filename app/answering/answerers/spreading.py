"""One statement for each of the things that a question asks about, before further ones of any."""

from collections.abc import Sequence

from app.answering.answerers.offering import Offer
from app.answering.citations import Documents, chain_at
from app.answering.selecting import Measure
from app.answering.terms import Terms
from index.question import sides
from index.question.query import Query

_NEAR = 12
"""Of the best ones, the one that adds most is one."""
_LOOKED = 40
"""Offers, from the best, of which one may answer a further thing."""


def aspects(query: Query) -> tuple[str, ...]:
    """Return what is asked about, one by one: the parts of a question, else its sides."""
    return tuple(part.text for part in query.parts) or query.sides


def led(
    offered: list[Offer], query: Query, measure: Measure, terms: Terms, documents: Documents
) -> list[Offer]:
    """Return the offers, first one for each of what is asked, as far as ``measure`` lets it."""
    least = measure.second * measure.least
    if not query.across:
        if not query.parts and (found := of_sides(offered, query.sides, least, documents)):
            return found
        if len(asked := aspects(query)) > 1:
            return spread(offered, asked, least, terms, documents)
    return adding(offered, terms, documents) if measure.fewest > 1 else offered


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


def of_sides(
    offered: Sequence[Offer], named: Sequence[str], least: float, documents: Documents
) -> list[Offer] | None:
    """Return the offers, first of each side the best that speaks of it.

    A statement speaks of the side that it names first, or else the heading above it does. None
    where not every side has one that is at least ``least`` probable.
    """
    first: dict[int, Offer] = {}
    for each in (o for o in offered[:_LOOKED] if says(o) and o.probability >= least):
        side = sides.told_of(named, *_told(each, documents))
        if side is not None:
            first.setdefault(side, each)
    if not named or len(first) < len(named):
        return None
    said = sorted(first.values(), key=lambda each: -each.probability)
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


def _told(offer: Offer, documents: Documents) -> tuple[str, ...]:
    """Return the words of an offer, then the headings above it, nearest first."""
    document_id, start, end = offer.span
    document = documents.document(document_id)
    above = (section.title for section in reversed(chain_at(document, start)))
    return document.text[start:end], *above


def says(offer: Offer) -> bool:
    """Return whether an offer says something itself, as no heading or lead-in does."""
    return offer.statement is None or offer.statement.says
