"""Word files (DOCX): paragraphs and tables as a reader sees them, tracked changes accepted."""

from collections.abc import Sequence
from dataclasses import replace
from zipfile import ZipFile

from lxml import etree

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers import docx_margins
from ingest.parsers.container import main_part, open_container, part_xml
from ingest.parsers.docx_reader import Reader
from ingest.parsers.docx_styles import child
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.omissions import MARGIN

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOOTER = "Chân trang"


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a DOCX file; it has no pages of its own."""
    with open_container(data, limits) as archive:
        path, body = _body(archive, limits)
        reader = Reader(archive, path, limits)
        lines = tuple(reader.blocks(body))
        lines = (*_letterhead(reader, body, lines), *lines, *_footers(reader, body, lines))
    if not any(line.text for line in lines):
        raise EmptyFile(
            "Mọi chữ trong tệp Word đều ẩn, bị gạch ngang hoặc đã đánh dấu xóa."
            if reader.omissions
            else "Tệp Word không có chữ nào (có thể chỉ chứa ảnh quét)."
        )
    return Parsed(lines, MEDIA_TYPE, warnings=reader.warnings(), marks=reader.marks())


def _body(archive: ZipFile, limits: Limits) -> tuple[str, etree._Element]:
    path = main_part(archive, "word/document.xml", limits)
    body = child(part_xml(archive, path, limits), "body")
    if body is None:
        raise UndecodableFile("Tệp không phải là tệp Word (.docx) hoặc đã bị hỏng.")
    return path, body


def _letterhead(reader: Reader, body: etree._Element, lines: Sequence[Line]) -> list[Line]:
    """Return the first page's header where it heads the document, nothing where it runs along."""
    letterhead: list[Line] = []
    told: set[str] = {line.text for line in lines}
    for identity in dict.fromkeys(docx_margins.references(body, "header")):
        found = [line for line in reader.part(identity) if line.text]
        if not letterhead and docx_margins.is_letterhead(found, lines):
            letterhead = found
            continue
        words = " ".join(line.text for line in found)
        if words and words not in told and not docx_margins.is_page_number(words):
            told.add(words)
            reader.omissions.note(MARGIN, words)
    return letterhead


def _footers(reader: Reader, body: etree._Element, lines: Sequence[Line]) -> list[Line]:
    """Return what footers say beside the page's number, each once, at the end of the text."""
    told = {line.text for line in lines}
    footers = []
    for identity in dict.fromkeys(docx_margins.references(body, "footer")):
        for line in reader.part(identity):
            if line.text in told or docx_margins.is_page_number(line.text):
                continue
            told.add(line.text)
            text = f"{_FOOTER}: {line.text}"
            footers.append(replace(line, text=text, whole=True, heading=0, cells=None, table=None))
    return footers
