"""Pages drawn with the quote boxed."""

from io import BytesIO

import pytest
from fpdf import FPDF
from PIL import Image

from ingest import page_pictures
from ingest.page_pictures import WIDTH
from tests.ingest.rendering import FONTS

QUOTE = "Đến năm 2027, toàn xã có 12 thư viện mở cửa hằng ngày."


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages; the quote stands low on the second, broken over lines."""
    page = FPDF(format="A4", unit="pt")
    page.add_font("serif", "", str(FONTS / "SourceSerifPro-Regular.ttf"))
    page.set_font("serif", size=13)
    page.add_page()
    page.cell(text="Trang đầu")
    page.add_page()
    page.set_xy(72, 500)
    page.multi_cell(160, 19, f"1. {QUOTE}")
    return bytes(page.output())


def marked(picture: bytes | None) -> list[tuple[int, int]]:
    """Return where the picture is in the marker's yellow, as shares of a thousand."""
    assert picture is not None
    image = Image.open(BytesIO(picture)).convert("RGB").resize((100, 141))
    pixels = ((x, y, image.getpixel((x, y))) for x in range(100) for y in range(141))
    return [(x, y) for x, y, rgb in pixels if isinstance(rgb, tuple) and rgb[0] - rgb[2] > 40]


def test_the_quote_is_boxed_where_it_stands(pdf: bytes) -> None:
    found = marked(page_pictures.draw(pdf, 2, QUOTE.replace("toàn xã", "toàn\nxã")))
    assert len(found) > 30
    assert all(10 <= x <= 45 and 80 <= y <= 110 for x, y in found)


def test_nothing_is_boxed_where_the_quote_is_not(pdf: bytes) -> None:
    assert marked(page_pictures.draw(pdf, 1, QUOTE)) == []
    assert marked(page_pictures.draw(pdf, 2)) == []


def test_a_quote_that_runs_on_is_boxed_as_far_as_the_page_goes(pdf: bytes) -> None:
    assert marked(page_pictures.draw(pdf, 2, f"{QUOTE} Câu này ở trang sau."))


def test_there_is_no_page_past_the_last(pdf: bytes) -> None:
    assert page_pictures.draw(pdf, 3) is None
    picture = page_pictures.draw(pdf, 1)
    assert picture is not None
    assert Image.open(BytesIO(picture)).width == pytest.approx(WIDTH, abs=1)
