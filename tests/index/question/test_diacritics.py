from index.question.diacritics import Speller
from ingest.vietnamese.lexicon import background
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import dictionary, syllables


def a_speller() -> Speller:
    return Speller.of(
        [
            "Đẩy mạnh giáo dục nghề nghiệp trên địa bàn huyện.",
            "Tỷ lệ hộ dân được dùng nước sạch đạt 85% vào năm 2030. Ban hành kế hoạch.",
            "Bán kính phục vụ. Các ban của huyện ủy ban hành kế hoạch.",
        ]
    )


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


def test_everyday_words_no_document_has_get_their_marks_back() -> None:
    question = "cho mình hỏi chuyện này được nói ở mục nào, hay là tôi phải xem trong bản khác?"
    assert a_speller().restore(fold(question)) == question


def test_reading_a_statistic_teaches_nothing() -> None:
    speller = a_speller()
    speller.pair_rarity("nước", "mắm")
    assert not speller.knows("nước", "mắm")
    assert speller.pair_rarity("nước", "sạch") < speller.pair_rarity("nước", "mắm")


def test_the_background_is_clean() -> None:
    sentences = background()
    assert len(set(sentences)) == len(sentences) > 3000
    known = {syllable for word in dictionary() for syllable in syllables(word)}
    strange = {s for sentence in sentences for s in syllables(sentence) if s not in known}
    assert all(s == fold(s) for s in strange)  # figures and loan words; no mark is put wrong


def test_a_mark_left_out_of_a_syllable_that_is_none_is_put() -> None:
    assert a_speller().restore("hô dân nươc sach") == "hô dân nước sạch"
