"""The items of a document's own list that state the figures which a question says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from app.answering.answerers import itemising
from app.answering.citations import chain_at, quote, section_at
from app.answering.claims import Claim, Listing, Role
from app.answering.evidence import Statement
from app.answering.spans import trimmed
from app.answering.terms import Terms
from app.answering.values import Term
from app.answering.wording import spoken
from index.question.phrases import pattern
from index.question.query import AnswerKind, Query
from ingest import naming
from ingest.document import Document, SectionKind
from ingest.vietnamese import labels
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.figures import COUNT, Figure, figures, function_words, kind
from ingest.vietnamese.values import bears_out
from ingest.vietnamese.words import syllables

_KINDS = frozenset({AnswerKind.FACT, AnswerKind.LIST})
_ITEM = frozenset({SectionKind.ITEM, SectionKind.BULLET})
_READ = 4
"""Statements, the most probable first, of which one may stand in the list."""
_PAIR = 2
"""Counts that are added."""
_FEWEST = 3
"""Items of a list of which some are told apart."""


def answer(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Listing | None:
    """Return the items of the likeliest list that state all figures said after "những … nào".

    They say no less of the question than the statement that answers best. None where no item does,
    or each. The counts of one thing in an item are added: "01 trạm ở A, 02 trạm ở B" are three. Of
    items that open with what is asked for only these.
    """
    sought = pattern("filtered", "rows").search(query.asking)
    if query.kind not in _KINDS or query.across or sought is None or not sought["kind"]:
        return None
    asked = list(_counted(query.asking, sought.end()))
    if not asked:
        return None
    words = terms.beside(naming.called(document.header))
    for best, items in _lists(ranked, document):
        least = _share(document, best.sentence, words)
        met = [
            each
            for each in items
            if _meets(document.text[slice(*each)], asked) and _share(document, each, words) >= least
        ]
        if met and len(met) < len(items):
            return _said(document, _of_kind(document, met, sought["kind"]), best.confidence)
    return None


def _counted(question: str, after: int) -> Iterator[Figure]:
    """Yield the figures said there that count or measure: "ở 2 vị trí", not "cơ sở 2 của"."""
    for each in figures(question):
        before = question[after : each.start].split() or [""]
        joined = each.bound is not Bound.EXACT or before[-1] in function_words()
        if each.unit and each.start >= after and joined:
            yield each


def _share(document: Document, span: tuple[int, int], words: Mapping[Term, float]) -> float:
    """Return how much of the words what stands there says, with the headings above it."""
    above = [section.title for section in chain_at(document, span[0])]
    return Terms.share(words, document.text[slice(*span)], *above)


def _lists(
    ranked: Sequence[Statement], document: Document
) -> Iterator[tuple[Statement, list[tuple[int, int]]]]:
    """Yield probable statements, each with the items of a list it is of, the innermost first."""
    for each in (e for e in ranked[:_READ] if e.document_id == document.id):
        for outer, inner in reversed(list(pairwise(chain_at(document, each.start)))):
            items = [child for child in outer.children if child.kind is inner.kind]
            if inner.kind in _ITEM and len(items) >= _FEWEST:
                yield each, [trimmed(document, item.start, item.end) for item in items]


def _meets(text: str, asked: Sequence[Figure]) -> bool:
    told = figures(text)
    return all(
        any(bears_out(each, figure) for figure in _added([f for f in told if f.unit == each.unit]))
        for each in asked
    )


def _added(told: list[Figure]) -> list[Figure]:
    """Return several counts of one thing as their sum; else the figures as they are."""
    if (
        len(told) < _PAIR
        or kind(told[0].unit) != COUNT
        or any(f.bound is not Bound.EXACT for f in told)
    ):
        return told
    low, high = (
        sum(each, Decimal()) for each in zip(*((f.low, f.high) for f in told), strict=True)
    )
    return [replace(told[0], low=low, high=high)]


def _of_kind(document: Document, met: list[tuple[int, int]], asked: str) -> list[tuple[int, int]]:
    opening = []
    for start, end in met:
        words = syllables(document.text[start + labels.after(document.text[start:end]) : end])
        opening += [(start, end)] if words[:1] == [asked] else []
    return opening or met


def _said(document: Document, spans: Sequence[tuple[int, int]], score: float) -> Listing:
    path = section_at(document, spans[0][0])[0]
    name = naming.cited(document.header)
    claims = tuple(
        Claim(
            role=Role.ITEM,
            document_id=document.id,
            document=name,
            section=path,
            sentences=spoken(document.text[start:end]),
            quotes=(quote(document, start, end, score),),
        )
        for start, end in spans
    )
    told = [(document.id, *span) for span in spans]
    heading = itemising.heading(document, told, path)
    return Listing(claims, name, path, len(claims), len(claims), heading=heading)
