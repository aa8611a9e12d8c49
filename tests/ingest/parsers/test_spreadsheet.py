import io
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font

from ingest.errors import EmptyFile, FileTooLarge, UndecodableFile
from ingest.parsers import spreadsheet


def book(rows: list[list[object]], *, merge: str = "", form: dict[str, str] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    for place, code in (form or {}).items():
        sheet[place].number_format = code
    sheet["A1"].font = Font(bold=True)
    hidden = workbook.create_sheet("Nháp")
    hidden["A1"] = "không được đọc"
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_titles_are_lines_and_rows_have_their_heads() -> None:
    data = book(
        [
            ["BẢNG PHÂN CÔNG NHIỆM VỤ"],
            ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tỷ lệ", "Kinh phí"],
            [1, "Làm đường", "Phòng Kinh tế", date(2025, 6, 30), 0.805, 3000000],
            [2, "Đào tạo\nnghề", "Phòng Kinh tế", date(2025, 7, 1), 1, 12.5],
        ],
        merge="C3:C4",
        form={"E3": "0.0%", "E4": "0%", "F3": "#,##0"},
    )

    found = spreadsheet.read(data).lines

    assert (found[0].text, found[0].bold, found[0].cells) == ("BẢNG PHÂN CÔNG NHIỆM VỤ", True, None)
    assert [line.cells for line in found[1:]] == [
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tỷ lệ", "Kinh phí"),
        ("1", "Làm đường", "Phòng Kinh tế", "30/06/2025", "80,5%", "3.000.000"),
        ("2", "Đào tạo nghề", "Phòng Kinh tế", "01/07/2025", "100%", "12,5"),
    ]
    assert [line.head for line in found[1:]] == [True, False, False]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_values_parted_by_any_usual_mark(mark: str) -> None:
    rows = [["STT", "Việc", "Hạn"], ["1", f'"Cầu{mark} đường"', "Q1"], ["2", "Trường", "Q2"]]
    data = "\n".join(mark.join(row) for row in rows).encode("utf-8-sig")

    assert [line.cells for line in spreadsheet.read(data).lines][1] == (
        "1",
        f"Cầu{mark} đường".replace("\t", " ").replace("  ", " "),
        "Q1",
    )


def test_ten_thousand_columns_are_refused_by_name() -> None:
    with pytest.raises(FileTooLarge, match="10000 cột"):
        spreadsheet.read(book([[f"c{n}" for n in range(10_000)]]))


def test_ten_thousand_columns_of_values_are_refused_too() -> None:
    row = ",".join(f"c{n}" for n in range(10_000))

    with pytest.raises(FileTooLarge, match="10000 cột"):
        spreadsheet.read(f"{row}\n{row}".encode())


def test_an_empty_book_is_empty() -> None:
    with pytest.raises(EmptyFile):
        spreadsheet.read(book([]))


def test_another_container_is_refused() -> None:
    with pytest.raises(UndecodableFile):
        spreadsheet.read(b"PK\x03\x04rest")
