"""Which documents state what was asked, which were read in vain, of which nothing was found."""

from app.answering.claims import (
    Claim,
    Entry,
    Holdings,
    Note,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Silent,
    Statements,
    Talk,
    Worded,
)
from app.answering.coverage import Coverage, cover


def claim(of: str, *proof: str) -> Claim:
    quotes = tuple(Quote(key, 0, 3, "chữ", 1.0) for key in (proof or (of,)))
    return Claim(Role.LINE, of, of.upper(), (), ("chữ",), quotes)


def test_a_named_document_without_a_claim_was_not_found() -> None:
    found = cover(Statements((claim("a"),)), ["a", "b"])
    assert found == Coverage(stated=("a",), not_found=("b",))


def test_a_document_that_only_proves_states_too() -> None:
    assert cover(Statements((claim("a", "b", "a"),)), ["b"]).stated == ("a", "b")


def test_what_was_read_where_it_would_stand_is_silent_unless_it_states_after_all() -> None:
    found = cover(Statements((claim("a"),)), ["a", "b", "c"], silent=["b", "a", "b"])
    assert found == Coverage(("a",), ("b",), ("c",))


def test_documents_that_a_body_names_as_saying_nothing_count_as_asked() -> None:
    lines = PerDocument((claim("a"), Silent("b", "B")), compared=True)
    assert cover(lines, []).not_found == ("b",)
    assert cover(Worded((claim("a"),), silent=(Silent("c", "C"),)), []).not_found == ("c",)
    assert cover(Parts((lines, Refusal(Reason.NOT_FOUND, "nothing", (), ("d",)))), []) == Coverage(
        ("a",), (), ("b", "d")
    )


def test_a_document_is_told_once() -> None:
    lines = PerDocument((Silent("b", "B"), Silent("b", "B")), compared=True)
    assert cover(lines, ["b", "b"]).not_found == ("b",)


def test_an_unclear_question_asked_no_document() -> None:
    assert cover(Refusal(Reason.UNCLEAR, "which", (), ("a",)), ["a"]) == Coverage()
    assert cover(Refusal(Reason.NOT_FOUND, "nothing", (), ("a",)), []) == Coverage(not_found=("a",))


def test_small_talk_covers_nothing_and_a_listing_what_it_lists() -> None:
    assert cover(Talk("greeting"), ["a"]) == Coverage()
    held = Holdings("held", "kế hoạch", (Entry("a", "A", ""),), ("a", "b"))
    assert cover(held, ["c"]) == Coverage(("a", "b"))
    assert cover(Note("…"), ["a"]) == Coverage(not_found=("a",))
