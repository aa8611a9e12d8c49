import unicodedata

import pytest

from eval import metrics


def test_contains_ignores_white_space_and_normal_form() -> None:
    text = "tỷ lệ hộ có nước sạch\nđạt 72%"
    assert metrics.contains(text, unicodedata.normalize("NFD", "có  nước sạch đạt 72%"))
    assert not metrics.contains(text, "Có nước sạch")


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("Đạt **72%** [1].", "72%"),
        ("trước ngày 15/11/2025", "15/11"),
        ("UỶ BAN NHÂN DÂN huyện", "Ủy ban nhân dân"),
        (unicodedata.normalize("NFD", "Khoẻ mạnh"), "khỏe mạnh"),
        ("Phần III, mục\n4 của kế hoạch", "mục 4"),
        ("- **Hòa Giang**: 3.000 người [2]", "3.000"),
        ("nằm ở III.5.", "III."),
    ],
)
def test_a_form_is_mentioned(answer: str, form: str) -> None:
    assert metrics.mentions(answer, form)


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("đạt 72%", "2%"),
        ("đạt 1,2%", "2%"),
        ("đạt 13.000 người", "3.000"),
        ("giá 3.000.000", "3.000"),
        ("Phần III, mục 4", "phần II"),
        ("mục 45", "mục 4"),
        ("công trình", "có"),
        ("theo văn bản [15]", "15"),
        ("trong 15 năm", "5 năm"),
    ],
)
def test_part_of_a_word_or_number_is_not_a_mention(answer: str, form: str) -> None:
    assert not metrics.mentions(answer, form)


def test_of_each_group_one_form_must_be_stated() -> None:
    answer = "Trước ngày 15/11, gửi Sở Nông nghiệp [1]"
    assert metrics.states_all(answer, [["15-11", "15/11"], ["Sở Nông nghiệp"]])
    assert not metrics.states_all(answer, [["15/11"], ["Sở Y tế"]])
    assert metrics.states_all(answer, [])


def test_same_place_needs_half_of_the_shorter_quote_in_one_run() -> None:
    quote = "một hai ba bốn năm sáu bảy tám"
    assert metrics.same_place(quote, "bảy tám chín mười")  # 2 of 4
    assert not metrics.same_place(quote, "tám chín mười mười_một")  # 1 of 4
    assert not metrics.same_place(quote, "một ba năm bảy")  # all four, but never two in a row
    assert metrics.same_place("- Ban Dân vận,\n- Ủy ban", "Ban Dân vận")
    assert not metrics.same_place(quote, "–")


def test_share() -> None:
    assert metrics.share([True, False, True, False]) == 0.5
    assert metrics.share([False, True], "any") == 1.0
    assert metrics.share([False, False], "any") == 0.0


@pytest.mark.parametrize(
    ("answer", "gold", "right"),
    [
        ("**Có**, bằng tiếng Thái [1].", "Có, bằng tiếng Thái.", True),
        ("Không có [1].", "Có.", False),
        ("Kế hoạch có nêu [1].", "Có.", False),
        ("KHÔNG: vì vậy [1]", "Không, phải lập.", True),
        ("Có", "Cả hai nơi đều vậy.", True),
        ("", "Có", False),
    ],
)
def test_yes_no_starts_on_the_right_side(answer: str, gold: str, right: bool) -> None:
    assert metrics.starts_with_side(answer, gold) is right


def test_plain_drops_markers_and_marks() -> None:
    assert metrics.plain("## Mục\n- **72%** ~~x~~ [1][2]\n> trích") == "Mục - 72% x trích"


def test_short_answer_is_the_first_bold_words_else_the_first_quote() -> None:
    assert metrics.short_answer("**Ngày 15/11**, gửi **Sở** [1].", ["x"]) == "Ngày 15/11"
    assert metrics.short_answer("Theo Kế hoạch: ở Huế [1].", ["ở Huế", "x"]) == "ở Huế"
    assert metrics.short_answer("Không tìm thấy.", []) == "Không tìm thấy."


def test_exact_match_and_token_f1() -> None:
    assert metrics.exact_match("Hà Nội.", ["Huế", "hà nội"]) == 1.0
    assert metrics.exact_match("ở Hà Nội", ["Hà Nội"]) == 0.0
    # two of three words given, two of two wanted: 2·(2/3·1)/(2/3+1) = 0.8
    assert metrics.token_f1("ở Hà Nội", ["Huế", "Hà Nội"]) == pytest.approx(0.8)
    assert metrics.token_f1("Đà Lạt", ["Huế"]) == 0.0
    # "ba ba" against "ba": a word counts as often as both have it
    assert metrics.token_f1("ba ba", ["ba"]) == pytest.approx(2 / 3)


def test_a_row_is_held_by_the_values_of_its_cells() -> None:
    evidence = "STT: 3; Tên: Cầu Đá; Quy mô (m): 120;"
    assert metrics.holds("| 3 | Cầu Đá | 120 |", evidence)
    assert not metrics.holds("| 3 | Cầu Đá | 210 |", evidence)
    assert not metrics.holds("Cầu Đá dài 120 m", "Cầu Đá: dài 210 m")


def test_a_quote_proves_by_the_better_part_of_the_evidence() -> None:
    evidence = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Thị Mẫu Đơn"
    assert metrics.proves("PHÓ CHỦ TỊCH\nLò Thị Mẫu Đơn", evidence)
    assert not metrics.proves("Đơn", evidence)
