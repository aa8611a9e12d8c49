"""Questions that lean on the one before."""

import pytest

from app.bootstrap import System
from app.conversing.followup import Past, complete
from index.ports import EVERYTHING

RATE = "Sơn Khê đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"


def completed(system: System, before: str, question: str, named: str = "") -> str:
    """Return the question as completed after one other."""
    return complete(
        question, [Past(before, named)], system.answering.library(EVERYTHING), EVERYTHING
    )


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (RATE, "Còn Tân Bình Nam?", "Tân Bình Nam đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (RATE, "thế còn Hòa Giang thì sao", "Hòa Giang đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (RATE, "Hòa Giang thì sao?", "Hòa Giang đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (RATE, "Còn tỷ lệ thất thoát nước?", "tỷ lệ thất thoát nước của Sơn Khê là bao nhiêu?"),
        (RATE, "Ai ký kế hoạch này?", "Ai ký kế hoạch của Sơn Khê?"),
        (
            RATE,
            "Huyện đó có mấy công trình liên xã?",
            "Sơn Khê có mấy công trình liên xã?",
        ),
        (RATE, "Đến năm nào?", "Đến năm nào (Sơn Khê)?"),
        (RATE, "Nó gửi cho những nơi nào?", "Sơn Khê gửi cho những nơi nào?"),
        (RATE, "thế Hòa Giang?", "Hòa Giang đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (RATE, "Còn Lạc Sơn thì sao?", "Lạc Sơn đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (RATE, "vậy ai ký?", "ai ký (Sơn Khê)?"),
        (RATE, "Cảm ơn nhé", "Cảm ơn nhé"),
        (
            "Huyện Sơn Khê đặt chỉ tiêu bao nhiêu?",
            "Còn xã Lạc Sơn thì sao?",
            "xã Lạc Sơn đặt chỉ tiêu bao nhiêu?",
        ),
        (RATE, "Thế còn của Hòa Giang?", "Hòa Giang đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (
            "Ở xã Sơn Khê có mấy công trình?",
            "Thế còn của huyện?",
            "Ở huyện có mấy công trình?",
        ),
        (
            RATE,
            "con tan binh nam thi sao",
            "tân bình nam đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?",
        ),
        (RATE, "vay con hoa giang", "hòa giang đặt tỷ lệ hộ dùng nước sạch là bao nhiêu?"),
        (
            "Ai niêm yết kết quả (Sơn Khê)?",
            "Ai chịu trách nhiệm việc đó?",
            "Ai chịu trách nhiệm “niêm yết kết quả” (Sơn Khê)?",
        ),
        (RATE, "ai chu tri", "ai chủ trì (Sơn Khê)?"),
        (
            "Đến năm 2030 Sơn Khê có bao nhiêu hộ dùng nước sạch?",
            "còn năm 2027 thì sao?",
            "Đến năm 2027 Sơn Khê có bao nhiêu hộ dùng nước sạch?",
        ),
        (
            "Sở Tài chính có nhiệm vụ gì (Hòa Giang)?",
            "sở y tế thì sao",
            "sở y tế có nhiệm vụ gì (Hòa Giang)?",
        ),
        (
            "Đến năm nào (Sơn Khê)?",
            "còn tỷ lệ thất thoát nước?",
            "tỷ lệ thất thoát nước của Sơn Khê năm nào?",
        ),
        (
            "So sánh chỉ tiêu nước sạch của Hòa Giang và Sơn Khê",
            "thế còn nhà tiêu hợp vệ sinh?",
            "So sánh nhà tiêu hợp vệ sinh của Hòa Giang và Sơn Khê?",
        ),
    ],
)
def test_what_is_left_out_is_taken_from_the_last_question(
    system: System, before: str, question: str, expected: str
) -> None:
    assert completed(system, before, question) == expected


def test_that_matter_becomes_the_last_topic(system: System) -> None:
    asked = completed(system, "Sơn Khê giao cơ quan nào niêm yết kết quả?", "Ai chủ trì việc đó?")
    assert "niêm yết kết quả" in asked
    assert "Sơn Khê" in asked


def test_the_one_document_cited_stands_in_where_none_was_named(system: System) -> None:
    before = "Công trình Mường Chạt hoàn thành năm nào?"
    assert completed(system, before, "Ai ký?", "Huyện ủy Sơn Khê") == "Ai ký (Huyện ủy Sơn Khê)?"
    assert completed(system, before, "Ai ký?") == "Ai ký?"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Ngắn gọn hơn", "trả lời ngắn gọn"),
        ("nói gọn thôi", "trả lời ngắn gọn"),
        ("Lập thành bảng giúp tôi", "lập thành bảng"),
        ("liệt kê ra", "liệt kê"),
        ("gạch đầu dòng đi", "liệt kê"),
    ],
)
def test_the_last_question_is_asked_again_in_another_form(
    system: System, question: str, asked: str
) -> None:
    again = completed(system, RATE, question)
    assert again == f"{RATE.rstrip('?')}, {asked}?"
    assert completed(system, again, "ngắn gọn hơn") == f"{RATE.rstrip('?')}, trả lời ngắn gọn?"


@pytest.mark.parametrize(
    "question",
    [
        "Liệt kê các chỉ tiêu về nhà tiêu hợp vệ sinh của Tân Bình Nam",
        "Tân Bình Nam giao ai chủ trì tuyên truyền?",
        "Những kế hoạch nào nêu việc thu tiền nước không dùng tiền mặt?",
        "Kinh phí thực hiện được bố trí từ những nguồn nào trong giai đoạn đến năm 2030?",
        "So sánh tỷ lệ thất thoát nước",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(system: System, question: str) -> None:
    assert completed(system, RATE, question) == question


def test_the_first_question_is_left_as_it_is(system: System) -> None:
    assert (
        complete("Còn Sơn Khê?", [], system.answering.library(EVERYTHING), EVERYTHING)
        == "Còn Sơn Khê?"
    )
