from app.answering.selecting import Fitted
from app.answering.siding import Sides, features
from index import trained


def test_what_is_asked_and_what_is_stated_are_told_apart() -> None:
    found = features("hộ nghèo có được miễn phí không?", "Hộ nghèo không được miễn phí.")
    assert found["forbids"] == 1.0
    assert found["asks_leave"] == 1.0
    assert found["asks_negated"] == 0.0  # the last word only asks
    assert found["negations"] == 1.0


def test_weights_take_a_side() -> None:
    sides = Sides(1.0, {"forbids": -4.0})
    assert sides.yes("có được không?", "Được hỗ trợ.") > 0.5
    assert sides.yes("có được không?", "Không được hỗ trợ.") < 0.5


def test_a_plain_denial_is_no() -> None:
    sides = Fitted.load(trained.FOLDER).sides
    denied = "Rừng ven sông không được xây dựng đường băng."
    assert sides.yes("rừng ven sông có được làm đường băng không?", denied) < 0.5
