import pytest

from eval import statistics


def test_mean_of_equal_values_has_no_spread() -> None:
    found = statistics.mean([0.5, 0.5, 0.5])
    assert found == statistics.Mean(0.5, 0.5, 0.5, 3)


def test_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [1.0] * 60 + [0.0] * 40
    found = statistics.mean(values)
    assert found is not None
    assert found.value == pytest.approx(0.6)
    # the normal approximation says 0.6 ± 1.96·√(0.24/100) = 0.504 … 0.696
    assert found.low == pytest.approx(0.504, abs=0.02)
    assert found.high == pytest.approx(0.696, abs=0.02)
    assert statistics.mean(values) == found


def test_mean_of_nothing_is_none() -> None:
    assert statistics.mean([]) is None


def test_pairing_takes_out_what_is_hard_for_both() -> None:
    before = [0.1, 0.9, 0.2, 0.8, 0.5]
    after = [value + 0.05 for value in before]
    change = statistics.paired_difference(before, after)
    assert change.value == pytest.approx(0.05)
    assert change.low == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("lost", "gained", "p_value"),
    [(0, 0, 1.0), (5, 0, 1 / 32), (4, 0, 1 / 16), (3, 1, 5 / 16), (0, 5, 1.0), (1, 1, 3 / 4)],
)
def test_mcnemar(lost: int, gained: int, p_value: float) -> None:
    assert statistics.mcnemar(lost, gained) == pytest.approx(p_value)


def test_percentiles() -> None:
    assert statistics.percentiles([1, 2, 3, 4, 5], ranks=(50, 90)) == {"p50": 3.0, "p90": 4.6}
    assert statistics.percentiles([]) == {}
