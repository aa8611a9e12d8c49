import re
import time
import unicodedata

import pytest

from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import clean, fold, normalise, with_marks_left_out
from ingest.vietnamese.words import syllables, warm_up, words


@pytest.mark.parametrize(
    ("written", "unified"),
    [
        ("hoà", "hòa"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("thuý", "thúy"),
        ("quý", "quý"),
        ("hoàn toàn", "hoàn toàn"),
        ("hòa", "hòa"),
        ("khuỷu", "khuỷu"),
    ],
)
def test_tone_marks_are_unified(written: str, unified: str) -> None:
    assert normalise(written) == unified
    assert normalise(unicodedata.normalize("NFD", written)) == unified


def test_folding_keeps_every_position() -> None:
    text = "Đẩy mạnh chuyển đổi số – Ủy ban “İ” ß"
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded.startswith("day manh chuyen doi so – uy ban")


def test_syllables_keep_symbols_whole_and_in_pieces() -> None:
    found = syllables("Kế hoạch 171-KH/HU: đạt 80,1% trước ngày 05/03/2025.")
    assert found[:3] == ["kế", "hoạch", "171-kh/hu"]
    assert {"171", "kh", "hu", "80,1%", "80,1", "05/03/2025", "5/3/2025"} <= set(found)
    assert "." not in found


def test_words_join_the_syllables_of_a_word() -> None:
    found = words("Các nhà trường tăng cường giáo dục kỹ năng sống cho học sinh.")
    assert {"giáo_dục", "học_sinh"} <= set(found)
    assert all(word == word.lower() for word in found)
    assert "." not in found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Đạt 3.000 người. Còn lại chuyển sang năm sau.", 2),
        ("Gửi TT. Tỉnh ủy để báo cáo. Hết.", 2),
        ("1. Sở Tài chính chủ trì.", 1),
        ("Báo cáo trước ngày 15/12./.", 1),
        ("Có các ngành mới... đáp ứng yêu cầu.", 1),
        ("Dòng một\nDòng hai", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    spans = sentences(text)
    assert len(spans) == count
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


def test_control_and_invisible_characters_go_and_spaces_become_plain() -> None:
    assert clean("Kế\u200b hoạch\u00a0số\u202e 5\x07") == "Kế hoạch số 5"


def test_segmentation_is_fast_enough() -> None:
    warm_up()
    text = "Sở Giáo dục và Đào tạo chủ trì, phối hợp với các sở, ban, ngành có liên quan. " * 100
    started = time.process_time()
    words(text)
    assert len(text) / (time.process_time() - started) > 5_000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Số: 15/Q\u00d0-UBND", "Số: 15/QĐ-UBND"),
        ("\u00d0iều 3. \u0189ối tượng, \u00f0ồng", "Điều 3. Đối tượng, đồng"),
        ("\u2161. NHI\u1ec6M V\u1ee4", "II. NHIỆM VỤ"),
        ("12\u2011KH/HU", "12-KH/HU"),
        ("\uff33\uff4f \uff11\uff12", "So 12"),
        ("N\u0110-C\u0420 v\u00e0 \u0415U", "NĐ-CP và EU"),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", "\u041c\u043e\u0441\u043a\u0432\u0430"),
    ],
)
def test_letters_that_only_look_like_ours_are_ours(typed: str, meant: str) -> None:
    assert clean(typed) == meant
    assert normalise(typed) == normalise(meant)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("hai tỉ đồng, Tỉ lệ", "hai tỷ đồng, Tỷ lệ"),
        ("kĩ thuật, lí do, QUÍ I, qui định", "kỹ thuật, lý do, QUÝ I, quy định"),
        ("ti vi, khi, kim, thì, li, mi", "ti vi, khi, kim, thì, li, mi"),
        ("Ðiều 5, ðược", "Điều 5, được"),
    ],
)
def test_one_spelling_for_matching(text: str, one: str) -> None:
    assert normalise(text) == one
    assert len(one) == len(text)


def test_eth_folds_like_the_letter_it_is_typed_for() -> None:
    assert fold("Ðảng, ðược") == fold("Đảng, được") == "dang, duoc"


def test_a_pattern_holds_where_marks_are_missing_and_nowhere_else() -> None:
    form = re.compile(with_marks_left_out("đề án"), re.IGNORECASE)
    assert [bool(form.fullmatch(typed)) for typed in ("Đề án", "đê an", "de án", "đè ản")] == [
        True,
        True,
        True,
        False,
    ]
