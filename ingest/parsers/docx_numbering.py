"""Word's automatic numbering: the labels that a reader sees but the text does not hold."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.parsers.docx_styles import Styles, W, child, is_on, number, value
from ingest.parsers.symbols import bullet

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_HIGHEST = 10_000


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    font: str = ""
    style: str | None = None
    indent: etree._Element | None = None


@dataclass(slots=True)
class _Numbering:
    """A ``w:num``: a list that a paragraph can belong to."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one Word file; paragraphs must be asked for in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _Numbering] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts = {
            found.get(W + "abstractNumId", ""): found for found in root.findall(W + "abstractNum")
        }
        linked = {value(found, "styleLink"): name for name, found in abstracts.items()}
        for num in root.findall(W + "num"):
            name = value(num, "abstractNumId") or ""
            link = value(abstracts.get(name), "numStyleLink")
            if link is not None:
                name = linked.get(link, name)
            levels = _levels(abstracts.get(name))
            numbering = _Numbering(name, levels)
            for override in num.findall(W + "lvlOverride"):
                _override(numbering, override)
            self._lists[num.get(W + "numId", "")] = numbering

    def label(self, properties: etree._Element | None) -> tuple[str, etree._Element | None]:
        """Return the label of the next paragraph ("" for none) and the list's own indent."""
        identity, level_number = self._membership(properties)
        numbering = self._lists.get(identity)
        level = numbering.levels.get(level_number) if numbering is not None else None
        if numbering is None or level is None:
            return "", None
        counters = self._count(identity, numbering, level_number)
        if level.form == "bullet":
            return bullet(level.text, level.font), level.indent
        return _shown(level, numbering.levels, counters), level.indent

    def _membership(self, properties: etree._Element | None) -> tuple[str, int]:
        """Return the list and the level that a paragraph belongs to, its style's if not its own."""
        own = child(properties, "numPr")
        identity, level = value(own, "numId"), number(own, "ilvl")
        if identity is not None and level is not None:
            return identity, level
        for style in self._styles.of_paragraph(properties):
            listed = child(style, "pPr", "numPr")
            if listed is None:
                continue
            identity = identity or value(listed, "numId")
            if level is None:
                level = number(listed, "ilvl")
            if identity is not None:
                if level is None:
                    level = self._level_of_style(identity, style.get(W + "styleId"))
                break
        return identity or "0", level or 0

    def _level_of_style(self, identity: str, style: str | None) -> int | None:
        numbering = self._lists.get(identity)
        if numbering is None:
            return None
        return next((at for at, level in numbering.levels.items() if level.style == style), None)

    def _count(self, identity: str, numbering: _Numbering, at: int) -> list[int]:
        """Count one paragraph at level ``at``; lists of one abstract numbering count together."""
        counters = self._counters.setdefault(numbering.abstract, [None] * _LEVELS)
        current = counters[at]
        if at in numbering.starts and (identity, at) not in self._started:
            counters[at] = numbering.starts[at]
        elif current is None:
            counters[at] = _start(numbering, at)
        else:
            counters[at] = current + 1
        self._started.add((identity, at))
        for deeper in range(at + 1, _LEVELS):
            restart = numbering.levels[deeper].restart if deeper in numbering.levels else None
            if restart is None or at < restart:
                counters[deeper] = None
        for higher in range(at):
            if counters[higher] is None:
                counters[higher] = _start(numbering, higher)
        return [_start(numbering, index) if n is None else n for index, n in enumerate(counters)]


def _start(numbering: _Numbering, at: int) -> int:
    level = numbering.levels.get(at)
    return numbering.starts.get(at, level.start if level is not None else 1)


def _levels(abstract: etree._Element | None) -> dict[int, _Level]:
    found = {}
    for element in [] if abstract is None else abstract.findall(W + "lvl"):
        at = _index(element)
        if at is not None:
            found[at] = _level(element)
    return found


def _index(element: etree._Element) -> int | None:
    text = element.get(W + "ilvl", "")
    return int(text) if text.isdecimal() and int(text) < _LEVELS else None


def _level(element: etree._Element) -> _Level:
    fonts = child(element, "rPr", "rFonts")
    start = number(element, "start")
    return _Level(
        start=1 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
        legal=is_on(child(element, "isLgl")),
        font="" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "",
        style=value(element, "pStyle"),
        indent=child(element, "pPr"),
    )


def _override(numbering: _Numbering, override: etree._Element) -> None:
    at = _index(override)
    if at is None:
        return
    level = child(override, "lvl")
    if level is not None:
        numbering.levels[at] = _level(level)
    start = number(override, "startOverride")
    if start is not None:
        numbering.starts[at] = start


def _shown(level: _Level, levels: dict[int, _Level], counters: list[int]) -> str:
    def figure(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        other = levels.get(at, level)
        return written("decimal" if level.legal else other.form, counters[at])

    return _PLACE.sub(figure, level.text).strip()


def written(form: str, count: int) -> str:
    """Return ``count`` as Word writes it in the number format ``form`` (ST_NumberFormat)."""
    if form == "none":
        return ""
    if not 0 < count < _HIGHEST:
        return str(count)
    if form in {"upperLetter", "lowerLetter"}:
        # Word repeats the letter of the English alphabet past z: aa, bb; it knows no đ.
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "decimalZero":
        return f"{count:02d}"
    if form in {"vietnameseCounting", "cardinalText"} and count < 100:
        return _vietnamese(count)
    return str(count)


def _roman(count: int) -> str:
    figures = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        figures += letters * times
    return figures


def _vietnamese(count: int) -> str:
    tens, unit = divmod(count, 10)
    if not tens:
        return _UNITS[unit]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if not unit:
        return head
    if unit == 5:
        return f"{head} lăm"
    return f"{head} {'mốt' if unit == 1 and tens > 1 else _UNITS[unit]}"
