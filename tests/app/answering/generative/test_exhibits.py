"""What a base model is offered."""

from app.answering.citations import quote
from app.answering.claims import Claim, Role, Statements
from app.answering.generative import exhibits
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON)


def test_what_the_extractive_answer_cites_is_offered_once() -> None:
    start = HELD[0].text.index("Đến năm 2030")
    end = HELD[0].text.index(" Mỗi năm")
    cited = quote(HELD[0], start, end, 0.9)
    inside = quote(HELD[0], start + 4, end, 0.8)
    claim = Claim(Role.STATEMENT, HELD[0].id, "", ("I",), (cited.text,), (cited, inside))
    (only,) = exhibits.offer(Statements((claim,)), plans.shelf(HELD))
    assert "87,5%" in only.text
    assert only.name == "Lạc Sơn Đông"
