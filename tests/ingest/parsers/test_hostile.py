"""Files made to do harm, and files that are not what they say: each refused by name."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest

from ingest.errors import (
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    IngestError,
    UndecodableFile,
    UnsupportedFormat,
)
from ingest.lines import Parsed
from ingest.parsers import docx, html, image, office, pdf, spreadsheet
from ingest.parsers.limits import LIMITS, Limits
from tests.ingest.parsers.building import packed, paragraph, word

READERS: dict[str, Callable[[bytes], Parsed]] = {
    "docx": docx.read,
    "html": html.read,
    "image": image.read,
    "office": office.read,
    "pdf": pdf.read,
    "spreadsheet": spreadsheet.read,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "hahaha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = BOMB.split("[")[0] + (
    '[<!ENTITY i SYSTEM "file:///etc/passwd">' + BOMB[BOMB.index("]>") :]
)


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_empty(reader: str) -> None:
    with pytest.raises(EmptyFile):
        READERS[reader](b"")


@pytest.mark.parametrize("reader", ["docx", "image", "office", "pdf"])
@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nnothing",
        b"plain words",
        b"PK\x03\x04\x00\x00",
        OLE + bytes(600),
        b"\xff\xd8\xff",
    ],
)
def test_the_wrong_suffix_is_refused(reader: str, data: bytes) -> None:
    with pytest.raises((UndecodableFile, EncryptedFile)):
        READERS[reader](data)


@pytest.mark.parametrize("reader", ["docx", "spreadsheet", "office"])
def test_an_encrypted_office_file_is_named(reader: str) -> None:
    data = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)

    with pytest.raises(EncryptedFile):
        READERS[reader](data)


def test_an_encrypted_word_97_file_is_named() -> None:
    block = b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(500)

    with pytest.raises(EncryptedFile):
        office.read(OLE + bytes(504) + block + "WordDocument".encode("utf-16-le"))


@pytest.mark.parametrize("document", [BOMB, OUTSIDE])
def test_entities_are_never_resolved(document: str) -> None:
    with pytest.raises(UndecodableFile):
        docx.read(packed({"word/document.xml": document}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = packed({"word/document.xml": b" " * (64 * 2**20)})
    assert len(data) < 2**17

    with pytest.raises(FileTooLarge, match="bom nén"):
        docx.read(data)


def test_a_bomb_that_lies_about_its_size_is_cut_off() -> None:
    data = packed({"word/document.xml": b"<a>" + b" " * 2**20})
    lying = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        lying[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises(IngestError):
        docx.read(bytes(lying))


def test_too_many_members_and_too_much_text_are_refused() -> None:
    many = packed({f"a{n}": b"" for n in range(50)})
    large = packed({"word/document.xml": bytes(range(256)) * 8000})

    with pytest.raises(FileTooLarge, match="49 tệp"):
        docx.read(many, Limits(members=49))
    with pytest.raises(FileTooLarge, match="giải nén"):
        docx.read(large, Limits(unpacked_bytes=2**20))


def test_a_truncated_word_file_is_damaged() -> None:
    data = word(paragraph("Kế hoạch") * 200)

    with pytest.raises(UndecodableFile):
        docx.read(data[: len(data) // 2])


def test_tables_within_tables_without_end_are_refused_or_read() -> None:
    body = paragraph("đáy")
    for _ in range(300):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    with pytest.raises(UndecodableFile):
        docx.read(word(body))


def test_a_cell_cannot_span_a_billion_columns() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{paragraph("a")}</w:tc>'
    body = f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"

    with pytest.raises(FileTooLarge, match="cột"):
        docx.read(word(body))


def test_a_picture_of_a_billion_points_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        )

    header = (30_000).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")

    with pytest.raises(FileTooLarge, match=r"quá lớn|triệu điểm"):
        image.read(data)


def test_libreoffice_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(UnsupportedFormat, match="LibreOffice"):
        office.read(b"{\\rtf1 K\\u7871? ho\\u7841?ch}")


@pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is not installed")
def test_rich_text_is_read_and_a_slow_conversion_is_stopped() -> None:
    data = b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch n\\u259?m 2025\\par}"

    assert [line.text for line in office.read(data).lines] == ["Kế hoạch năm 2025"]
    with pytest.raises(UndecodableFile, match="giây"):
        office.read(data, Limits(office_seconds=0.01))


def test_an_encrypted_archive_is_named() -> None:
    buffer = io.BytesIO(packed({"word/document.xml": b"<a/>"}))
    data = bytearray(buffer.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()[0].flag_bits & 1

    with pytest.raises(EncryptedFile):
        docx.read(bytes(data), LIMITS)
