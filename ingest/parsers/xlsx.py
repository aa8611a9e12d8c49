"""The cells of an XLSX workbook as Excel shows them: formats, merged cells, what is hidden.

Read here and not by openpyxl, which would need two passes (values and formulas apart): a sheet of
160,000 cells took it 1.5 times as long a pass, and it writes no number as its format shows it.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from zipfile import ZipFile

from lxml import etree
from openpyxl.formula.translate import Translator

from ingest.errors import FileTooLarge, UndecodableFile
from ingest.parsers import drawings
from ingest.parsers.container import main_part, open_container, part_xml, relations
from ingest.parsers.limits import Limits
from ingest.parsers.number_formats import shown, text_shown
from ingest.parsers.omissions import COMMENT, HIDDEN, MARGIN, OBJECT, STRUCK, Omissions
from ingest.parsers.sheet_formulas import Formula, Formulas, Place, Value
from ingest.parsers.tables import Cell
from ingest.parsers.xlsx_styles import Font, S, Style, cell_styles, font_of, integer

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T([\d:]{5})?.*)?")
_HEADER_CODE = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]')
_NO_VALUE = "(chưa có giá trị)"
_NARROW = 0.1
"""Width in letters, or height in points, of what nobody sees."""
"""Stands in a cell whose formula has none stored: nothing else may seem to be its value."""


@dataclass(slots=True)
class Sheet:
    """The rows of one sheet; a cell merged over rows stands in each of them."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    """Paragraphs of text boxes drawn over the cells."""
    charts: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """The visible sheets of a workbook, in its order."""

    sheets: list[Sheet]
    without_value: list[str]
    """Where formulas stand whose value is neither stored nor certain: "Trang!E4"."""
    computed: int
    """How many formulas without a stored value were computed here."""
    omissions: Omissions


def read_book(data: bytes, limits: Limits) -> Workbook:
    """Return what a workbook shows, what it hides left out."""
    with open_container(data, limits) as archive:
        return _Book(archive, limits).read()


class _Book:
    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._path = main_part(archive, "xl/workbook.xml", limits)
        self._root = self._part(self._path)
        self._strings = self._shared_strings()
        self._seen: dict[tuple[int, Font], tuple[str, str]] = {}
        self._styles = cell_styles(self._beside("styles"))
        properties = self._root.find(S + "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        calculation = self._root.find(S + "calcPr")
        self._stale = calculation is not None and calculation.get("fullCalcOnLoad") in {"1", "true"}
        self._shared: dict[tuple[int, str], tuple[str, str]] = {}
        self._without_value: list[str] = []
        self._computed = 0
        self._omissions = Omissions()

    def _part(self, path: str) -> etree._Element:
        """Return the root of a part that must be there."""
        root = part_xml(self._archive, path, self._limits)
        if root is None:
            raise UndecodableFile("Tệp không phải là bảng tính (.xlsx) hoặc đã bị hỏng.")
        return root

    def _beside(self, name: str) -> etree._Element | None:
        path = posixpath.join(posixpath.dirname(self._path), f"{name}.xml")
        return part_xml(self._archive, path, self._limits)

    def _shared_strings(self) -> list[etree._Element]:
        root = self._beside("sharedStrings")
        return [] if root is None else root.findall(S + "si")

    def _places(self) -> Iterator[tuple[str, str, bool]]:
        """Yield name and path of each sheet of cells, and whether it is visible."""
        targets = relations(self._archive, self._path, self._limits)
        for sheet in self._root.iter(S + "sheet"):
            target = targets.get(sheet.get(_R + "id", ""))
            if target is not None and target.path and "worksheets" in target.path:
                yield (
                    sheet.get("name", ""),
                    target.path,
                    sheet.get("state", "visible") == "visible",
                )

    def read(self) -> Workbook:
        """Return the visible sheets."""
        found = []
        for name, path, visible in self._places():
            if visible:
                found.append(self._sheet(name, path))
            else:
                self._omissions.note("Trang tính ẩn không đưa vào văn bản", name)
        return Workbook(found, self._without_value, self._computed, self._omissions)

    def _sheet(self, name: str, path: str) -> Sheet:
        root = self._part(path)
        rows: dict[int, dict[int, Cell]] = {}
        hidden = _hidden_columns(root)
        hidden_cells: dict[int, list[str]] = {}
        row_number = -1
        for row in root.iterfind(f"{S}sheetData/{S}row"):
            row_number = integer(row.get("r"), row_number + 2) - 1
            cells = self._row(row, name)
            if _is_hidden(row, "ht"):
                words = " | ".join(cell.text for cell in cells.values())
                if words:
                    self._omissions.note(HIDDEN, words, f"{name}, hàng {row_number + 1}")
                continue
            for column in hidden & cells.keys():
                hidden_cells.setdefault(column, []).append(cells.pop(column).text)
            if cells:
                rows[row_number] = cells
            self._check(rows, cells)
        for column, texts in sorted(hidden_cells.items()):
            self._omissions.note(HIDDEN, " | ".join(texts), f"{name}, cột {column_letters(column)}")
        for merge in root.iter(S + "mergeCell"):
            _merge(rows, merge.get("ref", ""))
        sheet = Sheet(
            name, [[cells[at] for at in sorted(cells)] for _, cells in sorted(rows.items())]
        )
        self._add_beside(sheet, root, path)
        return sheet

    def _row(self, row: etree._Element, sheet: str) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = -1
        for element in row.iterfind(S + "c"):
            place = _place(element.get("r", ""))
            column = column + 1 if place is None else place[1]
            at = integer(element.get("s"))
            style = self._styles[at] if at < len(self._styles) else Style()
            text = self._text(element, style, sheet)
            if text:
                cells[column] = Cell.of(text, column, bold=style.font.bold)
        return cells

    def _check(self, rows: dict[int, dict[int, Cell]], cells: dict[int, Cell]) -> None:
        width = max(cells, default=-1) + 1
        if width > self._limits.columns:
            raise FileTooLarge(
                f"Bảng tính có {width} cột, quá giới hạn {self._limits.columns} cột."
            )
        if len(rows) > self._limits.rows:
            raise FileTooLarge(f"Bảng tính có quá {self._limits.rows} hàng.")

    def _text(self, element: etree._Element, style: Style, sheet: str) -> str:
        """Return what a cell shows; what it hides or strikes out is noted."""
        reference = element.get("r", "")
        text, struck = self._value(element, style, sheet)
        if not text and not struck:
            return ""
        place = f"{sheet}!{reference}"
        if struck:
            self._omissions.note(STRUCK, struck, place)
        if text and style.hidden:
            self._omissions.note(HIDDEN, text, place)
            return ""
        return text

    def _value(self, element: etree._Element, style: Style, sheet: str) -> tuple[str, str]:
        """Return the text of a cell, and what of it is struck out."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            text, struck = _string(element.find(S + "is"), style.font)
            return text_shown(text, style.form), struck
        stored = element.findtext(S + "v") or ""
        if kind == "s":
            text, struck = self._string_at(integer(stored, -1), style.font)
            return text_shown(text, style.form), struck
        if self._lacks_value(element, stored) and element.find(S + "f") is not None:
            kind, stored = self._compute(element, sheet)
            if not kind:
                return _NO_VALUE, ""
        if kind == "b":
            text = "Có" if stored == "1" else "Không"
        elif kind == "d":
            text = _ISO_DAY.sub(lambda m: " ".join(filter(None, _day(m))), stored)
        elif kind in {"str", "e"}:
            text = style.font.seen(text_shown(stored, style.form))
        else:
            text = shown(stored, style.form, from_1904=self._from_1904) if stored else ""
        return ("", text) if style.font.struck else (text, "")

    def _compute(self, element: etree._Element, sheet: str) -> tuple[str, str]:
        """Return the kind and value of a cell's formula, "" where not certain; either is noted."""
        reference = element.get("r", "")
        place = _place(reference)
        value = None
        if place is not None:
            value = self._formulas.value((sheet, place[0] + 1, place[1] + 1))
        if value is None:
            self._without_value.append(f"{sheet}!{reference}")
            return "", ""
        self._computed += 1
        return ("str", value) if isinstance(value, str) else ("n", f"{value:f}")

    def _string_at(self, index: int, font: Font) -> tuple[str, str]:
        """Return a shared string as ``font`` shows it; most are shown many times."""
        found = self._seen.get((index, font))
        if found is None:
            known = 0 <= index < len(self._strings)
            found = _string(self._strings[index] if known else None, font)
            self._seen[index, font] = found
        return found

    @cached_property
    def _formulas(self) -> Formulas:
        """What computes formulas without a value; all sheets are read for it, hidden ones too."""
        cells: dict[Place, Value | Formula] = {}
        for name, path, _ in self._places():
            for element in self._part(path).iter(S + "c"):
                place = _place(element.get("r", ""))
                if place is not None:
                    cells[name, place[0] + 1, place[1] + 1] = self._content(element)
        return Formulas(cells)

    def _content(self, element: etree._Element) -> Value | Formula:
        formula, stored = element.find(S + "f"), element.findtext(S + "v") or ""
        if formula is not None and self._lacks_value(element, stored):
            return Formula(self._formula_text(formula, element.get("r", "")))
        kind = element.get("t", "n")
        if kind != "n":
            return "" if kind in {"s", "inlineStr", "str"} else "!"
        try:
            return Decimal(stored) if stored else None
        except InvalidOperation:
            return "!"

    def _formula_text(self, formula: etree._Element, reference: str) -> str:
        """Return a cell's formula; one that shares another's is moved to its own place."""
        text = formula.text or ""
        if formula.get("t") != "shared":
            return text
        key = id(formula.getroottree()), formula.get("si", "")
        if text:
            self._shared[key] = text, reference
            return text
        origin = self._shared.get(key)
        if origin is None:
            return "?"
        moved: str = Translator(f"={origin[0]}", origin[1]).translate_formula(reference)
        return moved[1:]

    def _lacks_value(self, element: etree._Element, stored: str) -> bool:
        """Tell whether a formula has no value: programs that do not compute leave none, or 0."""
        if not stored:
            return element.get("t") != "str"  # else it is a text without letters
        return self._stale and stored == "0"

    def _add_beside(self, sheet: Sheet, root: etree._Element, path: str) -> None:
        """Add what is drawn over the cells; note what else belongs to the sheet."""
        header = root.find(S + "headerFooter")
        for element in [] if header is None else header:
            words = " ".join(_HEADER_CODE.sub(" ", element.text or "").split())
            if any(map(str.isalpha, words)):
                self._omissions.note(MARGIN, words, sheet.name)
        for relation in relations(self._archive, path, self._limits).values():
            if relation.kind in {"comments", "threadedComment"}:
                self._omissions.note(COMMENT, place=sheet.name)
            elif relation.kind in {"oleObject", "package"}:
                self._omissions.note(OBJECT, place=sheet.name)
            elif relation.kind == "drawing":
                self._add_drawing(sheet, relation.path)

    def _add_drawing(self, sheet: Sheet, path: str) -> None:
        root = part_xml(self._archive, path, self._limits)
        if root is None:
            return
        for shape in root.iter("{*}txBody"):
            sheet.shapes.extend(drawings.paragraphs(shape, self._omissions))
        for relation in relations(self._archive, path, self._limits).values():
            part = None
            if relation.kind in {"chart", "diagramData"}:
                part = part_xml(self._archive, relation.path, self._limits)
            if part is not None and relation.kind == "chart":
                sheet.charts.append(part)
            elif part is not None:
                sheet.shapes.extend(line.text for line in drawings.diagram_lines(part))


def _string(item: etree._Element | None, font: Font) -> tuple[str, str]:
    """Return the text of a string item without its phonetic guide, and what is struck out."""
    if item is None:
        return "", ""
    if len(item) == 1 and item[0].tag == S + "t" and not font.struck:
        text = font.seen(item[0].text or "")
        return text if text.strip() else "", ""
    runs = [(item.findtext(S + "t") or "", font)]
    for run in item.findall(S + "r"):
        look = run.find(S + "rPr")
        runs.append((run.findtext(S + "t") or "", font if look is None else font_of(look)))
    kept = "".join(look.seen(text) for text, look in runs if not look.struck)
    struck = "".join(look.seen(text) for text, look in runs if look.struck)
    return kept if kept.strip() else "", struck.strip()


def _day(match: re.Match[str]) -> tuple[str, str]:
    year, month, day, clock = match.groups()
    return f"{day}/{month}/{year}", "" if clock in {None, "00:00"} else clock


def _is_hidden(element: etree._Element, size: str) -> bool:
    """Tell whether a row or column is hidden, or too narrow to show anything."""
    try:
        narrow = float(element.get(size, "1")) < _NARROW
    except ValueError:
        narrow = False
    return narrow or element.get("hidden") in {"1", "true"}


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for column in root.iterfind(f"{S}cols/{S}col"):
        if _is_hidden(column, "width"):
            first, last = integer(column.get("min")), integer(column.get("max"))
            hidden.update(range(first - 1, min(last, 16_384)))
    return hidden


def column_letters(column: int) -> str:
    """Return the name of a column, counted from 0: "A", "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of a reference such as "B12"."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1


def _merge(rows: dict[int, dict[int, Cell]], reference: str) -> None:
    first, _, last = reference.partition(":")
    one, other = _place(first), _place(last)
    if one is not None and other is not None:
        spread(rows, one, other)


def spread(rows: dict[int, dict[int, Cell]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Let the upper left cell of a merged range stand in every row that it covers."""
    cell = rows.get(first[0], {}).get(first[1])
    if cell is None:
        return
    width = max((max(cells) for cells in rows.values()), default=0)
    columns = min(last[1], width) - first[1] + 1
    wide = Cell(cell.lines, first[1], max(columns, 1))
    for number in [number for number in rows if first[0] <= number <= last[0]]:
        rows[number] = {
            at: kept for at, kept in rows[number].items() if not first[1] <= at <= last[1]
        } | {first[1]: wide}
