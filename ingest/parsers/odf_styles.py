"""The styles of an OpenDocument file, resolved along their parents."""

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from ingest.vietnamese.legacy_fonts import Encoding, encoding_of_font

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW = (
    f"{_URN}{name}:1.0}}" for name in ("office", "text", "table", "drawing")
)
STYLE = f"{_URN}style:1.0}}"
FO = f"{_URN}xsl-fo-compatible:1.0}}"
_SVG = f"{_URN}svg-compatible:1.0}}"
_DEPTH = 20
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_SMALLEST = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks."""

    bold: bool = False
    struck: bool = False
    hidden: bool = False
    """Not displayed, too small, or white without a ground."""
    encoding: Encoding | None = None
    raised: bool = False


class OdfStyles:
    """Finds what a style says, its own properties first, then those of what it is based on."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._fonts: dict[str, str] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        for root in roots:
            if root is not None:
                self._add(root)

    def _add(self, root: etree._Element) -> None:
        for style in root.iter(STYLE + "style"):
            key = style.get(STYLE + "family", ""), style.get(STYLE + "name", "")
            self._styles[key] = style
        for style in root.iter(STYLE + "default-style"):
            self._defaults[style.get(STYLE + "family", "")] = style
        for font in root.iter(STYLE + "font-face"):
            self._fonts[font.get(STYLE + "name", "")] = font.get(_SVG + "font-family", "")
        for found in root.iter(TEXT + "list-style"):
            self.lists[found.get(STYLE + "name", "")] = found
        outline = next(root.iter(TEXT + "outline-style"), None)
        self.outline = self.outline if outline is None else outline

    def chain(self, family: str, name: str | None) -> list[etree._Element]:
        """Return the style and what it is based on, nearest first, the default last."""
        found: list[etree._Element] = []
        while len(found) < _DEPTH and (style := self._styles.get((family, name or ""))) is not None:
            found.append(style)
            name = style.get(STYLE + "parent-style-name")
        default = self._defaults.get(family)
        return found if default is None else [*found, default]

    def value(self, family: str, name: str | None, group: str, key: str) -> str | None:
        """Return one property of a style, None where nothing says it."""
        for style in self.chain(family, name):
            properties = style.find(STYLE + group)
            value = None if properties is None else properties.get(key)
            if value is not None:
                return value
        return None

    @cached_property
    def _looks(self) -> dict[tuple[str | None, ...], Look]:
        return {}

    def look(self, spans: tuple[str, ...], paragraph: str | None) -> Look:
        """Return how text looks in a paragraph's style within spans, outermost first."""
        key = (paragraph, *spans)
        if key not in self._looks:
            self._looks[key] = self._resolve(spans, paragraph)
        return self._looks[key]

    def _resolve(self, spans: tuple[str, ...], paragraph: str | None) -> Look:
        def value(key: str) -> str:
            for family, name in [*(("text", one) for one in spans[::-1]), ("paragraph", paragraph)]:
                found = self.value(family, name, "text-properties", key)
                if found is not None:
                    return found
            return ""

        font = value(STYLE + "font-name")
        family = value(FO + "font-family") or self._fonts.get(font, font)
        white = value(FO + "color").lower() == "#ffffff"
        grounds = [value(FO + "background-color")]
        grounds.append(
            self.value("paragraph", paragraph, "paragraph-properties", FO + "background-color")
            or ""
        )
        on_ground = any(one.lower() not in {"", "transparent", "#ffffff"} for one in grounds)
        return Look(
            bold=value(FO + "font-weight") in _BOLD,
            struck=value(STYLE + "text-line-through-style") not in {"", "none"}
            or value(STYLE + "text-line-through-type") not in {"", "none"},
            hidden=value(TEXT + "display") == "none"
            or (white and not on_ground)
            or _points(value(FO + "font-size")) <= _SMALLEST,
            encoding=encoding_of_font(family.strip("'\"")),
            raised=value(STYLE + "text-position").startswith(("super", "33%")),
        )


def _points(size: str) -> float:
    try:
        return float(size.removesuffix("pt")) if size.endswith("pt") else 12.0
    except ValueError:
        return 12.0
