"""What Word styles and direct properties say: bold, hidden, capitals, font, heading, indent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS = 20.0
_DEPTH = 20
_SMALLEST = 2.0
"""Points; nobody reads smaller letters."""
_USUAL = 22
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING_NAMES = {f"heading {level}": level for level in range(1, 10)} | {"title": 1}


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element reached from ``element`` by the child ``names``, None if it is absent."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, *names: str) -> str | None:
    """Return ``w:val`` of the element reached by the child ``names``."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number(element: etree._Element | None, *names: str) -> int | None:
    """Return ``w:val`` as an integer, None where it is absent or is none."""
    text = value(element, *names)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def is_on(element: etree._Element | None) -> bool:
    """Tell whether the on/off property ``element`` is there and not switched off."""
    return element is not None and element.get(W + "val", "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run of characters looks."""

    bold: bool
    hidden: bool
    capitals: bool
    struck: bool
    font: str
    white: bool = False
    """Of the paper's colour, without a ground of its own to stand out from."""
    raised: bool = False
    """Set higher than the line, like the 3 of m³."""


_Properties = tuple[tuple[object, ...], ...]
"""The properties that a run has of its own, each with its values."""


class Styles:
    """The styles of one Word file, resolved along their ``basedOn`` chains."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id: dict[str, etree._Element] = {}
        self._defaults: list[etree._Element] = []
        self._default_paragraph: str | None = None
        self._chains: dict[str | None, list[etree._Element]] = {}
        self._headings: dict[str | None, int] = {}
        self._looks: dict[tuple[str | None, bool, _Properties], RunLook] = {}
        if root is None:
            return
        default = child(root, "docDefaults", "rPrDefault")
        self._defaults = [] if default is None else [default]
        for style in root.findall(W + "style"):
            identity = style.get(W + "styleId")
            if identity is None:
                continue
            self._by_id[identity] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}:
                self._default_paragraph = identity

    def chain(self, identity: str | None) -> Sequence[etree._Element]:
        """Return the style and what it is based on, nearest first."""
        if identity not in self._chains:
            self._chains[identity] = list(self._walk(identity))
        return self._chains[identity]

    def _walk(self, identity: str | None) -> Iterator[etree._Element]:
        for _ in range(_DEPTH):
            style = self._by_id.get(identity or "")
            if style is None:
                return
            yield style
            identity = value(style, "basedOn")

    def of_paragraph(self, properties: etree._Element | None) -> Sequence[etree._Element]:
        """Return the styles of a paragraph, nearest first."""
        return self.chain(self._of(properties))

    def _of(self, properties: etree._Element | None) -> str | None:
        return value(properties, "pStyle") or self._default_paragraph

    def name(self, identity: str | None) -> str:
        """Return the lower-case name of a style, "" where it has none."""
        style = self._by_id.get(identity or "")
        return (value(style, "name") or identity or "").lower()

    def look(self, run: etree._Element | None, paragraph: etree._Element | None) -> RunLook:
        """Return how a run looks, given its own properties and its paragraph's."""
        own = () if run is None else tuple((each.tag, *each.items()) for each in run)
        key = (value(paragraph, "pStyle"), is_shaded(paragraph), own)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._resolve(run, paragraph)
        return found

    def _resolve(self, run: etree._Element | None, paragraph: etree._Element | None) -> RunLook:
        own = [] if run is None else [run]
        character = _properties(self.chain(value(run, "rStyle")))
        whole = _properties(self.of_paragraph(paragraph))
        levels = (own, character, whole, _properties(self._defaults))
        layers = [layer for level in levels for layer in level]
        grounds = [*own, *character, paragraph]
        grounds += [child(style, "pPr") for style in self.of_paragraph(paragraph)]
        return RunLook(
            bold=_toggled(levels, "b"),
            hidden=_toggled(levels, "vanish") or _size(layers) <= _SMALLEST,
            capitals=_toggled(levels, "caps"),
            struck=_toggled(levels, "strike") or _toggled(levels, "dstrike"),
            font=_font(layers),
            white=_is_white(layers) and not any(map(is_shaded, grounds)),
            raised=_first(layers, "vertAlign") == "superscript",
        )

    def heading(self, properties: etree._Element | None) -> int:
        """Return the heading level of a paragraph, 0 for none."""
        identity = self._of(properties)
        if identity not in self._headings:
            names = ((value(style, "name") or "").lower() for style in self.chain(identity))
            levels = (level for name in names if (level := _HEADING_NAMES.get(name)))
            self._headings[identity] = next(levels, 0)
        if self._headings[identity]:
            return self._headings[identity]
        outline = number(properties, "outlineLvl")
        return 0 if outline is None or not 0 <= outline < 9 else outline + 1

    def centred(self, properties: etree._Element | None) -> bool:
        """Tell whether the lines of a paragraph are centred."""
        layers = [properties, *(child(style, "pPr") for style in self.of_paragraph(properties))]
        alignment = next((found for layer in layers if (found := value(layer, "jc"))), None)
        return alignment == "center"

    def indent(
        self, properties: etree._Element | None, listed: etree._Element | None = None
    ) -> float:
        """Return where the first line of a paragraph begins, in points from the margin."""
        layers = [properties, listed]
        layers += [child(style, "pPr") for style in self.of_paragraph(properties)]
        left = _twips(layers, "left", "start")
        first = _twips(layers, "firstLine") - _twips(layers, "hanging")
        return (left + first) / _TWIPS


def is_shaded(properties: etree._Element | None) -> bool:
    """Tell whether text, a paragraph or a cell has a ground of another colour than the paper's."""
    ground = child(properties, "shd")
    if ground is not None:
        themed = ground.get(W + "themeFill") not in {None, "background1"}
        fill = ground.get(W + "fill", "auto").lower()
        pattern = ground.get(W + "val", "clear") not in {"clear", "nil"}
        if themed or pattern or fill not in {"auto", "ffffff"}:
            return True
    return value(properties, "highlight") not in {None, "none", "white"}


def _is_white(layers: list[etree._Element]) -> bool:
    colour = next(
        (found for layer in layers if (found := layer.find(W + "color")) is not None), None
    )
    if colour is None:
        return False
    if colour.get(W + "themeColor") is not None:
        return colour.get(W + "themeColor") in {"background1", "light1"}
    return colour.get(W + "val", "").lower() in {"ffffff", "fefefe"}


def _size(layers: list[etree._Element]) -> float:
    size = _first(layers, "sz")
    try:
        return float(size or _USUAL) / 2
    except ValueError:
        return _USUAL / 2


def _first(layers: list[etree._Element], name: str) -> str | None:
    return next((found for layer in layers if (found := value(layer, name)) is not None), None)


def _properties(styles: Iterable[etree._Element]) -> list[etree._Element]:
    return [found for style in styles if (found := child(style, "rPr")) is not None]


def _toggled(levels: tuple[list[etree._Element], ...], name: str) -> bool:
    """Resolve a toggle property (ECMA-376 part 1, 17.7.3): two styles that set it cancel out."""
    own, character, paragraph, default = (_switch(layers, name) for layers in levels)
    if own is not None:
        return own
    return bool(default) or bool(character) != bool(paragraph)


def _switch(layers: list[etree._Element], name: str) -> bool | None:
    for layer in layers:
        element = layer.find(W + name)
        if element is not None:
            return is_on(element)
    return None


def _font(layers: list[etree._Element]) -> str:
    for layer in layers:
        fonts = layer.find(W + "rFonts")
        if fonts is not None:
            name = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
            if name:
                return name
    return ""


def _twips(layers: list[etree._Element | None], *names: str) -> float:
    for layer in layers:
        indent = child(layer, "ind")
        for name in names:
            text = None if indent is None else indent.get(W + name)
            if text is not None:
                try:
                    return float(text)
                except ValueError:
                    return 0.0
    return 0.0
