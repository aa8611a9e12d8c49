"""Who has to do something by the document, where the question takes another body to."""

from dataclasses import replace

import pytest

from app.answering import mistaken, stating
from app.answering.citations import quote
from app.answering.claims import Claim, Note, Parts, Role, Statements
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

TASKS = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Lập bản đồ cầu treo\n- Nội dung: đo vẽ các cầu treo trong tỉnh.\n"
    "- Cơ quan thực hiện: Sở Nội vụ.\n- Cơ quan phối hợp: Sở Tài chính.\n"
    "- Thời gian thực hiện: năm 2029.\n"
    "3. Vớt bèo bến đò\n- Đơn vị thực hiện: các sở, ngành.\n- Thời gian: năm 2030.",
)
HELD = plans.read(TASKS)
LIBRARY = plans.library(HELD)


def found(question: str, said: str = "năm 2029") -> mistaken.Mistaken | None:
    """Return who acts where the words ``said`` stand, if the question takes another to."""
    return mistaken.found(understand(question, LIBRARY), HELD[0], HELD[0].text.index(said))


def test_another_body_than_the_field_names_is_taken_to_have_to_act() -> None:
    told = found("Theo kế hoạch Lạc Sơn Đông, Sở Y tế phải lập bản đồ cầu treo năm nào?")
    assert told is not None
    assert (told.asked, told.names) == ("Sở Y tế", ("Sở Nội vụ",))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Sở Nội vụ phải lập bản đồ cầu treo năm nào?", "năm 2029"),
        ("Sở Tài chính phải góp ý bản đồ cầu treo năm nào?", "năm 2029"),
        ("Bản đồ cầu treo gửi Sở Y tế phải xong năm nào?", "năm 2029"),
        ("Sở Y tế phải hỏi ai về bản đồ cầu treo?", "năm 2029"),
        ("Sở Y tế phải vớt bèo bến đò năm nào?", "năm 2030"),
    ],
)
def test_not_where_the_body_may_be_the_one_or_is_not_said_to_act(question: str, said: str) -> None:
    assert found(question, said) is None


def test_its_name_is_no_word_that_what_answers_has_to_hold() -> None:
    query = understand("Lạc Sơn Đông: Sở Y tế phải lập bản đồ cầu treo năm nào?", LIBRARY)
    passages = plans.found(HELD)
    ranked = Evidence(LIBRARY).rank(query, passages, plans.alike(passages))
    read = [replace(each, probability=0.3) for each in ranked if "2029" in each.text]
    assert stating.first(query, read, Terms(query, LIBRARY), HELD[0])


def test_who_acts_stands_beside_the_answer_with_its_quote_and_a_note() -> None:
    query = understand("Lạc Sơn Đông: Sở Y tế phải lập bản đồ cầu treo năm nào?", LIBRARY)
    start = HELD[0].text.index("- Thời gian thực hiện")
    told = quote(HELD[0], start, HELD[0].text.index("\n", start), 0.3)
    claim = Claim(Role.STATEMENT, HELD[0].id, "Kế hoạch", ("II", "2"), (told.text,), (told,))
    body = mistaken.beside(Statements((claim,)), query, plans.shelf(HELD))
    assert isinstance(body, Parts)
    stated, note = body.parts
    assert [each.quotes[0].text for each in stated.claims[1:]] == ["Cơ quan thực hiện: Sở Nội vụ."]
    assert note == Note("Lưu ý: việc này giao cho Sở Nội vụ, không phải Sở Y tế.")
