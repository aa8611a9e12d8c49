"""What a question sets against one another."""

import pytest

from index.question.sides import alone, matters, of_parties, questions, sides, told_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "thẻ bạc và thẻ vàng khác nhau thế nào về mức giảm vé?",
            ("thẻ bạc", "thẻ vàng"),
        ),
        ("giờ trực của cấp 2 so với của cấp 3 ra sao?", ("cấp 2", "cấp 3")),
        ("vé của cụ già khác gì vé của trẻ nhỏ?", ("vé của cụ già", "vé của trẻ nhỏ")),
        (
            "phí nộp tại chợ, nộp tại xã với nộp qua mạng lệch nhau bao nhiêu?",
            ("nộp tại chợ", "nộp tại xã", "nộp qua mạng"),
        ),
        (
            "cách xếp bến của xã khác gì với cách xếp bến của hội?",
            ("cách xếp bến của xã", "cách xếp bến của hội"),
        ),
        ("phí đò của thương lái và của xã viên là mấy đồng?", ("thương lái", "xã viên là")),
        ("mức thuê sạp là bao nhiêu?", ()),
    ],
)
def test_the_sides_begin_with_one_word(text: str, found: tuple[str, ...]) -> None:
    assert sides(text) == found


def test_sides_of_different_words_are_those_next_to_the_joint() -> None:
    text = "hạn nộp của hội người mù với đoàn thanh niên khác nhau ra sao?"
    first, second = sides(text)
    assert first.endswith("hội người mù")
    assert second == "đoàn thanh niên"


def test_each_side_is_asked_for_without_the_other() -> None:
    text = "thẻ bạc và thẻ vàng khác nhau thế nào về mức giảm vé?"
    first, second = questions(text, sides(text))
    assert first == "thẻ bạc về mức giảm vé?"
    assert second == "thẻ vàng về mức giảm vé?"
    assert questions("mức thuê sạp là bao nhiêu?", ()) == ()


@pytest.mark.parametrize(
    ("text", "names", "asked"),
    [
        (
            "Kế hoạch chợ của Hòa Giang và kế hoạch đò ngang của Sơn Khê (số 7) họp mấy lần?",
            ("Hòa Giang", "Sơn Khê"),
            (
                "Kế hoạch chợ của Hòa Giang họp mấy lần?",
                "kế hoạch đò ngang của Sơn Khê (số 7) họp mấy lần?",
            ),
        ),
        (
            "Quyết định 81 của Lạc An với quyết định 86, cái nào có trước?",
            ("Quyết định 81 của Lạc An", "quyết định 86"),
            ("Quyết định 81 của Lạc An , cái nào có trước?", "quyết định 86 , cái nào có trước?"),
        ),
        (
            "Giá vé đò của UBND huyện Hòa Giang và của Hội đò Sơn Khê",
            ("Hòa Giang", "Hội đò Sơn Khê"),
            ("Giá vé đò của UBND huyện Hòa Giang", "Giá vé đò của Hội đò Sơn Khê"),
        ),
        (
            "Kế hoạch của Hòa Giang và kế hoạch của Sơn Khê về đò ngang. Ai giữ bến?",
            ("Hòa Giang", "Sơn Khê"),
            (
                "Kế hoạch của Hòa Giang Ai giữ bến?",
                "kế hoạch của Sơn Khê về đò ngang. Ai giữ bến?",
            ),
        ),
        ("Hòa Giang Sơn Khê họp mấy lần?", ("Hòa Giang", "Sơn Khê"), ()),
    ],
)
def test_each_party_is_asked_with_what_is_said_of_it_alone(
    text: str, names: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    assert of_parties(text, spans) == asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "bến a và bến b: thời gian mở bến và người giữ bến khác nhau ra sao",
            ("thời gian mở bến", "người giữ bến"),
        ),
        ("so bến a với bến b về mức vé, thời gian mở bến", ("mức vé", "thời gian mở bến")),
        ("bến a và bến b thu mức vé bao nhiêu", ()),
        ("bến a và bến b: mức vé khác nhau ra sao", ()),
    ],
)
def test_the_matters_in_which_several_are_compared(text: str, found: tuple[str, ...]) -> None:
    assert matters(text, text.index("bến b") + len("bến b")) == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Giá vé đò Hòa Giang có khác nhau không?", "Giá vé đò Hòa Giang ?"),
        ("So sánh giúp tôi bến A: ai giữ bến?", "bến A: ai giữ bến?"),
        ("Bến A họp mấy lần? So sánh Hòa Giang.", "Bến A họp mấy lần? Hòa Giang."),
        ("Bến A do sở nào giữ ở mỗi tỉnh?", "Bến A do sở nào giữ ?"),
        ("Bến A, bên nào họp dày hơn, mấy lần một năm?", "Bến A, họp , mấy lần một năm?"),
        ("Bến A, cái nào có trước?", "Bến A, có trước?"),
        ("Bến A dùng các loại vé khác nào?", "Bến A dùng các loại vé khác nào?"),
    ],
)
def test_what_one_is_asked_alone_sets_it_against_nothing(text: str, left: str) -> None:
    assert alone(text) == left


@pytest.mark.parametrize(
    ("texts", "side"),
    [
        (("Thẻ vàng được giảm nửa vé, gấp đôi người có thẻ bạc qua bến.",), 1),
        (("Giảm nửa vé.", "Điều 3. Người có thẻ bạc", "Chương I. Thẻ bạc, thẻ vàng"), 0),
        (("Thẻ bạc và thẻ vàng dùng ở mọi bến.",), None),
        (("Mọi bến đều thu vé.",), None),
    ],
)
def test_of_which_side_a_statement_speaks(texts: tuple[str, ...], side: int | None) -> None:
    assert told_of(("thẻ bạc", "thẻ vàng"), *texts) == side
    assert told_of((), *texts) is None
