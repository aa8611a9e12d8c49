"""Workbooks of Excel 97 (XLS) as Excel shows them; the only importer of xlrd."""

import io
import struct
from typing import Any

from ingest.errors import EmptyFile, EncryptedFile, FileTooLarge, UndecodableFile
from ingest.lines import Parsed
from ingest.parsers.contents import OLE
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.number_formats import hides, shown, text_shown
from ingest.parsers.omissions import COMMENT, HIDDEN, STRUCK, Omissions
from ingest.parsers.spreadsheet import lines_of
from ingest.parsers.tables import Cell
from ingest.parsers.xlsx import Sheet, column_letters, spread
from ingest.vietnamese.legacy_fonts import convert, encoding_of_font

MEDIA_TYPE = "application/vnd.ms-excel"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WHITE = frozenset({1, 9})
"""Places of white in the palette."""
_SMALLEST = 40
"""Twentieths of a point; nobody reads smaller letters."""
_DAMAGED = (
    OSError, LookupError, ValueError, AssertionError, TypeError, AttributeError, ArithmeticError,
    struct.error, RecursionError,
)  # fmt: skip
"""What xlrd raises, beside its own error, on records that break the rules."""


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of an old workbook, sheet by sheet; what is hidden is left out and told."""
    import xlrd
    from xlrd.compdoc import CompDocError

    if not data.strip():
        raise EmptyFile("Tệp rỗng.")
    if _ENCRYPTED_PACKAGE in data:
        raise EncryptedFile("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
    if not data.startswith(OLE):
        raise UndecodableFile("Nội dung tệp không phải là bảng tính đời cũ (.xls).")
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
        reader = _Reader(book, limits)
        lines = lines_of(reader.sheets(), limits)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise EncryptedFile("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.") from error
        raise UndecodableFile("Tệp .xls bị hỏng hoặc không phải là bảng tính.") from error
    except (*_DAMAGED, CompDocError) as error:
        raise UndecodableFile("Tệp .xls bị hỏng, không đọc được.") from error
    if not lines:
        raise EmptyFile("Bảng tính không có ô nào có chữ.")
    left = reader.omissions
    return Parsed(tuple(lines), MEDIA_TYPE, warnings=left.warnings(), marks=left.marks())


class _Reader:
    def __init__(self, book: Any, limits: Limits) -> None:  # noqa: ANN401 - xlrd has no types
        self._book = book
        self._limits = limits
        self.omissions = Omissions()

    def sheets(self) -> list[Sheet]:
        """Return the visible sheets."""
        found = []
        for sheet in self._book.sheets():
            if sheet.visibility:
                self.omissions.note("Trang tính ẩn không đưa vào văn bản", sheet.name)
            else:
                found.append(self._sheet(sheet))
        return found

    def _sheet(self, sheet: Any) -> Sheet:  # noqa: ANN401
        if sheet.ncols > self._limits.columns or sheet.nrows > self._limits.rows:
            raise FileTooLarge(f"Bảng tính có {sheet.nrows} hàng, {sheet.ncols} cột, quá giới hạn.")
        rows: dict[int, dict[int, Cell]] = {}
        hidden = {at for at, info in sheet.colinfo_map.items() if info.hidden}
        left_out: dict[int, list[str]] = {}
        for row in range(sheet.nrows):
            cells: dict[int, Cell] = {}
            for column in range(sheet.row_len(row)):
                text, bold = self._cell(sheet, row, column)
                if text:
                    cells[column] = Cell.of(text, column, bold=bold)
            info = sheet.rowinfo_map.get(row)
            if info is not None and info.hidden:
                words = " | ".join(cell.text for cell in cells.values())
                if words:
                    self.omissions.note(HIDDEN, words, f"{sheet.name}, hàng {row + 1}")
                continue
            for column in hidden & cells.keys():
                left_out.setdefault(column, []).append(cells.pop(column).text)
            if cells:
                rows[row] = cells
        for column, texts in sorted(left_out.items()):
            place = f"{sheet.name}, cột {column_letters(column)}"
            self.omissions.note(HIDDEN, " | ".join(texts), place)
        if sheet.cell_note_map:
            self.omissions.note(COMMENT, place=sheet.name)
        for top, below, left, right in sheet.merged_cells:
            spread(rows, (top, left), (below - 1, right - 1))
        found = [[cells[at] for at in sorted(cells)] for _, cells in sorted(rows.items())]
        return Sheet(sheet.name, found)

    def _cell(self, sheet: Any, row: int, column: int) -> tuple[str, bool]:  # noqa: ANN401
        """Return what a cell shows, and whether it is bold."""
        import xlrd

        cell = sheet.cell(row, column)
        look = self._book.xf_list[cell.xf_index]
        font = self._book.font_list[look.font_index]
        form = self._book.format_map[look.format_key].format_str
        if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
            return "", False
        if cell.ctype == xlrd.XL_CELL_TEXT:
            text = text_shown(self._as_seen(str(cell.value), font), form)
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            text = "Có" if cell.value else "Không"
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(cell.value, "#N/A")
        else:
            text = shown(repr(cell.value), form, from_1904=bool(self._book.datemode))
        ground = look.background
        on_white = not ground.fill_pattern or ground.pattern_colour_index in _WHITE
        unseen = font.height <= _SMALLEST or (font.colour_index in _WHITE and on_white)
        for what, applies in ((STRUCK, font.struck_out), (HIDDEN, unseen or hides(form))):
            if applies and text:
                place = f"{sheet.name}!{column_letters(column)}{row + 1}"
                self.omissions.note(what, text, place)
                return "", False
        return text, bool(font.bold)

    def _as_seen(self, text: str, font: Any) -> str:  # noqa: ANN401
        encoding = encoding_of_font(font.name)
        return text if encoding is None else convert(text, encoding)
