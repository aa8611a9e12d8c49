from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.figures import Figure, figures, function_words, kind, told_in


def _told(text: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (text[f.start : f.end], f"{f.low:f}", f"{f.high:f}", f.unit, f.bound.value)
        for f in figures(text)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("đạt 80,1%", ("80,1%", "80.1", "80.1", "%", "=")),
        ("mười phần trăm", ("mười phần trăm", "10", "10", "%", "=")),
        ("10 - 13% số xã", ("10 - 13%", "10", "13", "%", "=")),
        ("từ 70 đến 75% số xã", ("từ 70 đến 75%", "70", "75", "%", "=")),
        ("trên 97 % trở lên", ("trên 97 % trở lên", "97", "97", "%", ">=")),
        ("trên 900 hộ", ("trên 900 hộ", "900", "900", "hộ", ">")),
        ("từ 10 con lợn trở lên", ("từ 10 con lợn trở lên", "10", "10", "con", ">=")),
        ("ít nhất 12 trạm bơm", ("ít nhất 12 trạm bơm", "12", "12", "trạm", ">=")),
        ("không quá 05 ngày làm", ("không quá 05 ngày", "5", "5", "ngày", "<=")),
        ("đường Lê Từ 20 hộ", ("Từ 20 hộ", "20", "20", "hộ", "=")),
        ("Từ 20 hộ", ("Từ 20 hộ", "20", "20", "hộ", ">=")),
        ("05 ngày làm việc", ("05 ngày làm việc", "5", "5", "ngày làm việc", "=")),
        ("tối đa khoảng 5 lần", ("tối đa khoảng 5 lần", "5", "5", "lần", "<=")),
        ("khoảng 12,345 ha", ("khoảng 12,345 ha", "12.345", "12.345", "ha", "≈")),
        ("hai mươi nghìn đồng", ("hai mươi nghìn đồng", "20000", "20000", "đồng", "=")),
        ("một trăm linh năm người", ("một trăm linh năm người", "105", "105", "người", "=")),
        ("thêm bốn huyện", ("bốn huyện", "4", "4", "huyện", "=")),
        ("trong ba năm", ("ba năm", "3", "3", "năm", "=")),
        ("3 triệu/hộ nghèo", ("3 triệu/hộ", "3000000", "3000000", "đồng", "=")),
        ("1,5 triệu người", ("1,5 triệu người", "1500000.0", "1500000.0", "người", "=")),
        ("5 - 7 triệu đồng", ("5 - 7 triệu đồng", "5000000", "7000000", "đồng", "=")),
        ("đạt mức 3 về dịch vụ", ("mức 3", "3", "3", "mức", "=")),
        ("cộng 1500", ("1500", "1500", "1500", "", "=")),
        ("lấy mẫu 01 vị trí", ("01 vị trí", "1", "1", "vị", "=")),
    ],
)  # fmt: skip
def test_a_figure_has_value_unit_and_bound(text: str, told: tuple[str, ...]) -> None:
    assert _told(text) == [told]


@pytest.mark.parametrize(
    ("unit", "forms"),
    [
        ("hộ", ["1500 hộ", "1.500 hộ", "1,500 hộ", "1 500 hộ", "1,5 nghìn hộ", "1.500 hộ dân"]),
        ("đồng", ["2,5 tỷ đồng", "2.500 triệu đồng", "2 tỷ 500 triệu đồng", "2 tỉ rưỡi", "2,5 tỷ"]),
        ("đồng", ["2.500.000.000 đồng", "2,500,000,000 đ", "2500 triệu", "2,500 tỷ đồng"]),
        ("đồng", ["20.500 đồng", "hai mươi nghìn năm trăm đồng"]),
        ("%", ["10%", "10 %", "10,0%", "mười phần trăm", "10 phần trăm"]),
        ("m2", ["120 m2", "120 m²", "120 mét vuông"]),
    ],
)
def test_spellings_of_one_value_are_equal(unit: str, forms: list[str]) -> None:
    found = {(f.low, f.high, f.unit) for form in forms for f in figures(form)}
    assert len(found) == 1
    assert found.pop()[2] == unit


@pytest.mark.parametrize(
    "text",
    [
        "theo khoản 2 Điều 5",
        "Kế hoạch số 12/KH-UBND",
        "88/2031/TT-BGDĐT",
        "ngày 05/3/2031",
        "năm 2031",
        "tháng 6",
        "trong 2/3 số xã",
        "Tổ 3",
        "Mẫu 01",
        "hai bên thống nhất",
        "một người dân",
        "tỷ lệ",
    ],
)
def test_what_only_names_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_a_fall_is_two_figures_and_no_range() -> None:
    assert [f.low for f in figures("giảm từ 10 đến 5%")] == [10, 5]


@pytest.mark.parametrize(
    ("asked", "told"), [("tiền", "triệu"), ("lâu", "tháng"), ("milimét", "mm"), ("sạp", "sạp")]
)
def test_what_is_asked_for_in_one_word_may_be_told_in_another(asked: str, told: str) -> None:
    assert told in told_in(asked)


def test_a_word_that_begins_another_unit_is_told_by_itself_alone() -> None:
    assert told_in("mét") == {"mét"}


def test_what_a_unit_measures() -> None:
    assert [kind(unit) for unit in ("%", "đồng", "ha", "ngày", "trạm")] == [
        "share", "money", "measure", "time", "count",
    ]  # fmt: skip
    assert {"và", "của"} <= function_words()


_SCALES = {"": 1, " nghìn": 10**3, " triệu": 10**6, " tỷ": 10**9}


@given(st.integers(1, 999_999), st.sampled_from(sorted(_SCALES)))
def test_marks_between_thousands_change_nothing(number: int, scale: str) -> None:
    for mark in ("", ".", " "):
        written = f"{number:,}".replace(",", mark)
        (figure,) = figures(f"chi {written}{scale} đồng")
        worth = Decimal(number * _SCALES[scale])
        assert figure == Figure(4, 4 + len(f"{written}{scale} đồng"), worth, worth, "đồng")


@given(st.lists(st.sampled_from(["12 hộ", "trên 5%", "2,5 tỷ đồng", "chợ", "05/3/2031", "-", "7"])))
def test_spans_are_exact_ordered_and_apart(words: list[str]) -> None:
    text = " ; ".join(words)
    found = figures(text)
    spans = [(f.start, f.end) for f in found]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert [text[start:end] for start, end in spans] == [
        w for w in words if w not in {"chợ", "05/3/2031", "-"}
    ]


@given(st.text(alphabet="0123456789., -/%hộtỷđồngnăm\n", max_size=40))
def test_any_text_is_read(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.low <= figure.high
        assert any(character.isdigit() for character in text[figure.start : figure.end])


def test_a_bound_knows_its_side() -> None:
    assert [b.value for b in Bound if b.upward] == [">=", ">"]
    assert [b.value for b in Bound if b.downward] == ["<=", "<"]


@pytest.mark.parametrize("text", ["chủ đầu tư dự án", "đầu tư công trình", "vật tư phòng dịch"])
def test_a_syllable_that_sounds_like_four_is_none(text: str) -> None:
    assert figures(text) == ()
