"""Plain text: decoding, and visual lines with their blank lines as layout hints."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.vietnamese.legacy_fonts import convert, detect
from ingest.vietnamese.text import clean

MEDIA_TYPE = "text/plain"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_GAP = re.compile(r"[ \t]{4,}|\t")
"""Between two columns of a line, kept as one tab; or a blank to fill in by hand."""
_SAMPLE = 20_000
_WRAP = 140
"""No converter wraps lines longer than this; files with longer ones keep a paragraph a line."""
LINE_BREAKS = re.compile("\r\n|[\r\n\v\x85\u2028\u2029]")


def decode(data: bytes) -> str:
    """Return the text of the bytes, cleaned (see vietnamese.clean).

    UTF-8, UTF-16, windows-1258, or the code of the fonts from before Unicode (TCVN3, VNI).

    Raises EmptyFile for a file without text, UndecodableFile for binary content.
    """
    if not data.strip():
        raise EmptyFile("Tệp rỗng, không có nội dung.")
    text = clean(_in_unicode(data))
    if not any(character.isalnum() for character in text):
        raise EmptyFile("Tệp không có chữ nào để đọc.")
    return text


def _in_unicode(data: bytes) -> str:
    try:
        text = _decoded(data)
    except UndecodableFile:
        old = None if b"\x00" in data else _of_old_font(data.decode("cp1252", "replace"))
        if old is None:
            raise
        return old
    is_unicode = data.startswith(tuple(mark for mark, _ in _BOMS)) or _is_utf8(data)
    return _of_old_font(text if is_unicode else data.decode("cp1252", "replace")) or text


def _of_old_font(text: str) -> str | None:
    """Return text that was typed for a font of before Unicode, None where it was not."""
    encoding = detect(text[:_SAMPLE])
    if encoding is None:
        return None
    return "\n".join(convert(line, encoding) for line in LINE_BREAKS.split(text))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if b"\x00" in data:
        return _strictly(data, _utf16_flavour(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1258", "cp1252"]).best()
    if best is None:
        raise UndecodableFile("Không xác định được bảng mã của tệp (không phải UTF-8, UTF-16).")
    return _strictly(data, "cp1258")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableFile("Tệp bị hỏng hoặc không phải tệp văn bản.") from error
    if "\x00" in text:
        raise UndecodableFile("Tệp chứa dữ liệu nhị phân, không phải tệp văn bản.")
    return text


def _utf16_flavour(data: bytes) -> str:
    """UTF-16 without a mark shows as NULs on one side of most pairs; anything else is binary."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    pairs = len(data) // 2
    if odd > 0.3 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.3 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    raise UndecodableFile("Tệp chứa dữ liệu nhị phân, không phải tệp văn bản.")


def read(data: bytes) -> Parsed:
    """Read a text file into visual lines; form feeds start pages."""
    pages = decode(data).split("\f")
    paged = len(pages) > 1
    rows = [
        (row, number if paged else None)
        for number, page in enumerate(pages, 1)
        for row in LINE_BREAKS.split(page)
    ]
    return Parsed(tuple(_visual_lines(rows)), MEDIA_TYPE, pages=len(pages) if paged else None)


def _visual_lines(rows: list[tuple[str, int | None]]) -> Iterator[Line]:
    usual = usual_blanks([row for row, _ in rows])
    blanks = 0
    for row, page in rows:
        if not row.strip():
            blanks += 1
            continue
        wide = row.expandtabs(4)
        yield Line(
            text=_WIDE_GAP.sub("\t", row.strip()),
            page=page,
            indent=float(len(wide) - len(wide.lstrip())),
            gap=blanks > usual,
        )
        blanks = 0


def wrapped(rows: list[str]) -> bool:
    """Return whether the rows are wrapped lines, not whole paragraphs."""
    lengths = sorted(len(row) for row in rows if row.strip())
    return bool(lengths) and lengths[int(0.95 * (len(lengths) - 1))] <= _WRAP


def usual_blanks(rows: list[str]) -> int:
    """Return how many blank rows stand between two lines of one paragraph.

    0, or 1 in a file with a blank row after every line, where only two or more mean anything.
    """
    if not wrapped(rows):
        return 0
    close = apart = blanks = 0
    for row in rows:
        if not row.strip():
            blanks += 1
            continue
        close += blanks == 0
        apart += blanks == 1
        blanks = 0
    return 1 if apart > 3 * close else 0
