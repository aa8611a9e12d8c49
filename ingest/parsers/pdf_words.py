"""The characters of a PDF page as words, each with how its letters are drawn.

PDFium is not thread-safe; callers hold the lock of ``ingest.parsers.pdf``.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers.layout import Word
from ingest.parsers.pdf_objects import Box, Frame, Look, address
from ingest.parsers.symbols import shown
from ingest.parsers.turning import turned_back, upright
from ingest.vietnamese.legacy_fonts import convert, encoding_of_font

_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_BREAK = 0.22
"""Gap between two characters, in heights, from which a word ends."""
_BREAKS = frozenset("\r\n\x00\ufffe")
_NAME_LENGTH = 128
_OVERLAP = 2.0
"""How far a letter may reach over the line of its cell."""
_PALE = 200
_THIN = 32
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = 0.75
"""A raised figure is less than this many times as high as the letters before it."""
_UNITS = frozenset(("m", "km", "cm", "mm", "dm", "hm", "dam"))
"""What is squared or cubed: their raised figures are no notes'."""

Upright = Sequence[tuple[float, float, float]]
"""Upright ruled lines: distance from the left, top, bottom."""


class Drawn(NamedTuple):
    """A word and how its first letter is drawn; None where the file does not say."""

    word: Word
    look: Look | None


@dataclass(slots=True)
class _Growing:
    """A word while its characters arrive, as it stands when its line is level."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: tuple[str, bool]
    spaced: bool
    look: Look | None
    turn: int

    def add(self, letter: str, box: Box) -> None:
        x0, top, x1, bottom = box
        self.text += _as_set(letter, self, box) if letter.isdigit() else letter
        self.x0, self.x1 = min(self.x0, x0), max(self.x1, x1)
        if top != self.top or bottom != self.bottom:
            self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)

    def drawn(self) -> Drawn:
        name, bold = self.font
        encoding = encoding_of_font(name)
        text = self.text if encoding is None else convert(self.text, encoding)
        box = self.x0, self.top, self.x1, self.bottom
        box = turned_back(box, self.turn) if self.turn else box
        return Drawn(Word(shown(text, name), *box, bold, self.spaced, self.turn), self.look)


def read_words(
    text_page: pdfium.PdfTextPage, frame: Frame, looks: Mapping[int, Look], lines: Upright
) -> Iterator[Drawn]:
    """Yield the words of a page in the file's order; no word crosses one of the ``lines``."""
    return _Words(text_page, frame, looks, lines).read()


class _Words:
    def __init__(
        self, text_page: pdfium.PdfTextPage, frame: Frame, looks: Mapping[int, Look], lines: Upright
    ) -> None:
        self._page = text_page.raw  # asking the wrapper for it costs more than a letter
        self._count = text_page.count_chars()
        self._frame = frame
        self._looks = looks
        self._lines = lines
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._mixed = len({_manner(look) for look in looks.values()}) > 1
        self._rectangle = raw.FS_RECTF()
        self._to_rectangle = ctypes.byref(self._rectangle)

    def read(self) -> Iterator[Drawn]:
        word: _Growing | None = None
        spaced = True
        page, code_at = self._page, raw.FPDFText_GetUnicode
        for index in range(self._count):
            letter = chr(code_at(page, index))
            if letter.isspace() or letter in _BREAKS:
                if word is not None and word.text.strip():
                    yield word.drawn()
                word, spaced = None, True
                continue
            box = self._box(index)
            if box is None:
                continue
            if word is not None:
                if self._goes_on(word, index, box):
                    word.add(letter, upright(box, word.turn) if word.turn else box)
                    continue
                if word.text.strip():
                    yield word.drawn()
            word = self._begun(letter, index, box, spaced=spaced)
            spaced = False
        if word is not None and word.text.strip():
            yield word.drawn()

    def _box(self, index: int) -> Box | None:
        found = self._rectangle
        if not raw.FPDFText_GetLooseCharBox(self._page, index, self._to_rectangle):
            return None
        return self._frame.box(found.left, found.bottom, found.right, found.top)

    def _begun(self, letter: str, index: int, box: Box, *, spaced: bool) -> _Growing:
        key = address(raw.FPDFText_GetTextObject(self._page, index))
        look = self._looks.get(key)
        if key not in self._fonts or not key:
            self._fonts[key] = _font(self._page, index)
        turn = look.turn or 0 if look is not None else 0
        if turn:
            box = upright(box, turn)
        return _Growing(letter, *box, self._fonts[key], spaced, look, turn)

    def _goes_on(self, word: _Growing, index: int, box: Box) -> bool:
        """Tell whether a character belongs to a word; its look is asked only where looks differ."""
        if self._mixed:
            look = self._looks.get(address(raw.FPDFText_GetTextObject(self._page, index)))
            if look is not word.look and _manner(look) != _manner(word.look):
                return False
        if word.turn:
            return not _breaks(word, upright(box, word.turn))
        return not (_breaks(word, box) or (self._lines and _crosses(word, box, self._lines)))


def _manner(look: Look | None) -> tuple[object, ...]:
    """Return what parts letters that are read from those that only seem to be there."""
    if look is None:
        return ()
    pale = min(look.colour[:3]) >= _PALE
    thin = look.colour[3] < _THIN
    return look.turn, look.mode, look.colour if pale else thin, look.size < 3.0, look.artifact


def _breaks(word: _Growing, box: Box) -> bool:
    x0, top, _, bottom = box
    height = word.bottom - word.top
    gap = x0 - word.x1
    if top == word.top and bottom == word.bottom:  # nearly all
        return gap > _BREAK * height or gap < -height
    shared = min(word.bottom, bottom) - max(word.top, top)
    if height < _SMALL * (bottom - top) and word.text.isdigit():
        return True  # the figure of a note before its text
    return gap > _BREAK * height or gap < -height or shared < 0.3 * min(height, bottom - top)


def _as_set(letter: str, word: _Growing, box: Box) -> str:
    """Return a small raised figure after a word as one: it is the mark of a note."""
    height = word.bottom - word.top
    if not box[3] - box[1] < _SMALL * height:
        return letter
    if box[3] > word.bottom - 0.1 * height or word.text[-1:].isdecimal():
        return letter
    return letter if word.text.lower() in _UNITS else letter.translate(_RAISED)


def _crosses(word: _Growing, box: Box, lines: Upright) -> bool:
    """Tell whether an upright line stands between a word and the next letter."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    index = bisect_left(lines, ((word.x0 + word.x1) / 2,))
    while index < len(lines) and lines[index][0] <= (x0 + x1) / 2:
        _, low, high = lines[index]
        if low <= middle <= high and lines[index][0] >= word.x1 - _OVERLAP:
            return True
        index += 1
    return False


def _font(text_page: pdfium.PdfTextPage, index: int) -> tuple[str, bool]:
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
    return name, bold
