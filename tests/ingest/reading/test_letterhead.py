from datetime import date

import pytest

from ingest.document import Document
from ingest.reading import letterhead
from tests.ingest import samples

HEAD = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH HÒA GIANG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/KH-UBND",
    "Hòa Giang, ngày 05 tháng 12 năm 2031",
]
FOREWORD = [
    "Hòa Giang mở thêm lớp dạy nghề đan",
    "Ngày 05/12/2031, Ủy ban nhân dân tỉnh ban hành Kế hoạch 12/KH-UBND về dạy nghề.",
    "(1) Mỗi xã mở một lớp trong quý I.",
    "(2) Sở Công Thương theo dõi.",
    "Xem thêm Kế hoạch 12/KH-UBND.",
]
BODY = ["KẾ HOẠCH", "Dạy nghề đan", "I. MỤC TIÊU", "1. Mở 12 lớp.", "2. Dạy 300 người."]


def stated(document: Document, *fields: str) -> list[object]:
    values = (getattr(document.header, field) for field in fields)
    return [value.value if value else None for value in values]


def test_a_portals_foreword_neither_hides_the_letterhead_nor_opens_sections() -> None:
    document = samples.parse("\n\n".join([*FOREWORD, *HEAD, *BODY]))

    assert stated(document, "number", "issuer", "place", "kind", "subject") == [
        "12/KH-UBND",
        "UBND tỉnh Hòa Giang",
        "Hòa Giang",
        "Kế hoạch",
        "Dạy nghề đan",
    ]
    assert samples.paths(document) == ["Mở đầu", "I", "I > 1", "I > 2"]
    assert "(1) Mỗi xã" in document.text


@pytest.mark.parametrize(
    ("above", "start"),
    [([], 0), (FOREWORD, 5), (["Số hiệu: 12/KH-UBND", "Loại văn bản: Kế hoạch"], 2)],
)
def test_where_the_letterhead_begins(above: list[str], start: int) -> None:
    assert letterhead.start([*above, *HEAD, *BODY]) == start


@pytest.mark.parametrize("own", ["Điều 1. Phạm vi", "PHỤ LỤC I", "Nơi nhận:"])
def test_what_stands_below_a_documents_own_text_is_no_letterhead(own: str) -> None:
    assert letterhead.start(["Quy định về dạy nghề", own, *HEAD, "GIẤY CHỨNG NHẬN", *BODY]) == 0


def test_the_first_word_of_a_line_in_capitals_broken_off() -> None:
    document = samples.parse(
        "THỦ\nTƯỚNG CHÍNH PHỦ\n-------\n\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - "
        "Hạnh phúc\n\nSố: 23/CĐ-TTg\n\nHà Nội, ngày 26 tháng 11 năm 2031\n\nCÔNG ĐIỆN\n\nVỀ\n"
        "VIỆC GIỮ ĐÊ\n\nTHỦ\nTƯỚNG CHÍNH PHỦ điện:\n\nCác tỉnh kiểm tra đê.\n"
    )
    assert stated(document, "issuer", "number", "subject", "place") == [
        "Thủ tướng Chính phủ",
        "23/CĐ-TTg",
        "Về việc giữ đê",
        None,
    ]


def test_a_letter_without_a_kind_has_its_subject_under_the_number() -> None:
    head = [*HEAD[:4], "Số: 515/SCT-KTVĐ", "Về hướng dẫn dạy nghề đan", "cho hộ nghèo", HEAD[5]]
    document = samples.parse(
        "\n".join(
            [*head, "Kính gửi: Ủy ban nhân dân các xã", "Căn cứ Luật Dạy nghề;", "1. Mở lớp."]
        )
    )
    assert stated(document, "kind", "number", "subject") == [
        "Công văn",
        "515/SCT-KTVĐ",
        "hướng dẫn dạy nghề đan cho hộ nghèo",
    ]


def test_kind_and_subject_in_one_line() -> None:
    document = samples.parse(
        "\n".join([*HEAD, "THÔNG BÁO KẾT LUẬN CỦA CHỦ TỊCH TẠI CUỘC HỌP", "1. Mở lớp.", "2. Dạy."])
    )
    assert stated(document, "kind", "subject") == [
        "Thông báo",
        "Kết luận của chủ tịch tại cuộc họp",
    ]


def test_the_issuer_above_the_bases_is_no_subject() -> None:
    document = samples.parse(
        "\n".join(
            [*HEAD, "QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ DẠY NGHỀ", "CHỦ TỊCH ỦY BAN NHÂN DÂN",
             "TỈNH HÒA GIANG",
             "Căn cứ Luật Dạy nghề;", "Điều 1. Ban hành Quy chế."]
        )
    )  # fmt: skip
    assert stated(document, "subject") == ["Ban hành Quy chế Dạy nghề"]


def test_a_subject_may_end_with_the_issuers_name() -> None:
    document = samples.parse(
        "\n".join([*HEAD, "QUYẾT ĐỊNH", "VỀ QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH HÒA GIANG",
                   "Căn cứ Luật Dạy nghề;", "Điều 1. Ban hành Quy chế."])
    )  # fmt: skip
    assert stated(document, "subject") == ["Về Quy chế làm việc của ủy ban nhân dân tỉnh Hòa Giang"]


def test_an_act_without_a_date_line_says_when_it_was_adopted() -> None:
    body = ["NGHỊ QUYẾT", "Về sắp xếp xóm", "Điều 1. Sắp xếp", "1. Nhập xóm Đồi vào xóm Suối."]
    adopted = (
        "Nghị quyết này được Hội đồng nhân dân tỉnh khóa X thông qua ngày 16 tháng 6 năm 2031."
    )
    document = samples.parse("\n".join([*HEAD[:5], *body, adopted]))

    assert stated(document, "issued_on") == [date(2031, 6, 16)]


def test_a_blank_date_is_not_made_up_for_by_the_adoption() -> None:
    adopted = (
        "Nghị quyết này được Hội đồng nhân dân tỉnh khóa X thông qua ngày 16 tháng 6 năm 2031."
    )
    blank = "Hòa Giang, ngày     tháng 6 năm 2031"
    document = samples.parse(
        "\n".join([*HEAD[:5], blank, "NGHỊ QUYẾT", "Về xóm", "1. Nhập.", adopted])
    )

    assert stated(document, "issued_on") == [None]


@pytest.mark.parametrize(
    "office", ["TRƯỞNG THUẾ TỈNH", "TRƯỞNG CÔNG AN", "TRƯỞNG HẢI QUAN CỬA KHẨU"]
)
def test_who_heads_an_office_is_no_name(office: str) -> None:
    document = samples.parse(
        "\n".join(
            [
                *HEAD,
                *BODY,
                "Nơi nhận:",
                "- Như trên;",
                f"KT. {office}",
                f"PHÓ {office}",
                "Lò Văn Thắm",
            ]
        )
    )
    assert stated(document, "signer") == ["Lò Văn Thắm"]


def test_the_number_of_a_numbered_department() -> None:
    document = samples.parse("\n".join([*HEAD[:4], "Số: 1155/VPUB-V.II", HEAD[5], *BODY]))
    assert stated(document, "number") == ["1155/VPUB-V.II"]


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_the_icelandic_letter_is_the_one_it_looks_like(suffix: str) -> None:
    lines = [
        "ÐẢNG BỘ TỈNH HÒA GIANG",
        "HUYỆN ỦY ÐỒI MỎ",
        "*",
        "Số 15-QÐ/HU",
        "QUYẾT ÐỊNH",
        "Về việc ðào tạo nghề",
        "Ðiều 1. Ðào tạo nghề cho 64 người.",
        "Ðiều 2. Thi hành từ tháng 7.",
    ]
    text = "\n\n".join(lines)
    if suffix == "html":
        text = "".join(f"<p>{line}</p>" for line in lines)
    document = samples.parse(text, f"quyet-dinh.{suffix}")

    assert stated(document, "kind", "number", "issuer") == [
        "Quyết định",
        "15-QĐ/HU",
        "Huyện ủy Đồi Mỏ",
    ]
    assert samples.paths(document)[1:] == ["Điều 1", "Điều 2"]


def test_a_file_of_two_documents_says_so() -> None:
    closing = ["Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Thắm"]
    second = [line.replace("12/KH", "77/KH").replace("TỈNH", "HUYỆN") for line in HEAD]
    document = samples.parse("\n".join([*HEAD, *BODY, *closing, *second, *BODY, *closing]))

    assert stated(document, "number", "issuer") == ["12/KH-UBND", "UBND tỉnh Hòa Giang"]
    joined = [note for note in document.warnings if "ghép nhiều văn bản" in note]
    assert len(joined) == 1
    assert "77/KH-UBND" in joined[0]
    assert [path for path in samples.paths(document) if path.startswith("Kế hoạch")] == [
        "Kế hoạch", "Kế hoạch > I", "Kế hoạch > I > 1", "Kế hoạch > I > 2",
    ]  # fmt: skip


def test_a_form_to_be_filled_in_is_no_second_document() -> None:
    closing = ["Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Thắm"]
    form = ["Mẫu số 01", *HEAD[2:4], "Số: …/GM", "GIẤY MỜI", "Trân trọng kính mời: …"]
    document = samples.parse("\n".join([*HEAD, *BODY, *closing, *form]))
    assert not any("ghép nhiều văn bản" in note for note in document.warnings)


def test_a_title_over_a_table_is_no_body() -> None:
    table = "KINH PHÍ TẬP HUẤN XÃ YÊN LẠC\nNội dung: In tài liệu; Thành tiền: 24\n"
    assert samples.parse(table).header.issuer is None
    issuer = samples.parse("ỦY BAN NHÂN DÂN XÃ YÊN LẠC\nNội dung: In tài liệu.\n").header.issuer
    assert issuer is not None
    assert issuer.value == "UBND xã Yên Lạc"
