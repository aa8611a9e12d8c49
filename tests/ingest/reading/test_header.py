from datetime import date

import pytest

from ingest import naming
from ingest.document import Document, Header, Provenance, Stated
from ingest.errors import IngestError
from ingest.pipeline import parse
from ingest.reading import issuers
from tests.ingest import samples

FIELDS = (
    "kind", "number", "issuer", "superior", "place", "issued_on", "subject", "signer",
    "signer_title", "signing_authority",
)  # fmt: skip


def values(document: Document) -> dict[str, object]:
    found = {field: getattr(document.header, field) for field in FIELDS}
    return {field: stated.value for field, stated in found.items() if stated is not None}


def test_the_state_form() -> None:
    document = samples.parse(samples.STATE)
    assert values(document) == {
        "kind": "Kế hoạch",
        "number": "12/KH-UBND",
        "issuer": "UBND tỉnh Hòa Giang",
        "place": "Hòa Giang",
        "issued_on": date(2024, 12, 5),
        "subject": "Thực hiện Nghị quyết số 18-NQ/TU ngày 02/10/2024 của Ban Chấp "
        "hành Đảng bộ tỉnh",
        "signer": "Đinh Hữu Phước",
        "signer_title": "Phó Chủ tịch",
        "signing_authority": "TM. Ủy ban nhân dân",
    }
    assert [item.value for item in document.header.recipients] == [
        "Thường trực Tỉnh ủy",
        "Các sở, ban, ngành",
        "Lưu: VT",
    ]


def test_the_party_form_with_blanks() -> None:
    document = samples.parse(samples.PARTY)
    assert values(document) == {
        "kind": "Kế hoạch",
        "issuer": "Huyện ủy Sơn Khê",
        "superior": "Đảng bộ tỉnh Hòa Giang",
        "place": "Sơn Khê",
        "subject": "Học tập Kết luận số 44-KL/TW ngày 12/8/2024 của Bộ Chính trị",
        "signer": "Lò Văn Thắm",
        "signer_title": "Phó Bí thư Thường trực",
        "signing_authority": "T/M Ban Thường vụ",
    }


def test_every_value_has_its_exact_span() -> None:
    for text in (samples.STATE, samples.PARTY):
        document = samples.parse(text)
        stated = [getattr(document.header, field) for field in FIELDS] + [
            *document.header.recipients
        ]
        for value in filter(None, stated):
            assert document.text[value.start : value.end].strip() != ""
        assert document.header.signer is not None
        assert document.text[document.header.signer.start : document.header.signer.end] in text
        for recipient in document.header.recipients:
            assert document.text[recipient.start : recipient.end] == recipient.value


def headless(issuer: str, body: str, office: str = "BÍ THƯ") -> Document:
    return samples.parse(
        f"KẾ HOẠCH\nPhát triển làng nghề\n-----\n\nThực hiện Nghị quyết số 18-NQ/TU "
        f"của Tỉnh ủy; {issuer} "
        f"ban hành Kế hoạch như sau:\n\nI. NỘI DUNG\n{body}\n\nT/M BAN THƯỜNG "
        f"VỤ\n{office}\nLò Văn Thắm\n"
    )


def test_a_missing_header_is_made_up_for_by_the_body_but_not_invented() -> None:
    document = headless("Ban Thường vụ Huyện ủy", "Các xã trong huyện thực hiện.")
    assert document.header.place is None
    assert document.header.issuer == Stated(
        "Ban Thường vụ Huyện ủy",
        document.text.index("Ban Thường vụ Huyện ủy"),
        document.text.index("Ban Thường vụ Huyện ủy") + len("Ban Thường vụ Huyện ủy"),
        Provenance.INFERRED,
    )
    assert (
        naming.name(document.header)
        == "Kế hoạch của Ban Thường vụ Huyện ủy (người ký: Lò Văn Thắm)"
    )
    assert naming.short_name(document.header) == "Ban Thường vụ Huyện ủy (Lò Văn Thắm)"


def test_the_place_is_inferred_from_what_the_body_says_of_its_own() -> None:
    document = headless(
        "Ban Thường vụ Thành ủy",
        "Phát triển thành phố Tân Bình Nam nói riêng. Nâng cấp Trường Cao đẳng Nghề Tân Bình Nam.",
    )
    assert document.header.place is not None
    assert document.header.place.value == "Tân Bình Nam"
    assert document.header.place.provenance is Provenance.INFERRED
    assert document.header.issuer is not None
    assert document.header.issuer.value == "Thành ủy Tân Bình Nam"
    assert naming.short_name(document.header) == "Tân Bình Nam"


def test_a_place_in_another_bodys_document_is_no_evidence() -> None:
    document = headless(
        "Ban Thường vụ Tỉnh ủy",
        "Học tập Kế hoạch số 12-KH/TU ngày 01/02/2024 của Tỉnh ủy tỉnh Hòa Giang và Kế hoạch số "
        "15-KH/TU ngày 01/02/2024 của Ban Thường vụ tỉnh Hòa Giang.",
    )
    assert document.header.place is None


def test_two_places_mentioned_alike_leave_it_open() -> None:
    body = (
        "Thành phố Yên Lạc và thành phố Tân Bình cùng làm; thành phố Yên Lạc, thành phố Tân Bình."
    )
    assert headless("Ban Thường vụ Thành ủy", body).header.place is None


def test_the_body_names_issuer_and_place_at_once() -> None:
    header = headless("Ủy ban nhân dân tỉnh Hòa Giang", "Các huyện thực hiện.").header
    assert header.issuer is not None
    assert header.issuer.value == "UBND tỉnh Hòa Giang"
    assert header.place is not None
    assert header.place.value == "Hòa Giang"


def test_given_values_win() -> None:
    given = {"number": "99-KH/HU", "issued_on": "2025-03-11", "subject": ""}
    document = parse("plan.txt", samples.PARTY.encode(), given)
    assert document.header.number == Stated("99-KH/HU", None, None, Provenance.GIVEN)
    assert document.header.issued_on == Stated(date(2025, 3, 11), None, None, Provenance.GIVEN)
    assert document.header.subject is not None


@pytest.mark.parametrize(
    "given", [{"colour": "red"}, {"issued_on": "11/3/2025"}, {"recipients": "x"}]
)
def test_given_values_are_checked(given: dict[str, str]) -> None:
    with pytest.raises(IngestError):
        parse("plan.txt", samples.PARTY.encode(), given)


def test_a_department_gets_the_place_of_its_superior() -> None:
    header = samples.parse(
        "UBND TỈNH HÒA GIANG\nSỞ NỘI VỤ\nSố: 211/SNV-CCVC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Hòa Giang, ngày 8 tháng 1 năm 2025\nV/v báo cáo biên chế\n\nKính gửi: Các "
        "sở.\nĐề nghị báo cáo.\n"
    ).header
    assert header.kind is not None
    assert header.kind.value == "Công văn"
    assert header.number is not None
    assert header.number.value == "211/SNV-CCVC"
    assert header.subject is not None
    assert header.subject.value == "báo cáo biên chế"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (Header(), "Văn bản"),
        (
            Header(kind=Stated("Kế hoạch", 0, 8), number=Stated("5-KH/HU", 9, 16)),
            "Kế hoạch số 5-KH/HU",
        ),
        (
            Header(
                kind=Stated("Kế hoạch", 0, 8),
                number=Stated("5-KH/HU", 9, 16),
                issued_on=Stated(date(2024, 12, 2), 17, 27),
                issuer=Stated("Huyện ủy Sơn Khê", 28, 44),
            ),
            "Kế hoạch số 5-KH/HU ngày 02/12/2024 của Huyện ủy Sơn Khê",
        ),
        (
            Header(
                kind=Stated("Điều lệ", 0, 7),
                subject=Stated("Hội Thợ gốm Sơn Khê", 8, 27),
                issuer=Stated("UBND tỉnh Hòa Giang", 28, 47),
            ),
            "Điều lệ hội Thợ gốm Sơn Khê",
        ),
    ],
)
def test_names(header: Header, name: str) -> None:
    assert naming.name(header) == name


def test_titles() -> None:
    state = samples.parse(samples.STATE)
    assert naming.title(state).startswith("Kế hoạch thực hiện Nghị quyết số 18-NQ/TU")
    assert naming.title(samples.parse("Không có gì rõ.\n", "ghi-chu.txt")) == "ghi-chu.txt"


def test_a_blank_number_is_not_taken_from_a_basis() -> None:
    text = (
        "HỘI LÀM VƯỜN TỈNH HÒA GIANG\nSố:      /NQ-HLV\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "- Căn cứ Nghị định số 193/2021/NĐ-CP ngày 25/11/2021 của Chính phủ;\n"
        "Điều 1. Thông qua chương trình công tác.\nĐiều 2. Nghị quyết có hiệu lực từ ngày ký.\n"
    )
    assert samples.parse(text).header.number is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("V/v góp ý dự thảo Kế hoạch số 12/KH-UBND", None),
        ("Về việc thực hiện Nghị quyết số 12-NQ/TU", None),
        ("Luật số: 112/2031/QH15", "112/2031/QH15"),
        ("Độc lập - Tự do - Hạnh phúc Số: 12/KH-UBND", "12/KH-UBND"),
        ("Hòa Giang, ngày 05 tháng 12 năm 2024 Số: 12/KH-UBND", "12/KH-UBND"),
        ("Số 12 -KH/HU", "12-KH/HU"),
    ],
)
def test_the_number_is_the_documents_own(line: str, expected: str | None) -> None:
    document = samples.parse(f"UBND TỈNH HÒA GIANG\n\n{line}\n\nI. MỤC TIÊU\n1. Một.\n2. Hai.\n")
    number = document.header.number
    assert (number.value if number else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"), [("Số: 07NQ-HĐQL", "07/NQ-HĐQL"), ("Số 07KH/HU", "07-KH/HU")]
)
def test_a_mark_lost_after_the_digits_is_inferred(line: str, expected: str) -> None:
    number = samples.parse(samples.STATE.replace("Số: 12/KH-UBND", line)).header.number
    assert number is not None
    assert (number.value, number.provenance) == (expected, Provenance.INFERRED)


def test_the_kind_may_go_on_with_its_issuer() -> None:
    text = samples.STATE.replace(
        "KẾ HOẠCH\n", "NGHỊ QUYẾT CỦA HỘI ĐỒNG QUẢN LÝ\nQUỸ KHUYẾN HỌC TỈNH HÒA GIANG\n"
    ).replace("Thực hiện Nghị quyết số 18", "(Về việc thực hiện Nghị quyết số 18")
    text = text.replace("Đảng bộ tỉnh\n-----", "Đảng bộ tỉnh)\n-----")
    document = samples.parse(text)
    assert document.header.issuer is not None
    assert document.header.issuer.value == "UBND tỉnh Hòa Giang"
    found = values(document)
    assert found["kind"] == "Nghị quyết"
    assert str(found["subject"]).startswith("Về việc thực hiện Nghị quyết số 18-NQ/TU")
    assert not str(found["subject"]).endswith(")")


def test_a_header_typed_without_diacritics_gets_them_from_the_text() -> None:
    text = samples.STATE.replace(
        "ỦY BAN NHÂN DÂN\nTỈNH HÒA GIANG", "UY BAN NHAN DAN\nTINH HOA GIANG"
    )
    text = text.replace("KẾ HOẠCH\n", "KE HOACH\n").replace(
        "phát triển làng nghề;", "phát triển làng nghề trên địa bàn tỉnh Hòa Giang;"
    )
    found = values(samples.parse(text))
    assert (found["kind"], found["issuer"]) == ("Kế hoạch", "UBND tỉnh Hòa Giang")


def test_an_office_of_a_central_body_has_the_name_its_text_gives_it() -> None:
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN THI ĐUA\nSố: 436-HD/BTĐ\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Hà Nội, ngày 03 tháng 4 năm 2031\n\nHƯỚNG DẪN\nbình xét thi đua\n\n"
        "Ban Thi đua Trung ương hướng dẫn việc bình xét như sau:\n"
        "I. YÊU CẦU\n1. Công khai.\n2. Đúng hạn.\n"
    )
    issuer = samples.parse(text).header.issuer
    assert issuer is not None
    assert (issuer.value, issuer.provenance) == ("Ban Thi đua Trung ương", Provenance.INFERRED)


ENCLOSED = (
    "QUY CHẾ\nQuản lý chợ đêm\n"
    "(Ban hành kèm theo Quyết định số {number} ngày 12/3/2031 của UBND thành phố Sơn Khê)\n\n"
    "Điều 1. Phạm vi\n1. Quy chế này áp dụng với chợ đêm.\nĐiều 2. Giờ mở cửa\n1. Từ 18 giờ.\n"
)


def test_what_came_out_with_a_decision_is_known_by_it() -> None:
    document = samples.parse(ENCLOSED.format(number="415/QĐ-UBND"))
    header = document.header
    assert header.number is not None
    assert header.issued_on is not None
    assert header.issuer is not None
    assert (header.number.value, header.number.provenance) == ("415/QĐ-UBND", Provenance.INFERRED)
    assert (header.issued_on.value, header.issuer.value) == (
        date(2031, 3, 12),
        "UBND thành phố Sơn Khê",
    )
    assert [reference.number for reference in document.references] == ["415/QĐ-UBND"]
    assert samples.parse(ENCLOSED.format(number="    /QĐ-UBND")).header.number is None


def test_recipients_behind_the_marks_of_an_empty_emphasis() -> None:
    text = samples.STATE.replace("Nơi nhận:\n", "* *\n*Nơi nhận:*\n")
    document = parse("a.md", text.encode())
    assert [item.value for item in document.header.recipients][:1] == ["Thường trực Tỉnh ủy"]
    assert ("Nơi nhận",) in {section.path for section in document.sections}
    bulleted = parse("a.txt", samples.STATE.replace("Nơi nhận:", "- Nơi nhận:").encode())
    assert len(bulleted.header.recipients) == 3


def headed(left: str, place: str = "Hà Nội", below: str = "", above: str = "") -> Header:
    text = (
        f"{above}{left}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"{place}, ngày 5 tháng 3 năm 2025\n\nKẾ HOẠCH\nKiểm tra công tác lưu trữ\n\n"
        f"{below}I. NỘI DUNG\n1. Kiểm tra kho.\n2. Kiểm tra sổ.\n"
    )
    return parse("ke-hoach.txt", text.encode()).header


def stated(header: Header) -> tuple[str | None, ...]:
    found = (header.number, header.issuer, header.superior, header.place)
    return tuple(None if one is None else one.value for one in found)


@pytest.mark.parametrize(
    "left",
    [
        "ĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH SỐ 123-QĐ/HU\n*\nSố 05-KH/ĐKT",
        "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\nSỐ 123-QĐ/HU\n*\nSố 05-KH/ĐKT",
    ],
)
def test_a_body_set_up_by_a_decision_keeps_its_own_number(left: str) -> None:
    number, issuer, superior, _ = stated(headed(left, "Sơn Khê"))
    assert (number, issuer, superior) == ("05-KH/ĐKT", "Đoàn kiểm tra", None)


def test_a_joint_document_is_of_both_its_issuers() -> None:
    below = "Thực hiện chương trình phối hợp, Bộ Tài chính và Bộ Nội vụ thống nhất như sau:\n"
    header = headed("BỘ TÀI CHÍNH\nBỘ NỘI VỤ\nSố: 03/2025/TTLT-BTC-BNV", below=below)
    assert stated(header)[1:] == ("Bộ Tài chính - Bộ Nội vụ", None, None)


@pytest.mark.parametrize(
    ("left", "issuer"),
    [
        ("BỘ CÔNG AN\nBỘ Y TẾ\nBỘ TƯ PHÁP\nSố: 3/2031/TTLT", "Bộ Công an - Bộ Y tế - Bộ Tư pháp"),
        ("BỘ CÔNG AN - BỘ Y TẾ\nSố: 3/2031/TTLT-BCA-BYT", "Bộ Công an - Bộ Y tế"),
        (
            "HỘI NÔNG DÂN TỈNH HÒA GIANG\nNGÂN HÀNG CHÍNH SÁCH XÃ HỘI\nCHI NHÁNH TỈNH HÒA GIANG\n"
            "Số: 5/CTPH-HND-NHCSXH",
            "Hội Nông dân tỉnh Hòa Giang - Ngân hàng Chính sách xã hội Chi nhánh tỉnh Hòa Giang",
        ),
    ],
)
def test_any_number_of_bodies_issue_together(left: str, issuer: str) -> None:
    header = headed(left)
    assert header.issuer is not None
    assert header.issuer.value.replace("chi nhánh", "Chi nhánh") == issuer


@pytest.mark.parametrize(
    ("left", "issuer"),
    [
        ("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI\nVIỆT NAM\nSố: 7/HD", "Ngân hàng Chính sách xã hội Việt Nam"),
        ("BỘ NÔNG NGHIỆP VÀ\nMÔI TRƯỜNG\nSố: 7/KH-BNNMT", "Bộ Nông nghiệp và Môi trường"),
        ("THỦ TƯỚNG CHÍNH\nPHỦ\nSố: 7/KH-TTg", "Thủ tướng Chính phủ"),
        ("NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM\nSố: 7/KH-NHNN", "Ngân hàng Nhà nước Việt Nam"),
    ],
)
def test_a_name_broken_over_lines_is_whole(left: str, issuer: str) -> None:
    below = f"Thực hiện nhiệm vụ được giao, {issuer} ban hành Kế hoạch như sau:\n"
    assert stated(headed(left, below=below))[1] == issuer


def test_where_a_ministry_signs_is_not_its_place() -> None:
    assert stated(headed("BỘ NỘI VỤ\nSố: 7/KH-BNV"))[3] is None
    assert stated(headed("ỦY BAN NHÂN DÂN\nTỈNH HÒA GIANG\nSố: 7/KH-UBND", "Hòa Giang"))[3] == (
        "Hòa Giang"
    )


def test_what_a_portal_puts_above_the_letterhead_is_not_read_as_one() -> None:
    above = (
        "Bản dịch này thuộc quyền sở hữu của Thư viện số Hòa Giang.\nLoại văn bản: Kế hoạch\n"
        "KẾ HOẠCH\nSố hiệu: 99/KH-ABC\nNgày ban hành: 01/02/2020\nNgười ký: Lê Thị Thu\n"
    )
    header = headed("ỦY BAN NHÂN DÂN\nTỈNH HÒA GIANG\nSố: 7/KH-UBND", "Hòa Giang", above=above)
    assert stated(header) == ("7/KH-UBND", "UBND tỉnh Hòa Giang", None, "Hòa Giang")
    assert header.subject is not None
    assert header.subject.value == "Kiểm tra công tác lưu trữ"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("Về tổ chức thu gom rác\ntại các thôn, bản vùng cao", "Về tổ chức thu gom rác tại các "),
        ("VỀ TỔ CHỨC THU GOM RÁC\nCÁC THÔN, BẢN VÙNG CAO", "Về tổ chức thu gom rác các thôn"),
        ("VỀ THU GOM RÁC\nCHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", "Về thu gom rác"),
        ("Về thu gom rác\nCăn cứ Luật Bảo vệ môi trường;", "Về thu gom rác"),
        (
            "Về kết quả đại hội và phê duyệt Điều lệ (sửa đổi, bổ sung) của\nHội Vườn Hòa Giang",
            "Về kết quả đại hội và phê duyệt Điều lệ (sửa đổi, bổ sung) của Hội Vườn Hòa Giang",
        ),
        (
            "Về kết quả đại hội và phê duyệt Điều lệ (sửa đổi, bổ sung) của Hội\n"
            "Chủ tịch Ủy ban nhân dân huyện Sơn Khê",
            "Về kết quả đại hội và phê duyệt Điều lệ (sửa đổi, bổ sung) của Hội",
        ),
        (
            "Về kết quả đại hội và phê duyệt Điều lệ (sửa đổi, bổ sung) của Hội\n"
            "Kính gửi: Sở Nông nghiệp và Môi trường",
            "Về kết quả đại hội và phê duyệt Điều lệ (sửa đổi, bổ sung) của Hội",
        ),
    ],
)
def test_a_subject_broken_over_paragraphs_is_whole(lines: str, subject: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in ("QUYẾT ĐỊNH", *lines.split("\n")))
    page = f"<html><body>{body}<p>Điều 1. Thu gom</p><p>Mỗi ngày.</p></body></html>"
    header = parse("quyet-dinh.html", page.encode()).header
    assert header.subject is not None
    assert header.subject.value.startswith(subject)
    assert len(header.subject.value) - len(subject) < 30


def test_a_law_writes_its_number_after_its_kind() -> None:
    header = headed("QUỐC HỘI\nLuật số: 12/2031/QH19", below="Trình Quốc hội xem xét.\n")
    assert stated(header)[:2] == ("12/2031/QH19", "Quốc hội")


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH HÒA GIANG", "UBND tỉnh Hòa Giang"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÒA GIANG", "UBND tỉnh Hòa Giang"),
    ],
)
def test_without_a_letterhead_the_issuer_stands_above_the_bases(line: str, issuer: str) -> None:
    text = (
        f"QUYẾT ĐỊNH\nVề thu gom rác\n\n{line}\n\nCăn cứ Luật Bảo vệ môi trường;\n\n"
        "Điều 1. Thu gom rác của tỉnh Hòa Giang\nMỗi ngày.\nĐiều 2. Thi hành\nTừ tháng 7.\n"
    )
    header = parse("quyet-dinh.txt", text.encode()).header
    assert header.issuer is not None
    assert (header.issuer.value, header.issuer.provenance) == (issuer, Provenance.INFERRED)


def test_a_letterhead_below_a_portals_summary_is_no_signature() -> None:
    above = "Tóm tắt: các thôn thu gom rác mỗi ngày.\n- Mỗi thôn một tổ.\n- Mỗi tổ ba người.\n"
    text = (
        f"{above}CHỦ TỊCH\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 9/CĐ-CT\nHòa Giang, ngày 5 tháng 3 năm 2025\n\nCÔNG ĐIỆN\nVề thu gom rác\n\n"
        "I. NỘI DUNG\n1. Thu gom.\n2. Phân loại.\n"
    )
    header = parse("cong-dien.txt", text.encode()).header
    assert header.number is not None
    assert header.number.value == "9/CĐ-CT"
    assert header.kind is not None


def test_without_a_title_the_line_that_issues_it_tells_what_it_is_about() -> None:
    page = (
        "BỘ THỦY LỢI\nSố: 7/2031/TT-BTL\nHà Nội, ngày 5 tháng 3 năm 2031\nTHÔNG TƯ\n"
        "Căn cứ Luật Đê điều ngày 20 tháng 11 năm 2025;\n"
        "Bộ trưởng Bộ Thủy lợi ban hành Thông tư quy định mức nước báo động trên sông.\n"
        "Điều 1. Mức nước\nBáo động 1 là 3 m.\n"
    )
    header = parse("thong-tu.txt", page.encode()).header
    assert header.subject is not None
    assert header.subject.value == "Quy định mức nước báo động trên sông"
    assert header.subject.provenance is Provenance.INFERRED


def test_a_word_that_a_run_of_known_ones_ends_within_keeps_the_case_of_its_pair() -> None:
    text = (
        "THÔNG BÁO\nVỀ CÁC DỰ ÁN QUAN TRỌNG QUỐC GIA, TRỌNG ĐIỂM\nI. NỘI DUNG\n"
        "1. Rà soát các dự án quan trọng quốc gia của ngành.\n"
        "2. Xã Gia Hòa, xã Gia Lâm và xã Gia Sơn báo cáo; tiêu chuẩn quốc gia được áp dụng.\n"
        "3. Ban lãnh đạo các dự án quan trọng quốc phòng họp hằng tháng.\n"
    )
    header = parse("thong-bao.txt", text.encode()).header
    assert header.subject is not None
    assert header.subject.value == "Về các dự án quan trọng quốc gia, trọng điểm"


def test_a_ministry_s_fields_keep_their_capitals() -> None:
    assert issuers.named("Bộ lao động - thương binh và xã hội") == (
        "Bộ Lao động - Thương binh và Xã hội"
    )
    assert issuers.named("UBND Xã Hội Sơn") == "UBND xã Hội Sơn"


@pytest.mark.parametrize("number", ["Số: 7/KH-UBND", "Số: …/KH-UBND", "Số 7-KH/HU"])
def test_a_number_beside_the_date_is_no_part_of_the_place(number: str) -> None:
    page = (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "HUYỆN SƠN KHÊ Độc lập - Tự do - Hạnh phúc\n"
        f"{number} Sơn Khê, ngày 5 tháng 3 năm 2031\nKẾ HOẠCH\nTrồng rừng\n"
        "I. MỤC TIÊU\n1. Trồng 5 ha.\n"
    )
    header = parse("ke-hoach.txt", page.encode()).header
    assert header.place is not None
    assert header.place.value == "Sơn Khê"
    assert header.issued_on is not None


def test_a_body_is_of_the_place_in_its_name_wherever_it_signed() -> None:
    page = (
        "ỦY BAN NHÂN DÂN\nHUYỆN SƠN KHÊ\nSố: 7/KH-UBND\nChợ Mới, ngày 5 tháng 3 năm 2031\n"
        "KẾ HOẠCH\nTrồng rừng\nI. MỤC TIÊU\n1. Trồng 5 ha.\n"
    )
    document = parse("ke-hoach.txt", page.encode())
    place = document.header.place
    assert place is not None
    assert place.value == "Sơn Khê"
    assert document.text[place.start : place.end] == "SƠN KHÊ"
    assert document.header.issued_on is not None
