from datetime import date

import pytest

from ingest import naming
from ingest.document import Header, Provenance, Stated
from ingest.pipeline import parse

BELOW = "Kho mở cửa từ 7 giờ đến 17 giờ hằng ngày, kể cả ngày lễ.\nMỗi hộ gửi tối đa 500 kg.\n"


@pytest.mark.parametrize(
    ("file", "text", "title"),
    [
        ("kho.md", f"# Hướng dẫn gửi kho lạnh\n\n{BELOW}", "Hướng dẫn gửi kho lạnh"),
        ("kho.txt", f"Nội quy kho lạnh xã Tân Khê\n\n{BELOW}", "Nội quy kho lạnh xã Tân Khê"),
        ("kho.txt", f"SỔ TAY\nSỬ DỤNG KHO LẠNH\n\n{BELOW}", "Sổ tay sử dụng kho lạnh"),
        ("kho.md", f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n# Sổ tay dùng kho lạnh\n\n{BELOW}",
         "Sổ tay dùng kho lạnh"),
    ],
)  # fmt: skip
def test_a_document_without_a_header_is_called_by_its_first_heading(
    file: str, text: str, title: str
) -> None:
    document = parse(file, text.encode())
    found = document.header.title
    assert found is not None
    assert (found.value, found.provenance) == (title, Provenance.INFERRED)
    assert document.text[found.start : found.end].replace("\n", " ").lower() == title.lower()
    assert naming.title(document) == title
    assert naming.name(document.header) == f"Tài liệu “{title}”"
    assert naming.short_name(document.header) == f"Tài liệu “{title}”"


@pytest.mark.parametrize("text", [BELOW, f"1. Giờ mở cửa\n{BELOW}2. Khối lượng\n{BELOW}"])
def test_without_a_heading_it_is_called_by_its_file(text: str) -> None:
    header = parse("so-tay-kho.txt", text.encode()).header
    assert header.title == Stated("so-tay-kho.txt", None, None, Provenance.INFERRED)
    assert naming.name(header) == "Tài liệu “so-tay-kho.txt”"


def test_what_is_said_of_it_from_outside_names_it_then() -> None:
    given = {"kind": "Kế hoạch", "subject": "Mở kho lạnh", "issued_on": "2031-03-05"}
    document = parse("kho.md", f"# Gửi kho lạnh\n\n{BELOW}".encode(), given)
    assert document.header.title is None
    assert naming.title(document) == "Kế hoạch mở kho lạnh"


def test_a_header_that_names_the_document_goes_before_an_inferred_title() -> None:
    title = Stated("Gửi kho lạnh", 0, 12, Provenance.INFERRED)
    header = Header(kind=Stated("Kế hoạch", None, None, Provenance.CORRECTED), title=title)
    assert naming.name(header) == "Kế hoạch"
    dated = Header(issued_on=Stated(date(2031, 3, 5), 0, 9), title=title)
    assert naming.name(dated) == "Tài liệu “Gửi kho lạnh” ngày 05/03/2031"
