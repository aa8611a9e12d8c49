"""Renders a parsed plan as an office would: PDF, scan, DOCX with automatic numbers, HTML, text."""

import io
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import font_source_serif_pro
import numpy as np
import pypdfium2 as pdfium
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from fpdf import FPDF
from lxml import etree
from PIL import Image

from ingest.document import RECIPIENTS, SIGNATURE, Document

FONTS = Path(font_source_serif_pro.__file__).parent / "files"
_RIGHT = re.compile(r"CỘNG HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập|, ngày")
_LABEL = re.compile(r"(?P<sign>[-+]) |(?P<label>[IVX]+|\d+|[a-zđ])(?P<end>[.)\-]) ")
_SIZE = 14.0
_LEADING = 18.0
_MARGINS = (85.0, 57.0, 57.0, 57.0)
"""Left, top, right, bottom in points."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in the parts that its form sets apart."""

    left: list[str]
    right: list[str]
    title: list[str]
    body: list[str]
    recipients: list[str]
    signature: list[str]

    @classmethod
    def of(cls, document: Document) -> "Plan":
        """Return the parts of a parsed plan."""
        kind, subject = document.header.kind, document.header.subject
        assert kind is not None
        assert kind.start is not None
        assert subject is not None
        assert subject.end is not None
        spans = {s.path: document.text[s.start : s.end].split("\n") for s in document.sections}
        ends = next(s.start for s in document.sections if s.path == (RECIPIENTS,))
        head = document.text[: kind.start].split("\n")
        return cls(
            left=[line for line in head if line and not _RIGHT.search(line)],
            right=[line for line in head if _RIGHT.search(line)],
            title=document.text[kind.start : subject.end].split("\n"),
            body=document.text[subject.end : ends].strip().split("\n"),
            recipients=[line for line in spans[RECIPIENTS,] if line],
            signature=[line for line in spans[SIGNATURE,] if line],
        )


def is_heading(line: str) -> bool:
    """Tell whether an office would set the line in bold: a labelled one without a full stop."""
    match = _LABEL.match(line)
    return match is not None and match["label"] is not None and line[-1] not in ".;:,"


class _Paper(FPDF):
    def __init__(self) -> None:
        super().__init__(unit="pt", format="A4")
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("serif", style, str(FONTS / f"SourceSerifPro-{name}.ttf"))
        self.set_auto_page_break(False)
        self.left, top, right, bottom = _MARGINS
        self.right, self.low = self.w - right, self.h - bottom
        self.top = top
        self.open_page()

    def open_page(self) -> None:
        self.add_page()
        if self.page_no() > 1:
            self.style()
            self.text(self.w / 2 - 4, 36, str(self.page_no()))
        self.y = self.top

    def style(self, *, bold: bool = False, size: float = _SIZE) -> None:
        self.set_font("serif", "B" if bold else "", size)

    def line(self, words: list[str], x: float, width: float, *, justified: bool) -> None:  # type: ignore[override]
        """Set one line; words of a justified line are spread over ``width``."""
        if self.y + _LEADING > self.low:
            font = self.font_style
            self.open_page()
            self.style(bold="B" in font)
        self.y += _LEADING
        space = self.get_string_width(" ")
        used = sum(map(self.get_string_width, words))
        if justified and len(words) > 1:
            space = (width - used) / (len(words) - 1)
        for word in words:
            self.text(x, self.y, word)
            x += self.get_string_width(word) + space

    def wrap(self, text: str, width: float, indent: float = 0.0) -> list[list[str]]:
        lines: list[list[str]] = [[]]
        used = indent
        for word in text.split():
            extent = self.get_string_width(word + " ")
            if lines[-1] and used + extent > width:
                lines.append([])
                used = 0.0
            lines[-1].append(word)
            used += extent
        return lines

    def paragraph(self, text: str) -> None:
        self.style(bold=is_heading(text))
        self.y += 6
        width, indent = self.right - self.left, 28.0
        lines = self.wrap(text, width, indent)
        for number, words in enumerate(lines):
            first, last = number == 0, number == len(lines) - 1
            inset = indent if first else 0.0
            self.line(words, self.left + inset, width - inset, justified=not last)

    def centred(self, lines: list[str], left: float, right: float, *, bold: bool = True) -> None:
        self.style(bold=bold, size=12.5)
        for text in lines:
            for words in self.wrap(text, right - left):
                width = self.get_string_width(" ".join(words))
                self.line(words, (left + right - width) / 2, width, justified=False)

    def beside(self, one: Callable[[], None], other: Callable[[], None], height: float) -> None:
        """Set two blocks side by side, on one page."""
        if self.y + height > self.low:
            self.open_page()
        start = self.y
        one()
        low, self.y = self.y, start
        other()
        self.y = max(self.y, low) + _LEADING


def pdf(plan: Plan) -> bytes:
    """Return the plan as a PDF with a text layer, page numbers above."""
    paper = _Paper()
    middle = paper.left + 0.42 * (paper.right - paper.left)
    if plan.left:
        paper.beside(
            lambda: paper.centred(plan.left, paper.left - 20, middle - 10),
            lambda: paper.centred(plan.right, middle, paper.right + 20),
            0,
        )
    paper.centred(plan.title, paper.left + 20, paper.right - 20)
    paper.y += _LEADING
    for line in plan.body:
        paper.paragraph(line)
    paper.y += _LEADING

    def recipients() -> None:
        paper.style(size=11)
        for line in plan.recipients:
            for words in paper.wrap(line, middle - paper.left - 20):
                paper.line(words, paper.left, 0, justified=False)

    def signature() -> None:
        paper.centred(plan.signature[:-1], middle, paper.right)
        paper.y += 3 * _LEADING
        paper.centred(plan.signature[-1:], middle, paper.right)

    paper.beside(recipients, signature, 14 * _LEADING)
    return bytes(paper.output())


def scan(data: bytes, *, dpi: int = 300, turn: float = 0.7, seed: int = 7) -> bytes:
    """Return a PDF of pictures of another PDF's pages, slightly turned and noisy."""
    random = np.random.default_rng(seed)
    pictures = []
    document = pdfium.PdfDocument(data)
    for page in document:
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        turned = picture.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255)
        noisy = np.asarray(turned, dtype=np.float32) + random.normal(0, 18, turned.size[::-1])
        pictures.append(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))
    document.close()
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=80
    )
    return buffer.getvalue()


def word(plan: Plan) -> bytes:
    """Return the plan as DOCX; the labels of its items are Word's automatic numbers."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    lists = _Lists(document)
    if plan.left:
        _side_by_side(document, plan.left, plan.right)
    for text in plan.title:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    for text in plan.body:
        rest, numbered = lists.strip(text)
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(28)
        paragraph.add_run(rest).bold = is_heading(text)
        if numbered is not None:
            lists.number(paragraph, *numbered)
    _side_by_side(document, plan.recipients, plan.signature)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _side_by_side(document: docx.document.Document, left: list[str], right: list[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)


class _Lists:
    """One list of three levels and one of bullets; a label that does not follow stays text."""

    _LEVELS = (("upperRoman", "[IVX]+"), ("decimal", r"\d+"), ("lowerLetter", "[a-z]"))

    def __init__(self, document: docx.document.Document) -> None:
        self._counts = [0, 0, 0]
        self._root = document.part.numbering_part.element
        for child in list(self._root):
            self._root.remove(child)
        self._ends: dict[int, str] = {}

    def strip(self, text: str) -> tuple[str, tuple[int, int] | None]:
        """Return the text without its label where Word would count it, and list and level."""
        match = _LABEL.match(text)
        if match is None:
            return text, None
        if match["sign"]:
            return text[match.end() :], (2, "-+".index(match["sign"]))
        level = next(
            (at for at, (_, form) in enumerate(self._LEVELS) if re.fullmatch(form, match["label"])),
            None,
        )
        if level is None:
            return text, None
        counts = [*self._counts[: level + 1], *[0] * (2 - level)]
        counts[level] += 1
        shown = (["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"], None, "abcdefgh")[
            level
        ]
        expected = str(counts[level]) if shown is None else shown[counts[level] - 1]
        end = self._ends.setdefault(level, match["end"])
        if (match["label"], match["end"]) != (expected, end):
            return text, None
        self._counts = counts
        return text[match.end() :], (1, level)

    def number(self, paragraph: Paragraph, number: int, level: int) -> None:
        """Make the paragraph an item; the lists are written once their ends are known."""
        membership = OxmlElement("w:numPr")
        membership.append(_setting("w:ilvl", str(level)))
        membership.append(_setting("w:numId", str(number)))
        paragraph._p.get_or_add_pPr().append(membership)
        self._write()

    def _write(self) -> None:
        for child in list(self._root):
            self._root.remove(child)
        for identity in (1, 2):
            abstract = OxmlElement("w:abstractNum")
            abstract.set(qn("w:abstractNumId"), str(identity))
            for at in range(3):
                end = self._ends.get(at, ".")
                form = self._LEVELS[at][0] if identity == 1 else "bullet"
                text = f"%{at + 1}{end}" if identity == 1 else "-+•"[at]
                abstract.append(_level(at, form, text))
            self._root.append(abstract)
        for identity in (1, 2):
            number = OxmlElement("w:num")
            number.set(qn("w:numId"), str(identity))
            number.append(_setting("w:abstractNumId", str(identity)))
            self._root.append(number)


def _setting(name: str, value: str) -> etree._Element:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _level(at: int, form: str, text: str) -> etree._Element:
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), str(at))
    for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
        level.append(_setting(name, value))
    return level


def html(plan: Plan) -> bytes:
    """Return the plan as a page of a portal, with the site's own parts around it."""

    def cell(lines: list[str]) -> str:
        return "<td>" + "".join(f"<p align=center>{escape(line)}</p>" for line in lines) + "</td>"

    def row(left: list[str], right: list[str]) -> str:
        return f"<table border=0><tr>{cell(left)}{cell(right)}</tr></table>"

    parts = [row(plan.left, plan.right)] if plan.left else []
    parts += [f"<p style='text-align:center'><b>{escape(line)}</b></p>" for line in plan.title]
    for line in plan.body:
        text = escape(line)
        parts.append(f"<p><b>{text}</b></p>" if is_heading(line) else f"<p>{text}</p>")
    parts.append(row(plan.recipients, plan.signature))
    links = "".join(f"<li><a href='/v/{n}'>Văn bản liên quan số {n}</a></li>" for n in range(40))
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Cổng thông tin</title>"
        "<style>p {margin: 0}</style><script>var a = '<p>không phải chữ</p>';</script></head><body>"
        f"<nav><ul>{links}</ul></nav><div class=page><div class=side><ul>{links}</ul></div>"
        f"<div class=content><div>{''.join(parts)}</div></div></div>"
        "<footer><div>Trụ sở: số 1 đường Hòa Bình. Điện thoại: 0123.456.789</div></footer>"
        "</body></html>"
    ).encode()


def text(plan: Plan, width: int = 76) -> bytes:
    """Return the plan as plain text with hard line breaks."""
    head = [
        f"{left:<34}{right}".rstrip()
        for left, right in zip(
            plan.left + [""] * (len(plan.right) - len(plan.left)),
            plan.right + [""] * (len(plan.left) - len(plan.right)),
            strict=True,
        )
    ]
    body = [wrapped for line in plan.body for wrapped in textwrap.wrap(line, width)]
    title = [plan.title[0], *(w for line in plan.title[1:] for w in textwrap.wrap(line, width))]
    parts = [head, title, body, plan.recipients, plan.signature]
    return "\n\n".join("\n".join(part) for part in parts if part).encode()
