"""How a statement's words lie in its quotes."""

import pytest

from app.answering.generative.alignment import NAMES, features, strange
from app.answering.generative.laying import lay
from app.answering.generative.proof import Proof

QUOTE = (
    "Trạm Thủy nông lập sổ theo dõi kênh Bầu Sen, gửi Phòng Kinh tế trước ngày 15 hằng tháng; "
    "không thu phí của hộ có ruộng dưới 2 sào."
)


def found(said: str, question: str = "") -> dict[str, float]:
    proof = Proof((QUOTE,), "")
    held = features(lay(said, proof), proof, question)
    return dict(zip(NAMES, held, strict=True))


def test_every_feature_has_its_number() -> None:
    for said, proof in (("Trạm lập sổ.", Proof((QUOTE,), "")), ("", Proof((), ""))):
        assert len(features(lay(said, proof), proof, "")) == len(NAMES)


def test_a_sentence_shortened_lies_in_order_and_one_turned_round_does_not() -> None:
    shortened = found("Trạm Thủy nông lập sổ theo dõi kênh Bầu Sen.")
    assert (shortened["turned"], shortened["hops"], shortened["strange"]) == (0, 0, 0)
    turned = found("Phòng Kinh tế gửi Trạm Thủy nông sổ theo dõi kênh.")
    assert turned["turned"] > 0
    assert turned["near_pairs"] < shortened["near_pairs"]


def test_what_is_told_as_turned_round_is_told_apart() -> None:
    plain = found("Sổ theo dõi kênh Bầu Sen Trạm Thủy nông lập.")
    told = found("Sổ theo dõi kênh Bầu Sen do Trạm Thủy nông lập.")
    assert told["turned_plainly"] < plain["turned_plainly"]


def test_two_sentences_of_a_quote_are_not_one() -> None:
    crossed = found("Trạm Thủy nông lập sổ của hộ có ruộng dưới 2 sào.")
    assert crossed["hops_plainly"] == 1
    apart = found("Trạm Thủy nông lập sổ; hộ có ruộng dưới 2 sào không bị thu phí.")
    assert apart["hops_plainly"] < crossed["hops_plainly"]


def test_a_denial_put_in_or_leapt_over_is_seen() -> None:
    assert found("Trạm Thủy nông không lập sổ theo dõi kênh.")["put_in_denial"] == 1
    assert found("Thu phí của hộ có ruộng dưới 2 sào.")["headless_condition"] == 1


def test_a_body_that_stands_only_behind_the_deed_does_not_do_it() -> None:
    assert found("Phòng Kinh tế lập sổ theo dõi kênh Bầu Sen.")["agent_after"] > 0
    assert found("Trạm Thủy nông lập sổ theo dõi kênh Bầu Sen.")["agent_after"] == 0


@pytest.mark.parametrize(
    ("said", "question", "words"),
    [
        ("Trạm Thủy nông lập sổ theo dõi.", "", ()),
        ("Trạm Thủy nông hủy bỏ sổ theo dõi.", "", ("hủy bỏ",)),
        ("Trạm Thủy nông hủy bỏ sổ.", "Ai hủy bỏ sổ?", ()),
        ("Trạm mua máy bơm, lập sổ nhân sự.", "", ("mua máy bơm", "nhân sự")),
    ],
)
def test_words_that_stand_nowhere_are_named(
    said: str, question: str, words: tuple[str, ...]
) -> None:
    assert strange(said, Proof((QUOTE,), ""), question) == words
