import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.values import Value, agree, bears_out, comparable, excludes, includes, values


def _one(text: str) -> Value:
    (value,) = values(text)
    return value


@pytest.mark.parametrize(
    ("asked", "stated", "yes"),
    [
        ("1500 hộ", "1.500 hộ", True),
        ("trên 900 hộ", "1.500 hộ", True),
        ("dưới 900 hộ", "1.500 hộ", False),
        ("3.000 triệu đồng", "2,5 tỷ đồng", False),
        ("2 tỷ 500 triệu đồng", "2,5 tỷ đồng", True),
        ("80%", "trên 80%", True),
        ("trên 80%", "ít nhất 80%", True),
        ("trên 80%", "80%", False),
        ("ít nhất 80%", "80%", True),
        ("dưới 80%", "trên 80%", False),
        ("12 người", "10 - 13 người", False),
        ("từ 10 đến 13 người", "10-13 người", True),
        ("tối đa 20 người", "10-13 người", True),
        ("12 hộ", "12 con", None),
        ("trên 12 hộ", "20 con", None),
        ("12 hộ", "ngày 12/3", None),
        ("15/11", "trước 30/11 hằng năm", False),
        ("ngày 30 tháng 11", "trước 30/11 hằng năm", True),
        ("15/11/2031", "15/11", True),
        ("trước ngày 30/11/2031", "ngày 15/11/2031", True),
        ("sau ngày 30/11/2031", "ngày 15/11/2031", False),
        ("trước năm 2035", "ngày 15/11/2031", True),
        ("năm 2035", "ngày 15/11/2035", None),
        ("hằng năm", "hằng quý", False),
        ("quý IV/2031", "quý 4 năm 2031", True),
        ("năm học 2031-2032", "giai đoạn 2031-2032", False),
    ],
)
def test_what_is_stated_bears_out_what_is_asked(asked: str, stated: str, yes: bool | None) -> None:
    assert bears_out(_one(asked), _one(stated)) is yes


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        ("từ 10 con trở lên", "12 con", True),
        ("từ 10 con trở lên", "dưới 10 con", False),
        ("dưới 10 con", "dưới 10 con", True),
        ("dưới 10 con", "10 con", False),
        ("10 - 13 con", "12 con", True),
        ("năm 2031", "năm 2031", True),
        ("năm 2031", "ngày 5/3/2031", False),
        ("15/11", "15/11", False),
    ],
)
def test_one_value_includes_another(one: str, other: str, inside: bool) -> None:
    assert includes(_one(one), _one(other)) is inside


@pytest.mark.parametrize(
    ("one", "other", "outside"),
    [
        ("không quá 3 lít", "5 lít", True),
        ("không quá 3 lít", "trên 3 lít", True),
        ("không quá 3 lít", "3 lít", False),
        ("không quá 3 lít", "ít nhất 2 lít", False),
        ("ít nhất 3 lít", "2 lít", True),
        ("không quá 3 lít", "5 kg", False),
    ],
)
def test_one_value_excludes_another(one: str, other: str, outside: bool) -> None:
    assert excludes(_one(one), _one(other)) is outside


def test_values_come_in_the_order_of_the_text() -> None:
    text = "Đến năm 2031, 80% số hộ có nước; báo cáo ngày 5/3, chi 2 tỷ."
    assert [text[v.start : v.end] for v in values(text)] == [
        "Đến năm 2031", "80%", "ngày 5/3", "2 tỷ",
    ]  # fmt: skip


_PIECES = st.sampled_from(
    ["1.500 hộ", "trên 5%", "2,5 tỷ đồng", "10 - 13 con", "ngày 5/3/2031", "năm 2031", "hằng quý"]
)


@given(_PIECES, _PIECES)
def test_agreement_goes_both_ways_and_a_value_bears_itself_out(one: str, other: str) -> None:
    a, b = _one(one), _one(other)
    assert agree(a, a)
    assert bears_out(a, a)
    assert agree(a, b) is agree(b, a)
    assert comparable(a, b) is comparable(b, a)
    assert agree(a, b) is (one == other)
