"""The passages that hold what is cited come first."""

from app.answering.citations import cite, quote
from app.answering.claims import Claim, Role, Statements
from app.answering.leading import evidence_first
from index.ports import ScoredPassage
from ingest import passages
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
PLAN = HELD[0]
RANKED = plans.found(HELD, "trải nhựa")


def led(*cited: str, ranked: list[ScoredPassage] = RANKED) -> tuple[ScoredPassage, ...]:
    """Return the passages, those first that hold what is cited of the first plan."""
    claims = []
    for words in cited:
        at = PLAN.text.index(words)
        told = quote(PLAN, at, at + len(words), 0.5)
        claims.append(Claim(Role.STATEMENT, PLAN.id, "Kế hoạch", (), (words,), (told,)))
    citations = cite(Statements(tuple(claims)), plans.shelf(HELD))
    by_id = {plan.id: plan for plan in HELD}
    return evidence_first(ranked, citations, lambda key: passages.split(by_id[key]))


def test_what_holds_the_evidence_comes_first_and_scores_best() -> None:
    found = led("báo cáo kết quả", "87,5%")
    assert "báo cáo kết quả" in found[0].passage.text
    assert "87,5%" in found[1].passage.text
    assert {found[0].passage.document_id, found[1].passage.document_id} == {PLAN.id}
    assert [found[0].scores.fused, found[1].scores.fused] == [1.0, 1.0]


def test_the_rest_keeps_its_order_and_its_scores_and_nothing_is_lost() -> None:
    found = led("báo cáo kết quả")
    rest = [each for each in RANKED if each.passage.id != found[0].passage.id]
    assert list(found[1:]) == rest


def test_a_passage_that_was_not_retrieved_is_put_in_front() -> None:
    found = led("Lê Văn Thuận", ranked=RANKED[:1])
    assert "Lê Văn Thuận" in found[0].passage.text
    assert found[1:] == (RANKED[0],)


def test_a_passage_leads_once_however_often_it_is_cited() -> None:
    once, twice = led("87,5%"), led("87,5%", "đường xã được trải nhựa")
    assert once == twice


def test_without_citations_nothing_moves() -> None:
    assert led() == tuple(RANKED)
