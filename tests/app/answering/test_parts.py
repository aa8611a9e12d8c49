"""Parts of a whole in percent."""

import pytest

from app.answering.parts import in_percent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ít nhất 2/3 thành viên", "ít nhất 66,67% thành viên"),
        ("trên ½ số hộ, 3/4 (75%) đồng ý", "trên 50% số hộ, 75% (75%) đồng ý"),
        ("quá nửa số hộ", "trên 50% số hộ"),
        ("trước ngày 2/3 hằng năm", "trước ngày 2/3 hằng năm"),
    ],
)
def test_a_part_is_told_as_a_share(text: str, told: str) -> None:
    assert in_percent(text) == told
