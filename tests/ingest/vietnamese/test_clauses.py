import pytest

from ingest.vietnamese.clauses import (
    FULL,
    LEADING,
    STRONG,
    WEAK,
    asked,
    breaks,
    cut,
    end_of,
    ends,
    opposed,
)


@pytest.mark.parametrize(
    ("text", "signs", "clauses"),
    [
        ("đạt 3.000 hộ; thêm 5,5%. Hết", STRONG, ["đạt 3.000 hộ", "thêm 5,5%", "Hết"]),
        ("gồm: chợ, trường", WEAK, ["gồm", "chợ", "trường"]),
        ("gồm: chợ, trường", LEADING, ["gồm", "chợ, trường"]),
        ("Sở (Y tế)\ncũ", "(\n", ["Sở ", "Y tế)", "cũ"]),
        ("năm 2031 - 2035", "–", ["năm 2031", "2035"]),
        ("một vế", WEAK, ["một vế"]),
    ],
)
def test_signs_part_clauses(text: str, signs: str, clauses: list[str]) -> None:
    assert cut(text, signs) == clauses
    found = breaks(text, signs)
    starts = [0, *(begins for _, begins in found)]
    stops = [*(at for at, _ in found), len(text)]
    assert [text[a:b] for a, b in zip(starts, stops, strict=True)] == clauses


def test_breaks_are_looked_for_within_bounds() -> None:
    assert breaks("a; b; c; d", ";", 2, 7) == [(4, 6)]


@pytest.mark.parametrize(
    ("line", "full", "weak"),
    [
        ("Hết.", True, True),
        ("“Hết.”", True, True),
        ("còn;", False, True),
        ("còn", False, False),
        ("12.5 ha", False, False),
    ],
)
def test_how_a_line_ends(line: str, full: bool, weak: bool) -> None:
    assert (ends(line, FULL), ends(line, WEAK)) == (full, weak)


def test_where_a_clause_ends() -> None:
    assert end_of("a; b\nc", ";\n", 2) == 4
    assert end_of("a; b", ";\n", 2) == 4
    assert end_of("3;5 b", ";", 0) == 5


def test_opposed_clauses_stand_apart() -> None:
    assert opposed("chịu phần này, không chịu phần kia; trừ chợ, trường") == [
        "chịu phần này",
        "không chịu phần kia",
        "trừ chợ, trường",
    ]


def test_a_question_is_parted_where_it_is_typed_with_blanks_and_figures_stay_whole() -> None:
    text = "xã tôi có 1.500 hộ,nhà tôi thì xa lắm, vậy ai lo?"
    assert [text[:end].split()[-1] for end in asked(text)] == ["lắm,", "lo?"]
