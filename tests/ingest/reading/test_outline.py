import pytest

from ingest import pipeline
from ingest.document import SectionKind
from ingest.vietnamese import labels
from tests.ingest import samples


def test_a_state_plan() -> None:
    document = samples.parse(samples.STATE)
    assert samples.paths(document) == [
        "Mở đầu", "I", "I > 1", "I > 2", "II", "II > 1", "II > 1 > a", "II > 1 > b", "II > 2",
        "III", "III > 1", "III > 2", "Nơi nhận", "Ký",
    ]  # fmt: skip
    assert samples.section(document, "II > 1 > a").title == "Đào tạo nghề"
    assert samples.section(document, "III > 1").kind is SectionKind.ITEM
    assert samples.section(document, "I > 1").kind is SectionKind.HEADING
    assert document.warnings == ()


def test_bullets_nest_by_their_marks_and_carry_no_label() -> None:
    document = samples.parse(samples.STATE)
    lessons = samples.section(document, "II > 1 > a")
    assert [child.title for child in lessons.children] == ["Mở 12 lớp cho 3.000 lao động."]
    assert [(b.title, b.level) for b in lessons.children[0].children] == [
        ("Lớp ngắn hạn: 8 lớp.", 1),
        ("Lớp dài hạn: 4 lớp.", 1),
    ]
    assert lessons.children[0].path == ("II", "1", "a")
    assert lessons.children[0].label is None


def test_the_last_paragraph_speaks_for_its_section() -> None:
    document = samples.parse(samples.STATE)
    closing = samples.kinds(document, SectionKind.CLOSING)
    assert [section.path for section in closing] == [("III",)]
    assert samples.text_of(document, closing[0]).startswith("Trên đây là Kế hoạch")
    assert samples.text_of(document, samples.section(document, "III > 2")).endswith("hằng năm.")


def test_the_closing_of_a_section_of_bullets_is_that_sections() -> None:
    document = samples.body(
        "I. MỘT\nVăn bản.\nII. THỰC HIỆN\n- Các xã báo cáo.\n- Các phòng theo dõi.\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị báo cáo về Ủy ban nhân dân huyện./.\n"
    )
    (closing,) = samples.kinds(document, SectionKind.CLOSING)
    assert closing.path == ("II",)


def test_the_closing_of_a_flat_list_belongs_to_no_item() -> None:
    document = samples.body(
        "1. Các xã báo cáo hằng năm.\n2. Các phòng theo dõi.\nYêu cầu các đơn vị "
        "thực hiện nghiêm túc./.\n"
    )
    (closing,) = samples.kinds(document, SectionKind.CLOSING)
    assert closing.path == ()
    assert samples.text_of(document, samples.section(document, "2")) == "2. Các phòng theo dõi."


def test_a_paragraph_of_the_last_item_stays_with_it() -> None:
    document = samples.body(
        "I. VIỆC\n1. Sở Nội vụ\nTham mưu việc khen thưởng làng nghề.\n2. Sở Tài chính\n"
        "Cân đối nguồn kinh phí thường xuyên.\n"
    )
    assert samples.kinds(document, SectionKind.CLOSING) == []
    assert "Cân đối" in samples.text_of(document, samples.section(document, "I > 2"))


def test_paragraphs_under_an_announcing_bullet_are_its_own() -> None:
    document = samples.parse(samples.PARTY)
    bullets = samples.section(document, "II > 1").children
    assert "một hội nghị" in samples.text_of(document, bullets[0])
    assert [child.title for child in bullets[0].children] == ["Địa điểm: Hội trường Huyện ủy."]
    assert samples.text_of(document, bullets[1]) == "- Hội nghị cấp xã."


def test_statutes() -> None:
    document = samples.body(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n"
        "1. Quy chế này quy định việc công nhận làng nghề.\n"
        "2. Quy chế áp dụng đối với:\na) Hộ gia đình;\nb) Tổ hợp tác;\nc) Hợp tác xã;\n"
        "d) Doanh nghiệp;\nđ) Hội nghề nghiệp;\ne) Cá nhân.\n"
        "Điều 2. Giải thích từ ngữ\nLàng nghề là cụm dân cư theo Điều 5 của Luật này.\n"
        "Chương II\nTHỦ TỤC\nMục 1\nHỒ SƠ\nĐiều 3. Hồ sơ\nHồ sơ gồm đơn đề nghị.\n"
        "Mục 2\nTRÌNH TỰ\nĐiều 4. Trình tự\n1. Nộp hồ sơ.\n2. Thẩm định.\n"
    )
    assert samples.paths(document)[1:] == [
        "Chương I", "Chương I > Điều 1", "Chương I > Điều 1 > 1", "Chương I > Điều 1 > 2",
        *(f"Chương I > Điều 1 > 2 > {letter}" for letter in "abcdđe"),
        "Chương I > Điều 2", "Chương II", "Chương II > Mục 1", "Chương II > Mục 1 > Điều 3",
        "Chương II > Mục 2", "Chương II > Mục 2 > Điều 4", "Chương II > Mục 2 > Điều 4 > 1",
        "Chương II > Mục 2 > Điều 4 > 2",
    ]  # fmt: skip
    assert samples.section(document, "Chương II").title == "THỦ TỤC"


def test_decimal_labels_find_their_parent() -> None:
    document = samples.body(
        "I. MỤC TIÊU\n1. Chung\nNâng cao thu nhập.\n2. Cụ thể\n2.1. Đến năm 2030\na) Về thu nhập\n"
        "Tăng 10%.\nb) Về việc làm\nTăng 5%.\n2.2. Đến năm 2035\n2.2.1. Thu nhập\nTăng 20%.\n"
        "2.2.2. Việc làm\nTăng 8%.\nII. KINH PHÍ\nNgân sách huyện.\n"
    )
    assert samples.paths(document)[1:] == [
        "I", "I > 1", "I > 2", "I > 2 > 2.1", "I > 2 > 2.1 > a", "I > 2 > 2.1 > b", "I > 2 > 2.2",
        "I > 2 > 2.2 > 2.2.1", "I > 2 > 2.2 > 2.2.2", "II",
    ]  # fmt: skip


def test_letters_under_a_roman_and_then_numbers_in_the_next() -> None:
    document = samples.body(
        "I. MỘT\n1. Nhóm\na) Ý một.\nb) Ý hai.\nII. HAI\na) Ý ba.\nb) Ý bốn.\nIII. "
        "BA\n1. Nhóm\nVăn bản.\n"
    )
    assert samples.paths(document)[1:] == [
        "I", "I > 1", "I > 1 > a", "I > 1 > b", "II", "II > a", "II > b", "III", "III > 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "12 tháng tiếp theo, các xã báo cáo kết quả.",
        "7. Năm 2025 là năm bản lề của kế hoạch.",
        "c) Không phải là một điểm của danh mục nào.",
        "I. Ivanov là chuyên gia của dự án.",
        "1.200 hộ dân được vay vốn trong năm.",
    ],
)
def test_text_that_only_looks_labelled(line: str) -> None:
    document = samples.body(
        f"I. MỘT\nVăn bản mở đầu của mục này.\n{line}\nII. HAI\nHết phần này.\n"
    )
    assert samples.paths(document)[1:] == ["I", "II"]
    assert line in samples.text_of(document, samples.section(document, "I"))


def test_contents_pages_are_not_the_outline() -> None:
    document = samples.body(
        "I. MỤC ĐÍCH ........ 1\nII. NHIỆM VỤ ........ 2\nI. MỤC ĐÍCH\nNâng cao thu nhập.\n"
        "II. NHIỆM VỤ\nMở lớp nghề.\n"
    )
    assert samples.paths(document)[1:] == ["I", "II"]
    listed = samples.body(
        "MỤC LỤC\nI. MỤC ĐÍCH\nII. NHIỆM VỤ\n\nI. MỤC ĐÍCH\nNâng cao thu nhập.\nII. "
        "NHIỆM VỤ\nMở lớp.\n"
    )
    assert samples.paths(listed)[1:] == ["I", "II"]


def test_articles_quoted_by_an_amendment_are_text() -> None:
    document = samples.body(
        "Điều 1. Sửa đổi Quy chế\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Hồ sơ\n1. Đơn đề nghị.\n"
        "2. Danh sách hộ.”.\n2. Bãi bỏ Điều 7.\nĐiều 2. Hiệu lực\nQuyết định có hiệu "
        "lực từ ngày ký.\n"
    )
    assert samples.paths(document)[1:] == ["Điều 1", "Điều 1 > 1", "Điều 1 > 2", "Điều 2"]


def test_a_quotation_that_is_never_closed_holds_no_article() -> None:
    document = samples.body(
        "Điều 1. Sửa đổi Quy chế\n“2. Hộ nghèo được vay. Lãi suất 3%.\n"
        "Điều 2. Bãi bỏ\n1. Bãi bỏ Điều 7.\n2. Bãi bỏ từ “tỉnh”.\nĐiều 3. Hiệu lực\nTừ ngày ký.\n"
    )
    assert samples.paths(document)[1:] == [
        "Điều 1", "Điều 2", "Điều 2 > 1", "Điều 2 > 2", "Điều 3",
    ]  # fmt: skip


def test_forms_of_one_number_are_told_apart_by_their_codes() -> None:
    document = samples.parse(
        samples.STATE + "\nMẫu 01-ĐĐN-CT\nĐƠN ĐỀ NGHỊ\n1. Họ và tên:\n2. Địa chỉ:\n"
        "\nMẫu 01-ĐĐN-CĐ\nĐƠN ĐỀ NGHỊ CẤP ĐỔI\n1. Họ và tên:\n2. Địa chỉ:\n"
        "\nMẫu số 02/TK\nTỜ KHAI\n1. Họ và tên:\n2. Địa chỉ:\n"
    )
    forms = [path for path in samples.paths(document) if path.startswith("Mẫu") and ">" not in path]
    assert forms == ["Mẫu 01-ĐĐN-CT", "Mẫu 01-ĐĐN-CĐ", "Mẫu số 02/TK"]


def test_appendices_follow_the_signature() -> None:
    document = samples.parse(
        samples.STATE + "\nPHỤ LỤC I\nDANH MỤC LÀNG NGHỀ\n1. Làng gốm Yên Thượng.\n2. Làng mây.\n"
        "\nPHỤ LỤC II\nKINH PHÍ\nTổng kinh phí 3 tỷ đồng.\n"
    )
    assert samples.paths(document)[-5:] == [
        "Ký", "Phụ lục I", "Phụ lục I > 1", "Phụ lục I > 2", "Phụ lục II",
    ]  # fmt: skip
    assert samples.section(document, "Phụ lục II").title == "KINH PHÍ"


def test_a_decision_and_the_plan_it_promulgates() -> None:
    document = samples.parse(
        "UBND HUYỆN SƠN KHÊ\nSố: 45/QĐ-UBND\nSơn Khê, ngày 01 tháng 2 năm 2025\n\nQUYẾT ĐỊNH\n"
        "Về việc ban hành Kế hoạch phát triển làng nghề\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển làng nghề.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n"
        "CHỦ TỊCH\nLò Văn Thắm\n\nKẾ HOẠCH\nPhát triển làng nghề\n\nI. MỤC TIÊU\nTăng thu nhập.\n"
        "II. GIẢI PHÁP\n1. Mở lớp.\n2. Cho vay.\n"
    )
    assert samples.paths(document) == [
        "Mở đầu", "Điều 1", "Điều 2", "Nơi nhận", "Ký", "I", "II", "II > 1", "II > 2",
    ]  # fmt: skip
    inner = document.sections[-1]
    assert inner.title == "Kế hoạch Phát triển làng nghề"
    assert document.header.kind is not None
    assert document.header.kind.value == "Quyết định"


def test_an_inner_document_with_the_outer_ones_labels_is_told_apart() -> None:
    document = samples.parse(
        samples.STATE
        + "\nCHƯƠNG TRÌNH\nTập huấn\n\nI. NỘI DUNG\nBa chuyên đề.\nII. KINH PHÍ\nNgân sách.\n"
    )
    assert samples.paths(document)[-3:] == ["Chương trình", "Chương trình > I", "Chương trình > II"]


def test_gaps_in_the_numbering_are_reported() -> None:
    document = samples.body("I. MỘT\nVăn bản.\nII. HAI\nVăn bản.\nIV. BỐN\nVăn bản.\n")
    assert samples.paths(document)[1:] == ["I", "II", "IV"]
    assert any("sau “II” là “IV”" in warning for warning in document.warnings)


def test_a_signature_quoted_inside_the_text_is_no_end() -> None:
    document = samples.body(
        "I. THỂ THỨC\n1. Ký thay\nGhi như sau:\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Mẫu\n"
        "2. Ký thừa lệnh\nGhi chức vụ của người ký.\nII. HIỆU LỰC\nTừ ngày ký.\n"
    )
    assert samples.paths(document)[1:] == ["I", "I > 1", "I > 2", "II"]


@pytest.mark.parametrize(
    ("line", "style", "text"),
    [
        ("I. MỤC ĐÍCH", labels.Style.ROMAN, "I"),
        ("IV- TỔ CHỨC", labels.Style.ROMAN, "IV"),
        ("1. Mục đích", labels.Style.NUMBER, "1"),
        ("1.Mục đích", labels.Style.NUMBER, "1"),
        ("3) Sở Nội vụ", labels.Style.NUMBER_BRACKET, "3"),
        ("(2) Sở Y tế", labels.Style.NUMBER_BRACKETS, "2"),
        ("đ) Chi cục Thuế", labels.Style.LETTER, "đ"),
        ("a.1) Nhóm một", labels.Style.LETTER_DECIMAL, "a.1"),
        ("1.2.3. Thu nhập", labels.Style.DECIMAL, "1.2.3"),
        ("Điều 5. Hồ sơ", labels.Style.ARTICLE, "Điều 5"),
        ("ĐIỀU 5: Hồ sơ", labels.Style.ARTICLE, "Điều 5"),
        ("Phần thứ hai", labels.Style.PART, "Phần thứ hai"),
        ("CHƯƠNG III", labels.Style.CHAPTER, "Chương III"),
        ("Tiểu mục 2. HỒ SƠ", labels.Style.SUBDIVISION, "Tiểu mục 2"),
        ("PHỤ LỤC II", labels.Style.APPENDIX, "Phụ lục II"),
    ],
)
def test_readings(line: str, style: labels.Style, text: str) -> None:
    assert (style, text) in [(label.style, label.text) for label in labels.readings(line)]


@pytest.mark.parametrize(
    "line", ["Điều 5 của Luật này", "Mục tiêu chung", "Phần lớn các hộ", "12/8/2024", ""]
)
def test_no_reading(line: str) -> None:
    assert labels.readings(line) == []


@pytest.mark.parametrize(("text", "value"), [("iv", 4), ("XIX", 19), ("iiii", None), ("ic", None)])
def test_roman_numbers(text: str, value: int | None) -> None:
    assert labels.roman(text) == value


def test_items_numbered_with_a_dash_after_two_figures() -> None:
    document = samples.parse(
        "HƯỚNG DẪN\nsinh hoạt chuyên đề\n\nI- NỘI DUNG\n1- Chuyên đề\n1.1- Quý I\n1.2- Quý II\n"
        "2- Hình thức\nII- TỔ CHỨC THỰC HIỆN\n1- Huyện ủy theo dõi.\n2- Chi bộ báo cáo.\n"
    )
    paths = {section.path for section in document.walk()}
    assert {("I", "1", "1.1"), ("I", "1", "1.2"), ("I", "2"), ("II", "1")} <= paths


def test_a_signature_beside_the_recipients_comes_before_the_appendix() -> None:
    document = samples.parse(
        samples.STATE[: samples.STATE.index("Nơi nhận:")]
        + "Nơi nhận:                                   KT. CHỦ TỊCH\n"
        "- Các sở, ban, ngành;                       PHÓ CHỦ TỊCH\n"
        "- Lưu: VT.\n"
        "                                            Đinh Hữu Phước\n\n"
        "PHỤ LỤC I\nDANH MỤC\n1. Trường Khe Sến\n2. Trường Nà Cọ\n"
    )
    assert [section.path for section in document.sections][-3:] == [
        ("Nơi nhận",),
        ("Ký",),
        ("Phụ lục I",),
    ]
    assert document.header.signer is not None
    assert document.header.signer.value == "Đinh Hữu Phước"
    assert document.text.endswith("2. Trường Nà Cọ")


def test_inserted_clauses_and_points_are_items_of_their_own() -> None:
    document = samples.body(
        "Điều 5. Mức chi\n1. Chi 70% học phí.\n1a. Chi 100% học phí cho hộ nghèo.\n"
        "1b. Chi tiền ăn.\n2. Thời gian chi:\na) Lớp ngắn: 01 tháng;\na1) Lớp tối: 02 tháng;\n"
        "b) Lớp dài: 03 tháng.\nĐiều 5a. Vay vốn\nLãi suất là 3%.\nĐiều 6. Thi hành\nTừ tháng 7.\n"
    )
    assert samples.paths(document)[1:] == [
        "Điều 5", "Điều 5 > 1", "Điều 5 > 1a", "Điều 5 > 1b", "Điều 5 > 2", "Điều 5 > 2 > a",
        "Điều 5 > 2 > a1", "Điều 5 > 2 > b", "Điều 5a", "Điều 6",
    ]  # fmt: skip


def test_a_list_below_a_point_stays_below_it() -> None:
    document = samples.body(
        "I. CHI\na) Chi lương:\na1) Chi tháng;\na2) Chi quý;\nb) Chi khác.\nII. THU\nĐủ.\n"
    )
    assert samples.paths(document)[1:] == ["I", "I > a", "I > a > a1", "I > a > a2", "I > b", "II"]


def test_annexes_of_an_annex_are_told_apart() -> None:
    text = samples.STATE + (
        "\nPHỤ LỤC I-A\nMỨC CHI MÁY\n1. Máy cày: 45 triệu đồng.\n2. Máy gặt: 80 triệu đồng.\n"
        "\nPHỤ LỤC I-B\nMỨC CHI KHO\n1. Kho lạnh: 300 triệu đồng.\n2. Kho khô: 90 triệu đồng.\n"
        "\nMẫu số 1a\nĐƠN ĐỀ NGHỊ\nKính gửi: Ủy ban nhân dân xã\n"
    )
    document = samples.parse(text)
    assert [path for path in samples.paths(document) if path.startswith(("Phụ", "Mẫu"))] == [
        "Phụ lục I-A", "Phụ lục I-A > 1", "Phụ lục I-A > 2",
        "Phụ lục I-B", "Phụ lục I-B > 1", "Phụ lục I-B > 2", "Mẫu số 1a",
    ]  # fmt: skip
    assert samples.section(document, "Phụ lục I-B").title == "MỨC CHI KHO"


def test_a_label_broken_after_its_word_is_whole_again() -> None:
    document = samples.body(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều\n1. Phạm vi\nNước sạch.\nĐiều\n2. Đối tượng\nMọi hộ dân.\n"
    )
    assert samples.paths(document)[1:] == ["Chương I", "Chương I > Điều 1", "Chương I > Điều 2"]


def test_numbered_divisions_nest() -> None:
    document = samples.body(
        "Mục 1. Chung\nMục 1.1. Vốn\nMục 1.1.1. Vốn vay\nVay 5 năm.\nMục 1.2. Đất\nĐủ.\n"
        "Mục 2. Riêng\nĐủ.\n"
    )
    assert samples.paths(document)[1:] == [
        "Mục 1", "Mục 1 > Mục 1.1", "Mục 1 > Mục 1.1 > Mục 1.1.1", "Mục 1 > Mục 1.2", "Mục 2",
    ]  # fmt: skip


def test_footnotes_are_notes_of_the_whole() -> None:
    text = f"{samples.STATE}\nChú thích cuối trang:\nChú thích 1 (trang 1): Không kể 14% hộ.\n"
    document = samples.parse(text)
    last = document.sections[-1]
    assert (last.kind, last.title) == (SectionKind.CLOSING, "Chú thích")
    assert "14%" in samples.text_of(document, last)


def test_a_bullet_whose_line_was_broken_keeps_its_level() -> None:
    document = pipeline.parse(
        "a.txt",
        (
            "KẾ HOẠCH\nNuôi ong\nI. VIỆC\n- Làm thùng ong:\n+ Cỡ thùng theo mẫu 1, mẫu 2;\n"
            "mẫu 3 và mẫu 4 của bản vẽ.\n+ Hạn xong: tháng 6.\n- Mua tổ ong.\n+ Hạn: tháng 9.\n"
        ).encode(),
    )
    (work,) = (section for section in document.sections if section.label == "I")
    assert [len(bullet.children) for bullet in work.children] == [2, 1]


def test_a_keyword_on_a_line_of_its_own_has_its_number_below() -> None:
    document = samples.parse(
        "QUYẾT ĐỊNH\nBan hành quy chế chợ đêm\nChương\nI\nQUY ĐỊNH CHUNG\nĐiều\n1. Phạm vi\n"
        "Áp dụng toàn huyện.\nChương\nII\nQUY ĐỊNH KHÁC\nĐiều\n2. Giờ mở cửa\nTừ 18 giờ.\n"
    )
    assert samples.paths(document) == [
        "Mở đầu", "Chương I", "Chương I > Điều 1", "Chương II", "Chương II > Điều 2",
    ]  # fmt: skip
    assert samples.section(document, "Chương II").title == "QUY ĐỊNH KHÁC"


def test_articles_stand_below_roman_parts_in_capitals() -> None:
    document = samples.body(
        "I- QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Toàn ngành.\nĐiều 2. Giá trị\nNhư nhau.\n"
        "II- QUẢN LÝ TÀI LIỆU\nĐiều 3. Nguyên tắc\n1. Tập trung.\n2. Thống nhất.\n"
        "III- TỔ CHỨC THỰC HIỆN\nĐiều 4. Thi hành\nTừ ngày ký.\n"
    )
    assert samples.paths(document)[-9:] == [
        "I", "I > Điều 1", "I > Điều 1 > 1", "I > Điều 2",
        "II", "II > Điều 3", "II > Điều 3 > 1", "II > Điều 3 > 2",
        "III", "III > Điều 4",
    ][-9:]  # fmt: skip
    assert not [each for each in document.warnings if "Danh mục" in each or "Đánh số" in each]


def test_an_article_after_a_part_of_its_own_items_is_not_below_it() -> None:
    document = samples.body(
        "Điều 1. Mục tiêu\nI. CHỈ TIÊU\n1. Trồng 5 ha.\nII. NHIỆM VỤ\n1. Chăm sóc.\n"
        "Điều 2. Hiệu lực\nTừ ngày ký.\n"
    )
    assert samples.paths(document)[-1] == "Điều 2"
