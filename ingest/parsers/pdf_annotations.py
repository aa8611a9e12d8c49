"""What was put on a PDF page afterwards: stamps, typed notes, values of form fields, strikings.

PDFium is not thread-safe; callers hold the lock of ``ingest.parsers.pdf``.
"""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers.layout import Word
from ingest.parsers.pdf_objects import Box, Frame
from ingest.parsers.pdf_tables import Edge

_UNSEEN = 0x02 | 0x20
"""Flags of an annotation that is hidden or not to be viewed."""
_PASSWORD = 1 << 13
_MOST = 5_000
_LONGEST = 8_000
_LETTER = 12.0
"""Height of a form's letters in points, where the field is higher."""
_WIDTH = 0.5
"""Width of a letter in heights."""
_GAP = 4.0
"""Between a value and the words before it, in points."""
_TICKED, _UNTICKED = "☒", "☐"
RECEIVED = re.compile(
    r"(?:CÔNG VĂN|VĂN BẢN)?\s*ĐẾN\b\s*(?:\W|NGÀY|SỐ|GIỜ|\Z)|\bSố đến\b|\bNgày đến\b|\bGiờ đến\b"
)
"""A stamp of who received the paper: its number and day are not the document's."""


@dataclass(slots=True)
class Annotations:
    """What the annotations of a page say."""

    words: list[Word] = field(default_factory=list)
    """What fields and notes hold, where they stand; about as high as the letters."""
    stamps: list[Box] = field(default_factory=list)
    """Places of those that show words of their own; ``fix`` writes them into the page."""
    struck: list[Box] = field(default_factory=list)
    lines: list[Edge] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    keep: set[int] = field(default_factory=set)
    """Which annotations the stamps are."""


def read_annotations(
    page: pdfium.PdfPage, frame: Frame, form: pdfium.PdfFormEnv | None
) -> Annotations:
    """Return what the annotations of ``page`` say; ``form`` is that of its document."""
    found = Annotations()
    attached = remarks = 0
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        with _annotation(page, index) as note:
            if not note or raw.FPDFAnnot_GetFlags(note) & _UNSEEN:
                continue
            kind = raw.FPDFAnnot_GetSubtype(note)
            box = _place(note, frame)
            if kind in {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}:
                _take_stamp(note, index, kind, box, found)
            elif kind == raw.FPDF_ANNOT_WIDGET and form is not None and box is not None:
                found.words.extend(_value(note, form, box))
            elif kind == raw.FPDF_ANNOT_STRIKEOUT:
                found.struck.extend(_quads(note, frame) or ([box] if box else []))
            elif kind == raw.FPDF_ANNOT_LINE:
                found.lines.extend(_line(note, frame))
            attached += kind == raw.FPDF_ANNOT_FILEATTACHMENT
            remarks += kind == raw.FPDF_ANNOT_TEXT
    if attached:
        found.notes.append(f"có {attached} tệp đính kèm không được đọc")
    if remarks:
        found.notes.append(f"có {remarks} ghi chú dán trên trang không đưa vào văn bản")
    return found


def on_lines(
    values: Sequence[Word], words: Sequence[Word], upright: Sequence[tuple[float, float, float]]
) -> list[Word]:
    """Return the values of fields on the lines that the words of the page make beside them.

    A value follows the words before it closely, unless one of the ``upright`` ruled lines
    (distance from the left, top, bottom) parts them: what stands far off is a column.
    """
    middles = sorted((word.top + word.bottom, number) for number, word in enumerate(words))
    found = []
    for value in values:
        middle = value.top + value.bottom
        at = bisect_left(middles, (middle,))
        near = [words[number] for _, number in middles[max(at - 8, 0) : at + 8]]
        reach = [word for word in near if _is_level(word, value)]
        if reach:
            line = min(reach, key=lambda word: abs(word.top + word.bottom - middle))
            before = max((word.x1 for word in reach if word.x1 < value.x0), default=value.x0)
            parted = any(
                before <= at <= value.x0 and low <= line.bottom <= high + line.height
                for at, low, high in upright
            )
            x0 = value.x0 if parted else min(value.x0, before + _GAP)
            value = replace(value, x0=x0, top=line.top, bottom=line.bottom)
        found.append(value)
    return found


def _is_level(word: Word, value: Word) -> bool:
    apart = abs(word.top + word.bottom - value.top - value.bottom) / 2
    return not word.turn and apart < 0.7 * max(word.height, value.height)


def fix(page: pdfium.PdfPage, stamps: Annotations) -> bool:
    """Write the stamps into the page's content; True where it must be opened anew to be read."""
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        if index not in stamps.keep:
            raw.FPDFPage_RemoveAnnot(page, index)
    return bool(raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[raw.FPDF_ANNOTATION]:
    note = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield note
    finally:
        if note:
            raw.FPDFPage_CloseAnnot(note)


def _place(note: raw.FPDF_ANNOTATION, frame: Frame) -> Box | None:
    rectangle = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(note, ctypes.byref(rectangle)):
        return None
    return frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _take_stamp(
    note: raw.FPDF_ANNOTATION, index: int, kind: int, box: Box | None, found: Annotations
) -> None:
    if box is None:
        return
    if raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2:
        found.keep.add(index)
        found.stamps.append(box)
    elif kind == raw.FPDF_ANNOT_FREETEXT:
        text = " ".join(_string(note, b"Contents").split())
        if text:
            found.words.append(Word(text, *box))


def _string(note: raw.FPDF_ANNOTATION, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (ctypes.c_ushort * (min(max(size, 2), _LONGEST) // 2))()
    raw.FPDFAnnot_GetStringValue(note, key, buffer, ctypes.sizeof(buffer))
    return _decoded(buffer)


def _decoded(buffer: "ctypes.Array[ctypes.c_ushort]") -> str:
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]


def _value(note: raw.FPDF_ANNOTATION, form: pdfium.PdfFormEnv, box: Box) -> Iterator[Word]:
    """Yield the words that a form field was filled with, where the field stands."""
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
        ticked = raw.FPDFAnnot_IsChecked(form, note)
        yield from _words(_TICKED if ticked else _UNTICKED, box)
    elif kind == raw.FPDF_FORMFIELD_LISTBOX:
        yield from _words(", ".join(_chosen(note, form)), box)
    elif kind == raw.FPDF_FORMFIELD_COMBOBOX:
        yield from _words(next(_chosen(note, form), "") or _filled(note, form), box)
    elif (
        kind == raw.FPDF_FORMFIELD_TEXTFIELD
        and not raw.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD
    ):
        yield from _words(_filled(note, form), box)


def _filled(note: raw.FPDF_ANNOTATION, form: pdfium.PdfFormEnv) -> str:
    size = raw.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
    buffer = (ctypes.c_ushort * (min(max(size, 2), _LONGEST) // 2))()
    raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, ctypes.sizeof(buffer))
    return _decoded(buffer)


def _chosen(note: raw.FPDF_ANNOTATION, form: pdfium.PdfFormEnv) -> Iterator[str]:
    for index in range(min(max(raw.FPDFAnnot_GetOptionCount(form, note), 0), _MOST)):
        if raw.FPDFAnnot_IsOptionSelected(form, note, index):
            size = raw.FPDFAnnot_GetOptionLabel(form, note, index, None, 0)
            buffer = (ctypes.c_ushort * (min(max(size, 2), _LONGEST) // 2))()
            raw.FPDFAnnot_GetOptionLabel(form, note, index, buffer, ctypes.sizeof(buffer))
            yield _decoded(buffer)


def _words(value: str, box: Box) -> Iterator[Word]:
    """Yield a word for each line of the value: a single one in the middle, more from the top."""
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", value) if line.strip()]
    x0, top, x1, bottom = box
    height = min(_LETTER, bottom - top)
    first = (top + bottom - height) / 2 if len(lines) == 1 else top
    for number, line in enumerate(lines):
        start = first + number * 1.2 * height
        yield Word(line, x0, start, min(x1, x0 + _WIDTH * height * len(line)), start + height)


def _quads(note: raw.FPDF_ANNOTATION, frame: Frame) -> list[Box]:
    boxes = []
    for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(note), _MOST)):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(note, index, ctypes.byref(quad)):
            xs = (quad.x1, quad.x2, quad.x3, quad.x4)
            ys = (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append(frame.box(min(xs), min(ys), max(xs), max(ys)))
    return boxes


def _line(note: raw.FPDF_ANNOTATION, frame: Frame) -> Iterator[Edge]:
    start, end = raw.FS_POINTF(), raw.FS_POINTF()
    if not raw.FPDFAnnot_GetLine(note, ctypes.byref(start), ctypes.byref(end)):
        return
    x0, top, x1, bottom = frame.box(start.x, start.y, end.x, end.y)
    if bottom - top <= 3.0 < x1 - x0:
        yield Edge(True, (top + bottom) / 2, x0, x1)
    elif x1 - x0 <= 3.0 < bottom - top:
        yield Edge(False, (x0 + x1) / 2, top, bottom)
