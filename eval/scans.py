"""How well scans are read: documents printed, scanned at 300 dpi and read by their letters.

``python -m eval.scans PATH… [--pages 2]`` prints each document's first pages, renders them as
pictures, clean and once more turned and stamped, reads both as the service does, and holds them
against what it reads of the print's own text: the share of characters read wrongly, and whether
the outline is the same. Needs Tesseract and the fonts of the extra ``dev``.
"""

import argparse
import io
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ingest import pipeline
from ingest.document import Document
from ingest.parsers.pdf import PDFIUM
from ingest.reading.capitals import is_shouted

DPI = 300
TURNS = (2.5, -2.0, 3.0, -3.0, 2.0)
"""Degrees by which one document after the other lies askew."""
_POINTS = 72
_SIZE = 13.0
_LEADING = 18.0
_LEFT, _TOP, _LOW = 85.0, 64.0, 785.0
_ACROSS = 86
"""Characters that a line holds."""
_RED = (214, 38, 48)
_NOISE = 12.0


@dataclass(frozen=True, slots=True)
class Scan:
    """One document's scans against its print."""

    source: str
    characters: int
    clean: float
    """Share of characters read wrongly: edits over the characters printed."""
    askew: float
    """The same of pages turned and stamped."""
    outline: bool
    """Whether both show the labels of the print, in order."""


def measure(paths: Iterable[Path], pages: int) -> list[Scan]:
    """Print, scan and read the first pages of each file; files that cannot be read are left out."""
    return [
        scan(pipeline.parse(path.name, path.read_bytes()), pages, turn)
        for path, turn in zip(pipeline.files(paths), cycle(TURNS), strict=False)
    ]


def scan(document: Document, pages: int, turn: float) -> Scan:
    """Return how a document's scans are read, its pages turned by ``turn`` degrees."""
    printed = printing(document.text.split("\n"), pages)
    truth = pipeline.parse("print.pdf", printed)
    pictures = rendered(printed)
    clean = _read(pictures)
    askew = _read([stamped(picture, turn, seed) for seed, picture in enumerate(pictures)])
    labels = _labels(truth)
    return Scan(
        document.source,
        len(_squeezed(truth.text)),
        error_rate(truth.text, clean.text),
        error_rate(truth.text, askew.text),
        labels == _labels(clean) == _labels(askew),
    )


def printing(lines: Sequence[str], pages: int) -> bytes:
    """Return the lines as a PDF of A4 sheets with a text layer, at most ``pages`` of them."""
    import font_source_serif_pro
    from fpdf import FPDF

    fonts = Path(font_source_serif_pro.__file__).parent / "files"
    paper = FPDF(unit="pt", format="A4")
    paper.set_auto_page_break(False)
    for style, name in (("", "Regular"), ("B", "Bold")):
        paper.add_font("serif", style, str(fonts / f"SourceSerifPro-{name}.ttf"))
    paper.add_page()
    down = _TOP
    for line in lines:
        paper.set_font("serif", "B" if is_shouted(line) else "", _SIZE)
        for piece in textwrap.wrap(line, _ACROSS if not is_shouted(line) else _ACROSS - 24):
            if down + _LEADING > _LOW:
                if paper.page_no() == pages:
                    return bytes(paper.output())
                paper.add_page()
                down = _TOP
            down += _LEADING
            paper.text(_LEFT, down, piece)
        down += _LEADING / 3
    return bytes(paper.output())


def rendered(printed: bytes) -> list[Image.Image]:
    """Return a PDF's pages as pictures at 300 dpi."""
    import pypdfium2 as pdfium

    with PDFIUM:
        document = pdfium.PdfDocument(printed)
        try:
            return [page.render(scale=DPI / _POINTS).to_pil().convert("RGB") for page in document]
        finally:
            document.close()


def stamped(picture: Image.Image, turn: float, seed: int) -> Image.Image:
    """Return a picture with a red seal across its lower lines, turned, with a scanner's grain."""
    ink = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(ink)
    side = picture.width // 5
    left, top = round(0.55 * picture.width), round(0.7 * picture.height)
    for inset, width in ((0, 10), (28, 4)):
        box = (left + inset, top + inset, left + side - inset, top + side - inset)
        pen.ellipse(box, outline=_RED, width=width)
    font = ImageFont.load_default(size=side / 8)
    pen.text((left + side / 2, top + side / 2), "HUYEN SON KHE", _RED, font=font, anchor="mm")
    marked = ImageChops.multiply(picture, ink)
    turned = marked.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    grain = np.random.default_rng(seed).normal(0, _NOISE, (*turned.size[::-1], 1))
    noisy = np.clip(np.asarray(turned, dtype=np.float32) + grain, 0, 255)
    return Image.fromarray(noisy.astype(np.uint8))


def error_rate(truth: str, read: str) -> float:
    """Return the edits from one text to the other over the first's characters, blanks as one."""
    wanted, got = _squeezed(truth), _squeezed(read)
    return edits(wanted, got) / max(len(wanted), 1)


def edits(one: str, other: str) -> int:
    """Return the Levenshtein distance: characters put in, left out or changed.

    By bit vectors, a column of the table in one number (Myers 1999, Hyyrö 2003).
    """
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    whole, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, distance = whole, 0, len(one)
    for character in other:
        equal = places.get(character, 0)
        carried = (((equal & up) + up) ^ up) | equal | down
        right, wrong = down | ~(carried | up) & whole, up & carried
        distance += bool(right & last) - bool(wrong & last)
        right, wrong = (right << 1 | 1) & whole, (wrong << 1) & whole
        both = equal | down
        up, down = wrong | ~(both | right) & whole, right & both
    return distance


def _read(pictures: Sequence[Image.Image]) -> Document:
    buffer = io.BytesIO()
    first, *others = pictures
    first.save(buffer, "TIFF", save_all=True, append_images=others, dpi=(DPI, DPI))
    return pipeline.parse("scan.tiff", buffer.getvalue())


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _labels(document: Document) -> list[tuple[str, ...]]:
    return [section.path for section in document.walk() if section.label is not None]


def table(scans: Sequence[Scan]) -> str:
    """Return the scans as Markdown, and below them the shares over all their characters."""
    lines = [
        "| file | characters | clean | turned, stamped | outline |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {each.source} | {each.characters} | {each.clean:.4f} | {each.askew:.4f}"
        f" | {'same' if each.outline else 'differs'} |"
        for each in scans
    ]
    characters = max(sum(each.characters for each in scans), 1)
    clean = sum(each.clean * each.characters for each in scans) / characters
    askew = sum(each.askew * each.characters for each in scans) / characters
    same = sum(each.outline for each in scans)
    lines.append(f"| {len(scans)} files | {characters} | {clean:.4f} | {askew:.4f} | {same} same |")
    return "\n".join(lines)


def main() -> None:
    """Print the table for the files named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=2, help="most pages of each document")
    chosen = parser.parse_args()
    sys.stdout.write(table(measure(chosen.paths, chosen.pages)) + "\n")


if __name__ == "__main__":
    main()
