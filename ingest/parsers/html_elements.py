"""The elements of a page made ready for reading: fields show their values, the rest is marked.

What a page does not show, strikes out or draws becomes an empty ``NOTED`` element that says so;
it is told only where the document itself holds it.
"""

from collections.abc import Callable
from typing import cast

from lxml import etree

from ingest.parsers import formulas, html_styles
from ingest.parsers.docx_fields import EMPTY, TICKED
from ingest.parsers.omissions import DRAWING, FORMULA, HIDDEN, OBJECT, PICTURE, STRUCK
from ingest.vietnamese.tokens import PIECE

NOTED = "noted"
"""Its attributes: ``what`` and ``words``."""
_NOT_TEXT = frozenset(
    {"script", "style", "noscript", "template", "canvas", "head", "title", "meta", "link", "nav"}
    | {"aside", "button", "dialog", "audio", "video", "datalist", "param", "source"}
)
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "thead", "tbody", "tfoot"})
_TYPED = frozenset({"text", "number", "date", "tel", "email", "month", "time", "url"})
_MOST = 0.5
"""A page of which more is hidden shows it later, by its programs."""


def prepare(root: etree._Element) -> None:
    """Make all elements below ``root`` ready."""
    length = cast("float", root.xpath("string-length()"))
    for element in list(root.iter("*")):
        if element is root:
            continue
        tag = str(element.tag)
        if tag in _NOT_TEXT:
            _take_out(element, _tex(element))
        elif html_styles.is_hidden(element):
            words = _words(element)
            if len(words) <= _MOST * length:
                _take_out(element, _noted(HIDDEN, words))
        elif html_styles.is_struck(element):
            _strike(element, _noted(STRUCK, _words(element)))
        elif tag in _FIELDS:
            _take_out(element, _FIELDS[tag](element))


def _words(element: etree._Element) -> str:
    for script in list(element.iter("script", "style", "template")):
        script.text = None
    return " ".join(" ".join(map(str, element.itertext())).split())


def _noted(what: str, words: str) -> etree._Element | None:
    if PIECE.search(words) is None:
        return None
    noted = etree.Element(NOTED)
    noted.set("what", what)
    noted.set("words", words[:400])
    return noted


def _span(text: str) -> etree._Element | None:
    if not text.strip():
        return None
    span = etree.Element("span")
    span.text = text
    return span


def _strike(element: etree._Element, instead: etree._Element | None) -> None:
    """Take out what is struck through; the cell of a table stays, for those behind it."""
    if element.tag not in _CELLS:
        _take_out(element, instead)
        return
    element[:] = [] if instead is None else [instead]
    element.text = None


def _take_out(element: etree._Element, instead: etree._Element | None) -> None:
    """Put ``instead`` in the place of ``element``, the text behind it kept.

    What a row held is told of before its table.
    """
    parent = element.getparent()
    if parent is None:
        return
    table = next(element.iterancestors("table"), None)
    if element.tag in _ROWS and instead is not None and table is not None:
        table.addprevious(instead)
        instead = None
    if instead is not None:
        instead.tail = element.tail
        parent.replace(element, instead)
        return
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _tex(element: etree._Element) -> etree._Element | None:
    """Return a note of a formula that the page's programs would draw."""
    is_formula = element.tag == "script" and element.get("type", "").startswith("math/")
    return _noted(FORMULA, element.text or "") if is_formula else None


def _input(element: etree._Element) -> etree._Element | None:
    kind = element.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return _span(TICKED if element.get("checked") is not None else EMPTY)
    return _span(element.get("value", "")) if kind in _TYPED else None


def _choice(element: etree._Element) -> etree._Element | None:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and element.get("multiple") is None:
        chosen = options[:1]
    return _span("; ".join(_words(option) for option in chosen))


def _picture(element: etree._Element) -> etree._Element | None:
    words = element.get("alt", "")
    return _noted(PICTURE, words) if len(words.split()) > 1 else None


def _object(element: etree._Element) -> etree._Element | None:
    named = element.get("title") or element.get("data") or element.get("src") or ""
    return _noted(OBJECT, named)


_FIELDS: dict[str, Callable[[etree._Element], etree._Element | None]] = {
    "input": _input,
    "select": _choice,
    "textarea": lambda element: _span(_words(element)),
    "math": lambda element: _span(formulas.linear(element)),
    "svg": lambda element: _noted(DRAWING, _words(element)),
    "img": _picture,
    "object": _object,
    "embed": _object,
    "iframe": _object,
}
