"""Counts of documents, in words."""

import pytest

from app.answering.generative.counting import miscounted
from app.answering.generative.proof import Proof

QUOTE = "Thực hiện theo Văn bản số 21/UBND-KT và số 34/UBND-KT của UBND xã Bầu Sen."


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Có hai văn bản của UBND xã Bầu Sen.", False),
        ("Có ba văn bản của UBND xã Bầu Sen.", True),
        ("Có ba văn bản: số 21, số 34 và số 55.", False),
        ("Có ba hộ.", False),
        ("Văn bản thứ ba nghị quyết nêu.", False),
    ],
)
def test_documents_are_counted_again(said: str, wrong: bool) -> None:
    assert miscounted(said, Proof((QUOTE,), ""), (), "") is wrong


def test_what_is_counted_in_the_quotes_or_shown_needs_no_count() -> None:
    said = "Có ba nghị quyết."
    assert miscounted(said, Proof(("Nghị quyết về kênh.",), ""), (), "")
    assert not miscounted(said, Proof(("Ban hành 03 nghị quyết.",), ""), (), "")
    assert not miscounted(said, Proof(("Ba nghị quyết về kênh.",), ""), (), "")
    assert not miscounted(said, Proof(("Về Nghị quyết I, II, III.",), ""), (3,), "")
    assert not miscounted(said, Proof(("Về kênh.",), ""), (), "Ba nghị quyết nào?")
