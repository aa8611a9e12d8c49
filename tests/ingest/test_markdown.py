from ingest import pipeline
from ingest.document import SectionKind
from tests.ingest import samples


def test_marks_go_and_words_stay() -> None:
    document = samples.parse(
        "**KẾ HOẠCH**\n\nSố ~~17~~-KH/HU\n\n## **I. MỤC ĐÍCH**\n\n**1.** Nâng cao *nhận thức*.\n\n"
        "2\\. Bảo đảm `kinh phí`.\n\n-----\n",
        "plan.md",
    )
    assert "Số 17-KH/HU" in document.text
    assert "*" not in document.text
    assert "`" not in document.text
    assert samples.paths(document) == ["Mở đầu", "I", "I > 1", "I > 2"]


def test_markdown_inside_a_txt_file_is_seen() -> None:
    document = samples.parse("# I. MỤC ĐÍCH\n\nNâng cao **chất lượng**.\n")
    assert document.media_type == "text/markdown"
    assert samples.section(document, "I").title == "MỤC ĐÍCH"


def test_bold_spans_join_wrapped_headings() -> None:
    document = samples.body("**I. MỤC\nĐÍCH, YÊU CẦU**\n\nNâng cao chất\nlượng phục vụ.\n")
    assert samples.section(document, "I").title == "MỤC ĐÍCH, YÊU CẦU"
    assert "Nâng cao chất lượng phục vụ." in document.text


def test_an_emphasis_that_ends_and_begins_within_a_word_goes_on() -> None:
    document = samples.body("**I. M****ỤC\nĐÍCH, YÊU CẦU**\n\nNâng cao chất\nlượng phục vụ.\n")
    assert samples.section(document, "I").title == "MỤC ĐÍCH, YÊU CẦU"


def test_stars_are_bullets() -> None:
    document = samples.body("**I. VIỆC**\n\n*   Việc một.\n*   Việc hai.\n")
    titles = [bullet.title for bullet in samples.kinds(document, SectionKind.BULLET)]
    assert titles == ["Việc một.", "Việc hai."]


def test_pipe_tables_become_rows_under_their_heads() -> None:
    document = samples.body(
        "**PHỤ LỤC I**\n\nPHÂN CÔNG NHIỆM VỤ\n\n| TT | Nhiệm vụ | Thời hạn |\n|---|---|---|\n"
        "| 1 | Mở lớp | Quý I |\n| 2 | Tổng kết | |\n"
    )
    assert "TT: 1; Nhiệm vụ: Mở lớp; Thời hạn: Quý I" in document.text
    rows = samples.kinds(document, SectionKind.ROW)
    assert [row.title for row in rows] == [
        "Bảng “PHÂN CÔNG NHIỆM VỤ”, dòng 1",
        "Bảng “PHÂN CÔNG NHIỆM VỤ”, dòng 2",
    ]
    assert all(row.path == ("Phụ lục I",) for row in rows)


def test_tables_flattened_to_a_cell_a_line() -> None:
    cells = ["**TT**", "**Nhiệm vụ**", "**Cơ quan**", None]
    cells += ["1", "Mở lớp\ntập huấn", "Sở Nội vụ", None, "2", "Tổng kết", "", None]
    cells += ["3", "Khen thưởng", "Sở Nội vụ"]
    flat = "|\n" + "|\n".join("|\n" if cell is None else f"{cell}\n" * bool(cell) for cell in cells)
    document = samples.body(f"**PHỤ LỤC**\n\nNHIỆM VỤ\n\n{flat}|\n")
    assert "TT: 1; Nhiệm vụ: Mở lớp tập huấn; Cơ quan: Sở Nội vụ" in document.text
    assert "TT: 2; Nhiệm vụ: Tổng kết\n" in document.text
    assert "TT: 3; Nhiệm vụ: Khen thưởng; Cơ quan: Sở Nội vụ" in document.text


def test_flattened_tables_end_where_a_text_begins_without_an_empty_line() -> None:
    cells = [
        "TT",
        "Nhiệm vụ",
        "Thời hạn",
        None,
        "1",
        "Mở lớp",
        "Quý I",
        None,
        "2",
        "Tổng kết",
        "Quý II",
    ]
    flat = "|\n" + "|\n".join("|\n" if cell is None else f"{cell}\n" for cell in cells) + "|\n"
    signed = "|\nNơi nhận:\n- Như trên.\n|\n**TM. ỦY BAN NHÂN DÂN**\n**CHỦ TỊCH**\nLò Văn Thắm\n|\n"
    document = samples.body(f"1. Sở Y tế mở lớp.\n{signed}**PHỤ LỤC I**\nNHIỆM VỤ\n{flat}")
    rows = [s for s in document.walk() if s.kind is SectionKind.ROW]
    assert [document.text[row.start : row.end].count(": ") for row in rows] == [3, 3]
    assert "Thời hạn: Quý II" in document.text


DRAWN = """| **UBND TỈNH HÒA GIANG** **SỞ Y TẾ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
|---|---|
| Số: 512/KH-SYT | *Hòa Giang, ngày 11 tháng 6 năm 2031* |

## KẾ HOẠCH

### Triển khai chiến dịch tiêm chủng

**I. YÊU CẦU**

1. Đúng đối tượng.
2. Đúng hạn./.

| ***Nơi nhận:*** - Bộ Y tế; - Lưu: VT. | **KT. GIÁM ĐỐC**<br>**PHÓ GIÁM ĐỐC** **Ma Thị Hiền** |
|---|---|
"""


def test_a_flattened_row_with_merged_cells_stands_under_its_heads() -> None:
    """Cells merged with those above are missing: at the end of a row, or its number."""
    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kết quả", "Kinh phí"],
        ["1", "Mở lớp tập huấn", "Sở Nội vụ", "Các xã", "Quý I", "05 lớp", "Ngân sách tỉnh"],
        ["2", "Rà soát biên chế", "Sở Tài chính", "Các xã", "Quý II"],
        ["3", "Lập danh mục", "Sở Nội vụ", "Các xã", "Quý III"],
        ["4", "In tài liệu", "Sở Y tế", "Các xã", "Quý IV", "Sổ tay"],
        ["Giao tài liệu đến thôn", "Sở Y tế", "Các xã"],
    ]
    flat = "".join("|\n" + "".join(f"{cell}\n|\n" for cell in row) for row in table)
    document = samples.body(f"**PHỤ LỤC**\n\nNHIỆM VỤ\n\n{flat}")

    for told in (
        "TT: 2; Nhiệm vụ: Rà soát biên chế; Chủ trì: Sở Tài chính; Phối hợp: Các xã; Thời hạn: Quý",
        "TT: 3; Nhiệm vụ: Lập danh mục; Chủ trì: Sở Nội vụ; Phối hợp: Các xã; Thời hạn: Quý III",
        "Nhiệm vụ: Giao tài liệu đến thôn; Chủ trì: Sở Y tế; Phối hợp: Các xã",
    ):
        assert told in document.text


def test_a_drawn_table_that_sets_out_header_or_signature_comes_cell_by_cell() -> None:
    document = pipeline.parse("a.md", DRAWN.encode())
    header = document.header
    assert header.number is not None
    assert header.issuer is not None
    assert header.place is not None
    assert header.signer is not None
    assert (header.number.value, header.issuer.value, header.place.value) == (
        "512/KH-SYT",
        "Sở Y tế tỉnh Hòa Giang",
        "Hòa Giang",
    )
    assert [stated.value for stated in header.recipients] == ["Bộ Y tế", "Lưu: VT"]
    assert header.signer.value == "Ma Thị Hiền"
    assert "|" not in document.text


def test_columns_that_a_converter_wrote_into_one_line_are_lines_again() -> None:
    document = samples.parse(
        "CHÍNH PHỦ____ Số: 71/2031/NĐ-CP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - "
        "Hạnh phúc________ Hà Nội, ngày 30 tháng 6 năm 2031 |\n\n**NGHỊ ĐỊNH**\n\n**Quy định về "
        "đào tạo nghề đan**\n\nĐiều 1. Phạm vi\n\nNghị định này quy định về đào tạo nghề.\n\n"
        "- Các bộ; - Lưu: VT. | TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Lò Văn Thắm |\n",
        "nghi-dinh.md",
    )
    header = document.header
    assert header.issuer is not None
    assert header.issuer.value == "Chính phủ"
    assert header.number is not None
    assert header.number.value == "71/2031/NĐ-CP"
    assert header.issued_on is not None
    assert header.place is None
    assert header.signer is not None
    assert header.signer.value == "Lò Văn Thắm"
    assert "|" not in document.text


def test_the_end_of_a_row_on_a_line_of_its_own() -> None:
    document = samples.parse(
        "**NGHỊ QUYẾT**\n\n1. Giao các đơn vị thực hiện.\n\n2. Báo cáo hằng năm.\n\n"
        "- Các ban; - Lưu: VT. | TM. HỘI ĐỒNG NHÂN DÂNCHỦ TỊCH\nLò Văn Thắm |\n",
        "nghi-quyet.md",
    )
    assert document.text.endswith("TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\nLò Văn Thắm")
    assert document.header.signer is not None
    assert document.header.signer.value == "Lò Văn Thắm"


def test_what_is_struck_out_is_left_out_and_told() -> None:
    document = samples.parse(
        "# I. MỨC CHI\n\n1. Mỗi người ~~35.000 đồng~~ **48.000 đồng**.\n\n"
        "| TT | Mức |\n|---|---|\n| 1 | ~~7~~ 9 |\n",
        "muc-chi.md",
    )
    assert "Mỗi người 48.000 đồng." in document.text
    assert "35.000" not in document.text
    assert "Mức: 9" in document.text
    assert "“35.000 đồng”" in " ".join(document.warnings)
    assert document.doubts
