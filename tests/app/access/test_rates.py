import pytest

from app.access.rates import Kind, Rates
from app.errors import InvalidSettings, TooManyRequests


def test_counts_each_caller_and_each_kind_apart() -> None:
    rates = Rates({Kind.QUESTIONS: "2/hour", Kind.UPLOADS: "1/hour"})
    for _ in range(2):
        rates.count(Kind.QUESTIONS, "user:an")
    with pytest.raises(TooManyRequests) as refused:
        rates.count(Kind.QUESTIONS, "user:an")
    assert 1 <= refused.value.seconds <= 3600
    rates.count(Kind.QUESTIONS, "user:binh")
    rates.count(Kind.UPLOADS, "user:an")


def test_nothing_is_counted_where_it_is_off() -> None:
    rates = Rates({Kind.QUESTIONS: "off"})
    for _ in range(1000):
        rates.count(Kind.QUESTIONS, "user:an")
        rates.count(Kind.REQUESTS, "user:an")


@pytest.mark.parametrize("rate", ["", "many", "5", "5/fortnight"])
def test_a_rate_that_is_none_stops_the_start(rate: str) -> None:
    with pytest.raises(InvalidSettings, match="60/minute"):
        Rates({Kind.QUESTIONS: rate})
