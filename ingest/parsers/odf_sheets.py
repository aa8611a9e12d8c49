"""The sheets of an OpenDocument spreadsheet; its cells store the text that they show."""

from collections.abc import Iterator

from lxml import etree

from ingest.errors import FileTooLarge
from ingest.parsers.characters import clean
from ingest.parsers.limits import Limits
from ingest.parsers.odf_styles import OFFICE, TABLE, TEXT, OdfStyles
from ingest.parsers.omissions import COMMENT, HIDDEN, STRUCK, Omissions
from ingest.parsers.tables import Cell
from ingest.parsers.xlsx import Sheet
from ingest.vietnamese.legacy_fonts import convert

_ROWS = frozenset({TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"})
_COLUMNS = frozenset(
    {TABLE + "table-header-columns", TABLE + "table-columns", TABLE + "table-column-group"}
)
_REPEATS = TABLE + "number-columns-repeated"


def sheets(
    body: etree._Element, styles: OdfStyles, omissions: Omissions, limits: Limits
) -> Iterator[Sheet]:
    """Yield the visible sheets of a spreadsheet; what they hide is noted."""
    for table in body.iterfind(TABLE + "table"):
        name = table.get(TABLE + "name", "")
        shown = styles.value(
            "table", table.get(TABLE + "style-name"), "table-properties", TABLE + "display"
        )
        if shown == "false":
            omissions.note("Trang tính ẩn không đưa vào văn bản", name)
        else:
            yield _Reader(styles, omissions, limits).sheet(table, name)


class _Reader:
    def __init__(self, styles: OdfStyles, omissions: Omissions, limits: Limits) -> None:
        self._styles = styles
        self._omissions = omissions
        self._limits = limits

    def sheet(self, table: etree._Element, name: str) -> Sheet:
        """Return the rows of one sheet, merged cells in each row that they cover."""
        hidden = self._hidden_columns(table)
        sheet = Sheet(name)
        covering: dict[int, tuple[int, Cell]] = {}
        for number, row in enumerate(_rows(table), 1):
            cells = self._cells(row, covering, f"{name}, hàng {number}")
            left_out = [cell.text for cell in cells if cell.column in hidden]
            if row.get(TABLE + "visibility", "visible") != "visible":
                left_out, cells = [cell.text for cell in cells], []
            if any(left_out):
                self._omissions.note(HIDDEN, " | ".join(left_out), f"{name}, hàng {number}")
            cells = [cell for cell in cells if cell.column not in hidden]
            if cells:
                sheet.rows.append(cells)
            if len(sheet.rows) > self._limits.rows:
                raise FileTooLarge(f"Bảng tính có quá {self._limits.rows} hàng.")
        return sheet

    def _cells(
        self, row: etree._Element, covering: dict[int, tuple[int, Cell]], place: str
    ) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for element in row:
            if element.tag not in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
                continue
            times = _count(element.get(_REPEATS), 16_384)
            text, bold = self._text(element, place)
            above = covering.get(column)
            if above is not None:
                left, cell = above
                cells.append(cell)
                covering.pop(column)
                if left > 1:
                    covering[column] = left - 1, cell
            elif text:
                if column + times > self._limits.columns:
                    raise FileTooLarge(
                        f"Bảng tính có {column + times} cột, quá giới hạn "
                        f"{self._limits.columns} cột."
                    )
                width = _count(element.get(TABLE + "number-columns-spanned"), self._limits.columns)
                for at in range(column, column + times):
                    plain = Cell.of(text, at, bold=bold)
                    cells.append(Cell(plain.lines, at, width))
                height = _count(element.get(TABLE + "number-rows-spanned"), self._limits.rows)
                if height > 1:
                    covering[column] = height - 1, cells[-1]
            column += times
        return cells

    def _text(self, element: etree._Element, place: str) -> tuple[str, bool]:
        name = element.get(TABLE + "style-name")
        bold = self._value(name, "font-weight") == "bold"
        parts: list[str] = []
        for paragraph in element.iterfind(TEXT + "p"):
            self._collect(paragraph, (), parts, place, name)
            parts.append("\n")
        if element.find(OFFICE + "annotation") is not None:
            self._omissions.note(COMMENT, place=place)
        return clean("".join(parts)), bold

    def _collect(
        self,
        element: etree._Element,
        spans: tuple[str, ...],
        parts: list[str],
        place: str,
        cell: str | None,
    ) -> None:
        look = self._styles.look(spans, None)
        struck = look.struck or self._struck(cell)
        for text, below in [(element.text, None), *((one.tail, one) for one in element)]:
            if below is not None and below.tag == TEXT + "span":
                self._collect(
                    below, (*spans, below.get(TEXT + "style-name", "")), parts, place, cell
                )
            elif below is not None and below.tag in {TEXT + "s", TEXT + "tab"}:
                parts.append(" ")
            elif below is not None and below.tag == TEXT + "a":
                self._collect(below, spans, parts, place, cell)
            if not text:
                continue
            text = text if look.encoding is None else convert(text, look.encoding)
            if struck or look.hidden:
                self._omissions.note(STRUCK if struck else HIDDEN, text, place)
            else:
                parts.append(text)

    def _struck(self, cell: str | None) -> bool:
        through = self._styles.value("table-cell", cell, "text-properties", _STYLE_THROUGH)
        return through not in {None, "none"}

    def _value(self, cell: str | None, key: str) -> str | None:
        return self._styles.value("table-cell", cell, "text-properties", _FO + key)

    def _hidden_columns(self, table: etree._Element) -> set[int]:
        hidden: set[int] = set()
        column = 0
        for element in _columns(table):
            times = _count(element.get(_REPEATS), 16_384)
            if element.get(TABLE + "visibility", "visible") != "visible":
                hidden.update(range(column, column + times))
            column += times
        return hidden


_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE_THROUGH = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}text-line-through-style"


def _columns(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == TABLE + "table-column":
            yield element
        elif element.tag in _COLUMNS:
            yield from _columns(element)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows, repeated ones as often as they stand there; empty ones at the end once."""
    for element in table:
        if element.tag in _ROWS:
            yield from _rows(element)
        elif element.tag == TABLE + "table-row":
            written = next(element.iter(TEXT + "p"), None) is not None
            times = _count(element.get(TABLE + "number-rows-repeated"), 1_000) if written else 1
            for _ in range(times):
                yield element


def _count(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text is not None and text.isdecimal() else 1
