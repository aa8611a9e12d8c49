"""OpenDocument files: texts (ODT), sheets (ODS) and presentations (ODP), read without LibreOffice.

Read here and not by odfpy, which has had no release since 2020 and gives the bare elements only:
lists, styles and what is hidden would be ours to find all the same.
"""

import posixpath
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from ingest.errors import EmptyFile, EncryptedFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers.container import member_bytes, open_container, part_xml
from ingest.parsers.docx_margins import is_letterhead, is_page_number
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.odf_reader import OdfReader
from ingest.parsers.odf_sheets import sheets
from ingest.parsers.odf_styles import DRAW, OFFICE, STYLE, OdfStyles
from ingest.parsers.omissions import MARGIN, NOTES
from ingest.parsers.spreadsheet import lines_of

_TYPE = "application/vnd.oasis.opendocument."
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of an OpenDocument file; the pages of a presentation are its slides."""
    with open_container(data, limits) as archive:
        kind = (member_bytes(archive, "mimetype", limits) or b"").decode("ascii", "replace").strip()
        manifest = member_bytes(archive, "META-INF/manifest.xml", limits) or b""
        if b"encryption-data" in manifest:
            raise EncryptedFile("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        content = part_xml(archive, "content.xml", limits)
        if content is None or not kind.startswith(_TYPE):
            raise UndecodableFile("Tệp không phải là văn bản OpenDocument hoặc đã bị hỏng.")
        return _read(archive, kind, content, limits)


def _read(archive: ZipFile, kind: str, content: etree._Element, limits: Limits) -> Parsed:
    named = part_xml(archive, "styles.xml", limits)
    styles = OdfStyles(named, content)
    reader = OdfReader(archive, styles, limits)
    body = content.find(OFFICE + "body")
    within = None if body is None else next(iter(body), None)
    pages = None
    if within is None:
        lines: list[Line] = []
    elif within.tag == OFFICE + "spreadsheet":
        lines = lines_of(list(sheets(within, styles, reader.omissions, limits)), limits)
    elif within.tag == OFFICE + "presentation":
        lines = list(_slides(within, reader))
        pages = len(within.findall(DRAW + "page"))
    else:
        lines = _with_margins(list(reader.blocks(within)), named, reader)
    if not any(line.text for line in lines):
        raise EmptyFile("Tệp OpenDocument không có chữ nào để đọc.")
    left = reader.omissions
    return Parsed(tuple(lines), kind, pages=pages, warnings=left.warnings(), marks=left.marks())


def _slides(body: etree._Element, reader: OdfReader) -> Iterator[Line]:
    for number, page in enumerate(body.iterfind(DRAW + "page"), 1):
        notes = page.find(_PRESENTATION + "notes")
        if notes is not None:
            words = " ".join(" ".join(map(str, notes.itertext())).split())
            if any(map(str.isalpha, words)):
                reader.omissions.note(NOTES, words, f"trang chiếu {number}")
            page.remove(notes)
        for line in reader.blocks(page):
            yield Line(
                line.text, page=number, bold=line.bold, whole=True, cells=line.cells,
                table=line.table, head=line.head,
            )  # fmt: skip


def _with_margins(lines: list[Line], named: etree._Element | None, reader: OdfReader) -> list[Line]:
    """Add a letterhead of the page's header in front, and what its footer says at the end."""
    letterhead: list[Line] = []
    footers: list[Line] = []
    told = {line.text for line in lines}
    for margin in [] if named is None else named.iter(*_MARGINS):
        found = [line for line in reader.blocks(margin) if line.text]
        is_header = "header" in posixpath.basename(str(etree.QName(margin).localname))
        if is_header and not letterhead and is_letterhead(found, lines):
            letterhead = found
            continue
        for line in found:
            if line.text in told or is_page_number(line.text):
                continue
            told.add(line.text)
            if is_header:
                reader.omissions.note(MARGIN, line.text)
            else:
                footers.append(Line(f"Chân trang: {line.text}", whole=True))
    return [*letterhead, *lines, *footers]


_MARGINS = tuple(
    STYLE + name
    for name in ("header-first", "header", "header-left", "footer-first", "footer", "footer-left")
)
