"""Whatever the bytes are, a parser answers with lines or with a reason, and soon."""

import io
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.errors import IngestError
from ingest.lines import Parsed
from ingest.parsers import (
    archive,
    docx,
    html,
    image,
    mail,
    markdown,
    ocr,
    office,
    opendocument,
    outlook,
    pdf,
    slides,
    spreadsheet,
    text,
    xls,
)
from ingest.vietnamese.text import clean
from tests.ingest.parsers import test_mail, test_opendocument, test_slides, test_xls
from tests.ingest.parsers.building import item, levels, numbering, packed, paragraph, table, word
from tests.ingest.parsers.test_pdf import paper
from tests.ingest.parsers.test_spreadsheet import book

BOUNDED = settings(
    max_examples=60,
    deadline=5_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@cache
def samples() -> dict[str, tuple[Callable[[bytes], Parsed], bytes]]:
    """A small sound file a format, with what reads it."""
    page = paper()
    page.text(60, 60, "Kế hoạch năm 2025")
    page.rect(60, 100, 100, 30)
    page.rect(160, 100, 100, 30)
    body = paragraph("KẾ HOẠCH") + item("Mục đích") + table([paragraph("a"), paragraph("b")])
    picture = io.BytesIO()
    Image.new("L", (60, 40), 255).save(picture, "PNG")
    return {
        "docx": (
            docx.read,
            word(body, numbering=levels(("upperRoman", "%1.")) + numbering(1), styles=""),
        ),
        "slides": (slides.read, test_slides.show(test_slides.shape("Một"))),
        "opendocument": (
            opendocument.read,
            test_opendocument.file("text", "<text:p>Một</text:p>", test_opendocument.LEVELS),
        ),
        "mail": (mail.read, test_mail.letter("Một", page="<p>Hai</p>", attach={"a.txt": b"x"})),
        "outlook": (outlook.read, test_mail.outlook_letter()),
        "xls": (xls.read, test_xls.DATA),
        "html": (html.read, "<table><tr><td rowspan=2>Một<td>Hai</table><p>Điều 1.".encode()),
        "image": (image.read, picture.getvalue()),
        "markdown": (markdown.read, "# KẾ HOẠCH\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode()),
        "pdf": (pdf.read, bytes(page.output())),
        "csv": (spreadsheet.read, 'STT;Việc\n1;"Cầu; đường"\n'.encode()),
        "text": (text.read, "KẾ HOẠCH\nI. Mục đích\n".encode()),
        "xlsx": (spreadsheet.read, book([["STT", "Việc", "Hạn"], [1, "Cầu", "Q1"]])),
    }


def check(read: Callable[[bytes], Parsed], data: bytes) -> None:
    try:
        parsed = read(data)
    except IngestError:
        return
    assert any(line.text or line.cells for line in parsed.lines)
    assert all("\n" not in line.text for line in parsed.lines)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A sound file with bytes changed, cut out, doubled or cut off."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(len(found) - 1, 0)))
        size = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["change", "drop", "double", "cut"]))
        if kind == "change":
            found[at : at + size] = draw(st.binary(min_size=size, max_size=size))
        elif kind == "drop":
            del found[at : at + size]
        elif kind == "double":
            found[at:at] = found[at : at + size]
        else:
            del found[max(at, len(found) // 2) :]
    return bytes(found)


@pytest.fixture(autouse=True)
def _no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged pages would all go to Tesseract; that is tested on its own."""
    monkeypatch.setattr(ocr, "_languages", lambda: frozenset[str]())


@pytest.mark.parametrize("name", samples())
@BOUNDED
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    read, sound = samples()[name]

    check(read, data.draw(damaged(sound)))


@pytest.mark.parametrize("name", samples())
@BOUNDED
@given(data=st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    check(samples()[name][0], data)


@BOUNDED
@given(data=st.data())
def test_damaged_xml_within_a_sound_container(data: st.DataObject) -> None:
    content = data.draw(damaged(word(paragraph("x"), numbering=levels(("decimal", "%1.")))))
    document = data.draw(st.text(max_size=200))
    check(docx.read, content)
    check(docx.read, packed({"word/document.xml": document}))


@BOUNDED
@given(body=st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Z"])))
def test_no_text_of_a_paragraph_is_lost(body: str) -> None:
    escaped = body.replace("&", "&amp;").replace("<", "&lt;")
    letters = "".join(letter for letter in body if letter.isalnum() and letter.isprintable())
    if not letters:
        return
    parsed = docx.read(word(paragraph(escaped)))
    got = "".join(line.text for line in parsed.lines)

    assert "".join(filter(str.isalnum, got)) == "".join(filter(str.isalnum, clean(body)))


@BOUNDED
@given(data=st.data())
def test_a_damaged_archive_gives_members_or_reasons(data: st.DataObject) -> None:
    sound = packed({"a.txt": b"a" * 50, "b.zip": packed({"c.txt": b"c"})})
    with suppress(IngestError):
        for member in archive.expand("goi.zip", data.draw(damaged(sound))):
            member.read()


@BOUNDED
@given(data=st.binary(max_size=1_500))
def test_the_kind_of_an_office_file_is_found_or_refused(data: bytes) -> None:
    for start in (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"):
        with suppress(IngestError):
            office.find_kind(start + data)
