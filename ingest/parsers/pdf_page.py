"""What PDFium says of one page: words, ruled lines and pictures, in points from the upper left.

PDFium is not thread-safe; callers hold the lock of ``ingest.parsers.pdf``.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers.layout import Word
from ingest.parsers.pdf_tables import Edge
from ingest.parsers.symbols import shown
from ingest.vietnamese.legacy_fonts import convert, encoding_of_font

_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_BREAK = 0.22
"""Gap between two characters, in heights, from which a word ends."""
_BOX_SEGMENTS = 6
_RULE = 3.0
"""Thickest a ruled line may be."""
_BREAKS = frozenset("\r\n\x00\ufffe")
_NAME_LENGTH = 128
_MAX_EDGES = 20_000
_OVERLAP = 2.0
"""How far a letter may reach over the line of its cell."""
_UNSEEN = 0x02 | 0x20
"""Flags of an annotation that is hidden or not to be viewed."""
_LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page as PDFium sees it."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    picture: float = 0.0
    """Share of the page that its largest picture covers."""


@dataclass(slots=True)
class _Frame:
    """Turns PDF coordinates (from the lower left, before rotation) into those of the page."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        across, up = x - self.left, y - self.bottom
        if self.rotation == 90:
            return up, across
        if self.rotation == 180:
            return self.width - across, up
        if self.rotation == 270:
            return self.width - up, self.height - across
        return across, self.height - up

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@dataclass(slots=True)
class _Growing:
    """A word while its characters arrive."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: tuple[str, bool]
    spaced: bool

    def add(self, letter: str, x0: float, top: float, x1: float, bottom: float) -> None:
        self.text += letter
        self.x0, self.x1 = min(self.x0, x0), max(self.x1, x1)
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)

    def word(self) -> Word:
        name, bold = self.font
        encoding = encoding_of_font(name)
        text = self.text if encoding is None else convert(self.text, encoding)
        text = shown(text, name)
        return Word(text, self.x0, self.top, self.x1, self.bottom, bold, self.spaced)


def read_page(page: pdfium.PdfPage) -> Page:
    """Return what is on ``page``."""
    width, height = page.get_size()
    left, bottom, _, _ = page.get_cropbox()
    frame = _Frame(left, bottom, width, height, page.get_rotation() % 360)
    edges: list[Edge] = []
    picture = 0.0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)):
        x0, y0, x1, y1 = frame.box(*item.get_bounds())
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, (x1 - x0) * (y1 - y0) / max(width * height, 1.0))
        elif len(edges) < _MAX_EDGES:
            edges.extend(_edges(item, frame))
    upright = sorted((edge.at, edge.low, edge.high) for edge in edges if not edge.horizontal)
    text_page = page.get_textpage()
    try:
        words = [word for word in _words(text_page, frame, upright) if word.text.strip()]
    finally:
        text_page.close()
    words.extend(_stamped(page, frame))
    return Page(width, height, words, edges, min(picture, 1.0))


def _words(
    text_page: pdfium.PdfTextPage, frame: _Frame, upright: list[tuple[float, float, float]]
) -> Iterator[Word]:
    """Yield the words of a page; no word crosses one of the ``upright`` lines (at, top, bottom)."""
    fonts: dict[int, tuple[str, bool]] = {}
    word: _Growing | None = None
    spaced = True
    for index in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, index))
        if letter.isspace() or letter in _BREAKS:
            if word is not None:
                yield word.word()
            word, spaced = None, True
            continue
        box = _box(text_page, index, frame)
        if box is None:
            continue
        if word is not None and (_breaks(word, box) or _crosses(word, box, upright)):
            yield word.word()
            word = None
        if word is None:
            word = _Growing(letter, *box, _font(text_page, index, fonts), spaced)
            spaced = False
        else:
            word.add(letter, *box)
    if word is not None:
        yield word.word()


def _stamped(page: pdfium.PdfPage, frame: _Frame) -> Iterator[Word]:
    """Yield what was typed on the page afterwards, as the number and date of a signed file are.

    It stands in annotations (FreeText), outside the text layer.
    """
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        rectangle = raw.FS_RECTF()
        if (
            raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT
            and not raw.FPDFAnnot_GetFlags(note) & _UNSEEN
            and raw.FPDFAnnot_GetRect(note, ctypes.byref(rectangle))
        ):
            box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            text = " ".join(_contents(note).split())
            if text:
                yield Word(text, *box)
        raw.FPDFPage_CloseAnnot(note)


def _contents(note: raw.FPDF_ANNOTATION) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(min(max(size, 2), _LONGEST_NOTE))
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(note, b"Contents", target, len(buffer))
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _box(
    text_page: pdfium.PdfTextPage, index: int, frame: _Frame
) -> tuple[float, float, float, float] | None:
    rectangle = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rectangle)):
        return None
    return frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _breaks(word: _Growing, box: tuple[float, float, float, float]) -> bool:
    x0, top, _, bottom = box
    height = word.bottom - word.top
    gap = x0 - word.x1
    shared = min(word.bottom, bottom) - max(word.top, top)
    return gap > _BREAK * height or gap < -height or shared < 0.3 * min(height, bottom - top)


def _crosses(
    word: _Growing,
    box: tuple[float, float, float, float],
    upright: list[tuple[float, float, float]],
) -> bool:
    """Tell whether an upright line stands between a word and the next letter."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    index = bisect_left(upright, ((word.x0 + word.x1) / 2,))
    while index < len(upright) and upright[index][0] <= (x0 + x1) / 2:
        _, low, high = upright[index]
        if low <= middle <= high and upright[index][0] >= word.x1 - _OVERLAP:
            return True
        index += 1
    return False


def _font(
    text_page: pdfium.PdfTextPage, index: int, fonts: dict[int, tuple[str, bool]]
) -> tuple[str, bool]:
    """Return the name of a character's font and whether it is bold; asked once a text object."""
    item = raw.FPDFText_GetTextObject(text_page, index)
    key = ctypes.cast(item, ctypes.c_void_p).value or 0
    if key not in fonts or not key:
        buffer = ctypes.create_string_buffer(_NAME_LENGTH)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(text_page, index, buffer, _NAME_LENGTH, ctypes.byref(flags))
        name = buffer.value.decode("utf-8", "replace")
        weight = raw.FPDFText_GetFontWeight(text_page, index)
        plain = name.lower()
        bold = (
            "bold" in plain
            or "black" in plain
            or weight >= _BOLD_WEIGHT
            or bool(flags.value > 0 and flags.value & _FORCE_BOLD)
        )
        fonts[key] = (name, bold)
    return fonts[key]


def _edges(item: pdfium.PdfObject, frame: _Frame) -> Iterator[Edge]:
    """Yield the ruled lines of a path: its straight segments; of a filled one thin boxes only."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(filled), ctypes.byref(stroked))
    if not stroked.value:
        x0, y0, x1, y1 = frame.box(*item.get_bounds())
        if raw.FPDFPath_CountSegments(item) <= _BOX_SEGMENTS and min(x1 - x0, y1 - y0) > _RULE:
            return  # shading behind a text
    matrix = item.get_matrix()
    start = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(item), _MAX_EDGES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = frame.point(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _edge(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _edge(point, start)


def _edge(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Edge]:
    across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    if down <= 1.0 and across > _RULE:
        low, high = sorted((one[0], other[0]))
        yield Edge(True, (one[1] + other[1]) / 2, low, high)
    elif across <= 1.0 and down > _RULE:
        low, high = sorted((one[1], other[1]))
        yield Edge(False, (one[0] + other[0]) / 2, low, high)
