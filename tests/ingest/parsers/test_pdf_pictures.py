import io

import pypdfium2
import pytest
from PIL import Image

from ingest.parsers import ocr, pdf, pdf_pictures
from ingest.parsers.layout import Word
from ingest.recognition import Recognise, Wish
from tests.ingest.parsers.test_pdf import paper

SIZE = (600.0, 800.0)
LARGE = (60.0, 300.0, 480.0, 450.0)


@pytest.mark.parametrize(
    ("box", "word", "read"),
    [
        (LARGE, (60.0, 100.0), True),
        (LARGE, (200.0, 350.0), False),  # words of the page lie over it
        ((400.0, 600.0, 490.0, 690.0), (60.0, 100.0), False),  # a seal
        ((-900.0, 0.0, 20.0, 800.0), (60.0, 100.0), False),  # most of it off the page
    ],
)
def test_which_pictures_may_say_something(
    box: tuple[float, float, float, float], word: tuple[float, float], read: bool
) -> None:
    x, y = word
    words = [Word("chữ", x, y, x + 20, y + 12)]
    assert bool(pdf_pictures.unread([box], words, SIZE)) is read


def drawn(lines: list[str]) -> Image.Image:
    """A strip of text, as a table pasted as a picture is."""
    sheet = paper()
    for number, line in enumerate(lines):
        sheet.text(20, 40 + 26 * number, line)
    document = pypdfium2.PdfDocument(bytes(sheet.output()))
    picture: Image.Image = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    return picture.crop((0, 0, 1160, 360))


def paged(picture: Image.Image) -> bytes:
    sheet = paper()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    sheet.text(60, 80, "I. ĐƠN GIÁ")
    sheet.image(buffer, 60, 100, 420, 130)
    sheet.text(60, 280, "II. TỔ CHỨC THỰC HIỆN")
    sheet.text(60, 300, "Phòng Kinh tế theo dõi việc thực hiện.")
    return bytes(sheet.output())


@pytest.mark.skipif(not ocr.is_available(), reason="tesseract with vie is absent")
def test_a_picture_among_text_is_read_where_it_stands_and_said_so() -> None:
    lines = ["Đơn giá giống cây năm 2031 như sau:", "Cây quế 4.500 đồng một cây."]
    parsed = pdf.read(paged(drawn(lines)))
    assert [line.text for line in parsed.lines] == [
        "I. ĐƠN GIÁ", *lines, "II. TỔ CHỨC THỰC HIỆN", "Phòng Kinh tế theo dõi việc thực hiện.",
    ]  # fmt: skip
    assert parsed.warnings[0].startswith("Trang 1 có hình ảnh được nhận dạng chữ")


def test_a_picture_that_is_not_read_is_told_of() -> None:
    never = Wish(recognise=Recognise.NEVER)
    parsed = pdf.read(paged(drawn(["Cây quế 4.500 đồng một cây."])), wishes=(never,))
    assert parsed.warnings == ("Trang 1 có hình ảnh chưa đọc được chữ bên trong",)
    assert [line.text for line in parsed.lines][:2] == ["I. ĐƠN GIÁ", "II. TỔ CHỨC THỰC HIỆN"]
