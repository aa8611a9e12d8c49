"""What is put on a PDF page afterwards: values of forms, stamps, notes."""

import pytest

from ingest.lines import Parsed
from ingest.parsers import pdf
from ingest.parsers.pdf_annotations import RECEIVED
from tests.ingest.parsers.pdf_building import page, stream, text


def parsed(content: bytes, *more: bytes, form: bool = False) -> Parsed:
    """Read a page whose annotations are all ``more`` objects marked /Annot."""
    numbers = [6 + n for n, one in enumerate(more) if b"/Annot" in one]
    listed = b" ".join(b"%d 0 R" % number for number in numbers)
    catalogue = b"/AcroForm<</Fields[%b]/DA(/F 12 Tf)/DR<</Font<</F 5 0 R>>>>>>" % listed
    entries = b"/Annots[%b]" % listed
    return pdf.read(page(content, *more, entries=entries, catalogue=catalogue if form else b""))


def field(kind: bytes, box: bytes, rest: bytes) -> bytes:
    """Return a field that is named by its place."""
    entries = (box.replace(b" ", b"x"), kind, box, rest)
    return b"<</Type/Annot/Subtype/Widget/F 4/T(%b)/FT/%b/Rect[%b]%b>>" % entries


def test_values_stand_where_their_fields_do() -> None:
    content = text("1. So ho:", 60, 700) + text("2. Kinh phi:", 60, 680) + text("3. Xa:", 60, 660)
    found = parsed(
        content,
        field(b"Tx", b"150 694 250 714", b"/V(48)"),
        field(b"Tx", b"150 675 250 691", b"/V(2.350)"),
        field(b"Ch", b"150 655 250 671", b"/Ff 131072/Opt[(Suoi Vat)(Pa Hom)]/V(Pa Hom)"),
        form=True,
    )

    assert [line.text for line in found.lines] == [
        "1. So ho: 48",
        "2. Kinh phi: 2.350",
        "3. Xa: Pa Hom",
    ]


def test_a_ticked_box_differs_from_one_left_open() -> None:
    content = text("Dat", 80, 700) + text("Khong dat", 80, 680)
    box = b"/AS/%b/V/%b/AP<</N<</Yes 8 0 R/Off 8 0 R>>>>"
    found = parsed(
        content,
        field(b"Btn", b"60 698 72 710", box % (b"Yes", b"Yes")),
        field(b"Btn", b"60 678 72 690", box % (b"Off", b"Off")),
        stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 12 12]"),
        form=True,
    )

    assert [line.text for line in found.lines] == ["☒ Dat", "☐ Khong dat"]


def test_a_hidden_field_and_a_password_say_nothing() -> None:
    found = parsed(
        text("Ma:", 60, 700),
        field(b"Tx", b"100 696 200 712", b"/Ff 8192/V(bimat)"),
        field(b"Tx", b"210 696 300 712", b"/V(an)").replace(b"/F 4", b"/F 2"),
        form=True,
    )

    assert [line.text for line in found.lines] == ["Ma:"]


def stamp(kind: bytes, box: bytes) -> bytes:
    return b"<</Type/Annot/Subtype/%b/F 4/Rect[%b]/AP<</N 7 0 R>>>>" % (kind, box)


def shown(words: str, width: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %d 14]/Resources<</Font<</F 5 0 R>>>>" % width
    return stream(text(words, 1, 3), entries)


@pytest.mark.parametrize("kind", [b"Stamp", b"FreeText"])
def test_a_number_stamped_on_stands_in_its_line(kind: bytes) -> None:
    content = text("So:", 60, 700) + text("Xa Pa Hom,", 300, 700)
    found = parsed(content, stamp(kind, b"84 697 184 711"), shown("27/KH-UBND", 100))

    assert "So: 27/KH-UBND" in " ".join(line.text for line in found.lines)


@pytest.mark.parametrize(
    ("text", "received"),
    [
        ("CÔNG VĂN ĐẾN Số: 318 Ngày 04/5/2025", True),
        ("UBND XÃ PÁ HÔM ĐẾN Số 31 Ngày 04/5/2025", True),
        ("Số đến: 77", True),
        ("27/KH-UBND", False),
        ("Tuyến đường từ bản Pá Hôm đến Suối Vạt", False),
    ],
)
def test_the_stamp_of_who_received_it_is_known(text: str, received: bool) -> None:
    assert bool(RECEIVED.search(text)) is received


def test_an_attachment_is_said() -> None:
    note = b"<</Type/Annot/Subtype/FileAttachment/F 4/Rect[300 700 320 720]>>"
    found = parsed(text("Ke hoach", 60, 700), note)

    assert any("tệp đính kèm" in warning for warning in found.warnings)
