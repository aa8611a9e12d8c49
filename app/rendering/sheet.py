"""A comparison as an Excel workbook: the table, and a sheet of its sources."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.rendering import plain
from app.rendering.material import Comparison, all_sources, printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHARACTERS = 32_767
"""What a cell of the format may hold."""
WIDTHS = (28, 60)


def comparison(compared: Comparison) -> bytes:
    """Return the comparison as an .xlsx file. Every cell is text: nothing is ever a formula."""
    workbook = Workbook()
    table = workbook.active
    assert isinstance(table, Worksheet)  # noqa: S101 - a new workbook has a sheet
    table.title = "So sánh"
    _row(table, 1, ("Văn bản", *compared.topics), bold=True)
    for number, (name, cells) in enumerate(compared.rows, start=2):
        _row(table, number, (name, *(plain.write(cell.said) for cell in cells)))
    _shape(table, (WIDTHS[0], *(WIDTHS[1] for _ in compared.topics)))
    sources = workbook.create_sheet("Nguồn")
    _row(sources, 1, ("Số", "Văn bản và mục", "Trang", "Trích nguyên văn"), bold=True)
    for number, source in enumerate(all_sources(compared), start=2):
        page = str(source.page) if source.page else ""
        _row(sources, number, (f"[{source.marker}]", source.name, page, source.quote))
    _shape(sources, (6, 50, 8, 80))
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _row(sheet: Worksheet, number: int, values: tuple[str, ...], *, bold: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, SheetCell)  # noqa: S101 - nothing is merged
        cell.value = printable(value)[:MOST_CHARACTERS]
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Times New Roman", size=12, bold=bold)


def _shape(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
