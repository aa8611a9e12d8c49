"""Values in a statement (a date, a share, a body …), and which of them a question is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.answering.weighing import Nearness
from index.question.phrases import names, pattern
from index.question.query import Asked
from ingest.vietnamese import clauses
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import FIGURED

_BREAKS = ",;.)–"
_JOIN = re.compile(r"\s+(đối với|cho|với|của)\b")
"""What follows a value and says whose it is."""

Term = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """A value by its span in the statement's text."""

    start: int
    end: int
    nearness: float
    """Share of the question's words, by rarity, that stand near it, 0 to 1."""
    own: float
    """The same within its own clause alone."""
    rivalled: bool = False
    """Whether the clause of another value holds words of the question that this one's lacks."""


def find(asked: Asked, text: str) -> list[tuple[int, int]]:
    """Return the spans of the values of a kind in NFC ``text``, in order; none for other kinds."""
    if asked not in names("values"):
        return []
    spans = [match.span() for match in pattern("values", asked).finditer(text)]
    spans = [_trimmed(text, start, end) for start, end in spans]
    if asked is Asked.NUMBER:
        return [span for span in spans if not pattern("label", "before").search(text, 0, span[0])]
    if asked is Asked.BODY:
        return [(_headed(text, start), end) for start, end in spans]
    return spans


def _headed(text: str, start: int) -> int:
    """Return where a body's name begins with the office of who heads it: "Chủ tịch UBND tỉnh"."""
    head = pattern("label", "office").search(text, 0, start)
    return head.start() if head else start


def nearest(
    spans: Sequence[tuple[int, int]],
    text: str,
    weights: Mapping[Term, float],
    total: float,
    nearness: Nearness,
) -> list[Value]:
    """Return the values with their nearness, nearest first.

    ``weights`` are those of the question's words and pairs of words, ``total`` their sum.
    """
    found_words = _matched(text, weights)
    matched = [(t, at) for t, at in found_words if not any(a <= at < b for a, b in spans)]
    told_after = _told_after(spans, text)
    breaks = [at for at, _ in clauses.breaks(text, _BREAKS)]
    found: list[tuple[tuple[int, int], float, dict[Term, float]]] = []
    for span in spans:
        rivals = [other for other in spans if other != span]
        all_of: dict[Term, float] = {}
        own: dict[Term, float] = {}
        for term, place in matched:
            if place < span[0] and span in told_after:
                continue
            worth = weights[term] * _closeness(place, span, rivals, breaks, text, nearness)
            all_of[term] = max(all_of.get(term, 0.0), worth)
            if not _apart(place, span, breaks, rivals):
                own[term] = max(own.get(term, 0.0), worth)
        found.append((span, min(1.0, sum(all_of.values()) / total), own))
    held = [
        Value(
            *span,
            near,
            min(1.0, sum(own.values()) / total),
            any(not each.keys() <= own.keys() for _, _, each in found),
        )
        for span, near, own in found
    ]
    return sorted(held, key=lambda value: (-value.nearness, value.start))


def _told_after(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the values that are told apart by what follows them.

    "Hệ số 0,5 đối với A và 0,3 đối với B": what stands before is said of both, or of the other.
    """
    joins = {span: word[1] for span in spans if (word := _JOIN.match(text, span[1]))}
    words = list(joins.values())
    return [span for span, word in joins.items() if words.count(word) > 1]


def _apart(
    place: int,
    span: tuple[int, int],
    breaks: Sequence[int],
    rivals: Sequence[tuple[int, int]],
) -> bool:
    """Return whether a clause ends, or another value stands, between a word and a value.

    A colon parts a subject from what is said of it, and no clauses.
    """
    low, high = (place, span[0]) if place < span[0] else (span[1], place)
    return any(low <= at < high for at in breaks) or any(low <= a < high for a, _ in rivals)


def _matched(text: str, weights: Mapping[Term, float]) -> list[tuple[Term, int]]:
    tokens = [(m.group(), m.start()) for m in FIGURED.finditer(normalise(text).lower())]
    single = [(token, place) for token, place in tokens if token in weights]
    pairs = [((a, b), place) for (a, _), (b, place) in pairwise(tokens) if (a, b) in weights]
    return [*single, *pairs]


def _closeness(
    place: int,
    span: tuple[int, int],
    rivals: Sequence[tuple[int, int]],
    breaks: Sequence[int],
    text: str,
    nearness: Nearness,
) -> float:
    low, high = (place, span[0]) if place < span[0] else (span[1], place)
    between = text[low:high].count(" ")
    crossed = sum(low <= at < high for at in breaks)
    behind = place >= span[1]
    claimed = any(low <= start < high for start, _ in rivals)
    return (
        nearness.fade**between
        * nearness.other_clause**crossed
        * (nearness.behind if behind else 1.0)
        * (nearness.claimed if claimed else 1.0)
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
