"""Which side is taken, and how sure that is."""

from dataclasses import replace

from app.answering.answerers.whether import Taken, take
from app.answering.evidence import Evidence
from app.answering.selecting import Fitted, odds
from app.answering.siding import Sides
from app.answering.terms import Terms
from index import trained
from index.question.understanding import understand
from tests.app.answering import plans

FITTED = replace(
    Fitted.load(trained.FOLDER), sides=Sides(1.0, {"denies": -3.0, "figure_missing": -1.0})
)
SURE = odds(FITTED.weighing.sure)


def taken(question: str, stated: str) -> Taken:
    """Return what one statement comes to."""
    text = plans.LAC_SON.replace(
        "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.", f"2. {stated}"
    )
    held = plans.read(text)
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages))
    told = [each for each in ranked if stated in each.text]
    return take(query, told, Terms(query, library, FITTED.weighing), FITTED, plans.shelf(held))


def test_words_are_as_sure_as_their_regression_says() -> None:
    yes = taken("Hộ nghèo có được vay vốn không?", "Hộ nghèo được vay vốn làm nhà.")
    no = taken("Hộ nghèo có được vay vốn không?", "Hộ nghèo không được vay vốn làm nhà.")
    assert (yes.side, round(yes.odds, 3)) == (True, 1.0)
    assert (no.side, round(no.odds, 3)) == (False, 2.0)


def test_another_value_than_is_claimed_is_a_sure_no() -> None:
    told = taken("Hộ nghèo có được vay 9 triệu đồng không?", "Hộ nghèo được vay 5 triệu đồng.")
    assert (told.side, told.odds) == (False, SURE)


def test_a_value_that_is_repeated_alone_is_not_sure() -> None:
    told = taken("Hộ nghèo có được vay 5 triệu đồng không?", "Hộ nghèo được vay 5 triệu đồng.")
    assert (told.side, told.odds) == (True, 0.0)


def test_what_is_enough_is_no_sure_no() -> None:
    stated = "Nghị quyết của tổ đò có hiệu lực khi ít nhất 2/3 thành viên tán thành."
    told = taken("Nghị quyết tổ đò có 70% thành viên tán thành có hiệu lực không?", stated)
    assert told.odds == 0.0


def test_what_is_not_to_be_done_is_forbidden() -> None:
    question = "Người lái đò có bị cấm hút thuốc trên đò không?"
    told = taken(question, "Người lái đò không hút thuốc trên đò.")
    assert (told.side, told.odds) == (True, 0.0)
    free = taken("Người lái đò có được hút thuốc trên đò không?", "Người lái đò không hút thuốc.")
    assert not free.side
