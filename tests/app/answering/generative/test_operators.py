"""Words that say how a sentence holds, held to the quotes."""

import tomllib

import pytest

import prompts
from app.answering.generative.checks import Fault
from app.answering.generative.operators import differ
from app.answering.generative.proof import Proof


def test_every_fault_can_be_told() -> None:
    assert set(tomllib.loads(prompts.load("reply.vi.toml"))["faults"]) == set(Fault)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Hộ dân phải lắp đồng hồ nước.", "Khuyến khích hộ dân lắp đồng hồ nước."),
        ("Hộ dân ven đê lắp đồng hồ nước.", "Khuyến khích hộ dân ven đê lắp đồng hồ nước."),
        (
            "Trạm Thủy nông chủ trì việc nạo vét kênh Bầu Sen.",
            "Trạm Thủy nông phối hợp nạo vét kênh Bầu Sen.",
        ),
        (
            "Đơn vị nộp bản vẽ sau khi khởi công công trình.",
            "Đơn vị nộp bản vẽ trước khi khởi công công trình.",
        ),
        ("Chỉ tổ dân phố Bầu Sen được cấp thùng rác.", "Tổ dân phố Bầu Sen được cấp thùng rác."),
        ("Tất cả hộ nuôi ong được vay vốn.", "Một số hộ nuôi ong được vay vốn."),
        ("Mọi hộ được cấp giống, kể cả hộ tạm trú.", "Các hộ được cấp giống ngô lai."),
        (
            "Phí chợ đêm Bầu Sen được thu hằng tháng theo từng quầy.",
            "Phí chợ đêm Bầu Sen được thu hằng tháng theo từng quầy, trừ ngày mưa bão.",
        ),
        ("Quy chế chợ đêm hết hiệu lực.", "Quy chế chợ đêm có hiệu lực."),
        ("Ủy ban đồng ý mở chợ đêm.", "Ủy ban xem xét mở chợ đêm."),
        ("Phường đã trồng 40 cây sấu.", "Phường trồng 40 cây sấu ở bờ hồ."),
    ],
)
def test_what_holds_otherwise_is_found(said: str, quote: str) -> None:
    assert differ(said, Proof((quote,), ""), "")


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Hộ dân có trách nhiệm lắp đồng hồ nước.", "Hộ dân phải lắp đồng hồ nước."),
        ("Toàn bộ hộ nuôi ong được vay vốn.", "100% hộ nuôi ong được vay vốn."),
        ("Đơn vị nộp bản vẽ trước ngày 3/4.", "Đơn vị nộp bản vẽ chậm nhất ngày 3/4."),
        ("Chỉ tiêu trồng cây đạt 40%.", "Trồng cây đạt 40%."),
        ("Phí chợ đêm được thu, ngoại trừ ngày mưa.", "Phí chợ đêm được thu, trừ ngày mưa."),
        ("Nếu trời mưa thì chợ nghỉ.", "Chợ nghỉ khi trời mưa."),
    ],
)
def test_what_says_the_same_in_other_words_stands(said: str, quote: str) -> None:
    assert not differ(said, Proof((quote,), ""), "")


def test_the_question_warrants_a_word_and_an_item_may_leave_a_condition_out() -> None:
    quote = "Phí chợ đêm Bầu Sen được thu hằng tháng theo từng quầy, trừ ngày mưa bão."
    said = "Phí chợ đêm Bầu Sen được thu hằng tháng theo từng quầy"
    assert not differ(said, Proof((quote,), ""), "", part=True)
    plain = Proof(("Tổ dân phố Bầu Sen được cấp thùng rác.",), "")
    assert not differ("Tổ dân phố Bầu Sen chủ trì cấp thùng rác.", plain, "Ai chủ trì?")
