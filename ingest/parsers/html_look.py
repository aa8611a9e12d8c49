"""How the words of a web page look, element by element: bold, centred, in which code of letters."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from ingest.parsers import html_styles
from ingest.vietnamese.legacy_fonts import Encoding

_BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_TELLING = _BOLD | {"center", "sup"}
"""Elements that say how their words look without an attribute."""
_HEAVY = re.compile(r"bold|[6-9]00")
_LIGHT = re.compile(r"normal|[1-5]00")
_HEADING = re.compile(r"h([1-6])")
_REMEMBERED = 4_096
"""Looks: a page sets most of its elements in a few ways."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of an element look."""

    bold: bool = False
    centred: bool = False
    heading: int = 0
    encoding: Encoding | None = None
    white: bool = False
    on_ground: bool = False
    """On a ground of its own colour, where white letters are seen."""
    raised: bool = False

    def within(self, element: etree._Element) -> "Look":
        """Return how words in ``element`` look, itself in words that look so."""
        tag = str(element.tag)
        if not element.attrib and tag not in _TELLING:
            return self
        aligned = element.get("align", "")
        return _set(self.tinted(element), tag, element.get("style", ""), aligned)

    def tinted(self, element: etree._Element) -> "Look":
        """Return the look with the element's font and colours; a table's place is its own."""
        if not element.attrib:
            return self
        return _tinted(
            self,
            element.get("style", ""),
            element.get("face", ""),
            element.get("color", ""),
            element.get("bgcolor", ""),
            bool(element.get("background")),
        )


@lru_cache(_REMEMBERED)
def _set(look: Look, tag: str, declarations: str, aligned: str) -> Look:
    style = html_styles.declared(declarations)
    weight = style.get("font-weight", "")
    bold = (look.bold or tag in _BOLD or _HEAVY.match(weight) is not None) and (
        _LIGHT.match(weight) is None
    )
    aligned = aligned.lower() or style.get("text-align", "")
    centred = aligned.startswith("center") if aligned else look.centred
    heading = _HEADING.fullmatch(tag)
    return replace(
        look,
        bold=bold,
        centred=centred or tag == "center",
        heading=int(heading[1]) if heading else look.heading,
        raised=look.raised or tag == "sup" or style.get("vertical-align") == "super",
    )


@lru_cache(_REMEMBERED)
def _tinted(
    look: Look, declarations: str, face: str, colour: str, ground: str, pictured: bool
) -> Look:
    style = html_styles.declared(declarations)
    named, encoding = html_styles.encoding(style, face)
    white = html_styles.is_white(style, colour)
    return replace(
        look,
        encoding=encoding if named else look.encoding,
        white=look.white if white is None else white,
        on_ground=look.on_ground or pictured or html_styles.is_ground(style, ground),
    )
