"""Pictures of pages (PNG, JPEG, TIFF), read by recognising their letters."""

import io
import warnings
from collections.abc import Iterator, Sequence

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.errors import EmptyFile, FileTooLarge, IngestError, UndecodableFile
from ingest.lines import Mark, Parsed
from ingest.parsers import ocr
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.pages import Assembler
from ingest.recognition import Recognise, Wish, wish_for

_FORMATS = ("PNG", "JPEG", "TIFF")
_PAPER_LENGTH = 11.69
"""Inches: a picture that does not say how fine it is is taken for a sheet of A4."""
_COARSE = 180.0
_PLAUSIBLE = range(100, 1201)


def read(data: bytes, limits: Limits = LIMITS, wishes: Sequence[Wish] = ()) -> Parsed:
    """Return the lines of a picture; each picture of a TIFF file is a page.

    Raises NoSuchPage for a wish of a page that it does not have.
    """
    if not data:
        raise EmptyFile("Tệp rỗng.")
    assembler = Assembler(limits)
    marks: list[Mark] = []
    count, failed = 0, ""
    try:
        for count, picture in enumerate(_pictures(data, limits), 1):
            reading, mark = _page(count, picture, limits, wish_for(count, wishes))
            assembler.add(count, reading.words, reading.edges)
            marks += [mark] if mark else []
            failed = failed or (mark.warning if mark and not reading.words else "")
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UndecodableFile("Tệp ảnh bị hỏng hoặc bị cắt cụt.") from error
    ocr.require_pages(wishes, count)
    lines = tuple(assembler.lines())
    if not lines:
        if failed:
            raise UndecodableFile(failed)
        raise EmptyFile("Không nhận ra chữ nào trong ảnh.")
    media_type = Image.MIME[_format(data)]
    told = tuple(mark.warning for mark in marks)
    return Parsed(lines, media_type, pages=count, warnings=told, marks=tuple(marks))


def _page(
    number: int, picture: Image.Image, limits: Limits, wish: Wish
) -> tuple[ocr.Reading, Mark | None]:
    """Return what is read of a page, and what is to be told of it; nothing of a blank one."""
    if wish.recognise is Recognise.NEVER:
        warning = f"Trang {number} không đọc, theo yêu cầu"
        return ocr.Reading(), Mark(warning, number, unread=True)
    try:
        reading = ocr.read_words(picture, limits, wish)
    except IngestError as error:
        warning = f"Trang {number} không đọc được: {error}"
        return ocr.Reading(), Mark(warning, number, unread=True)
    if reading.words:
        return reading, Mark(ocr.note(number, reading), number, unread=ocr.is_doubtful(reading))
    if reading.blank:
        return reading, None
    warning = f"Trang {number} không đọc được: không nhận dạng được chữ"
    return reading, Mark(warning, number, unread=True)


def _format(data: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return image.format or ""
        except Image.DecompressionBombError as error:
            raise FileTooLarge("Ảnh quá lớn.") from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise UndecodableFile("Tệp không phải là ảnh PNG, JPEG hay TIFF.") from error


def _pictures(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """Yield the pictures of a file one after the other, with their fineness."""
    _format(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # checked below
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if frame.width * frame.height > limits.pixels:
                    raise FileTooLarge(
                        f"Ảnh {frame.width}x{frame.height} điểm, quá giới hạn "
                        f"{limits.pixels // 1_000_000} triệu điểm."
                    )
                if number > limits.ocr_pages:
                    raise FileTooLarge(f"Tệp ảnh có quá {limits.ocr_pages} trang.")
                yield _prepared(frame)


def _prepared(frame: Image.Image) -> Image.Image:
    """Return the picture as its camera says it is held (EXIF), fine enough to be read."""
    stated = frame.info.get("dpi", (0, 0))
    dpi = float(stated[0] or 0) if isinstance(stated, tuple) else 0.0
    if int(dpi) not in _PLAUSIBLE:
        dpi = max(frame.size) / _PAPER_LENGTH
    upright = ImageOps.exif_transpose(frame)
    image = upright.convert("RGB") if upright.mode not in {"L", "RGB"} else upright
    if dpi < _COARSE and max(image.size) * 2 < 10_000:
        image = image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)
        dpi *= 2
    image.info["dpi"] = (dpi, dpi)
    return image
