"""Workbooks in Excel's XML of 2003, as programs export them under the name .xls."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree

from ingest.errors import EmptyFile, FileTooLarge, UndecodableFile
from ingest.lines import Parsed
from ingest.parsers.container import parse_xml
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.number_formats import hides, shown, text_shown
from ingest.parsers.omissions import HIDDEN, STRUCK, Omissions
from ingest.parsers.spreadsheet import lines_of
from ingest.parsers.tables import Cell
from ingest.parsers.xlsx import Sheet, column_letters, spread
from ingest.vietnamese.legacy_fonts import Encoding, convert, encoding_of_font

MEDIA_TYPE = "application/vnd.ms-excel"
S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_NAMED_FORMS = {
    "General Number": "", "General Date": "dd/mm/yyyy hh:mm", "Long Date": "dd/mm/yyyy",
    "Medium Date": "dd/mm/yyyy", "Short Date": "dd/mm/yyyy", "Short Time": "hh:mm",
    "Fixed": "0.00", "Standard": "#,##0.00", "Currency": "#,##0.00", "Percent": "0.00%",
}  # fmt: skip
_DAY = "dd/mm/yyyy"
_FIRST_DAY = datetime(1899, 12, 30)
_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class _Style:
    form: str = ""
    bold: bool = False
    struck: bool = False
    encoding: Encoding | None = None


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a workbook, sheet by sheet; what is hidden is left out and told."""
    root = parse_xml(data)
    if root.tag != S + "Workbook":
        raise UndecodableFile("Tệp XML không phải là bảng tính Excel 2003.")
    reader = _Reader(root, limits)
    lines = lines_of(list(reader.sheets()), limits)
    if not lines:
        raise EmptyFile("Bảng tính không có ô nào có chữ.")
    left = reader.omissions
    return Parsed(tuple(lines), MEDIA_TYPE, warnings=left.warnings(), marks=left.marks())


class _Reader:
    def __init__(self, root: etree._Element, limits: Limits) -> None:
        self._root = root
        self._limits = limits
        self._styles: dict[str, _Style] = {}
        for element in root.iterfind(f"{S}Styles/{S}Style"):
            above = self._styles.get(element.get(S + "Parent", "Default"), _Style())
            self._styles[element.get(S + "ID", "")] = _style(element, above)
        self.omissions = Omissions()

    def sheets(self) -> Iterator[Sheet]:
        """Yield the visible sheets."""
        for sheet in self._root.iterfind(S + "Worksheet"):
            name = sheet.get(S + "Name", "")
            seen = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible")
            if seen in {"SheetHidden", "SheetVeryHidden"}:
                self.omissions.note("Trang tính ẩn không đưa vào văn bản", name)
                continue
            rows: dict[int, dict[int, Cell]] = {}
            for table in sheet.iterfind(S + "Table"):
                self._table(table, name, rows)
            found = [[cells[at] for at in sorted(cells)] for _, cells in sorted(rows.items())]
            yield Sheet(name, found)

    def _table(self, table: etree._Element, name: str, rows: dict[int, dict[int, Cell]]) -> None:
        hidden = set(_hidden_columns(table, self._limits))
        merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        at = -1
        for row in table.iterfind(S + "Row"):
            at = _place(row, at, self._limits.rows)
            cells: dict[int, Cell] = {}
            column = -1
            for cell in row.iterfind(S + "Cell"):
                column = _place(cell, column, self._limits.columns)
                across = _count(cell, "MergeAcross", self._limits.columns)
                down = _count(cell, "MergeDown", self._limits.rows)
                found = self._cell(cell, column, f"{name}!{column_letters(column)}{at + 1}")
                if found is not None:
                    cells[column] = found
                if across or down:
                    merged.append(((at, column), (at + down, column + across)))
                column += across
            unseen = sorted(cells if row.get(S + "Hidden") == "1" else cells.keys() & hidden)
            if unseen:
                words = " | ".join(cells.pop(number).text for number in unseen)
                self.omissions.note(HIDDEN, words, f"{name}, hàng {at + 1}")
            if cells:
                rows[at] = cells
        for first, last in merged:
            spread(rows, first, last)

    def _cell(self, cell: etree._Element, column: int, place: str) -> Cell | None:
        data = cell.find(S + "Data")
        style = self._styles.get(cell.get(S + "StyleID", "Default"), _Style())
        text = "" if data is None else _shown(data, style)
        if not text:
            return None
        for what, applies in ((STRUCK, style.struck), (HIDDEN, hides(style.form))):
            if applies:
                self.omissions.note(what, text, place)
                return None
        return Cell.of(text, column, bold=style.bold)


def _style(element: etree._Element, above: _Style) -> _Style:
    font, form = element.find(S + "Font"), element.find(S + "NumberFormat")
    style = above
    if font is not None:
        style = replace(
            style,
            bold=font.get(S + "Bold") == "1",
            struck=font.get(S + "StrikeThrough") == "1",
            encoding=encoding_of_font(font.get(S + "FontName", "")),
        )
    if form is not None:
        code = form.get(S + "Format", "")
        style = replace(style, form=_NAMED_FORMS.get(code, code))
    return style


def _shown(data: etree._Element, style: _Style) -> str:
    """Return what a cell shows of its value."""
    stored = "".join(map(str, data.itertext())).strip()
    kind = data.get(S + "Type", "String")
    if kind == "DateTime":
        try:
            moment = datetime.fromisoformat(stored)
        except ValueError:
            return stored
        days = (moment.replace(tzinfo=None) - _FIRST_DAY).total_seconds() / _SECONDS
        return shown(repr(days), style.form or _DAY)
    if kind == "Number":
        return shown(stored, style.form)
    if kind == "Boolean":
        return "Có" if stored == "1" else "Không"
    text = stored if style.encoding is None else convert(stored, style.encoding)
    return text_shown(text, style.form)


def _place(element: etree._Element, before: int, most: int) -> int:
    """Return the place, from 0, of a row or cell after the one ``before``; it may name its own."""
    named = _count(element, "Index", most + 1)
    at = named - 1 if named > before + 1 else before + 1
    if at >= most:
        raise FileTooLarge(f"Bảng tính quá giới hạn {most} hàng hoặc cột.")
    return at


def _count(element: etree._Element, name: str, most: int) -> int:
    text = element.get(S + name, "0")
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else 0


def _hidden_columns(table: etree._Element, limits: Limits) -> Iterator[int]:
    at = -1
    for column in table.iterfind(S + "Column"):
        at = _place(column, at, limits.columns)
        span = _count(column, "Span", limits.columns)
        if column.get(S + "Hidden") == "1" or column.get(S + "Width") == "0":
            yield from range(at, at + span + 1)
        at += span
