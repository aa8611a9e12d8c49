import io
from collections.abc import Callable

import pypdfium2
import pytest
from fpdf import FPDF

from ingest.errors import EncryptedFile, FileTooLarge, UndecodableFile
from ingest.lines import Line
from ingest.parsers import ocr, pdf
from ingest.parsers.layout import Word
from ingest.parsers.limits import LIMITS, Limits
from tests.ingest.rendering import FONTS


def paper() -> FPDF:
    page = FPDF(unit="pt", format="A4")
    page.add_font("serif", "", str(FONTS / "SourceSerifPro-Regular.ttf"))
    page.add_font("serif", "B", str(FONTS / "SourceSerifPro-Bold.ttf"))
    page.set_font("serif", size=13)
    page.set_auto_page_break(False)
    page.add_page()
    return page


def rows(page: FPDF, y: float, widths: list[float], texts: list[list[str]]) -> float:
    """Draw a ruled table; a cell of several lines has them parted by a line feed."""
    for row in texts:
        height = 18.0 * max(text.count("\n") + 1 for text in row)
        x = 60.0
        for width, text in zip(widths, row, strict=True):
            page.rect(x, y, width, height)
            for number, line in enumerate(text.split("\n")):
                page.text(x + 3, y + 13 + 18 * number, line)
            x += width
        y += height
    return y


def read(draw: Callable[[FPDF], None], limits: Limits = LIMITS) -> tuple[Line, ...]:
    page = paper()
    draw(page)
    return pdf.read(bytes(page.output()), limits).lines


def test_a_ruled_table_over_two_pages_is_one_table() -> None:
    widths = [40.0, 250.0, 120.0]
    head = ["TT", "Nhiệm vụ", "Thời hạn"]

    def draw(page: FPDF) -> None:
        page.text(60, 60, "Bảng phân công nhiệm vụ năm 2025")
        rows(page, 680, widths, [head, ["1", "Xây dựng quy hoạch\ncấp nước", "Quý I"]])
        page.add_page()
        page.text(290, 30, "2")
        rows(page, 60, widths, [head, ["", "cho các xã vùng cao", ""], ["2", "Đào tạo", "Quý II"]])
        page.text(60, 300, "Trên đây là kế hoạch năm 2025.")

    found = read(draw)

    assert [line.cells or line.text for line in found] == [
        "Bảng phân công nhiệm vụ năm 2025",
        ("TT", "Nhiệm vụ", "Thời hạn"),
        ("1", "Xây dựng quy hoạch cấp nước cho các xã vùng cao", "Quý I"),
        ("2", "Đào tạo", "Quý II"),
        "Trên đây là kế hoạch năm 2025.",
    ]
    assert [line.page for line in found] == [1, 1, 2, 2, 2]
    assert [line.head for line in found] == [False, True, False, False, False]


def test_the_columns_of_the_form_are_read_one_after_the_other() -> None:
    def draw(page: FPDF) -> None:
        for y, left, right in [
            (60, "UBND TỈNH HÒA GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (78, "SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc"),
            (104, "Số: 12/KH-SYT", "Hòa Giang, ngày 5 tháng 3 năm 2025"),
        ]:
            page.text(60, y, left)
            page.text(270, y, right)
        page.text(260, 150, "KẾ HOẠCH")
        page.text(60, 180, "Thực hiện công tác phòng, chống dịch trên địa bàn toàn tỉnh năm 2025")

    assert [line.text for line in read(draw)] == [
        "UBND TỈNH HÒA GIANG",
        "SỞ Y TẾ",
        "Số: 12/KH-SYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hòa Giang, ngày 5 tháng 3 năm 2025",
        "KẾ HOẠCH",
        "Thực hiện công tác phòng, chống dịch trên địa bàn toàn tỉnh năm 2025",
    ]


def test_a_closing_whose_columns_stand_at_other_heights_is_two_columns() -> None:
    def draw(page: FPDF) -> None:
        page.text(60, 40, "Trên đây là Kế hoạch triển khai công tác năm 2025 của Sở Y tế tỉnh./.")
        for y, text in [(80, "KT. GIÁM ĐỐC"), (95, "PHÓ GIÁM ĐỐC"), (151, "Lê Thị Thu")]:
            page.text(360, y, text)
        for number, text in enumerate(["Nơi nhận:", "- UBND tỉnh;", "- Các xã;", "- Lưu: VT."]):
            page.text(60, 103 + 16 * number, text)

    assert [line.text for line in read(draw)[1:]] == [
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Các xã;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Lê Thị Thu",
    ]


def test_letters_of_neighbouring_cells_never_make_one_word() -> None:
    def draw(page: FPDF) -> None:
        for x in (60, 82, 300):
            page.line(x, 50, x, 90)
        for y in (50, 70, 90):
            page.line(60, y, 300, y)
        for y, number, text in [(65, "11.", "Chỉ dẫn"), (85, "12.", "Ký hiệu")]:
            page.text(81.5 - page.get_string_width(number), y, number)
            page.text(82.5, y, text)

    assert [line.cells for line in read(draw)] == [("11.", "Chỉ dẫn"), ("12.", "Ký hiệu")]


def test_shading_behind_a_text_is_no_table() -> None:
    def draw(page: FPDF) -> None:
        page.set_fill_color(255, 255, 255)
        for number in range(4):
            page.rect(60, 50 + 20 * number, 150, 20, style="F")
            page.rect(210, 50 + 20 * number, 150, 20, style="F")
            page.text(62, 65 + 20 * number, f"Dòng thứ {number} có nền trắng phía sau chữ")

    assert not any(line.cells for line in read(draw))


def test_spaces_that_the_file_lacks_are_seen_from_the_gaps() -> None:
    def draw(page: FPDF) -> None:
        x = 60.0
        for word in ["Kết", "luận", "số", "12-KL/TW", "ngày", "22/5/2024"]:
            page.text(x, 60, word)
            x += page.get_string_width(word) + 3.5

    assert read(draw)[0].text == "Kết luận số 12-KL/TW ngày 22/5/2024"


def test_running_heads_and_page_numbers_are_dropped() -> None:
    def draw(page: FPDF) -> None:
        for number in range(1, 5):
            page.text(60, 30, "Kế hoạch nước sạch 2025")
            page.text(60, 100, f"Nội dung của trang thứ {'ABCD'[number - 1]}")
            page.text(60, 118, f"{'MNOP'[number - 1]} tiếp theo")
            page.text(290, 810, f"- {number} -")
            if number < 4:
                page.add_page()

    found = [line.text for line in read(draw)]

    assert found == [
        text
        for first, last in zip("ABCD", "MNOP", strict=True)
        for text in (f"Nội dung của trang thứ {first}", f"{last} tiếp theo")
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(turn: int) -> None:
    page = paper()
    with page.rotation(turn, 300, 300):
        page.text(100, 300, "Dòng thứ nhất của trang")
        page.text(100, 320, "Dòng thứ hai của trang")
    document = pypdfium2.PdfDocument(bytes(page.output()))
    document[0].set_rotation(turn)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()

    assert [line.text for line in pdf.read(buffer.getvalue()).lines] == [
        "Dòng thứ nhất của trang",
        "Dòng thứ hai của trang",
    ]


def test_a_number_stamped_on_a_signed_file_stands_in_its_blank() -> None:
    def draw(page: FPDF) -> None:
        page.text(60, 60, "Số:")
        page.text(130, 60, "/KH-UBND ban hành trong năm 2025")
        page.free_text_annotation("247", x=88, y=47, w=30, h=16)

    assert read(draw)[0].text == "Số: 247 /KH-UBND ban hành trong năm 2025"


def test_bold_is_seen() -> None:
    def draw(page: FPDF) -> None:
        page.set_font("serif", "B", 13)
        page.text(60, 60, "I. MỤC ĐÍCH")
        page.set_font("serif", "", 13)
        page.text(60, 90, "Nâng cao chất lượng")

    assert [line.bold for line in read(draw)] == [True, False]


def test_a_password_is_asked_for_by_name() -> None:
    page = paper()
    page.text(60, 60, "Mật")
    page.set_encryption(owner_password="chu", user_password="khach")

    with pytest.raises(EncryptedFile):
        pdf.read(bytes(page.output()))


def test_a_truncated_file_is_damaged() -> None:
    page = paper()
    page.text(60, 60, "Kế hoạch")

    with pytest.raises(UndecodableFile):
        pdf.read(bytes(page.output())[:400])


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(FileTooLarge, match="2 trang"):
        read(lambda page: page.add_page(), Limits(pages=1))


def words(text: str) -> list[Word]:
    return [Word(word, 0, 0, 1, 1) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "picture", "fault"),
    [
        ("", 1.0, pdf.Fault.NO_TEXT),
        ("Ký bởi: Văn phòng", 0.9, pdf.Fault.PICTURE),
        ("Ủy ban nhân dân tỉnh ban hành kế hoạch " * 10, 1.0, None),
        ("Uy ban nhan dan tinh ban hanh ke hoach " * 10, 1.0, pdf.Fault.BROKEN),
        ("Ủ y b an nh ân d ân t ỉnh b an h ành k ế ho ạch " * 5, 0.0, pdf.Fault.BROKEN),
        ("\ufffd\ufffd\ufffd ban \ufffd\ufffd \uf0aa", 0.0, pdf.Fault.BROKEN),
    ],
)
def test_a_text_layer_is_judged(text: str, picture: float, fault: pdf.Fault | None) -> None:
    assert pdf.find_fault(words(text), picture) is fault


def test_a_scan_without_a_reader_is_never_a_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_languages", lambda: frozenset[str]())

    def draw(page: FPDF) -> None:
        page.rect(50, 50, 400, 400, style="F")

    with pytest.raises(UndecodableFile, match="chưa cài"):
        read(draw)
