import unicodedata

import pytest

from ingest.errors import EmptyFile
from ingest.lines import Line
from ingest.parsers import docx
from tests.ingest.parsers.building import item, levels, numbering, paragraph, table, word

RULED = '<w:tblBorders><w:top w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in docx.read(word(body, **parts)).lines]


def lines(body: str, **parts: str) -> tuple[Line, ...]:
    return docx.read(word(body, **parts)).lines


def test_numbers_are_counted_as_word_counts_them() -> None:
    definitions = levels(
        ("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)")
    ) + numbering(1)
    body = "".join(
        item(text, level)
        for text, level in [
            ("Mục đích", 0), ("Một", 1), ("Hai", 1), ("Con", 2), ("Điểm", 3), ("Điểm", 3),
            ("Nhiệm vụ", 0), ("Một", 1), ("Con", 2),
        ]
    )  # fmt: skip

    assert texts(body, numbering=definitions) == [
        "I. Mục đích", "1. Một", "2. Hai", "2.1. Con", "a) Điểm", "b) Điểm",
        "II. Nhiệm vụ", "1. Một", "1.1. Con",
    ]  # fmt: skip


def test_a_start_override_restarts_a_list_and_other_lists_of_its_kind_go_on() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    definitions = (
        levels(("decimal", "Điều %1.")) + numbering(1) + numbering(2) + numbering(3, override=again)
    )
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3)

    assert texts(body, numbering=definitions) == [
        "Điều 1. a",
        "Điều 2. b",
        "Điều 1. c",
        "Điều 2. d",
    ]


def test_a_style_numbers_its_paragraphs_and_number_zero_takes_it_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )
    plain = '<w:pStyle w:val="Muc"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = paragraph("Một", '<w:pStyle w:val="Muc"/>') + paragraph("Không số", plain)

    found = lines(body, styles=styles, numbering=levels(("upperRoman", "%1-")) + numbering(1))

    assert [line.text for line in found] == ["I- Một", "Không số"]
    assert all(line.bold and line.heading == 1 for line in found)


@pytest.mark.parametrize(
    ("form", "text", "sign"),
    [("bullet", "-", "-"), ("bullet", "\uf0b7", "•"), ("bullet", "+", "+"), ("bullet", "–", "–")],
)
def test_bullets_keep_the_signs_that_mean_something(form: str, text: str, sign: str) -> None:
    definitions = levels((form, text)) + numbering(1)

    assert texts(item("Một"), numbering=definitions) == [f"{sign} Một"]


def test_tracked_changes_are_accepted_and_hidden_text_is_dropped() -> None:
    body = (
        "<w:p><w:r><w:t>Đạt </w:t></w:r><w:del><w:r><w:delText>70%</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>80%</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> (ghi chú nội bộ)</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Dấu đoạn </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>bị xóa</w:t></w:r></w:p>"
    )

    assert texts(body) == ["Đạt 80%", "Dấu đoạn bị xóa"]


def test_a_text_box_is_read_once_and_a_footnote_follows_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('DỰ THẢO')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Kết luận</w:t><w:footnoteReference w:id='2'/></w:r><w:r>"
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>" + paragraph("Sau đó")
    )
    notes = f'<w:footnote w:id="2">{paragraph("Số 12-KL/TW.")}</w:footnote>'

    assert texts(body, footnotes=notes) == [
        "Kết luận", "DỰ THẢO", "Chú thích 1: Số 12-KL/TW.", "Sau đó"
    ]  # fmt: skip


def test_merged_cells_stand_in_every_row_and_column_that_they_cover() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    start, rest = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    body = table(
        [paragraph("TT"), wide + paragraph("Nhiệm vụ"), paragraph("Thời hạn")],
        [paragraph("1"), paragraph("Một"), paragraph("A"), start + paragraph("Quý I")],
        [paragraph("2"), paragraph("Hai"), paragraph("B"), rest + "<w:p/>"],
        properties=RULED,
    )

    found = lines(body)

    assert [line.cells for line in found] == [
        ("TT", "Nhiệm vụ", "Nhiệm vụ", "Thời hạn"),
        ("1", "Một", "A", "Quý I"),
        ("2", "Hai", "B", "Quý I"),
    ]
    assert [line.head for line in found] == [True, False, False]
    assert {line.table for line in found} == {0}


def test_the_two_columns_of_the_form_are_read_left_then_right() -> None:
    body = table(
        [paragraph("UBND HUYỆN SƠN KHÊ"), paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
        [paragraph("Số: 12/KH-UBND"), paragraph("Sơn Khê, ngày 5 tháng 3 năm 2025")],
    )

    found = lines(body + paragraph("KẾ HOẠCH"))

    assert [line.text for line in found] == [
        "UBND HUYỆN SƠN KHÊ",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Sơn Khê, ngày 5 tháng 3 năm 2025",
        "KẾ HOẠCH",
    ]
    assert not any(line.cells for line in found)


@pytest.mark.parametrize(
    ("font", "text"),
    [
        (".VnTime", "HuyÖn ñy vµ nh©n d©n"),
        ("VNI-Times", "Huyeän uûy vaø nhaân daân"),
        ("Times New Roman", unicodedata.normalize("NFD", "Huyện ủy và nhân dân")),
    ],
)
def test_legacy_fonts_and_decomposed_letters_become_one_form(font: str, text: str) -> None:
    run = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'

    assert texts(paragraph(text, run=run)) == ["Huyện ủy và nhân dân"]


def test_a_toggle_that_two_styles_set_cancels_out() -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for kind, name in (("paragraph", "Dam"), ("character", "DamChu"))
    )
    own = '<w:pStyle w:val="Dam"/>'
    body = paragraph("Đậm", own) + paragraph("Thường", own, '<w:rStyle w:val="DamChu"/>')

    assert [line.bold for line in lines(body, styles=styles)] == [True, False]


def test_a_line_break_parts_lines_of_one_paragraph() -> None:
    body = "<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Phát triển</w:t></w:r></w:p>"

    assert [(line.text, line.whole) for line in lines(body)] == [
        ("KẾ HOẠCH", False),
        ("Phát triển", True),
    ]


def test_a_file_of_pictures_only_is_empty() -> None:
    with pytest.raises(EmptyFile):
        docx.read(word("<w:p/>"))
