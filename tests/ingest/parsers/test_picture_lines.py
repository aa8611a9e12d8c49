import numpy as np
from PIL import Image, ImageDraw

from ingest.parsers import picture_lines

DPI = 200.0
_TABLE = (200, 300, 1000, 900)


def sheet(*, table: bool) -> Image.Image:
    """A page with a short stroke of letters, a rule, and a table of two by two."""
    page = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((250, 350, 280, 380), 0)
    pen.line((500, 150, 1100, 150), 0, 3)
    if table:
        left, top, right, bottom = _TABLE
        for y in (top, 600, bottom):
            pen.line((left, y, right, y), 0, 4)
        for x in (left, 600, right):
            pen.line((x, top, x, bottom), 0, 4)
    return page


def test_the_lines_of_a_table_are_found_and_taken_out() -> None:
    page = sheet(table=True)
    edges, clean = picture_lines.ruled(page, DPI)
    across = sorted(edge.at * DPI / 72 for edge in edges if edge.horizontal)
    down = sorted(edge.at * DPI / 72 for edge in edges if not edge.horizontal)
    assert np.allclose(across, (300, 600, 900), atol=4)
    assert np.allclose(down, (200, 600, 1000), atol=4)
    points = np.asarray(clean)
    left, top, right, bottom = _TABLE
    assert points[top - 3 : bottom + 4, left - 3 : right + 4].min() == 0  # the letter's stroke
    assert points[590:610, left:right].min() == 255
    assert points[top:bottom, 590:610].min() == 255
    assert points[150, 800] == 0  # a rule is none of a table's


def test_a_page_without_a_table_is_left_as_it_is() -> None:
    page = sheet(table=False)
    assert picture_lines.ruled(page, DPI) == ([], page)


def test_a_dark_picture_has_no_lines() -> None:
    page = Image.new("L", (1654, 2339), 30)
    assert picture_lines.ruled(page, DPI) == ([], page)
