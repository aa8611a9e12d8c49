import pytest

from app.polarity import decide
from index.query import understand
from tests.index.library_of import invented_library

LIBRARY = invented_library()


@pytest.mark.parametrize(
    ("question", "statement", "yes"),
    [
        (
            "Sơn Khê có cho ký hợp đồng thêm không?",
            "Thực hiện hợp đồng đối với nơi còn thiếu.",
            True,
        ),
        ("Xã có phải lập kế hoạch riêng không?", "Các xã không xây dựng kế hoạch riêng.", False),
        ("Ba cấp có đặt mức khác nhau không?", "Cấp một 68%; cấp hai 68%; cấp ba 68%.", False),
        ("Ba cấp có đặt mức khác nhau không?", "Cấp một 68%; cấp hai 70%.", True),
        ("Ba cấp có mức như nhau không?", "Cấp một 68%; cấp hai 70%.", False),
        ("Có được không thu phí không?", "Không thu phí đối với hộ nghèo.", True),
    ],
)
def test_the_side_a_statement_takes(question: str, statement: str, yes: bool) -> None:
    assert decide(understand(question, LIBRARY), statement) is yes
