"""A page of a PDF as a picture, with a quote boxed where the page shows it."""

import ctypes
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageDraw

from ingest.parsers.pdf import PDFIUM, open_document
from ingest.vietnamese.text import fold, normalise

WIDTH = 1200
"""Pixels across the picture."""
MOST_PIXELS = 12_000_000
_MARKER = (253, 234, 160)
_EDGE = (156, 43, 30)
_SHORTEST = 12
"""Letters of a quote's beginning that must be found for it to be boxed."""

Box = tuple[float, float, float, float]


def draw(data: bytes, number: int, quote: str = "") -> bytes | None:
    """Return page ``number`` (from 1) as PNG, or None where there is no such page.

    A quote that runs on to the next page is boxed as far as this one shows it; one that the
    page's text layer does not hold is not boxed.
    """
    with PDFIUM:
        document = open_document(data)
        try:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
            image = page.render(scale=scale).to_pil().convert("RGB")
            boxes = _boxes(page, quote, image.size)
        finally:
            document.close()
    buffer = BytesIO()
    _marked(image, boxes).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _marked(image: Image.Image, boxes: list[Box]) -> Image.Image:
    if not boxes:
        return image
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    for left, top, right, bottom in _lines(boxes):
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), _MARKER)
    xs = [x for box in boxes for x in box[::2]]
    ys = [y for box in boxes for y in box[1::2]]
    pen.rectangle((min(xs) - 8, min(ys) - 8, max(xs) + 8, max(ys) + 8), outline=_EDGE, width=2)
    return ImageChops.multiply(image, layer)


def _lines(boxes: list[Box]) -> list[Box]:
    """Return one box a line of text; a page stores a line's words in many pieces."""
    lines: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[1] + box[3]) / 2):
        middle = (box[1] + box[3]) / 2
        if lines and lines[-1][1] <= middle <= lines[-1][3]:
            pairs = list(zip(lines.pop(), box, strict=True))
            lines.append((min(pairs[0]), min(pairs[1]), max(pairs[2]), max(pairs[3])))
        else:
            lines.append(box)
    return lines


def _boxes(page: pdfium.PdfPage, quote: str, size: tuple[int, int]) -> list[Box]:
    """Return where the pieces of the quote stand, in pixels."""
    wanted = "".join(letter for letter in fold(normalise(quote).lower()) if letter.isalnum())
    if not wanted:
        return []
    text_page = page.get_textpage()
    letters, places = _letters(text_page)
    for length in dict.fromkeys((len(wanted), *range(len(wanted), _SHORTEST - 1, -8))):
        at = letters.find(wanted[:length])
        if at >= 0:
            first, last = places[at], places[at + length - 1]
            count = text_page.count_rects(first, last - first + 1)
            return [_pixels(page, text_page.get_rect(n), size) for n in range(count)]
    return []


def _letters(text_page: pdfium.PdfTextPage) -> tuple[str, list[int]]:
    """Return the page's letters and digits without marks, and the index of each on the page."""
    letters: list[str] = []
    places: list[int] = []
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page.raw, index)
        for letter in fold(normalise(chr(code)).lower()) if 0 < code < 0x110000 else "":
            if letter.isalnum():
                letters.append(letter)
                places.append(index)
    return "".join(letters), places


def _pixels(page: pdfium.PdfPage, box: Box, size: tuple[int, int]) -> Box:
    left, bottom, right, top = box
    across = [_pixel(page, x, y, size) for x, y in ((left, bottom), (right, top))]
    xs, ys = zip(*across, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _pixel(page: pdfium.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value
