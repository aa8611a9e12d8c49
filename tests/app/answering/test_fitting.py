"""Claims in as much room as there is."""

from dataclasses import replace

from app.answering.claims import Claim, Role
from app.answering.fitting import fitted, without_heading

WORDS = "rà soát bến đò, cắm biển báo, "
SHORT = Claim(Role.ITEM, "d", "Kế hoạch A", ("I",), ("Mở bến.",), ())
LONG = replace(SHORT, sentences=(WORDS * 20, "Báo cáo sau đợt."))


def test_what_fits_is_left_as_it_is() -> None:
    assert fitted([SHORT, LONG], 1_000) == [SHORT, LONG]


def test_long_claims_are_shortened_after_a_clause_and_none_is_left_out() -> None:
    found = fitted([LONG, SHORT, LONG], 600)
    assert len(found) == 3
    assert found[1] == SHORT
    assert all(each.text.endswith(" …") for each in found[::2])
    assert sum(len(each.text) for each in found) <= 610
    assert found[0].text.removesuffix(" …").split(", ")[-1] in WORDS.split(", ")


def test_whole_sentences_are_kept_before_clauses() -> None:
    claim = replace(SHORT, sentences=("Mở bến.", WORDS * 20))
    assert fitted([claim, claim], 400)[0].sentences == ("Mở bến …",)


def test_where_there_is_no_room_the_last_ones_are_left_out() -> None:
    assert 1 <= len(fitted([LONG] * 30, 900)) < 30


def test_a_heading_is_left_out_where_it_does_not_fit() -> None:
    headed = replace(SHORT, heading="Trạm quản lý bến đò")
    assert without_heading((headed, SHORT), 40) == (headed, SHORT)
    assert without_heading((headed, SHORT), 30) == (SHORT, SHORT)
