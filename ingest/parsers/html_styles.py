"""How a page's own styles show an element: hidden, struck through, in which font.

Rules of the page's style sheets that matter here are written into the elements' ``style``; what
only a browser would load from elsewhere is not known.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from ingest.vietnamese.legacy_fonts import Encoding, encoding_of_font

_HIDING = (
    ("display", "none"), ("visibility", "hidden"), ("visibility", "collapse"), ("opacity", "0;"),
    ("opacity", "0}"), ("font-size", "0"), ("font-size", "1px"), ("text-indent", "-9"),
    ("left", "-9"), ("top", "-9"),
)  # fmt: skip
_SIGNS = (
    *(f"{name}:{space}{value}" for name, value in _HIDING for space in ("", " ")),
    *("line-through", "mso-hide", ".vn", "vni-", "vn3-"),
)
_MATTERS = re.compile("|".join(map(re.escape, _SIGNS)))
"""What a rule may say that hides words, strikes them out or tells how they are coded."""
_TRANSLATOR = HTMLTranslator()
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ELSEWHERE = re.compile(r"@media[^{]*print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
"""Rules for paper only."""
_MATTERS_OR_COLOURS = re.compile(rf"{_MATTERS.pattern}|color|background")
_OWN_RULES = 60
"""A document has no more rules of its own; the colours of a whole site are not followed."""
_NAMED = re.compile(r"[.#]([\w-]+)")
_MOST_RULES = 200
_WHITE = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "window", "#fefefe"})
_NO_GROUND = _WHITE | {"", "none", "transparent", "inherit", "initial"}
_LENGTH = re.compile(r"([\d.]+)(px|pt|em|rem|%|ex)?")
_SMALLEST = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, "ex": 0.3, None: 0.0}
_OFF_PAGE = re.compile(r"-\d{4,}")


@lru_cache(maxsize=4096)
def declared(style: str) -> dict[str, str]:
    """Return the declarations of a ``style`` attribute, the last of a name; not to be changed."""
    found = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            value = value.replace("!important", "")
            found[name.strip().lower()] = value.strip().strip("\"'").lower()
    return found


def apply_sheets(root: etree._Element) -> None:
    """Write what the page's style sheets say of an element in front of its own ``style``."""
    rules = _rules(root)
    if not rules:
        return
    said = cast("list[str]", root.xpath("//@class|//@id"))
    names = {name for attribute in said for name in attribute.split()}
    told: dict[etree._Element, str] = {}
    for selectors, content in rules:
        selector = ",".join(
            one for one in selectors.split(",") if names.issuperset(_NAMED.findall(one))
        )
        if not selector.strip():
            continue
        path = _path(selector)
        for element in [] if path is None else cast("list[etree._Element]", path(root)):
            told[element] = f"{told.get(element, '')};{content}"
    for element, style in told.items():
        element.set("style", f"{style};{element.get('style', '')}")


@lru_cache(maxsize=512)
def _path(selector: str) -> etree.XPath | None:
    """Return what finds the elements of a selector, None for states and parts of a browser."""
    try:
        return etree.XPath(_TRANSLATOR.css_to_xpath(selector))
    except (SelectorError, etree.XPathError, RecursionError):
        return None


def _rules(root: etree._Element) -> list[tuple[str, str]]:
    """Return selector and declarations of the rules that matter; site sheets hold thousands."""
    sheets = [sheet.text or "" for sheet in root.iter("style")]
    is_own = sum(text.count("{") for text in sheets) <= _OWN_RULES
    signs = _MATTERS_OR_COLOURS if is_own else _MATTERS
    spans: dict[tuple[int, int], tuple[str, str]] = {}
    for number, text in enumerate(sheets):
        text = _COMMENT.sub("", text) if "/*" in text or "<!--" in text else text
        text = _ELSEWHERE.sub("", text) if "print" in text else text
        for sign in signs.finditer(text.lower()):
            at = sign.start()
            opens, closes = text.rfind("{", 0, at), text.find("}", at)
            if opens > 0 and closes > 0:
                start = 1 + max(text.rfind(mark, 0, opens) for mark in "{};")
                content = " ".join(text[opens + 1 : closes].split())
                spans[number, opens] = text[start:opens].strip(), content
    return [rule for _, rule in sorted(spans.items())][:_MOST_RULES]


def is_hidden(element: etree._Element) -> bool:
    """Tell whether a page does not show the element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _hides(style)


@lru_cache(maxsize=4096)
def _hides(declarations: str) -> bool:
    style = declared(declarations)
    return bool(style) and (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("mso-hide") in {"all", "screen"}
        or style.get("opacity") in {"0", "0.0", "0%"}
        or _is_tiny(style.get("font-size", ""))
        or any(_OFF_PAGE.search(style.get(name, "")) for name in ("text-indent", "left", "top"))
    )


def is_struck(element: etree._Element) -> bool:
    """Tell whether a line is drawn through the element's words."""
    if element.tag in {"s", "strike", "del"}:
        return True
    style = element.get("style")
    return style is not None and _strikes(style)


@lru_cache(maxsize=4096)
def _strikes(declarations: str) -> bool:
    style = declared(declarations)
    return any("line-through" in style.get(f"text-decoration{end}", "") for end in ("", "-line"))


def _is_tiny(size: str) -> bool:
    match = _LENGTH.fullmatch(size)
    return match is not None and float(match[1].strip(".") or 0) <= _SMALLEST[match[2]]


def encoding(style: Mapping[str, str], face: str) -> tuple[bool, Encoding | None]:
    """Return whether an element names a font, and how the font's letters are coded."""
    name = face or style.get("font-family", "")
    if not name and "font" in style:
        words = style["font"].replace('"', "").replace("'", "")
        name = next((word for word in words.split() if encoding_of_font(word)), "")
    first = name.split(",")[0].strip().strip("\"'")
    return bool(first), encoding_of_font(first)


def is_ground(style: Mapping[str, str], colour: str) -> bool:
    """Tell whether an element gives its words a ground of another colour than white."""
    named = style.get("background-color") or style.get("background") or colour
    return named.replace(" ", "").lower() not in _NO_GROUND


def is_white(style: Mapping[str, str], colour: str) -> bool | None:
    """Tell whether an element's letters are white, None where it does not say."""
    colour = style.get("color") or colour
    return colour.replace(" ", "").lower() in _WHITE if colour else None
