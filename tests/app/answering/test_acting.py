"""Who does what a statement says."""

import pytest

from app.answering.acting import actor
from ingest import pipeline

ORDER = """ỦY BAN NHÂN DÂN
TỈNH LẠC SƠN ĐÔNG
Số: 7/QĐ-UBND
Lạc Sơn Đông, ngày 12 tháng 3 năm 2025
QUYẾT ĐỊNH
Phân cấp quản lý cầu treo
Điều 1. Trách nhiệm thi hành
1. Sở Xây dựng
a) Cấp phép sửa chữa cầu treo trên đường tỉnh.
b) Chủ trì, phối hợp với Sở Tài chính lập dự toán hằng năm.
c) Là đầu mối trông coi cầu treo; đề xuất giao cho Công an xã việc gác cầu.
2. Ủy ban nhân dân tỉnh ủy quyền cho Giám đốc Sở Nội vụ:
a) Quyết định bổ nhiệm người gác cầu.
3. Hồ sơ cầu treo do Công an tỉnh giữ.
4. Trước ngày 15/6 hằng năm, Văn phòng Ủy ban nhân dân tỉnh gửi danh mục cầu treo.
5. Cơ quan thực hiện: Thanh tra tỉnh chủ trì kiểm tra cầu treo.
8. Sở Tư pháp thẩm định nội quy bến. Theo dõi việc niêm yết nội quy ở cầu treo.
6. Sở Y tế: Tổng hợp số người bị nạn ở cầu treo.
7. Trung tâm Phục vụ cứu hộ đường thủy
a) Vớt gỗ trôi ở chân cầu treo.
8. Sở Khoa học và Công nghệ soạn sổ tay gác cầu treo theo mẫu của tỉnh.
Đối chiếu số liệu hằng tuần.
Điều 2. Kinh phí
1. Kinh phí sửa chữa lấy từ ngân sách tỉnh.
2. Giám đốc Sở Công Thương là người cuối cùng duyệt chi.
3. Phòng An ninh bờ đông quanh bến; thường trực là Công an tỉnh.
4. Giám đốc Sở Du lịch là người giữ bến do Chủ tịch Ủy ban nhân dân tỉnh chọn.
"""


@pytest.mark.parametrize(
    ("said", "who", "above"),
    [
        ("Cấp phép sửa chữa", "Sở Xây dựng", True),
        ("Chủ trì, phối hợp với", "Sở Xây dựng", True),
        ("Là đầu mối trông coi", "Sở Xây dựng", True),
        ("Quyết định bổ nhiệm", "Giám đốc Sở Nội vụ", True),
        ("Hồ sơ cầu treo", "Công an tỉnh", False),
        ("Sở Y tế: Tổng hợp", "Sở Y tế", False),
        ("Theo dõi việc niêm yết", "Sở Tư pháp", True),
        ("Vớt gỗ trôi", "Trung tâm Phục vụ cứu hộ đường thủy", True),
        ("Đối chiếu số liệu", "Sở Khoa học và Công nghệ", True),
        ("Cơ quan thực hiện:", "Thanh tra tỉnh", False),
        ("Trước ngày 15/6", "Văn phòng Ủy ban nhân dân tỉnh", False),
        ("4. Giám đốc Sở Du lịch", "Chủ tịch Ủy ban nhân dân tỉnh", False),
    ],
)
def test_who_acts_is_named_by_the_statement_or_by_the_title_above_it(
    said: str, who: str, *, above: bool
) -> None:
    document = pipeline.parse("a.txt", ORDER.encode())
    start = document.text.index(said)
    found = actor(document, start, document.text.index(".", start + len(said) + 6) + 1)
    assert found is not None
    assert document.text[found.start : found.end] == who
    assert (found.line is not None) == above
    if found.line:
        assert who in document.text[slice(*found.line)]


@pytest.mark.parametrize("said", ["Kinh phí sửa chữa", "Giám đốc Sở Công Thương", "Phòng An ninh"])
def test_nobody_acts_where_nobody_is_named_or_only_told_of(said: str) -> None:
    document = pipeline.parse("a.txt", ORDER.encode())
    start = document.text.index(said)
    assert actor(document, start, document.text.index(".", start) + 1) is None


def test_where_no_title_tells_the_body_whose_functions_are_laid_down_acts() -> None:
    text = ORDER.replace(
        "Phân cấp quản lý cầu treo",
        "Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Nội vụ",
    )
    document = pipeline.parse("a.txt", text.encode())
    start = document.text.index("Kinh phí sửa chữa")
    found = actor(document, start, start + 40)
    assert found is not None
    assert document.text[found.start : found.end] == "Sở Nội vụ"
    assert found.line == (document.header.subject.start, document.header.subject.end)  # type: ignore[union-attr]
