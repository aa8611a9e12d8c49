import re

import pytest

from ingest.vietnamese import ranks


def test_committees_lead_the_places_of_their_rank() -> None:
    assert ranks.COMMITTEES["Huyện ủy"] == "huyện"
    assert "Đảng ủy" not in ranks.COMMITTEES
    assert ranks.RANKS[0] == "tỉnh"
    assert ranks.SHORT == ("TP", "TX")


@pytest.mark.parametrize("text", ["Huyện ủy", "Thành uỷ", "Đảng ủy"])
def test_a_committee_in_either_tone_mark_style(text: str) -> None:
    assert re.fullmatch(ranks.COMMITTEE, text)


def test_the_longer_rank_is_taken() -> None:
    match = re.match(ranks.WORDS, "thị xã Đông Ba")
    assert match
    assert match.group() == "thị xã"
