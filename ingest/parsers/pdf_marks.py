"""Words of a page that do not speak for it: watermarks, hidden words, words struck through.

They are left out of the text, and what was left out is said, with the words themselves.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.parsers.layout import Word, median
from ingest.parsers.pdf_objects import Box, Colour, Filling, Look, Objects
from ingest.parsers.pdf_tables import Edge
from ingest.parsers.pdf_words import Drawn
from ingest.parsers.turning import level, level_edges

_BIG = 2.2
"""Letters so many times as high as the page's usual ones may be a watermark."""
_PALE = 150
_TILES = 4
"""So many times a pale word stands on a page that is covered with it."""
_TINY = 2.5
_READABLE = 6.0
_TRANSPARENT = 12
_SAME_COLOUR = 14
_SCANNED = 0.5
"""Share of a page from which its pictures are the page, and unseen words what was read of them."""
_UNSEEN_MODES = {3, 7}
_FILLED_MODES = {0, 2, 4, 6}
_HIGH, _LOW = 0.36, 0.72
"""Where, from the top of the letters to their descenders, a line goes through them."""
_COVERED = 0.6
_LONGEST_QUOTE = 160


@dataclass(slots=True)
class Sorted:
    """What stands on a page for good, and in words what was left out of it."""

    words: list[Word]
    edges: list[Edge]
    notes: list[str] = field(default_factory=list)


def sort(
    drawn: Sequence[Drawn], objects: Objects, size: tuple[float, float], struck: Sequence[Box] = ()
) -> Sorted:
    """Tell the words that speak for a page of ``size`` from those that do not.

    ``struck`` are places that an annotation strikes out.
    """
    notes: list[str] = []
    kept = _without(drawn, _watermarks(drawn, objects), "chữ chìm", notes)
    kept = _without(kept, _hidden(kept, objects, size), "chữ ẩn, không thấy trên trang", notes)
    words = [one.word for one in kept]
    through, lines = _struck(words, objects.edges)
    through |= {n for n, word in enumerate(words) if any(_lies_in(word, box) for box in struck)}
    if through:
        crossed = [words[n] for n in sorted(through)]
        notes.append(_note("chữ bị gạch ngang", crossed))
        words = [word for n, word in enumerate(words) if n not in through]
    edges = [edge for edge in objects.edges if edge not in lines] if lines else objects.edges
    return Sorted(words, edges, notes)


def _without(drawn: Sequence[Drawn], chosen: set[int], what: str, notes: list[str]) -> list[Drawn]:
    if chosen:
        words = [drawn[n].word for n in sorted(chosen)]
        texts = {word.text: word for word in words}
        notes.append(_note(what, list(texts.values()) if len(texts) < len(words) / 2 else words))
    return [one for n, one in enumerate(drawn) if n not in chosen]


def _note(what: str, words: Sequence[Word]) -> str:
    text = " ".join(word.text for word in words)
    if len(text) > _LONGEST_QUOTE:
        text = text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
    return f"có {what}, không đưa vào văn bản: “{text}”"


def _usual_size(drawn: Sequence[Drawn]) -> float:
    sizes = [one.look.size for one in drawn if one.look is not None and one.look.turn is not None]
    return median(sizes) if sizes else 0.0


@lru_cache(256)
def _on_paper(colour: Colour) -> tuple[int, ...]:
    """Return a colour as it shows on white paper."""
    *parts, alpha = colour
    return tuple(round(255 - (255 - part) * alpha / 255) for part in parts)


def _watermarks(drawn: Sequence[Drawn], objects: Objects) -> set[int]:
    """Return the words that lie aslant, large and pale or over others, or all over the page."""
    if not any(map(_may_be_mark, objects.looks.values())):
        return _over_others(drawn)
    usual = _usual_size(drawn)
    pale = [
        n
        for n, one in enumerate(drawn)
        if one.look is not None
        and min(_on_paper(one.look.colour)) >= _PALE
        and _ground(one, objects) == _PAPER
    ]
    counts = Counter(drawn[n].word.text for n in pale)
    found = _over_others(drawn)
    for n, one in enumerate(drawn):
        if one.look is not None and (one.look.artifact or one.look.turn is None):
            found.add(n)
    for n in pale:
        look, text = drawn[n].look, drawn[n].word.text
        tiled = counts[text] >= _TILES and any(map(str.isalpha, text))
        if look is not None and (look.size >= _BIG * usual or tiled):
            found.add(n)
    return found


def _may_be_mark(look: Look) -> bool:
    return look.turn is None or look.artifact or min(_on_paper(look.colour)) >= _PALE


def _over_others(drawn: Sequence[Drawn]) -> set[int]:
    """Return the large words that lie over words of the usual size."""
    usual = _usual_size(drawn)
    big = [
        n
        for n, one in enumerate(drawn)
        if one.look is not None and one.look.size >= _BIG * usual > 0
    ]
    found = set()
    for n in big:
        word = drawn[n].word
        inset = 0.25 * min(word.bottom - word.top, word.x1 - word.x0)
        box = (word.x0, word.top + inset, word.x1, word.bottom - inset)
        under = sum(
            _lies_in(other.word, box)
            for m, other in enumerate(drawn)
            if m != n and other.look is not None and other.look.size < _BIG * usual
        )
        if under:
            found.add(n)
    return found


def _lies_in(word: Word, box: Box) -> bool:
    """Tell whether most of a word lies within a box."""
    across = min(word.x1, box[2]) - max(word.x0, box[0])
    down = min(word.bottom, box[3]) - max(word.top, box[1])
    width = max(word.x1 - word.x0, 0.1)
    return across >= _COVERED * width and down >= 0.5 * word.height


_PAPER = (255, 255, 255)


def _ground(one: Drawn, objects: Objects) -> tuple[int, ...] | None:
    """Return the colour that a word is drawn upon; None where that is a picture."""
    if one.look is None:
        return None
    order, x, y = one.look.order, *_middle(one.word)
    below: tuple[int, tuple[int, ...] | None] = (0, _PAPER)
    for filling in objects.fillings:
        if below[0] < filling.order < order and filling.colour[3] and _holds(filling.box, x, y):
            below = (filling.order, filling.colour[:3] if filling.opaque else None)
    for number, box in objects.pictures:
        if below[0] < number < order and _holds(box, x, y):
            below = (number, None)
    return below[1]


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _hidden(drawn: Sequence[Drawn], objects: Objects, size: tuple[float, float]) -> set[int]:
    """Return the words that no reader of the page sees.

    Over a scanned page nothing is hidden: unseen words are what was read of its picture.
    """
    if _pictured(objects, size) > _SCANNED:
        return set()
    usual = _usual_size(drawn)
    covers = [filling for filling in objects.fillings if filling.opaque]
    return {
        n
        for n, one in enumerate(drawn)
        if one.look is not None
        and (
            _is_unseen(one, one.look, usual, objects)
            or _is_outside(one.word, size)
            or any(_covers(filling, one, one.look) for filling in covers)
        )
    }


def _pictured(objects: Objects, size: tuple[float, float]) -> float:
    """Return the share of the page under pictures."""
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for _, box in objects.pictures]
    return sum(areas) / max(size[0] * size[1], 1.0)


def _is_unseen(one: Drawn, look: Look, usual: float, objects: Objects) -> bool:
    if look.mode in _UNSEEN_MODES or look.colour[3] <= _TRANSPARENT:
        return True
    if look.size < _TINY and usual >= _READABLE:
        return True
    colour = _on_paper(look.colour)
    if look.mode not in _FILLED_MODES or (
        min(colour) < 255 - _SAME_COLOUR and not objects.fillings
    ):
        return False
    ground = _ground(one, objects)
    return ground is not None and max(map(_apart, colour, ground)) <= _SAME_COLOUR


def _apart(one: int, other: int) -> int:
    return abs(one - other)


def _is_outside(word: Word, size: tuple[float, float]) -> bool:
    x, y = _middle(word)
    return not (0 <= x <= size[0] and 0 <= y <= size[1])


def _covers(filling: Filling, one: Drawn, look: Look) -> bool:
    x, y = _middle(one.word)
    return filling.order > look.order and (
        _holds(filling.box, x, y) and _lies_in(one.word, filling.box)
    )


def _struck(words: Sequence[Word], edges: Sequence[Edge]) -> tuple[set[int], set[Edge]]:
    """Return the words that a drawn line goes through, and these lines."""
    struck: set[int] = set()
    lines: set[Edge] = set()
    for turn in sorted({word.turn for word in words}):
        numbers = [n for n, word in enumerate(words) if word.turn == turn]
        same = level([words[n] for n in numbers], turn)
        turned = level_edges(edges, turn)
        found, used = _crossed(same, turned)
        struck |= {numbers[n] for n in found}
        lines |= {edges[n] for n in used}
    return struck, lines


def _crossed(words: Sequence[Word], edges: Sequence[Edge]) -> tuple[set[int], set[int]]:
    """Return the level words that lines go through, and which lines do.

    A line that reaches far past the words it crosses is one of a table, not one that strikes.
    """
    if not any(edge.horizontal for edge in edges):
        return set(), set()
    order = sorted(range(len(words)), key=lambda n: words[n].top)
    tops = [words[n].top for n in order]
    tallest = max((word.height for word in words), default=0.0)
    covered: dict[int, list[tuple[float, float, int]]] = {}
    for number, edge in enumerate(edges):
        if not edge.horizontal:
            continue
        near = order[bisect_left(tops, edge.at - tallest) : bisect_right(tops, edge.at)]
        under = [n for n in near if _goes_through(edge, words[n])]
        if not under:
            continue
        reach = min(words[n].height for n in under)
        left, right = min(words[n].x0 for n in under), max(words[n].x1 for n in under)
        if edge.low < left - reach or edge.high > right + reach:
            continue
        for n in under:
            covered.setdefault(n, []).append((edge.low, edge.high, number))
    struck = {n for n, spans in covered.items() if _share(words[n], spans) >= _COVERED}
    return struck, {number for n in struck for _, _, number in covered[n]}


def _goes_through(edge: Edge, word: Word) -> bool:
    at = (edge.at - word.top) / word.height
    return _HIGH <= at <= _LOW and min(edge.high, word.x1) > max(edge.low, word.x0)


def _share(word: Word, spans: Sequence[tuple[float, float, int]]) -> float:
    """Return the share of a word's width that lines cover."""
    covered, reach = 0.0, word.x0
    for low, high, _ in sorted(spans):
        low, high = max(low, reach), min(high, word.x1)
        if high > low:
            covered += high - low
            reach = high
    return covered / max(word.x1 - word.x0, 0.1)
