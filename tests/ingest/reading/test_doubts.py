"""Doubts with their place in the text."""

import io
from dataclasses import replace

import docx
import pytest
from docx.document import Document as Word

from ingest import pipeline
from ingest.document import Doubt
from ingest.lines import Mark
from ingest.reading.doubts import placed
from tests.ingest.parsers.building import paragraph, word

TEXT = "Trang đầu.\nDòng hai có hình bên cạnh.\nTrang sau."


def test_a_page_is_doubted_as_a_whole_and_a_line_where_it_stands() -> None:
    marks = [
        Mark("đọc từ ảnh", page=2, unread=True),
        Mark("hình vẽ", near="Dòng hai có hình…"),
        Mark("ở đâu đó", near="không có trong văn bản"),
        Mark("trang không có", page=9),
    ]
    found = placed(marks, TEXT, (0, 38))

    assert [(doubt.warning, TEXT[doubt.start : doubt.end]) for doubt in found] == [
        ("hình vẽ", "Dòng hai có hình bên cạnh."),
        ("đọc từ ảnh", "Trang sau."),
    ]


def test_a_line_beside_which_something_was_not_read_is_doubtful() -> None:
    formula = (
        "<w:p><w:r><w:t>2. Mức chi tính theo </w:t></w:r><w:r><w:object>"
        '<o:OLEObject ProgID="Equation.3" r:id="x"/></w:object></w:r></w:p>'
    )
    data = word(paragraph("I. MỨC CHI") + paragraph("1. Chi 40 triệu đồng.") + formula)

    document = pipeline.parse("a.docx", data)

    [doubt] = document.doubts
    assert document.text[doubt.start : doubt.end].startswith("2. Mức chi")
    assert doubt.warning in document.warnings
    at = document.text.index
    assert document.doubt_at(at("Mức chi tính"), at("Mức chi tính") + 8) == doubt.warning
    assert document.doubt_at(at("1. Chi"), at("1. Chi") + 6) is None


def test_what_was_left_out_on_purpose_makes_no_quote_doubtful() -> None:
    paper: Word = docx.Document()
    paper.add_paragraph("1. Phí gửi xe là 4.000 đồng.").add_run(" 3.000 đồng").font.strike = True
    buffer = io.BytesIO()
    paper.save(buffer)

    document = pipeline.parse("a.docx", buffer.getvalue())

    [doubt] = document.doubts
    assert "gạch ngang" in doubt.warning
    assert document.doubt_at(0, len(document.text)) is None


@pytest.mark.parametrize(("start", "end", "found"), [(0, 5, None), (4, 6, "ảnh"), (9, 12, None)])
def test_a_span_is_doubtful_where_it_meets_what_was_not_read(
    start: int, end: int, found: str | None
) -> None:
    document = pipeline.parse("a.txt", "Một hai ba bốn".encode())
    assert replace(document, doubts=(Doubt("ảnh", 5, 9, True),)).doubt_at(start, end) == found
