"""Pictures that stand on a page of text, and what is written in them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PIL import Image

from ingest.parsers import ocr
from ingest.parsers.layout import Word
from ingest.parsers.limits import Limits
from ingest.parsers.ocr import Reading
from ingest.parsers.pdf_objects import Box
from ingest.recognition import Wish

_SMALLEST = 0.06
"""Share of the page from which a picture is more than a seal, a signature or a crest."""
_FEWEST = 4
_SOUND = 0.55
"""Letters read out of a photograph are less sound, and are none."""
_POINTS_PER_INCH = 72.0


def unread(pictures: Iterable[Box], words: Sequence[Word], size: tuple[float, float]) -> list[Box]:
    """Return the larger pictures of a page of ``size`` over which none of its words stands."""
    least = _SMALLEST * size[0] * size[1]
    return [
        box
        for box in (_on_page(picture, size) for picture in pictures)
        if (box[2] - box[0]) * (box[3] - box[1]) >= least
        and not any(_holds(box, word) for word in words)
    ]


def read(page: Image.Image, box: Box, limits: Limits, wish: Wish) -> Reading | None:
    """Return the words within a box of a drawn page, where they stand on it; None for none.

    Raises as ``ocr.read_words`` does.
    """
    scale = float(page.info["dpi"][0]) / _POINTS_PER_INCH
    part = page.crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
    part.info["dpi"] = page.info["dpi"]
    reading = ocr.read_words(part, limits, wish)
    if len(reading.words) < _FEWEST or ocr.soundness(reading) < _SOUND:
        return None
    return replace(reading, words=[_moved(word, box) for word in reading.words])


def _on_page(box: Box, size: tuple[float, float]) -> Box:
    return max(box[0], 0.0), max(box[1], 0.0), min(box[2], size[0]), min(box[3], size[1])


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _moved(word: Word, box: Box) -> Word:
    left, top, right, bottom = box
    return replace(
        word,
        x0=min(word.x0 + left, right),
        x1=min(word.x1 + left, right),
        top=min(word.top + top, bottom),
        bottom=min(word.bottom + top, bottom),
    )
