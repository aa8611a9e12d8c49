import pytest

from index.facts import body_forms, dues
from ingest.facts.model import Deadline


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SGDĐT", "so giao duc va dao tao"),
        ("sgddt", "so giao duc va dao tao"),
        ("Sở GD&ĐT", "so giao duc va dao tao"),
        ("Sinh", "sinh"),
        ("UBND các xã, phường, đặc khu", "uy ban nhan dan cap xa"),
        ("UBND các huyện, thành phố", "uy ban nhan dan cap huyen"),
        ("các tổ chức chính trị - xã hội", "cac to chuc chinh tri xa hoi"),
    ],
)
def test_a_body_is_known_by_its_short_form_and_its_level(typed: str, meant: str) -> None:
    assert f" {meant} " in body_forms(typed)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("trước năm 2033", ["2032-12-31"]),
        ("trước quý II/2033", ["2033-03-31"]),
        ("quý II/2033", ["2033-06-30"]),
        ("17 giờ ngày 12/12/2031", ["2031-12-12"]),
        ("Từ tháng 3/2032 đến tháng 5/2032", ["2032-05-31"]),
        ("15:00 ngày thứ Sáu hằng tuần", []),
    ],
)
def test_the_day_something_is_due(due: str, days: list[str]) -> None:
    assert list(dues(Deadline(start=0, end=1, path=(), what="", due=due))) == days
