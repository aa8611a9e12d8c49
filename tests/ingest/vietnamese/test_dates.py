import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import LINE, PLACED, Grain, Recurrence, periods


@pytest.mark.parametrize(
    ("text", "grain", "first", "last"),
    [
        ("ngày 05/3/2031", Grain.DAY, date(2031, 3, 5), date(2031, 3, 5)),
        ("5-3-2031", Grain.DAY, date(2031, 3, 5), date(2031, 3, 5)),
        ("ngày 05 tháng 3 năm 2031", Grain.DAY, date(2031, 3, 5), date(2031, 3, 5)),
        ("trước 15 tháng 6 năm 2031", Grain.DAY, date(2031, 6, 15), date(2031, 6, 15)),
        ("chậm nhất 15 tháng 6", Grain.DAY, None, None),
        ("Tháng 6 năm 2032", Grain.MONTH, date(2032, 6, 1), date(2032, 6, 30)),
        ("02/2032", Grain.MONTH, date(2032, 2, 1), date(2032, 2, 29)),
        ("quý IV/2031", Grain.QUARTER, date(2031, 10, 1), date(2031, 12, 31)),
        ("quý 1 năm 2031", Grain.QUARTER, date(2031, 1, 1), date(2031, 3, 31)),
        ("6 tháng cuối năm 2031", Grain.HALF, date(2031, 7, 1), date(2031, 12, 31)),
        ("năm 2031", Grain.YEAR, date(2031, 1, 1), date(2031, 12, 31)),
        ("giai đoạn 2031 - 2035", Grain.SPAN, date(2031, 1, 1), date(2035, 12, 31)),
        ("2031", Grain.YEAR, date(2031, 1, 1), date(2031, 12, 31)),
        ("2031-2035", Grain.SPAN, date(2031, 1, 1), date(2035, 12, 31)),
        ("năm học 2031-2032", Grain.SPAN, date(2031, 9, 1), date(2032, 5, 31)),
        ("ngày 01 - 05/3/2031", Grain.SPAN, date(2031, 3, 1), date(2031, 3, 5)),
        ("ngày 15/11", Grain.DAY, None, None),
        ("hằng quý", Grain.RECURRENCE, None, None),
    ],
)
def test_a_period_has_first_and_last_day(
    text: str, grain: Grain, first: date | None, last: date | None
) -> None:
    (period,) = periods(text)
    assert (text[period.start : period.end], period.grain) == (text, grain)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("trước ngày 30/11/2031", Bound.BELOW),
        ("sau năm 2031", Bound.ABOVE),
        ("từ ngày 01/5/2031", Bound.AT_LEAST),
        ("chậm nhất là ngày 20/6", Bound.AT_MOST),
        ("đến hết năm 2031", Bound.AT_MOST),
        ("trong quý II/2031", Bound.EXACT),
    ],
)
def test_the_words_before_a_period_bound_it(text: str, bound: Bound) -> None:
    (period,) = periods(text)
    assert (text[period.start : period.end], period.bound) == (text, bound)


def test_parts_are_told_without_a_year() -> None:
    yearly, monthly = periods("báo cáo ngày 15/12 hằng năm và ngày 20 hàng tháng")
    assert (yearly.month, yearly.day, yearly.recurrence) == (12, 15, Recurrence.YEARLY)
    assert (monthly.month, monthly.day, monthly.recurrence) == (None, 20, Recurrence.MONTHLY)
    assert yearly.parts == (None, None, 12, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 12/2031/NĐ-CP",
        "số 12/KH-UBND",
        "31/02/2031",
        "45/13",
        "2/3 số hộ",
        "12/25%",
        "trong 05 ngày",
        "trong 3 năm",
        "1.2",
        "2035 - 2031",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert periods(text) == ()


def test_a_year_before_a_dash_is_one() -> None:
    assert [p.year for p in periods("Đến năm 2031 - hoàn thành; năm 2032-đạt chuẩn")] == [
        2031,
        2032,
    ]


_DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(_DAYS)
def test_all_spellings_of_a_day_are_one(day: date) -> None:
    forms = (
        f"{day.day}/{day.month}/{day.year}",
        f"ngày {day.day:02}/{day.month:02}/{day.year}",
        f"ngày {day.day:02} tháng {day.month} năm {day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        f"ngày {day.day}.{day.month}.{day.year}",
    )
    for form in forms:
        (period,) = periods(form)
        assert (period.first, period.last, period.start, period.end) == (day, day, 0, len(form))


@given(st.lists(_DAYS, max_size=5))
def test_order_and_spans_are_kept(days: list[date]) -> None:
    text = " và ".join(f"chợ {day:%d/%m/%Y}" for day in days)
    found = periods(text)
    assert [period.first for period in found] == days
    assert [text[p.start : p.end] for p in found] == [f"{day:%d/%m/%Y}" for day in days]


@given(st.text(alphabet="0123456789/-. ngàythángnămquýIV", max_size=40))
def test_any_text_is_read(text: str) -> None:
    found = periods(text)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(p.first is None or (p.last and p.first <= p.last) for p in found)


@pytest.mark.parametrize("said", ["ngày 5 tháng 12 năm 2031", "ngày ..... tháng 3 năm 2031"])
def test_a_day_written_out_is_known_with_its_figures_left_blank(said: str) -> None:
    assert re.search(LINE, said)
    placed = PLACED.fullmatch(f"Hòa Giang, {said}")
    assert placed
    assert placed["y"] == "2031"
    assert not re.search(LINE, "15 ngày làm việc")
