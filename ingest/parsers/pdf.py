"""PDF files: the text layer in reading order; pages without a sound one are read as pictures."""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from ingest.errors import EmptyFile, EncryptedFile, FileTooLarge, IngestError, UndecodableFile
from ingest.lines import Mark, Parsed
from ingest.parsers import ocr, pdf_pictures
from ingest.parsers.layout import Word
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.pages import Assembler
from ingest.parsers.pdf_page import Page, read_page
from ingest.recognition import Recognise, Wish, wish_for
from ingest.vietnamese.legacy_fonts import convert, detect
from ingest.vietnamese.syllables import share_of_fragments, share_of_syllables, share_of_toned

MEDIA_TYPE = "application/pdf"

PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""
_POINTS_PER_INCH = 72.0
_NO_LETTERS = re.compile("[\ufffd\ue000-\uf8ff]")
"""What a layer holds where the letters are not known: the sign for that, and private codes."""
_FEW_WORDS = 40
_ENOUGH_WORDS = 30


class Fault(StrEnum):
    """Why the text layer of a page cannot be used."""

    NO_TEXT = "không có lớp chữ"
    PICTURE = "là ảnh quét"
    BROKEN = "có lớp chữ hỏng"
    ASKED = "được yêu cầu đọc từ ảnh"


def read(data: bytes, limits: Limits = LIMITS, wishes: Sequence[Wish] = ()) -> Parsed:
    """Return the lines of a PDF file, page by page; a page that could not be read is warned of.

    Raises NoSuchPage for a wish of a page that it does not have.
    """
    if not data:
        raise EmptyFile("Tệp rỗng.")
    with PDFIUM:
        document = open_document(data)
        document.init_forms()
    try:
        return _Reader(document, limits, wishes).read()
    finally:
        with PDFIUM:
            document.close()


def open_document(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF; call it, use what it returns and close that holding ``PDFIUM``."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise EncryptedFile(
                "Tệp PDF được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại."
            ) from error
        raise UndecodableFile("Tệp PDF bị hỏng, bị cắt cụt hoặc không phải là PDF.") from error


class _Reader:
    def __init__(
        self, document: pdfium.PdfDocument, limits: Limits, wishes: Sequence[Wish]
    ) -> None:
        self._document = document
        self._limits = limits
        self._wishes = wishes
        self._assembler = Assembler(limits)
        self._warnings: list[str] = []
        self._marks: list[Mark] = []
        self._unread = 0
        self._pictures = 0

    def read(self) -> Parsed:
        with PDFIUM:
            count = len(self._document)
        if count > self._limits.pages:
            raise FileTooLarge(
                f"Tệp PDF có {count} trang, quá giới hạn {self._limits.pages} trang."
            )
        ocr.require_pages(self._wishes, count)
        for number in range(1, count + 1):
            self._read_page(number)
        lines = tuple(self._assembler.lines())
        if not any(line.text for line in lines):
            if self._unread:
                raise UndecodableFile(f"Không đọc được trang nào. {self._warnings[0]}")
            raise EmptyFile("Tệp PDF không có chữ nào.")
        warnings, marks = tuple(self._warnings), tuple(self._marks)
        return Parsed(lines, MEDIA_TYPE, pages=count, warnings=warnings, marks=marks)

    def _read_page(self, number: int) -> None:
        image: Image.Image | None = None
        with PDFIUM:
            try:
                content = read_page(self._document, number)
                words, legacy = _in_unicode(content.words)
                fault = self._fault(number, words, content.picture)
                drawn = fault is not None or self._reads_pictures(number, content)
                if drawn and self._pictures < self._limits.ocr_pages:
                    image = _picture(self._document, number, content, self._limits)
            except pdfium.PdfiumError:
                self._fail(number, "trang bị hỏng")
                return
        for note in content.notes:
            self._warn(number, f"Trang {number} {note}")
        if legacy:
            self._warn(number, f"Trang {number}: chữ theo phông cũ ({legacy}) đã được chuyển mã")
        if fault is None:
            words = [*words, *self._of_pictures(number, content, image)]
            self._assembler.add(number, words, content.edges)
        elif image is None:
            self._fail(number, f"quá {self._limits.ocr_pages} trang cần nhận dạng chữ", words)
        else:
            self._recognise(number, image, fault, words)

    def _warn(self, number: int, warning: str, *, unread: bool = False) -> None:
        self._warnings.append(warning)
        self._marks.append(Mark(warning, number, unread=unread))

    def _fault(self, number: int, words: Sequence[Word], picture: float) -> Fault | None:
        """Return why a page is read from its picture, None where its text layer is taken."""
        match wish_for(number, self._wishes).recognise:
            case Recognise.NEVER:
                return None
            case Recognise.ALWAYS:
                return find_fault(words, picture) or Fault.ASKED
            case _:
                return find_fault(words, picture)

    def _recognise(
        self, number: int, image: Image.Image, fault: Fault, words: Sequence[Word]
    ) -> None:
        self._pictures += 1
        try:
            reading = ocr.read_words(image, self._limits, wish_for(number, self._wishes))
        except IngestError as error:
            self._fail(number, f"{fault}; {error}", words)
            return
        if not reading.words:
            if fault is not Fault.NO_TEXT or not reading.blank:
                self._fail(number, f"{fault} và không nhận dạng được chữ", words)
            return
        self._warn(number, ocr.note(number, reading), unread=ocr.is_doubtful(reading))
        self._assembler.add(number, reading.words, reading.edges)

    def _reads_pictures(self, number: int, content: Page) -> bool:
        """Tell whether what is written in the pictures of a page of text is read too."""
        wish = wish_for(number, self._wishes)
        wanted = content.pictures and wish.recognise is not Recognise.NEVER
        return bool(wanted) and ocr.is_available(wish.language)

    def _of_pictures(self, number: int, content: Page, image: Image.Image | None) -> Iterator[Word]:
        """Yield the words in the pictures of a page of text, and say what was not read."""
        self._pictures += image is not None
        for box in content.pictures:
            reading = None
            try:
                if image is not None:
                    wish = wish_for(number, self._wishes)
                    reading = pdf_pictures.read(image, box, self._limits, wish)
            except IngestError as error:
                self._warn(number, f"Trang {number} có hình ảnh không đọc được chữ: {error}")
                continue
            if reading is None:
                self._warn(number, f"Trang {number} có hình ảnh chưa đọc được chữ bên trong")
                continue
            said = f"có hình ảnh được nhận dạng chữ, độ tin cậy {reading.confidence:.0f}%"
            self._warn(number, f"Trang {number} {said}", unread=ocr.is_doubtful(reading))
            yield from reading.words

    def _fail(self, number: int, reason: str, words: Sequence[Word] = ()) -> None:
        """Keep what the text layer has, and say that the page was not read."""
        self._unread += 1
        self._warn(number, f"Trang {number} không đọc được: {reason}", unread=True)
        self._assembler.add(number, words)


def _in_unicode(words: list[Word]) -> tuple[list[Word], str]:
    """Return the words with legacy code points converted, and the name of their encoding."""
    encoding = detect(" ".join(word.text for word in words))
    if encoding is None:
        return words, ""
    return [replace(word, text=convert(word.text, encoding)) for word in words], encoding.value


def find_fault(words: Sequence[Word], picture: float) -> Fault | None:
    """Return what is wrong with the text layer of a page, None where it can be used.

    ``picture`` is the share of the page that its largest picture covers.
    """
    if not words:
        return Fault.NO_TEXT
    text = " ".join(word.text for word in words)
    if picture > 0.5 and len(words) < _FEW_WORDS:
        return Fault.PICTURE
    odd = len(_NO_LETTERS.findall(text))
    if odd > 0.05 * len(text):
        return Fault.BROKEN
    if len(words) < _ENOUGH_WORDS:
        return None
    broken = (
        share_of_syllables(text) < 0.5
        or share_of_toned(text) < 0.25
        or share_of_fragments(text) > 0.2
    )
    return Fault.BROKEN if broken else None


def _picture(
    document: pdfium.PdfDocument, number: int, content: Page, limits: Limits
) -> Image.Image:
    area = max(content.width * content.height, 1.0)
    scale = min(ocr.DPI / _POINTS_PER_INCH, (limits.pixels / area) ** 0.5)
    page = document[number - 1]
    bitmap = page.render(scale=scale)
    try:
        image: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
        page.close()
    image.info["dpi"] = (scale * _POINTS_PER_INCH, scale * _POINTS_PER_INCH)
    return image
