import re

import pytest

from ingest.vietnamese import kinds


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (kinds.CITED, "Chương trình hành động", "Chương trình hành động"),
        (kinds.CITED, "Biên bản", None),
        (kinds.PROMULGATED, "kế hoạch", None),
        (kinds.PROMULGATED_WITHIN, "kế hoạch", "kế hoạch"),
        (kinds.PROMULGATED_WITHIN, "báo cáo", None),
        (kinds.SYMBOLIC, "Báo cáo", "Báo cáo"),
        (kinds.SYMBOLS, "CTr-UBND", "CTr"),
    ],
)
def test_each_pattern_knows_its_kinds(pattern: str, text: str, found: str | None) -> None:
    match = re.match(pattern, text)
    assert (match.group() if match else None) == found


def test_a_line_of_its_own_opens_more_kinds_than_are_cited() -> None:
    assert {"Kế hoạch", "Điều lệ", "Quy hoạch"} <= set(kinds.HEADING)
    assert "Văn bản" not in kinds.HEADING


def test_no_kind_stands_twice_and_symbols_are_one_each() -> None:
    names = [kind.name for kind in kinds.KINDS]
    symbols = [kind.symbol for kind in kinds.KINDS if kind.symbol]
    assert len(set(names)) == len(names)
    assert len(set(symbols)) == len(symbols)


def test_kinds_are_known_as_they_are_typed_in_haste() -> None:
    assert re.fullmatch(kinds.TYPED, "ke hoach")
    assert re.fullmatch(kinds.TYPED, "kh")
    assert not re.fullmatch(kinds.TYPED, "kế hoạch")
    assert re.fullmatch(kinds.CITED_FOLDED, "quyet dinh")
