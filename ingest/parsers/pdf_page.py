"""What one page of a PDF says: words, ruled lines and pictures, in points from the upper left.

PDFium is not thread-safe; callers hold the lock of ``ingest.parsers.pdf``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers import pdf_marks
from ingest.parsers.layout import Word, rows
from ingest.parsers.pdf_annotations import RECEIVED, Annotations, fix, on_lines, read_annotations
from ingest.parsers.pdf_objects import Box, Frame, read_objects
from ingest.parsers.pdf_pictures import unread
from ingest.parsers.pdf_tables import Edge
from ingest.parsers.pdf_words import Drawn, read_words


@dataclass(frozen=True, slots=True)
class Page:
    """One page as PDFium sees it."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    picture: float = 0.0
    """Share of the page that its largest picture covers."""
    pictures: Sequence[Box] = ()
    """Places of the larger pictures over which no words stand."""
    notes: tuple[str, ...] = ()
    """What was left out of it, in Vietnamese."""


def read_page(document: pdfium.PdfDocument, number: int) -> Page:
    """Return what is on page ``number`` (from 1) of ``document``.

    Its stamps are written into the page's content, as whoever draws it later will see.
    """
    page = document[number - 1]
    try:
        frame = _frame(page)
        noted = read_annotations(page, frame, document.formenv)
        own = raw.FPDFPage_CountObjects(page)
        if noted.stamps and fix(page, noted):
            page.close()
            page = document[number - 1]
        return _read(page, frame, noted, own)
    finally:
        page.close()


def _frame(page: pdfium.PdfPage) -> Frame:
    width, height = page.get_size()
    left, bottom, _, _ = page.get_cropbox()
    return Frame(left, bottom, width, height, page.get_rotation() % 360)


def _read(page: pdfium.PdfPage, frame: Frame, noted: Annotations, own: int) -> Page:
    objects = read_objects(page, frame, own)
    objects.edges.extend(noted.lines)
    upright = sorted(
        (edge.at, edge.low, edge.high) for edge in objects.edges if not edge.horizontal
    )
    text_page = page.get_textpage()
    try:
        drawn = list(read_words(text_page, frame, objects.looks, upright))
    finally:
        text_page.close()
    notes = list(noted.notes)
    if objects.stamped_from is not None:
        drawn = _without_received(drawn, noted, objects.stamped_from, notes)
    size = (frame.width, frame.height)
    found = pdf_marks.sort(drawn, objects, size, noted.struck)
    if objects.cut:
        notes.append("có quá nhiều hình vẽ, chỉ xét phần đầu")
    words = found.words + on_lines(noted.words, found.words, upright)
    pictures = unread(objects.images, words, size)
    return Page(*size, words, found.edges, objects.picture, pictures, (*notes, *found.notes))


def _without_received(
    drawn: Sequence[Drawn], noted: Annotations, stamped_from: int, notes: list[str]
) -> list[Drawn]:
    """Return the words without those of a stamp of who received the paper."""
    kept = list(drawn)
    for box in noted.stamps:
        within = [
            one
            for one in kept
            if one.look is not None and one.look.order > stamped_from and _is_within(one.word, box)
        ]
        text = " ".join(row.text for row in rows(one.word for one in within))
        if RECEIVED.search(text):
            notes.append(f"có dấu của nơi nhận, không đưa vào văn bản: “{text[:160]}”")
            dropped = set(map(id, within))
            kept = [one for one in kept if id(one) not in dropped]
    return kept


def _is_within(word: Word, box: tuple[float, float, float, float]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
