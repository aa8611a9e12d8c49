"""One statement for each of the things that a question asks about, before further ones of any."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.answerers.likeness import Pairs, clauses, likeness
from app.answering.answerers.offering import Offer
from app.answering.answerers.parting import left_open, tells_more
from app.answering.citations import Documents, chain_at
from app.answering.selecting import Measure
from app.answering.terms import Terms
from app.answering.weighing import Weighing
from index.question import sides
from index.question.asking import leans
from index.question.query import Query
from ingest.document import SectionKind

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
        if _row_of_all(offered[0], query.sides, terms, documents):
            return [offered[0]]
        if not query.parts and (found := of_sides(offered, query.sides, least, terms, documents)):
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
    share = terms.weighing.saying.adds
    looked, texts = _looked(offered, least, documents)
    covers = _covers(texts, asked, terms)
    chosen = [0]
    for k in sorted(range(len(asked)), key=lambda k: -covers[0][k])[1:]:
        known = max(covers[at][k] for at in chosen)
        worth = [
            0.0
            if at in chosen or not says(offer)
            else offer.probability * max(0.0, share + cover[k] - known)
            for at, (offer, cover) in enumerate(zip(looked, covers, strict=True))
        ]
        best = max(range(len(looked)), key=worth.__getitem__)
        if worth[best] > 0:
            chosen.append(best)
    said = [looked[at] for at in chosen]
    return [*said, *(each for each in offered if each not in said)]


def halves(
    offered: Sequence[Offer], query: Query, measure: Measure, terms: Terms, documents: Documents
) -> list[Offer]:
    """Return the best offer, then for each part that is left open the one that tells it.

    A row of a table tells all. A part is open where fewer values are said than are asked for so, or
    another offer holds more of the words that it alone has, if these are enough to tell. What tells
    it holds a value that is not said, if any does, and is probable enough for ``measure`` to let it
    be a second one.
    """
    parts = query.parts
    if _of_row(offered[0], documents):
        return [offered[0]]
    share, least = terms.weighing.saying.adds, measure.second * measure.least
    looked, texts = _looked(offered, least, documents)
    covers = _covers(texts, [part.text for part in parts], terms)
    chosen = [0]
    for k in sorted(range(len(parts)), key=lambda k: -covers[0][k]):
        said = [texts[at][0] for at in chosen]
        known = max(covers[at][k] for at in chosen)
        more = tells_more(parts[k], said, [text[0] for text in texts])
        open_to = left_open(parts[k], parts, said) and not all(more)
        own = not leans(parts[k])
        worth = [
            offer.probability * (share + cover[k])
            if at not in chosen
            and says(offer)
            and tells
            and (open_to or (known < cover[k] and own))
            else 0.0
            for at, (offer, cover, tells) in enumerate(zip(looked, covers, more, strict=True))
        ]
        best = max(range(len(looked)), key=worth.__getitem__)
        if worth[best] > 0:
            chosen.append(best)
    return [looked[at] for at in chosen]


def _row_of_all(offer: Offer, named: Sequence[str], terms: Terms, documents: Documents) -> bool:
    """Return whether one row of a table tells of all that are set beside each other."""
    if not named or not _of_row(offer, documents):
        return False
    (cover,) = _covers([_told(offer, documents)[:1]], named, terms)
    return min(cover) == 1


def _of_row(offer: Offer, documents: Documents) -> bool:
    held = chain_at(documents.document(offer.span[0]), offer.span[1])
    return bool(held) and held[-1].kind is SectionKind.ROW


def _looked(
    offered: Sequence[Offer], least: float, documents: Documents
) -> tuple[list[Offer], list[tuple[str, ...]]]:
    """Return the offers that may answer a further thing, the best one first, and their words."""
    looked = [each for each in offered[:_LOOKED] if each.probability >= least or each is offered[0]]
    return looked, [_told(each, documents) for each in looked]


def _covers(
    texts: Sequence[tuple[str, ...]], asked: Sequence[str], terms: Terms
) -> list[list[float]]:
    """Return of each text the share of the words that each aspect alone has."""
    words = [terms.telling(each, [other for other in asked if other != each]) for each in asked]
    return [[terms.share(own, *text) for own in words] for text in texts]


def of_sides(
    offered: Sequence[Offer],
    named: Sequence[str],
    least: float,
    terms: Terms,
    documents: Documents,
) -> list[Offer] | None:
    """Return the offers, first of each side one that speaks of it, as the others of theirs.

    A statement speaks of the side that it names first, or else the heading above it does. What is
    worded as the statement of another side is the same matter, be it hardly probable; where the
    first document has one of each side the others have none. None where not every side has one
    that is at least ``least`` probable, or worded so.
    """
    spoken = list(_speaking(offered[:_LOOKED], named, documents))
    within = [each for each in spoken if each.offer.span[0] == offered[0].span[0]]
    for told in (within, spoken):
        pivots = [each for each in told if each.offer.probability >= least]
        sets = [_beside(pivot, told, len(named), least, terms.weighing) for pivot in pivots]
        if whole := [each for each in sets if each]:
            _, first = max(whole, key=lambda each: each[0])
            said = sorted(first, key=lambda each: -each.probability)
            spans = {each.span for each in said}
            return [*said, *(each for each in offered if each.span not in spans)]
    return None


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What speaks of a side."""

    offer: Offer
    side: int
    words: Sequence[Pairs]
    heading: Sequence[Pairs]
    """Those of the heading by which it does; none where it names the side itself."""


def _speaking(
    offered: Sequence[Offer], named: Sequence[str], documents: Documents
) -> Iterator[_Spoken]:
    """Yield what speaks of a side, with its words and those of the heading by which it does."""
    for each in filter(says, offered):
        texts = _told(each, documents)
        told = ((text, sides.told_of(named, text)) for text in texts)
        for text, side in told:
            if side is not None:
                yield _Spoken(
                    each, side, clauses(texts[0]), clauses(text if text != texts[0] else "")
                )
                break


def _beside(
    pivot: _Spoken, told: Sequence[_Spoken], count: int, least: float, weighing: Weighing
) -> tuple[float, list[Offer]] | None:
    """Return the statement of each side that is best beside ``pivot``, with their worth."""
    best: dict[int, tuple[float, Offer]] = {pivot.side: (pivot.offer.probability, pivot.offer)}
    for each in told:
        alike = likeness(pivot.words, each.words), likeness(pivot.heading, each.heading)
        enough = each.offer.probability >= least or max(alike) >= weighing.unread.parallel
        worth = each.offer.probability + weighing.alike * sum(alike)
        if enough and each.side != pivot.side and worth > best.get(each.side, (0.0,))[0]:
            offer = replace(each.offer, probability=max(each.offer.probability, least))
            best[each.side] = (worth, offer)
    if len(best) < count:
        return None
    return sum(worth for worth, _ in best.values()), [offer for _, offer in best.values()]


def adding(offered: Sequence[Offer], terms: Terms, documents: Documents) -> list[Offer]:
    """Return the offers, second the one that adds most of the question's words to the best."""
    texts = [" ".join(_told(each, documents)) for each in offered[:_NEAR]]
    covered = terms.coverage(texts[0])
    share = terms.weighing.saying.adds
    added = [
        each.probability * (share + terms.coverage(texts[0], text) - covered) if says(each) else 0.0
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
