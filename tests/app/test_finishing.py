"""From a draft to a whole answer."""

from dataclasses import replace

from app import finishing
from app.answering.answer import Draft, Mode, Status
from app.answering.citations import cite, quote
from app.answering.claims import Claim, Kind, Quote, Reason, Refusal, Role, Statements
from app.answering.versions import Versions
from index.question.understanding import understand
from tests.app.answering import plans

OLDER, NEWER = plans.read(plans.LAC_SON, plans.LAC_SON.replace("87,5%", "90%"))
HELD = [OLDER, NEWER]
SHELF = plans.shelf(HELD)
QUERY = understand("Bao nhiêu phần trăm đường xã được trải nhựa?", plans.library(HELD))
WORDS = "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông."


def draft(said: str = WORDS) -> Draft:
    at = OLDER.text.index(WORDS)
    told = quote(OLDER, at, at + len(WORDS), 0.9)
    claim = Claim(Role.STATEMENT, OLDER.id, "Kế hoạch", ("I", "1"), (said,), (told,))
    return Draft(Statements((claim,)), 0.9)


def test_what_its_quotes_prove_stays_as_it_is() -> None:
    assert finishing.verified(draft(), SHELF) == draft()


def test_a_figure_that_no_quote_holds_is_withheld() -> None:
    withheld = finishing.verified(draft(WORDS.replace("87,5%", "97,5%")), SHELF)
    assert withheld == Draft(Refusal(Reason.NOT_FOUND, "nothing"), 0.0)


def test_a_quote_that_is_not_the_documents_text_is_withheld() -> None:
    (claim,) = draft().body.claims
    moved = Quote(OLDER.id, 0, len(WORDS), WORDS, 0.9)
    told = replace(draft(), body=Statements((replace(claim, quotes=(moved,)),)))
    assert finishing.verified(told, SHELF).status is Status.NOT_FOUND


def test_a_whole_answer_has_shape_text_and_coverage_of_its_body() -> None:
    named = replace(QUERY, documents=(OLDER.id, NEWER.id))
    told = draft()
    answer = finishing.extractive(named, told, cite(told.body, SHELF), (), (OLDER.id,))
    assert (answer.kind, answer.mode, answer.status) == (
        Kind.FACT,
        Mode.EXTRACTIVE,
        Status.ANSWERED,
    )
    assert WORDS in answer.text
    assert "[1]" in answer.text
    assert answer.coverage.stated == (OLDER.id,)
    assert answer.coverage.not_found == (NEWER.id,)
    assert answer.searched == (OLDER.id,)


def test_an_unconfirmed_version_that_says_otherwise_is_told_cited_and_covered() -> None:
    told = draft()
    answer = finishing.extractive(QUERY, told, cite(told.body, SHELF), (), None)
    both = Versions(lambda _: (NEWER.id, OLDER.id), lambda _: True, SHELF)
    found = finishing.with_conflicts(answer, both)
    assert found.conflicts[0].differs
    assert "90%" in found.text
    assert {each.document_id for each in found.citations} == {OLDER.id, NEWER.id}
    assert set(found.coverage.stated) == {OLDER.id, NEWER.id}


def test_without_other_versions_the_answer_stays() -> None:
    told = draft()
    answer = finishing.extractive(QUERY, told, cite(told.body, SHELF), (), None)
    alone = Versions(lambda key: (key,), lambda _: True, SHELF)
    assert finishing.with_conflicts(answer, alone) is answer
