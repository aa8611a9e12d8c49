"""A small PDF with a text layer."""

from collections.abc import Iterable

from fpdf import FPDF

from tests.ingest.rendering import FONTS


def plan_pdf(lines: Iterable[str]) -> bytes:
    """Return a one-page PDF of these lines."""
    page = FPDF(format="A4", unit="pt")
    page.add_font("serif", "", str(FONTS / "SourceSerifPro-Regular.ttf"))
    page.set_font("serif", size=13)
    page.add_page()
    page.set_margin(72)
    for line in lines:
        page.multi_cell(0, 19, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())
