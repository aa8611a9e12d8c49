import io

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image, ImageChops, ImageDraw

from ingest.errors import EmptyFile, NoSuchPage, UndecodableFile
from ingest.parsers import image, ocr, pdf
from ingest.parsers.limits import LIMITS, Limits
from ingest.recognition import Recognise, Wish
from tests.ingest.parsers.test_pdf import paper, rows

TEXT = [
    "Kế hoạch triển khai công tác cấp nước sạch nông thôn năm 2025",
    "1. Ủy ban nhân dân các xã tổ chức tuyên truyền, vận động Nhân dân.",
    "2. Phòng Kinh tế hướng dẫn, kiểm tra, báo cáo trước ngày 15/12.",
    "3. Đề nghị các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này.",
]

pytestmark = pytest.mark.skipif(not ocr.is_available(), reason="tesseract with vie is absent")


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """A sheet of four lines at 200 dpi, in colour."""
    page = paper()
    for number, line in enumerate(TEXT):
        page.text(70, 100 + 24 * number, line)
    document = pypdfium2.PdfDocument(bytes(page.output()))
    rendered: Image.Image = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    return rendered


def encoded(pictures: list[Image.Image], form: str = "PNG", dpi: int = 200) -> bytes:
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    pictures[0].save(buffer, form, dpi=(dpi, dpi), **more)
    return buffer.getvalue()


def texts(data: bytes) -> list[str]:
    return [line.text for line in image.read(data).lines]


@pytest.mark.parametrize("angle", [-3.0, 2.5])
def test_a_turned_picture_with_a_stamp_is_read(picture: Image.Image, angle: float) -> None:
    ink = Image.new("RGB", picture.size, (255, 255, 255))
    ImageDraw.Draw(ink).ellipse((500, 180, 900, 580), outline=(230, 30, 40), width=12)
    stamped = ImageChops.multiply(picture, ink)
    turned = stamped.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))

    assert texts(encoded([turned])) == TEXT


def test_skew_is_measured_to_a_quarter_of_a_degree(picture: Image.Image) -> None:
    for angle in (-2.0, 0.0, 1.5):
        turned = picture.convert("L").rotate(angle, fillcolor=255)
        assert ocr.skew(turned) == pytest.approx(-angle, abs=0.25)


def test_a_picture_on_its_head_is_read(picture: Image.Image) -> None:
    assert texts(encoded([picture.rotate(180)])) == TEXT


def test_each_picture_of_a_tiff_is_a_page(picture: Image.Image) -> None:
    blank = Image.new("RGB", picture.size, (255, 255, 255))

    parsed = image.read(encoded([picture, blank, picture], "TIFF"))

    assert parsed.pages == 3
    assert [line.page for line in parsed.lines] == [1] * 4 + [3] * 4
    assert parsed.media_type == "image/tiff"
    assert [note.split(" đọc")[0] for note in parsed.warnings] == ["Trang 1", "Trang 3"]


def test_a_blank_sheet_is_empty() -> None:
    with pytest.raises(EmptyFile):
        image.read(encoded([Image.new("L", (1600, 2200), 255)]))


def test_a_page_that_takes_too_long_is_not_a_success(picture: Image.Image) -> None:
    with pytest.raises(UndecodableFile, match="quá thời gian"):
        image.read(encoded([picture]), Limits(ocr_seconds=0.001))


def test_a_truncated_picture_is_damaged(picture: Image.Image) -> None:
    data = encoded([picture], "JPEG")

    with pytest.raises(UndecodableFile):
        image.read(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("orientation", "turn"), [(6, Image.Transpose.ROTATE_90), (3, Image.Transpose.ROTATE_180)]
)
def test_a_photo_is_read_as_its_camera_was_held(
    picture: Image.Image, orientation: int, turn: Image.Transpose
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.transpose(turn).save(buffer, "JPEG", quality=92, dpi=(200, 200), exif=exif)

    assert texts(buffer.getvalue()) == TEXT


@pytest.fixture(scope="module")
def misread() -> bytes:
    """A page whose text layer says otherwise than it shows, and a second one."""
    page: FPDF = paper()
    for number, line in enumerate(TEXT):
        page.text(70, 100 + 24 * number, line)
    with page.local_context(text_mode="INVISIBLE"):
        page.text(70, 300, "Sai hoàn toàn.")
    page.add_page()
    page.text(70, 100, "Trang hai.")
    return bytes(page.output())


def test_a_page_is_read_from_its_picture_where_that_is_wished(misread: bytes) -> None:
    found = pdf.read(misread, wishes=[Wish(1, Recognise.ALWAYS)])

    assert [line.text for line in found.lines] == [*TEXT, "Trang hai."]
    assert {mark.page for mark in found.marks} == {1}
    assert "nhận dạng chữ" in found.warnings[-1]


def test_a_scan_is_left_to_its_text_layer_where_that_is_wished(picture: Image.Image) -> None:
    with pytest.raises(UndecodableFile, match="theo yêu cầu"):
        image.read(encoded([picture]), LIMITS, [Wish(None, Recognise.NEVER)])


def test_a_picture_is_not_turned_where_that_is_wished(picture: Image.Image) -> None:
    data = encoded([picture.rotate(180)])

    assert texts(data) == TEXT
    try:
        crooked = [line.text for line in image.read(data, LIMITS, [Wish(straighten=False)]).lines]
    except UndecodableFile:
        crooked = []
    assert crooked != TEXT


def test_a_page_that_the_file_does_not_have_is_named(misread: bytes) -> None:
    with pytest.raises(NoSuchPage, match="2 trang, không có trang 3"):
        pdf.read(misread, wishes=[Wish(3, Recognise.ALWAYS)])


def test_a_ruled_table_in_a_picture_is_a_table() -> None:
    page = paper()
    widths = [40.0, 170.0, 90.0]
    rows(page, 100, widths, [["TT", "Tên xã", "Vốn"], ["1", "Cầu Nà Hin", "700"],
                             ["2", "Kè Pắc Ma", "4.650"]])  # fmt: skip
    page.text(60, 240, "Phòng Kinh tế theo dõi việc thực hiện kế hoạch.")
    document = pypdfium2.PdfDocument(bytes(page.output()))
    picture = document[0].render(scale=200 / 72).to_pil().convert("RGB").crop((0, 0, 1650, 800))
    document.close()

    found = image.read(encoded([picture])).lines

    assert [line.cells for line in found if line.cells] == [
        ("TT", "Tên xã", "Vốn"), ("1", "Cầu Nà Hin", "700"), ("2", "Kè Pắc Ma", "4.650"),
    ]  # fmt: skip
    assert found[-1].text == "Phòng Kinh tế theo dõi việc thực hiện kế hoạch."
