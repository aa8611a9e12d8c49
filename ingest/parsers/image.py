"""Pictures of pages (PNG, JPEG, TIFF), read by recognising their letters."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.errors import EmptyFile, FileTooLarge, IngestError, UndecodableFile
from ingest.lines import Parsed
from ingest.parsers import ocr
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.pages import Assembler

_FORMATS = ("PNG", "JPEG", "TIFF")
_PAPER_LENGTH = 11.69
"""Inches: a picture that does not say how fine it is is taken for a sheet of A4."""
_COARSE = 180.0
_PLAUSIBLE = range(100, 1201)


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a picture; each picture of a TIFF file is a page."""
    if not data:
        raise EmptyFile("Tệp rỗng.")
    assembler = Assembler(limits)
    notes: list[str] = []
    count = failed = 0
    try:
        for count, picture in enumerate(_pictures(data, limits), 1):
            try:
                reading = ocr.read_words(picture, limits)
            except IngestError as error:
                failed += 1
                notes.append(f"Trang {count} không đọc được: {error}")
                continue
            assembler.add(count, reading.words)
            if reading.words:
                notes.append(ocr.note(count, reading))
            elif not reading.blank:
                failed += 1
                notes.append(f"Trang {count} không đọc được: không nhận dạng được chữ")
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UndecodableFile("Tệp ảnh bị hỏng hoặc bị cắt cụt.") from error
    lines = tuple(assembler.lines())
    if not lines:
        if failed:
            raise UndecodableFile(notes[0])
        raise EmptyFile("Không nhận ra chữ nào trong ảnh.")
    media_type = Image.MIME[_format(data)]
    return Parsed(lines, media_type, pages=count, warnings=tuple(notes))


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
