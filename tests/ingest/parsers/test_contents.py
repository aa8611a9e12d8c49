"""Files under the wrong name: read by what they are, or refused by what they are."""

import io

import openpyxl
import pytest

from ingest.errors import IngestError, UndecodableFile, UnsupportedFormat
from ingest.parsers import archive, parser_for
from tests.ingest.parsers.building import packed, paragraph, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAGE = "<html><body><p>Số: 9/KH-UBND</p></body></html>".encode()
WORD = word(paragraph("Số: 9/KH-UBND"))


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Số: 9/KH-UBND"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "right"),
    [
        ("a.doc", WORD, ".docx"),
        ("a.pdf", WORD, ".docx"),
        ("a.xls", sheet(), ".xlsx"),
        ("a.docx", sheet(), ".xlsx"),
        ("a.doc", PAGE, ".html"),
        ("a.xls", b"\xef\xbb\xbf<!-- x -->\n" + PAGE, ".html"),
        ("a.docx", PAGE.decode().encode("utf-16"), ".html"),
        ("a.txt", WORD, ".docx"),
        ("a.doc", "Số: 9/KH-UBND\nMột".encode(), ".txt"),
        ("a.xls", "Số: 9/KH-UBND\tMột\n1\t2".encode(), ".csv"),
        (
            "a.doc",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
            b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            + PAGE
            + b"\n--x--\n",
            ".eml",
        ),
    ],
)
def test_a_misnamed_file_is_read_by_its_content_and_told(
    name: str, data: bytes, right: str
) -> None:
    found = parser_for(name, data)(data)

    assert "9/KH-UBND" in found.lines[0].text
    assert name[1:] in found.warnings[0]
    assert right in found.warnings[0]


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a"])
def test_a_name_that_fits_or_says_nothing_is_not_told(name: str) -> None:
    found = parser_for(name, WORD)(WORD)

    assert all("đuôi “.docm”" not in warning for warning in found.warnings)
    assert found.lines[0].text == "Số: 9/KH-UBND"


@pytest.mark.parametrize(
    ("name", "data", "error", "told"),
    [
        ("a.docx", packed({"ke-hoach.docx": WORD}), UndecodableFile, "ZIP"),
        ("a.docx", WORD[:-40], UndecodableFile, "cắt cụt"),
        ("a.doc", b"Rar!\x1a\x07\x01\x00rest", UnsupportedFormat, "RAR"),
        ("a.pdf", b"7z\xbc\xaf\x27\x1crest", UnsupportedFormat, "7z"),
        ("a.xls", packed({"xl/workbook.bin": b"x"}), UnsupportedFormat, "xlsb"),
        ("a.doc", OLE + "PowerPoint Document".encode("utf-16-le"), UnsupportedFormat, ".ppt"),
        ("a.exe", b"MZ\x90\x00", UnsupportedFormat, ".exe"),
    ],
)
def test_what_is_not_read_is_refused_by_what_it_is(
    name: str, data: bytes, error: type[IngestError], told: str
) -> None:
    with pytest.raises(error, match=told):
        parser_for(name, data)(data)


def test_text_that_begins_like_a_page_or_a_letter_stays_text() -> None:
    for data in (b"<p align=center>TIEU DE</p>\n\n# Muc", b"From: A\nTo: B\nNoi dung"):
        assert parser_for("a.md", data)(data).media_type == "text/markdown"


def test_a_document_or_page_named_zip_is_taken_for_what_it_is() -> None:
    (member,) = archive.expand("ke-hoach.zip", WORD)

    assert (member.source, member.read()) == ("ke-hoach.docx", WORD)


def test_another_archive_named_zip_is_refused_by_its_kind() -> None:
    (member,) = archive.expand("goi.zip", b"Rar!\x1a\x07\x01\x00rest")

    with pytest.raises(UnsupportedFormat, match="RAR"):
        member.read()
