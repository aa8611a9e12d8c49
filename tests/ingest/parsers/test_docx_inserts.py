"""What stands in a Word file beside its runs of text: chunks, drawings, fields, margins."""

import pytest

from ingest.parsers import docx
from tests.ingest.parsers.building import element, paragraph, part, table, word, word_with

CHUNK = paragraph("I. MỤC ĐÍCH") + '<w:altChunk r:id="k"/>' + paragraph("III. TỔ CHỨC")
LETTERHEAD = table(
    [paragraph("UBND XÃ BẢN LÌM"), paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
    [paragraph("Số: 31/KH-UBND"), paragraph("Bản Lìm, ngày 6 tháng 5 năm 2025")],
)


def texts(data: bytes) -> list[str]:
    return [line.text for line in docx.read(data).lines]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("c.htm", "<html><body><p>II. CHỈ TIÊU</p><p>1. Trồng 42 ha.</p></body></html>".encode()),
        ("c.docx", word(paragraph("II. CHỈ TIÊU") + paragraph("1. Trồng 42 ha."))),
        ("c.txt", "II. CHỈ TIÊU\n1. Trồng 42 ha.".encode()),
        (
            "c.mht",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
            "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            "<p>II. CHỈ TIÊU</p><p>1. Trồng 42 ha.</p>\n--x--\n".encode(),
        ),
    ],
)
def test_a_chunk_of_another_file_stands_in_its_place(path: str, content: bytes) -> None:
    data = word_with(CHUNK, ("k", "aFChunk", path, content))

    assert texts(data) == ["I. MỤC ĐÍCH", "II. CHỈ TIÊU", "1. Trồng 42 ha.", "III. TỔ CHỨC"]


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"Rar!\x1a\x07\x00rest"])
def test_a_chunk_that_cannot_be_read_is_told_with_its_place(content: bytes) -> None:
    found = docx.read(word_with(CHUNK, ("k", "aFChunk", "c.bin", content)))

    assert [line.text for line in found.lines] == ["I. MỤC ĐÍCH", "III. TỔ CHỨC"]
    assert "chèn từ tệp khác" in found.warnings[0]
    assert "I. MỤC ĐÍCH" in found.warnings[0]


def test_a_chunk_within_a_chunk_without_end_is_told() -> None:
    data = word_with('<w:altChunk r:id="k"/>' + paragraph("Trong cùng"))
    for _ in range(4):
        data = word_with(CHUNK, ("k", "aFChunk", "c.docx", data))

    found = docx.read(data)

    assert found.lines[0].text == "I. MỤC ĐÍCH"
    assert any("nhiều lớp" in warning for warning in found.warnings)


def test_tables_of_chunks_are_counted_on() -> None:
    chunk = "<table border=1><tr><th>STT<th>Việc<tr><td>1<td>Đo đạc</table>".encode()
    own = table(
        [paragraph("STT"), paragraph("Hạn")],
        [paragraph("1"), paragraph("Quý I")],
        properties='<w:tblBorders><w:top w:val="single"/></w:tblBorders>',
    )

    found = docx.read(word_with(own + CHUNK + own, ("k", "aFChunk", "c.htm", chunk))).lines

    assert [line.table for line in found if line.cells] == [0, 0, 1, 1, 2, 2]


def test_formulas_are_read_where_they_stand() -> None:
    formula = (
        "<m:oMath><m:r><m:t>T = </m:t></m:r><m:f><m:num><m:r><m:t>số hộ đạt</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>tổng số hộ</m:t></m:r></m:den></m:f></m:oMath>"
    )
    body = (
        f"<w:p><w:r><w:t>Tính: </w:t></w:r>{formula}<w:r><w:t>.</w:t></w:r></w:p>"
        f"<w:p><m:oMathPara>{formula}</m:oMathPara></w:p>"
    )

    assert texts(word(body)) == [
        "Tính: T = (số hộ đạt)/(tổng số hộ).",
        "T = (số hộ đạt)/(tổng số hộ)",
    ]


def test_an_organisation_chart_is_read_from_the_top_down() -> None:
    points = "".join(
        f'<dgm:pt modelId="{name}" type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
        "</dgm:t></dgm:pt>"
        for name, kind, text in [
            ("3", "node", "Tổ hậu cần"), ("0", "doc", ""), ("2", "node", "Tổ xung kích"),
            ("1", "node", "Trưởng ban"), ("9", "pres", "thừa"),
        ]
    )  # fmt: skip
    ties = "".join(
        f'<dgm:cxn srcId="{source}" destId="{target}" srcOrd="{place}"/>'
        for source, target, place in [("0", "1", 0), ("1", "3", 1), ("1", "2", 0)]
    )
    model = element(
        "dgm:dataModel", f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{ties}</dgm:cxnLst>"
    )
    body = (
        paragraph("Sơ đồ:") + '<w:p><w:r><w:drawing><dgm:relIds r:dm="d"/></w:drawing></w:r></w:p>'
    )

    data = word_with(body + paragraph("II."), ("d", "diagramData", "diagrams/data1.xml", model))

    assert texts(data) == ["Sơ đồ:", "Trưởng ban", "Tổ xung kích", "Tổ hậu cần", "II."]
    assert any("sơ đồ" in warning for warning in docx.read(word_with(body)).warnings)


def test_a_chart_is_its_title_and_its_figures() -> None:
    def points(name: str, kind: str, *values: str) -> str:
        inner = "".join(f'<c:pt idx="{n}"><c:v>{v}</c:v></c:pt>' for n, v in enumerate(values))
        return f"<c:{name}><c:{kind}>{inner}</c:{kind}></c:{name}>"

    series = points("tx", "strCache", "Hộ nghèo") + points("cat", "strCache", "2024", "2025")
    series += points("val", "numCache", "4.5", "3.2")
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Giảm nghèo</a:t></a:r></a:p></c:rich></c:tx>"
    chart = element(
        "c:chartSpace",
        f"<c:chart>{title}</c:title><c:plotArea><c:barChart><c:ser>{series}</c:ser></c:barChart>"
        "</c:plotArea></c:chart>",
    )
    body = '<w:p><w:r><w:drawing><c:chart r:id="c"/></w:drawing></w:r></w:p>'

    found = docx.read(word_with(body, ("c", "chart", "charts/chart1.xml", chart))).lines

    assert found[0].text == "Biểu đồ: Giảm nghèo"
    assert [line.cells for line in found[1:]] == [
        ("Mục", "Hộ nghèo"),
        ("2024", "4,5"),
        ("2025", "3,2"),
    ]


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>', "Đối tượng nhúng"),
        ('<w:object><o:OLEObject ProgID="Equation.DSMT4"/></w:object>', "Công thức"),
        ('<w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict>', "Hình ảnh"),
        ('<w:pict><v:textpath string="DỰ THẢO"/></w:pict>', "DỰ THẢO"),
        ("<w:instrText>EQ \\f(1;2)</w:instrText>", "Công thức"),
    ],
)
def test_what_has_no_words_here_is_told_with_its_place(inside: str, told: str) -> None:
    body = paragraph("1. Mức khoán") + f"<w:p><w:r>{inside}</w:r></w:p>"

    (warning,) = docx.read(word(body)).warnings

    assert told in warning
    assert "1. Mức khoán" in warning


def field(data: str, result: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        f'</w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("data", "result", "text"),
    [
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "", "Xếp: ☒ xong"),
        (
            '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>',
            "",
            "Xếp: ☐ xong",
        ),
        (
            '<w:ddList><w:default w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/>'
            "</w:ddList>",
            "B",
            "Xếp: B xong",
        ),
        ("<w:textInput/>", "tốt", "Xếp: tốt xong"),
    ],
)
def test_old_form_fields_show_their_state_once(data: str, result: str, text: str) -> None:
    body = f"<w:p><w:r><w:t>Xếp: </w:t></w:r>{field(data, result)}<w:r><w:t> xong</w:t></w:r></w:p>"

    assert texts(word(body)) == [text]


@pytest.mark.parametrize(
    ("control", "text"),
    [
        ('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒"),
        (
            '<w:dropDownList w:lastValue="2"><w:listItem w:value="1" w:displayText="Khá"/>'
            '<w:listItem w:value="2" w:displayText="Giỏi"/></w:dropDownList>',
            "Giỏi",
        ),
        ('<w:date w:fullDate="2025-06-30T00:00:00Z"/>', "30/06/2025"),
    ],
)
def test_content_controls_without_text_show_their_state(control: str, text: str) -> None:
    empty = f"<w:sdt><w:sdtPr>{control}</w:sdtPr><w:sdtContent/></w:sdt>"
    filled = (
        f"<w:sdt><w:sdtPr>{control}</w:sdtPr><w:sdtContent><w:r><w:t>như ghi</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    body = "".join(f"<w:p><w:r><w:t>Là: </w:t></w:r>{one}</w:p>" for one in (empty, filled))

    assert texts(word(body)) == [f"Là: {text}", "Là: như ghi"]


def sectioned(header: str, footer: str, body: str) -> bytes:
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="h"/>'
        '<w:footerReference w:type="default" r:id="f"/><w:titlePg/></w:sectPr>'
    )
    return word_with(
        body + section,
        ("h", "header", "header1.xml", part("hdr", header)),
        ("f", "footer", "footer1.xml", part("ftr", footer)),
    )


def test_a_letterhead_in_the_page_header_heads_the_document() -> None:
    footer = paragraph("Trang 1/3") + paragraph("Liên hệ: Văn phòng xã")
    found = docx.read(sectioned(LETTERHEAD, footer, paragraph("KẾ HOẠCH")))

    assert [line.text for line in found.lines] == [
        "UBND XÃ BẢN LÌM",
        "Số: 31/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Bản Lìm, ngày 6 tháng 5 năm 2025",
        "KẾ HOẠCH",
        "Chân trang: Liên hệ: Văn phòng xã",
    ]
    assert found.warnings == ()


def test_a_running_head_is_told_and_not_read() -> None:
    found = docx.read(sectioned(paragraph("Dự thảo lần 2"), "", LETTERHEAD + paragraph("KẾ HOẠCH")))

    assert "Dự thảo lần 2" not in [line.text for line in found.lines]
    assert "Dự thảo lần 2" in found.warnings[0]


STRUCK = [
    "<w:strike/>",
    "<w:dstrike/>",
    '<w:rStyle w:val="Bo"/>',
]
STYLES = (
    '<w:style w:type="character" w:styleId="Bo"><w:name w:val="Bo"/><w:rPr><w:strike/></w:rPr>'
    "</w:style>"
)


@pytest.mark.parametrize("run", STRUCK)
def test_struck_words_are_left_out_and_told(run: str) -> None:
    body = (
        f"<w:p><w:r><w:t>Mức hỗ trợ </w:t></w:r><w:r><w:rPr>{run}</w:rPr><w:t>5</w:t></w:r>"
        f"<w:r><w:rPr>{run}</w:rPr><w:t> triệu</w:t></w:r><w:r><w:t> 9 triệu.</w:t></w:r></w:p>"
    )

    found = docx.read(word(body, styles=STYLES))

    assert [line.text for line in found.lines] == ["Mức hỗ trợ 9 triệu."]
    assert found.warnings == (
        "Chữ bị gạch ngang không đưa vào văn bản: “5 triệu” (gần “Mức hỗ trợ 9 triệu.”).",
    )


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize("run", ["<w:vanish/>", WHITE, '<w:sz w:val="2"/>'])
def test_hidden_words_are_left_out_and_told(run: str) -> None:
    found = docx.read(word(paragraph("Hiện") + paragraph("Mật 77%", run=run)))

    assert [line.text for line in found.lines] == ["Hiện"]
    assert "Mật 77%" in found.warnings[0]


def test_white_letters_on_a_coloured_ground_are_seen() -> None:
    shade = '<w:shd w:val="clear" w:fill="1F4E79"/>'
    dark = f"<w:tcPr>{shade}</w:tcPr>"
    body = (
        paragraph("Trên nền", shade, WHITE)
        + paragraph("Tô sáng", run=f'{WHITE}<w:highlight w:val="blue"/>')
        + table([dark + paragraph("STT", run=WHITE), dark + paragraph("Việc", run=WHITE)],
                [paragraph("1"), paragraph("Đo")], [paragraph("2"), paragraph("Vẽ")])
    )  # fmt: skip

    found = docx.read(word(body))

    assert [line.text for line in found.lines][:3] == ["Trên nền", "Tô sáng", "STT | Việc"]
    assert found.warnings == ()


def test_a_paragraphs_own_ground_counts_after_one_without() -> None:
    shade = '<w:shd w:val="clear" w:fill="1F4E79"/>'

    found = docx.read(word(paragraph("Ẩn", run=WHITE) + paragraph("Trên nền", shade, WHITE)))

    assert [line.text for line in found.lines] == ["Trên nền"]


def test_a_soft_hyphen_is_a_letter_of_an_old_font() -> None:
    old = '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
    hyphen = "<w:t>®</w:t><w:softHyphen/><w:t>îc</w:t>"

    found = docx.read(word(f"<w:p><w:r>{old}{hyphen}</w:r></w:p><w:p><w:r>{'<w:t>a</w:t>'}"
                           "<w:softHyphen/><w:t>b</w:t></w:r></w:p>"))  # fmt: skip

    assert [line.text for line in found.lines] == ["được", "ab"]


def test_deleted_words_comments_and_hidden_rows_are_told() -> None:
    body = (
        "<w:p><w:r><w:t>Đạt 80%</w:t><w:commentReference w:id='4'/></w:r>"
        "<w:del><w:r><w:delText>70%</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc>" + paragraph("STT") + "</w:tc><w:tc>" + paragraph("Việc")
        + "</w:tc></w:tr><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + paragraph("1")
        + "</w:tc><w:tc>" + paragraph("Bí mật") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    comments = f'<w:comment w:id="4">{paragraph("Xem lại số này")}</w:comment>'

    told = " ".join(docx.read(word(body, comments=comments)).warnings)

    assert all(words in told for words in ("70%", "Xem lại số này", "1 | Bí mật"))


def test_a_file_of_struck_words_only_says_so() -> None:
    from ingest.errors import EmptyFile

    with pytest.raises(EmptyFile, match="gạch ngang"):
        docx.read(word(paragraph("Hết hiệu lực", run="<w:strike/>")))


@pytest.mark.parametrize(
    ("before", "power", "text"),
    [("3.500 m", "2", "3.500 m2"), ("10", "6", "10⁶"), ("82%", "1", "82%¹")],
)
def test_raised_figures_do_not_run_into_the_number(before: str, power: str, text: str) -> None:
    body = (
        f"<w:p><w:r><w:t>{before}</w:t></w:r><w:r><w:rPr>"
        f'<w:vertAlign w:val="superscript"/></w:rPr><w:t>{power}</w:t></w:r></w:p>'
    )

    assert texts(word(body)) == [text]


def test_strict_open_xml_is_the_same() -> None:
    data = word(paragraph("KẾ HOẠCH"))
    from io import BytesIO
    from zipfile import ZipFile

    body = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    strict = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    from tests.ingest.parsers.building import packed

    assert strict != body
    assert texts(packed({"word/document.xml": strict})) == ["KẾ HOẠCH"]
