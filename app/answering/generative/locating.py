"""Finds what a model quotes in what it was shown, to the character."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from app.answering.generative.context import Shown
from app.answering.generative.weights import fitted
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import aligned, fold, normalise
from ingest.vietnamese.tokens import PIECE

Span = tuple[int, int]
"""Half-open, in the document's text."""

_GAP = re.compile(r"\s*[\[(]?(?:…|\.{3,})[\])]?\s*")
_LEAST_WORDS = 6
"""Shorter quotes must be exact."""
_STATEMENT = 600
"""Longest statement, in characters, that a quoted part of is cited whole."""


def find(quoted: str, shown: Shown) -> list[Span]:
    """Return the spans of a quote, one for each part between its "…"; none where it is not there.

    White space, punctuation, letter case and the places of tone marks may differ. Of a longer
    quote a few words may, too: what is cited then is what the document says.
    """
    parts = [part for part in _GAP.split(quoted) if PIECE.search(part)]
    spans = [_exact(part, shown) or _near(part, shown) for part in parts]
    return [span for span in spans if span] if all(spans) else []


def whole(span: Span, shown: Shown) -> Span:
    """Return the statement that a span is part of, unless that is too long."""
    start, end = span
    for left, right in sentences(shown.text):
        left, right = left + shown.start, right + shown.start
        if left < end and start < right:
            start, end = min(start, left), max(end, right)
    return (start, end) if end - start <= _STATEMENT else _ended(span, shown)


def likest(said: str, shown: Shown) -> Span | None:
    """Return the sentence of a passage that has most words of what is said; None where none has."""
    words = set(PIECE.findall(normalise(said).lower()))
    best: tuple[float, Span] | None = None
    for left, right in sentences(shown.text):
        own = PIECE.findall(normalise(shown.text[left:right]).lower())
        share = len(words & set(own)) / max(1, len(words))
        if share and (best is None or share > best[0]):
            best = share, (shown.start + left, shown.start + right)
    return best[1] if best else None


def _ended(span: Span, shown: Shown) -> Span:
    """Return a span with the signs that close it: "%", ")"."""
    start, end = span
    text = shown.text
    while end - shown.start < len(text) and text[end - shown.start] in "%)”\"'":
        end += 1
    return start, end


def _exact(quoted: str, shown: Shown) -> Span | None:
    for folded in (str.lower, fold):
        wanted = "".join(char for char, _ in _squeezed(folded(normalise(quoted))))
        held = list(_squeezed(folded(aligned(shown.text))))
        at = "".join(char for char, _ in held).find(wanted)
        if wanted and at >= 0:
            first, last = held[at][1], held[at + len(wanted) - 1][1]
            return _ended((shown.start + first, shown.start + last + 1), shown)
    return None


def _squeezed(text: str) -> Iterator[tuple[str, int]]:
    """Yield letters and figures with their offsets."""
    return ((char, at) for at, char in enumerate(text) if char.isalnum())


def _near(quoted: str, shown: Shown) -> Span | None:
    wanted = PIECE.findall(normalise(quoted).lower())
    if len(wanted) < _LEAST_WORDS:
        return None
    pieces = list(PIECE.finditer(aligned(shown.text).lower()))
    held = [piece.group() for piece in pieces]
    blocks = _run(wanted, held)
    if not blocks:
        return None
    taken = {wanted[a] for a, _ in blocks}
    first, last = min(b for _, b in blocks), max(b for _, b in blocks)
    figures = {word for word in wanted if word.isdigit()}
    w = fitted().wording
    enough = len(blocks) >= w.near * len(wanted) and last - first < w.loose * len(wanted)
    if not enough or not figures <= taken:
        return None
    span = (shown.start + pieces[first].start(), shown.start + pieces[last].end())
    return _ended(span, shown)


def _run(wanted: Sequence[str], held: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of equal words, in order, around the longest run of them."""
    matcher = SequenceMatcher(None, wanted, held, autojunk=False)
    longest = matcher.find_longest_match()
    if not longest.size:
        return []
    loose = fitted().wording.loose
    left = max(0, longest.b - int(loose * longest.a) - 2)
    rest = int(loose * (len(wanted) - longest.a)) + 2
    window = held[left : longest.b + rest]
    blocks = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()
    return [(b.a + at, b.b + at + left) for b in blocks for at in range(b.size)]
