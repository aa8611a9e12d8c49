import pytest

from eval import calibration

CONFIDENCES = [0.95, 0.91, 0.55, 0.15]
RIGHT = [True, False, True, False]


def test_reliability_groups_like_confidences_in_equal_numbers() -> None:
    low, high = calibration.reliability(CONFIDENCES, RIGHT, bins=2)
    assert (low.low, low.high, low.count, low.accuracy) == (0.15, 0.55, 2, 0.5)
    assert (high.count, high.accuracy) == (2, 0.5)
    assert high.confidence == pytest.approx(0.93)


def test_fewer_answers_than_bins_leave_some_out() -> None:
    [only] = calibration.reliability([1.0], [True])
    assert (only.low, only.high, only.count) == (1.0, 1.0, 1)


def test_calibration_error_weighs_bins_by_size() -> None:
    # (2·|.35 − .5| + 2·|.93 − .5|) / 4
    expected = (0.3 + 0.86) / 4
    assert calibration.calibration_error(CONFIDENCES, RIGHT, bins=2) == pytest.approx(expected)
    assert calibration.calibration_error([], []) is None


def test_risk_coverage_answers_the_surest_first() -> None:
    points = calibration.risk_coverage(CONFIDENCES, RIGHT)
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.5)]
    assert calibration.area_under(points) == pytest.approx((0 + 0.5 + 1 / 3 + 0.5) / 4)


def test_equal_confidences_go_in_together() -> None:
    points = calibration.risk_coverage([0.5, 0.9, 0.5], [False, True, True])
    assert points == [(1 / 3, 0.0), (1.0, 1 / 3)]
    assert calibration.area_under([]) is None
