import pytest

from app.answering.polarity import decide, decided, names_it, speaks_of, within
from app.answering.terms import Terms
from index.question.understanding import understand
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
        ("Hộ nghèo có được miễn tiền nước không?", "Hộ nghèo được miễn tiền nước 5 m³.", True),
        ("Hộ nghèo có phải nộp tiền nước không?", "Hộ nghèo được miễn nộp tiền nước.", False),
        ("Xã có được khỏi lập kế hoạch không?", "Các xã xây dựng kế hoạch.", False),
        ("Trạm có bị cấm bơm nước không?", "Nghiêm cấm bơm nước ban đêm.", True),
        # The clause decides that the question speaks of, and what the negation reaches.
        (
            "Huyện có chịu trách nhiệm về phần nơi khác đã duyệt không?",
            "Huyện chịu trách nhiệm về kết quả; không chịu trách nhiệm về phần nơi khác đã duyệt.",
            False,
        ),
        (
            "Huyện có chịu trách nhiệm về kết quả không?",
            "Huyện chịu trách nhiệm về kết quả; không chịu trách nhiệm về phần nơi khác đã duyệt.",
            True,
        ),
        ("Có dùng tiền ngân sách không?", "Lắp bồn nước không sử dụng ngân sách.", False),
        ("Xã có lắp bồn nước không?", "Lắp bồn nước không sử dụng ngân sách.", True),
        ("Chương trình có gồm giếng khoan không?", "Chương trình không bao gồm giếng.", False),
        # Words that only look like negations.
        ("Mỗi xã có bồn nước không?", "Mỗi xã có không quá hai bồn nước.", True),
        ("Có mở rộng mạng lưới nước không?", "Không ngừng mở rộng mạng lưới nước.", True),
        ("Có làm sạch nước không?", "Không chỉ làm sạch nước mà còn giữ nguồn nước.", True),
        # What the question presumes is held against the statement.
        ("Có đúng là 80% hộ có nước sạch không?", "Đạt 95% hộ có nước sạch.", False),
        ("Có phải 95 % hộ có nước sạch không?", "Đạt 95% hộ có nước sạch.", True),
        ("Có trên 80% hộ có nước sạch không?", "Đạt 95% hộ có nước sạch.", True),
        ("Có dưới 80% hộ có nước sạch không?", "Đạt 95% hộ có nước sạch.", False),
        ("Hạn báo cáo có phải 15/11 không?", "Báo cáo trước 30/11 hằng năm.", False),
        ("Báo cáo có phải nộp trong 10 ngày không?", "Nộp báo cáo trong 05 ngày.", False),
        ("Mỗi xã chỉ được một bồn nước phải không?", "Mỗi xã có một hoặc hai bồn nước.", False),
        ("Có phải theo một cách lọc cố định không?", "Lọc nước bằng cách phù hợp.", False),
        ("Xã có phải lập kế hoạch không?", "Lập kế hoạch phù hợp với địa phương.", True),
    ],
)
def test_the_side_a_statement_takes(question: str, statement: str, yes: bool) -> None:
    query = understand(question, LIBRARY)
    assert decide(query, statement, Terms(query, LIBRARY)) is yes


@pytest.mark.parametrize(
    ("question", "statement", "yes"),
    [
        # One figure, however it is spelt, and bounds that hold it.
        ("Xã có hỗ trợ bồn cho 1500 hộ không?", "Hỗ trợ bồn cho 1.500 hộ.", True),
        ("Xã hỗ trợ bồn cho trên 900 hộ phải không?", "Hỗ trợ bồn cho 1.500 hộ.", True),
        ("Xã hỗ trợ bồn cho dưới 900 hộ phải không?", "Hỗ trợ bồn cho 1.500 hộ.", False),
        ("Kinh phí là 3.000 triệu đồng phải không?", "Kinh phí là 2,5 tỷ đồng.", False),
        ("Kinh phí là 2 tỷ 500 triệu đồng phải không?", "Kinh phí là 2,5 tỷ đồng.", True),
        ("Có đúng là mười phần trăm hộ thiếu nước không?", "10% hộ thiếu nước.", True),
        # A figure that the condition includes says nothing by itself: the clause decides.
        ("Hộ nuôi dưới 10 con có được hỗ trợ không?", "Hộ dưới 10 con không được hỗ trợ.", False),
        ("Hộ nuôi 12 con có được hỗ trợ không?", "Hộ nuôi từ 10 con trở lên được hỗ trợ.", True),
        (
            "Hộ nuôi 12 con có được hỗ trợ không?",
            "Hộ nuôi dưới 10 con không được hỗ trợ; từ 10 con trở lên được hỗ trợ.",
            True,
        ),
        # What the question denies of whom it asks about denies nothing of what it asks.
        (
            "Hộ không đủ giấy, nuôi 12 con có được hỗ trợ không?",
            "Nuôi dưới 10 con không được hỗ trợ; từ 10 con trở lên được hỗ trợ.",
            True,
        ),
        ("Hộ không có đất có được hỗ trợ không?", "Hộ không có đất được hỗ trợ.", True),
        # No yes without a figure of the same measure.
        ("Xã có hỗ trợ 3 triệu đồng không?", "Xã hỗ trợ bồn nước cho hộ nghèo.", None),
    ],
)  # fmt: skip
def test_figures_are_held_against_the_statement_by_value(
    question: str, statement: str, yes: bool | None
) -> None:
    query = understand(question, LIBRARY)
    assert decide(query, statement, Terms(query, LIBRARY)) is yes


@pytest.mark.parametrize(
    ("question", "text", "speaks"),
    [
        ("Hộ nuôi 12 con có được hỗ trợ không?", "Hộ nuôi dưới 10 con không được hỗ trợ.", False),
        ("Hộ nuôi 12 con có được hỗ trợ không?", "Hộ nuôi từ 10 con trở lên được hỗ trợ.", True),
        ("Kinh phí là 3 tỷ đồng phải không?", "Cấp nước cho hộ nghèo năm 2031.", False),
        ("Kinh phí là 3 tỷ đồng phải không?", "Kinh phí là 2,5 tỷ đồng.", True),
    ],
)
def test_a_statement_speaks_of_what_is_presumed(question: str, text: str, speaks: bool) -> None:
    assert speaks_of(understand(question, LIBRARY).presumed, text) is speaks


@pytest.mark.parametrize(
    ("question", "statement", "side"),
    [
        ("Có hỗ trợ bồn nước cho 1500 hộ không?", "Hỗ trợ bồn nước cho 1.500 hộ nghèo.", True),
        ("Có hỗ trợ bồn nước cho trên 900 hộ không?", "Hỗ trợ bồn nước cho 1.500 hộ.", True),
        ("Kinh phí là 3.000 triệu đồng phải không?", "Kinh phí thực hiện là 2,5 tỷ đồng.", False),
        ("Hộ nuôi 12 con lợn có được hỗ trợ không?", "Hộ nuôi từ 10 con lợn được hỗ trợ.", True),
        ("Có đúng 100% trạm bơm phải sửa?", "Sửa trên 80% số trạm bơm và 100% mương.", False),
        ("Có đúng 100% mương phải sửa?", "Sửa trên 80% số trạm bơm và 100% mương cũ.", True),
        ("Xã có lắp bồn nước không?", "Lắp bồn nước ở các thôn.", None),
    ],
)
def test_values_decide_where_they_are_claimed_or_a_condition(
    question: str, statement: str, side: bool | None
) -> None:
    query = understand(question, LIBRARY)
    assert decided(query, statement, Terms(query, LIBRARY)) is side


@pytest.mark.parametrize(
    ("question", "statement", "named"),
    [
        ("Xã có lấy mẫu ở bến Trúc Lâm không?", "Lấy mẫu ở bến Vân Hạ, bến Trúc Lâm.", True),
        ("Xã có lấy mẫu ở bến Trúc Lâm không?", "Không lấy mẫu ở bến Trúc Lâm.", False),
        ("Xã có lấy mẫu ở bến Trúc Lâm không?", "Lấy mẫu ở bến Vân Hạ.", False),
        ("Xã có lấy mẫu không?", "Lấy mẫu ở bến Vân Hạ.", False),
        ("Xã có lấy mẫu ở toàn bộ bến Trúc Lâm không?", "Lấy mẫu ở bến Trúc Lâm.", False),
    ],
)
def test_what_is_named_and_not_denied_is_so(question: str, statement: str, *, named: bool) -> None:
    assert names_it(understand(question, LIBRARY), statement) is named


QUOTA = "Mỗi hộ được mang theo không quá 3 lít dầu."


@pytest.mark.parametrize(
    ("question", "statement", "side"),
    [
        ("Có được mang 5 lít dầu không?", QUOTA, False),
        ("Có được mang 2 lít dầu không?", QUOTA, True),
        ("Hộ mang 5 lít dầu thì có được qua phà không?", QUOTA, False),
        ("Hộ mang 2 lít dầu thì có được qua phà không?", QUOTA, None),
        ("Hộ phải nộp 5 lít dầu đúng không?", QUOTA, None),
        ("Có được mang 5 con gà không?", QUOTA, None),
        ("Có được mang 5 lít dầu không?", "Mỗi hộ được mang ít nhất 3 lít dầu.", None),
    ],
)
def test_leave_goes_as_far_as_the_quota(question: str, statement: str, side: bool | None) -> None:
    assert within(understand(question, LIBRARY), statement) is side


@pytest.mark.parametrize(
    ("statement", "side"),
    [
        ("Điều 4 của Thông tư số 9/2031/TT-BTC hết hiệu lực.", False),
        ("Toàn bộ Thông tư số 9/2031/TT-BTC hết hiệu lực theo Điều 2 Thông tư này.", None),
        ("Thông tư này có hiệu lực từ ngày ký.", None),
    ],
)
def test_a_part_of_a_document_is_not_the_whole(statement: str, side: bool | None) -> None:
    query = understand("Có bãi bỏ toàn bộ Thông tư 9/2031/TT-BTC không?", LIBRARY)
    assert decided(query, statement, Terms(query, LIBRARY)) is side
