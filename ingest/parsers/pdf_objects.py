"""The objects that PDFium finds on a page: how letters look, ruled lines, pictures, fillings.

Everything is in points from the upper left of the page as shown. PDFium is not thread-safe;
callers hold the lock of ``ingest.parsers.pdf``.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, degrees, hypot
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers.pdf_tables import Edge

_BOX_SEGMENTS = 6
_RULE = 3.0
"""Thickest a ruled line may be."""
_MAX_EDGES = 20_000
_MAX_SEGMENTS = 200_000
_MAX_OBJECTS = 200_000
_MAX_DEPTH = 8
_OPAQUE = 250
_NO_COLOUR = (0, 0, 0, 255)

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int, int]
Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns PDF coordinates (from the lower left, before rotation) into those of the page."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point stands on the page as shown."""
        across, up = x - self.left, y - self.bottom
        if self.rotation == 90:
            return up, across
        if self.rotation == 180:
            return self.width - across, up
        if self.rotation == 270:
            return self.width - up, self.height - across
        return across, self.height - up

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return where a rectangle stands: left, top, right, bottom."""
        if not self.rotation and x0 <= x1 and y0 <= y1:  # nearly all
            low = self.height + self.bottom
            return x0 - self.left, low - y1, x1 - self.left, low - y0
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


_LEVEL = 8.0
"""Degrees that a line of a badly scanned page may be off the level."""


class Look(NamedTuple):
    """How the letters of one text object are drawn; a page has thousands."""

    order: int
    """Later objects are drawn over earlier ones."""
    turn: int | None
    """Degrees counter-clockwise that its lines are turned: 0, 90, 180, 270; None for aslant."""
    size: float
    colour: Colour
    mode: int
    """PDF's text rendering mode: 0 filled, 1 outlined, 3 not drawn."""
    artifact: bool
    """Marked by its program as not part of the text."""


def _turn(angle: float) -> int | None:
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= _LEVEL else None


@dataclass(frozen=True, slots=True)
class Filling:
    """A filled area."""

    order: int
    box: Box
    colour: Colour
    opaque: bool


@dataclass(slots=True)
class Objects:
    """What is drawn on a page beside its letters."""

    looks: dict[int, Look] = field(default_factory=dict)
    """By the address of the text object."""
    edges: list[Edge] = field(default_factory=list)
    fillings: list[Filling] = field(default_factory=list)
    picture: float = 0.0
    """Share of the page that its largest picture covers."""
    pictures: list[tuple[int, Box]] = field(default_factory=list)
    """Order and place of each picture and shading."""
    images: list[Box] = field(default_factory=list)
    """Places of the pictures alone."""
    cut: bool = False
    """There is more on the page than is looked at."""
    stamped_from: int | None = None
    """Order from which what was put on the page afterwards is drawn."""


def read_objects(page: pdfium.PdfPage, frame: Frame, own: int | None = None) -> Objects:
    """Return what is drawn on ``page``, forms inside it included.

    The first ``own`` objects are the page's, those after them stamps; None: all are.
    """
    return _Walk(page, frame, own).found


class _Walk:
    def __init__(self, page: pdfium.PdfPage, frame: Frame, own: int | None) -> None:
        self.found = Objects()
        self._frame = frame
        self._order = 0
        self._segments = 0
        self._size = ctypes.c_float()
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._to_parts = [ctypes.byref(part) for part in self._parts]
        self._set = raw.FS_MATRIX()
        self._marks: dict[int, bool] = {}
        """By its address whether a mark is that of a watermark; many objects bear the same."""
        for index, item in enumerate(_on_page(page)):
            if index == own:
                self.found.stamped_from = self._order
            self._take(item, _UNCHANGED, 0, artifact=False)

    def _take(
        self, item: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int, *, artifact: bool
    ) -> None:
        self._order += 1
        if self._order > _MAX_OBJECTS:
            self.found.cut = True
            return
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._text(item, outer, artifact=artifact or self._is_artifact(item))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            if depth >= _MAX_DEPTH:
                self.found.cut = True
                return
            inner = _product(self._matrix(item), outer)
            within = artifact or self._is_artifact(item)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._take(
                    raw.FPDFFormObj_GetObject(item, index), inner, depth + 1, artifact=within
                )
        else:
            self._picture(item, outer)

    def _text(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix, *, artifact: bool) -> None:
        a, b, c, d, _, _ = _product(self._matrix(item), outer)
        raw.FPDFTextObj_GetFontSize(item, ctypes.byref(self._size))
        angle = degrees(atan2(b, a)) if b or a < 0 else 0.0
        self.found.looks[address(item)] = Look(
            self._order,
            _turn((angle - self._frame.rotation) % 360),
            abs(self._size.value) * hypot(c, d),
            self._colour(item),
            raw.FPDFTextObj_GetTextRenderMode(item),
            artifact,
        )

    def _colour(self, item: raw.FPDF_PAGEOBJECT) -> Colour:
        if not raw.FPDFPageObj_GetFillColor(item, *self._to_parts):
            return _NO_COLOUR
        red, green, blue, alpha = (part.value for part in self._parts)
        return red, green, blue, alpha

    def _matrix(self, item: raw.FPDF_PAGEOBJECT) -> Matrix:
        found = self._set
        if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
            return _UNCHANGED
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _is_artifact(self, item: raw.FPDF_PAGEOBJECT) -> bool:
        """Tell whether the program that wrote the file marked an object as a watermark."""
        for index in range(min(raw.FPDFPageObj_CountMarks(item), _MAX_DEPTH)):
            mark = raw.FPDFPageObj_GetMark(item, index)
            at = address(mark)
            if at not in self._marks:
                self._marks[at] = _is_watermark(mark)
            if self._marks[at]:
                return True
        return False

    def _picture(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix) -> None:
        box = self._bounds(item, outer)
        if box is None:
            return
        self.found.pictures.append((self._order, box))
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            self.found.images.append(box)
            area = max(self._frame.width * self._frame.height, 1.0)
            share = (box[2] - box[0]) * (box[3] - box[1]) / area
            self.found.picture = min(max(self.found.picture, share), 1.0)

    def _path(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix) -> None:
        """Take the straight segments of a path; of a filled one thin boxes only."""
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(filled), ctypes.byref(stroked))
        count = raw.FPDFPath_CountSegments(item)
        if filled.value and count <= _BOX_SEGMENTS and self._fill(item, outer, stroked.value):
            return
        if len(self.found.edges) >= _MAX_EDGES or self._segments >= _MAX_SEGMENTS:
            self.found.cut = True
            return
        count = min(count, _MAX_EDGES)
        self._segments += count
        matrix = _product(self._matrix(item), outer)
        self.found.edges.extend(_edges(item, count, matrix, self._frame))

    def _fill(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix, stroked: int) -> bool:
        """Note a filled box; True where it is an area and draws no line."""
        box = self._bounds(item, outer)
        if box is None or min(box[2] - box[0], box[3] - box[1]) <= _RULE:
            return False
        colour = self._colour(item)
        opaque = colour[3] >= _OPAQUE and not raw.FPDFPageObj_HasTransparency(item)
        self.found.fillings.append(Filling(self._order, box, colour, opaque))
        return not stroked

    def _bounds(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix) -> Box | None:
        corners = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, corners)):
            return None
        left, bottom, right, top = (corner.value for corner in corners)
        points = [
            self._frame.point(*_moved(outer, x, y)) for x in (left, right) for y in (bottom, top)
        ]
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def _on_page(page: pdfium.PdfPage) -> Iterator[raw.FPDF_PAGEOBJECT]:
    within = page.raw
    for index in range(raw.FPDFPage_CountObjects(within)):
        yield raw.FPDFPage_GetObject(within, index)


def address(item: raw.FPDF_PAGEOBJECT) -> int:
    """Return what tells one object of a page, or one mark on them, from another; 0 for none."""
    return ctypes.addressof(item.contents) if item else 0


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does ``inner`` first, then ``outer``."""
    if outer == _UNCHANGED:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


_MARK_LENGTH = 64


def _is_watermark(mark: raw.FPDF_PAGEOBJECTMARK) -> bool:
    return _text_of(raw.FPDFPageObjMark_GetName, mark) == "Artifact" and any(
        _text_of(raw.FPDFPageObjMark_GetParamStringValue, mark, name) == "Watermark"
        for name in (b"Subtype", b"Type")
    )


def _text_of(ask: object, mark: raw.FPDF_PAGEOBJECTMARK, *more: bytes) -> str:
    buffer = (ctypes.c_ushort * _MARK_LENGTH)()
    size = ctypes.c_ulong()
    if not ask(mark, *more, buffer, ctypes.sizeof(buffer), ctypes.byref(size)):  # type: ignore[operator]
        return ""
    return bytes(buffer)[: max(min(size.value, ctypes.sizeof(buffer)) - 2, 0)].decode(
        "utf-16-le", "replace"
    )


def _edges(item: raw.FPDF_PAGEOBJECT, count: int, matrix: Matrix, frame: Frame) -> Iterator[Edge]:
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = frame.point(*_moved(matrix, x.value, y.value))
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
