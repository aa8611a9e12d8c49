"""Spreadsheets (XLSX, CSV): titles above a table as lines, its rows under their column heads."""

import csv
import io
from collections.abc import Iterator

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Mark, Parsed
from ingest.parsers.drawings import chart_lines
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.tables import Cell, Table, table_lines
from ingest.parsers.text import decode
from ingest.parsers.xlsx import Sheet, Workbook, read_book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_MIN_COLUMNS = 3
_SHOWN = 12


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a spreadsheet, sheet by sheet; what is hidden is left out and told."""
    if not data.strip():
        raise EmptyFile("Tệp rỗng.")
    warnings: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        book = read_book(data, limits)
        sheets, media_type = book.sheets, XLSX
        warnings = (*_doubts(book), *book.omissions.warnings())
        marks = book.omissions.marks()
    else:
        sheets, media_type = [_read_csv(data)], CSV
    lines = lines_of(sheets, limits)
    if not lines:
        raise EmptyFile("Bảng tính không có ô nào có chữ.")
    return Parsed(tuple(lines), media_type, warnings=warnings, marks=marks)


def lines_of(sheets: list[Sheet], limits: Limits) -> list[Line]:
    """Return the lines of sheets, tables numbered through."""
    lines: list[Line] = []
    tables = 0
    for sheet in sheets:
        found = _lines(sheet, tables, limits)
        tables += any(line.cells for line in found)
        lines.extend(found)
        for chart in sheet.charts:
            drawn = chart_lines(chart, tables, limits)
            tables += any(line.cells for line in drawn)
            lines.extend(drawn)
    return lines


def _doubts(book: Workbook) -> Iterator[str]:
    """Say which formulas' values were computed here, and which are missing."""
    if book.computed:
        yield (f"Giá trị của {book.computed} ô công thức do phần mềm tính, vì tệp không lưu sẵn.")
    if book.without_value:
        places = ", ".join(book.without_value[:_SHOWN])
        more = ", …" if len(book.without_value) > _SHOWN else ""
        yield (
            f"Có {len(book.without_value)} ô công thức không có giá trị lưu sẵn: {places}{more}. "
            "Hãy mở và lưu lại tệp bằng Excel rồi nạp lại."
        )


def _read_csv(data: bytes) -> Sheet:
    text = decode(data)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS)
    except csv.Error:  # one column, or columns that the sample does not show
        dialect = csv.excel
    sheet = Sheet("")
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect):
            sheet.rows.append(
                [Cell.of(value, column) for column, value in enumerate(row) if value.strip()]
            )
    except csv.Error as error:
        raise UndecodableFile("Tệp CSV bị hỏng, không chia được thành cột.") from error
    return sheet


def _lines(sheet: Sheet, number: int, limits: Limits) -> list[Line]:
    """Return what stands above the table as lines, then the table, then what stands below it."""
    rows = [row for row in sheet.rows if any(cell.text for cell in row)]
    start = next((at for at, row in enumerate(rows) if len(_written(row)) >= _MIN_COLUMNS), None)
    if start is None:
        start = next((at for at, row in enumerate(rows) if len(_written(row)) > 1), len(rows))
    end = len(rows)
    while end > start and len(_written(rows[end - 1])) < 2:
        end -= 1
    lines = _plain(rows[:start])
    if start < end:
        lines += table_lines(Table(rows[start:end]), number, limits)
    lines += _plain(rows[end:])
    return lines + [Line(text, whole=True) for text in sheet.shapes]


def _written(row: list[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _plain(rows: list[list[Cell]]) -> list[Line]:
    """Return rows outside the table: the left cells of all rows, then the right ones."""
    return [
        Line(cell.text, bold=cell.bold, whole=True)
        for at in range(max((len(_written(row)) for row in rows), default=0))
        for row in rows
        for cell in _written(row)[at : at + 1]
    ]
