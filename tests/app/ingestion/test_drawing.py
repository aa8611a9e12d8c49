"""Pages drawn in a process of their own."""

import pytest

from app.errors import PageNotFound
from app.ingestion import drawing
from ingest import page_pictures
from tests.ingest.parsers.pdf_building import page, text

PLAIN = page(text("Ke hoach", 60, 700))
CURVES = page(b"0 0 m 300 800 500 20 90 90 c S\n" * 300_000)


def test_the_picture_is_the_one_drawn_here() -> None:
    assert drawing.draw(PLAIN, 1, "Ke hoach") == page_pictures.draw(PLAIN, 1, "Ke hoach")


def test_there_is_no_page_past_the_last() -> None:
    assert drawing.draw(PLAIN, 2) is None


@pytest.mark.parametrize("data", [CURVES, b"%PDF-1.7 nothing"])
def test_a_page_that_cannot_be_drawn_in_time_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(PageNotFound, match="mở tệp gốc"):
        drawing.draw(data, 1, seconds=1.0)
