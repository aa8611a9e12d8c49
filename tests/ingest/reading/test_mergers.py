import pytest

from ingest.reading import mergers
from tests.ingest import samples


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "1. Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của xã Suối Đồi và xã Đá Mài "
            "thành xã mới có tên gọi là xã Sơn Tuyền.",
            [("Suối Đồi", "Sơn Tuyền"), ("Đá Mài", "Sơn Tuyền")],
        ),
        (
            "2. Sắp xếp toàn bộ diện tích tự nhiên của các xã Đồng Cói, Bãi Lau và Sơn Hạ thành xã "
            "mới có tên gọi là xã Sơn Hạ.",
            [("Đồng Cói", "Sơn Hạ"), ("Bãi Lau", "Sơn Hạ")],
        ),
        ("Nhập thị trấn Đồi Mỏ vào xã Suối Lau.", [("Đồi Mỏ", "Suối Lau")]),
        (
            "Sáp nhập xã Đồi Mỏ và xã Đá Mài thành phường Sơn Hạ.",
            [("Đồi Mỏ", "Sơn Hạ"), ("Đá Mài", "Sơn Hạ")],
        ),
        (
            "Thành lập xã Sơn Tuyền trên cơ sở nhập toàn bộ diện tích tự nhiên và dân số của xã "
            "Suối Đồi, xã Đá Mài.",
            [("Suối Đồi", "Sơn Tuyền"), ("Đá Mài", "Sơn Tuyền")],
        ),
        ("Thành lập đội dân phòng xã Sơn Tuyền trên cơ sở lực lượng của xã Đá Mài.", []),
        ("Đổi tên xã Đồi Mỏ thành xã Suối Lau.", [("Đồi Mỏ", "Suối Lau")]),
        ("Sáp nhập dữ liệu của Sở Tài chính vào hệ thống chung.", []),
        ("Nhập khẩu giống lúa vào xã Suối Lau.", []),
        ("Sắp xếp lại các trường học trên địa bàn xã Suối Lau.", []),
    ],
)
def test_what_becomes_part_of_what(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.old, each.new) for each in mergers.find(text)] == found


def test_a_document_holds_its_mergers_with_their_place() -> None:
    document = samples.body("Điều 1. Sắp xếp\n1. Nhập xã Đồi Mỏ vào xã Suối Lau.\n")
    (merger,) = document.mergers
    assert document.text[merger.start : merger.end] == "Nhập xã Đồi Mỏ vào xã Suối Lau"
