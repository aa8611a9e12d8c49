from pathlib import Path

import pytest

from app.answering.claims import Kind
from app.answering.selecting import Certainty, Fitted, Measure, Option, odds, select
from app.answering.weighing import FILE
from index import trained
from index.errors import WeightsDamaged


def option(probability: float, start: int, length: int = 10, document: str = "d") -> Option:
    return Option(probability, length, (document, start, start + length))


def test_a_further_one_is_said_as_long_as_that_raises_the_measure() -> None:
    options = [option(0.6, 0), option(0.5, 20), option(0.1, 40)]
    assert select(options, Measure(3, 1.0, 0.2, 100)) == [0, 1]
    assert select(options, Measure(3, 0.0, 0.2, 100)) == [0]  # only precision counts
    assert select(options, Measure(1, 1.0, 0.2, 100)) == [0]
    assert select(options, Measure(3, 9.0, 0.05, 100)) == [0, 1, 2]  # what is left out counts most


def test_one_sure_statement_is_said_alone_and_two_sides_together() -> None:
    options = [option(0.9, 0), option(0.15, 20), option(0.1, 40)]
    assert select(options, Measure(3, 1.0, 0.2, 100)) == [0]
    assert select(options, Measure(3, 1.0, 0.2, 100, fewest=2)) == [0, 1]


def test_what_is_said_already_or_does_not_fit_is_passed_over() -> None:
    options = [option(0.6, 0, 30), option(0.5, 5, 10), option(0.5, 50, 90), option(0.4, 200, 10)]
    assert select(options, Measure(4, 2.0, 0.1, 50)) == [0, 3]
    around = [option(0.6, 5, 10), option(0.5, 0, 30)]
    assert select(around, Measure(4, 2.0, 0.1, 50)) == [0]


def test_the_weights_that_come_along_are_read_and_written_alike(tmp_path: Path) -> None:
    fitted = Fitted.load(trained.FOLDER)
    fitted.save(tmp_path)
    assert Fitted.load(tmp_path) == fitted
    assert fitted.measure(Kind.TALK) == fitted.measures[Kind.FACT]
    sure, unsure = (fitted.certainty.of(Kind.FACT, 0.9, best) for best in (0.9, 0.2))
    assert 0 < unsure < sure < 1


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{}", encoding="utf-8")
    with pytest.raises(WeightsDamaged, match=FILE):
        Fitted.load(tmp_path)


def test_odds_are_bounded() -> None:
    assert odds(0.0) == pytest.approx(-odds(1.0))
    assert odds(0.5) == 0.0


def test_an_answer_is_as_sure_as_the_side_that_it_takes() -> None:
    certainty = Certainty(0.0, 0.0, 1.0, side=1.0)
    even, sure = (certainty.of(Kind.YES_NO, 0.9, 0.6, side) for side in (0.0, odds(0.9)))
    assert even < sure
    assert certainty.of(Kind.FACT, 0.9, 0.6) == even
