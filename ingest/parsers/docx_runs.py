"""The runs of a Word paragraph: their letters as the fonts show them, cut at line breaks."""

import re
from dataclasses import dataclass

from lxml import etree

from ingest.parsers.characters import clean
from ingest.parsers.docx_styles import RunLook, W
from ingest.parsers.formulas import raised
from ingest.parsers.symbols import PICTURES, shown, symbol
from ingest.vietnamese.legacy_fonts import convert, encoding_of_font
from ingest.vietnamese.tokens import PIECE

_BREAK = "\n"
_FIGURES = re.compile(r"\s*[-+–−]?\d+\s*")


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph that looks the same; ``text`` may hold line breaks."""

    text: str
    look: RunLook


def text_of(element: etree._Element) -> str:
    """Return the letters of one child of a run, "" where it holds none."""
    if element.tag == W + "t":
        return element.text or ""
    if element.tag in {W + "br", W + "cr"}:
        return _BREAK
    if element.tag in {W + "tab", W + "ptab"}:
        return "\t"
    if element.tag == W + "noBreakHyphen":
        return "-"
    if element.tag == W + "softHyphen":
        return "\u00ad"  # a letter in fonts from before Unicode, nothing in others
    if element.tag == W + "sym":
        try:
            return symbol(int(element.get(W + "char", ""), 16), element.get(W + "font", ""))
        except (ValueError, OverflowError):
            return "•"
    return ""


def as_seen(text: str, look: RunLook) -> str:
    """Return ``text`` in Unicode and in capitals where its font shows it so."""
    encoding = encoding_of_font(look.font)
    if encoding is not None:
        text = convert(text, encoding)
    text = shown(text, look.font) if PICTURES.search(text) else text
    return text.upper() if look.capitals else text


def rows(pieces: list[Piece]) -> list[tuple[str, bool]]:
    """Return the paragraph cut at its line breaks, each with whether all its letters are bold."""
    found: list[tuple[list[str], list[bool]]] = [([], [])]
    for piece in pieces:
        for index, part in enumerate(piece.text.split(_BREAK)):
            if index:
                found.append(([], []))
            if piece.look.raised and _FIGURES.fullmatch(part):
                part = raised("".join(found[-1][0]), part)
            found[-1][0].append(part)
            if PIECE.search(part):
                found[-1][1].append(piece.look.bold)
    return [(clean("".join(parts)), bool(bolds) and all(bolds)) for parts, bolds in found]
