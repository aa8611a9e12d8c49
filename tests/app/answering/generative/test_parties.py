"""The bodies of a statement and what part each has."""

from app.answering.generative.laying import lay
from app.answering.generative.parties import NAMES, features
from app.answering.generative.proof import Proof

QUOTE = "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính lập danh sách, gửi Thanh tra tỉnh."


def found(said: str, question: str = "") -> dict[str, float]:
    proof = Proof((QUOTE,), "")
    return dict(zip(NAMES, features(lay(said, proof), proof, question), strict=True))


def test_a_body_keeps_its_part_or_is_told_another() -> None:
    kept = found("Sở Nội vụ lập danh sách cùng với Sở Tài chính.")
    assert (kept["parts_differ"], kept["bodies_turned"]) == (0, 0)
    turned = found("Sở Tài chính chủ trì, phối hợp với Sở Nội vụ lập danh sách.")
    assert (turned["parts_differ"], turned["agents_differ"], turned["bodies_turned"]) == (2, 2, 1)


def test_bodies_that_no_quote_names_or_that_are_skipped() -> None:
    other = found("Sở Y tế lập danh sách.")
    assert (other["bodies"], other["bodies_unquoted"]) == (1, 1)
    assert found("Sở Tài chính lập danh sách.")["body_skipped"] == 1
    assert found("Lập danh sách.")["bodies"] == 0


def test_a_body_that_the_question_names_is_seen() -> None:
    assert found("Sở Nội vụ chủ trì.", "Sở Nội vụ làm gì?")["bodies_asked"] == 1
