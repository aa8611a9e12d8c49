import pytest

from ingest.vietnamese import forms


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("- Đơn vị chủ trì: Phòng Kinh tế.", "Đơn vị chủ trì"),
        ("Thời gian thực hiện: quý II", "Thời gian thực hiện"),
        ("Các xã có trách nhiệm:", None),
        ("Họp lúc 7 giờ.", None),
        (f"{'Rất dài ' * 10}: có", None),
    ],
)
def test_a_line_has_a_key_where_a_value_follows(line: str, key: str | None) -> None:
    assert forms.key(line) == key


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1. Số giếng đã khoan (giếng): 12", "giếng"),
        ("Tên: Hồ Mây; Dung tích (nghìn m3): 12", ""),
        ("Tên: Hồ Mây; Kinh phí (triệu đồng): 12", "triệu đồng"),
        ("Tỷ lệ hộ đạt chuẩn (%): 12", "%"),
        ("Số giếng đã khoan: 12", ""),
        ("(giếng) 12", ""),
    ],
)
def test_a_key_in_brackets_gives_the_unit_of_its_figure(text: str, unit: str) -> None:
    assert forms.unit_before(text, len(text) - 2) == unit


def test_who_leads_and_who_takes_part() -> None:
    assert forms.assisting("đơn vị phối hợp")
    assert not forms.assisting("đơn vị chủ trì")
    assert not forms.assisting("chủ trì, phối hợp")


def test_what_a_document_comes_with_is_told_at_the_beginning_of_a_line() -> None:
    assert forms.ENCLOSED.match("(Ban hành kèm theo Quyết định số 7/QĐ-SYT)")
    assert forms.ENCLOSED.match("(kèm theo Công văn số 3/UBND-VP)")
    assert not forms.ENCLOSED.match("Danh mục (kèm theo Công văn)")
    assert forms.ENCLOSED.search("Danh mục (kèm theo Công văn)")


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        ("\nThực hiện ", "Thực hiện "),
        ("; căn cứ theo ", "căn cứ theo "),
        ("Căn cứ tình hình của ", ""),
        ("", ""),
    ],
)
def test_what_leads_a_basis_in_stands_right_before_it(before: str, lead: str) -> None:
    assert forms.basis_lead(before) == lead


def test_several_names_in_a_row_are_an_enumeration() -> None:
    assert forms.enumerates("xã", "Làm ở các xã Thượng Lâm, Hạ Đồng và Trung Sơn.")
    assert forms.enumerates("xã", "Các Xã: Ổi Đỏ và Ửng.")
    assert not forms.enumerates("xã", "Làm ở xã Thượng Lâm.")
    assert not forms.enumerates("thôn", "Làm ở các xã Thượng Lâm, Hạ Đồng.")
