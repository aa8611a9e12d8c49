import re

import pytest

from ingest.vietnamese import bounds
from ingest.vietnamese.bounds import Bound


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("Ít nhất", Bound.AT_LEAST),
        ("không  quá", Bound.AT_MOST),
        ("khoảng", Bound.ABOUT),
        ("tối đa khoảng", Bound.AT_MOST),
        ("đạt", None),
    ],
)
def test_the_words_before_a_figure_bound_it(said: str, bound: Bound | None) -> None:
    assert bounds.meant("before", "figure", said) is bound


def test_words_before_and_after_figures_and_dates_differ() -> None:
    assert bounds.signs("before", "date")["trước"] is Bound.BELOW
    assert bounds.signs("after", "figure") == {
        "trở lên": Bound.AT_LEAST,
        "trở xuống": Bound.AT_MOST,
    }
    assert re.fullmatch(bounds.words("after", "figure"), "trở  lên")
    assert not re.fullmatch(bounds.words("after", "figure"), "trên")
