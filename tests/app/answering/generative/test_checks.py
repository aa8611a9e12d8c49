"""Statements held to their quotes: what stands and what falls, and why."""

import pytest

from app.answering.generative import checks
from app.answering.generative.checks import Fault
from app.answering.generative.proof import Proof

QUOTE = (
    "Đến năm 2030 có trên 87,5% đường xã được trải nhựa; Phòng Kinh tế chủ trì, phối hợp với "
    "UBND các xã, báo cáo trước ngày 15/11/2026."
)
DENIES = "Không hỗ trợ hộ đã được hỗ trợ theo Nghị quyết số 25/NQ-HĐND; mức hỗ trợ 4 triệu đồng/hộ."
NAMES = (
    "Kế hoạch số 12/KH-UBND ngày 05/12/2024 của UBND xã Lạc Sơn Đông ; mục II.2 ; II. Giao thông"
)


def fault(said: str, *quotes: str, counted: tuple[int, ...] = ()) -> Fault | None:
    return checks.faults(said, Proof(quotes, NAMES), counted)[0]


@pytest.mark.parametrize(
    "said",
    [
        "Trên 87,5% đường xã được trải nhựa vào năm 2030.",
        "Theo Kế hoạch số 12/KH-UBND ngày 5/12/2024, hơn 87,5% đường xã Lạc Sơn Đông trải nhựa.",
        "Phòng Kinh tế chủ trì, ủy ban nhân dân các xã phối hợp; hạn báo cáo là trước 15/11/2026.",
        "Việc này do Phòng Kinh tế chủ trì (mục II.2).",
    ],
)
def test_what_the_quotes_hold_may_be_said_in_other_words(said: str) -> None:
    assert fault(said, QUOTE) is None


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Trên 97,5% đường xã được trải nhựa.", Fault.FIGURE),
        ("Trên 87,5% đường xã được trải nhựa vào năm 2031.", Fault.FIGURE),
        ("Báo cáo trước ngày 16/11/2026.", Fault.FIGURE),
        ("Dưới 87,5% đường xã được trải nhựa.", Fault.BOUND),
        ("Theo Kế hoạch số 12/KH-HĐND, Phòng Kinh tế chủ trì.", Fault.NUMBER),
        ("Phòng Văn hóa chủ trì trải nhựa đường xã.", Fault.NAME),
        ("Việc trải nhựa đường do bà Trần Thị Mơ chủ trì.", Fault.NAME),
        ("Ở xã Bắc Lãng, trên 87,5% đường xã được trải nhựa.", Fault.NAME),
        ("Phòng Kinh tế không chủ trì việc trải nhựa đường xã.", Fault.NEGATION),
    ],
)
def test_what_no_quote_holds_is_found(said: str, wrong: Fault) -> None:
    assert fault(said, QUOTE) is wrong


def test_a_denial_must_be_kept() -> None:
    kept = "Hộ đã được hỗ trợ theo Nghị quyết số 25/NQ-HĐND thì không được hỗ trợ."
    assert fault(kept, DENIES) is None
    lost = "Hỗ trợ hộ đã được hỗ trợ theo Nghị quyết số 25/NQ-HĐND."
    assert fault(lost, DENIES) is Fault.NEGATION


def test_counts_and_differences_are_worked_out_again() -> None:
    assert fault("Kế hoạch giao 3 nhiệm vụ.", QUOTE, counted=(3,)) is None
    assert fault("Kế hoạch giao 4 nhiệm vụ.", QUOTE, counted=(3,)) is Fault.FIGURE
    first, second = "Tỷ lệ đạt 72%.", "Tỷ lệ đạt 64%."
    assert fault("Tỷ lệ 72% cao hơn 64% là 8%.", first, second) is None
    assert fault("Tỷ lệ 72% cao hơn 64% là 9%.", first, second) is Fault.FIGURE


@pytest.mark.parametrize(
    ("said", "quote", "wrong"),
    [
        ("Tổ tự quản họp 4 tuần.", "Tổ tự quản họp 4 lần mỗi quý.", Fault.FIGURE),
        (
            "Bầu Sen được 70 triệu đồng, Gò Mít được 45 triệu đồng.",
            "Bầu Sen nhận 45 triệu đồng, Gò Mít nhận 70 triệu đồng.",
            Fault.OTHER,
        ),
        (
            "Bầu Sen được 45 triệu đồng, Gò Mít được 70 triệu đồng.",
            "Cấp 45 triệu đồng cho Bầu Sen và 70 triệu đồng cho Gò Mít.",
            None,
        ),
        ("Cấp 30 cây giống.", "Cấp 30 gốc cây giống.", None),
    ],
)
def test_a_figure_keeps_its_neighbours(said: str, quote: str, wrong: Fault | None) -> None:
    assert fault(said, quote) is wrong


DUES, FEES = "Mức đóng là 40 nghìn đồng.", "Có đóng 50 nghìn đồng không?"
LAND, SEEDS = "Hộ có từ 2 sào trở lên được cấp giống.", "Hộ có 3 sào được cấp giống không?"


@pytest.mark.parametrize(
    ("said", "quote", "question", "side", "wrong"),
    [
        ("Mức đóng không phải 50 nghìn đồng.", DUES, FEES, False, None),
        ("Mức đóng là 50 nghìn đồng.", DUES, FEES, True, Fault.FIGURE),
        ("Hộ có 3 sào được cấp giống.", LAND, SEEDS, True, None),
        ("Hộ có 3 sào được cấp giống.", LAND, "Ai được cấp giống?", None, Fault.FIGURE),
    ],
)
def test_a_yes_or_no_may_repeat_the_questions_figure_where_it_is_decided(
    said: str, quote: str, question: str, side: bool | None, wrong: Fault | None
) -> None:
    found, _ = checks.faults(said, Proof((quote,), NAMES), (), question, side=side)
    assert found is wrong


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Mỗi tấn thóc giống được tính 0,12 điểm.", None),
        ("Mỗi tấn thóc giống được tính 0,15 điểm.", Fault.FIGURE),
        ("Mỗi tấn thóc giống được tính 0,12 tỷ đồng.", Fault.FIGURE),
    ],
)
def test_the_head_of_a_column_gives_a_figure_its_unit(said: str, fault: Fault | None) -> None:
    quote = "TT: 6; Tiêu chí: Mỗi tấn thóc giống; Số điểm: 0,12; Số lượng (tấn): e"
    assert checks.faults(said, Proof((quote,), ""))[0] is fault


def test_the_number_of_a_section_counts_nothing() -> None:
    proof = Proof(("3. Cổng của xã dùng tên miền cấp bốn.",), "khoản 3 Điều 4")
    assert checks.faults("Có 3 cổng của xã dùng tên miền.", proof)[0] is Fault.FIGURE
    assert checks.faults("Khoản 3 nói về cổng của xã.", proof)[0] is None
