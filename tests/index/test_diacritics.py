from index.diacritics import Speller


def a_speller() -> Speller:
    speller = Speller()
    speller.learn(
        [
            "Đẩy mạnh giáo dục nghề nghiệp trên địa bàn huyện.",
            "Tỷ lệ hộ dân được dùng nước sạch đạt 85% vào năm 2030. Ban hành kế hoạch.",
            "Bán kính phục vụ. Các ban của huyện ủy ban hành kế hoạch.",
        ]
    )
    return speller


def test_marks_are_restored_by_the_neighbours() -> None:
    restored = a_speller().restore(
        "ty le ho dan duoc dung nuoc sach nam 2030 la bao nhieu phan tram"
    )
    assert restored == "tỷ lệ hộ dân được dùng nước sạch năm 2030 là bao nhiêu phần trăm"


def test_one_folded_form_is_told_apart_by_context() -> None:
    speller = a_speller()
    assert speller.restore("ban hanh ke hoach") == "ban hành kế hoạch"
    assert speller.restore("ban kinh phuc vu") == "bán kính phục vụ"


def test_typed_marks_are_kept() -> None:
    assert a_speller().restore("bản kính phục vụ") == "bản kính phục vụ"


def test_unmarked_words_of_a_marked_text_are_kept() -> None:
    text = "các ban của huyện ủy ban hành kế hoạch"
    assert a_speller().restore(text) == text


def test_unknown_words_figures_and_punctuation_are_kept() -> None:
    assert a_speller().restore("email 12-KH/HU, 85%?") == "email 12-KH/HU, 85%?"


def test_nothing_is_restored_to_nothing() -> None:
    assert a_speller().restore("") == ""
