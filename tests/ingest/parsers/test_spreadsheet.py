import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

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


def cells(data: bytes) -> list[tuple[str, ...] | None]:
    return [line.cells for line in spreadsheet.read(data).lines]


def saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheet_of(*rows: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Biểu"
    for row in rows:
        sheet.append(row)
    return workbook, sheet


HEAD: list[object] = ["STT", "Xã", "Vốn"]


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    workbook, sheet = sheet_of([*HEAD, "Ghi chú"], [1, "Bản Lìm", 40, "giữ"], [2, "Nà Sáy", 99, ""])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True

    found = spreadsheet.read(saved(workbook))

    assert [line.cells for line in found.lines] == [("STT", "Xã", "Vốn"), ("1", "Bản Lìm", "40")]
    assert "2 | Nà Sáy | 99" in found.warnings[0]
    assert "Ghi chú | giữ" in found.warnings[0]


def test_a_column_too_narrow_to_show_anything_is_told() -> None:
    workbook, sheet = sheet_of([*HEAD, "Ghi chú"], [1, "Bản Lìm", 40, "giữ kín"])
    sheet.column_dimensions["D"].width = 0.02

    found = spreadsheet.read(saved(workbook))

    assert "giữ kín" not in " ".join(line.text for line in found.lines)
    assert "giữ kín" in found.warnings[0]


def test_rows_of_no_height_and_hidden_sheets_are_told() -> None:
    workbook, _ = sheet_of(HEAD, [1, "Bản Lìm", 40], [2, "Nà Sáy", 99])
    workbook.create_sheet("Nội bộ").sheet_state = "veryHidden"
    data = with_values(saved(workbook), '<row r="3"', '<row ht="0" customHeight="1" r="3"')

    told = " ".join(spreadsheet.read(data).warnings)

    assert "Nà Sáy" in told
    assert "Nội bộ" in told


@pytest.mark.parametrize(
    ("font", "what"),
    [
        (Font(strike=True), "gạch ngang"),
        (Font(color="FFFFFFFF"), "ẩn"),
        (Font(size=1), "ẩn"),
    ],
)
def test_struck_and_invisible_cells_are_left_out_and_told(font: Font, what: str) -> None:
    workbook, sheet = sheet_of(HEAD, [1, "Bản Lìm", 40], [2, "Nà Sáy", 99])
    sheet["C3"].font = font

    found = spreadsheet.read(saved(workbook))

    assert found.lines[-1].cells == ("2", "Nà Sáy", "")
    assert what in found.warnings[0]
    assert "99" in found.warnings[0]


def test_struck_words_within_a_cell_are_left_out() -> None:
    workbook, sheet = sheet_of(HEAD, [1, "Bản Lìm", 40])
    sheet["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "Bản Cũ "), "Bản Lìm")

    assert cells(saved(workbook))[-1] == ("1", "Bản Lìm", "40")


def test_old_fonts_are_known_in_cells() -> None:
    workbook, sheet = sheet_of(HEAD, [1, "HuyÖn ñy", 40])
    sheet["B2"].font = Font(name=".VnTime")

    assert cells(saved(workbook))[-1] == ("1", "Huyện ủy", "40")


def test_plain_formulas_without_a_stored_value_are_computed_and_told() -> None:
    workbook, _ = sheet_of(
        ["STT", "Việc", "Lớp", "Giá", "Tiền"],
        [1, "Tập huấn", 4, 12, "=C2*D2"],
        [2, "Sơ cứu", 3, 15.5, "=ROUND(C3*D3,0)"],
        ["", "Cộng", "=SUM(C2:C3)", "=AVERAGE(D2:D3)", "=E2+E3-(2^2)/2*50%"],
    )
    second = workbook.create_sheet("Tổng")
    second.append(["Biểu", "Số"])
    second.append(["Tiền", "='Biểu'!E4"])

    found = spreadsheet.read(saved(workbook))

    values = [line.cells for line in found.lines]
    assert values[1:4] == [
        ("1", "Tập huấn", "4", "12", "48"),
        ("2", "Sơ cứu", "3", "15,5", "47"),
        ("", "Cộng", "7", "13,75", "94"),
    ]
    assert values[-1] == ("Tiền", "94")
    assert found.warnings == ("Giá trị của 6 ô công thức do phần mềm tính, vì tệp không lưu sẵn.",)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=IF(C2>30,"Vượt","Đạt")', "Vượt"),
        ('=IF(SUM(C2,10)/2<=20,"Đủ ""chuẩn""",C2)', "40"),
        ('=IF(C2<>40,"Sai",IF(C2=40,"Đúng","Khác"))', "Đúng"),
        ("=IF(C2>=40,C2*2,0)+1", "81"),
        ("=IF(C2>0,1,0)*IF(C2>0,2,0)", "2"),
    ],
)
def test_a_choice_by_comparing_numbers_is_computed(formula: str, value: str) -> None:
    workbook, _ = sheet_of(HEAD, [1, "Bản Lìm", 40], [2, "Nà Sáy", formula])

    assert cells(saved(workbook))[-1] == ("2", "Nà Sáy", value)


@pytest.mark.parametrize(
    "formula",
    [
        "=VLOOKUP(1,A1:B2,2)",
        "=C3",
        "=B2*2",
        "=1/0",
        "=[1]Khác!A1",
        "=A2&B2",
        '=IF(B2="x",1,2)',
        "=A2>0",
        f"={'(' * 900}1{')' * 900}",
        f"={'IF(1=1,' * 60}1{',0)+1' * 60}*x",
    ],
)
def test_a_formula_that_is_not_certain_has_no_value(formula: str) -> None:
    workbook, _ = sheet_of(HEAD, [1, "Bản Lìm", 40], [2, "Nà Sáy", formula])

    found = spreadsheet.read(saved(workbook))

    assert found.lines[-1].cells == ("2", "Nà Sáy", "(chưa có giá trị)")
    assert "Biểu!C3" in found.warnings[0]


def with_values(data: bytes, old: str, new: str) -> bytes:
    """Return a workbook with the XML of its first sheet changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(buffer, "w") as changed:
        for name in book.namelist():
            content = book.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, new)
            changed.writestr(name, content)
    return buffer.getvalue()


def test_the_nought_of_a_program_that_does_not_compute_is_no_value() -> None:
    workbook, _ = sheet_of(HEAD, [1, "Bản Lìm", 40], [2, "Nà Sáy", "=C2*2"])
    data = saved(workbook)
    empty = "<v></v>" if "<v></v>" in sheet_xml(data) else "<v/>"

    assert cells(with_values(data, empty, "<v>0</v>"))[-1] == ("2", "Nà Sáy", "80")


def sheet_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_a_stored_value_is_shown_as_it_is() -> None:
    workbook, _ = sheet_of(HEAD, [1, "Bản Lìm", 40], [2, "Nà Sáy", "=C2*2"])
    data = saved(workbook)
    empty = "<v></v>" if "<v></v>" in sheet_xml(data) else "<v/>"

    found = spreadsheet.read(with_values(data, empty, "<v>81</v>"))

    assert found.lines[-1].cells == ("2", "Nà Sáy", "81")
    assert found.warnings == ()


def test_comments_and_the_page_header_of_a_sheet_are_told() -> None:
    workbook, sheet = sheet_of(HEAD, [1, "Bản Lìm", 40])
    sheet["C2"].comment = Comment("tạm tính", "Nga")
    header = sheet.oddHeader
    assert header is not None
    assert header.center is not None
    header.center.text = "UBND xã Bản Lìm"

    told = " ".join(spreadsheet.read(saved(workbook)).warnings)

    assert "Lời bình" in told
    assert "UBND xã Bản Lìm" in told


def test_a_chart_of_a_sheet_is_read() -> None:
    workbook, sheet = sheet_of(HEAD, [1, "Bản Lìm", 40])
    chart = BarChart()
    chart.title = "Vốn theo xã"
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart)

    assert "Biểu đồ: Vốn theo xã" in [line.text for line in spreadsheet.read(saved(workbook)).lines]
