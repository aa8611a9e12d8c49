"""The styles of an XLSX workbook: number formats, and fonts that hide, strike or encode text."""

from dataclasses import dataclass

from lxml import etree

from ingest.parsers.number_formats import BUILT_IN, hides
from ingest.vietnamese.legacy_fonts import Encoding, convert, encoding_of_font

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WHITE_THEME = "0"
_OFF = frozenset({"0", "false", "none"})
_SMALLEST = 2.0


@dataclass(frozen=True, slots=True)
class Font:
    """What matters of a font."""

    bold: bool = False
    struck: bool = False
    invisible: bool = False
    """White, or too small to be seen."""
    encoding: Encoding | None = None

    def seen(self, text: str) -> str:
        """Return ``text`` as the font shows it."""
        return text if self.encoding is None else convert(text, self.encoding)


PLAIN = Font()


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks."""

    form: str = ""
    font: Font = PLAIN
    hidden: bool = False
    """White on white, or of a format that shows nothing."""


def font_of(element: etree._Element | None) -> Font:
    """Return what matters of a ``font`` or of the ``rPr`` of a run."""
    if element is None:
        return PLAIN
    colour, size = element.find(S + "color"), element.find(S + "sz")
    name = element.find(S + "name")
    if name is None:
        name = element.find(S + "rFont")
    white = colour is not None and (
        colour.get("rgb", "").upper().endswith("FFFFFF") or colour.get("theme") == _WHITE_THEME
    )
    return Font(
        bold=_is_on(element.find(S + "b")),
        struck=_is_on(element.find(S + "strike")),
        invisible=white or (size is not None and _number(size.get("val")) <= _SMALLEST),
        encoding=None if name is None else encoding_of_font(name.get("val", "")),
    )


def cell_styles(root: etree._Element | None) -> list[Style]:
    """Return the styles that cells name by their place."""
    if root is None:
        return []
    forms = dict(BUILT_IN)
    for element in root.iter(S + "numFmt"):
        forms[integer(element.get("numFmtId"))] = element.get("formatCode", "")
    fonts = [font_of(font) for font in root.findall(f"{S}fonts/{S}font")]
    filled = [_is_filled(fill) for fill in root.findall(f"{S}fills/{S}fill")]
    styles = []
    for xf in root.findall(f"{S}cellXfs/{S}xf"):
        form = forms.get(integer(xf.get("numFmtId")), "")
        at, fill = integer(xf.get("fontId")), integer(xf.get("fillId"))
        font = fonts[at] if at < len(fonts) else PLAIN
        on_white = fill >= len(filled) or not filled[fill]
        styles.append(Style(form, font, (font.invisible and on_white) or hides(form)))
    return styles


def integer(text: str | None, otherwise: int = 0) -> int:
    """Return a count of a file as it is, ``otherwise`` where it is none or too large to be one."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def _is_filled(fill: etree._Element) -> bool:
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return True
    colour = pattern.find(S + "fgColor")
    white = colour is not None and colour.get("rgb", "").upper().endswith("FFFFFF")
    return pattern.get("patternType", "none") != "none" and not white


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1").lower() not in _OFF


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return 11.0
