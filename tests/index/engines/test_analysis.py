import pytest

from index.engines import analysis
from index.ports import LexicalQuery
from index.settings import LexicalWeights
from tests.fakes import passage

EVEN = LexicalWeights(body=1, words=1, context=1, folded=1)


def test_indexes_each_field_of_a_passage() -> None:
    terms = analysis.terms(passage("a", "a", "Học sinh đạt 80,1%", context="Huyện Đông"))
    assert terms.body == ["học", "sinh", "đạt", "80,1%", "80,1"]
    assert "học_sinh" in terms.words
    assert terms.context == ["huyện", "đông"]
    assert terms.folded == ["hoc", "sinh", "dat", "80,1%", "80,1", "huyen", "dong"]


@pytest.mark.parametrize(
    "text", ["Số 12 - KH/HU\nngày\t5 / 3 / 2025", "a\u00a0b\u2003c", "12\n/KH\u2028UBND"]
)
def test_no_term_holds_white_space(text: str) -> None:
    terms = analysis.terms(passage("a", "a", text, context=text))
    every = [*terms.body, *terms.words, *terms.context, *terms.folded]
    assert every
    assert all(term and not any(map(str.isspace, term)) for term in every)


def test_a_query_weighs_its_terms_by_field() -> None:
    weights = LexicalWeights(body=1, words=0.5, context=0.25, folded=0.125)
    assert analysis.clauses(LexicalQuery("đê đê"), weights) == {
        ("body", "đê"): 1,
        ("context", "đê"): 0.25,
        ("folded", "de"): 0.125,
    }


def test_boosts_multiply_and_the_largest_weight_wins() -> None:
    query = LexicalQuery("đê", {"đê": 3.0, "bão": 0.5, "học": 0.0})
    found = analysis.clauses(query, EVEN)
    assert (found["body", "đê"], found["body", "bão"]) == (3.0, 0.5)
    assert ("body", "học") not in found


def test_a_field_without_weight_is_not_asked() -> None:
    weights = LexicalWeights(body=1, words=0, context=0, folded=0)
    assert analysis.clauses(LexicalQuery("học sinh"), weights).keys() == {
        ("body", "học"),
        ("body", "sinh"),
    }
