"""What a file is by its bytes, whatever its name says."""

import codecs
import io
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PEEK = 4096
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Content-Type"
    rb"|Delivered-To|X-[\w-]+|DKIM-Signature|Reply-To|Content-Transfer-Encoding)\s*:.*\r?\n"
    rb"(?:[ \t].*\r?\n)*){2}",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |\*\*\S|\|.*\|\s*$)|~~\S", re.MULTILINE)
_WORD_XML = b"office/word/2003/wordml"
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


@dataclass(frozen=True, slots=True)
class Content:
    """A kind of content: the module that reads it, None where none does."""

    name: str
    """For a clerk."""
    suffixes: tuple[str, ...]
    """Names that fit it, the usual one first."""
    module: str | None = None


PDF = Content("PDF", (".pdf",), "pdf")
WORD = Content("Word (.docx)", (".docx", ".docm", ".dotx", ".dotm"), "docx")
SHEET = Content("Excel (.xlsx)", (".xlsx", ".xlsm", ".xltx", ".xltm"), "spreadsheet")
SLIDES = Content("PowerPoint (.pptx)", (".pptx", ".pptm", ".ppsx"), "slides")
BINARY_SHEET = Content("Excel nhị phân (.xlsb)", (".xlsb",))
OPEN_DOCUMENT = Content("OpenDocument", (".odt", ".ods", ".odp", ".ott", ".ots"), "opendocument")
OLD_WORD = Content("Word đời cũ (.doc)", (".doc", ".dot"), "office")
OLD_SHEET = Content("Excel đời cũ (.xls)", (".xls", ".xlt"), "xls")
OLD_SLIDES = Content("PowerPoint đời cũ (.ppt)", (".ppt", ".pps"))
LOCKED = Content("Office có mật khẩu", (".docx", ".xlsx", ".pptx", ".doc", ".xls"), "office")
RICH_TEXT = Content("RTF", (".rtf",), "office")
WORD_XML = Content("Word XML 2003 (.xml)", (".xml",))
SHEET_XML = Content("Excel XML 2003 (.xml)", (".xml",), "sheet_xml")
MAIL = Content("thư điện tử (.eml)", (".eml", ".mht", ".mhtml"), "mail")
OUTLOOK = Content("thư Outlook (.msg)", (".msg",), "outlook")
PAGE = Content("trang web (HTML)", (".html", ".htm", ".xhtml"), "html")
IMAGE = Content("ảnh", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "image")
TEXT = Content("văn bản thuần", (".txt", ".text"), "text")
MARKDOWN = Content("Markdown", (".md", ".markdown", ".txt", ".text"), "markdown")
VALUES = Content("bảng giá trị (CSV)", (".csv", ".tsv"), "spreadsheet")
ZIP = Content("tệp nén ZIP", (".zip",))
RAR = Content("tệp nén RAR", (".rar",))
SEVEN_ZIP = Content("tệp nén 7z", (".7z",))
GZIP = Content("tệp nén GZIP", (".gz", ".tgz"))

READ = (
    PDF, WORD, SHEET, SLIDES, OPEN_DOCUMENT, OLD_WORD, OLD_SHEET, RICH_TEXT, MAIL, OUTLOOK, PAGE,
    IMAGE, TEXT, MARKDOWN, VALUES,
)  # fmt: skip
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, ValueError,
    OSError, EOFError,
)  # fmt: skip
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"II*\x00", IMAGE),
    (b"MM\x00*", IMAGE),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b\x08", GZIP),
)


def find(data: bytes) -> Content | None:
    """Return what the bytes are; None for text of no particular form, and for what is unknown."""
    for signature, content in _SIGNATURES:
        if data.startswith(signature):
            return content
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(OLE):
        return _compound(data)
    head = _plain(data[:_PEEK])
    if head.lstrip().startswith(b"{\\rtf"):
        return RICH_TEXT
    if head.lstrip().startswith(b"<?xml"):
        for name, content in ((_SHEET_XML, SHEET_XML), (_WORD_XML, WORD_XML)):
            if name in head:
                return content
    if _HTML.match(head):
        return PAGE
    return MAIL if _MAIL.match(head.lstrip()) else None


def is_certain(content: Content | None, data: bytes) -> bool:
    """Tell whether no text would begin like the content found: a tag or "Từ:" begins many."""
    if content is PAGE:
        return data.lstrip()[:15].lower().startswith((b"<html", b"<!doctype html"))
    return content is not MAIL


def is_text(data: bytes) -> bool:
    """Tell whether the bytes may be text: no zero bytes but those of UTF-16."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" not in data


def text_kind(data: bytes) -> Content:
    """Return whether text is plain or marked up."""
    return MARKDOWN if _MARKDOWN.search(data) else TEXT


def _plain(head: bytes) -> bytes:
    """Return the beginning of a text in a code whose ASCII letters are one byte each."""
    if head.startswith(codecs.BOM_UTF8):
        return head.removeprefix(codecs.BOM_UTF8)
    for mark, code in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head.removeprefix(mark).decode(code, "replace").encode()
    return head


def _packed(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.filename.lstrip("/") for member in archive.infolist()[:5_000]}
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except _DAMAGED:
        return ZIP
    if kind.startswith(b"application/vnd.oasis.opendocument."):
        return OPEN_DOCUMENT
    if "xl/workbook.bin" in names:
        return BINARY_SHEET
    for folder, content in (("word/", WORD), ("xl/", SHEET), ("ppt/", SLIDES)):
        if any(name.startswith(folder) for name in names):
            return content
    return ZIP


def _compound(data: bytes) -> Content | None:
    """Return what an OLE file holds, by the names of its streams."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return LOCKED
    if has("__substg1.0_"):
        return OUTLOOK
    if has("WordDocument"):
        return OLD_WORD
    if has("Workbook") or has("Book\0"):
        return OLD_SHEET
    return OLD_SLIDES if has("PowerPoint Document") else None
