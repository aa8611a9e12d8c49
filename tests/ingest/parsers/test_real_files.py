"""Real administrative files beside the repository: what a reader of the paper sees comes out."""

import re
from pathlib import Path

import pytest

from ingest.lines import Line, Parsed
from ingest.parsers import docx, html, ocr, office, pdf
from ingest.vietnamese.syllables import share_of_syllables

FOLDER = Path(__file__).parents[4] / "shared" / "documents"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared is absent")
needs_office = pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is absent")
needs_ocr = pytest.mark.skipif(not ocr.is_available(), reason="tesseract with vie is absent")


def file(start: str, suffix: str) -> bytes:
    return next(FOLDER.glob(f"{start}*.{suffix}")).read_bytes()


def letters(parsed: Parsed) -> str:
    return "".join(c for line in parsed.lines for c in line.text if c.isalnum())


def articles(lines: tuple[Line, ...]) -> list[int]:
    found = (re.match(r"Điều (\d+)[.:]", line.text) for line in lines)
    return [int(match.group(1)) for match in found if match]


def test_the_same_document_in_word_and_pdf_has_the_same_letters() -> None:
    as_word, as_pdf = (
        docx.read(file("to-trinh-2114", "docx")),
        pdf.read(file("to-trinh-2114", "pdf")),
    )

    assert letters(as_word) == letters(as_pdf)
    assert (as_pdf.pages, as_pdf.warnings) == (2, ())


@needs_office
def test_the_same_document_in_old_and_new_word_has_the_same_lines() -> None:
    old, new = office.read(file("huong-dan-36", "doc")), docx.read(file("huong-dan-36", "docx"))

    assert [line.text for line in old.lines] == [line.text for line in new.lines]
    assert old.media_type == "application/msword"


def test_automatic_numbers_of_a_statute_are_there() -> None:
    found = docx.read(file("dieu-le-hoi-thien-nguyen", "docx")).lines

    assert articles(found) == list(range(1, 27))
    start = next(n for n, line in enumerate(found) if line.text.startswith("Điều 6."))
    assert [line.text.split()[0] for line in found[start + 1 : start + 10]] == [
        f"{n}." for n in range(1, 10)
    ]


def test_a_decision_with_its_statute_is_read_in_order() -> None:
    parsed = pdf.read(file("quyet-dinh-779", "pdf"))

    assert parsed.pages == 13
    assert articles(parsed.lines) == [1, 2, 3, *range(1, 29)]
    assert not [line for line in parsed.lines if re.fullmatch(r"\d+", line.text)]
    assert [line.page for line in parsed.lines] == sorted(line.page or 0 for line in parsed.lines)


@needs_ocr
def test_a_scan_is_read_and_says_how_surely() -> None:
    parsed = pdf.read(file("nghi-quyet-hdql", "pdf"))
    text = " ".join(line.text for line in parsed.lines)

    assert share_of_syllables(text) > 0.95
    assert articles(parsed.lines) == [1, 2]
    assert re.fullmatch(r"Trang 1 đọc bằng nhận dạng chữ, độ tin cậy 9\d%", parsed.warnings[0])


@pytest.mark.parametrize(
    ("start", "count"),
    [
        ("vbpl-nghi-quyet", 9),
        ("vbpl-quyet-dinh", 4),
        ("vbpl-thong-tu-so-03", 15),
        ("vbpl-thong-tu-so-21", 8),
    ],
)
def test_a_portal_page_is_its_document_only(start: str, count: int) -> None:
    found = html.read(file(start, "html")).lines

    assert found[0].text.isupper()
    assert articles(found) == list(range(1, count + 1))
    assert not [line for line in found if re.match("Mục lục|Lược đồ|Tải về|Điện thoại", line.text)]
