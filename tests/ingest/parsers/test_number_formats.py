import pytest

from ingest.parsers.number_formats import hides, shown, text_shown


@pytest.mark.parametrize(
    ("stored", "form", "text"),
    [
        ("412", "00000", "00412"),
        ("912345678", "0000 000 000", "0912 345 678"),
        ("150", '#,##0.0" ha"', "150,0 ha"),
        ("2350000000", "#,##0.00,,,", "2,35"),
        ("1500", '#,##0," nghìn"', "2 nghìn"),
        ("-12", '"tăng "0;"giảm "0', "giảm 12"),
        ("0", '#,##0;-#,##0;"không"', "không"),
        ("0.805", "0.0%", "80,5%"),
        ("35", "0\\%", "35%"),
        ("-1500", "#,##0;(#,##0)", "(1.500)"),
        ("-1234", "#,##0 \\đ", "-1.234 đ"),
        ("1234567.891", "#,##0.00 [$₫-42A]", "1.234.567,89 ₫"),
        ("1234567", '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "1.234.567"),
        ("150", '[>=100]"từ "0;[<100]"dưới "0', "từ 150"),
        ("50", '[>=100]"cao "0;"thấp "0', "thấp 50"),
        ("1234.5", "#,##0.##", "1.234,5"),
        ("1234", "#,##0.##", "1.234"),
        ("0.375", "# ?/?", "3/8"),
        ("1.5", "# ?/?", "1 1/2"),
        ("12345", "0.00E+00", "1,23E+4"),
        ("12", '0"/KH-UBND"', "12/KH-UBND"),
        ("5", "@", "5"),
        ("12.5", "General", "12,5"),
        ("123456789012", "", "123456789012"),
        ("0.30000000000000004", "", "0,3"),
        ("chữ", "0.0", "chữ"),
    ],
)
def test_numbers_as_excel_shows_them(stored: str, form: str, text: str) -> None:
    assert shown(stored, form) == text


@pytest.mark.parametrize(
    ("stored", "form", "text"),
    [
        ("45901", "mm/yyyy", "09/2025"),
        ("45901", "yyyy", "2025"),
        ("45901", '"Tháng "m', "Tháng 9"),
        ("45901", '"ngày "dd" tháng "mm" năm "yyyy', "ngày 01 tháng 09 năm 2025"),
        ("45901", "yyyy-mm-dd", "01/09/2025"),
        ("45901", "m/d/yy", "01/09/2025"),
        ("45901", "mmm-yy", "Thg 9-25"),
        ("45901", "[$-409]mmm-yy", "Sep-25"),
        ("45901", "dddd, dd/mm/yyyy", "Thứ Hai, 01/09/2025"),
        ("45901.5", "dd/mm/yyyy h:mm", "01/09/2025 12:00"),
        ("0.75", "h:mm AM/PM", "6:00 CH"),
        ("1.5", "[h]:mm", "36:00"),
        ("59", "dd/mm/yyyy", "28/02/1900"),
        ("-5", "dd/mm/yyyy", "-5"),
    ],
)
def test_no_part_of_a_date_is_invented(stored: str, form: str, text: str) -> None:
    assert shown(stored, form) == text


def test_days_count_from_1904_where_the_file_says_so() -> None:
    assert shown("0", "dd/mm/yyyy", from_1904=True) == "01/01/1904"


def test_text_and_formats_that_show_nothing() -> None:
    assert text_shown("Bản Lìm", '"Xã "@') == "Xã Bản Lìm"
    assert text_shown("Bản Lìm", "#,##0") == "Bản Lìm"
    assert hides(";;;")
    assert not hides("#,##0;;")
