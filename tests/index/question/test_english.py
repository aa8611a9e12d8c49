import pytest

from index.question.diacritics import Speller
from index.question.english import read, write_out

IS_SYLLABLE = Speller().is_syllable


@pytest.mark.parametrize(
    ("asked", "vietnamese"),
    [
        (
            "What is the total budget of plan 12/KH-UBND?",
            "tổng kinh phí của kế hoạch 12/KH-UBND là bao nhiêu",
        ),
        ("Who signed the plan of Sơn Khê?", None),
        ("Who signed plan 12/KH-UBND?", "ai ký kế hoạch 12/KH-UBND"),
        ("When was plan 12 issued?", "kế hoạch 12 ban hành khi nào"),
        ("How many poor households must be supported?", "bao nhiêu hộ nghèo phải được hỗ trợ"),
        (
            "How much money does plan 12/KH-UBND need?",
            "kinh phí kế hoạch 12/KH-UBND cần là bao nhiêu",
        ),
        ("What is plan 12/KH-UBND about?", "kế hoạch 12/KH-UBND nói về việc gì"),
        ("Which agency leads the plan?", "cơ quan nào chủ trì kế hoạch"),
        ("List the tasks of the department of health", "liệt kê nhiệm vụ của sở của y tế"),
    ],
)
def test_simple_english_is_asked_in_vietnamese(asked: str, vietnamese: str | None) -> None:
    found = read(asked, IS_SYLLABLE)
    assert (found.vietnamese if found else None) == vietnamese


def test_english_that_is_not_simple_is_told_as_english() -> None:
    for asked in (
        "Would you kindly elaborate whatever the committee envisages?",
        "Which report has the form of this tax?",
        "How many street lights will Son Khe install?",
    ):
        found = read(asked, IS_SYLLABLE)
        assert found is not None
        assert found.vietnamese is None


@pytest.mark.parametrize(
    "asked",
    [
        "Kế hoạch của Sơn Khê là gì?",
        "ke hoach cua son khe do ai ky",
        "Budget của kế hoạch là bao nhiêu?",
        "",
    ],
)
def test_vietnamese_is_not_english(asked: str) -> None:
    assert read(asked, IS_SYLLABLE) is None


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Budget của kế hoạch là bao nhiêu?", "kinh phí của kế hoạch là bao nhiêu?"),
        ("deadline nộp report là khi nào", "hạn chót nộp báo cáo là khi nào"),
        ("form mẫu, the hanh nghe, do ai ky", "biểu mẫu mẫu, the hanh nghe, do ai ky"),
        ("kế hoạch 12/KH-BUDGET", "kế hoạch 12/KH-BUDGET"),
    ],
)
def test_an_english_word_in_a_question_is_written_in_vietnamese(asked: str, written: str) -> None:
    assert write_out(asked, IS_SYLLABLE) == written
