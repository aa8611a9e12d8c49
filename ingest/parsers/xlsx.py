"""The cells of an XLSX workbook as Excel shows them: merged cells, dates, percentages."""

import posixpath
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zipfile import ZipFile

from lxml import etree

from ingest.errors import FileTooLarge, UndecodableFile
from ingest.parsers.container import member_bytes, open_container, parse_xml
from ingest.parsers.limits import Limits
from ingest.parsers.tables import Cell

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 31, 36, 50, 57, 58})
_TIME_FORMATS = frozenset({18, 19, 20, 21, 45, 46, 47})
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_LAST_DAY = 2_958_465


@dataclass(slots=True)
class Sheet:
    """The rows of one sheet; a cell merged over rows stands in each of them."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Style:
    form: str = ""
    bold: bool = False
    is_date: bool = False
    is_time: bool = False


def read_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """Return the visible sheets of a workbook, in its order."""
    with open_container(data, limits) as archive:
        return _Book(archive, limits).sheets()


class _Book:
    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._path = self._main_part()
        self._root = self._part(self._path)
        self._strings = self._shared_strings()
        self._styles = self._cell_styles()
        properties = self._root.find(_S + "workbookPr")
        old = properties is not None and properties.get("date1904") in {"1", "true"}
        self._epoch = datetime(1904, 1, 1) if old else datetime(1899, 12, 30)

    def _main_part(self) -> str:
        relations = member_bytes(self._archive, "_rels/.rels", self._limits)
        for relation in [] if relations is None else parse_xml(relations).iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        return "xl/workbook.xml"

    def _part(self, path: str) -> etree._Element:
        data = member_bytes(self._archive, path, self._limits)
        if data is None:
            raise UndecodableFile("Tệp không phải là bảng tính (.xlsx) hoặc đã bị hỏng.")
        return parse_xml(data)

    def _beside(self, name: str) -> etree._Element | None:
        path = posixpath.join(posixpath.dirname(self._path), name)
        data = member_bytes(self._archive, path, self._limits)
        return None if data is None else parse_xml(data)

    def _shared_strings(self) -> list[str]:
        root = self._beside("sharedStrings.xml")
        return [] if root is None else [_string(item) for item in root.findall(_S + "si")]

    def _cell_styles(self) -> list[_Style]:
        root = self._beside("styles.xml")
        if root is None:
            return []
        forms = dict(_BUILT_IN)
        for element in root.iter(_S + "numFmt"):
            forms[_integer(element.get("numFmtId"))] = element.get("formatCode", "")
        fonts = [_is_bold(font) for font in root.findall(f"{_S}fonts/{_S}font")]
        styles = []
        for xf in root.findall(f"{_S}cellXfs/{_S}xf"):
            number, font = _integer(xf.get("numFmtId")), _integer(xf.get("fontId"))
            form = _LITERALS.sub("", forms.get(number, ""))
            custom = number > 163
            is_date = number in _DATE_FORMATS or (custom and bool(re.search("[dy]", form, re.I)))
            is_time = number in _TIME_FORMATS or (custom and bool(re.search("[hs]", form, re.I)))
            styles.append(_Style(form, font < len(fonts) and fonts[font], is_date, is_time))
        return styles

    def sheets(self) -> list[Sheet]:
        relations = self._beside(f"_rels/{posixpath.basename(self._path)}.rels")
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ([] if relations is None else relations.iter(_RELATIONSHIP))
        }
        found = []
        for sheet in self._root.iter(_S + "sheet"):
            if sheet.get("state", "visible") != "visible":
                continue
            target = targets.get(sheet.get(_R + "id"), "")
            path = posixpath.join(posixpath.dirname(self._path), target)
            if target.startswith("/"):
                path = target.lstrip("/")
            if target and "worksheets" in path:
                found.append(self._sheet(sheet.get("name", ""), self._part(path)))
        return found

    def _sheet(self, name: str, root: etree._Element) -> Sheet:
        rows: dict[int, dict[int, Cell]] = {}
        row_number = -1
        for row in root.iterfind(f"{_S}sheetData/{_S}row"):
            row_number = _integer(row.get("r"), row_number + 2) - 1
            cells: dict[int, Cell] = {}
            column = -1
            for element in row.iterfind(_S + "c"):
                place = _place(element.get("r", ""))
                column = column + 1 if place is None else place[1]
                text, bold = self._text(element)
                if text:
                    cells[column] = Cell.of(text, column, bold=bold)
            if cells:
                rows[row_number] = cells
            self._check(rows, cells)
        for merge in root.iter(_S + "mergeCell"):
            _merge(rows, merge.get("ref", ""))
        return Sheet(
            name, [[cells[at] for at in sorted(cells)] for _, cells in sorted(rows.items())]
        )

    def _check(self, rows: dict[int, dict[int, Cell]], cells: dict[int, Cell]) -> None:
        width = max(cells, default=-1) + 1
        if width > self._limits.columns:
            raise FileTooLarge(
                f"Bảng tính có {width} cột, quá giới hạn {self._limits.columns} cột."
            )
        if len(rows) > self._limits.rows:
            raise FileTooLarge(f"Bảng tính có quá {self._limits.rows} hàng.")

    def _text(self, element: etree._Element) -> tuple[str, bool]:
        """Return what a cell shows, and whether it is bold."""
        at = _integer(element.get("s"))
        style = self._styles[at] if 0 <= at < len(self._styles) else _Style()
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_S + "is")
            return ("" if inline is None else _string(inline)), style.bold
        stored = element.findtext(_S + "v") or ""
        if kind == "s":
            index = _integer(stored, -1)
            known = 0 <= index < len(self._strings)
            return (self._strings[index] if known else ""), style.bold
        if kind == "b":
            return ("Có" if stored == "1" else "Không"), style.bold
        if kind in {"str", "e", "d"}:
            return stored, style.bold
        return _number(stored, style, self._epoch), style.bold


def _string(item: etree._Element) -> str:
    """Return the text of a string item without its phonetic guide."""
    parts = [item.findtext(_S + "t") or ""]
    parts += [run.findtext(_S + "t") or "" for run in item.findall(_S + "r")]
    return "".join(parts)


def _is_bold(font: etree._Element) -> bool:
    bold = font.find(_S + "b")
    return bold is not None and bold.get("val", "1") not in {"0", "false"}


def _integer(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


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
    """Let the upper left cell of a merged range stand in every row that it covers."""
    first, _, last = reference.partition(":")
    one, other = _place(first), _place(last)
    if one is None or other is None:
        return
    cell = rows.get(one[0], {}).get(one[1])
    if cell is None:
        return
    width = max((max(cells) for cells in rows.values()), default=0)
    columns = min(other[1], width) - one[1] + 1
    wide = Cell(cell.lines, one[1], max(columns, 1))
    for number in [number for number in rows if one[0] <= number <= other[0]]:
        rows[number] = {
            at: kept for at, kept in rows[number].items() if not one[1] <= at <= other[1]
        } | {one[1]: wide}


def _number(stored: str, style: _Style, epoch: datetime) -> str:
    try:
        value = float(stored)
    except ValueError:
        return stored
    if style.is_date and 0 < value < _LAST_DAY:
        moment = epoch + timedelta(days=value)
        clock = f" {moment:%H:%M}" if style.is_time else ""
        return f"{moment:%d/%m/%Y}{clock}"
    if style.is_time and 0 <= value < 1:
        return f"{epoch + timedelta(days=value):%H:%M}"
    if "%" in style.form:
        return _vietnamese(value * 100, style.form) + "%"
    return _vietnamese(value, style.form)


def _vietnamese(value: float, form: str) -> str:
    """Return a number with a comma before its decimals, points between thousands if shown."""
    places = re.search(r"\.(0+)", form)
    if places is not None:
        text = f"{value:,.{len(places.group(1))}f}"
    elif form and "0" in form and "E" not in form:
        text = f"{value:,.0f}"
    else:
        text = f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"
    if "#,#" not in form:
        text = text.replace(",", "")
    return text.translate(str.maketrans(",.", ".,"))
