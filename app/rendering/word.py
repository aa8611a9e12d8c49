"""Conversations and comparisons as Word documents, in the measures of administrative letters."""

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.rendering.elements import Element, ElementKind, Elements, Runs
from app.rendering.material import Comparison, Exchange, Source, cited, printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
LIST_INDENT = Mm(7)


def conversation(title: str, exchanges: Iterable[Exchange]) -> bytes:
    """Return the conversation as a .docx file."""
    document = _new(title)
    for exchange in exchanges:
        _heading(document, exchange.question, 2)
        for element in exchange.answer:
            _add(document, element)
        _sources(document, exchange.sources)
    return _saved(document)


def comparison(title: str, compared: Comparison) -> bytes:
    """Return the comparison as a .docx file, its table across a landscape page."""
    document = _new(title)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    table = document.add_table(rows=1, cols=1 + len(compared.topics))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, ("Văn bản", *compared.topics), strict=True):
        _into(cell, head, bold=True)
    _repeat(table.rows[0]._tr)
    sources: list[Source] = []
    for name, cells in compared.rows:
        row = table.add_row().cells
        _into(row[0], name, bold=True)
        for target, cell in zip(row[1:], cells, strict=True):
            _fill(target, cell.said)
            sources += cell.sources
    _sources(document, sources)
    return _saved(document)


def _new(title: str) -> WordDocument:
    """Begin an A4 document with the margins of Decree 30/2020."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    for name in ("Normal", "Title", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(slot), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].font.size = Pt(13)
    document.core_properties.title = printable(title)[:255]
    document.core_properties.author = ""
    document.core_properties.language = "vi-VN"
    _heading(document, title, 1)
    return document


def _heading(document: WordDocument, text: str, level: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.style = "Heading 2" if level > 1 else "Title"
    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size, run.bold = FONT, Pt(14 if level > 1 else 16), True
    run.font.color.rgb = None
    paragraph.paragraph_format.space_before = Pt(12 if level > 1 else 0)
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = True


def _add(document: WordDocument, element: Element) -> None:
    if element.kind is ElementKind.TABLE:
        table = document.add_table(rows=0, cols=max(len(row) for row in element.rows))
        table.style = "Table Grid"
        for position, row in enumerate(element.rows):
            for cell, pieces in zip(table.add_row().cells, row, strict=False):
                _write(cell.paragraphs[0], pieces, bold=position == 0)
        return
    _paragraph(document.add_paragraph(), element)


def _paragraph(paragraph: Paragraph, element: Element) -> None:
    paragraph.paragraph_format.space_after = Pt(6)
    if element.kind is ElementKind.ITEM:
        paragraph.paragraph_format.left_indent = LIST_INDENT * (element.level + 1)
        paragraph.paragraph_format.first_line_indent = -LIST_INDENT
        paragraph.paragraph_format.tab_stops.add_tab_stop(LIST_INDENT * (element.level + 1))
        paragraph.add_run(f"{element.label or '–'}\t")
    _write(paragraph, element.runs, bold=element.kind is ElementKind.HEADING)


def _write(paragraph: Paragraph, pieces: Runs, *, bold: bool = False) -> None:
    for piece in pieces:
        text = f"[{piece.text}]" if piece.marker else printable(piece.text)
        run = paragraph.add_run(text)
        run.bold = bold or piece.bold or None
        if piece.marker:
            run.font.superscript = True


def _into(cell: _Cell, text: str, *, bold: bool) -> None:
    run = cell.paragraphs[0].add_run(printable(text))
    run.bold = bold


def _fill(cell: _Cell, elements: Elements) -> None:
    for position, element in enumerate(elements):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        _paragraph(paragraph, element)


def _sources(document: WordDocument, sources: Iterable[Source]) -> None:
    for position, source in enumerate(sources):
        if position == 0:
            lead = document.add_paragraph()
            lead.add_run("Nguồn:").italic = True
            lead.paragraph_format.space_before = Pt(6)
            lead.paragraph_format.keep_with_next = True
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = LIST_INDENT
        paragraph.paragraph_format.first_line_indent = -LIST_INDENT
        paragraph.paragraph_format.space_after = Pt(3)
        for text, italic in (
            (f"[{source.marker}] {cited(source)}: ", False),
            (f"“{source.quote}”", True),
        ):
            run = paragraph.add_run(printable(text))
            run.font.size, run.italic = Pt(12), italic


def _repeat(row: object) -> None:
    """Repeat the table's head on every page."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


def _saved(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
