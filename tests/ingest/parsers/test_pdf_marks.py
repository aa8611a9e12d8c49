"""Words of a PDF page that do not speak for it: struck through, hidden, watermarks."""

from collections.abc import Callable

import pytest
from fpdf import FPDF

from ingest.lines import Parsed
from ingest.parsers import pdf
from ingest.parsers.layout import Word
from ingest.parsers.pdf_page import read_page
from tests.ingest.parsers.pdf_building import page as built
from tests.ingest.parsers.pdf_building import text
from tests.ingest.parsers.test_pdf import paper, rows

KEPT = ["1. Phí gửi xe máy là 4.000 đồng/lượt.", "2. Phí gửi ô tô là 20.000 đồng/lượt."]
OLD = "1. Phí gửi xe máy là 3.000 đồng/lượt."


def read_words(data: bytes) -> list[Word]:
    with pdf.PDFIUM:
        document = pdf.open_document(data)
        try:
            return read_page(document, 1).words
        finally:
            document.close()


def parsed(draw: Callable[[FPDF], None]) -> Parsed:
    page = paper()
    draw(page)
    return pdf.read(bytes(page.output()))


def lines(draw: Callable[[FPDF], None]) -> list[str]:
    return [line.text for line in parsed(draw).lines]


def fee(page: FPDF) -> float:
    """Write the old fee, the new and another; return the width of the old."""
    page.text(60, 100, OLD)
    for number, line in enumerate(KEPT):
        page.text(60, 120 + 20 * number, line)
    return page.get_string_width(OLD)


def line(page: FPDF) -> None:
    page.line(60, 96, 60 + fee(page), 96)


def line_a_word(page: FPDF) -> None:
    fee(page)
    x = 60.0
    for word in OLD.split():
        page.line(x, 96, x + page.get_string_width(word), 96)
        x += page.get_string_width(word + " ")


def thin_box(page: FPDF) -> None:
    page.rect(60, 95.5, fee(page), 0.8, style="F")


def annotation(page: FPDF) -> None:
    with page.highlight("đã bãi bỏ", type="StrikeOut"):
        page.set_xy(58, 86)
        page.cell(text=OLD)
    for number, line in enumerate(KEPT):
        page.text(60, 120 + 20 * number, line)


@pytest.mark.parametrize("strike", [line, line_a_word, thin_box, annotation])
def test_struck_words_are_left_out_and_said(strike: Callable[[FPDF], None]) -> None:
    found = parsed(strike)

    assert [line.text for line in found.lines] == KEPT
    assert any("gạch ngang" in note and "3.000" in note for note in found.warnings)


def test_a_struck_cell_is_empty_and_its_table_whole() -> None:
    def draw(page: FPDF) -> None:
        cells = [["TT", "Mức"], ["1", "25 triệu"], ["2", "30 triệu"]]
        rows(page, 60, [40.0, 200.0], cells)
        page.line(103, 87, 103 + page.get_string_width("25 triệu"), 87)

    assert [line.cells for line in parsed(draw).lines] == [
        ("TT", "Mức"),
        ("1", ""),
        ("2", "30 triệu"),
    ]


def test_an_underlined_heading_and_a_rule_are_no_strikes() -> None:
    def draw(page: FPDF) -> None:
        page.text(60, 100, "I. MỤC TIÊU")
        page.line(60, 102.5, 60 + page.get_string_width("I. MỤC TIÊU"), 102.5)
        page.line(60, 112, 500, 112)
        page.text(60, 124, KEPT[0])

    assert lines(draw) == ["I. MỤC TIÊU", KEPT[0]]
    assert parsed(draw).warnings == ()


def white(page: FPDF) -> None:
    page.set_text_color(255, 255, 255)
    page.text(60, 160, "Mật khẩu 99 tỷ đồng")


def clear(page: FPDF) -> None:
    with page.local_context(fill_opacity=0.0):
        page.text(60, 160, "Mật khẩu 99 tỷ đồng")


def tiny(page: FPDF) -> None:
    page.set_font("serif", size=1)
    page.text(60, 160, "Mật khẩu 99 tỷ đồng")


def covered(page: FPDF) -> None:
    page.text(60, 160, "Mật khẩu 99 tỷ đồng")
    page.set_fill_color(255, 255, 255)
    page.rect(50, 145, 300, 22, style="F")


def outside(page: FPDF) -> None:
    page.text(700, 160, "Mật khẩu 99 tỷ đồng")


def unpainted(page: FPDF) -> None:
    with page.local_context(text_mode="INVISIBLE"):
        page.text(60, 160, "Mật khẩu 99 tỷ đồng")


@pytest.mark.parametrize("hide", [white, clear, tiny, covered, outside, unpainted])
def test_words_that_nobody_sees_do_not_speak(hide: Callable[[FPDF], None]) -> None:
    def draw(page: FPDF) -> None:
        for number, line in enumerate(KEPT):
            page.text(60, 100 + 20 * number, line)
        hide(page)

    found = parsed(draw)

    assert [line.text for line in found.lines] == KEPT
    assert not found.warnings or "99 tỷ" in found.warnings[0]


def test_white_letters_on_a_dark_head_are_read() -> None:
    def draw(page: FPDF) -> None:
        page.set_fill_color(20, 40, 120)
        page.rect(55, 85, 300, 24, style="F")
        page.set_text_color(255, 255, 255)
        page.text(60, 100, "Bảng phân công")

    assert lines(draw) == ["Bảng phân công"]


def test_what_was_read_of_a_scan_lies_unseen_under_its_picture() -> None:
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
    picture += b"/BitsPerComponent 8/Length 1>>stream\n\xff\nendstream"
    words = b"".join(
        b"3 Tr " + text("ban hanh ke hoach thuc hien nam nay o xa", 60, 700 - 20 * row)
        for row in range(6)
    )
    found = read_words(built(b"q 595 0 0 842 0 0 cm /A Do Q " + words, picture))

    assert len(found) == 60


def aslant(page: FPDF) -> None:
    page.set_text_color(190, 190, 190)
    page.set_font("serif", "B", 64)
    with page.rotation(45, 300, 420):
        page.text(120, 420, "DỰ THẢO")


def aslant_and_dark(page: FPDF) -> None:
    page.set_font("serif", "B", 40)
    with page.rotation(30, 300, 120):
        page.text(120, 120, "BẢN SAO")


def large_over_words(page: FPDF) -> None:
    page.set_font("serif", "B", 70)
    page.text(60, 125, "DỰ THẢO")


def tiled(page: FPDF) -> None:
    page.set_text_color(205, 205, 205)
    for x in (60, 230, 400):
        for y in (92, 112, 300, 500):
            page.text(x, y, "LƯUHÀNH")


@pytest.mark.parametrize("mark", [aslant, aslant_and_dark, large_over_words, tiled])
def test_a_watermark_is_no_word_of_the_text(mark: Callable[[FPDF], None]) -> None:
    def draw(page: FPDF) -> None:
        for number in range(8):
            page.text(60, 100 + 20 * number, f"{number + 1}. Các thôn tổ chức vệ sinh đường làng.")
        mark(page)

    found = parsed(draw)

    assert [line.text for line in found.lines] == [
        f"{number + 1}. Các thôn tổ chức vệ sinh đường làng." for number in range(8)
    ]
    assert any("chữ chìm" in note for note in found.warnings)


def test_a_large_title_is_read() -> None:
    def draw(page: FPDF) -> None:
        page.set_font("serif", "B", 34)
        page.text(120, 120, "BÁO CÁO")
        page.set_font("serif", "", 13)
        page.text(60, 180, KEPT[0])

    assert lines(draw) == ["BÁO CÁO", KEPT[0]]
