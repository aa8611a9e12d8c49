import pytest

from ingest.errors import EmptyFile, FileTooLarge, UndecodableFile
from ingest.parsers import parser_for
from ingest.parsers.limits import LIMITS, Limits

STYLES = (
    '<Style ss:ID="Default"/>'
    '<Style ss:ID="m"><NumberFormat ss:Format="#,##0&quot; hộ&quot;"/></Style>'
    '<Style ss:ID="p" ss:Parent="m"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style>'
    '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
)


def row(*cells: str, more: str = "") -> str:
    return f"<Row {more}>{''.join(cells)}</Row>"


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def book(*rows: str, columns: str = "", after: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"<Styles>{STYLES}</Styles><Worksheet ss:Name='Một'><Table>{columns}{''.join(rows)}</Table>"
        f"</Worksheet>{after}</Workbook>"
    ).encode()


HEAD = row(cell("TT"), cell("Xã"), cell("Số hộ"), cell("Tỷ lệ"), cell("Ngày"))


def test_a_workbook_exported_as_xml_is_read_as_excel_shows_it() -> None:
    data = book(
        HEAD,
        row(
            cell("1", "Number"), cell("Nà Hin"), cell("1250", "Number", 'ss:StyleID="m"'),
            cell("0.875", "Number", 'ss:StyleID="p"'),
            cell("2031-03-09T00:00:00.000", "DateTime", 'ss:StyleID="d"'),
        ),
        row(cell("Bản Bo", more='ss:Index="2"'), cell("90", "Number", 'ss:StyleID="m"')),
    )  # fmt: skip
    parsed = parser_for("a.xls", data)(data)
    assert [line.cells for line in parsed.lines] == [
        ("TT", "Xã", "Số hộ", "Tỷ lệ", "Ngày"),
        ("1", "Nà Hin", "1.250 hộ", "87,50%", "09/03/2031"),
        ("", "Bản Bo", "90 hộ", "", ""),
    ]
    assert "Excel XML 2003" in parsed.warnings[0]


def test_what_it_hides_and_strikes_out_is_left_out_and_told() -> None:
    hidden_sheet = (
        '<Worksheet ss:Name="Kín"><Table><Row><Cell><Data ss:Type="String">mật</Data></Cell></Row>'
        "</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        "</Worksheet>"
    )
    data = book(
        HEAD,
        row(cell("1"), cell("Nà Hin"), cell("312"), cell("riêng", more='ss:Index="5"')),
        row(cell("2"), cell("Bản Bo"), cell("287"), more='ss:Hidden="1"'),
        row(cell("3"), cell("Pá Cang", more='ss:StyleID="s"'), cell("198")),
        columns='<Column/><Column ss:Index="5" ss:Hidden="1"/>',
        after=hidden_sheet,
    )
    parsed = parser_for("a.xls", data)(data)
    text = " ".join(line.text for line in parsed.lines)
    told = " ".join(parsed.warnings)
    assert "312" in text
    assert "198" in text
    for words in ("riêng", "287", "Pá Cang"):
        assert words not in text
        assert words in told
    assert "mật" not in text
    assert "Kín" in told


def test_merged_cells_stand_in_every_row_they_cover() -> None:
    data = book(
        HEAD,
        row(cell("1"), cell("Vùng cao", more='ss:MergeDown="1"'), cell("312")),
        row(cell("2"), cell("287", more='ss:Index="3"')),
    )
    parsed = parser_for("a.xls", data)(data)
    assert [line.cells[1] for line in parsed.lines if line.cells] == ["Xã", "Vùng cao", "Vùng cao"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (book(), EmptyFile),
        (book(row(cell("x", more='ss:Index="999999"'))), FileTooLarge),
        (book(row(cell("x"), more='ss:Index="99999999"')), FileTooLarge),
        (book(HEAD)[:-20], UndecodableFile),
        (book(HEAD).replace(b"Workbook", b"Workbuch"), UndecodableFile),
    ],
)
def test_harmful_ones_are_refused(data: bytes, error: type[Exception]) -> None:
    limits = Limits(rows=1000, columns=LIMITS.columns)
    with pytest.raises(error):
        parser_for("a.xls", data, limits)(data)
