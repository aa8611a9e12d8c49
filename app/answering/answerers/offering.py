"""What may be said for a question: statements, and the items that probable lead-ins introduce."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.answering.answerers import listing
from app.answering.citations import Documents, chain_at
from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.question.phrases import syllable_set
from index.question.query import Query
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.words import syllables

_LEADS = 8
"""Statements, from the best, whose items may be said with them."""
_ITEMS = 40
"""Items of one lead-in; a longer list is no answer."""
_PAIR = 2
_ITEM = frozenset({SectionKind.ITEM, SectionKind.BULLET})
_LABEL = 8
"""Characters of a label and what follows it."""
_LONGEST = 800
"""Characters of an item that is said as one."""
_NUMBER = re.compile(r"\d{1,2}|[ivx]+")
"""What tells one of a kind from the others: "nhóm 3", "khu vực II"."""
_TIMES = {"năm", "ngày", "tháng", "quý", "giờ", "thứ"}
_BOUNDS = {"dưới", "trên", "quá", "hơn", "khoảng", "gần", "đủ"}
_OTHERWISE = syllable_set("asking") | _TIMES | _BOUNDS | {"số"}
"""Words before a number that tells no kind."""

Span = tuple[str, int, int]
"""Document, start and end."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A span that may be quoted."""

    span: Span
    probability: float
    statement: Statement | None = None
    """The statement that it is; None for an item that a lead-in introduces."""


def offers(
    ranked: Sequence[Statement],
    spans: Sequence[tuple[int, int]],
    led: float,
    terms: Terms,
    documents: Documents,
) -> list[Offer]:
    """Return what may be said, the most probable first.

    ``spans`` are the statements' quotes, in the same order. What a lead-in or a heading introduces
    is at least ``led`` times as probable as that; items take the place of the statements in them.
    """
    items = _items(ranked, led, terms, documents) if led else {}
    found = [Offer(span, chance) for span, chance in items.items()]
    for each, (start, end) in zip(ranked, spans, strict=True):
        span = (each.document_id, start, end)
        if span not in items and not any(_within(span, item) for item in items):
            found.append(Offer(span, each.confidence, each))
    return sorted(found, key=lambda offer: -offer.probability)


def whole(chosen: Sequence[Offer], share: float, documents: Documents) -> list[Offer]:
    """Return what was chosen, with the other items of a level of which ``share`` are in it.

    Two at least must be; added ones have the least probability of these. A list of which most is
    said is said whole.
    """
    levels: dict[Span, tuple[tuple[Section, ...], list[Offer]]] = {}
    for offer in chosen:
        if items := _level(offer, documents):
            key = (offer.span[0], items[0].start, items[-1].end)
            levels.setdefault(key, (items, []))[1].append(offer)
    found = list(chosen)
    for (document_id, *_), (items, held) in levels.items():
        if len(held) < _PAIR or len(held) < share * len(items) or len(items) > _ITEMS:
            continue
        text = documents.document(document_id).text
        least = min(offer.probability for offer in held)
        for item in items:
            span = (document_id, item.start, item.start + len(text[item.start : item.end].rstrip()))
            if not any(_opens(item, offer.span) for offer in held):
                found.append(Offer(span, least))
    return found


def of_number(
    offered: Sequence[Offer], query: Query, share: float, documents: Documents
) -> list[Offer]:
    """Return the offers without those of another of a numbered kind than is asked about.

    Of "nhóm 1" where "nhóm 3" is asked about, or "nhóm 2 với nhóm 3", and one speaks of that that
    is at least ``share`` as probable as the best.
    """
    words = syllables(query.asking)
    asked = {pair for pair in _labelled(words) if pair[0].isalpha() and pair[0] not in _OTHERWISE}
    if len({noun for noun, _ in asked}) != 1:
        return list(offered)
    noun, numbers = next(noun for noun, _ in asked), {number for _, number in asked}
    told = [set(_numbers(each, noun, documents)) for each in offered]
    if not any(
        each.probability >= share * offered[0].probability and not numbers.isdisjoint(held)
        for each, held in zip(offered, told, strict=True)
    ):
        return list(offered)
    return [
        each
        for each, held in zip(offered, told, strict=True)
        if not held or not numbers.isdisjoint(held)
    ]


def of_body(
    offered: Sequence[Offer], query: Query, share: float, documents: Documents
) -> list[Offer]:
    """Return the offers without those that stand under another body than the one asked about.

    As ``of_number``: where one stands under it that is probable enough. Who acts is not asked.
    """
    if len(query.bodies) != 1 or query.asks_actor or query.across:
        return list(offered)
    told = [_headings(each, documents) for each in offered]
    own = [any(body_names.same(name, query.bodies[0]) for name in names) for names in told]
    least = share * offered[0].probability
    if not any(mine and each.probability >= least for each, mine in zip(offered, own, strict=True)):
        return list(offered)
    return [each for each, names, mine in zip(offered, told, own, strict=True) if mine or not names]


def _headings(offer: Offer, documents: Documents) -> tuple[str, ...]:
    """Return the bodies that the nearest heading above an offer consists of."""
    document_id, start, _ = offer.span
    for section in reversed(chain_at(documents.document(document_id), start)):
        if named := bodies.only_bodies(section.title):
            return tuple(body.name for body in named)
    return ()


def _numbers(offer: Offer, noun: str, documents: Documents) -> Iterator[str]:
    """Yield the numbers that stand right after a noun in what an offer says, else above it."""
    document_id, start, end = offer.span
    document = documents.document(document_id)
    above = (section.title for section in reversed(chain_at(document, start)))
    for text in (document.text[start:end], *above):
        found = [number for word, number in _labelled(syllables(text)) if word == noun]
        if found:
            yield from found
            return


def _labelled(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from ((a, b.lstrip("0")) for a, b in pairwise(words) if _NUMBER.fullmatch(b))


def _level(offer: Offer, documents: Documents) -> tuple[Section, ...]:
    """Return the items of the level that an offer opens one of, in order; else none."""
    document_id, start, _ = offer.span
    held = chain_at(documents.document(document_id), start)
    for outer, section in zip(reversed(held[:-1]), reversed(held[1:]), strict=True):
        if section.kind in _ITEM and _opens(section, offer.span):
            return tuple(each for each in outer.children if each.kind is section.kind)
    return ()


def _opens(section: Section, span: Span) -> bool:
    """Return whether a span begins with a section, its label aside."""
    return span[1] - _LABEL <= section.start <= span[1] + _LABEL and section.start < span[2]


def _items(
    ranked: Sequence[Statement], led: float, terms: Terms, documents: Documents
) -> dict[Span, float]:
    """Return the items of the probable lead-ins, in order, each with its probability."""
    found: dict[Span, float] = {}
    for lead in ranked[:_LEADS]:
        if not lead.introduces or lead.confidence < terms.weighing.saying.lead:
            continue
        document = documents.document(lead.document_id)
        for start, end in _introduced(lead, document, terms):
            span = (document.id, start, end)
            held = _held(ranked, span)
            chance = max(held, led * lead.confidence)
            found[span] = max(chance, found.get(span, 0.0))
    return found


def _introduced(lead: Statement, document: Document, terms: Terms) -> Iterator[tuple[int, int]]:
    spans = listing.introduced(lead, document, terms)
    if len(spans) <= _ITEMS and all(end - start <= _LONGEST for start, end in spans):
        yield from ((start, end) for start, end in spans if not start <= lead.start < end)


def _held(ranked: Sequence[Statement], span: Span) -> float:
    inside = (each for each in ranked if _within((each.document_id, each.start, each.end), span))
    return max((each.confidence for each in inside), default=0.0)


def _within(inner: Span, outer: Span) -> bool:
    return inner[0] == outer[0] and outer[1] <= inner[1] and inner[2] <= outer[2]
