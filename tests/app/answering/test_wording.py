import pytest

from app.answering.wording import clean_quote, say, section_name, spoken


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("II", "2", "a"), "điểm a mục II.2"),
        (("III", "4", "4.3"), "mục III.4.3"),
        (("II", "1", "1.2", "b"), "điểm b mục II.1.2"),
        (("II", "1", "10"), "mục II.1.10"),
        (("a",), "mục a"),
        (("Phụ lục I", "2", "đ"), "Phụ lục I, điểm đ mục 2"),
        (("IV",), "mục IV"),
        (("Mở đầu",), "phần mở đầu"),
        (("Nơi nhận",), "phần Nơi nhận"),
        (("Ký",), "phần ký"),
        (("Điều 5", "2", "a"), "điểm a khoản 2 Điều 5"),
        (("Chương II", "Điều 5"), "Điều 5"),
        (("Phụ lục I",), "Phụ lục I"),
        (("Phụ lục I", "2"), "Phụ lục I, mục 2"),
        (("Phần thứ nhất", "I", "1"), "Phần thứ nhất, mục I.1"),
        ((), "phần mở đầu"),
    ],
)
def test_sections_are_named_as_officials_cite_them(path: tuple[str, ...], name: str) -> None:
    assert section_name(path) == name


def test_a_quote_is_shown_on_one_line_without_bullet_or_end_mark() -> None:
    assert clean_quote("- Đạt 26%,\n trẻ 5 tuổi ./.") == "Đạt 26%, trẻ 5 tuổi."
    assert clean_quote("1. Sở Nội vụ") == "1. Sở Nội vụ"


def test_every_template_is_filled_by_name() -> None:
    assert say("header.signer_office", office="Bí thư") == ", chức vụ Bí thư"
    with pytest.raises(KeyError):
        say("header.signer_office")


def test_a_quote_is_spoken_sentence_by_sentence() -> None:
    quote = "Đạt 26%. Giảm còn 3.000 hộ.\n- Báo cáo hằng năm."
    assert spoken(quote) == ("Đạt 26%.", "Giảm còn 3.000 hộ.", "Báo cáo hằng năm.")
