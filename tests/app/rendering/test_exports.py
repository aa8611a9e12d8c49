"""Exports hold what was said, and nothing that acts."""

from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm
from openpyxl import load_workbook

from app.rendering import markdown, reading, sheet, word
from app.rendering.elements import Element, ElementKind, Run
from app.rendering.material import Cell, Comparison, Exchange, Source

SOURCE = Source(
    1, "Kế hoạch số 12-KH/HU ngày 02/12/2024 của Huyện ủy Sơn Khê, mục III.4", 3, "đạt 64%"
)
ANSWER = reading.read(
    "Các huyện:\n\n- **Sơn Khê** đạt 64% [1]\n\n| A | B |\n|---|---|\n| một | hai [1] |"
)
FORMULA = '=HYPERLINK("http://x","y")'


def said(words: str, marker: str = "") -> tuple[Element, ...]:
    """Return words in a line, and a marker behind them."""
    runs = (Run(words), Run(" "), Run(marker, marker=True)) if marker else (Run(words),)
    return (Element(ElementKind.PARAGRAPH, runs),)


HOSTILE = Comparison(
    topics=(FORMULA, "+1"),
    rows=(("@SUM(A1)\x00\u202e", (Cell(said(FORMULA, "1"), (SOURCE,)), Cell(said("không nêu")))),),
)


def test_a_word_file_shows_question_answer_and_source() -> None:
    made = Document(
        BytesIO(word.conversation("Báo cáo", [Exchange("Bao nhiêu?", ANSWER, (SOURCE,))]))
    )
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines[:3] == ["Báo cáo", "Bao nhiêu?", "Các huyện:"]
    assert "–\tSơn Khê đạt 64% [1]" in lines
    assert lines[-1] == f"[1] {SOURCE.name}, trang 3: “đạt 64%”"
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["một", "hai [1]"]
    bold = [run.text for paragraph in made.paragraphs for run in paragraph.runs if run.bold]
    assert "Sơn Khê" in bold
    assert made.sections[0].left_margin == pytest.approx(Mm(30), abs=1000)


def test_a_word_comparison_lies_across_the_page() -> None:
    made = Document(BytesIO(word.comparison("So sánh", HOSTILE)))
    assert made.sections[0].page_width > made.sections[0].page_height  # type: ignore[operator]
    assert made.tables[0].rows[1].cells[0].text == "@SUM(A1)"
    assert made.tables[0].rows[1].cells[2].text == "không nêu"


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = load_workbook(BytesIO(sheet.comparison(HOSTILE)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["So sánh"]["B2"].value == f"{FORMULA} [1]"
    assert book["So sánh"]["A2"].value == "@SUM(A1)"
    assert book["Nguồn"]["D2"].value == "đạt 64%"


def test_markdown_escapes_all_but_the_answer() -> None:
    exchange = Exchange("# *Giá* <b>", ANSWER, (SOURCE,))
    made = markdown.conversation("Tiêu [đề](javascript:1)", [exchange])
    assert made.startswith(
        "# Tiêu \\[đề\\](javascript:1)\n\n## \\# \\*Giá\\* \\<b\\>\n\nCác huyện:"
    )
    assert f"1. {SOURCE.name}, trang 3: “đạt 64%”" in made
