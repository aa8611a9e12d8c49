from decimal import Decimal

import pytest
import regex

from ingest.vietnamese import numbers


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("1.500", 1500),
        ("1,500", 1500),
        ("1 500", 1500),
        ("1.234.567,5", Decimal("1234567.5")),
        ("0,125", Decimal("0.125")),
        ("12,5", Decimal("12.5")),
        ("2 tỷ 500 triệu", 2_500_000_000),
        ("2 triệu rưỡi", 2_500_000),
        ("1,2 nghìn tỷ", 1_200_000_000_000),
        ("mười", 10),
        ("hai mươi lăm", 25),
        ("ba trăm linh tư", 304),
        ("năm trăm nghìn", 500_000),
        ("hai chục triệu", 20_000_000),
    ],
)
def test_a_number_is_worth_what_it_says(text: str, worth: Decimal | int) -> None:
    assert regex.fullmatch(numbers.NUMBER, text, regex.IGNORECASE)
    assert numbers.value(text) == worth


def test_a_comma_parts_decimals_of_what_can_be_divided() -> None:
    assert numbers.value("12,345", divisible=True) == Decimal("12.345")
    assert numbers.value("1,234,567", divisible=True) == 1_234_567
    assert numbers.value("1,250 tỷ") == 1_250_000_000


def test_which_numbers_are_scaled_and_in_words() -> None:
    assert numbers.scaled("2 tỷ rưỡi")
    assert not numbers.scaled("2.000")
    assert numbers.last_scale("2 tỷ 500 triệu").strip() == "triệu"
    assert numbers.last_scale("2.000") == ""
    assert numbers.in_words("hai mươi")
    assert not numbers.in_words("2 triệu")
