"""Excel workbooks: a comparison with a sheet of its sources, and any table."""

from collections.abc import Iterable, Sequence
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
    workbook, sheet = _begun("So sánh", ("Văn bản", *compared.topics))
    for number, (name, cells) in enumerate(compared.rows, start=2):
        _row(sheet, number, (name, *(plain.write(cell.said) for cell in cells)))
    _shape(sheet, (WIDTHS[0], *(WIDTHS[1] for _ in compared.topics)))
    sources = workbook.create_sheet("Nguồn")
    _row(sources, 1, ("Số", "Văn bản và mục", "Trang", "Trích nguyên văn"), bold=True)
    for number, source in enumerate(all_sources(compared), start=2):
        page = str(source.page) if source.page else ""
        _row(sources, number, (f"[{source.marker}]", source.name, page, source.quote))
    _shape(sources, (6, 50, 8, 80))
    return _saved(workbook)


def table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> bytes:
    """Return the rows as an .xlsx file under their heads. Every cell is text."""
    workbook, sheet = _begun(title, heads)
    for number, values in enumerate(rows, start=2):
        _row(sheet, number, values)
    _shape(sheet, widths)
    sheet.auto_filter.ref = sheet.dimensions
    return _saved(workbook)


def _begun(title: str, heads: Sequence[str]) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has a sheet
    sheet.title = title
    _row(sheet, 1, heads, bold=True)
    return workbook, sheet


def _saved(workbook: Workbook) -> bytes:
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _row(sheet: Worksheet, number: int, values: Sequence[str], *, bold: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, SheetCell)  # noqa: S101 - nothing is merged
        cell.value = printable(value)[:MOST_CHARACTERS]
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Times New Roman", size=12, bold=bold)


def _shape(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
