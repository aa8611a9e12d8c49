"""Spreadsheets (XLSX, CSV): titles above a table as lines, its rows under their column heads."""

import csv
import io

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.tables import Cell, Table, table_lines
from ingest.parsers.text import decode
from ingest.parsers.xlsx import Sheet, read_sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_MIN_COLUMNS = 3


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a spreadsheet, sheet by sheet, hidden sheets left out."""
    if not data.strip():
        raise EmptyFile("Tệp rỗng.")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        sheets, media_type = read_sheets(data, limits), XLSX
    else:
        sheets, media_type = [_read_csv(data)], CSV
    lines: list[Line] = []
    tables = 0
    for sheet in sheets:
        found = _lines(sheet, tables, limits)
        tables += any(line.cells for line in found)
        lines.extend(found)
    if not lines:
        raise EmptyFile("Bảng tính không có ô nào có chữ.")
    return Parsed(tuple(lines), media_type)


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
    return lines + _plain(rows[end:])


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
