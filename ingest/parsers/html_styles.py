"""How a page's own styles show an element: hidden, struck through, in which font.

Rules of the page's style sheets that matter here are written into the elements' ``style``; what
only a browser would load from elsewhere is not known.
"""

import re
from functools import lru_cache

import tinycss2
from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from ingest.vietnamese.legacy_fonts import Encoding, encoding_of_font

_MATTERS = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|line-through|mso-hide"
    r"|font(?:-family)?\s*:[^;]*(?:\.vn|vni|vn3)|opacity\s*:\s*0|color\s*:|background|font-size\s*:",
    re.IGNORECASE,
)
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
    rules = []
    for sheet in root.iter("style"):
        for rule in tinycss2.parse_stylesheet(sheet.text or "", True, True):
            content = tinycss2.serialize(rule.content) if rule.type == "qualified-rule" else ""
            if _MATTERS.search(content):
                rules.append((tinycss2.serialize(rule.prelude).strip(), content.strip()))
    for selector, content in rules[:_MOST_RULES]:
        try:
            paths = HTMLTranslator().css_to_xpath(selector)
            found = root.xpath(paths)
        except (SelectorError, etree.XPathError, RecursionError):  # states and parts of a browser
            continue
        for element in found if isinstance(found, list) else []:
            if isinstance(element, etree._Element):
                element.set("data-rules", f"{element.get('data-rules', '')};{content}")
    for element in root.iter("*"):
        own = element.get("data-rules")
        if own is not None:
            del element.attrib["data-rules"]
            element.set("style", f"{own};{element.get('style', '')}")


def is_hidden(element: etree._Element) -> bool:
    """Tell whether a page does not show the element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = declared(element.get("style", ""))
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
    style = declared(element.get("style", ""))
    return any("line-through" in style.get(f"text-decoration{end}", "") for end in ("", "-line"))


def _is_tiny(size: str) -> bool:
    match = _LENGTH.fullmatch(size)
    return match is not None and float(match[1].strip(".") or 0) <= _SMALLEST[match[2]]


def encoding(element: etree._Element) -> tuple[bool, Encoding | None]:
    """Return whether the element names a font, and how the font's letters are coded."""
    style = declared(element.get("style", ""))
    name = element.get("face") or style.get("font-family", "")
    if not name and "font" in style:
        words = style["font"].replace('"', "").replace("'", "")
        name = next((word for word in words.split() if encoding_of_font(word)), "")
    first = name.split(",")[0].strip().strip("\"'")
    return bool(first), encoding_of_font(first)


def ground(element: etree._Element) -> bool:
    """Tell whether the element gives its words a ground of another colour than white."""
    style = declared(element.get("style", ""))
    named = style.get("background-color") or style.get("background") or element.get("bgcolor") or ""
    return named.replace(" ", "").lower() not in _NO_GROUND or bool(element.get("background"))


def is_white(element: etree._Element) -> bool | None:
    """Tell whether the element's letters are white, None where it does not say."""
    colour = declared(element.get("style", "")).get("color") or element.get("color") or ""
    return colour.replace(" ", "").lower() in _WHITE if colour else None
