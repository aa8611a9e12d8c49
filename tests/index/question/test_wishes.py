import pytest

from index.question.query import Form
from index.question.wishes import count, form, ordered


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lập giúp bảng chỉ tiêu", Form.TABLE),
        ("trình bày dạng bảng", Form.TABLE),
        ("so các nhóm theo bảng giúp tôi", Form.TABLE),
        ("theo bảng tra thì là cấp mấy", Form.PLAIN),
        ("trả lời ngắn gọn hạn nộp", Form.SHORT),
        ("bảng chỉ tiêu có mấy cột", Form.PLAIN),
    ],
)
def test_how_the_answer_is_laid_out(text: str, wanted: Form) -> None:
    assert form(text)[0] is wanted


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("ba nhiệm vụ trọng tâm nào", 3),
        ("nêu 4 giải pháp", 4),
        ("kể tên năm xã được cấp nước", 5),
        ("năm 2031 xã nào xong", None),
        ("đến năm nào", None),
        ("hai năm nào", None),
    ],
)
def test_how_many_things_there_are(text: str, things: int | None) -> None:
    assert count(text)[0] == things


def test_an_order_is_asked_for_in_words() -> None:
    assert ordered("kể theo thứ tự các bước") == "theo thứ tự"
    assert ordered("kể các bước") == ""
